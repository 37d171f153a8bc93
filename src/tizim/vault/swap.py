"""A finished folder takes the place of an older one, whole or not at all.

What it is: how a bundle appears under its name. What it is not: what is in it (`bundle`).
Invariants: beside the target stands at most one hidden sibling, `.NAME.unfinished`; whatever an interrupted run left
there is removed by the next · everything is on the disk before the names change · on Linux the two names are exchanged
in one step; elsewhere the older folder is moved aside first and moved back if the second step fails.

>>> with new_folder(target) as folder:
...     _ = (folder / "page.txt").write_text("whole")
>>> [path.name for path in target.iterdir()]
['page.txt']
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tizim.vault import files

_AT_FDCWD = -100
_EXCHANGE = 2
_MANY_FILES = 100


@contextmanager
def new_folder(target: Path, *, private: bool = False) -> Iterator[Path]:
    """A folder to fill; when the block ends well it stands under `target`, otherwise nothing has changed."""
    folder, aside = target.with_name(f".{target.name}.unfinished"), target.with_name(f".{target.name}.replaced")
    _mend(target, folder, aside)
    folder.mkdir(mode=0o700 if private else 0o777)
    try:
        yield folder
        sync_tree(folder)
        _place(folder, target, aside)
        files.sync_folder(target.parent)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # never `aside`: if it is there, it is the only older folder left
        raise
    for old in (folder, aside):
        shutil.rmtree(old, ignore_errors=True)


def sync_tree(folder: Path) -> None:
    """Everything below `folder` is on the disk when this returns. Raises OSError."""
    paths = list(folder.rglob("*"))
    if len(paths) > _MANY_FILES and hasattr(os, "sync"):
        os.sync()  # all at once is quicker; the single calls below then only report what went wrong
    for path in [*paths, folder]:
        if path.is_dir():
            files.sync_folder(path)
        else:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _mend(target: Path, folder: Path, aside: Path) -> None:
    if aside.exists() and not target.exists():
        aside.rename(target)  # an earlier run was cut off between its two steps
    for left in (folder, aside):
        if left.exists():
            shutil.rmtree(left)


def _place(folder: Path, target: Path, aside: Path) -> None:
    if not target.exists():
        folder.rename(target)
    elif not _exchange(folder, target):
        target.rename(aside)
        try:
            folder.rename(target)
        except BaseException:
            with suppress(OSError):
                aside.rename(target)
            raise


def _exchange(one: Path, two: Path) -> bool:
    """Linux's renameat2: both names change owner in one step. False where there is no such thing."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(two), _EXCHANGE) == 0
