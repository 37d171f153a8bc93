"""What a server says in its terminal when it fails: the kind of fault and where, never a value.

An exception's words may hold a name, a path or a page's address an id; a terminal is scrolled back and copied into
mails. What a reader did wrong (a page that is not there, a form too old) is answered in the browser and not said here.

>>> try:
...     {}["Canary Demesin"]
... except KeyError as error:
...     fault_line(error)
'KeyError, elsewhere'
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import click

from tizim.core.i18n import gettext as _

HERE = Path(__file__).resolve().parents[1]
HEARD = ("django", "cheroot")
REFUSALS = "django.security"  # a request under another host's name, and the like


class Faults(logging.Handler):
    """Says faults of ours in one line each."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and not record.name.startswith(REFUSALS):
            click.echo(_("A fault of ours: {fault}. Nothing was changed.", fault=fault_line(error)), err=True)


def listen() -> None:
    """From now on nothing but `Faults` speaks for the server in this process."""
    for name in HEARD:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [Faults(logging.ERROR)], False


def fault_line(error: BaseException) -> str:
    """The kind of an exception, and the last line of ours that it came through."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename).resolve()
        if path.is_relative_to(HERE):
            return f"{type(error).__name__}, {path.relative_to(HERE).as_posix()}:{frame.lineno}"
    return f"{type(error).__name__}, elsewhere"
