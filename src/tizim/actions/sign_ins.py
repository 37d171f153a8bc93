"""How members sign in to the desk: invited once, then by a passphrase of their own and a second factor.

Each change is a leaf that says who changed what, never a secret. The row is replaced, so that what does not open any
more is nowhere (docs/decisions/0054). Who may ask how often, and how long it takes, is the shell's (`web.entrance`).

Rules, in the order in which they are asked:
1. An administrator invites; the first to have a sign-in is one who manages members, so that nobody is locked out.
2. A sign-in is whole or not there: passphrase, second factor and recovery codes are written together.
3. Whoever changes theirs shows a factor that they have (the shell asks); the last second factor stays.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tizim.actions.log import Entry, append
from tizim.actions.session import Session
from tizim.core.canonical import canonical_bytes
from tizim.core.errors import BadInput, Damaged, Forbidden, NotFound
from tizim.core.i18n import gettext as _
from tizim.db import models, queries
from tizim.db.sign_ins import anybody_signs_in
from tizim.policies import Actor, can, check
from tizim.vault import crypto, passkeys, passphrases
from tizim.vault import sign_ins as forms
from tizim.vault.sign_ins import Document, Passkey, new_totp_secret, totp_address

__all__ = ["new_totp_secret", "totp_address"]  # the shell shows them

COSTS, FLOOR = passphrases.DEFAULT, passphrases.FLOOR  # tests put cheaper ones here


@dataclass(frozen=True)
class Held:
    """What a member may be told of their own sign-in."""

    ready: bool
    totp: bool
    passkeys: tuple[str, ...]
    codes_left: int


def invite(*, by: Actor, session: Session, name: str) -> str:
    """A code by which this member sets up their sign-in within a day; to be shown once. An older one is void."""
    check(by, "manage_members")
    member = queries.find_member(name)
    if member is None:
        raise NotFound(_("{name} is not a member of this workspace.", name=name), _("See: tizim member list."))
    if not anybody_signs_in() and not can(member, "manage_members"):
        raise BadInput(
            _("The first to have a sign-in must be an administrator."),
            _("Otherwise nobody could invite others once the desk asks who one is."),
        )
    document, code = forms.with_invitation(_document(session, name), time.time())
    _keep(session, name, document, "invited", by.name)
    return code


def find_invited(*, session: Session, code: str) -> str:
    """Whom this code invites. Raises Forbidden: it is none, was used, or is older than a day."""
    for row in models.SignIn.objects.all():
        document = _opened(session, row)
        if forms.is_invited(document, code, time.time()) and queries.find_member(row.member):
            return row.member
    raise Forbidden(
        _("This invitation does not fit."),
        _("It holds for one day and once. Whoever manages the members can make another."),
    )


def prepare(*, name: str, passphrase: str) -> Document:
    """What `accept` will keep, to be held in memory until the second factor is shown. Raises BadInput."""
    return forms.with_passphrase(forms.new_sign_in(name), passphrase, COSTS)


def accept(
    *, session: Session, code: str, prepared: Document, totp: tuple[str, str] | None = None,
    passkey: Passkey | None = None,
) -> list[str]:  # fmt: skip
    """Keep the sign-in that was set up by an invitation, and void it. Returns the recovery codes, to be shown once.

    totp: the secret and the digits that show it. Raises Forbidden, BadInput.
    """
    with transaction.atomic():
        _one_at_a_time()
        name = find_invited(session=session, code=code)
        if name != prepared["member"]:
            raise Forbidden(_("This invitation is for somebody else."))
        document = prepared
        if passkey is not None:
            document = forms.with_passkeys(document, [passkey])
        elif totp is not None:
            document = _with_totp(document, *totp)
        if not forms.is_ready(document):
            raise BadInput(_("A second factor is missing."), _("Add an authenticator or a passkey."))
        document, codes = forms.with_codes(document)
        _keep(session, name, document, "set up", name)
    return codes


def knows_passphrase(*, session: Session, name: str, passphrase: str) -> bool:
    """Whether this is that member's passphrase. As much work for a name that nobody has."""
    row = models.SignIn.objects.filter(member=name, ready=True).first()
    known = row is not None and queries.find_member(name) is not None
    document = _opened(session, row) if row and known else _decoy()
    try:
        return forms.fits(document, passphrase, FLOOR)
    except BadInput:  # control characters, or without end: no passphrase is like that
        return False


def use_digits(*, session: Session, name: str, digits: str) -> bool:
    """Whether the digits are the authenticator's of now; they serve once."""
    return _use(session, name, lambda document: forms.use_totp(document, digits, time.time()))


def use_recovery_code(*, session: Session, name: str, code: str) -> bool:
    """Whether it is one of the member's recovery codes; it is used up, and a leaf says so."""
    return _use(session, name, lambda document: forms.use_code(document, code), said="recovery code used")


def ask_passkey(*, session: Session, name: str) -> tuple[dict[str, Any], Any] | None:
    """(what the browser is asked, the state to check by), or None: the member has no passkey."""
    held = forms.passkeys_of(_document(session, name))
    return passkeys.ask(held) if held else None


def use_passkey(*, session: Session, name: str, state: Any, answer: str) -> bool:
    def used(document: Document) -> Document | None:
        held = passkeys.find_used(forms.passkeys_of(document), state, _parsed(answer))
        return None if held is None else forms.with_passkeys(document, held)

    return _use(session, name, used)


