"""Setting up one's sign-in by an invitation: a passphrase of one's own, then a second factor, then recovery codes.

What was chosen stays in this process's memory until the second factor is shown; then all is written at once, or none.
"""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.actions import sign_ins
from tizim.core.errors import BadInput, Forbidden
from tizim.core.i18n import gettext as _
from tizim.web import desk
from tizim.web.acting import attempt, done
from tizim.web.clock import now
from tizim.web.entrance.devices import by_its_name, device_words
from tizim.web.entrance.patience import Patience
from tizim.web.entrance.qr import drawn
from tizim.web.entrance.signing_in import digits_field, seat
from tizim.web.fields import Field

PATIENCE = Patience()


def invited(request: HttpRequest) -> HttpResponse:
    """The code from the invitation, and a passphrase of one's own."""
    if (away := _elsewhere(request)) is not None:
        return away
    given, error = request.POST, None
    if request.method == "POST":
        tried = attempt(lambda: _begin(given.get("code", ""), given.get("passphrase", ""), given.get("again", "")))
        if tried.value is not None:
            name, prepared = tried.value
            visit = desk.begin_visit(name, half=True, device=device_words(request))
            totp = sign_ins.new_totp_secret()
            visit.aside = {"prepared": prepared, "code": given.get("code", ""), "totp": totp}
            return seat(request, done(request, "/invited/second"), visit)
        error = tried.error
    fields = [
        Field("code", _("The code of your invitation"), value=given.get("code", ""), required=True, dir="ltr"),
        *new_passphrase_fields(),
    ]
    context = {"fields": fields, "error": error}
    return render(request, "desk/entrance/invited.html", context, status=403 if error else 200)


def invited_second(request: HttpRequest) -> HttpResponse:
    """The second factor: an authenticator, or a passkey of this computer."""
    if (away := _elsewhere(request)) is not None:
        return away
    visit = desk.kept_visit(request)
    if visit is None or "prepared" not in visit.aside:
        return done(request, "/invited")
    error = None
    if request.method == "POST":
        tried = attempt(lambda: _finish(request, visit))
        if tried.value is not None:
            return _ready(request, visit, tried.value)
        error = tried.error
    asked = sign_ins.ask_new_passkey(session=desk.session(), name=visit.member) if by_its_name(request) else None
    visit.aside["passkey"] = asked[1] if asked else None
    context = {
        **authenticator(visit.aside["totp"]), "name": visit.member, "error": error,
        "passkey": json.dumps(asked[0]) if asked else "",
    }  # fmt: skip
    return render(request, "desk/entrance/invited_second.html", context, status=403 if error else 200)


def authenticator(secret: str) -> dict[str, object]:
    """What a page shows so that an authenticator learns its secret."""
    letters = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    label = _("Square code for the authenticator on your phone")
    return {"square": drawn(sign_ins.totp_address(secret), label), "letters": letters, "digits": digits_field()}


def new_passphrase_fields() -> list[Field]:
    hint = _(
        "At least four words that nobody would guess, or twelve signs. Nobody else knows it, nobody can look it up."
    )
    return [
        Field("passphrase", _("A passphrase of your own"), kind="password", hint=hint, required=True),
        Field("again", _("The same once more"), kind="password", required=True),
    ]


def check_same(passphrase: str, again: str) -> None:
    if passphrase != again:
        raise BadInput(_("The two passphrases are not the same."), _("Type it again, slowly."))


def _elsewhere(request: HttpRequest) -> HttpResponse | None:
    """Whoever is signed in has no use for an invitation; nobody has while it is locked."""
    stage = desk.stage_of(request)
    if stage == desk.LOCKED or (stage == desk.IN and desk.asks_who()):
        return done(request, "/unlock" if stage == desk.LOCKED else "/me")
    return None


def _begin(code: str, passphrase: str, again: str) -> tuple[str, dict[str, object]]:
    with PATIENCE.one_try("invitation"):
        try:
            name = sign_ins.find_invited(session=desk.session(), code=code)
        except Forbidden:
            PATIENCE.failed("invitation")
            raise
        PATIENCE.fitted("invitation")
        check_same(passphrase, again)
        return name, sign_ins.prepare(name=name, passphrase=passphrase)


def _finish(request: HttpRequest, visit: desk.Visit) -> list[str]:
    aside, given = visit.aside, request.POST
    passkey = totp = None
    if given.get("passkey"):
        passkey = sign_ins.made_passkey(state=aside.pop("passkey", None), answer=given["passkey"], label=visit.device)
    else:
        totp = (aside["totp"], given.get("digits", ""))
    return sign_ins.accept(
        session=desk.session(), code=aside["code"], prepared=aside["prepared"], totp=totp, passkey=passkey
    )


def _ready(request: HttpRequest, visit: desk.Visit, codes: list[str]) -> HttpResponse:
    """Signed in, here alone, and the recovery codes: this once."""
    for one in (visit, *desk.visits_of(visit.member)):
        desk.end_visit(one.id)
    whole = desk.begin_visit(visit.member, device=visit.device)
    whole.confirmed_at = now()
    answer = render(request, "desk/entrance/codes.html", {"codes": codes, "first": True})
    return seat(request, answer, whole)
