"""Who may be the same person: proposals with a receipt. People decide; nothing here joins anything.

Mentions of one kind that share a search key are compared (`blocks`), at which level they stand in each field
(`levels`), what that weighs in this archive (`weights`, learned by `estimating` from the first mentions of each
circle), and what it adds up to (`weighing`).

Two mentions of one circle (the compartment of staff that may see them) are weighed by weights learned in it alone, so
that what others took in changes nothing that its readers see; two of different circles by those of the larger one.

Invariants: pure · symmetric (mention_a < mention_b) · a function of the mentions and the order in which they were
told · every field is on the receipt, also those with nothing to compare · the receipt adds up.

>>> from tizim.resolve.features import Born, MentionFeatures
>>> one = MentionFeatures("m1", "a1", "person", ("Толқын Демесін",), born=Born(1983, 1984))
>>> other = MentionFeatures("m2", "a2", "person", ("托勒肯·德梅辛",), born=Born(1984, 1984))
>>> [proposal] = propose([other, one])
>>> proposal.mention_a, [reason.field for reason in proposal.reasons if reason.outcome == "agree"]
('m1', ['name', 'birth'])
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from tizim.names import pack, prepare, similarities_packed, unordered
from tizim.resolve.blocks import Blocks, block_keys
from tizim.resolve.features import MentionFeatures
from tizim.resolve.learning import Bearers, Judged, Learner, bearers_of, others
from tizim.resolve.levels import FIELD_OF, LOOSE, NOTHING, TURNED, compare_levels, photograph_level
from tizim.resolve.weighing import Proposal, probability, receipt
from tizim.resolve.weights import Weights

MOST_PROPOSED = 20  # for each new mention with those of one circle: more nobody looks at
LEAST = 0.05  # less probable pairs are not worth a person's time
HARDLY_ALIKE = FIELD_OF["name"].level("hardly").least  # less alike are not weighed, but with an ID number or picture


@dataclass(frozen=True)
class Sided:
    """A mention with the circle it lies in and its block keys."""

    mention: MentionFeatures
    circle: str
    keys: frozenset[str]


@dataclass(frozen=True)
class Proposed:
    """`weights`: circle → what was learned in it, by which its proposals are weighed; `sizes`: circle → mentions."""

    proposals: list[Proposal]
    weights: dict[str, Weights]
    sizes: dict[str, int]
    blocks: Blocks


def propose(mentions: Iterable[MentionFeatures], *, least: float = LEAST) -> list[Proposal]:
    """Proposals of at least this probability among `mentions`, most probable first."""
    ordered = sorted(mentions, key=lambda one: one.mention_id)
    return propose_by_compartment(ordered, {one.account_id: "" for one in ordered}, least=least).proposals


def propose_by_compartment(
    mentions: Sequence[MentionFeatures],
    compartment_of: Mapping[str, str],
    *,
    judged: Mapping[str, Judged] | None = None,
    least: float = LEAST,
) -> Proposed:
    """Proposals of a whole archive. `mentions` in the order in which they were told; `compartment_of`: account →
    circle.

    `judged`: circle → what people judged in it (`learning.judged_by_circle`).
    """
    sided = [Sided(one, compartment_of[one.account_id], block_keys(one)) for one in mentions]
    packed = [packed_names(one) for one in mentions]
    learner = Learner(mentions, [one.circle for one in sided], [one.keys for one in sided], judged or {})
    blocks, circles = Blocks(), sorted({one.circle for one in sided})
    found: list[Proposal] = []
    waiting: list[tuple[int, int, tuple[str, ...]]] = []
    weights: dict[str, Weights] = {}
    weigher = Weigher(weights)
    for at, new in enumerate(sided):
        met = [one for circle in circles for one in blocks.meet(circle, new.mention.kind, new.keys)]
        blocks.add(new.circle, new.mention.kind, new.keys, at)
        for where, levels in compare_with(new.mention, [mentions[one] for one in met], [packed[one] for one in met]):
            learner.count(met[where], at, levels)
            waiting.append((met[where], at, levels))
        if at + 1 == learner.ready_at:
            weights.update(learner.learn())
        if weights:
            for place, met_then in groupby(waiting, key=itemgetter(1)):
                found += weigher.best(sided[place], ((sided[one], levels) for one, _at, levels in met_then), least)
            waiting.clear()
    return Proposed(ranked(found), weights, learner.sizes, blocks)


def packed_names(mention: MentionFeatures) -> tuple[bytes, ...]:
    """Its names, ready to be compared."""
    return tuple(pack(prepare(name)) for name in mention.names)


def compare_with(
    new: MentionFeatures, others: Sequence[MentionFeatures], packed: Sequence[tuple[bytes, ...]]
) -> list[tuple[int, tuple[str, ...]]]:
    """(position in `others`, levels) of those whose names are not too far from those of `new`.

    `packed`: the names of `others` (`packed_names`).
    """
    if not others:
        return []
    found = []
    for at, (share, turned) in enumerate(ordered_shares(packed_names(new), packed)):
        other = others[at]
        if share >= HARDLY_ALIKE or turned or new.id_numbers & other.id_numbers or _same_picture(new, other):
            found.append((at, compare_levels(new, other, share, turned)))
    return found


def _same_picture(one: MentionFeatures, other: MentionFeatures) -> bool:
    return photograph_level(one.photographs, other.photographs) != NOTHING


def ordered_shares(ours: Sequence[bytes], packed: Sequence[tuple[bytes, ...]]) -> list[tuple[float, bool]]:
    """How alike names are, and whether they agree only if the words may stand in another order.

    Names are never less alike for that, so most pairs are done after one comparison.
    """
    free = name_shares([unordered(name) for name in ours], packed)
    found = [(share, False) for share in free]
    near = [at for at, share in enumerate(free) if share >= HARDLY_ALIKE]
    for at, share in zip(near, name_shares(ours, [packed[at] for at in near]) if near else [], strict=True):
        found[at] = (share, share < LOOSE and free[at] >= TURNED)
    return found


def name_shares(ours: Sequence[bytes], packed: Sequence[tuple[bytes, ...]]) -> list[float]:
    """How alike the best two names are, with each of those whose names are `packed`."""
    if len(ours) == 1 and all(len(names) == 1 for names in packed):
        return similarities_packed(ours[0], [names[0] for names in packed])
    flat = [name for names in packed for name in names]
    best = [0.0] * len(flat)
    for name in ours:
        best = list(map(max, best, similarities_packed(name, flat)))
    shares, start = [], 0
    for names in packed:
        end = start + len(names)
        shares.append(max(best[start:end], default=0.0))
        start = end
    return shares


class Weigher:
    """Weighs compared pairs by the weights of their circles; remembers what a pattern comes to."""

    def __init__(self, weights: Mapping[str, Weights]) -> None:
        self.weights = weights
        self.known: dict[tuple[str, tuple[str, ...], int], float] = {}
        self.bearers: dict[tuple[str, str], Bearers] = {}

    def best(self, new: Sided, met: Iterable[tuple[Sided, tuple[str, ...]]], least: float) -> list[Proposal]:
        """The receipts of the most probable `MOST_PROPOSED` pairs of a new mention with those of each circle it met."""
        found, counts = [], Counter[str]()
        for other, levels in met:
            circle = new.circle if new.circle == other.circle else larger(self.weights, new.circle, other.circle)
            bearers = others(self._bearers(circle, new), self._bearers(circle, other))
            chance = self._chance(circle, levels, bearers)
            if chance >= least:
                found.append((-chance, other.mention.mention_id, other, levels, circle, bearers))
        best = []
        for _chance, _id, other, levels, circle, bearers in sorted(found, key=itemgetter(0, 1)):
            counts[other.circle] += 1
            if counts[other.circle] <= MOST_PROPOSED:
                best.append(receipt(*_in_order(new, other), levels, self.weights[circle], bearers))
        return best

    def _chance(self, circle: str, levels: tuple[str, ...], bearers: int) -> float:
        key = (circle, levels, self.weights[circle].rarity(bearers))
        if key not in self.known:
            self.known[key] = probability(levels, self.weights[circle], bearers)
        return self.known[key]

    def _bearers(self, circle: str, one: Sided) -> Bearers:
        key = (circle, one.mention.mention_id)
        if key not in self.bearers:
            self.bearers[key] = bearers_of(one.mention, self.weights[circle].names)
        return self.bearers[key]


def _in_order(one: Sided, other: Sided) -> tuple[MentionFeatures, MentionFeatures]:
    first, second = sorted((one.mention, other.mention), key=lambda mention: mention.mention_id)
    return first, second


def larger(weights: Mapping[str, Weights], one: str, other: str) -> str:
    """Of two circles the one that learned from more mentions: by what both hold, and nothing else."""
    return min(one, other, key=lambda circle: (-weights[circle].mentions, circle))


def candidates(
    new: MentionFeatures, others: Iterable[MentionFeatures], *, weights: Weights | None = None, least: float = LEAST,
    limit: int = 20,
) -> list[Proposal]:  # fmt: skip
    """One new mention against others, at entry: at most `limit`, most probable first."""
    kept = [one for one in others if one.mention_id != new.mention_id and one.kind == new.kind]
    weigher = Weigher({"": weights or Learner.untaught(len(kept) + 1)})
    own = Sided(new, "", block_keys(new))
    compared = compare_with(new, kept, [packed_names(one) for one in kept])
    met = [(Sided(kept[at], "", block_keys(kept[at])), levels) for at, levels in compared]
    return ranked(weigher.best(own, met, least))[:limit]


def ranked(found: Iterable[Proposal]) -> list[Proposal]:
    """Most probable first."""
    return sorted(found, key=lambda proposal: (-proposal.probability, proposal.mention_a, proposal.mention_b))
