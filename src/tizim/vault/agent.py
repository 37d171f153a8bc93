"""`tizim unlock`: a key that stays open for some minutes, in the memory of a small process of its own.

What it is: starting, asking and ending that process (`agent_process`). One agent a workspace.
What it is not: a way around the passphrase for another user, or protection from programs of the *same* user: whoever
runs as you can ask the agent while it lives. Where nothing private is found to put the socket in there is no agent
(MissingPart), and every command asks for the passphrase.

Invariants: the key is never on the disk, in an argument or in the environment · the socket lies in a folder that is
ours alone (owner and mode are checked, links are refused) · nobody is asked but a process of our own user.

Spec: docs/spec/keys.md, "While it is unlocked".

>>> start_agent(workspace.id, key, minutes=30)
>>> find_key(workspace.id) == key
True
>>> stop_agent(workspace.id)
True
"""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tizim.core.errors import BadInput, MissingPart
from tizim.core.i18n import gettext as _

from . import agent_process

MOST_MINUTES = 12 * 60
DEFAULT_MINUTES = 30
WAIT_SECONDS = 10


@dataclass(frozen=True)
class AgentStatus:
    seconds_left: float
    process: int


def start_agent(workspace_id: str, key: bytes, minutes: float = DEFAULT_MINUTES) -> None:
    """Keeps `key` for `minutes` (more than 0, at most 12 hours); an agent already there is replaced.

    Raises BadInput, MissingPart (nowhere private to put the socket).
    """
    if len(key) != agent_process.KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    if not 0 < minutes <= MOST_MINUTES:
        raise BadInput(_("An unlocked workspace locks itself within 12 hours."), _("Give from 1 to 720 minutes."))
    path = _socket_path(workspace_id, make=True)
    stop_agent(workspace_id)
    program = [sys.executable, "-I", "-S", agent_process.__file__, str(path), workspace_id, str(minutes * 60)]
    process = subprocess.run(
        program, input=key, capture_output=True, timeout=WAIT_SECONDS, check=False, env={"PATH": "/usr/bin:/bin"}
    )
    if process.returncode or agent_status(workspace_id) is None:
        why = process.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        raise MissingPart(
            _("The workspace cannot be kept unlocked on this computer ({why}).", why=why or _("no answer")),
            _("Give the passphrase to each command instead."),
        )


def find_key(workspace_id: str) -> bytes | None:
    """The key, while an agent keeps it; otherwise None."""
    answer = _ask("key", workspace_id)
    return answer if answer is not None and len(answer) == agent_process.KEY_BYTES else None


def agent_status(workspace_id: str) -> AgentStatus | None:
    """How long the workspace stays unlocked, or None when it is locked."""
    answer = _ask("status", workspace_id)
    try:
        seconds, process = (answer or b"").decode("ascii").split()
        return AgentStatus(float(seconds), int(process))
    except ValueError:
        return None


def stop_agent(workspace_id: str) -> bool:
    """Ends the agent and waits until it is gone; False when there was none."""
    status = agent_status(workspace_id)
    if status is None or _ask("stop", workspace_id) != b"ok":
        return False
    path = _socket_path(workspace_id)
    until = time.monotonic() + WAIT_SECONDS
    while path.exists() and time.monotonic() < until:
        time.sleep(0.005)
    return True


def _ask(verb: str, workspace_id: str) -> bytes | None:
    try:
        path = _socket_path(workspace_id)
    except MissingPart:
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(agent_process.PATIENCE_SECONDS)
        try:
            connection.connect(str(path))
            if not agent_process.same_user(connection):
                return None
            connection.sendall(f"{verb} {workspace_id}".encode("ascii"))
            return connection.recv(256) or None
        except OSError:
            return None


def _socket_path(workspace_id: str, *, make: bool = False) -> Path:
    """Short, because the path of a socket has about a hundred bytes at most."""
    folder = _private_folder(make)
    path = folder / f"{workspace_id[-16:]}.sock"
    if len(os.fsencode(path)) > 100:
        raise MissingPart(
            _("The path of the folder for sockets is too long ({path}).", path=folder),
            _("Set XDG_RUNTIME_DIR to a shorter one, or give the passphrase to each command."),
        )
    return path


def _private_folder(make: bool) -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = Path(runtime, "tizim") if runtime and Path(runtime).is_dir() else Path("/tmp", f"tizim-{os.getuid()}")
    if make:
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
    try:
        found = folder.lstat()
    except OSError:
        found = None
    ours = found and stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
    if not ours:
        raise MissingPart(
            _("There is no private folder for the socket ({path}).", path=folder),
            _("Set XDG_RUNTIME_DIR to a folder that only you may read."),
        )
    return folder
