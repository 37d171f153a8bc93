"""Backup and restore of a whole workspace. Nothing is called done before every exhibit and every leaf was verified."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from tizim import db
from tizim.actions.erase import erase_again
from tizim.actions.log import Entry, append
from tizim.actions.scrubbing import scrub
from tizim.actions.session import Session
from tizim.core.errors import Busy, Damaged, MissingPart
from tizim.core.i18n import gettext as _
from tizim.policies import Actor, check
from tizim.vault import backup as packing
from tizim.vault import erasures as erased_lists
from tizim.vault import restore as unpacking
from tizim.vault.passphrases import FLOOR, Costs
from tizim.vault.workspace import Workspace

Progress = Callable[[int], None]
DRIVES = ("/media", "/run/media", "/mnt", "/Volumes")  # where systems put what is plugged in
SNAPSHOT = "backup.part"  # in the workspace's folder, as encrypted as the database that it is a copy of
TRIES, PAUSE_SECONDS = 50, 0.1


@dataclass(frozen=True)
class Done:
    """What was verified: how many exhibits, log entries and accounts; the backup's size; what was erased again."""

    exhibits: int
    entries: int
    size_bytes: int = 0
    erased_again: int = 0
    accounts: int = 0


def back_up(*, by: Actor, session: Session, target: Path, progress: Progress | None = None) -> Done:
    """One encrypted file with everything. Verifies the workspace before and the written file after."""
    check(by, "back_up")
    if connection.vendor != "sqlite":
        raise MissingPart(
            _("The facts lie on a PostgreSQL server."), _("Back it up with its own tools, or use: tizim export.")
        )
    with transaction.atomic():
        append([Entry("backup", "", {"by": by.name})])
    with _one_view():
        found = scrub(session=session)
    found.check()
    with _snapshot(session.workspace) as copy:
        members = packing.workspace_members(session.workspace, copy)
        written = packing.write_backup(target, members, session.workspace, session.key, progress=progress)
    unpacking.check_backup(unpacking.open_backup(target), session.key)
    with transaction.atomic():
        said = {"by": by.name, "to": place_of(target), "sha256": written.sha256, "size": written.size_bytes}
        append([Entry("backed_up", "", said)])
    return Done(found.exhibits, found.entries, written.size_bytes, accounts=found.accounts)


def place_of(target: Path) -> str:
    """What kind of place a file lies in: "drive" for what is plugged in, else "folder". The log says no path."""
    path = target.absolute()
    return "drive" if any(path.is_relative_to(root) for root in DRIVES) else "folder"


@contextmanager
def _one_view() -> Iterator[None]:
    """Reads in the block see the archive of one moment: what others write meanwhile is no flaw of it."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def _snapshot(workspace: Workspace) -> Iterator[Path]:
    """A consistent copy of the database, while others of this process may write: gone when the block ends.

    Once the write-ahead log is folded in, and as long as nobody can write, the file itself is the snapshot.
    """
    copy = workspace.path / SNAPSHOT
    try:
        for _try in range(TRIES):
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.fetchall()
                cursor.execute("BEGIN IMMEDIATE")
                try:
                    if _folded_in(workspace):
                        shutil.copyfile(workspace.database_path, copy)
                        break
                finally:
                    cursor.execute("ROLLBACK")
            time.sleep(PAUSE_SECONDS)
        else:
            raise Busy(_("Somebody is writing all the time."), _("Try again when the others pause."))
        connection.close()
        copy.chmod(0o600)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _folded_in(workspace: Workspace) -> bool:
    log = Path(f"{workspace.database_path}-wal")
    return not log.exists() or log.stat().st_size == 0


def restore(
    *, backup: Path, folder: Path, passphrase: str, erasures: Iterable[Path] = (), floor: Costs = FLOOR,
    progress: Progress | None = None,
) -> Done:  # fmt: skip
    """A workspace in a new folder. What was erased since the backup is erased again before anything opens."""
    header = unpacking.open_backup(backup)
    key = unpacking.unlock_backup(header, passphrase, floor=floor)
    return restore_with_key(backup=backup, folder=folder, key=key, erasures=erasures, progress=progress)


def restore_with_key(
    *, backup: Path, folder: Path, key: bytes, erasures: Iterable[Path] = (), progress: Progress | None = None
) -> Done:
    """The same with the database key, for a drill. It connects this process to the restored database for a while."""
    header = unpacking.open_backup(backup)
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
            done.append(Done(found.exhibits, found.entries, 0, again, found.accounts))
        finally:
            db.disconnect()

    unpacking.restore_backup(header, folder, key, erased=erased, prepare=prepare, progress=progress)
    if not done:
        raise Damaged(_("The backup holds no workspace."))
    return done[0]
