"""Files of a workspace on the disk: private, written whole or not at all, and synced before anyone is told.

What it is: the few ways in which the vault writes and reads small files, so that a crash, a full disk or a curious
neighbour on the same machine meets the same rules everywhere.
What it is not: storage of exhibits (`objects`), encryption (`crypto`).

Invariants: folders are 0700 and files 0600 whatever the umask says · a file under its final name is complete and on
the disk (temporary sibling, fsync, rename, fsync of the folder) · a full disk is `DiskFull`, never a traceback, and
leaves what was there before · JSON of ours has no duplicate keys and is at most 1 MiB.

>>> write_file(folder / "note.json", b"{}")
>>> read_json(folder / "note.json", what="The note")
{}
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tizim.core.errors import BadInput, Damaged, DiskFull, NotFound
from tizim.core.i18n import gettext as _

SMALL_BYTES = 1 << 20


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turns "no space" and "over quota" into DiskFull; other errors pass."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(
                _("The disk is full; nothing was changed."), _("Free some space or use a larger disk, then try again.")
            ) from error
        raise


def make_folder(path: Path) -> None:
    """A private folder, on the disk when this returns. Raises FileExistsError."""
    with disk_errors():
        path.mkdir(mode=0o700)
        sync_folder(path.parent)


@contextmanager
def appearing_folder(target: Path) -> Iterator[Path]:
    """A private folder to fill, beside `target`; when the block ends well it stands there, otherwise it is gone.

    Raises BadInput when `target` is taken (an empty folder is not) or cannot be made, NotFound for no parent, DiskFull.
    """
    _check_free(target)
    building = target.with_name(f".{target.name}.{os.urandom(6).hex()}.new")
    try:
        with disk_errors():
            make_folder(building)
            yield building
            building.rename(target)  # replaces an empty folder only
            sync_folder(target.parent)
    except BaseException as error:
        shutil.rmtree(building, ignore_errors=True)
        if isinstance(error, OSError):
            raise BadInput(
                _("Nothing could be made at {path} ({why}).", path=target, why=error.strerror or error),
                _("Choose another folder, one you may write to."),
            ) from error
        raise


def _check_free(target: Path) -> None:
    if not target.parent.is_dir():
        raise NotFound(_("There is no folder {path}.", path=target.parent), _("Make it first, or choose another."))
    if target.is_symlink() or (target.exists() and not (target.is_dir() and not any(target.iterdir()))):
        raise BadInput(_("{path} is not an empty folder.", path=target), _("Choose a name that is not taken."))


def write_file(path: Path, content: bytes, *, replace: bool = True) -> None:
    """`content` under `path`, whole and synced. Without `replace` an existing file is FileExistsError."""
    with disk_errors(), replaced_file(path, replace=replace) as descriptor:
        write_all(descriptor, content)


@contextmanager
def replaced_file(path: Path, *, replace: bool = True) -> Iterator[int]:
    """A descriptor to write to; when the block ends well the file stands under `path`, otherwise nothing does."""
    temporary = path.with_name(f".{path.name}.{os.urandom(6).hex()}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        try:
            yield descriptor
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if replace:
            temporary.replace(path)
        else:
            _rename_new(temporary, path)
        sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _rename_new(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)  # unlike a rename, a link never replaces
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
        if path.exists():  # a stick without hard links (FAT): nobody races us for a key file on it
            raise FileExistsError(errno.EEXIST, "exists already", str(path)) from error
        temporary.rename(path)
    else:
        temporary.unlink()


def write_all(descriptor: int, content: bytes | memoryview) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def append_line(path: Path, line: bytes) -> None:
    """One line more at the end, synced. A line cut short by an earlier crash is ended first, never glued to."""
    with disk_errors():
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            cut_short = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
            try:
                write_all(descriptor, (b"\n" if cut_short else b"") + line + b"\n")
                os.fsync(descriptor)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(descriptor, size)
                raise
        finally:
            os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Makes names in this folder survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):  # some file systems sync no folders
            raise
    finally:
        os.close(descriptor)


def read_file(path: Path, *, what: str, limit_bytes: int = SMALL_BYTES) -> bytes:
    """The bytes of a small file. `what` begins the sentence of the error. Raises NotFound, Damaged (too large)."""
    try:
        with path.open("rb") as file:
            content = file.read(limit_bytes + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound(
            _("{what} is not there ({path}).", what=what, path=path), _("Check the folder's name.")
        ) from error
    except OSError as error:
        raise Damaged(
            _("{what} cannot be read ({path}: {why}).", what=what, path=path, why=error.strerror or error),
            _("Check whose file it is and whether the disk is healthy."),
        ) from error
    if len(content) > limit_bytes:
        raise Damaged(_("{what} is larger than any real one ({path}).", what=what, path=path), restore_hint())
    return content


def read_json(path: Path, *, what: str) -> dict[str, Any]:
    return parse_json(read_file(path, what=what), what=what)


def parse_json(content: bytes, *, what: str) -> dict[str, Any]:
    """An object without duplicate keys, or Damaged."""
    try:
        value = json.loads(content.decode("utf-8"), object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise Damaged(_("{what} is damaged: it is not readable JSON.", what=what), restore_hint()) from error
    if not isinstance(value, dict):
        raise Damaged(_("{what} is damaged: it is not an object.", what=what), restore_hint())
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key occurs twice")
    return found


def restore_hint() -> str:
    return _("Restore the workspace from a backup, or put the file back from one.")
