"""Signing in by passphrase and second factor, signing out, and showing the second factor again.

The same words and the same time whoever's name was typed; a wait that grows (`patience`); a leaf for every fifth
failure in a row. The id of a visit is new at each step, so one that was planted before is worth nothing.
"""

from __future__ import annotations

import json
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import render

from tizim.actions import sign_ins
from tizim.core.errors import WrongPassphrase
from tizim.core.i18n import gettext as _
from tizim.web import desk
from tizim.web.acting import attempt, done, inside
from tizim.web.clock import now
from tizim.web.entrance.devices import by_its_name, device_words
from tizim.web.entrance.door import way_on
from tizim.web.entrance.patience import LEAF_EVERY, Patience
from tizim.web.fields import Field

PATIENCE = Patience()
LONGEST_NAME = 200


def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and passphrase."""
    to, stage, error = inside(way_on(request)), desk.stage_of(request), None
    if stage in (desk.LOCKED, desk.IN):
        return done(request, "/unlock" if stage == desk.LOCKED else to)
    name = request.POST.get("name", "").strip()[:LONGEST_NAME]
    if request.method == "POST" and desk.asks_who():
        error = attempt(lambda: _first(name, request.POST.get("passphrase", ""))).error
        if error is None:
            answer = done(request, "/sign-in/second" + way(to))
            return seat(request, answer, desk.begin_visit(name, half=True, device=device_words(request)))
    context = {"fields": _fields(name), "error": error, "next": to, "nobody": not desk.asks_who()}
    return render(request, "desk/entrance/sign_in.html", context, status=403 if error else 200)


def second(request: HttpRequest) -> HttpResponse:
    """The second factor. Until it is right the browser sees nothing else."""
    to, visit = inside(way_on(request)), desk.kept_visit(request)
    if desk.stage_of(request) != desk.HALF or visit is None:
        return done(request, "/sign-in" if desk.stage_of(request) == desk.DOOR else to)
    if "prepared" in visit.aside:
        return done(request, "/invited/second")
    error = None
    if request.method == "POST":
        error = attempt(lambda: show_factor(request, visit)).error
        if error is None:
            desk.end_visit(visit.id)
            whole = desk.begin_visit(visit.member, device=visit.device)
            whole.confirmed_at = now()
            return seat(request, done(request, to), whole)
    context = {**factors(request, visit), "error": error, "next": to, "lead": _("One more step")}
    return render(request, "desk/entrance/second.html", context, status=403 if error else 200)


def confirm(request: HttpRequest) -> HttpResponse:
    """The second factor again, before something that reaches far (`desk.confirmed`)."""
    to, visit, error = inside(way_on(request)), desk.here(), None
    if not desk.asks_who():
        return done(request, to)
    if request.method == "POST":
        error = attempt(lambda: show_factor(request, visit)).error
        if error is None:
            visit.confirmed_at = now()
            return done(request, to)
    context = {**factors(request, visit), "error": error, "next": to, "lead": _("Is it still you?"), "again": True}
    return render(request, "desk/entrance/second.html", context, status=403 if error else 200)


def sign_out(request: HttpRequest) -> HttpResponse:
    desk.end_visit(desk.here().id)
    answer = done(request, "/")
    answer.delete_cookie(desk.VISIT_COOKIE, samesite="Strict")
    return answer


def seat(request: HttpRequest, answer: HttpResponse, visit: desk.Visit) -> HttpResponse:
    """The answer that gives this browser the visit, and new tokens for its forms."""
    rotate_token(request)
    answer.set_cookie(desk.VISIT_COOKIE, visit.id, httponly=True, samesite="Strict")
    return answer


def way(to: str) -> str:
    """The part of an address that says where to go on."""
    return f"?{urlencode({'next': to})}" if to != "/" else ""


def factors(request: HttpRequest, visit: desk.Visit) -> dict[str, object]:
    """What the page asks for, of what the member has. A passkey's question serves once."""
    held = sign_ins.held_by(session=desk.session(), name=visit.member)
    asked = sign_ins.ask_passkey(session=desk.session(), name=visit.member) if by_its_name(request) else None
    visit.aside["passkey"] = asked[1] if asked else None
    return {
        "digits": digits_field() if held.totp else None, "code": _code_field(),
        "passkey": json.dumps(asked[0]) if asked else "", "elsewhere": bool(held.passkeys) and asked is None,
    }  # fmt: skip


def digits_field() -> Field:
    extra = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12"}
    return Field("digits", _("The six digits of your authenticator"), dir="ltr", brief=True, extra=extra)


def show_factor(request: HttpRequest, visit: desk.Visit) -> None:
    """Raises WrongPassphrase unless the form shows a second factor of the visit's member; TooSoon."""
    given, name, session = request.POST, visit.member, desk.session()
    with PATIENCE.one_try(name):
        if given.get("passkey"):
            state = visit.aside.pop("passkey", None)
            fits = state is not None and sign_ins.use_passkey(
                session=session, name=name, state=state, answer=given["passkey"]
            )
        elif given.get("code", "").strip():
            fits = sign_ins.use_recovery_code(session=session, name=name, code=given["code"])
        else:
            fits = sign_ins.use_digits(session=session, name=name, digits=given.get("digits", ""))
        if not fits:
            _failed(name)
            raise WrongPassphrase(
                _("This does not fit."),
                _("Digits serve once: wait for the next ones. A recovery code serves once too."),
            )
        PATIENCE.fitted(name)


def check_own_passphrase(name: str, passphrase: str) -> None:
    """Raises WrongPassphrase, TooSoon."""
    with PATIENCE.one_try(name):
        if not sign_ins.knows_passphrase(session=desk.session(), name=name, passphrase=passphrase):
            _failed(name)
            raise WrongPassphrase(
                _("Name and passphrase do not fit each other."),
                _("Check the keyboard layout and capital letters. Whoever manages the members can invite you again."),
            )


def _first(name: str, passphrase: str) -> None:
    check_own_passphrase(name, passphrase)  # the counts go on until the second factor fits


def _failed(name: str) -> None:
    count = PATIENCE.failed(name)
    if count % LEAF_EVERY == 0:
        sign_ins.note_failures(name=name, count=count)


def _fields(name: str) -> list[Field]:
    return [
        Field("name", _("Your name, as the members' list has it"), value=name, required=True),
        Field("passphrase", _("Your own passphrase"), kind="password", required=True),
    ]


def _code_field() -> Field:
    hint = _("One of the eight that you wrote down. Each serves once.")
    return Field("code", _("A recovery code"), hint=hint, dir="ltr", brief=True)
