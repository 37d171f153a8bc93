"""Backups: the whole workspace in one encrypted file, which its passphrase or two recovery sheets open.

What it is: writing one. A line says what the file is and carries the key slots; one age file with a tar follows.
What it is not: the snapshot of the database (`db` makes one and gives its path), reading it back (`restore`).

Invariants: a backup appears whole or not at all and replaces nothing · each has an age identity of its own, wrapped by
the database key and bound to the first line · passphrases and sheets of the day it was made open it, also after they
were changed in the workspace.

Spec: docs/spec/keys.md, "Backups".

>>> write_backup(target, workspace_members(workspace, snapshot), workspace, key).sha256
'5f0c…'
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import BadInput, Damaged, NotFound
from tizim.core.i18n import gettext as _

from . import crypto, files, slots
from .packing import Member, TarSource
from .streams import HashingWriter, remembered_errors
from .workspace import FILE, Workspace, check_key

FORMAT = "tizim-backup/1"


class Written(NamedTuple):
    """Size and SHA-256 of the backup file, and each member's size by name."""

    size_bytes: int
    sha256: str
    sizes: dict[str, int]


def workspace_members(workspace: Workspace, database: Path) -> Iterator[Member]:
    """What belongs into a backup. `database` is a consistent copy made before; hold the workspace's lock meanwhile."""
    yield Member(FILE, workspace.path / FILE)
    yield Member("tizim.db", database)
    yield Member("erased.jsonl", workspace.erased_path)
    for folder in (workspace.slots_path, workspace.custodians_path, workspace.vault_path):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(workspace.path).as_posix()
            unfinished = path.suffix in (".part", ".new") or path.name.startswith(".")
            if path.is_file() and not path.is_symlink() and not unfinished:
                yield Member(name, path)


def write_backup(
    target: str | Path,
    members: Iterable[Member],
    workspace: Workspace,
    key: bytes,
    *,
    progress: Callable[[int], None] | None = None,
) -> Written:
    """Writes a new file `target`. `progress` hears the bytes packed so far.

    Raises BadInput (the file exists), NotFound (no such folder), DiskFull, Damaged; then there is no file.
    """
    path = Path(target).absolute()
    check_key(workspace, key)
    header, recipient = _new_header(workspace, key)
    source = TarSource(members, progress)
    try:
        with files.disk_errors(), files.replaced_file(path, replace=False) as descriptor:
            with os.fdopen(os.dup(descriptor), "wb") as file:
                writer = HashingWriter(file)
                writer.write(header)
                _encrypt(source, writer, recipient)
    except FileExistsError as error:
        raise BadInput(_("There is a file {path} already.", path=path), _("Choose another name.")) from error
    except FileNotFoundError as error:
        if path.parent.is_dir():
            raise Damaged(
                _("The workspace is incomplete ({path}).", path=error.filename), files.restore_hint()
            ) from error
        raise NotFound(_("There is no folder {path}.", path=path.parent), _("Make it first.")) from error
    return Written(writer.size_bytes, writer.sha256, source.sizes)


def _new_header(workspace: Workspace, key: bytes) -> tuple[bytes, str]:
    identity, recipient = crypto.new_age_identity()
    plain = {
        "format": FORMAT,
        "workspace_id": workspace.id,
        "slots": slots.read_slots(workspace.slots_path),
    }
    wrapped = crypto.wrap_key(wrapping_key(key), identity.encode(), canonical_bytes(plain))
    return canonical_bytes({**plain, "wrapped_identity": wrapped.hex()}) + b"\n", recipient


def wrapping_key(key: bytes) -> bytes:
    return hmac.digest(key, b"tizim/backup/v1", "sha256")


def _encrypt(source: TarSource, writer: HashingWriter, recipient: str) -> None:
    with remembered_errors(source, writer):
        crypto.age_encrypt_stream(cast(BinaryIO, source), cast(BinaryIO, writer), [recipient])
