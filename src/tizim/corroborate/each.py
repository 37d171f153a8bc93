"""Who the voices of a count are: the ends that are one, why they are, and the accounts that go back to them.

`voices` counts; this tells the same result voice by voice, for pages that show the graph behind a number.

Invariants: as many voices count here as `Voices.best` says, or none where nobody certain is heard · the order of rows
changes nothing.

>>> said = Statement("t", "A", "m", "status", "camp")
>>> rows = [Heard("B", "A", Source("s", "S-1", "relative"), said, Standing("voice", "s", ""))]
>>> each_voice(rows, {"s"}, {})
(Voice(state='origin', joined='', ends=('A',), items=('B',), counts=True),)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tizim.core.profiles import Voice
from tizim.core.values import Source, Statement

from .standing import Standing

RELATIONS = {"voice": "origin", "carried": "carries", "unresolved": "unresolved"}
OFFICIAL = frozenset({"official_statement", "official_notice"})


@dataclass(frozen=True)
class Heard:
    """What one statement brings to where its telling ends. `item`: the account that says so; `teller`: who told it."""

    item: str
    end: str
    source: Source | None
    statement: Statement
    standing: Standing
    teller: str = ""
    joined_by_teller: bool = False

    @property
    def relation(self) -> str:
        return RELATIONS[self.standing.kind]


def each_voice(
    heard: Iterable[Heard], counted: Collection[str], rings: Mapping[str, Collection[str]]
) -> tuple[Voice, ...]:
    """`counted`: keys of what counts; `rings`: account that says so → the accounts of rings that it only leads to."""
    groups: dict[tuple[str, str], list[Heard]] = defaultdict(list)
    known = set()
    for each in heard:
        known.add(each.item)
        spoken = each.standing.key in counted  # the rumour of one who also speaks for herself is no voice apart
        groups["origin" if spoken and each.relation == "unresolved" else each.relation, each.standing.key].append(each)
    found = [_voice(relation, key, rows, counted) for (relation, key), rows in groups.items()]
    circles: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for item, ring in rings.items():
        if ring and item not in known:
            circles[tuple(sorted(ring))].add(item)
    found += [Voice("circular", "", ring, tuple(sorted(items)), False) for ring, items in circles.items()]
    return tuple(sorted(found, key=lambda one: (not one.counts, one.ends, one.state)))


def _voice(relation: str, key: str, rows: list[Heard], counted: Collection[str]) -> Voice:
    ends, items = sorted({each.end for each in rows}), sorted({each.item for each in rows})
    counts = key in counted and relation != "unresolved"
    return Voice(relation, _joined(relation, key, rows) if len(ends) > 1 else "", tuple(ends), tuple(items), counts)


def _joined(relation: str, key: str, rows: list[Heard]) -> str:
    """Why ends of one key are one voice."""
    if key.startswith("teller:"):
        return "same_teller"
    if relation == "carries":
        official = all(each.statement.how_known in OFFICIAL for each in rows)
        return "same_office" if official else "same_document"
    if len({each.source.id for each in rows if each.source}) == 1:
        return "same_source"
    return "linked" if key.startswith("link:") else "same_name"
