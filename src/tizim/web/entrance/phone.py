"""The way in for a second laptop or a phone: this desk's address in the office's network, and what to compare."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.core.i18n import gettext as _
from tizim.web import desk
from tizim.web.entrance import network
from tizim.web.entrance.qr import drawn


def phone(request: HttpRequest) -> HttpResponse:
    """The address as a square code, and the certificate's fingerprint beside it."""
    there = network.listening()
    if there is None:
        return render(request, "desk/entrance/phone.html", {"there": None})
    address = f"{there.origin}/enter/{desk.secret()}"
    context = {
        "there": there, "address": address, "square": drawn(address, _("Square code of the desk's address")),
        "ready": desk.asks_who(),
    }  # fmt: skip
    return render(request, "desk/entrance/phone.html", context)
