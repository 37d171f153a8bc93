"""Hashes of whole pictures, made in the worker: nearly the same number for a picture that was saved again.

This process sees the bytes and the answer, and parses neither picture: the decoder (Pillow, the extra
`tizim[pictures]`) runs in `extract.picture` only. One worker for each picture, so that a hostile file meets no other.

Invariants: a function of the bytes and of `method` · no picture raises: what cannot be hashed has no hash, and why.

>>> hash_picture(b"no picture at all", "photo-1.png")       # doctest: +SKIP
PictureHash(value='', why='format')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from tizim.core.errors import ParserFailed

from .sandbox import Limits, run_worker_on_bytes

LIMITS = Limits(cpu_seconds=10, wall_seconds=30, answer_bytes=4096)
MAX_BYTES = 64 << 20
BROKEN = "broken"
WHYS = frozenset({"plain", "texture", "size", "animated", "format", BROKEN})
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class PictureHash:
    """`value`: 64 hexadecimal digits; or "", and `why` there is none (one of `WHYS`)."""

    value: str
    why: str = ""


def method() -> str:
    """How hashes are made here: they are compared and kept as long as this stays the same; "" without the extra."""
    try:
        return f"dct256/1 Pillow {version('pillow')}"
    except PackageNotFoundError:
        return ""


def hash_picture(data: bytes, name: str) -> PictureHash:
    """The hash of the picture that these bytes are, whatever the file calls itself."""
    if len(data) > MAX_BYTES:
        return PictureHash("", "size")
    try:
        found = list(run_worker_on_bytes("picture", data, name, limits=LIMITS))[-1]
    except ParserFailed:
        return PictureHash("", BROKEN)
    value, why = (found.get("hash"), found.get("why")) if isinstance(found, dict) else (None, None)
    if isinstance(value, str) and _HASH.fullmatch(value):
        return PictureHash(value)
    return PictureHash("", why if isinstance(why, str) and why in WHYS else BROKEN)
