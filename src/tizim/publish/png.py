"""PNG, taken apart into its chunks and put together from the allowed ones (W3C PNG, third edition).

Allowed: IHDR, PLTE, tRNS, gAMA, sRGB, IDAT, IEND, each once and of exactly its size; the pieces of IDAT become one.
The compressed picture must end where the picture ends: what follows inside or behind it is refused or dropped.

>>> clean(SIGNATURE)
Traceback (most recent call last):
ValueError: it is cut short
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ORDER = (b"IHDR", b"gAMA", b"sRGB", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_SIZES = {b"IHDR": range(13, 14), b"gAMA": range(4, 5), b"sRGB": range(1, 2), b"PLTE": range(3, 769, 3)}
_SIZES |= {b"tRNS": range(1, 257), b"IEND": range(1)}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_MOST_PIXELS = 60_000_000


def clean(data: bytes) -> tuple[bytes, int, int]:
    """(bytes, width, height). Raises ValueError saying what is wrong."""
    found: dict[bytes, bytes] = {}
    for name, body in _chunks(data):
        if name not in _ORDER:
            if not name[0] & 0x20:
                raise ValueError("it needs a part that is not known")
            continue  # ancillary: text, time, EXIF, profiles, animation
        if name in found and name != b"IDAT":
            raise ValueError("a part occurs twice")
        if name in _SIZES and len(body) not in _SIZES[name]:
            raise ValueError("a part is longer than its content")
        found[name] = found.get(name, b"") + body
    if b"IHDR" not in found or b"IDAT" not in found:
        raise ValueError("there is no picture in it")
    width, height = _check_picture(found[b"IHDR"], found[b"IDAT"])
    return SIGNATURE + b"".join(_chunk(name, found[name]) for name in _ORDER if name in found), width, height


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while True:
        length, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        body, check = data[at + 8 : at + 8 + length], data[at + 8 + length : at + 12 + length]
        if len(check) < 4:
            raise ValueError("it is cut short")
        if zlib.crc32(name + body) != int.from_bytes(check):
            raise ValueError("it is damaged")
        yield name, body
        if name == b"IEND":
            return
        at += 12 + length


def _check_picture(header: bytes, compressed: bytes) -> tuple[int, int]:
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    depth, colour, method, filters, interlace = header[8:]
    if depth not in _DEPTHS.get(colour, ()) or method or filters or interlace > 1:
        raise ValueError("its header says what no picture has")
    if not 0 < width * height <= _MOST_PIXELS:
        raise ValueError("it has no or too many pixels")
    bits = depth * _CHANNELS[colour]
    passes = _ADAM7 if interlace else ((0, 0, 1, 1),)
    expected = sum(_pass_bytes(width, height, bits, one) for one in passes)
    if _inflated_bytes(compressed, expected) != expected:
        raise ValueError("its picture is longer or shorter than its header says")
    return width, height


def _pass_bytes(width: int, height: int, bits: int, grid: tuple[int, int, int, int]) -> int:
    left, top, across, down = grid
    columns, rows = -(-(width - left) // across), -(-(height - top) // down)
    return rows * (1 + (columns * bits + 7) // 8) if columns > 0 and rows > 0 else 0


def _inflated_bytes(compressed: bytes, most: int) -> int:
    """How many bytes the zlib stream holds, reading no more than one beyond `most`; -1 if it does not end properly."""
    reader, total = zlib.decompressobj(), 0
    try:
        rest = compressed
        while rest and not reader.eof and total <= most:
            total += len(reader.decompress(rest, 1 << 20))
            rest = reader.unconsumed_tail
        total += 0 if reader.eof or total > most else len(reader.flush(1 << 20))
    except zlib.error as error:
        raise ValueError("its picture is damaged") from error
    return total if reader.eof and not reader.unused_data else -1


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)
