"""What is due: tasks with a day, people of whom nothing was heard for long, accounts for a second person to check."""

from __future__ import annotations

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.actions import tasks as acting_tasks
from tizim.core.dates import show_date
from tizim.core.errors import BadInput
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary
from tizim.db import listing, tasks
from tizim.db.tasks import Due
from tizim.web import desk
from tizim.web.acting import Tried, attempt, done, inside
from tizim.web.fields import Field
from tizim.web.isolated import bdi
from tizim.web.paging import asked_page
from tizim.web.queues.same import today

PAGE = 50
SILENT = {"6": 183, "12": 365}  # months: days
ASKED = ("kind", "due_on", "words", "account")


def due(request: HttpRequest) -> HttpResponse:
    """Tasks by day, and who has been silent for `?silent=` 6 or 12 months. POST notes a new task."""
    reader = desk.reader()
    tried: Tried[object] = Tried()
    given = {name: request.POST.get(name, request.GET.get(name, "")) for name in ASKED}
    if request.method == "POST":
        tried = attempt(lambda: acting_tasks.plan(by=reader, **given))
        if not tried.error:
            return done(request, "/due", _("Written down."))
    months = request.GET.get("silent", "6")
    days = SILENT.get(months, SILENT["6"])
    before = (datetime.date.fromisoformat(today()) - datetime.timedelta(days=days)).isoformat()
    return render(request, "desk/queues/due.html", {
        "rows": [_task(row) for row in tasks.open_tasks(reader)],
        "silent": [_silent(row) for row in tasks.silent(reader, before)],
        "tabs": [_tab("6", months, _("six months")), _tab("12", months, _("twelve months"))],
        "fields": _fields(given, tried), "error": tried.error,
    }, status=422 if tried.error else 200)  # fmt: skip


def end(request: HttpRequest, task: str) -> HttpResponse:
    """A task was done, or dropped."""
    given = request.POST
    tried = attempt(lambda: acting_tasks.end_task(
        by=desk.reader(), task_id=task, outcome=given.get("outcome", ""), words=given.get("words", "")
    ))  # fmt: skip
    words = str(tried.error) if tried.error else _("Written down.")
    return done(request, inside(given.get("back", ""), "/due"), words, "error" if tried.error else "ok")


def unchecked(request: HttpRequest) -> HttpResponse:
    """Accounts that no second person has found fit to leave the office."""
    reader = desk.reader()
    count = tasks.count_unchecked(reader)
    last = max(1, -(-count // PAGE))
    here = min(max(1, asked_page(request)), last)
    rows = tasks.unchecked(reader, (here - 1) * PAGE, here * PAGE)
    language = current_language()
    shown = [
        {"number": row.number, "title": bdi(row.title) if row.title else "", "by": bdi(row.by),
         "day": show_date(row.recorded_on, language), "checked_by": bdi(row.checked_by) if row.checked_by else "",
         "unverified": bdi(row.unverified) if row.unverified else ""}
        for row in rows
    ]  # fmt: skip
    return render(request, "desk/queues/unchecked.html", {
        "rows": shown, "count": count, "page": here, "last": last, "before": here - 1,
        "after": here + 1 if here < last else 0,
    })  # fmt: skip


def check(request: HttpRequest, number: int) -> HttpResponse:
    """The thirteen ticks of a second person about one account."""
    reader = desk.reader()
    row = listing.find_numbered(reader, number)
    if row is None:
        raise desk.NotSeen(_("There is no account A-{number}.", number=number))
    tried: Tried[object] = Tried()
    posted = request.method == "POST"
    if posted:
        tried = attempt(lambda: acting_tasks.look_over(
            by=reader, account=f"A-{number}", ticks=request.POST.getlist("ticks"),
            outcome=request.POST.get("outcome", ""), unverified=request.POST.get("unverified", ""),
        ))  # fmt: skip
        if not tried.error:
            return done(request, "/unchecked", _("Written down."))
    earlier, known, language = tasks.last_check(row.id), vocabulary("second_checks"), current_language()
    ticks = request.POST.getlist("ticks") if posted else earlier.ticks if earlier else []
    missing = request.POST.get("unverified", "") if posted else earlier.unverified if earlier else ""
    wrong = tried.error.field if isinstance(tried.error, BadInput) else ""
    fields = [
        Field("ticks", _("What was looked at"), kind="checkboxes", chosen=ticks,
              choices=[(code, known.label(code, language)) for code in known.codes],
              error=str(tried.error) if wrong == "ticks" else ""),
        Field("unverified", _("What is missing, or remains unverified"), kind="textarea", value=missing, lines=3,
              error=str(tried.error) if wrong == "unverified" else ""),
    ]  # fmt: skip
    own = reader.name in acting_tasks.took_down(row)
    said = {"by": bdi(earlier.recorded_by), "outcome": earlier.outcome,
            "day": show_date(earlier.recorded_at.date().isoformat(), language)} if earlier else None  # fmt: skip
    context = {"number": number, "fields": fields, "error": tried.error, "own": own, "earlier": said}
    return render(request, "desk/queues/check.html", context, status=422 if tried.error else 200)


def _task(row: Due) -> dict[str, object]:
    language = current_language()
    return {
        "id": row.id, "kind": vocabulary("task_kinds").label(row.kind, language), "words": bdi(row.words),
        "number": row.number, "by": bdi(row.by), "day": show_date(row.due_on, language), "late": row.due_on <= today(),
    }  # fmt: skip


def _silent(row: tasks.Silent) -> dict[str, object]:
    name = bdi(row.label) if row.label.strip() else _("(no name)")
    return {"id": row.mention_id, "name": name, "number": row.number,
            "told": show_date(row.told_on, current_language())}  # fmt: skip


def _tab(code: str, months: str, words: str) -> dict[str, object]:
    return {"href": f"/due?silent={code}", "label": words, "here": code == months, "count": ""}


def _fields(given: dict[str, str], tried: Tried[object]) -> list[Field]:
    known, language = vocabulary("task_kinds"), current_language()
    wrong = tried.error.field if isinstance(tried.error, BadInput) else ""
    errors = {wrong: str(tried.error)} if wrong else {}
    return [
        Field("kind", _("What kind"), kind="select", value=given["kind"] or "call", error=errors.get("kind", ""),
              choices=[(code, known.label(code, language)) for code in known.codes]),
        Field("due_on", _("By when"), value=given["due_on"], example="2026-12-01", required=True, brief=True, dir="ltr",
              error=errors.get("due_on", "")),
        Field("words", _("What is to be done"), value=given["words"], required=True, wide=True,
              error=errors.get("words", ""), hint=_("Write no name of a source here.")),
        Field("account", _("About which account"), value=given["account"], example="A-17", brief=True, dir="ltr"),
    ]  # fmt: skip