def ask_new_passkey(*, session: Session, name: str) -> tuple[dict[str, Any], Any]:
    return passkeys.ask_for_new(forms.passkeys_of(_document(session, name)))


def made_passkey(*, state: Any, answer: str, label: str) -> Passkey:
    """The passkey that a browser made. Raises BadInput."""
    found = passkeys.find_new(state, _parsed(answer), label.strip()[:40] or _("Passkey"))
    if found is None:
        raise BadInput(_("The passkey was not made."), _("Try again, or use an authenticator with six digits."))
    return found


def held_by(*, session: Session, name: str) -> Held:
    document = _document(session, name)
    labels = tuple(one.label for one in forms.passkeys_of(document))
    return Held(forms.is_ready(document), document["totp"] is not None, labels, len(document["codes"]))


def change_passphrase(*, by: Actor, session: Session, passphrase: str) -> None:
    """The member's own. Raises BadInput for one that is too short."""
    _change(by, session, lambda document: forms.with_passphrase(document, passphrase, COSTS), "passphrase")


def set_totp(*, by: Actor, session: Session, secret: str, digits: str) -> None:
    """Another authenticator instead of the one before. Raises BadInput unless the digits are its own."""
    _change(by, session, lambda document: _with_totp(document, secret, digits), "authenticator")


def add_passkey(*, by: Actor, session: Session, passkey: Passkey) -> None:
    _change(by, session, lambda one: forms.with_passkeys(one, [*forms.passkeys_of(one), passkey]), "passkey added")


def remove_factor(*, by: Actor, session: Session, which: str) -> None:
    """`which`: "totp", or the place of a passkey in `Held.passkeys`. Raises BadInput for the last second factor."""

    def without(document: Document) -> Document:
        kept = [one for at, one in enumerate(forms.passkeys_of(document)) if str(at) != which]
        return {**forms.with_passkeys(document, kept), **({"totp": None} if which == "totp" else {})}

    _change(by, session, without, "second factor removed")


def renew_codes(*, by: Actor, session: Session) -> list[str]:
    """Eight new recovery codes, to be shown once; the others are void."""
    shown: list[str] = []

    def renewed(document: Document) -> Document:
        kept, codes = forms.with_codes(document)
        shown.extend(codes)
        return kept

    _change(by, session, renewed, "recovery codes")
    return shown


def note_failures(*, name: str, count: int) -> None:
    """A leaf that somebody tried `count` times. A name that is nobody's is not written: it may be a passphrase."""
    with transaction.atomic():
        member = name if queries.find_member(name) else ""
        append([Entry("sign_in_failed", "", {"member": member, "count": count})])


def _with_totp(document: Document, secret: str, digits: str) -> Document:
    step = forms.find_step(secret, digits, time.time())
    if step is None:
        raise BadInput(
            _("These digits are not those of now."), _("Wait for the next ones. Is the clock of the phone right?")
        )
    return forms.with_totp(document, secret, step)


def _use(session: Session, name: str, used: Any, said: str = "") -> bool:
    with transaction.atomic():
        _one_at_a_time()
        after = used(_document(session, name))
        if after is None:
            return False
        if said:
            _keep(session, name, after, said, name)
        else:
            _write(session, name, after)
    return True


def _change(by: Actor, session: Session, changed: Any, said: str) -> None:
    with transaction.atomic():
        _one_at_a_time()
        before = _document(session, by.name)
        after = changed(before)
        if forms.is_ready(before) and not forms.is_ready(after):
            raise BadInput(_("This is the last second factor."), _("Add another one first."))
        _keep(session, by.name, after, said, by.name)


def _one_at_a_time() -> None:
    """Two at once: the second sees what the first wrote."""
    models.LogState.objects.select_for_update().get(pk=1)


def _keep(session: Session, name: str, document: Document, said: str, by: str) -> None:
    """The row as it is from now on, and the leaf that says what changed."""
    with transaction.atomic():
        _write(session, name, document)
        append([Entry("sign_in", "", {"member": name, "what": said, "by": by})])


def _write(session: Session, name: str, document: Document) -> None:
    wrapped = crypto.wrap_key(session.key, canonical_bytes(document), _bound_to(name))
    models.SignIn.objects.update_or_create(member=name, defaults={"ready": forms.is_ready(document), "value": wrapped})


def _document(session: Session, name: str) -> Document:
    row = models.SignIn.objects.filter(member=name).first()
    return _opened(session, row) if row else forms.new_sign_in(name)


def _opened(session: Session, row: models.SignIn) -> Document:
    plain = crypto.unwrap_key(session.key, bytes(row.value), _bound_to(row.member))
    if plain is None:
        raise Damaged(_("A sign-in was changed behind the desk's back."), _("Restore the newest backup beside it."))
    found: Document = json.loads(plain)
    return found


def _bound_to(name: str) -> bytes:
    return canonical_bytes(["tizim/sign-in/v1", name])


_decoys: list[Document] = []


def _decoy() -> Document:
    """Made once a process; no passphrase opens it."""
    if not _decoys:
        _decoys.append(forms.decoy(COSTS))
    return _decoys[0]


def _parsed(answer: str) -> Mapping[str, Any]:
    try:
        found = json.loads(answer) if len(answer) < 64 * 1024 else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
