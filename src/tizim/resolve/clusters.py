"""Which mentions are one person: a pure function of the judgements people made.

1. A row with `undoes` takes another row back and says nothing itself. Taking back a taking-back restores.
2. A row with `seconds` confirms another person's row and says nothing itself.
3. Mentions joined by effective `same` judgements, directly or through others, are one cluster. `different` and
   `undecided` never join and never part.
4. A `different` between two mentions of one cluster is a conflict: reported with the chain that joins them, never
   silently resolved. The cluster stays joined until people take a judgement back (docs/decisions/0020).
5. Where `need_second` asks for it, a `same` joins only if another person confirmed it or judged the same.

The order of the judgements is irrelevant, and so is every row about a mention that is not in `mention_ids`.

>>> from tizim.core.values import Judgement
>>> rows = [Judgement("j1", "m1", "m2", "same", "same ID number", "ann")]
>>> clusters(["m1", "m2", "m3"], rows).of
{'m1': 'm1', 'm2': 'm1', 'm3': 'm3'}
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tizim.core.joining import joined, standing
from tizim.core.values import Judgement

NeedSecond = Callable[[Judgement], bool] | Collection[str]


@dataclass(frozen=True)
class Conflict:
    """`different` ids of the judgements that say so; `chain` ids of the `same` judgements that join the two."""

    cluster: str
    mention_a: str
    mention_b: str
    different: tuple[str, ...]
    chain: tuple[str, ...]


@dataclass(frozen=True)
class Clusters:
    """`of`: mention → cluster id (the smallest mention id of the cluster), sorted by mention.

    `waiting`: ids of `same` judgements that join nothing yet because no second person confirmed them.
    """

    of: dict[str, str]
    conflicts: tuple[Conflict, ...] = ()
    waiting: tuple[str, ...] = ()

    def groups(self) -> dict[str, tuple[str, ...]]:
        """Cluster id → its mentions, both sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for mention, cluster in self.of.items():
            found[cluster].append(mention)
        return {cluster: tuple(found[cluster]) for cluster in sorted(found)}

    def conflicted(self) -> frozenset[str]:
        """Ids of the clusters in which people disagree; nothing new should be published about them."""
        return frozenset(conflict.cluster for conflict in self.conflicts)


def clusters(mention_ids: Iterable[str], judgements: Iterable[Judgement], *, need_second: NeedSecond = ()) -> Clusters:
    """The clusters these judgements make. `need_second` is a set of mention ids, or a rule for a judgement."""
    mentions = sorted(set(mention_ids))
    known, rows = set(mentions), standing(judgements)
    about = [row for row in rows if not row.seconds and {row.mention_a, row.mention_b} <= known]
    same, by_pair = [row for row in about if row.verdict == "same"], of_pairs(rows)
    waiting = {row.id for row in same if _asks(need_second, row) and not _has_second(row, by_pair)}
    joining = [row for row in same if row.id not in waiting]
    of = joined(mentions, ((row.mention_a, row.mention_b) for row in joining))
    different = [row for row in about if row.verdict == "different" and of[row.mention_a] == of[row.mention_b]]
    return Clusters(of, _conflicts(of, joining, different), tuple(sorted(waiting)))


def pair_of(row: Judgement) -> frozenset[str]:
    return frozenset((row.mention_a, row.mention_b))


def of_pairs(rows: Iterable[Judgement]) -> dict[frozenset[str], list[Judgement]]:
    """The rows about each two mentions, in their order."""
    found: dict[frozenset[str], list[Judgement]] = defaultdict(list)
    for row in rows:
        found[pair_of(row)].append(row)
    return found


def new_conflicts(mention_ids: Collection[str], judgements: Sequence[Judgement], row: Judgement) -> list[Conflict]:
    """The conflicts that `row` would add, to be said before it is written."""
    before = {(one.mention_a, one.mention_b) for one in clusters(mention_ids, judgements).conflicts}
    after = clusters(mention_ids, [*judgements, row]).conflicts
    return [one for one in after if (one.mention_a, one.mention_b) not in before or row.id in one.different]


def ways_out(mention_ids: Collection[str], judgements: Sequence[Judgement], conflict: Conflict) -> tuple[str, ...]:
    """The judgements on this conflict of which each alone, taken back, would end it; sorted. Facts, no advice."""
    asked = (conflict.mention_a, conflict.mention_b)
    found = []
    for row_id in sorted({*conflict.different, *conflict.chain}):
        left = clusters(mention_ids, [row for row in judgements if row.id != row_id]).conflicts
        if asked not in {(one.mention_a, one.mention_b) for one in left}:
            found.append(row_id)
    return tuple(found)


def _asks(need_second: NeedSecond, row: Judgement) -> bool:
    if callable(need_second):
        return need_second(row)
    return row.mention_a in need_second or row.mention_b in need_second


def _has_second(row: Judgement, rows: Mapping[frozenset[str], Sequence[Judgement]]) -> bool:
    """Another person said the same of the same two mentions, or confirmed this very row."""
    return any(
        other.by != row.by and other.verdict == row.verdict and other.seconds in ("", row.id)
        for other in rows[pair_of(row)]
    )


def _conflicts(of: dict[str, str], joining: list[Judgement], different: list[Judgement]) -> tuple[Conflict, ...]:
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in different:
        one, other = sorted((row.mention_a, row.mention_b))
        pairs[one, other].append(row.id)
    links: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in joining if pairs else ():
        links[row.mention_a].append((row.mention_b, row.id))
        links[row.mention_b].append((row.mention_a, row.id))
    return tuple(
        Conflict(of[one], one, other, tuple(sorted(pairs[one, other])), _chain(links, one, other))
        for one, other in sorted(pairs)
    )


def _chain(links: dict[str, list[tuple[str, str]]], start: str, goal: str) -> tuple[str, ...]:
    """The shortest chain of `same` judgements from `start` to `goal`; of several, the first by id."""
    chains: dict[str, tuple[str, ...]] = {start: ()}
    queue = deque([start])
    while queue and goal not in chains:
        here = queue.popleft()
        for there, row_id in sorted(links[here], key=lambda link: link[1]):
            if there not in chains:
                chains[there] = (*chains[here], row_id)
                queue.append(there)
    return chains.get(goal, ())
