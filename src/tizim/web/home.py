"""The first page: what waits for whoever sits here, what they can begin, and what is in the archive.

Not here: the counts themselves (`db.waiting`), and for how long those of a large archive are kept (`kept`).
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.core.i18n import gettext as _
from tizim.db import queries, waiting
from tizim.policies import Actor, can_at_all
from tizim.web import desk, kept
from tizim.web.office.backup import last_backup
from tizim.web.queues.same import today

LATELY = 5  # imports on the first page


def home(request: HttpRequest) -> HttpResponse:
    reader = desk.reader()
    reads = can_at_all(reader, "read")
    context: dict[str, Any] = {
        "open_door": can_at_all(reader, "manage_members") and not desk.asks_who(),
        "late_backup": last_backup()["late"] if can_at_all(reader, "back_up") else False,
        "office": office(reader),
        "may": {verb: can_at_all(reader, verb) for verb in ("take_in", "read")},
    }
    if reads:
        found = counted(reader)
        context |= {
            "found": found, "board": board(reader, found),
            "imports": [row for row in queries.imports(reader) if row.accounts][:LATELY],
        }  # fmt: skip
    return render(request, "desk/home.html", context)


def counted(reader: Actor) -> waiting.Waiting:
    """Counts for this reader, new unless counting takes longer than a blink."""
    return kept.counted(reader, "waiting", lambda: waiting.waiting(reader, today()))


def board(reader: Actor, found: waiting.Waiting) -> list[dict[str, Any]]:
    """What waits for people, each with its page; what this reader has no part in is left out."""
    rows = [
        ("/proposals", _("Perhaps the same"), found.proposals, "read"),
        ("/requests", _("For a second person"), found.requests, "read"),
        ("/unchecked", _("For a second look"), found.unchecked, "look_over"),
        ("/contradictions", _("Contradictions"), found.contradictions, "read"),
        ("/derivations", _("Perhaps copied"), found.derivations, "read"),
        ("/due", _("What is due"), found.due, "plan"),
    ]
    return [
        {"href": address, "label": words, "count": count}
        for address, words, count, verb in rows
        if can_at_all(reader, verb)
    ]


def office(reader: Actor) -> list[tuple[str, str]]:
    """What keeps the office running, as far as this reader has a part in it."""
    rows = [
        ("/imports", _("Files taken in"), "take_in"), ("/backup", _("Backup"), "back_up"),
        ("/audit", _("Who did what"), "audit"), ("/members", _("Members"), "manage_members"),
    ]  # fmt: skip
    return [(address, words) for address, words, verb in rows if can_at_all(reader, verb)]
