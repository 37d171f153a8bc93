"""The small process that keeps a database key in memory between two commands. Started by `agent`, by its path.

What it is: one key, one Unix socket, one deadline. It runs alone (standard library only, `python -I -S`), so that it is
small enough to be locked into memory and imports nothing that a user's folder could replace.
What it is not: part of the package's imports, a place for more than one workspace, a network service.

Invariants: the key arrives on standard input and is never in an argument, a variable of the environment, a file or
(where the system allows `mlock`) the swap · only the same user is answered · no dump of this process can be taken by
others of the same user (`PR_SET_DUMPABLE`) · it ends at its deadline, which counts while the computer sleeps, when its
socket is removed, or when told; the key's memory is overwritten first.

Protocol (one request a connection):
"key ID" → the 32 bytes · "status ID" → seconds left, process number · "stop ID" → "ok".

    python -I -S agent_process.py SOCKET WORKSPACE_ID SECONDS  <32 bytes
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import socket
import struct
import sys
import time
from pathlib import Path
from types import FrameType
from typing import NamedTuple

KEY_BYTES = 32
LOOK_SECONDS = 5.0
PATIENCE_SECONDS = 2.0
PR_SET_DUMPABLE = 4


class Held(NamedTuple):
    key: ctypes.Array[ctypes.c_char]
    workspace_id: str
    deadline: float


def main(arguments: list[str]) -> None:
    path = Path(arguments[0])
    shield_process()
    held = Held(ctypes.create_string_buffer(KEY_BYTES), arguments[1], now() + float(arguments[2]))
    lock_memory(held.key)
    if read_key(held.key) != KEY_BYTES:
        sys.exit("no key was given")
    server = listen(path)
    if os.fork():
        os._exit(0)  # the starter waits for this exit; the child goes on alone
    os.setsid()
    signal.signal(signal.SIGTERM, end_now)
    signal.signal(signal.SIGHUP, end_now)
    let_go_of_terminal()
    mine = inode(path)
    lock_memory(held.key)
    try:
        while held.deadline > now() and inode(path) == mine and serve(server, held):
            pass
    finally:
        ctypes.memset(held.key, 0, KEY_BYTES)
        server.close()
        if inode(path) == mine:
            path.unlink()


def shield_process() -> None:
    """No core dumps, no debugger of the same user; each where the system knows it."""
    os.umask(0o077)
    os.chdir("/")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    except (AttributeError, OSError):  # not Linux
        return


def lock_memory(key: ctypes.Array[ctypes.c_char]) -> None:
    """Keeps the key's page out of the swap. Not inherited by a child, so called again after the fork."""
    try:
        ctypes.CDLL(None).mlock(key, ctypes.c_size_t(KEY_BYTES))
    except (AttributeError, OSError):
        return


def read_key(key: ctypes.Array[ctypes.c_char]) -> int:
    """Reads standard input straight into `key`: no copy in an object that Python would leave behind."""
    view = memoryview(key).cast("B")
    done = 0
    while done < KEY_BYTES:
        count = os.readv(0, [view[done:]])
        if not count:
            break
        done += count
    return done


def now() -> float:
    """Seconds that also pass while the computer sleeps, where the system tells them."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def listen(path: Path) -> socket.socket:
    if inode(path) is not None:
        path.unlink()
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(path))
    path.chmod(0o600)
    server.listen(8)
    return server


def inode(path: Path) -> int | None:
    try:
        return path.lstat().st_ino
    except OSError:
        return None


def let_go_of_terminal() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def end_now(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def serve(server: socket.socket, held: Held) -> bool:
    """Waits a little for one request; False when it was to stop."""
    ready, _writable, _failed = select.select([server], [], [], max(0.0, min(held.deadline - now(), LOOK_SECONDS)))
    if not ready:
        return True
    with server.accept()[0] as connection:
        try:
            connection.settimeout(PATIENCE_SECONDS)
            return not same_user(connection) or answer(connection, held)
        except OSError:  # a caller that hung up is no reason to end
            return True


def same_user(connection: socket.socket) -> bool:
    """Whether the kernel says that the caller is our own user. Where it cannot say, the folder's mode decides."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return struct.unpack("3i", credentials)[1] == os.getuid()


def answer(connection: socket.socket, held: Held) -> bool:
    """Answers one request, never after the deadline; False when told to stop."""
    request = connection.recv(256).decode("ascii", "replace").split()
    left = held.deadline - now()
    if len(request) != 2 or request[1] != held.workspace_id or left <= 0:
        return True
    if request[0] == "key":
        connection.sendall(memoryview(held.key).cast("B"))
    elif request[0] == "status":
        connection.sendall(f"{left:.1f} {os.getpid()}".encode())
    elif request[0] == "stop":
        connection.sendall(b"ok")
    return request[0] != "stop"


if __name__ == "__main__":
    main(sys.argv[1:])
