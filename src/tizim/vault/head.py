"""The head of a bundle: eight lines that one signature covers, and through them every byte of every file.

What it is: the text of `bundle.note`. What it is not: the signature (`note`), the list of files (`manifest`).
Invariants: one spelling · a newer version is told apart from damage · spec: docs/spec/bundle.md, "bundle.note".

>>> head = Head("release", "example.org/office", 3, "2026-11-22", bytes(32), 7, bytes(32))
>>> parse_head(spell_head(head)) == head
True
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from tizim.core.errors import NewerFormat
from tizim.core.i18n import gettext as _
from tizim.vault.spelling import parse_base64, parse_day, parse_decimal, spell_base64

NAME = "bundle.note"
VERSION = 1
_FIRST = re.compile(r"tizim\.bundle/([1-9][0-9]{0,8})")
_KIND = re.compile(r"[a-z]{1,20}")
_FIELDS = ("kind", "origin", "number", "date", "manifest", "checkpoint", "previous")


@dataclass(frozen=True)
class Head:
    """kind: release | evidence | archive …; `manifest` is the SHA-256 of manifest.txt; `previous` that of the text of
    the bundle before this one, or nothing for the first."""

    kind: str
    origin: str
    number: int
    date: str
    manifest: bytes
    log_size: int
    log_root: bytes
    previous: bytes = b""


def spell_head(head: Head) -> str:
    """The text to sign. Raises ValueError for values that have no spelling."""
    values = (
        head.kind,
        head.origin,
        str(head.number),
        head.date,
        spell_base64(head.manifest),
        f"{head.log_size} {spell_base64(head.log_root)}",
        spell_base64(head.previous) if head.previous else "none",
    )
    lines = (f"{field} {value}\n" for field, value in zip(_FIELDS, values, strict=True))
    text = f"tizim.bundle/{VERSION}\n" + "".join(lines)
    parse_head(text)
    return text


def parse_head(text: str) -> Head:
    """Raises NewerFormat for a later version of this format, ValueError for anything else that is not a head."""
    first, *lines, end = text.split("\n")
    version = _FIRST.fullmatch(first)
    if version and int(version[1]) > VERSION:
        raise NewerFormat(
            _("This bundle was written by a newer Tizim (version {found} of the format).", found=version[1]),
            _("Verify it with a newer Tizim or a newer verify.py."),
        )
    names, _spaces, values = zip(*(line.partition(" ") for line in lines), strict=True)
    if not version or end or names != _FIELDS:
        raise ValueError("a bundle's head has other lines")
    kind, origin, number, date, manifest, checkpoint, previous = values
    size, root = checkpoint.split(" ")
    if not _KIND.fullmatch(kind) or not origin or origin != origin.strip():
        raise ValueError("a bundle has a kind and an origin")
    return Head(
        kind, origin, parse_decimal(number), parse_day(date), parse_base64(manifest, 32), parse_decimal(size),
        parse_base64(root, 32), b"" if previous == "none" else parse_base64(previous, 32),
    )  # fmt: skip


def head_sha256(text: str) -> bytes:
    """What the next bundle calls `previous`: the text without signatures, so that a co-signature changes nothing."""
    return sha256(text.encode())


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
