"""Work that takes minutes: in a thread of this server, one at a time, told about on every page of the office.

What it is: the last work, with how far it is, in this process's memory. What it is not: a queue; a record (what the
work wrote, and the custody log, are that). A server that ends in between leaves what the transactions of each work
left: an interrupted import goes on when the same file is sent again; a backup appears whole or not at all.

Invariants: the workspace keeps its key until the work has ended (`desk.begin_work`), locking waits for it · errors that
a person can mend are kept as their words and nothing of the frames they came through, faults of ours as their kind and
place, never with a value.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.http import HttpRequest

from tizim.actions.workspaces import database_errors
from tizim.core.errors import Busy, TizimError
from tizim.core.i18n import current_language, use_language
from tizim.core.i18n import gettext as _
from tizim.web import desk
from tizim.web.clock import now
from tizim.web.faults import fault_line

Work = Callable[["Job"], Any]


@dataclass
class Job:
    """One work. kind: whose page shows it ("backup", "drill", "read", "take_in", "undo"). by: who began it.

    done and total: how far it is, in `unit`s; total 0: not known. result: what it gave; error: what a person can mend;
    fault: where ours is. about: what the page that began it needs to know it by.
    """

    kind: str
    label: str
    by: str
    about: str = ""
    unit: str = ""
    done: int = 0
    total: int = 0
    ended: bool = False
    result: Any = None
    error: TizimError | None = None
    fault: str = ""
    since: float = field(default_factory=now)
    secret: str = field(default_factory=desk.secret)  # of the run that it belongs to

    def step(self, unit: str, done: int, total: int = 0) -> None:
        """How far it is."""
        self.unit, self.done, self.total = unit, done, total


_guard = threading.Lock()
_last: dict[str, Job] = {}  # by kind
_running: Job | None = None


def begin(request: HttpRequest, job: Job, work: Work) -> Job:
    """Start `work`. Raises Busy while another is under way."""
    global _running
    with _guard:
        if _running is not None and not _running.ended:
            raise Busy(
                _("Something else is still under way: {what}", what=_running.label), _("Wait until it has ended.")
            )
        _running = _last[job.kind] = job
        desk.begin_work(request)
    threading.Thread(target=_run, args=(job, work, current_language()), daemon=True, name="tizim-work").start()
    return job


def busy() -> Busy:
    """What whoever begins a second work is told."""
    what = _("Something else is still under way: {what}", what=_running.label if _running else "")
    return Busy(what, _("Wait until it has ended."))


def running() -> Job | None:
    """What is under way now."""
    return _running if _running and not _running.ended and _running.secret == desk.secret() else None


def last(kind: str, about: str = "") -> Job | None:
    """The last work of a kind in this run, under way or ended; with `about`, only one about that."""
    job = _last.get(kind)
    if job is None or job.secret != desk.secret() or (about and job.about != about):
        return None
    return job


def forget(kind: str) -> None:
    """What it said was read."""
    if (job := _last.get(kind)) and job.ended:
        del _last[kind]


def _run(job: Job, work: Work, language: str) -> None:
    try:
        with use_language(language), database_errors():
            job.result = work(job)
    except TizimError as error:
        error.__traceback__ = error.__cause__ = error.__context__ = None  # frames would keep the key when locked
        job.error = error
    except Exception as error:  # noqa: BLE001 - said on the page, without a value
        job.fault = fault_line(error)
    finally:
        connections.close_all()  # this thread's own
        job.ended = True
        desk.end_work()
