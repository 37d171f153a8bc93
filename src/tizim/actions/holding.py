"""A workspace that a long-running shell holds: open for writing while it is unlocked, without its key while locked.

What it is: one place that keeps the open session, so that locking can let go of everything that opens the archive.
What it is not: a timer, a page (`web`), an agent.

Invariants: while it is locked no object of ours holds the key, no connection is open and the folder's lock is given
back, so that other commands can work · a key that does not fit opens nothing.

>>> held = Holding(folder)
>>> held.unlock("four plain words here").workspace.id
'…'
>>> held.close()
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from tizim.actions.session import Session
from tizim.actions.workspaces import open_session
from tizim.vault import agent, passphrases
from tizim.vault import workspace as folders

FLOOR = passphrases.FLOOR  # tests put a cheaper one here


class Holding:
    """`session` is there while the workspace is unlocked."""

    def __init__(self, path: Path) -> None:
        folders.open_workspace(path)  # raises NotFound, Damaged before anything is served
        self.path = path
        self.session: Session | None = None
        self._open = ExitStack()

    def unlock(self, passphrase: str) -> Session:
        """Raises WrongPassphrase, Busy (another program works in the workspace), Damaged."""
        return self.open(folders.unlock(folders.open_workspace(self.path), passphrase, floor=FLOOR))

    def unlock_by_agent(self) -> Session | None:
        """With the key that `tizim unlock` keeps, if it keeps one."""
        key = agent.find_key(folders.open_workspace(self.path).id)
        return self.open(key) if key else None

    def open(self, key: bytes) -> Session:
        with ExitStack() as opening:
            session = opening.enter_context(open_session(path=self.path, key=key, writing=True))
            self._open = opening.pop_all()
        self.session = session
        return session

    def close(self) -> None:
        """Lock. Whoever still has the session in hand has one without a key."""
        if self.session is not None:
            self.session.key = b""
        self.session = None
        self._open.close()
        self._open = ExitStack()
