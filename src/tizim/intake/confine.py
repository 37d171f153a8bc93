"""What a worker does to itself before it touches a stranger's bytes: no network, no files, little memory and time.

Runs inside the worker process only; there is no way back. Four layers, each used where the system has it: resource
limits (POSIX), a network namespace of its own (Linux), Landlock (Linux: no file outside Python's own folders can be
opened, none can be written, no TCP), and an audit hook of the interpreter (everywhere: no sockets, no programs, no
writing). `confine` says which ones hold, so that nobody has to believe it. This is not a sandbox against a flaw in
the kernel, and without Linux it is only limits and the hook.

Source: unshare(2), landlock(7), setrlimit(2), PEP 578.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Any

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_NO_NEW_PRIVS = 38
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
READ_FILE, READ_DIR = 1 << 2, 1 << 3
READ_ONLY = READ_FILE | READ_DIR


def confine(*, memory_bytes: int, cpu_seconds: int) -> dict[str, str]:
    """Gives up everything but reading what is already open. Returns layer → how it is held ("" where it is not)."""
    held = {
        "limits": limit_resources(memory_bytes, cpu_seconds),
        "network": leave_network(),
        "files": leave_files(),
    }
    sys.addaudithook(_refuse)
    return held


def limit_resources(memory_bytes: int, cpu_seconds: int) -> str:
    try:
        import resource
    except ImportError:  # not POSIX: the parent's clock is the only limit
        return ""
    for name, soft, hard in (
        ("RLIMIT_AS", memory_bytes, memory_bytes),
        ("RLIMIT_CPU", cpu_seconds, cpu_seconds + 1),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_NPROC", 0, 0),
    ):
        kind = getattr(resource, name, None)
        if kind is not None:  # RLIMIT_CPU is 0
            resource.setrlimit(kind, (soft, hard))
    return "rlimit"


def leave_network() -> str:
    """A network namespace of its own holds no interface but a loopback that is down."""
    if sys.platform != "linux":
        return ""
    libc = ctypes.CDLL(None, use_errno=True)
    for flags in (CLONE_NEWUSER | CLONE_NEWNET, CLONE_NEWNET):
        if libc.unshare(flags) == 0:
            return "namespace"
    return ""


class _Ruleset(ctypes.Structure):
    _fields_ = [("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def leave_files() -> str:
    """From now on only Python's own folders can be read (late imports need them), and nothing can be written."""
    if sys.platform != "linux":
        return ""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    version = libc.syscall(LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return ""
    rights = (1 << (13 if version < 2 else 14 if version < 3 else 15 if version < 5 else 16)) - 1
    rules = _Ruleset(rights, 0b11 if version >= 4 else 0, 0b11 if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = libc.syscall(LANDLOCK_CREATE, ctypes.byref(rules), ctypes.c_size_t(size), ctypes.c_uint32(0))
    if ruleset < 0:
        return ""
    for folder in _readable():
        _allow_reading(libc, ruleset, folder)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    done = libc.syscall(LANDLOCK_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    os.close(ruleset)
    return f"landlock {version}" if done == 0 else ""


def _readable() -> list[Path]:
    own = Path(__file__).resolve().parents[1]
    named = {Path(sys.prefix), Path(sys.base_prefix), own, *map(Path, ("/usr/share/zoneinfo", "/usr/lib", "/lib"))}
    return [folder.resolve() for folder in sorted(named) if folder.is_dir()]


def _allow_reading(libc: Any, ruleset: int, folder: Path) -> None:
    parent = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    rule = _PathBeneath(READ_ONLY, parent)
    libc.syscall(LANDLOCK_ADD, ctypes.c_int(ruleset), ctypes.c_int(1), ctypes.byref(rule), ctypes.c_uint32(0))
    os.close(parent)


_REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile")
_CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        flags = arguments[2]
        if isinstance(flags, int) and flags & _WRITING:
            raise PermissionError("a worker writes no files")
    elif event.startswith(_REFUSED) or event.startswith(_CHANGES):
        raise PermissionError(f"a worker may not do this: {event}")
