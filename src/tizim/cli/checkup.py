"""What `tizim doctor` says of a workspace: one line a check, ✓ is well, · is worth knowing, ✗ needs somebody.

What it is: quick looks at the folder, the keys, the log and the backups; each line that is not well says what to do.
What it is not: a proof that the archive is whole (`tizim scrub` reads every byte), a repair: it changes nothing.
The machine itself: `cli.machine`.

>>> mark("✗", "There is no backup yet.", "Make one: tizim backup FILE.")
'✗ There is no backup yet. Make one: tizim backup FILE.'
"""

from __future__ import annotations

import base64
import datetime
import os
import stat
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tizim.cli.machine import machine_lines, mark, room_line, where_line
from tizim.core.i18n import gettext as _

if TYPE_CHECKING:
    from tizim.actions.session import Session
    from tizim.policies import Actor
    from tizim.vault.workspace import Workspace

__all__ = ["conflict_lines", "machine_lines", "mark", "workspace_lines"]

BACKUP_SOON_DAYS, BACKUP_LATE_DAYS = 7, 30
SIGNERS = 2


def workspace_lines(session: Session) -> Iterator[str]:
    """One line or more for each check of an open workspace; reads only."""
    workspace = session.workspace
    yield _unlocked_line(workspace)
    yield from _server_lines()
    yield from _private_lines(workspace)
    yield room_line(workspace.path)
    yield where_line(workspace.path)
    yield _pictures_line()
    yield from _slot_lines(workspace)
    yield _custodian_line(session)
    yield from _people_lines()
    yield from _unfinished_lines(workspace)
    yield _log_line()
    yield _clock_line()
    yield _backup_line()


def _unlocked_line(workspace: Workspace) -> str:
    from tizim.vault import agent

    status = agent.agent_status(workspace.id)
    if status is None:
        return mark("✓", _("The workspace is locked when no command runs."))
    minutes = max(1, round(status.seconds_left / 60))
    return mark("·", _("The workspace is unlocked for {minutes} more minutes.", minutes=minutes), _("tizim lock"))


def _server_lines() -> Iterator[str]:
    if os.environ.get("TIZIM_DATABASE_URL"):
        what = _("Accounts and statements lie on a PostgreSQL server, which reads them in clear.")
        yield mark("·", what, _("Use it only where the server stands in the office."))


def _pictures_line() -> str:
    from tizim.actions.pictures import why_not

    why = why_not()
    if why == "not_installed":
        what = _("Pictures are compared byte for byte only: one that was saved again is not recognised.")
        return mark("·", what, _("Install it: {command}", command='pip install "tizim[pictures]"'))
    if why == "server":
        return mark("·", _("Pictures are compared byte for byte only: the server would read what tells them apart."))
    return mark("✓", _("Pictures that were saved again are recognised; faces are not compared."))


def _private_lines(workspace: Workspace) -> Iterator[str]:
    """Folders 0700, files 0600, all of them ours."""
    open_to_others, not_ours = [], []
    for folder, _folders, names in os.walk(workspace.path):
        for path in (folder, *(os.path.join(folder, name) for name in names)):  # noqa: PTH118 - os.walk gives strings
            try:
                found = os.lstat(path)
            except FileNotFoundError:
                continue  # a temporary file that has gone meanwhile
            if stat.S_IMODE(found.st_mode) & 0o077 and not stat.S_ISLNK(found.st_mode):
                open_to_others.append(path)
            if found.st_uid != os.getuid():
                not_ours.append(path)
    if open_to_others:
        what = _("Others on this computer may read or change {path}.", path=open_to_others[0])
        yield mark("✗", what, _("chmod -R go= {path}", path=workspace.path))
    if not_ours:
        yield mark("✗", _("{path} belongs to another user.", path=not_ours[0]), _("Give it back with chown."))
    if not open_to_others and not not_ours:
        yield mark("✓", _("Only you may read the folder {path}.", path=workspace.path))


def _slot_lines(workspace: Workspace) -> Iterator[str]:
    from tizim.vault.slots import inspect_slots

    found, problems = inspect_slots(workspace.slots_path)
    yield from (mark("✗", problem.what, problem.try_) for problem in problems)
    kinds = [slot["kind"] for slot in found]
    said = _("Ways to open it: passphrases {count}, sets of recovery sheets {sheets}.",
             count=kinds.count("passphrase"), sheets=kinds.count("recovery"))  # fmt: skip
    if kinds.count("recovery"):
        yield mark("✓", said)
    else:
        hint = _("If the passphrase is forgotten, everything is lost: put the slot back from a backup.")
        yield mark("✗", said, hint)


