"""The list of files of a bundle: hash, size and path, one file a line, sorted by the bytes of the path.

What it is: `manifest.txt`, and the rule for paths. What it is not: reading or hashing files (`bundle`, `examine`).
Invariants: one spelling · a path means the same on every file system: letters, digits, dot, dash, underscore; no
segment begins with a dot or a dash; no two paths differ in case only · spec: docs/spec/bundle.md, "manifest.txt".

>>> listed = Listed("index.html", 2, "6b" * 32)
>>> parse_manifest(spell_manifest([listed])) == [listed]
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tizim.vault.spelling import parse_decimal, parse_hex

NAME = "manifest.txt"
_SEGMENT = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_MAX_PATH = 200


@dataclass(frozen=True)
class Listed:
    """A file of a bundle; `sha256` in hexadecimal."""

    path: str
    size_bytes: int
    sha256: str


def is_path(path: str) -> bool:
    """Whether a bundle may hold a file of this name."""
    segments = path.split("/")
    return len(path) <= _MAX_PATH and all(_SEGMENT.fullmatch(one) and not _DEVICE.fullmatch(one) for one in segments)


def spell_manifest(listed: Iterable[Listed]) -> bytes:
    """Raises ValueError for a path that no bundle may hold, or that is there twice."""
    ordered = sorted(listed, key=lambda one: one.path.encode())
    if len({one.path.lower() for one in ordered}) != len(ordered):
        raise ValueError("two files of a bundle have the same path (upper and lower case count as the same)")
    for one in ordered:
        if not is_path(one.path):
            raise ValueError(f"no bundle may hold a file called {one.path!r}")
    return "".join(f"{one.sha256} {one.size_bytes} {one.path}\n" for one in ordered).encode("ascii")


def parse_manifest(data: bytes) -> list[Listed]:
    """The lines as they stand; paths and order are for the caller to check. Raises ValueError."""
    lines = data.decode("ascii").split("\n")
    if lines.pop() != "":
        raise ValueError("the list does not end with a newline")
    return [_parse_line(line) for line in lines]


def _parse_line(line: str) -> Listed:
    sha256, size, path = line.split(" ", 2)
    parse_hex(sha256, 32)
    return Listed(path, parse_decimal(size), sha256)
