"""How far two words are from one another: a weighted edit distance over sounds.

0 is "the same sounds", 1 is "nothing in common"; the sum of the costs of the cheapest way to turn one word into
the other, over the mean weight of the two. Symmetric. Exact repetition of work is remembered, because the same
given names come back by the thousand.

>>> from tizim.names.rules import transduce
>>> round(distance(transduce("qasim", "uly"), transduce("касым", "ru")), 2) < 0.1
True
"""

from __future__ import annotations

import functools

from rapidfuzz.distance import Levenshtein

from tizim.names import native
from tizim.names.sounds import UNIT, sounds, weigh

LEAST_WEIGHT = 1.5 * UNIT  # very short words are not made equal by having little to compare
HOPELESS = 0.7  # share of the consonant classes that differ; above it the slow way is not worth going
LEAST_CLASSES = 3
_LONGEST_COMPILED, _LONGEST_SPLIT = 120, 40  # JOINED and SOUNDS in compiled/packed.h


def distance(one: bytes, other: bytes) -> float:
    """0..1 between two words in sounds."""
    if one == other:
        return 0.0 if one else 1.0
    return _distance(one, other) if one < other else _distance(other, one)


def distance_now(one: bytes, other: bytes) -> float:
    """The same, not remembered: for words that will not come back."""
    if native.compiled is None or max(len(one), len(other)) > _LONGEST_COMPILED:
        return distance(one, other)
    return native.compiled.distance(_tables(), one, other)


@functools.lru_cache(maxsize=1 << 16)
def split_distance(run: bytes, first: bytes, second: bytes) -> tuple[float, float]:
    """How far `first` and `second` are from the two halves of `run`, cut where they fit best.

    >>> from tizim.names.chinese import sounds_of
    >>> from tizim.names.rules import transduce
    >>> run = sounds_of(("nu", "er", "bai", "ke", "li"))
    >>> max(split_distance(run, transduce("nur", "uly"), transduce("bekri", "uly"))) < 0.2
    True
    """
    if native.compiled is None or max(len(run), len(first), len(second)) > _LONGEST_SPLIT:
        return reference_split(run, first, second)
    return native.compiled.split(_tables(), run, first, second)


def reference_split(run: bytes, first: bytes, second: bytes) -> tuple[float, float]:
    """The same, without the compiled part."""
    if not run or not first or not second:
        return 1.0, 1.0
    drop = sounds().drop
    heads, tails = _last_row(first, run), _last_row(second[::-1], run[::-1])[::-1]
    first_weight, second_weight = weigh(first), weigh(second)
    best, before, after = (3.0, 1.0, 1.0), 0, weigh(run)
    for at in range(len(run) + 1):
        one = min(1.0, heads[at] / max(LEAST_WEIGHT, (first_weight + before) / 2))
        other = min(1.0, tails[at] / max(LEAST_WEIGHT, (second_weight + after) / 2))
        best = min(best, (one + other, one, other))
        if at < len(run):
            before, after = before + drop[run[at]], after - drop[run[at]]
    return best[1:]


@functools.lru_cache(maxsize=1 << 17)
def _distance(one: bytes, other: bytes) -> float:
    if native.compiled is None or max(len(one), len(other)) > _LONGEST_COMPILED:
        return reference_distance(one, other)
    return native.compiled.distance(_tables(), one, other)


def reference_distance(one: bytes, other: bytes) -> float:
    """The same for two words that differ, without the compiled part; the first in order of bytes comes first."""
    if not one or not other or _is_hopeless(one, other):
        return 1.0
    weight = max(LEAST_WEIGHT, (weigh(one) + weigh(other)) / 2)
    return min(1.0, _last_row(one, other)[-1] / weight)


def _is_hopeless(one: bytes, other: bytes) -> bool:
    """Whether the consonants alone, by class, already tell two words apart (a fast test that rarely errs)."""
    ours, theirs = consonants(one), consonants(other)
    longer = max(len(ours), len(theirs))
    return longer >= LEAST_CLASSES and Levenshtein.distance(ours, theirs) > HOPELESS * longer


def consonants(word: bytes) -> str:
    """The consonant classes of a word, without h and what else comes and goes.

    >>> from tizim.names.rules import transduce
    >>> consonants(transduce("қажымұқан", "kk_cyrl"))
    'KSMKN'
    """
    return word.translate(*_classes()).decode("ascii")


@functools.cache
def _classes() -> tuple[bytes, bytes]:
    """The class of every sound, and the sounds that have none or H."""
    letters = [letter if letter != "H" else "" for letter in sounds().classes]
    silent = bytes([code for code, letter in enumerate(letters) if not letter])
    return bytes([ord(letter or " ") for letter in letters]).ljust(256), silent


def _last_row(one: bytes, other: bytes) -> list[int]:
    """The cost, in units, of turning `one` into each beginning of `other`, the whole of it last."""
    table = sounds()
    drop = table.drop
    row, total = [0], 0
    for code in other:
        total += drop[code]
        row.append(total)
    for code in one:
        costs, gone = table.cost[code], drop[code]
        diagonal = row[0]
        left = row[0] = diagonal + gone
        for at, partner in enumerate(other, 1):
            best = diagonal + costs[partner]
            diagonal = row[at]
            if diagonal + gone < best:  # noqa: PLR1730 (min() is twice as slow here)
                best = diagonal + gone
            if left + drop[partner] < best:  # noqa: PLR1730
                best = left + drop[partner]
            row[at] = left = best
    return row


@functools.cache
def _tables() -> bytes:
    return native.tables_of([0.0] * 12, [0.0] * 8 + [UNIT, LEAST_WEIGHT, HOPELESS, LEAST_CLASSES])
