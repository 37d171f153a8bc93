"""Files sent to the desk: looked at first, their columns said, taken in while one does something else, and undone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim import arriving, pipeline
from tizim.actions.imports import undo_import
from tizim.arriving import Arrived
from tizim.core.dates import show_date
from tizim.core.errors import BadInput
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.reports import Report
from tizim.db import importing, queries
from tizim.policies import Actor, can_at_all
from tizim.web import desk
from tizim.web.acting import Tried, attempt, done
from tizim.web.fields import Field
from tizim.web.isolated import bdi
from tizim.web.office import jobs
from tizim.web.office.columns import column_fields, targets_given
from tizim.web.office.jobs import Job
from tizim.web.paging import asked_page

PAGE = 50
MOST_BYTES = 100 * 1024 * 1024  # in memory until it is taken in
SHOWN_PROBLEMS = 500
KEPT = "upload"  # in the visit: gone when its member signs out or the desk is locked
QUARANTINE = pipeline.QUARANTINE
NEW = "/imports/new"


def imports(request: HttpRequest) -> HttpResponse:
    """What was taken in, and the form that sends a file. POST keeps the file in memory, for its own page."""
    reader, tried = desk.reader(), Tried[Arrived]()
    if request.method == "POST":
        tried = attempt(lambda: _receive(request))
        if tried.value:
            desk.here().aside[KEPT] = tried.value
            for kind in ("read", "take_in"):
                jobs.forget(kind)
            return done(request, NEW)
    count = importing.count_imports(reader)
    last = max(1, -(-count // PAGE))
    here = min(asked_page(request), last)
    rows = importing.imports(reader, (here - 1) * PAGE, here * PAGE)
    field = Field("file", _("A file"), "file", required=True, error=str(tried.error) if tried.error else "",
                  hint=_("A sheet (XLSX, CSV), interviews (YAML, JSON), or a document (txt, html, pdf, docx, eml). "
                         "It is looked at first; nothing is written yet."))  # fmt: skip
    return render(request, "desk/office/imports.html", {
        "rows": [_row(one) for one in rows], "count": count, "page": here, "last": last, "before": here - 1,
        "after": here + 1 if here < last else 0, "fields": [field], "error": tried.error, "work": jobs.running(),
        "waiting": _waiting(), "ended": _newest(reader),
    }, status=422 if tried.error else 200)  # fmt: skip


def new(request: HttpRequest) -> HttpResponse:
    """The file that was sent: its columns, what taking it in would do, and taking it in."""
    reader, arrived = desk.reader(), _waiting()
    if arrived is None:
        return done(request, "/imports", _("No file waits to be taken in: send it again."), "caution")
    tried: Tried[Any] = Tried()
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "drop":
            desk.here().aside.pop(KEPT, None)
            return done(request, "/imports", _("Gone from this computer's memory. Nothing of it was written."))
        tried = attempt(lambda: _act(request, reader, arrived, act))
        if not tried.error:
            return done(request, "/imports" if act == "take_in" else NEW)
    found = attempt(lambda: arriving.columns(arrived)) if arrived.is_sheet else Tried[Any](value=[])
    read = _mine("read", reader)
    error = tried.error or found.error
    return render(request, "desk/office/new_import.html", {
        "name": bdi(arrived.name), "error": error, "work": jobs.running(), "read": read,
        "columns": column_fields(request, found.value or []), "fields": _fields(arrived, reader),
        "report": shown_report(read.result) if read and read.result else None,
        "leaked": bool(read and read.result and read.result.leaked and not _may_quarantine(reader)),
        "save": Field("save_as", _("Keep these columns under a name"), value=request.POST.get("save_as", ""),
                      hint=_("For the next sheet of the same make. May stay empty.")),
        "saved": _saved_field(arrived), "unsure": any(one.target and one.sure < 1 for one in found.value or []),
    }, status=422 if error else 200)  # fmt: skip


def one(request: HttpRequest, import_id: str) -> HttpResponse:
    """One import: what came of it, what to look at, and undoing it. POST undoes it, with a reason."""
    reader = desk.reader()
    row = importing.find_import(reader, import_id)
    if row is None:
        raise desk.NotSeen(_("There is no such import."), _("See the list of files taken in."))
    tried: Tried[Any] = Tried()
    if request.method == "POST":
        tried = attempt(lambda: _undo(request, reader, import_id))
        if not tried.error:
            return done(request, "/imports")
    here = asked_page(request)
    rows = importing.accounts_with_problems(reader, import_id, (here - 1) * PAGE, here * PAGE + 1)
    reason = Field("reason", _("Why"), value=request.POST.get("reason", ""), required=True, wide=True,
                   error=str(tried.error) if tried.error else "")  # fmt: skip
    return render(request, "desk/office/import.html", {
        "row": _row(row), "report": row.report, "fields": [reason], "error": tried.error, "work": jobs.running(),
        "problems": [{"number": one.number, "rows": [_problem(p) for p in one.problems]} for one in rows[:PAGE]],
        "before": here - 1, "after": here + 1 if len(rows) > PAGE else 0,
        "may_undo": can_at_all(reader, "undo_import") and not row.undone,
    }, status=422 if tried.error else 200)  # fmt: skip


def _receive(request: HttpRequest) -> Arrived:
    sent = request.FILES.get("file")
    if sent is None or not sent.size:
        raise BadInput(_("No file was chosen, or it is empty."), _("Choose one, then send it."), field="file")
    name = arriving.safe_name(sent.name or "")
    if sent.size > MOST_BYTES:
        raise BadInput(_("“{name}” is too large for a page.", name=name),
                       _("Take it in from this machine: tizim take-in FILE."), field="file")  # fmt: skip
    return Arrived(name, sent.read())


def _act(request: HttpRequest, reader: Actor, arrived: Arrived, act: str) -> object:
    given = request.POST
    if jobs.running():
        raise jobs.busy()
    if act == "use":
        known = queries.find_mapping(given.get("saved", ""))
        if known is None:
            raise BadInput(_("There is no saved mapping {name}.", name=given.get("saved", "")))
        arrived.mapping = arriving.saved(known, [one.header for one in arriving.columns(arrived)])
        return arrived.mapping
    if arrived.is_sheet:
        arrived.mapping = arriving.chosen(arrived, targets_given(given, arriving.columns(arrived)))
    if given.get("save_as", "").strip() and arrived.mapping:
        arriving.keep_mapping(by=reader, name=given["save_as"], mapping=arrived.mapping)
    arrived.leaked, arrived.compartment = bool(given.get("leaked")), given.get("compartment", "")
    compartment = QUARANTINE if arrived.leaked else arrived.compartment
    if act == "take_in":
        return _begin_taking(request, reader, arrived, compartment)
    label = _("Looking at the file. Nothing is written.")
    return jobs.begin(request, Job("read", label, reader.name), lambda job: arriving.look(
        by=reader, arrived=arrived, compartment=compartment, progress=_told(job)))  # fmt: skip


def _begin_taking(request: HttpRequest, reader: Actor, arrived: Arrived, compartment: str) -> Job:
    session, visit = desk.session(), desk.here()

    def work(job: Job) -> Report:
        report = arriving.take_in(
            by=reader, session=session, arrived=arrived, compartment=compartment, progress=_told(job)
        )
        if visit.aside.get(KEPT) is arrived:
            del visit.aside[KEPT]
        job.about = report.import_id
        return report

    return jobs.begin(request, Job("take_in", _("Taking in the file."), reader.name), work)


def _undo(request: HttpRequest, reader: Actor, import_id: str) -> Job:
    reason = request.POST.get("reason", "").strip()
    if not reason:
        raise BadInput(_("Undoing an import needs a reason."), _("Say it in a sentence."), field="reason")
    if jobs.running():
        raise jobs.busy()
    undo_import(by=reader, import_id=import_id, reason=reason)
    job = Job("undo", _("Undoing an import: what is derived is computed again."), reader.name, about=import_id)

    def again(_job: Job) -> bool:
        pipeline.refresh(reader)
        return True

    return jobs.begin(request, job, again)


def _told(job: Job) -> Any:
    return lambda _what, count: job.step(_("accounts"), count)


def _waiting() -> Arrived | None:
    found = desk.here().aside.get(KEPT)
    return found if isinstance(found, Arrived) else None


def _mine(kind: str, reader: Actor) -> Job | None:
    """What it said is for whoever began it: a file's rows are nobody else's yet."""
    job = jobs.last(kind)
    return job if job and job.by == reader.name else None


def _newest(reader: Actor) -> Job | None:
    """What became last of what this reader began here."""
    found = [job for kind in ("take_in", "undo") if (job := _mine(kind, reader))]
    return max(found, key=lambda job: job.since, default=None)


def _may_quarantine(reader: Actor) -> bool:
    return bool(reader.compartments & {"*", QUARANTINE})


def _fields(arrived: Arrived, reader: Actor) -> list[Field]:
    own = sorted(reader.compartments - {"*", QUARANTINE})
    choices = [("", _("as the file says, else “general”")), *((name, name) for name in own)]
    fields = [Field("compartment", _("Which circle of staff sees it"), "select", arrived.compartment,
                    choices=choices)]  # fmt: skip
    if _may_quarantine(reader):
        fields.append(Field(
            "leaked", "", "checkboxes", chosen=["1"] * arrived.leaked, choices=[("1", _(
                "It is a leaked list, or may be false: all of it into quarantine, of which nothing is published"))],
        ))  # fmt: skip
    return fields


def _saved_field(arrived: Arrived) -> Field | None:
    names = importing.mapping_names() if arrived.is_sheet else []
    if not names:
        return None
    return Field("saved", _("Columns kept earlier"), "select", choices=[(name, name) for name in names])


def _row(one: importing.Shown) -> dict[str, Any]:
    state = _("undone") if one.undone else _("complete") if one.ended else _("interrupted")
    return {
        "id": one.id, "name": bdi(one.file_name), "by": bdi(one.by), "accounts": one.accounts, "state": state,
        "day": show_date(one.at.date().isoformat(), current_language()), "undone": one.undone,
        "interrupted": not one.ended and not one.undone,
    }  # fmt: skip


def shown_report(report: Report) -> dict[str, Any]:
    """Counts, and each problem with its row and field."""
    rows = [_problem(vars(one)) for one in report.problems[:SHOWN_PROBLEMS]]
    return {
        "new": report.new, "updated": report.updated, "left_out": report.left_out, "statements": report.statements,
        "problems": rows, "count": len(report.problems), "more": max(0, len(report.problems) - SHOWN_PROBLEMS),
        "leaked": report.leaked,
    }  # fmt: skip


def _problem(said: dict[str, Any]) -> dict[str, Any]:
    field = str(said.get("field") or "")
    return {
        "wrong": said.get("level") == "error", "row": said.get("row"), "field": bdi(field) if field else "",
        "words": bdi(" ".join(str(said.get(name) or "") for name in ("message", "try_")).strip()),
    }  # fmt: skip
