"""One writer at a time: the lock of a workspace.

What it is: `flock` on the file `lock`, exclusive for writers, shared for readers. The kernel releases it when the
process ends, however it ends, so a crash never leaves a workspace locked.
What it is not: protection against someone with access to the folder; locks between computers on a network drive.

Invariants: never waits longer than asked · a holder's process number is written for people, nothing relies on it.

>>> with lock_workspace(workspace):
...     change_something()
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tizim.core.errors import Busy
from tizim.core.i18n import gettext as _

from . import files


class HasLock(Protocol):
    @property
    def lock_path(self) -> Path: ...


@contextmanager
def lock_workspace(workspace: HasLock, *, shared: bool = False, wait_seconds: float = 0) -> Iterator[None]:
    """Holds the workspace while the block runs. Raises Busy, naming the other process where it is known."""
    with files.disk_errors():
        descriptor = os.open(workspace.lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX, time.monotonic() + wait_seconds)
        if not shared:
            _note(descriptor, f"{os.getpid()}\n".encode())
        yield
        if not shared:
            _note(descriptor, b"")
    finally:
        os.close(descriptor)


def _take(descriptor: int, kind: int, until: float) -> None:
    while True:
        try:
            return fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise _busy(os.pread(descriptor, 32, 0)) from None
            time.sleep(0.02)


def _busy(noted: bytes) -> Busy:
    try_ = _("Wait until it has finished, or close it.")
    if noted.strip().isdigit():
        return Busy(_("Another Tizim works in this workspace (process {pid}).", pid=int(noted)), try_)
    return Busy(_("Another Tizim works in this workspace."), try_)


def _note(descriptor: int, text: bytes) -> None:
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, text, 0)
    except OSError:  # the note is for people; a full disk must not forbid reading
        return
