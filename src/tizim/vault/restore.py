"""Restoring: a backup opened, checked, and put back into a new folder.

What it is: reading the first line, finding the key, reading everything once to check it or to restore it.
What it is not: writing one (`backup`); the erasing itself (`actions` gives `prepare`).

Invariants: nothing stands under the workspace's name before every byte was authenticated, every member compared with
the list of contents, and everything that was ever noted as erased was erased again · only files of a workspace's layout
are made, in a folder of our own · a backup that does not hold leaves nothing behind.

Spec: docs/spec/keys.md, "Backups".

>>> header = open_backup(file)
>>> key = unlock_backup(header, "four plain words here")
>>> restore_backup(header, new_folder, key, erased=("01HF7YAT00E000800000000000",)).erased_ids
('01HF7YAT00E000800000000000',)
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import Damaged, NotFound
from tizim.core.i18n import gettext as _

from . import crypto, erasures, files, recovery, slots
from .backup import FORMAT, wrapping_key
from .custodians import check_format
from .passphrases import FLOOR, Costs
from .streams import HashingReader, remembered_errors
from .unpacking import Receiver, TarSink
from .workspace import Workspace, check_key, open_workspace

LIMIT_HEADER_BYTES = 1 << 20
LAYOUT = re.compile(r"workspace\.json|tizim\.db|erased\.jsonl|slots/[a-z0-9-]+\.json|custodians/\d{6}\.json|vault/.+")
Progress = Callable[[int], None]


@dataclass(frozen=True)
class BackupHeader:
    """The first line of a backup, readable without any key."""

    file: Path
    workspace_id: str
    slots: list[dict[str, Any]]
    document: dict[str, Any]
    length_bytes: int


class Restored(NamedTuple):
    """`erased_ids` were noted in the backup or given by the caller; `sizes` are the members' bytes by name."""

    workspace: Workspace
    erased_ids: tuple[str, ...]
    sizes: dict[str, int]


def open_backup(file: str | Path) -> BackupHeader:
    """The first line. Raises NotFound, NewerFormat, Damaged."""
    path, what = Path(file).absolute(), _("The backup")
    try:
        with path.open("rb") as stream:
            line = stream.readline(LIMIT_HEADER_BYTES)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise NotFound(_("There is no backup {path}.", path=path), _("Check the file's name.")) from error
    document = files.parse_json(line, what=what)
    check_format(document, FORMAT, what)
    try:
        found = [slots.parse_slot(slot) for slot in document["slots"]]
        return BackupHeader(path, str(document["workspace_id"]), found, document, len(line))
    except (KeyError, TypeError, AttributeError) as error:
        raise _damaged() from error


def unlock_backup(header: BackupHeader, passphrase: str, *, floor: Costs = FLOOR) -> bytes:
    """The database key of the workspace as it was then. Raises WrongPassphrase, Damaged. `floor` is for tests."""
    return slots.open_passphrase_slots(header.slots, passphrase, header.workspace_id, floor=floor)


def unlock_backup_with_sheets(header: BackupHeader, share_a: str, share_b: str) -> bytes:
    """The same from two recovery sheets."""
    return recovery.recover_key(header.slots, header.workspace_id, share_a, share_b)


def check_backup(header: BackupHeader, key: bytes, *, progress: Progress | None = None) -> dict[str, int]:
    """Reads everything and keeps nothing; returns each member's size. Raises Damaged."""
    return _read(header, key, lambda _name, _size: _Nowhere(), progress)


class _Nowhere:
    def write(self, data: bytes) -> int:
        return len(data)

    def close(self) -> None:
        """Nothing is open."""


def _read(
    header: BackupHeader, key: bytes, receive: Callable[[str, int], Receiver], progress: Progress | None
) -> dict[str, int]:
    plain = {name: value for name, value in header.document.items() if name != "wrapped_identity"}
    try:
        spelled = str(header.document["wrapped_identity"])
        wrapped = bytes.fromhex(spelled)
        if wrapped.hex() != spelled:
            raise ValueError("one spelling only: capital digits would be a change that nobody notices")
        identity = crypto.unwrap_key(wrapping_key(key), wrapped, canonical_bytes(plain))
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged() from error
    if identity is None:
        raise Damaged(
            _("The backup's first line was changed, or the key is another workspace's."), files.restore_hint()
        )
    sink = TarSink(receive)
    with header.file.open("rb") as stream:
        stream.seek(header.length_bytes)
        source = HashingReader(stream, progress)
        try:
            with remembered_errors(sink, source):
                crypto.age_decrypt_stream(cast(BinaryIO, source), cast(BinaryIO, sink), identity.decode())
            return sink.finish()
        finally:
            sink.close()


def restore_backup(
    header: BackupHeader,
    target: str | Path,
    key: bytes,
    *,
    erased: Iterable[str] = (),
    prepare: Callable[[Workspace, bytes, tuple[str, ...]], None] | None = None,
    progress: Progress | None = None,
) -> Restored:
    """The workspace in a new or empty folder. `erased` are ids known to be erased since (`read_erased` of a newer
    copy); `prepare` (workspace, key, all erased ids) erases them before the workspace appears under its name.

    Raises BadInput (the folder is not empty), Damaged, DiskFull; then nothing is left behind.
    """
    folder = Path(target).absolute()
    with files.appearing_folder(folder) as building:
        sizes = _read(header, key, lambda name, _size: _make_file(building, name), progress)
        for part in ("slots", "custodians", "vault"):
            (building / part).mkdir(mode=0o700, exist_ok=True)
        found = open_workspace(building)
        check_key(found, key)
        erasures.note_erased(found, erased)
        ids = erasures.read_erased(found.erased_path)
        if prepare:
            prepare(found, key, ids)
        _sync_tree(building)
    return Restored(open_workspace(folder), ids, sizes)


def _make_file(folder: Path, name: str) -> BinaryIO:
    if not LAYOUT.fullmatch(name):
        raise Damaged(_("The backup holds a file that no workspace has ({name}).", name=name), "")
    path = folder / name
    for parent in reversed(path.relative_to(folder).parents):  # one by one: a mode holds for the last only
        (folder / parent).mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    return _Synced(os.fdopen(descriptor, "wb"))  # type: ignore[return-value]


class _Synced:
    """A file that is on the disk once it is closed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        return self._file.write(data)

    def close(self) -> None:
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        finally:
            self._file.close()


def _sync_tree(folder: Path) -> None:
    for inner in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
        files.sync_folder(inner)


def _damaged() -> Damaged:
    return Damaged(_("The backup's first line is damaged."), _("Use another copy of it, or an older backup."))
