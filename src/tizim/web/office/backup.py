"""Backups in two clicks, when the last one was made, and a drill that shows that one can be read back."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim import drill
from tizim.actions import backups
from tizim.core.dates import show_date
from tizim.core.errors import BadInput
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.db.audit import last_entry
from tizim.web import desk
from tizim.web.acting import Tried, attempt, done
from tizim.web.fields import Field
from tizim.web.isolated import bdi
from tizim.web.office import drives, jobs
from tizim.web.office.jobs import Job
from tizim.web.office.shown_audit import place_words

OVERDUE_DAYS = 7
MEGA = 1_000_000
TYPED = "typed"


def backup(request: HttpRequest) -> HttpResponse:
    """The last backup, the form for the next, and the drill. POST begins one of both."""
    tried: Tried[Job] = Tried()
    if request.method == "POST":
        making = _begin_drill if request.POST.get("act") == "drill" else _begin_backup
        tried = attempt(lambda: making(request))
        if not tried.error:
            return done(request, "/backup")
    context = {
        "last": last_backup(), "fields": _fields(request, tried), "drill_fields": _drill_fields(request, tried),
        "error": tried.error, "drilling": request.POST.get("act") == "drill", "work": jobs.running(),
        "made": jobs.last("backup"), "drilled": jobs.last("drill"),
    }  # fmt: skip
    return render(request, "desk/office/backup.html", context, status=422 if tried.error else 200)


def work(request: HttpRequest) -> HttpResponse:
    """How far the work under way is, as a part of a page; when it has ended the page is asked for again."""
    job = jobs.running()
    answer = render(request, "desk/office/work.html", {"work": job})
    if job is None:
        answer["HX-Refresh"] = "true"
    return answer


def last_backup() -> dict[str, Any]:
    """day, by, place, late and never: when the last backup was finished, and whether the next is due."""
    row = last_entry("backed_up") or last_entry("backup")  # an earlier version said only that one began
    if row is None:
        return {"never": True, "late": True}
    said = json.loads(row.payload)
    days = (datetime.datetime.now(datetime.UTC) - row.recorded_at).days
    place = place_words(str(said["to"])) if said.get("to") else ""
    return {
        "day": show_date(row.recorded_at.date().isoformat(), current_language()), "place": place,
        "by": bdi(str(said.get("by", ""))), "late": days > OVERDUE_DAYS, "never": False, "days": days,
    }  # fmt: skip


def _begin_backup(request: HttpRequest) -> Job:
    reader, session = desk.reader(), desk.session()
    chosen = request.POST.get("drive", TYPED)
    known = {str(path): path for path in drives.mounted()}
    folder = known.get(chosen) or drives.folder_of(request.POST.get("folder", ""), session.workspace.path)
    target = _new_name(folder)
    total = sum(one.stat().st_size for one in session.workspace.path.rglob("*") if one.is_file())

    def make(job: Job) -> backups.Done:
        return backups.back_up(by=reader, session=session, target=target,
                               progress=lambda size: job.step("MB", size // MEGA, total // MEGA))  # fmt: skip

    job = Job("backup", _("Making a backup: everything is verified first, then written, then read again."), reader.name,
              about=str(target))  # fmt: skip
    return jobs.begin(request, job, make)


def _new_name(folder: Path) -> Path:
    """A name of the day; nothing is replaced."""
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    names = (f"tizim-{day}{'' if number == 1 else f'-{number}'}{drives.SUFFIX}" for number in range(1, 1000))
    return next(folder / name for name in names if not (folder / name).exists())


def _begin_drill(request: HttpRequest) -> Job:
    reader, session = desk.reader(), desk.session()
    known = {str(path): path for path in _known_backups()}
    file = known.get(request.POST.get("backup", "")) or drives.file_of(request.POST.get("file", ""))
    total = file.stat().st_size

    def make(job: Job) -> drill.Drilled:
        return drill.drill(
            by=reader, key=session.key, backup=file, beside=session.workspace.path,
            progress=lambda size: job.step("MB", size // MEGA, total // MEGA),
        )  # fmt: skip

    words = _("Trying to restore a backup into a folder of its own, which is removed afterwards.")
    return jobs.begin(request, Job("drill", words, reader.name), make)


def _known_backups() -> list[Path]:
    folders = drives.mounted()
    made = jobs.last("backup")
    if made and made.result and Path(made.about).parent not in folders:
        folders.append(Path(made.about).parent)
    return drives.backups_in(folders)


def _fields(request: HttpRequest, tried: Tried[Job]) -> list[Field]:
    given, found = request.POST, drives.mounted()
    choices = [*((str(path), path.name) for path in found), (TYPED, _("another folder of this computer"))]
    wrong = str(tried.error) if isinstance(tried.error, BadInput) and tried.error.field == "folder" else ""
    hint = "" if found else _("No drive is plugged in. Plug one in and load this page again.")
    return [
        Field("drive", _("Onto which drive"), "radios", given.get("drive", choices[0][0]), hint, choices=choices),
        Field("folder", _("Another folder"), value=given.get("folder", ""), error=wrong, example="/mnt/office/backups",
              dir="ltr", hint=_("Only if no drive is chosen above.")),
    ]  # fmt: skip


def _drill_fields(request: HttpRequest, tried: Tried[Job]) -> list[Field]:
    given = request.POST
    choices = [*((str(path), path.name) for path in _known_backups()), (TYPED, _("another file of this computer"))]
    wrong = str(tried.error) if isinstance(tried.error, BadInput) and tried.error.field == "file" else ""
    return [
        Field("backup", _("Which backup"), "select", given.get("backup", choices[0][0]), choices=choices),
        Field("file", _("Another file"), value=given.get("file", ""), error=wrong, dir="ltr",
              example=f"/media/usb/tizim-2026-11-01{drives.SUFFIX}"),
    ]  # fmt: skip
