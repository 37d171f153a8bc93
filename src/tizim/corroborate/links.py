"""Which account was drawn from which, as a graph, and where a telling comes to an end.

A link goes from the derived account to the account it was drawn from. It is *certain* when a person decided it (and did
not mark it as doubtful), or when it was detected as a repost or a copy of the words; every other detected link is
*uncertain*. What a person decided about two accounts takes every link that was detected between them away, whichever
way it led: "independent" leaves none. Two accounts whose sources were told by the same third person are *shared*: no
copy, but perhaps one voice.

What this deliberately is not: a closure. Uncertain links are never chained when a number is asserted (see `voices`);
one false link costs more than one missed.

Invariants: pure; the same rows in any order give the same graph · a kind that covers only a part of an account
(a quotation, a part that was spun or translated) counts for a statement only if the other account gives it too,
and that two were told by the same third person only if both give it ·
a ring of accounts that lead nowhere else has no end.

>>> from tizim.core.values import Derivation
>>> graph = read_links([Derivation("B", "A", "repost"), Derivation("C", "B", "repost", by="reviewer")], {"A", "B", "C"})
>>> sorted(ends_of("C", graph.certain)[0])
['A']
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from tizim.core.values import Derivation

SURE_KINDS = frozenset({"repost", "near_copy", "copy"})
PARTIAL_KINDS = frozenset(
    {"quotation", "partial_quotation", "spun_partial", "translated_partial", "shared_quote", "cites"}
)
INDEPENDENT_KINDS = frozenset({"none", "independent", "shared_quote", "boilerplate"})
SHARED_KINDS = frozenset({"same_teller"})

Graph = Mapping[str, Mapping[str, str]]


@dataclass
class Links:
    """`certain`, `uncertain` and `shared`: derived account → {account it was drawn from: kind}."""

    certain: dict[str, dict[str, str]] = field(default_factory=dict)
    uncertain: dict[str, dict[str, str]] = field(default_factory=dict)
    shared: dict[str, dict[str, str]] = field(default_factory=dict)
    decided: dict[tuple[str, str], bool] = field(default_factory=dict)

    def all(self) -> dict[str, dict[str, str]]:
        """Every link together."""
        found: dict[str, dict[str, str]] = {}
        for links in (self.shared, self.uncertain, self.certain):
            for derived, targets in links.items():
                found.setdefault(derived, {}).update(targets)
        return found


def read_links(derivations: Iterable[Derivation], giving: Collection[str]) -> Links:
    """The graph that holds for one statement; `giving` are the accounts that give it."""
    rows = sorted(derivations, key=lambda row: (not row.by, row.derived_id, row.source_id, row.kind))
    links = Links()
    decided = {frozenset((row.derived_id, row.source_id)) for row in rows if row.by}
    for row in rows:
        if row.derived_id == row.source_id or row.kind in INDEPENDENT_KINDS:
            continue
        if not row.by and frozenset((row.derived_id, row.source_id)) in decided:
            continue
        if row.kind in PARTIAL_KINDS | SHARED_KINDS and row.source_id not in giving:
            continue
        if row.kind in SHARED_KINDS and row.derived_id not in giving:
            continue
        if row.kind in SHARED_KINDS:
            first, second = sorted((row.derived_id, row.source_id))  # it has no direction
            links.shared.setdefault(second, {})[first] = row.kind
        else:
            _add(links, row)
    return links


def _add(links: Links, row: Derivation) -> None:
    sure = row.certain if row.by else row.kind in SURE_KINDS
    if row.source_id not in links.certain.get(row.derived_id, {}):
        (links.certain if sure else links.uncertain).setdefault(row.derived_id, {})[row.source_id] = row.kind
    if row.by:
        links.decided[row.derived_id, row.source_id] = True


def add_carried(links: Links, carried_by: Mapping[str, str], giving: Collection[str]) -> None:
    """An account that carries another (a report with a daughter's words in it) says the same thing through it."""
    for carried, carrier in carried_by.items():
        if carrier in giving and carried != carrier:
            links.certain.setdefault(carrier, {}).setdefault(carried, "carries")


def ends_of(account_id: str, graph: Graph) -> tuple[frozenset[str], frozenset[str]]:
    """The accounts where this telling comes to an end, and those of rings that lead nowhere else.

    An account without links is its own end.
    """
    ends: set[str] = set()
    rings: set[str] = set()
    for node in _reach(account_id, graph) | {account_id}:
        if not graph.get(node):
            ends.add(node)
        elif all(node in _reach(other, graph) for other in _reach(node, graph)):
            rings.add(node)
    return frozenset(ends), frozenset(rings)


def _reach(account_id: str, graph: Graph) -> set[str]:
    """Every account that can be reached over at least one link."""
    seen: set[str] = set()
    waiting = list(graph.get(account_id, ()))
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(graph.get(node, ()))
    return seen