def _custodian_line(session: Session) -> str:
    count = len(session.custodians.custodians) if session.custodians else 0
    if not count:
        what = _("There is no custodian: identities of sources cannot be taken in.")
        return mark("✗", what, _("Make one: tizim custodian new NAME."))
    if count == 1:
        return mark("·", _("There is one custodian: if that key is lost, sealed identities are lost."),
                    _("Add a second."))  # fmt: skip
    return mark("✓", _("{count} custodians can open what is sealed.", count=count))


def _people_lines() -> Iterator[str]:
    from tizim.db import queries
    from tizim.policies import ROLES_FOR

    publishers = [actor for actor in queries.members() if actor.roles & ROLES_FOR["publish"]]
    seconds = [actor for actor in queries.members() if actor.roles & (ROLES_FOR["publish"] | ROLES_FOR["second"])]
    if not publishers or len(seconds) < SIGNERS:
        what = _("Nothing can be published: that takes two people, a publisher and a second.")
        yield mark("·", what, _("Add one: tizim member set NAME --role publisher."))


def _unfinished_lines(workspace: Workspace) -> Iterator[str]:
    """Remains of interrupted work: imports, objects without a row, folders that were being made."""
    from tizim.db import drafts, queries
    from tizim.policies import Actor
    from tizim.vault import objects

    nobody = Actor("", frozenset(), frozenset())
    cut_off = [row.id for row in queries.imports(nobody) if not row.ended and not row.undone]
    if cut_off:
        what = _("{count} imports were interrupted, the last is {id}.", count=len(cut_off), id=cut_off[0])
        yield mark(
            "·", what, _("Take the same file in again, and it goes on; or: tizim undo-import {id}", id=cut_off[0])
        )
    swept = objects.sweep(workspace.vault_path, [*queries.object_names(), *drafts.kept_objects()])
    loose = len(swept.parts) + len(swept.orphans)
    if loose:
        yield mark("·", _("{count} files of the vault belong to nothing.", count=loose), _("tizim scrub --clean"))
    beside = [*workspace.path.parent.glob(f".{workspace.path.name}.*.new"), *workspace.path.rglob(".*.new")]
    if beside:
        what = _("{path} was left by an interrupted run.", path=min(beside))
        yield mark("·", what, _("Remove it when no other Tizim is at work."))
    if not (cut_off or loose or beside):
        yield mark("✓", _("Nothing was left unfinished."))


def _log_line() -> str:
    from tizim.db import queries
    from tizim.vault.tree import Tree

    tree = Tree(queries.leaves())
    for row in queries.releases():
        size = row.summary["log_size"]
        if size > tree.size or tree.root(size).hex() != row.summary["log_root"]:
            what = _("The custody log is not the one that release {number} was signed with.", number=row.number)
            return mark("✗", what, _("Restore the newest backup beside it and compare."))
    root = base64.b64encode(tree.root()).decode()
    return mark("✓", _("The custody log has {size} entries, root {root}.", size=tree.size, root=root),
                _("Write it down elsewhere to compare one day."))  # fmt: skip


def _clock_line() -> str:
    from tizim.db import queries

    newest = queries.log_rows(1)[-1].recorded_at
    if _now() < newest:
        what = _(
            "The clock of this computer is behind the newest entry of the log ({at}).", at=f"{newest:%Y-%m-%d %H:%M}"
        )
        return mark("✗", what, _("Set the clock before anything is written."))
    return mark("✓", _("The clock is not behind the log."))


def _backup_line() -> str:
    from tizim.db import queries

    last = queries.log_rows(1, "backup")
    how = _("Make one, and keep it elsewhere: tizim backup FILE.")
    if not last:
        return mark("✗", _("There is no backup yet."), how)
    days = (_now() - last[-1].recorded_at).days
    said = _("The last backup is of {date}.", date=last[-1].recorded_at.date())
    if days <= BACKUP_SOON_DAYS:
        return mark("✓", said)
    return mark("✗" if days > BACKUP_LATE_DAYS else "·", said, how)


def conflict_lines(by: Actor) -> Iterator[str]:
    """How many judgements contradict each other, as far as this member may see them."""
    from tizim import deciding

    count = len(deciding.conflicts(by))
    if count:
        what = _("Judgements contradict each other in {count} cases; nothing new of them is published.", count=count)
        yield mark("·", what, _("See: tizim queue --conflicts"))


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
