"""Pages that read. No ORM here: `db` and `pipeline` answer, with the reader in every question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tizim import pipeline, policies
from tizim.core.i18n import LANGUAGES
from tizim.core.i18n import gettext as _
from tizim.db import copies, judging, listing, queries
from tizim.web import desk, searching, shown_account
from tizim.web.acting import inside
from tizim.web.shown import Shown

PAGE = 100
LANGUAGE_COOKIE = "language"
LATELY = 5  # imports on the first page
PLACES = ("facility", "organisation", "group")
Row = TypeVar("Row")


def language(request: HttpRequest, code: str) -> HttpResponse:
    """Speak another language from now on, and go on where one was: on this desk, nowhere else."""
    response = HttpResponseRedirect(inside(request.POST.get("next", "/")))
    if code in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, code, httponly=True, samesite="Strict", max_age=365 * 24 * 3600)
    return response


def home(request: HttpRequest) -> HttpResponse:
    reader = desk.reader()
    return render(request, "desk/home.html", {
        "counts": queries.counts(reader),
        "open_door": policies.can_at_all(reader, "manage_members") and not desk.asks_who(),
        "people": len(queries.listed(reader, ("person",))),
        "places": len(queries.listed(reader, PLACES)),
        "contradictions": len(listing.contradicted(reader)),
        "proposals": len(judging.open_proposals(reader, 1000)),
        "derivations": len(copies.pairs(reader)),
        "imports": [row for row in queries.imports(reader) if row.accounts][:LATELY],
    })  # fmt: skip


def people(request: HttpRequest) -> HttpResponse:
    """All people, or those called like `q`, best first."""
    return _listed(request, ("person",), _("People"))


def places(request: HttpRequest) -> HttpResponse:
    """Facilities, organisations and groups."""
    return _listed(request, PLACES, _("Facilities and groups"))


def _listed(request: HttpRequest, kinds: tuple[str, ...], title: str) -> HttpResponse:
    reader, asked = desk.reader(), searching.Asked(request.GET)
    if asked.wanted:
        return render(request, "desk/found.html", {**asked.page(reader, kinds), "title": title})
    found, called = queries.listed(reader, kinds), listing.seen_as(reader)
    order = sorted(found, key=lambda cluster: (found[cluster][0], called.get(cluster, cluster)))
    context = _page(request, order)
    context["rows"] = [
        {"id": called.get(cluster, cluster), "names": found[cluster][0], "numbers": found[cluster][1]}
        for cluster in context["rows"]
    ]
    return render(request, "desk/list.html", {**context, **asked.form(kinds), "title": title})


def accounts(request: HttpRequest) -> HttpResponse:
    reader = desk.reader()
    context = _page(request, listing.account_ids(reader))
    context["rows"] = shown_account.accounts(Shown(queries.facts(reader, context["rows"]), {}))
    return render(request, "desk/accounts.html", context)


def contradictions(request: HttpRequest) -> HttpResponse:
    reader = desk.reader()
    clusters = queries.clusters(reader)
    context = _page(request, sorted(set(listing.contradicted(reader))))
    facts = queries.facts_about(reader, context["rows"])
    shown = Shown(facts, clusters, listing.seen_as(reader))
    context["rows"] = [shown.profile(one) for one in pipeline.profiles(facts, clusters, context["rows"])]
    context["may_find"] = policies.can_at_all(reader, "record_finding")
    return render(request, "desk/contradictions.html", context)


def _page(request: HttpRequest, rows: Sequence[Row]) -> dict[str, Any]:
    """The part of a list that `?page=` asks for, and its neighbours; a page that is none is the first."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    last = max(1, -(-len(rows) // PAGE))
    number = min(max(1, number), last)
    shown = list(rows[(number - 1) * PAGE : number * PAGE])
    return {"rows": shown, "count": len(rows), "before": number - 1, "after": number + 1 if number < last else 0}


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
