"""Fingerprints of a text: few numbers, by which a copied passage is found among many texts.

Every run of four folded words (eight Chinese characters) has a number; of every four neighbouring numbers the smallest
is kept ("winnowing", Schleimer, Wilkerson and Aiken 2003). Any run of seven equal words leaves an equal print.

What this deliberately is not: evidence. Prints only say which texts are worth laying side by side.

Invariants: pure; the same text has the same prints on every machine (no seed, no clock) · case, punctuation,
accents and invisible characters do not count · a print has `BITS` bits, and no sign.

>>> shared = set(prints("She stood at the gate of the old mill from dawn until the lamps were lit."))
>>> bool(shared & set(prints("They say SHE stood at the gate of the old mill from dawn!")))
True
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from operator import itemgetter, xor
from zlib import crc32

from .words import fold, is_cjk, iter_folded, raw_words

_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)
_MASK = (1 << 60) - 1
BITS = 52  # the upper ones of sixty: few enough to stand in eight bytes beside part of a document's number
RUN = 4
BETWEEN = 6
_AT = tuple(map(itemgetter, range(RUN)))


def prints(text: str) -> list[int]:
    """The kept numbers in the order of the text; a number may come twice."""
    words = raw_words(text)
    return _winnow(_runs(list(iter_folded(text))) if words is None else _joined(map(_raw_code, words)))


def words_of_prints(folded: Sequence[str], marks: Collection[int]) -> set[int]:
    """The numbers of the words under these prints; the few words between two of them count too."""
    found: set[int] = set()
    last = -1
    for i, run in enumerate(_runs(folded)):
        if run in marks:
            found.update(range(i if last < 0 or i - last > BETWEEN else last, min(i + RUN, len(folded))))
            last = i + RUN
    return found


def _runs(words: Sequence[str]) -> list[int]:
    """A number for each run of four words; of Chinese characters, four overlapping pairs two apart are one run."""
    step = 1
    if sum(map(is_cjk, words[:60])) * 2 > len(words[:60]):
        words, step = ["".join(words[i : i + 2]) for i in range(len(words) - 1)], 2
    return _joined(map(_code, words), step)


def _joined(codes: Iterable[tuple[int, ...]], step: int = 1) -> list[int]:
    """The numbers of all runs, from what each word gives to the first, second, third and fourth place of a run."""
    coded = list(codes)
    a, b, c, d = (map(at, coded[place * step :]) for place, at in enumerate(_AT))
    return list(map(xor, map(xor, a, b), map(xor, c, d)))


@lru_cache(maxsize=1 << 17)
def _raw_code(word: str) -> tuple[int, ...]:
    return _code(fold(word))


@lru_cache(maxsize=1 << 16)
def _code(word: str) -> tuple[int, ...]:
    number = crc32(word.encode("utf-8", "surrogatepass")) + 1
    return tuple((number * factor & _MASK) >> 60 - BITS for factor in _FACTORS)


def _winnow(runs: list[int]) -> list[int]:
    """Of every four neighbours the smallest; a short text keeps all it has."""
    if len(runs) < 4:
        return runs
    least = list(map(min, runs, runs[1:], runs[2:], runs[3:]))
    return [least[0], *(now for before, now in zip(least, least[1:], strict=False) if now != before)]
