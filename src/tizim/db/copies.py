"""Reads for deciding who copied whom: what was detected about two accounts, what people decided, the passages.

As in `queries`, the rule of who may see what is part of each question: a pair is there only for who may see both.
Not here: what holds for counting (`db.derivations`), words (shells).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from tizim.db import derivations, models, queries
from tizim.db.derivations import Decision
from tizim.policies import Actor

UNDIRECTED = frozenset({derivations.INDEPENDENT, "same_teller"})


@dataclass(frozen=True)
class Pair:
    """Two accounts. `detected` is the kind that the comparison proposes, `evidence` what it rests on; "" and {} where
    only people spoke. `held` is the decision that holds, `decided` all of them in the order in which they were made."""

    derived_id: str
    source_id: str
    detected: str
    evidence: dict
    held: Decision | None = None
    decided: tuple[Decision, ...] = ()

    @property
    def certain(self) -> bool:
        return bool(self.evidence.get("certain"))


@dataclass(frozen=True)
class Side:
    """An account as a comparison shows it."""

    number: int
    called: str
    language: str
    date: str
    text: str


@dataclass(frozen=True)
class Beside:
    """A pair laid side by side. `passages`: (words of the derived account, the same place in the other)."""

    pair: Pair
    derived: Side
    source: Side
    passages: tuple[tuple[str, str], ...]

    @property
    def directed(self) -> bool:
        """Whether anything says that the one was drawn from the other."""
        return bool(self.pair.detected or self.way(self.pair.decided[-1]))

    def way(self, row: Decision) -> str:
        """ "A-52 ← A-50": which way a decision says it went; "" where it says that neither was drawn from the other."""
        if row.kind in UNDIRECTED:
            return ""
        numbers = {self.pair.derived_id: self.derived.number, self.pair.source_id: self.source.number}
        return f"A-{numbers[row.derived_id]} ← A-{numbers[row.source_id]}"


def pairs(reader: Actor, *, decided: bool = False, account_id: str = "") -> list[Pair]:
    """What nobody has decided yet, clearest first; with `decided` everything, also what only people know."""
    visible = queries.current_accounts(reader).order_by().values("id")
    rows = derivations.decisions(visible)
    held, told = derivations.decided(rows), _by_pair(rows)
    found = {}
    edges = models.ReuseEdge.objects.all()
    if account_id:
        edges = edges.filter(Q(derived_id=account_id) | Q(source_id=account_id))
    seen = queries.seen_accounts(reader, {one for pair in edges.values_list("derived_id", "source_id") for one in pair})
    for edge in edges:
        if not {edge.derived_id, edge.source_id} <= seen:
            continue
        key = frozenset((edge.derived_id, edge.source_id))
        found[key] = Pair(edge.derived_id, edge.source_id, edge.kind, edge.evidence, held.get(key), told.get(key, ()))
    for key in told.keys() - found.keys():
        last = told[key][-1]
        found[key] = Pair(last.derived_id, last.source_id, "", {}, held.get(key), told[key])
    kept = [pair for pair in found.values() if decided or (pair.held is None and pair.detected)]
    kept = [pair for pair in kept if not account_id or account_id in (pair.derived_id, pair.source_id)]
    return sorted(kept, key=_clearest_first)


def is_decision(reader: Actor, record_id: str) -> bool:
    """Whether this is a decision about two accounts, and not a judgement about two mentions."""
    visible = queries.current_accounts(reader).order_by().values("id")
    return any(row.id == record_id for row in derivations.decisions(visible))


def _by_pair(rows: Sequence[Decision]) -> dict[frozenset[str], tuple[Decision, ...]]:
    found: dict[frozenset[str], tuple[Decision, ...]] = {}
    for row in rows:
        key = frozenset((row.derived_id, row.source_id))
        found[key] = (*found.get(key, ()), row)
    return found


def _clearest_first(pair: Pair) -> tuple:
    return bool(pair.held), not pair.certain, -float(pair.evidence.get("containment") or 0), pair.derived_id


def side_by_side(reader: Actor, chosen: Collection[Pair]) -> list[Beside]:
    """These pairs with their texts and passages."""
    ids = {one for pair in chosen for one in (pair.derived_id, pair.source_id)}
    rows = queries.current_accounts(reader).filter(id__in=ids).select_related("source")
    sides = {row.id: _side(row) for row in rows}
    return [_beside(pair, sides[pair.derived_id], sides[pair.source_id]) for pair in chosen]


def _side(row: models.Account) -> Side:
    called = row.publication or row.title or row.source.public_name or row.source.code
    return Side(row.number, called, row.language, row.published_on or row.told_on, row.text)


def _beside(pair: Pair, derived: Side, source: Side) -> Beside:
    places = sorted(pair.evidence.get("passages") or (), key=lambda one: one["a_start"])
    passages = ((derived.text[p["a_start"] : p["a_end"]], source.text[p["b_start"] : p["b_end"]]) for p in places)
    return Beside(pair, derived, source, tuple(passages))
