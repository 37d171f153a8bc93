"""What contradicts itself: people and places about whom two statements cannot, or may not, both hold."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.core.i18n import gettext as _
from tizim.core.profiles import Contradiction
from tizim.db import homes, listing, near
from tizim.policies import Actor, can_at_all
from tizim.web import desk
from tizim.web.isolated import bdi
from tizim.web.paging import asked_page
from tizim.web.shown import Shown

PAGE = 20


def contradictions(request: HttpRequest) -> HttpResponse:
    """Who is told of in ways that do not agree, with both passages."""
    reader, page = desk.reader(), max(1, asked_page(request))
    found, count = listing.contradicted_part(reader, (page - 1) * PAGE, page * PAGE)
    last = max(1, -(-count // PAGE))
    if page > last:
        page = last
        found, count = listing.contradicted_part(reader, (page - 1) * PAGE, page * PAGE)
    return render(request, "desk/contradictions.html", {
        "rows": _shown(reader, found), "count": count, "page": page, "last": last, "before": page - 1,
        "after": page + 1 if page < last else 0, "may_find": can_at_all(reader, "record_finding"),
    })  # fmt: skip


def _shown(reader: Actor, clusters: list[str]) -> list[dict[str, Any]]:
    rows = listing.contradictions_of(reader, clusters)
    accounts = listing.accounts_of_statements({one for row in rows for one in (row.statement_a, row.statement_b)})
    facts = near.facts(reader, accounts)
    shown = Shown(facts, homes.homes(reader, [one.id for one in facts.mentions]))
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        mention = shown.statements[row.statement_a].mention_id
        name = shown.labels[mention]
        home = {
            "id": shown.link(mention),
            "names": [bdi(name) if name.strip() else _("(no name)")],
            "contradictions": [],
        }
        one = Contradiction(row.statement_a, row.statement_b, row.rule, row.certain)
        found.setdefault(row.cluster_id, home)["contradictions"].append(shown.contradiction(one))
    return list(found.values())
