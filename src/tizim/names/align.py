"""Which word of one name belongs to which word of the other.

Finds the cheapest assignment of at most five words to at most five: a word may stand for one word, for two or
three neighbours written as one (`Hejianiyazi` for `Khoja Niyaz`), or be missing on the other side, for which
titles and father's names cost little. Order costs nothing here; `comparison` looks at it afterwards.

>>> from tizim.names.prepared import prepare
>>> found = align(prepare("Qasim Husen").words, prepare("Husen Kasim").words)
>>> [(pair.left, pair.right) for pair in found.pairs]
[((0,), (1,)), ((1,), (0,))]
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from tizim.names.distance import distance, split_distance
from tizim.names.prepared import Word
from tizim.names.sounds import UNIT, sounds

JOIN_COST = 0.06  # two words here are one word there
MISSING_COST = 0.62  # of an ordinary word; two of them cost more than one hopeless pair
INITIAL_COST = 0.15
INITIAL_NEAR = 0.26  # of two first sounds that are the same initial
INITIAL_OTHER = 0.7  # an initial and a word that begins otherwise: less than leaving both without a partner
KNOWN_SAME = 0.02  # two forms of one given name
KNOWN_OTHER = 0.4  # two given names, however alike they sound
GENDER_COST = 0.1  # of two stems, one with a woman's ending and the other with a man's


@dataclass(frozen=True)
class WordPair:
    """Words `left` of one name (positions) that were compared with words `right` of the other; distance 0..1."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    distance: float


@dataclass(frozen=True)
class Alignment:
    """Pairs from left to right, and the positions without a partner on either side."""

    pairs: tuple[WordPair, ...]
    missing_left: tuple[int, ...]
    missing_right: tuple[int, ...]
    cost: float


def align(left: tuple[Word, ...], right: tuple[Word, ...]) -> Alignment:
    """The cheapest alignment of two readings. Ties go to the earlier words, so the result is always the same."""
    if len(left) == 1 and left[0].joined and len(right) > 1:
        cost, pairs = min(_iter_cuts(left[0], right), key=lambda option: option[0])
    elif len(right) == 1 and right[0].joined and len(left) > 1:
        cost, turned = min(_iter_cuts(right[0], left), key=lambda option: option[0])
        pairs = tuple(WordPair(pair.right, pair.left, pair.distance) for pair in turned)
    elif len(left) == len(right) == 2:
        cost, pairs = _two_by_two(left, right)
    else:
        cost, pairs = _Search(left, right).best(0, 0)
    taken_left = {at for pair in pairs for at in pair.left}
    taken_right = {at for pair in pairs for at in pair.right}
    return Alignment(
        pairs,
        tuple(at for at in range(len(left)) if at not in taken_left),
        tuple(at for at in range(len(right)) if at not in taken_right),
        cost,
    )


def _two_by_two(left: tuple[Word, ...], right: tuple[Word, ...]) -> tuple[float, tuple[WordPair, ...]]:
    """What `_Search` would find for two words each, the commonest case, several times faster."""
    (one, two), (three, four) = left, right
    pairs: tuple[WordPair, ...]
    straight = compare_words(one, three), compare_words(two, four)
    crossed = compare_words(one, four), compare_words(two, three)
    if sum(straight) <= sum(crossed):
        best, pairs = sum(straight), (WordPair((0,), (0,), straight[0]), WordPair((1,), (1,), straight[1]))
    else:
        best, pairs = sum(crossed), (WordPair((0,), (1,), crossed[0]), WordPair((1,), (0,), crossed[1]))
    if best > MISSING_COST * (min(one.missing, two.missing) + min(three.missing, four.missing)):
        for i, j, far in ((0, 0, straight[0]), (0, 1, crossed[0]), (1, 0, crossed[1]), (1, 1, straight[1])):
            cost = far + (left[1 - i].missing + right[1 - j].missing) * MISSING_COST
            if cost < best:
                best, pairs = cost, (WordPair((i,), (j,), far),)
    return best, pairs


def _iter_cuts(run: Word, words: tuple[Word, ...]) -> Iterator[tuple[float, tuple[WordPair, ...]]]:
    """Ways to lay a name without breaks (Chinese, spaced pinyin) beside words.

    It may be one of them, three neighbours, or two of them, in their order or turned round, cut where they fit best.
    """
    lost = [word.missing * MISSING_COST for word in words]
    for j, word in enumerate(words):
        far = compare_words(run, word)
        yield far + sum(lost) - lost[j], (WordPair((0,), (j,), far),)
    for j, k in itertools.permutations(range(len(words)), 2):
        far, rest = split_distance(run.sounds, words[j].sounds, words[k].sounds)
        yield far + rest + sum(lost) - lost[j] - lost[k], (WordPair((0,), (j,), far), WordPair((0,), (k,), rest))
    for j in range(len(words) - 2):
        span = (j, j + 1, j + 2)
        far = min(1.0, distance(run.sounds, b"".join(words[k].sounds for k in span)) + JOIN_COST)
        yield 3 * far + sum(lost) - sum(lost[k] for k in span), (WordPair((0,), span, far),)


