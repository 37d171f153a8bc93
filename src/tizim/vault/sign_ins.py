"""A member's sign-in as one object: passphrase, second factors, recovery codes, invitation. Values in, values out.

What it is: the rules of signing in, and the form in which `actions.sign_ins` keeps them, wrapped by the workspace.
What it is not: a table, a session, a delay (`web.entrance`), a way to read what is sealed.

Invariants: nothing that is typed can be read back from the object but the authenticator's secret, which both sides need
· a passphrase costs Argon2id, as the workspace's does · digits serve once, those of a step before or after too, since
clocks differ · a recovery code and an invitation serve once · codes have 60 random bits, so a keyed digest is enough.

Spec: docs/spec/keys.md, "Sign-ins". RFC 6238 (TOTP).

>>> one = with_passphrase(new_sign_in("Asel"), "four plain words here")
>>> fits(one, "four plain words here"), is_ready(one)
(True, False)
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tizim.core.ids import ALPHABET
from tizim.vault import crypto, passphrases
from tizim.vault.passphrases import DEFAULT, FLOOR, Costs

FORMAT = "tizim-sign-in/1"
STEP_SECONDS = 30
SKEW_STEPS = 1
DIGITS = 6
CODES = 8
CODE_LETTERS = 12
INVITATION_SECONDS = 24 * 3600
PHONE_LABEL = "Desk"  # an authenticator shows it to whoever holds the phone: it names neither Tizim nor the member

Document = dict[str, Any]


@dataclass(frozen=True)
class Passkey:
    """What a browser's authenticator registered. `credential`: AttestedCredentialData of WebAuthn."""

    credential: bytes
    counter: int
    label: str


def new_sign_in(member: str) -> Document:
    """An object that opens nothing yet."""
    salt = crypto.random_bytes(16).hex()
    return {
        "format": FORMAT, "member": member, "salt": salt, "passphrase": None, "totp": None, "passkeys": [],
        "codes": [], "invitation": None,
    }  # fmt: skip


def is_ready(document: Mapping[str, Any]) -> bool:
    """Whether a member can sign in with it: a passphrase and a second factor."""
    return bool(document["passphrase"] and (document["totp"] or document["passkeys"]))


def with_passphrase(document: Document, passphrase: str, costs: Costs = DEFAULT) -> Document:
    """Raises BadInput for one that is too short. What was there before is gone."""
    passphrases.check_passphrase(passphrase)
    about = {"format": FORMAT, "member": document["member"]}
    return {**document, "passphrase": passphrases.wrap(crypto.random_bytes(32), passphrase, about, costs)}


def fits(document: Mapping[str, Any], passphrase: str, floor: Costs = FLOOR) -> bool:
    """Whether this is the passphrase. The same work for any; without one, see `decoy`."""
    held = document["passphrase"]
    return held is not None and passphrases.unwrap(held, passphrase, floor=floor) is not None


def decoy(costs: Costs = DEFAULT) -> Document:
    """An object that no passphrase opens: trying it takes as long as trying a real one."""
    return with_passphrase(new_sign_in(""), crypto.random_bytes(16).hex(), costs)


# the authenticator's digits


def new_totp_secret() -> str:
    """160 random bits in base 32."""
    import pyotp

    return pyotp.random_base32()


def totp_address(secret: str) -> str:
    """The otpauth: address that an authenticator reads from a QR code."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=PHONE_LABEL)


def with_totp(document: Document, secret: str, step: int) -> Document:
    """`step`: that of the digits by which the member showed that the authenticator holds the secret."""
    return {**document, "totp": {"secret": secret, "last_step": step}}


def find_step(secret: str, digits: str, at: float, after: int = -1) -> int | None:
    """The step (of 30 s since 1970) that these digits stand for at `at`, one off allowed, later than `after`."""
    import pyotp

    typed, now, found = _digits_of(digits), int(at) // STEP_SECONDS, None
    for step in range(now - SKEW_STEPS, now + SKEW_STEPS + 1):
        same = hmac.compare_digest(pyotp.TOTP(secret).at(step * STEP_SECONDS).encode(), typed.encode())
        if same and step > after:
            found = step
    return found


def use_totp(document: Document, digits: str, at: float) -> Document | None:
    """The object after these digits were used, or None: they are wrong, too old, or were used before."""
    held = document["totp"]
    step = find_step(held["secret"], digits, at, held["last_step"]) if held else None
    return None if step is None else with_totp(document, held["secret"], step)


def _digits_of(typed: str) -> str:
    """Digits of any script as 0–9, without blanks; what is none stays wrong."""
    found = "".join(str(int(sign)) for sign in typed if sign.isdecimal())
    return found if len(found) == DIGITS else "-"


# codes: for recovery and for invitations


def new_code() -> str:
    """Twelve letters of Crockford's base 32, 60 random bits, in groups of four."""
    number = int.from_bytes(crypto.random_bytes(8), "big")
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(0, 5 * CODE_LETTERS, 5))
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LETTERS, 4))


def with_codes(document: Document) -> tuple[Document, list[str]]:
    """Eight new recovery codes, to be shown once; older ones are gone."""
    codes = [new_code() for _number in range(CODES)]
    return {**document, "codes": [_digest(document, code) for code in codes]}, codes


def use_code(document: Document, typed: str) -> Document | None:
    """The object without this recovery code, or None: it is none of them, or was used."""
    wanted = _digest(document, typed)
    left = [one for one in document["codes"] if not hmac.compare_digest(one, wanted)]
    return None if len(left) == len(document["codes"]) else {**document, "codes": left}


def with_invitation(document: Document, at: float) -> tuple[Document, str]:
    """An invitation that holds for a day and once; an earlier one is gone."""
    code = new_code()
    return {**document, "invitation": {"digest": _digest(document, code), "until": int(at) + INVITATION_SECONDS}}, code


def is_invited(document: Mapping[str, Any], typed: str, at: float) -> bool:
    held = document["invitation"]
    return bool(held) and at < held["until"] and hmac.compare_digest(held["digest"], _digest(document, typed))


def without_invitation(document: Document) -> Document:
    return {**document, "invitation": None}


def _digest(document: Mapping[str, Any], typed: str) -> str:
    """Letters as people type them: any case, with or without dashes; O is 0, I and L are 1."""
    letters = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(str.maketrans("OIL", "011"))
    return crypto.keyed_digest(bytes.fromhex(document["salt"]), letters)


# passkeys


def with_passkeys(document: Document, passkeys: Sequence[Passkey]) -> Document:
    kept = [{"credential": one.credential.hex(), "counter": one.counter, "label": one.label} for one in passkeys]
    return {**document, "passkeys": kept}


def passkeys_of(document: Mapping[str, Any]) -> list[Passkey]:
    return [Passkey(bytes.fromhex(one["credential"]), one["counter"], one["label"]) for one in document["passkeys"]]
