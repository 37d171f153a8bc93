"""The door: this run's address, and unlocking and locking the workspace.

The workspace's passphrase is typed at this machine only: a browser in the office's network is told to wait for it.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tizim.core.errors import BadInput, WrongPassphrase
from tizim.core.i18n import gettext as _
from tizim.db import queries
from tizim.web import desk
from tizim.web.acting import attempt, done, inside
from tizim.web.entrance.patience import Patience

PATIENCE = Patience()


def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """The address printed in the terminal: the browser gets the cookie, and the secret leaves the address bar."""
    if not desk.knows(secret):
        return render(request, "desk/closed.html", status=403)
    response = HttpResponseRedirect("/")
    response.set_cookie(desk.COOKIE, secret, httponly=True, samesite="Strict")
    return response


def unlock(request: HttpRequest) -> HttpResponse:
    """The first page while the workspace is locked."""
    to, far, error = inside(way_on(request)), request.is_secure(), None
    if desk.stage_of(request) != desk.LOCKED:
        return done(request, to)
    if request.method == "POST" and not far:
        error = attempt(lambda: _unlock(request.POST.get("passphrase", ""))).error
        if error is None:
            return done(request, to)
    context = {"error": error, "far": far, "next": to}
    return render(request, "desk/entrance/unlock.html", context, status=403 if error else 200)


def lock(request: HttpRequest) -> HttpResponse:
    """Lock now: everybody's visit ends, and the key leaves this process."""
    if not desk.can_lock():
        return done(request, "/", _("This desk was opened without a workspace that it could lock."), "caution")
    desk.lock()
    return done(request, "/")


def way_on(request: HttpRequest) -> str:
    """Where one wanted to go before one was asked to sign in or to unlock."""
    return request.POST.get("next") or request.GET.get("next") or "/"


def _unlock(passphrase: str) -> None:
    """Raises WrongPassphrase, TooSoon, Busy, Damaged, BadInput (nobody knows whom to seat)."""
    with PATIENCE.one_try("workspace"):
        try:
            desk.unlock(passphrase)
        except (WrongPassphrase, BadInput):
            PATIENCE.failed("workspace")
            raise
        PATIENCE.fitted("workspace")
    if desk.asks_who() or desk.named():
        return
    everyone = queries.members()
    if len(everyone) != 1:
        desk.lock()
        raise BadInput(
            _("Several people work in this workspace, and nobody has a sign-in yet."),
            _("Start the desk with the name of an administrator: tizim --by NAME serve."),
        )
    desk.name_first(everyone[0].name)
