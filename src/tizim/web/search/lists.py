"""The lists of people and of places, in the order of their names, a page at a time; with a question, who is called so.

A page names the person before or behind whom it begins, by their id. Not here: the order (`db.directory`).
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.core.i18n import gettext as _
from tizim.db import directory, waiting
from tizim.web import desk
from tizim.web.kept import counted
from tizim.web.search.asked import Asked

PAGE = 100
PLACES = ("facility", "organisation", "group")
AN_ID = re.compile(r"[0-9A-Z]{26}")


def people(request: HttpRequest) -> HttpResponse:
    """All people, or those called like `q`, best first."""
    return _listed(request, ("person",), _("People"))


def places(request: HttpRequest) -> HttpResponse:
    """Facilities, organisations and groups."""
    return _listed(request, PLACES, _("Facilities and groups"))


def _listed(request: HttpRequest, kinds: tuple[str, ...], title: str) -> HttpResponse:
    reader, asked = desk.reader(), Asked(request.GET)
    if asked.wanted:
        return render(request, "desk/search/found.html", {**asked.page(reader, kinds), "title": title})
    at = {name: request.GET.get(name, "") for name in ("after", "before")}
    at = {name: one if AN_ID.fullmatch(one) else "" for name, one in at.items()}
    leaf = directory.leaf(reader, kinds, PAGE, **at)
    found = counted(reader, "subjects", lambda: waiting.subjects(reader))
    context = {
        "leaf": leaf, "rows": leaf.rows, "count": found[0] if kinds == ("person",) else found[1],
        "first": leaf.rows[0].id if leaf.rows else "", "last": leaf.rows[-1].id if leaf.rows else "",
    }  # fmt: skip
    return render(request, "desk/search/list.html", {**context, **asked.form(kinds), "title": title})
