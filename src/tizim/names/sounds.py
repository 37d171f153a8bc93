"""The one alphabet of sounds that every writing system is read into, and how near its sounds are.

Some sounds are exact (Uyghur ق is q), some stand for letters that leave it open (English k may be k or q, the
Chinese syllable `ti` may be t, d, ti or de). An open sound lists its readings in `data/sounds.tsv`; two sounds
are as near as their nearest readings. Exact sounds take their nearness from `data/nearness.tsv`.

A word in this alphabet is `bytes`, one byte a sound, so that it can be stored, joined, cut and compared fast.
Costs are whole numbers of 1/`UNIT`, so that sums of them are the same on every machine and in every order.

>>> word = encode(["b", "u", "r", "h", "a", "n"])
>>> spell(word)
'burhan'
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tizim.names.tables import read_table

UNIT = 10_000
UNRELATED = 1.0
ACROSS = 9.0  # a vowel never becomes a consonant unless the tables say so
TWO_VOWELS = 0.5
SAME_OPEN = 0.0
_TWICE = re.compile(rb"(.)\1+", re.DOTALL)
OWN = 0.35  # more between two sounds of Chinese names: each stands for itself, and both were written by its rules


@dataclass(frozen=True)
class Sounds:
    """The alphabet as tables, in units. `cost[a][b]` up to UNIT or more; `drop[a]` of a sound without a partner."""

    number: dict[str, int]
    letters: tuple[str, ...]
    classes: tuple[str, ...]
    drop: tuple[int, ...]
    cost: tuple[tuple[int, ...], ...]


@functools.cache
def sounds() -> Sounds:
    """The alphabet, read from its tables once."""
    rows = read_table("sounds.tsv")
    names = [row["symbol"] for row in rows]
    vowels = {row["symbol"] for row in rows if row["kind"] == "V"}
    readings = {row["symbol"]: _readings(row) for row in rows}
    near = {}
    for row in read_table("nearness.tsv"):
        near[row["a"], row["b"]] = near[row["b"], row["a"]] = float(row["cost"])

    def exact(one: str, other: str) -> float:
        if one == other:
            return 0.0
        if (one, other) in near:
            return near[one, other]
        if (one in vowels) != (other in vowels):
            return ACROSS
        return TWO_VOWELS if one in vowels else UNRELATED

    def between(one: str, other: str) -> float:
        if one == other:
            return SAME_OPEN
        near = min(p + q + exact(a, b) for a, p in readings[one].items() for b, q in readings[other].items())
        return near + OWN if one.endswith('"') and other.endswith('"') else near

    halves = [[_units(between(one, other)) for other in names[: at + 1]] for at, one in enumerate(names)]
    return Sounds(
        number={name: at for at, name in enumerate(names)},
        letters=tuple(row["letter"] for row in rows),
        classes=tuple(row["class"] for row in rows),
        drop=tuple(_units(float(row["drop"])) for row in rows),
        cost=tuple(
            tuple(halves[max(one, other)][min(one, other)] for other in range(len(names))) for one in range(len(names))
        ),
    )


def encode(symbols: Iterable[str]) -> bytes:
    """The word made of these symbols of `data/sounds.tsv`. Doubled sounds count once. Raises KeyError if unknown."""
    number = sounds().number
    return squeeze(bytes([number[symbol] for symbol in symbols]))


def squeeze(word: bytes) -> bytes:
    """The word with doubled sounds counted once."""
    return _TWICE.sub(rb"\1", word) if _TWICE.search(word) else word


def spell(word: bytes) -> str:
    """The word in plain Latin letters, the most likely letter for each sound."""
    letters = sounds().letters
    return "".join([letters[code] for code in word])


def weigh(word: bytes) -> int:
    """How much there is to compare in a word: the sum of what dropping each sound would cost, in units."""
    drop = sounds().drop
    return sum([drop[code] for code in word])


def _units(cost: float) -> int:
    return round(cost * UNIT)


def _readings(row: dict[str, str]) -> dict[str, float]:
    if not row["readings"]:
        return {row["symbol"]: 0.0}
    pairs = (reading.rpartition(":") for reading in row["readings"].split())
    return {symbol: float(cost) for symbol, _colon, cost in pairs}
