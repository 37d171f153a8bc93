"""One spelling for each number, hash and byte string in the vault's text formats, and no other.

What it is: strict readers. Two different texts never mean the same value, so that nobody can change a byte of a proof
without changing what it says. What it is not: a place for formats (`note`, `manifest`, `items` are those).
Invariants: every `parse_` raises ValueError · what `parse_x` accepts is exactly what `spell_x` writes.

>>> parse_base64(spell_base64(bytes(3)), 3) == bytes(3)
True
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any

from tizim.core.canonical import canonical_bytes

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
_HEX = re.compile(r"(?:[0-9a-f]{2})*")
_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")


def spell_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def parse_base64(text: str, size_bytes: int | None = None) -> bytes:
    """Standard base64 (RFC 4648, section 4) with padding and with unused bits zero."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("this is not base64") from error
    if spell_base64(data) != text:
        raise ValueError("this is not canonical base64")
    if size_bytes is not None and len(data) != size_bytes:
        raise ValueError(f"expected {size_bytes} bytes, found {len(data)}")
    return data


def parse_hex(text: str, size_bytes: int) -> bytes:
    """Lower-case hexadecimal."""
    if len(text) != 2 * size_bytes or not _HEX.fullmatch(text):
        raise ValueError(f"expected {size_bytes} bytes in lower-case hexadecimal")
    return bytes.fromhex(text)


def parse_decimal(text: str) -> int:
    """ASCII digits without sign or leading zeros, at most 19 of them."""
    if not _DECIMAL.fullmatch(text):
        raise ValueError("expected a whole number without leading zeros")
    return int(text)


def parse_day(text: str) -> str:
    """A day as YYYY-MM-DD, returned as it is."""
    if not _DAY.fullmatch(text):
        raise ValueError("expected a day as YYYY-MM-DD")
    return text


def parse_canonical(data: bytes) -> dict[str, Any]:
    """An object in canonical JSON (`core.canonical`): no second spelling, no doubled key, no float."""
    try:
        value = json.loads(data.decode("utf-8"))
        same = canonical_bytes(value) == data
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise ValueError("this is not canonical JSON") from error
    if not same or not isinstance(value, dict):
        raise ValueError("this is not an object in canonical JSON")
    return value
