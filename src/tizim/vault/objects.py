"""Exhibits on the disk: each under a random name, encrypted to a key of its own, written once.

What it is: put, get, remove and sweep of age files in the workspace's `vault` folder (`3f/3f….age`).
What it is not: the rows, keys and leaves that give an object a meaning; actions write those, in one transaction, after
`put` returned. Until then nothing was acknowledged and the object is an orphan that `sweep` finds.

Invariants: `put` returns after fsync of the file, rename, and fsync of the folder · an object is never changed after
that, only removed · a failed `put` leaves nothing, a killed one a file that ends in .part or an orphan · plaintext
never touches the disk · memory does not grow with the size. Spec: docs/spec/vault.md, "Objects".

>>> stored = put(folder, io.BytesIO(b"photograph"))
>>> target = io.BytesIO()
>>> get(folder, stored.name, stored.identity, target) == (stored.sha256, 10)
True
"""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from tizim.core.errors import Damaged, DiskFull, NotFound, TizimError
from tizim.core.i18n import gettext as _
from tizim.vault import crypto, files
from tizim.vault.log import exhibit_leaf
from tizim.vault.streams import HashingReader, HashingWriter, WatchedReader, remembered_errors

Progress = Callable[[int], None]
SUFFIX = ".age"
PART = ".part"
_NAME = re.compile(r"[0-9a-f]{32}")
_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True)
class StoredObject:
    """What a row, a key row and a leaf are made from. Hashes in hexadecimal; size and `sha256` are the plaintext's."""

    name: str
    size_bytes: int
    sha256: str
    ciphertext_sha256: str
    salt: bytes = field(repr=False)
    identity: str = field(repr=False)
    leaf_bytes: bytes


@dataclass(frozen=True)
class Sweep:
    """What lies in the folder without a row: remains of interrupted puts, and objects nobody acknowledged."""

    parts: tuple[str, ...]
    orphans: tuple[str, ...]


def put(folder: Path, stream: BinaryIO, *, progress: Progress | None = None) -> StoredObject:
    """Keep what `stream` holds. `progress` hears the plaintext bytes so far. Raises DiskFull, Damaged (read or write
    error); then nothing was kept."""
    name, salt = crypto.random_bytes(16).hex(), crypto.random_bytes(crypto.SALT_BYTES)
    identity, recipient = crypto.new_age_identity()
    part = folder / (name + PART)
    with _disk(), _removed_on_failure(part):
        reader = HashingReader(stream, progress)
        with _new_file(part) as file:
            writer = HashingWriter(file)
            _encrypt(reader, writer, recipient)
            os.fsync(file.fileno())
        _settle(folder, part, name)
    leaf = exhibit_leaf(writer.sha256, salt, reader.sha256, reader.size_bytes)
    return StoredObject(name, reader.size_bytes, reader.sha256, writer.sha256, salt, identity, leaf)


def get(
    folder: Path, name: str, identity: str, target: BinaryIO, *, sha256: str = "", progress: Progress | None = None
) -> tuple[str, int]:
    """Write the plaintext to `target`; returns (its SHA-256, its size in bytes). Raises NotFound, Damaged (changed, cut
    short, another key, or not `sha256`), DiskFull; `target` may then hold a part."""
    with _disk(), open_object(folder, name) as file:
        writer = HashingWriter(target, progress)
        _decrypt(file, writer, identity)
    if progress:
        progress(writer.size_bytes)
    if sha256 and writer.sha256 != sha256:
        raise Damaged(_("An exhibit in the vault is not the file that was kept."), files.restore_hint())
    return writer.sha256, writer.size_bytes


def remove(folder: Path, name: str) -> bool:
    """Remove an object for good; False if it was gone. The disk may keep traces: the key must be destroyed as well."""
    path = _object_path(folder, name)
    with _disk():
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        files.sync_folder(path.parent)
    return True


def sweep(folder: Path, known_names: Iterable[str], *, clean: bool = False, min_age_seconds: float = 3600) -> Sweep:
    """What no row knows, and with `clean` its removal. `known_names` is read after the folder, and what is younger than
    `min_age_seconds` is left alone, so that a put which is still on its way is never an orphan."""
    with _disk():
        before = time.time() - min_age_seconds
        old = [path for path in _iter_files(folder) if path.lstat().st_mtime <= before]
        known = set(known_names)
        parts = [path for path in old if path.suffix == PART]
        orphans = [path for path in old if path.suffix == SUFFIX and path.stem not in known]
        for path in [*parts, *orphans] if clean else ():
            path.unlink(missing_ok=True)
            files.sync_folder(path.parent)
    return Sweep(tuple(sorted(path.stem for path in parts)), tuple(sorted(path.stem for path in orphans)))


def iter_names(folder: Path) -> Iterator[str]:
    """The names of all objects on the disk, in no order."""
    with _disk():
        yield from (path.stem for path in _iter_files(folder) if path.suffix == SUFFIX)


def open_object(folder: Path, name: str) -> BinaryIO:
    """The ciphertext, for reading. Raises NotFound."""
    path = _object_path(folder, name)
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise NotFound(_("An exhibit is missing from the vault ({name}).", name=name), files.restore_hint()) from error


def _object_path(folder: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError("an object's name is 32 letters of hexadecimal")
    return folder / name[:2] / (name + SUFFIX)


def _iter_files(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.iterdir() if path.suffix == PART and _NAME.fullmatch(path.stem))
    for shelf in folder.iterdir():
        if len(shelf.name) == 2 and shelf.is_dir() and not shelf.is_symlink():
            yield from (path for path in shelf.iterdir() if _NAME.fullmatch(path.stem))


def _settle(folder: Path, part: Path, name: str) -> None:
    path = _object_path(folder, name)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    part.rename(path)
    try:
        files.sync_folder(path.parent)
        files.sync_folder(folder)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _encrypt(reader: HashingReader, writer: HashingWriter, recipient: str) -> None:
    with remembered_errors(reader, writer):
        crypto.age_encrypt_stream(cast(BinaryIO, reader), cast(BinaryIO, writer), [recipient])


def _decrypt(file: BinaryIO, writer: HashingWriter, identity: str) -> None:
    reader = WatchedReader(file)
    with remembered_errors(reader, writer):
        crypto.age_decrypt_stream(cast(BinaryIO, reader), cast(BinaryIO, writer), identity)


def _new_file(path: Path) -> BinaryIO:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    return os.fdopen(descriptor, "wb", buffering=0)  # type: ignore[return-value]  # HashingWriter writes all of it


@contextmanager
def _removed_on_failure(part: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


@contextmanager
def disk_says(what: str) -> Iterator[None]:
    """Says what the disk did in one sentence that begins with `what`; nothing ends in a traceback for it."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(
                _("The disk is full; nothing was kept."), _("Free some space or use a larger disk, then try again.")
            ) from error
        why = error.strerror or str(error)
        if error.errno == errno.EIO:
            raise Damaged(
                _("{what}: the disk failed ({why}).", what=what, why=why),
                _("Nothing was kept. Make a backup to another disk now, then try again from there."),
            ) from error
        raise TizimError(f"{what} ({why}).") from error


def _disk() -> AbstractContextManager[None]:
    return disk_says(_("An exhibit cannot be read or written"))
