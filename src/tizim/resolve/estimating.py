"""Weights learned from an archive without labels: Fellegi–Sunter by expectation and maximisation, as Splink does it.

Takes counts of comparison patterns (the levels of all fields of a pair, and how rare the name is) and gives `Weights`:
- `u` of each field from pairs taken at random, which are hardly ever one person, and then left as it is;
- `m`, the prior, and `u` of the names by turns: how probable it is that a pair of each pattern is one person, and what
  the shares are if that is so. Pairs that share no search key of their names count as different people.
- What is set by hand goes in like `PSEUDO_*` pairs more, so that ten people change little and ten thousand a lot.
- A pair that people judged is not estimated: it counts `JUDGED_COUNTS` times, as what they said.

Deterministic: no random numbers; the same counts give the same weights. Not here: which pairs, storing.

>>> estimate(Counter(), Counter(), mentions=0).of("sex", "other") == HAND_SET.of("sex", "other")
True
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tizim.resolve.features import MentionFeatures
from tizim.resolve.levels import AGREE, FIELD_OF, FIELDS, NOTHING, compare_levels
from tizim.resolve.weights import (
    BY_HAND,
    HAND_SET,
    JUDGED_COUNTS,
    OTHERS,
    USUAL_NAME,
    Share,
    Weights,
    hand_set,
    rounded,
)

Pattern = tuple[tuple[str, ...], int]  # levels in the order of FIELDS, rarity of the name

PSEUDO_SAME = BY_HAND  # pairs of one person
PSEUDO_DIFFERENT = 100.0  # pairs of different people, for each field but the name
PSEUDO_NAMES = 20_000.0  # the same for names, which agree in one pair of a thousand
PSEUDO_FOUND = 5.0  # of the prior: pairs found to be one person
MOST_RANDOM = 10_000
ROUNDS = 40
STILL = 1e-4  # no share moves more than this: done

__all__ = ["HAND_SET", "Pattern", "estimate", "random_levels"]


def estimate(
    counts: Mapping[Pattern, int],
    at_random: Mapping[tuple[str, str], int],
    *,
    mentions: int,
    judged: Sequence[tuple[Pattern, bool]] = (),
    names: Mapping[str, int] | None = None,
    basis: str = "",
) -> Weights:
    """Weights from patterns of pairs with their `counts`, levels of pairs `at_random`, and pairs people `judged`.

    `judged`: (pattern, whether they said "same"); these pairs must not be among `counts`.
    """
    begin = hand_set(mentions)
    different = _fixed_u(begin, at_random, judged)
    said = [Counter[tuple[str, str]](), Counter[tuple[str, str]]()]
    for (levels, _rare), same in judged:
        said[same].update(_named(levels))
    rows = [(levels, rare, count) for (levels, rare), count in sorted(counts.items())]
    shares, prior = {code: _with_u(code, begin, different) for code in FIELD_OF}, begin.prior
    usual = USUAL_NAME
    for _round in range(ROUNDS):
        found = _expect(rows, Weights(prior, shares, mentions, usual=usual))
        new, prior = _maximise(begin, different, found, said, mentions)
        usual = (found[0]["", "usual"] + PSEUDO_SAME * USUAL_NAME) / (found[0]["", "alike"] + PSEUDO_SAME)
        moved = max(abs(new[code][level].m - shares[code][level].m) for code in new for level in new[code])
        shares = new
        if moved < STILL:
            break
    same_count = sum(same for _pattern, same in judged)
    learned = Weights(prior, shares, mentions, names or {}, same_count, len(judged) - same_count, basis, usual)
    return rounded(learned)


def random_levels(
    mentions: Sequence[MentionFeatures], keys: Sequence[frozenset[str]] = (), most: int = MOST_RANDOM
) -> Counter[tuple[str, str]]:
    """(field, level) → how many pairs taken evenly over `mentions` stand there; names are left out.

    So are pairs that share one of their `keys`: in a small archive many of them would be one person.
    """
    found: Counter[tuple[str, str]] = Counter()
    for one, other in _spread(len(mentions), most):
        if not keys or keys[one].isdisjoint(keys[other]):
            found.update(_named(compare_levels(mentions[one], mentions[other], 0.0)))
    return found


def _spread(size: int, most: int) -> Iterator[tuple[int, int]]:
    """Pairs of positions: all if they are few, else neighbours at distances that grow, each position as often."""
    if size * (size - 1) // 2 <= most:
        yield from ((at, other) for at in range(size) for other in range(at))
        return
    steps = max(1, most // size)
    every = 1 if steps > 1 else max(1, size // most)
    for number in range(1, steps + 1):
        step = 1 + (number * (size // 2 - 1)) // (steps + 1)
        yield from ((at, (at + step) % size) for at in range(0, size, every))


def _named(levels: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((one.code, level) for one, level in zip(FIELDS, levels, strict=True) if level != NOTHING)


def _fixed_u(begin: Weights, at_random, judged) -> dict[str, dict[str, tuple[float, float]]]:
    """For each field but the name: level → (u, on how many pairs it rests)."""
    counts = Counter(dict(at_random))
    for (levels, _rare), same in judged:
        if not same:
            counts.update(dict.fromkeys(_named(levels), JUDGED_COUNTS))
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for code, levels in begin.shares.items():
        seen = sum(counts[code, level] for level in levels) if FIELD_OF[code].whole and code != "name" else 0
        found[code] = {
            level: ((counts[code, level] * bool(seen) + PSEUDO_DIFFERENT * one.u) / (seen + PSEUDO_DIFFERENT),
                    float(counts[code, level]))
            for level, one in levels.items()
        }  # fmt: skip
    return found


def _with_u(code: str, begin: Weights, different) -> dict[str, Share]:
    return {level: Share(one.m, different[code][level][0]) for level, one in begin.shares[code].items()}


def _expect(rows, weights: Weights) -> tuple[Counter, Counter]:
    """How many pairs at each (field, level) are one person, and how many pairs with names alike are not.

    Under ("", "") stands how many are one person in all, under ("", "alike") how many of them have names that agree,
    and under ("", "usual") the sum of the shares of people who bear those names.
    """
    same: Counter[tuple[str, str]] = Counter()
    names: Counter[str] = Counter()
    table = [{level: weights.of(one.code, level) for level in weights.shares[one.code]} for one in FIELDS]
    for one in table:
        one[NOTHING] = 0.0
    rare_base, unit = weights.rarity_base, math.log(2)
    agreeing = {level.code for level in FIELD_OF["name"].levels if level.outcome == AGREE}
    plain = {level: one.weight for level, one in weights.shares["name"].items()} | {NOTHING: 0.0}
    codes = [one.code for one in FIELDS]
    for levels, rare, count in rows:
        name = levels[0]
        odds = weights.start + plain[name] + (rare_base + unit * rare if name in agreeing else 0.0)
        for at in range(1, len(table)):
            odds += table[at][levels[at]]
        share = 1 / (1 + math.exp(-odds)) if odds > -700 else 0.0
        names[name] += count * (1 - share)
        if share > 1e-6:
            expected = count * share
            same["", ""] += expected
            if name in agreeing:
                same["", "alike"] += expected
                same["", "usual"] += expected * 2.0**-rare
            for at, level in enumerate(levels):
                same[codes[at], level] += expected
    return same, names


def _maximise(begin: Weights, different, found, said, mentions: int) -> tuple[dict[str, dict[str, Share]], float]:
    same, names = found
    said_other, said_same = said
    all_pairs = mentions * (mentions - 1) / 2
    shares: dict[str, dict[str, Share]] = {}
    for code, levels in begin.shares.items():
        if not FIELD_OF[code].whole:
            shares[code] = dict(levels)
            continue
        counts = {level: same[code, level] + JUDGED_COUNTS * said_same[code, level] for level in levels}
        total = sum(counts.values()) + PSEUDO_SAME
        shares[code] = {}
        for level, one in levels.items():
            u, rests = different[code][level]
            if code == "name":
                rests = names[level] + JUDGED_COUNTS * said_other[code, level]
                u = max((rests + PSEUDO_NAMES * one.u) / (all_pairs + PSEUDO_NAMES), _least_u(level, one.u))
            judged = said_same[code, level] + said_other[code, level]
            shares[code][level] = Share((counts[level] + PSEUDO_SAME * one.m) / total, u, counts[level], rests, judged)
    prior = (same["", ""] + PSEUDO_FOUND) / (all_pairs + PSEUDO_FOUND * (mentions + OTHERS))
    return shares, min(0.5, prior)


def _least_u(level: str, by_hand: float) -> float:
    """Names that are hardly alike mostly share no key and are not seen: what is set by hand is the least."""
    return by_hand if FIELD_OF["name"].level(level).outcome != AGREE else 1e-7
