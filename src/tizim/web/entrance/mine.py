"""What members keep for themselves: passphrase, second factors, recovery codes, and where they are signed in."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.actions import sign_ins
from tizim.core.i18n import gettext as _
from tizim.policies import can_at_all
from tizim.web import desk
from tizim.web.acting import attempt, done
from tizim.web.clock import now
from tizim.web.entrance.devices import by_its_name, device_words
from tizim.web.entrance.invited import authenticator, check_same, new_passphrase_fields
from tizim.web.entrance.signing_in import check_own_passphrase, way
from tizim.web.fields import Field

CONFIRMED_MINUTES = 10


def me(request: HttpRequest) -> HttpResponse:
    """The page of whoever asks; a workspace in which nobody signs in shows language and looks only."""
    reader = desk.reader()
    held = sign_ins.held_by(session=desk.session(), name=reader.name) if desk.asks_who() else None
    visits = [
        {
            "device": one.device,
            "minutes": int((now() - one.last) // 60),
            "here": one is desk.here(),
            "handle": one.handle,
        }
        for one in desk.visits_of(reader.name)
    ]
    context = {"held": held, "visits": visits, "name": reader.name, "manages": can_at_all(reader, "manage_members")}
    return render(request, "desk/entrance/me.html", context)


def passphrase(request: HttpRequest) -> HttpResponse:
    """Another passphrase; every other visit of the member ends."""
    given, error = request.POST, None
    if request.method == "POST":
        error = attempt(lambda: _change(given)).error
        if error is None:
            _end_others()
            return done(
                request, "/me", _("Your passphrase is changed. Where else you were signed in, you are not any more.")
            )
    old = Field("old", _("Your passphrase until now"), kind="password", required=True)
    context = {"fields": [old, *new_passphrase_fields()], "error": error}
    return render(request, "desk/entrance/passphrase.html", context, status=422 if error else 200)


def new_authenticator(request: HttpRequest) -> HttpResponse:
    """Another authenticator, in the place of the one before."""
    if not desk.confirmed(request, CONFIRMED_MINUTES):
        return done(request, "/confirm" + way("/me/authenticator"))
    visit, error = desk.here(), None
    secret = visit.aside.setdefault("totp", sign_ins.new_totp_secret())
    if request.method == "POST":
        digits = request.POST.get("digits", "")
        tried = attempt(
            lambda: sign_ins.set_totp(by=desk.reader(), session=desk.session(), secret=secret, digits=digits)
        )
        if tried.error is None:
            visit.aside.pop("totp", None)
            return done(request, "/me", _("The new authenticator holds; the one before does not open any more."))
        error = tried.error
    context = {**authenticator(secret), "error": error}
    return render(request, "desk/entrance/authenticator.html", context, status=422 if error else 200)


def new_passkey(request: HttpRequest) -> HttpResponse:
    """One more passkey, made by this browser."""
    if not desk.confirmed(request, CONFIRMED_MINUTES):
        return done(request, "/confirm" + way("/me/passkey"))
    visit, error = desk.here(), None
    if request.method == "POST":
        error = attempt(lambda: _add_passkey(request)).error
        if error is None:
            return done(request, "/me", _("The passkey opens the desk from now on."))
    asked = None
    if by_its_name(request):
        asked, visit.aside["passkey"] = sign_ins.ask_new_passkey(session=desk.session(), name=visit.member)
    context = {"passkey": json.dumps(asked) if asked else "", "error": error}
    return render(request, "desk/entrance/passkey.html", context, status=422 if error else 200)


def remove_factor(request: HttpRequest) -> HttpResponse:
    if not desk.confirmed(request, CONFIRMED_MINUTES):
        return done(request, "/confirm" + way("/me"))
    which = request.POST.get("which", "")
    tried = attempt(lambda: sign_ins.remove_factor(by=desk.reader(), session=desk.session(), which=which))
    words, kind = (str(tried.error), "error") if tried.error else (_("It does not open the desk any more."), "ok")
    return done(request, "/me", words, kind)


def new_codes(request: HttpRequest) -> HttpResponse:
    """Eight new recovery codes, shown this once; those before are void."""
    if not desk.confirmed(request, CONFIRMED_MINUTES):
        return done(request, "/confirm" + way("/me"))
    codes = sign_ins.renew_codes(by=desk.reader(), session=desk.session())
    return render(request, "desk/entrance/codes.html", {"codes": codes})


def end_visit(request: HttpRequest) -> HttpResponse:
    """Sign out in another browser of one's own; only there."""
    handle = request.POST.get("visit", "")
    for one in desk.visits_of(desk.reader().name):
        if one.handle == handle:
            desk.end_visit(one.id)
    return done(request, "/me", _("Signed out there."))


def _change(given: dict[str, str]) -> None:
    reader = desk.reader()
    check_own_passphrase(reader.name, given.get("old", ""))
    check_same(given.get("passphrase", ""), given.get("again", ""))
    sign_ins.change_passphrase(by=reader, session=desk.session(), passphrase=given.get("passphrase", ""))


def _add_passkey(request: HttpRequest) -> None:
    state, answer = desk.here().aside.pop("passkey", None), request.POST.get("passkey", "")
    made = sign_ins.made_passkey(state=state, answer=answer, label=device_words(request))
    sign_ins.add_passkey(by=desk.reader(), session=desk.session(), passkey=made)


def _end_others() -> None:
    for one in desk.visits_of(desk.member()):
        if one is not desk.here():
            desk.end_visit(one.id)
