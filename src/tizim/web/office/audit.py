"""Who did what, in plain sentences from the custody log: for a director, a donor's auditor, a court."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.core.cells import safe_cell
from tizim.core.dates import show_date
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.db import audit as log
from tizim.db import queries
from tizim.web import desk
from tizim.web.fields import Field
from tizim.web.office.shown_audit import group_words, plain, sentence
from tizim.web.paging import asked_page

PAGE = 100


def audit(request: HttpRequest) -> HttpResponse:
    """The log by day, the newest first. `?what=`, `?who=`, `?since=` narrow it."""
    reader = desk.reader()
    asked, wrong = asked_for(request)
    count = log.count_entries(reader, asked)
    last = max(1, -(-count // PAGE))
    here = min(asked_page(request), last)
    rows = log.entries(reader, asked, (here - 1) * PAGE, here * PAGE)
    days = [
        {"day": show_date(day.isoformat(), current_language()),
         "rows": [{"index": one.index, "time": f"{one.at:%H:%M}", "words": sentence(one)} for one in group]}
        for day, group in groupby(rows, key=lambda one: one.at.date())
    ]  # fmt: skip
    query = urlencode({name: value for name in ("what", "who", "since") if (value := request.GET.get(name, ""))})
    return render(request, "desk/office/audit.html", {
        "days": days, "count": count, "fields": _fields(request, wrong), "page": here, "last": last,
        "before": here - 1, "after": here + 1 if here < last else 0, "more": f"&{query}" if query else "",
        "csv": "/audit/table" + (f"?{query}" if query else ""), "narrowed": bool(query),
    })  # fmt: skip


def table(request: HttpRequest) -> HttpResponse:
    """The same as CSV: number, time (UTC), kind, who, the sentence."""
    reader = desk.reader()
    asked, _wrong = asked_for(request)
    head = [_("number"), _("when (UTC)"), _("who"), _("what happened")]
    answer = HttpResponse(_csv(head, log.all_entries(reader, asked)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="tizim-audit.csv"'
    return answer


def asked_for(request: HttpRequest) -> tuple[log.Asked, str]:
    """What the address asks for, and what of it was no day."""
    given, wrong, since = request.GET, "", None
    if typed := given.get("since", "").strip():
        try:
            since = datetime.date.fromisoformat(typed)
        except ValueError:
            wrong = _("“{text}” is not a date.", text=typed[:40])
    what = given.get("what", "")
    return log.Asked(what if what in log.GROUPS else "", given.get("who", "")[:200], since), wrong


def _fields(request: HttpRequest, wrong: str) -> list[Field]:
    given = request.GET
    what = [("", _("everything")), *((code, group_words(code)) for code in log.GROUPS)]
    who = [("", _("anybody")), *((row.name, row.name) for row in queries.members())]
    return [
        Field("what", _("What"), "select", given.get("what", ""), choices=what),
        Field("who", _("Who"), "select", given.get("who", ""), choices=who),
        Field("since", _("Since"), "date", given.get("since", ""), example="2026-11-01", error=wrong, dir="ltr"),
    ]


def _csv(head: list[str], rows: Iterator[log.Entry]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf" + _line(head)
    for one in rows:
        yield _line([one.index, f"{one.at:%Y-%m-%d %H:%M:%S}", str(one.payload.get("by", "")), plain(one)])


def _line(cells: list[Any]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(safe_cell(str(cell)) for cell in cells)
    return out.getvalue().encode("utf-8")
