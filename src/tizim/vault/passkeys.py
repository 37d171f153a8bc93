"""Passkeys: what a browser's authenticator is asked and what it answered (WebAuthn level 2), checked by `fido2`.

What it is: four steps, each a value. The state of a ceremony stays with the caller, in memory, until its answer comes.
What it is not: a list of authenticators (any may be used; none says who made it), a first factor.

Invariants: bound to the name `localhost` of this machine, since a browser takes no number for one · a challenge serves
once: the caller forgets the state · an authenticator whose counter goes back was copied, and is refused.

Spec: docs/spec/keys.md, "Sign-ins".

>>> asked, state = ask_for_new([])
>>> asked["rp"]["id"]
'localhost'
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tizim.vault import crypto
from tizim.vault.sign_ins import PHONE_LABEL, Passkey

if TYPE_CHECKING:
    from fido2.server import Fido2Server
    from fido2.webauthn import AttestedCredentialData

HOST = "localhost"
_NOT_AN_ANSWER = (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, struct.error)


def ask_for_new(held: Sequence[Passkey]) -> tuple[dict[str, Any], Any]:
    """(what the browser is asked, the state to check its answer by). An authenticator that is known makes no second."""
    from fido2.webauthn import PublicKeyCredentialUserEntity

    user = PublicKeyCredentialUserEntity(id=crypto.random_bytes(16), name=PHONE_LABEL, display_name=PHONE_LABEL)
    asked, state = _server().register_begin(user, credentials=_credentials(held))
    return dict(asked.public_key), state


def find_new(state: Any, answer: Mapping[str, Any], label: str) -> Passkey | None:
    """The passkey that the browser made, or None: the answer belongs to another question or is none."""
    try:
        made = _server().register_complete(state, answer)
    except _NOT_AN_ANSWER:
        return None
    return Passkey(bytes(made.credential_data), made.counter, label) if made.credential_data else None


def ask(held: Sequence[Passkey]) -> tuple[dict[str, Any], Any]:
    """(what the browser is asked, the state to check its answer by)."""
    asked, state = _server().authenticate_begin(_credentials(held))
    return dict(asked.public_key), state


def find_used(held: Sequence[Passkey], state: Any, answer: Mapping[str, Any]) -> list[Passkey] | None:
    """`held` with the new counter of the one that answered, or None: none of ours signed this question."""
    from fido2.webauthn import AuthenticationResponse

    credentials = _credentials(held)
    try:
        used = _server().authenticate_complete(state, credentials, answer)
        counter = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except _NOT_AN_ANSWER:
        return None
    place = credentials.index(used)
    if counter <= held[place].counter != 0:
        return None  # some keep no counter: theirs is always 0
    return [replace(one, counter=counter) if at == place else one for at, one in enumerate(held)]


def _server() -> Fido2Server:
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    return Fido2Server(PublicKeyCredentialRpEntity(id=HOST, name=PHONE_LABEL))


def _credentials(held: Sequence[Passkey]) -> list[AttestedCredentialData]:
    from fido2.webauthn import AttestedCredentialData

    return [AttestedCredentialData(one.credential) for one in held]
