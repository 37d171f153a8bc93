"""From which mentions and judgements weights are learned, and when anew.

Each circle learns from its first mentions, as many as the largest power of two that it has (at most `MOST_MENTIONS`),
and from its first judgements, likewise from `FEW_JUDGEMENTS` on. So weights are a function of the facts alone, they
change when an archive has doubled and not with each account, and what was proposed at entry is what a rebuild proposes.

>>> [snapshot_size(count) for count in (0, 1, 7, 8, 100_000)]
[0, 1, 4, 8, 16384]
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tizim.core.joining import standing
from tizim.core.values import Judgement
from tizim.resolve.blocks import bearer_keys, counted_keys
from tizim.resolve.estimating import Pattern, estimate, random_levels
from tizim.resolve.features import MentionFeatures
from tizim.resolve.levels import compare_levels
from tizim.resolve.weights import Weights, hand_set, rarity

MOST_MENTIONS = 1 << 14
FEW_JUDGEMENTS = 8
COMMON = 3  # bearers: rarer names are counted together

Judged = dict[tuple[str, str], bool]  # (mention, mention), sorted → whether people judged them the same


def snapshot_size(count: int) -> int:
    """How many of `count` mentions are learned from."""
    return min(MOST_MENTIONS, 1 << (count.bit_length() - 1)) if count > 0 else 0


def judged_by_circle(judgements: Iterable[Judgement], circle_of: Mapping[str, str]) -> dict[str, Judged]:
    """Circle → the pairs that people judged in it and that are learned from. `circle_of`: mention → circle.

    Taken back rows and "undecided" say nothing; of two that contradict each other neither does.
    """
    rows: dict[str, list[tuple[tuple[str, str], bool]]] = defaultdict(list)
    for row in standing(judgements):
        one, other = sorted((row.mention_a, row.mention_b))
        if row.seconds or row.verdict not in ("same", "different") or circle_of.get(one) != circle_of.get(other):
            continue
        if one in circle_of:
            rows[circle_of[one]].append(((one, other), row.verdict == "same"))
    found = {}
    for circle, pairs in rows.items():
        first = pairs[: 1 << (len(pairs).bit_length() - 1)] if len(pairs) >= FEW_JUDGEMENTS else []
        said = {verdict: {pair for pair, same in first if same == verdict} for verdict in (True, False)}
        both = said[True] & said[False]
        found[circle] = {pair: same for pair, same in first if pair not in both}
    return found


def basis(mentions: int, judged: Judged) -> str:
    """What weights rest on, as a short digest: how many mentions, and which judgements."""
    text = repr((snapshot_size(mentions), sorted(judged.items())))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Bearers:
    """How many mentions have about the names of one: its whole names, and its names of one word (0: it has none)."""

    whole: int | None
    single: int


def bearers_of(mention: MentionFeatures, names: Mapping[str, int]) -> Bearers:
    whole, single = bearer_keys(mention)
    counted = max((names.get(key, 0) for key in whole), default=0) if whole else None
    return Bearers(counted, max((names.get(key, 0) for key in single), default=0))


def others(one: Bearers, other: Bearers) -> int:
    """How many others bear the name that two mentions share; a name of one word is as common as that word."""
    whole = min((count for count in (one.whole, other.whole) if count is not None), default=0)
    return max(0, max(whole, one.single, other.single) - 2)


class Learner:
    """Counts patterns of the pairs of each circle's first mentions while an archive is compared."""

    def __init__(
        self, mentions: Sequence[MentionFeatures], circle_of: Sequence[str], own: Sequence[frozenset[str]],
        judged: Mapping[str, Judged],
    ) -> None:  # fmt: skip  # fmt: skip
        self.mentions, self.circle_of, self.own, self.judged = mentions, circle_of, own, judged
        self.first: dict[str, list[int]] = {}
        people: dict[str, list[int]] = defaultdict(list)
        for at, circle in enumerate(circle_of):
            people[circle].append(at)
        self.sizes = {circle: len(all_of_them) for circle, all_of_them in people.items()}
        self.names: dict[str, dict[str, int]] = {}
        self.bearers: dict[int, Bearers] = {}
        self.counts: dict[str, Counter[Pattern]] = {}
        for circle, all_of_them in people.items():
            first = self.first[circle] = all_of_them[: snapshot_size(len(all_of_them))]
            names = Counter(key for at in first for key in counted_keys(mentions[at]))
            self.names[circle] = {key: count for key, count in sorted(names.items()) if count >= COMMON}
            self.counts[circle] = Counter()
            for at in first:
                self.bearers[at] = bearers_of(mentions[at], self.names[circle])
        self.ready_at = max((first[-1] + 1 for first in self.first.values()), default=0)

    def count(self, one: int, other: int, levels: tuple[str, ...]) -> None:
        """A pair was compared. It counts if both are among the first of one circle and nobody judged it."""
        circle = self.circle_of[one]
        if circle != self.circle_of[other] or one not in self.bearers or other not in self.bearers:
            return
        pair = (self.mentions[one].mention_id, self.mentions[other].mention_id)
        if (min(pair), max(pair)) not in self.judged.get(circle, {}):
            self.counts[circle][levels, self._rarity(circle, one, other)] += 1

    def _rarity(self, circle: str, one: int, other: int) -> int:
        if one not in self.bearers or other not in self.bearers:
            return rarity(0, len(self.first[circle]))
        return rarity(others(self.bearers[one], self.bearers[other]), len(self.first[circle]))

    def learn(self) -> dict[str, Weights]:
        """The weights of every circle."""
        return {circle: self._learn(circle) for circle in sorted(self.first)}

    def _learn(self, circle: str) -> Weights:
        first, judged = self.first[circle], self.judged.get(circle, {})
        place = {self.mentions[at].mention_id: at for at, its in enumerate(self.circle_of) if its == circle}
        patterns = []
        for (a, b), same in sorted(judged.items()):
            if a in place and b in place:
                one, other = place[a], place[b]
                levels = compare_levels(self.mentions[one], self.mentions[other])
                patterns.append(((levels, self._rarity(circle, one, other)), same))
        at_random = random_levels([self.mentions[at] for at in first], [self.own[at] for at in first])
        return estimate(
            self.counts[circle], at_random, mentions=len(first), judged=patterns, names=self.names[circle],
            basis=basis(self.sizes[circle], judged),
        )  # fmt: skip

    @staticmethod
    def untaught(mentions: int) -> Weights:
        """What holds before anything was learned."""
        return hand_set(mentions)
