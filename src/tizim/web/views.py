"""Pages that read. No ORM here: `db` and `pipeline` answer, with the reader in every question."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tizim.core.i18n import LANGUAGES
from tizim.core.i18n import gettext as _
from tizim.db import listing, near
from tizim.web import desk, shown_account
from tizim.web.acting import inside
from tizim.web.paging import asked_page
from tizim.web.shown import Shown

PAGE = 100
LANGUAGE_COOKIE = "language"


def language(request: HttpRequest, code: str) -> HttpResponse:
    """Speak another language from now on, and go on where one was: on this desk, nowhere else."""
    response = HttpResponseRedirect(inside(request.POST.get("next", "/")))
    if code in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, code, httponly=True, samesite="Strict", max_age=365 * 24 * 3600)
    return response


def accounts(request: HttpRequest) -> HttpResponse:
    reader, page = desk.reader(), asked_page(request)
    count = listing.count_accounts(reader)
    last = max(1, -(-count // PAGE))
    page = min(max(1, page), last)
    rows = listing.accounts_part(reader, (page - 1) * PAGE, page * PAGE)
    return render(request, "desk/accounts.html", {
        "rows": shown_account.accounts(Shown(near.facts(reader, rows), {})), "count": count, "page": page, "last": last,
        "before": page - 1, "after": page + 1 if page < last else 0,
    })  # fmt: skip


def refused(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """A form that does not come from a page of this desk, or is older than it."""
    return render(request, "desk/refused.html", status=403)


def misdirected(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Asked under another name than this machine's own: some page elsewhere tries to read us through a browser."""
    return render(request, "desk/refused.html", {"stranger": True, "member": ""}, status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    error = desk.NotSeen(_("There is no such page."))
    return render(request, "desk/error.html", {"error": error}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours: the page says so, and shows nothing of what it was about."""
    return render(request, "desk/broken.html", status=500)
