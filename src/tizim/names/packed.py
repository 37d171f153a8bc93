"""A prepared name as a short row of bytes: everything that comparing needs, and nothing else, ready to be stored.

    format 1 B · traits 1 B (order fixed 1, gender 2, order free 1) · readings 1 B · digest of the text 8 B · readings
    reading: words 1 B · words
    word: traits 1 B (kind 3 bits, gender 2, joined 1) · weight 4 B · missing 2 B · stem cost 2 B · whole · stem
    whole, stem: sounds 1 B and as many bytes · ids 1 B and four bytes each

Numbers are little-endian, costs in units of 1/10,000. The digest tells apart texts that sound the same; the text
itself is not in it. Whatever has another `PACKED_VERSION` beside it is to be packed anew from the text. Not here:
comparing (`scoring`).

>>> from tizim.names.prepared import prepare
>>> name = pack(prepare("Қайрат Сәмет"))
>>> unpack(name).words[0].sounds == prepare("Қайрат Сәмет").words[0].sounds, len(name) < 100
(True, True)
"""

from __future__ import annotations

import functools
import hashlib
import importlib.resources
import struct
from collections.abc import Iterator

from tizim.names.native import FORMAT
from tizim.names.prepared import MAX_SOUNDS, PreparedName, Word
from tizim.names.sounds import UNIT, sounds

KINDS = ("name", "initial", "patronymic", "title", "particle", "place", "other")
GENDERS = ("", "m", "f")
MAX_PACKED_WORDS = 6
MAX_PACKED_READINGS = 6

_HEAD = struct.Struct("<BBB8s")
_WORD = struct.Struct("<BIHH")
_NOT_READING = {"__init__", "__main__", "align", "comparison", "distance", "keys", "native", "romanised", "scoring"}


def pack(name: PreparedName) -> bytes:
    """`name` as bytes; the same name always gives the same ones. Done once and remembered with the name."""
    if not name.packed:
        object.__setattr__(name, "packed", _pack(name))
    return name.packed


def unpack(packed: bytes) -> PreparedName:
    """What `pack` was given, without texts and writing systems. Raises ValueError for what is no packed name."""
    try:
        form, traits, count, digest = _HEAD.unpack_from(packed)
        at, readings = _HEAD.size, []
        for _reading in range(count):
            words, at = _unpack_reading(packed, at)
            readings.append(words)
    except (struct.error, IndexError):
        raise ValueError("not a packed name of this version") from None
    gender = traits >> 1 & 3
    if form != FORMAT or at != len(packed) or count > MAX_PACKED_READINGS or gender >= len(GENDERS):
        raise ValueError("not a packed name of this version")
    words = readings[0] if readings else ()
    further = tuple(readings[1:])
    return PreparedName(digest.hex(), words, (), bool(traits & 1), GENDERS[gender], further, bool(traits & 8), packed)


def unordered(packed: bytes) -> bytes:
    """The same name with the hint that the order of its words means nothing (`prepare(…, order="free")`)."""
    return packed[:1] + bytes([packed[1] & ~1 | 8]) + packed[2:]


def _pack(name: PreparedName) -> bytes:
    traits = name.order_fixed | GENDERS.index(name.gender) << 1 | name.order_free << 3
    text = name.text.encode("utf-8", "surrogatepass")
    parts = [_HEAD.pack(FORMAT, traits, len(name.readings), hashlib.blake2b(text, digest_size=8).digest())]
    for words in name.readings:
        parts.append(bytes([len(words)]))
        parts += map(_pack_word, words)
    return b"".join(parts)


@functools.lru_cache(maxsize=1 << 15)
def _pack_word(word: Word) -> bytes:
    traits = KINDS.index(word.kind if word.kind in KINDS else "other")
    traits |= GENDERS.index(word.gender) << 3 | word.joined << 5
    numbers = (round(number * UNIT) for number in (word.weight, word.missing, word.stem_cost))
    return _WORD.pack(traits, *numbers) + _pack_form(word.sounds, word.ids) + _pack_form(word.stem, word.stem_ids)


def _pack_form(code: bytes, ids: frozenset[str]) -> bytes:
    return bytes([len(code)]) + code + bytes([len(ids)]) + b"".join(sorted(map(number_of_id, ids)))


@functools.lru_cache(maxsize=1 << 14)
def number_of_id(given: str) -> bytes:
    """The four bytes that stand for an id of the lexicon."""
    return hashlib.blake2b(given.encode(), digest_size=4).digest()


def _unpack_reading(packed: bytes, at: int) -> tuple[tuple[Word, ...], int]:
    words, count = [], packed[at]
    at += 1
    if not 1 <= count <= MAX_PACKED_WORDS:
        raise ValueError("not a packed name of this version")
    for _word in range(count):
        traits, weight, missing, stem_cost = _WORD.unpack_from(packed, at)
        whole, ids, at = _unpack_form(packed, at + _WORD.size)
        stem, stem_ids, at = _unpack_form(packed, at)
        kind, gender = traits & 7, traits >> 3 & 3
        if kind >= len(KINDS) or gender >= len(GENDERS):
            raise ValueError("not a packed name of this version")
        word = Word(
            "", "", whole, KINDS[kind], weight / UNIT, missing / UNIT, stem, stem_cost / UNIT, GENDERS[gender],
            bool(traits >> 5 & 1), ids, stem_ids,
        )  # fmt: skip
        words.append(word)
    return tuple(words), at


def _unpack_form(packed: bytes, at: int) -> tuple[bytes, frozenset[str], int]:
    end = at + 1 + packed[at]
    code, count = packed[at + 1 : end], packed[end]
    last = end + 1 + 4 * count
    known = len(sounds().letters)
    if last > len(packed) or len(code) > MAX_SOUNDS or any(sound >= known for sound in code):
        raise ValueError("not a packed name of this version")
    return code, frozenset(packed[start : start + 4].hex() for start in range(end + 1, last, 4)), last


def _iter_sources() -> Iterator[bytes]:
    """Everything that decides what a packed name holds: the tables and the modules that read names by them."""
    room = importlib.resources.files("tizim.names")
    folders = [room, room / "data", room / "data" / "rules"]
    for entry in sorted((entry for folder in folders for entry in folder.iterdir()), key=lambda entry: entry.name):
        stem, dot, kind = entry.name.rpartition(".")
        if kind == "tsv" and stem != "weights" or kind == "py" and stem not in _NOT_READING:
            yield entry.name.encode() + entry.read_bytes()


def _version() -> str:
    digest = hashlib.blake2b(digest_size=6)
    for source in _iter_sources():
        digest.update(hashlib.blake2b(source).digest())
    return f"{FORMAT}.{digest.hexdigest()}"


PACKED_VERSION = _version()  # changes with the format, the tables, and how names are read