@functools.lru_cache(maxsize=1 << 17)
def compare_words(one: Word, other: Word) -> float:
    """0..1 between two single words, by whole or by stem, whichever is nearer."""
    if one.kind == "initial" or other.kind == "initial":
        return INITIAL_COST if _begin_alike(one.sounds, other.sounds) else INITIAL_OTHER
    best = _compare_sounds(one.sounds, one.ids, other.sounds, other.ids)
    two_names = one.ids and other.ids and not one.ids & other.ids
    if one.stem and other.stem and not two_names:
        penalty = max(0.0, 2 * (one.stem_cost + other.stem_cost - 2 * GENDER_COST))  # Nurgul is not Nurjan
        penalty += 0.0 if one.gender == other.gender else GENDER_COST
        best = min(best, _compare_sounds(one.stem, one.stem_ids, other.stem, other.stem_ids) + penalty)
    if one.stem:  # also where both have endings: Akhmetzhan is the stem of Akhmetzhanov, and has one itself
        best = min(best, _compare_sounds(one.stem, one.stem_ids, other.sounds, other.ids) + one.stem_cost)
    if other.stem:
        best = min(best, _compare_sounds(one.sounds, one.ids, other.stem, other.stem_ids) + other.stem_cost)
    return best


def _begin_alike(one: bytes, other: bytes) -> bool:
    """Whether two words may begin with one letter: Russian а and Kazakh ә, v and w."""
    if not one or not other:
        return not one and not other
    return sounds().cost[one[0]][other[0]] <= INITIAL_NEAR * UNIT


def _compare_sounds(one: bytes, one_ids: frozenset[str], other: bytes, other_ids: frozenset[str]) -> float:
    """By sounds, unless the lexicon knows both words: then it has the last word."""
    far = distance(one, other)
    if one_ids and other_ids:
        return min(far, KNOWN_SAME) if one_ids & other_ids else min(1.0, far + KNOWN_OTHER)
    return far


class _Search:
    """Depth-first over the left words, remembering what is left of the right ones as a bit mask."""

    def __init__(self, left: tuple[Word, ...], right: tuple[Word, ...]) -> None:
        self.left, self.right = left, right
        self.known: dict[tuple[int, int], tuple[float, tuple[WordPair, ...]]] = {}

    def best(self, at: int, used: int) -> tuple[float, tuple[WordPair, ...]]:
        if (at, used) not in self.known:
            self.known[at, used] = min(self.options(at, used), key=lambda option: option[0])
        return self.known[at, used]

    def options(self, at: int, used: int):
        left, right = self.left, self.right
        if at == len(left):
            yield sum(word.missing for j, word in enumerate(right) if not used >> j & 1) * MISSING_COST, ()
            return
        for j, partner in enumerate(right):
            if not used >> j & 1:
                yield self.step(compare_words(left[at], partner), (at,), (j,), used)
                yield from self.joins(at, j, used)
        cost, pairs = self.best(at + 1, used)
        yield cost + left[at].missing * MISSING_COST, pairs

    def joins(self, at: int, j: int, used: int):
        """One word on one side, two or three neighbours on the other."""
        left, right = self.left, self.right
        if len(left) == len(right):
            return
        for size in (2, 3):
            span = tuple(range(j, j + size))
            if span[-1] < len(right) and not any(used >> k & 1 for k in span):
                whole = b"".join(right[k].sounds for k in span)
                yield self.step(distance(left[at].sounds, whole) + JOIN_COST, (at,), span, used, size)
            span = tuple(range(at, at + size))
            if span[-1] < len(left):
                whole = b"".join(left[k].sounds for k in span)
                yield self.step(distance(whole, right[j].sounds) + JOIN_COST, span, (j,), used, size)

    def step(self, cost: float, here: tuple[int, ...], there: tuple[int, ...], used: int, times: int = 1):
        mask = used
        for j in there:
            mask |= 1 << j
        rest, pairs = self.best(here[-1] + 1, mask)
        return cost * times + rest, (WordPair(here, there, min(1.0, cost)), *pairs)
