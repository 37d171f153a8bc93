"""Reading a folder that came from somewhere else: nothing outside it, no link, no device, no end-less line.

What it is: the only way in which `examine` touches the disk. What it is not: a judgement of what was read.
Invariants: a link is never followed · what is not a plain file is never opened for reading · memory is bounded.

>>> sorted(iter_tree(folder))
[('index.html', 'file')]
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

_CHUNK_BYTES = 1 << 20


def iter_tree(folder: Path) -> Iterator[tuple[str, str]]:
    """(path, kind) of everything below `folder`: file, folder, empty (a folder with nothing in it), or other (a link,
    a device, a folder that cannot be read)."""
    waiting = [("", folder)]
    while waiting:
        prefix, place = waiting.pop()
        try:
            with os.scandir(place) as found:
                entries = list(found)
        except OSError:
            yield prefix[:-1], "other"
            continue
        if prefix:
            yield prefix[:-1], "folder" if entries else "empty"
        for entry in entries:
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append((path + "/", Path(entry.path)))
            else:
                yield path, "file" if entry.is_file(follow_symlinks=False) else "other"


def read_small(path: Path, limit_bytes: int) -> bytes:
    """All of a small file. Raises OSError when it is not a plain file, or larger."""
    with os.fdopen(_open(path), "rb") as file:
        data = file.read(limit_bytes + 1)
    if len(data) > limit_bytes:
        raise OSError("too large")
    return data


def hash_file(path: Path) -> tuple[str, int]:
    """(SHA-256 in hexadecimal, size in bytes); what cannot be read has neither."""
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(_open(path), "rb", buffering=0) as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
                size += len(chunk)
    except OSError:
        return "", -1  # cannot be read: not the file that was signed
    return digest.hexdigest(), size


def iter_lines(path: Path) -> Iterator[bytes]:
    """The lines without their newlines. One over 1 MiB, or a last one without its newline, comes spoilt, so that no
    format takes it for a whole one. Nothing if the file cannot be read."""
    try:
        with os.fdopen(_open(path), "rb") as file:
            while line := file.readline(_CHUNK_BYTES):
                yield line[:-1] if line.endswith(b"\n") else line + b"..."
    except OSError:
        return


def _open(path: Path) -> int:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("not a file")
    return descriptor
