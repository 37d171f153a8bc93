"""Lists of names by search key: how a key is numbered, and reading lists. Not here: writing them (`actions`).

A list belongs to one scope: a compartment and a kind of subject. The scope is part of the number, so a search touches
nothing that its reader may not see, and no statistic is taken over more than one scope. Long lists lie in parts of
`PART` names; the first part says how many there are.

>>> key_id("general", "person", "n:MMT") == key_id("elsewhere", "person", "n:MMT")
False
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections.abc import Collection, Iterable, Iterator

from django.db import connection

from tizim.db.derived import NameKey

PART = 1000
AT_ONCE = 500  # ids a question
_STEP = 0x9E3779B97F4A7C15  # far apart, whatever the number of the first part


def key_id(compartment: str, kind: str, key: str) -> int:
    """The number of a key in its scope, 64 bits with a sign."""
    text = f"{compartment}\0{kind}\0{key}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big", signed=True)


def name_id(compartment: str, kind: str, text: str) -> int:
    """The number of a name as it is written: that of the key "=" and the name."""
    return key_id(compartment, kind, "=" + text)


def part_id(key: int, part: int) -> int:
    """The number of a row: of the key itself for part 0."""
    return (key + part * _STEP + (1 << 63)) % (1 << 64) - (1 << 63)


def to_bytes(names: Iterable[int]) -> bytes:
    """Ids of names as they are stored, little-endian."""
    found = array("q", names)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def from_bytes(stored: bytes | memoryview) -> array:
    found = array("q")
    found.frombytes(stored)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def read_rows(ids: Collection[int]) -> Iterator[tuple[int, int, array]]:
    """(id, parts, names) of the rows that there are."""
    wanted, table = list(ids), connection.ops.quote_name(NameKey._meta.db_table)
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            marks = ",".join(["%s"] * len(some))
            cursor.execute(f"SELECT id, parts, names FROM {table} WHERE id IN ({marks})", some)
            for row_id, parts, stored in cursor.fetchall():
                yield row_id, parts, from_bytes(stored)


def read_lists(keys: Collection[int], most_parts: int = 1) -> tuple[dict[int, array], set[int]]:
    """key → the names that have it, at most `most_parts` parts of each; and the keys that have more names."""
    found: dict[int, array] = {}
    further: dict[int, int] = {}
    longer = set()
    for key, parts, names in read_rows(keys):
        found[key] = names
        further.update((part_id(key, part), key) for part in range(1, min(parts, most_parts)))
        if parts > most_parts:
            longer.add(key)
    for row_id, _parts, names in read_rows(further):
        found[further[row_id]].extend(names)
    return found, longer
