"""Backup and restore of a whole workspace. Nothing is called done before every exhibit and every leaf was verified."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from tizim import db
from tizim.actions.erase import erase_again
from tizim.actions.log import Entry, append
from tizim.actions.scrubbing import scrub
from tizim.actions.session import Session
from tizim.core.errors import Damaged, MissingPart
from tizim.core.i18n import gettext as _
from tizim.policies import Actor, check
from tizim.vault import backup as packing
from tizim.vault import erasures as erased_lists
from tizim.vault import restore as unpacking
from tizim.vault.passphrases import FLOOR, Costs
from tizim.vault.workspace import Workspace

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Done:
    """What was verified: how many exhibits and log entries; the backup's size; how many accounts were erased again."""

    exhibits: int
    entries: int
    size_bytes: int = 0
    erased_again: int = 0


def back_up(*, by: Actor, session: Session, target: Path, progress: Progress | None = None) -> Done:
    """One encrypted file with everything. Verifies the workspace before and the written file after."""
    check(by, "back_up")
    if connection.vendor != "sqlite":
        raise MissingPart(
            _("The facts lie on a PostgreSQL server."), _("Back it up with its own tools, or use: tizim export.")
        )
    with transaction.atomic():
        append([Entry("backup", "", {"by": by.name})])
    found = scrub(session=session)
    found.check()
    with connection.cursor() as cursor:
        # The lock is ours: once the write-ahead log is folded in, the file itself is the snapshot.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    members = packing.workspace_members(session.workspace, session.workspace.database_path)
    written = packing.write_backup(target, members, session.workspace, session.key, progress=progress)
    unpacking.check_backup(unpacking.open_backup(target), session.key)
    return Done(found.exhibits, found.entries, written.size_bytes)


def restore(
    *, backup: Path, folder: Path, passphrase: str, erasures: Iterable[Path] = (), floor: Costs = FLOOR,
    progress: Progress | None = None,
) -> Done:  # fmt: skip
    """A workspace in a new folder. What was erased since the backup is erased again before anything opens."""
    header = unpacking.open_backup(backup)
    key = unpacking.unlock_backup(header, passphrase, floor=floor)
    erased = [one for path in erasures for one in erased_lists.read_erased(path)]
    done: list[Done] = []

    def prepare(workspace: Workspace, key: bytes, ids: tuple[str, ...]) -> None:
        db.connect(workspace.database_path, key)
        try:
            session = Session(workspace, key)
            again = erase_again(session=session, ids=list(ids))
            with transaction.atomic():
                append([Entry("restored", "", {"erased_again": again})])
            found = scrub(session=session)
            found.check()
            done.append(Done(found.exhibits, found.entries, 0, again))
        finally:
            db.disconnect()

    unpacking.restore_backup(header, folder, key, erased=erased, prepare=prepare, progress=progress)
    if not done:
        raise Damaged(_("The backup holds no workspace."))
    return done[0]
