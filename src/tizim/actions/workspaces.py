"""Making and opening a workspace: folder, key, tables, log, first member."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, OperationalError, transaction

from tizim import db
from tizim.actions.session import Session
from tizim.core.errors import Busy, Damaged, DiskFull, NewerFormat, NotFound
from tizim.core.i18n import gettext as _
from tizim.vault import crypto, files, lock
from tizim.vault import workspace as folders
from tizim.vault.custodians import CustodianList, current_list
from tizim.vault.passphrases import DEFAULT, Costs


def create_workspace(
    *, path: Path, passphrase: str, first_member: str, log_origin: str = "", costs: Costs = DEFAULT
) -> tuple[folders.Workspace, tuple[str, str, str]]:
    """A new workspace with its tables, secrets and first member. Returns it with the three recovery shares."""
    made = folders.create_workspace(
        path, passphrase, log_origin=log_origin, costs=costs,
        prepare=lambda folder, key: _fill(folder, key, first_member),
    )  # fmt: skip
    return made.workspace, made.recovery_shares


def _fill(folder: folders.Workspace, key: bytes, first_member: str) -> None:
    db.connect(folder.database_path, key)
    try:
        db.make_tables()
        from tizim.actions.members import FIRST_ROLES, set_member
        from tizim.db.models import LogState

        with transaction.atomic():
            LogState.objects.get_or_create(pk=1)
            Session(folder, key).store_secret("id_numbers", crypto.random_bytes(32))
            set_member(by=None, name=first_member, roles=FIRST_ROLES, compartments=("*",))
    finally:
        db.disconnect()


@contextmanager
def open_session(*, path: Path, key: bytes, writing: bool, wait_seconds: float = 0) -> Iterator[Session]:
    """The workspace at `path`, open with its key. Writers exclude each other; raises Busy, Damaged, NewerFormat."""
    folder = folders.open_workspace(path)
    folders.check_key(folder, key)
    with database_errors(), lock.lock_workspace(folder, shared=not writing, wait_seconds=wait_seconds):
        db.connect(folder.database_path, key)
        try:
            _check_tables()
            yield Session(folder, key, _custodians(folder))
        finally:
            db.disconnect()


@contextmanager
def database_errors() -> Iterator[None]:
    """What the database says when the disk fails, as an error a person can act on; its transaction is undone."""
    try:
        with files.disk_errors():
            yield
    except OSError as error:
        if error.errno not in (errno.EIO, errno.EROFS):
            raise
        raise Damaged(
            _("A file could not be read or written ({why}).", why=error.strerror or error),
            _("Check the disk, then do it again: what was acknowledged is safe."),
        ) from error
    except OperationalError as error:
        said = str(error)
        if "full" in said:
            raise DiskFull(
                _("The disk is full; the last step was not written."), _("Make room, then do it again.")
            ) from error
        if "locked" in said:
            raise Busy(_("Another program holds the database."), _("Close it, then do it again.")) from error
        raise _failed() from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:  # what the subclasses say is about values, not about the file
            raise
        raise _failed() from error


def _failed() -> Damaged:
    return Damaged(
        _("The disk or the database file failed; the last step was not written."),
        _("Check the disk, then: tizim scrub. The newest backup can be restored beside it."),
    )


def _custodians(folder: folders.Workspace) -> CustodianList | None:
    """The list to seal with; the newest version named in the log must be there, so that none is rolled back."""
    from tizim.db.models import LogLeaf

    if folder.root_public_key is None:
        return None
    newest = LogLeaf.objects.filter(kind="custodians").order_by("-index").first()
    payload = json.loads(newest.payload) if newest else None
    try:
        return current_list(folder, known=(payload["version"], payload["digest"]) if payload else None)
    except NotFound:
        return None


def _check_tables() -> None:
    """Tables made by an older Tizim are brought up to date; by a newer one, left alone."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    applied = {name for name in executor.loader.applied_migrations if name[0] == "tizim"}
    if applied - known:
        raise NewerFormat(
            _("This workspace's tables were made by a newer Tizim."), _("Update Tizim; nothing was changed.")
        )
    if not applied:
        raise Damaged(
            _("This database holds no workspace."),
            _("Restore the newest backup beside it, or make a new one: tizim init."),
        )
    if known - applied:
        db.make_tables()
