"""JPEG, taken apart into its segments and put together from the allowed ones (ITU-T T.81).

Allowed: tables, frame header (baseline, extended or progressive), scans, restart interval. Each must have exactly the
length its own fields ask for, so that nothing hides behind. Rewritten from one number each: Adobe's colour transform
and EXIF's orientation. All else is dropped; arithmetic, lossless and hierarchical JPEG are refused.

>>> clean(b"\\xff\\xd8\\xff\\xd9")
Traceback (most recent call last):
ValueError: there is no picture in it
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

_SOI, _EOI, _SOS, _DHT, _DQT, _DRI, _APP1, _APP14 = 0xD8, 0xD9, 0xDA, 0xC4, 0xDB, 0xDD, 0xE1, 0xEE
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_DROPPED = frozenset({*range(0xE0, 0xF0), 0xFE})  # APPn, COM
_EXIF = b"Exif\x00\x00"


def clean(data: bytes) -> tuple[bytes, int, int]:
    """(bytes, width, height). Raises ValueError saying what is wrong."""
    orientation, transform, kept, size, scans = 1, None, bytearray(), None, 0
    for marker, body, scan in _segments(data):
        if marker == _APP1:
            orientation = _find_orientation(body) or orientation
        elif marker == _APP14 and body[:5] == b"Adobe" and len(body) >= 12:
            transform = min(body[11], 2)
        elif marker not in _DROPPED:
            _check(marker, body)
            if marker in _FRAMES:
                if size:
                    raise ValueError("it holds two frames")
                size = int.from_bytes(body[3:5]), int.from_bytes(body[1:3])
            scans += marker == _SOS
            kept += _segment(marker, body) + scan
    if not size or not scans:
        raise ValueError("there is no picture in it")
    head = b"\xff\xd8"
    if orientation != 1:
        head += _segment(_APP1, _exif_orientation(orientation))
    if transform is not None:
        head += _segment(_APP14, b"Adobe\x00\x64\x00\x00\x00\x00" + bytes([transform]))
    return head + bytes(kept) + b"\xff\xd9", *size


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(marker, body, compressed data after it) up to the end of the first picture."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("there are stray bytes between its parts")
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        at += 1
        if marker == _EOI:
            return
        length = int.from_bytes(data[at : at + 2])
        if length < 2 or at + length > len(data):
            raise ValueError("a part is cut short")
        body = data[at + 2 : at + length]
        at += length
        end = _scan_end(data, at) if marker == _SOS else at
        yield marker, body, data[at:end]
        at = end


def _scan_end(data: bytes, at: int) -> int:
    """Where the next marker other than a restart begins: 0xFF 0x00 stands for the byte 0xFF inside a scan."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise ValueError("the picture is cut short")
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _check(marker: int, body: bytes) -> None:
    """Whether a segment is one we know and has exactly the length that its fields ask for."""
    if marker in _FRAMES:
        fits = len(body) >= 6 and len(body) == 6 + 3 * body[5]
    elif marker == _SOS:
        fits = len(body) >= 1 and len(body) == 4 + 2 * body[0]
    elif marker == _DRI:
        fits = len(body) == 2
    elif marker == _DQT:
        fits = _tables_fit(body, lambda rest: 65 + 64 * (rest[0] >> 4 & 1), most=4)
    elif marker == _DHT:
        fits = _tables_fit(body, lambda rest: 17 + sum(rest[1:17]), most=8)
    else:
        raise ValueError(f"it is of a kind that is not supported (marker {marker:02X})")
    if not fits:
        raise ValueError(f"a part is longer than its content (marker {marker:02X})")


def _tables_fit(body: bytes, size_of: Callable[[bytes], int], most: int) -> bool:
    count = 0
    while body:
        size = size_of(body)
        if len(body) < size:
            return False
        body, count = body[size:], count + 1
    return 1 <= count <= most


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2) + body


def _find_orientation(body: bytes) -> int | None:
    """The orientation (1 to 8) that EXIF states, or None."""
    if not body.startswith(_EXIF) or body[6:8] not in (b"II", b"MM"):
        return None
    tiff = body[6:]
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"
    start = int.from_bytes(tiff[4:8], order)
    for number in range(int.from_bytes(tiff[start : start + 2], order)):
        entry = tiff[start + 2 + 12 * number :][:12]
        if len(entry) == 12 and int.from_bytes(entry[:2], order) == 0x0112:
            value = int.from_bytes(entry[8:10], order)
            return value if 1 <= value <= 8 else None
    return None


def _exif_orientation(value: int) -> bytes:
    entry = bytes.fromhex("0112000300000001") + value.to_bytes(2) + b"\x00\x00"
    return _EXIF + b"MM\x00\x2a\x00\x00\x00\x08\x00\x01" + entry + bytes(4)
