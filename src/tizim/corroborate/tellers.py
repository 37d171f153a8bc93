"""Who told the one who tells: two sources that heard it from one person are one voice.

`Statement.told_by` names a person of the account, or gives words. Only persons join: words ("a cousin in Almaty") are
the same for many people and never compared. Who is the same person is what reviewers judged, and nothing else.

What this deliberately is not: a link between accounts. Somebody who was told one thing saw the next herself, so a
teller counts for the statement that names it. A source is its teller's voice only if everything that it says here was
told by that one person: who also saw it, or heard it from two, is a voice of its own.

>>> from tizim.core.values import Statement
>>> teller_of(Statement("t", "A", "m1", "status", "camp", how_known="told_by_relative", told_by="m9"), {"m9": "p4"})
'p4'
>>> teller_of(Statement("t", "A", "m1", "status", "camp", how_known="saw_it", told_by="m9"), {"m9": "p4"})
''
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tizim.core.values import Statement

from .each import Heard

UNTOLD = frozenset({"", "not_stated"})  # how a source knows that leaves room for a teller, beside "told by …"


def teller_of(statement: Statement, people: Mapping[str, str]) -> str:
    """Who told it, as reviewers know the person; "" where that is not known, or where it was not told."""
    told = statement.how_known.startswith("told_by") or statement.how_known in UNTOLD
    return people.get(statement.told_by, "") if told and statement.told_by else ""


def by_teller(heard: Sequence[Heard]) -> list[Heard]:
    """The same, where every source that has one teller only, shared with another source, counts as that teller."""
    tellers: dict[str, set[str]] = defaultdict(set)
    for each in heard:
        if each.standing.kind == "voice":
            tellers[each.standing.key].add(each.teller)
    told = {key: next(iter(found)) for key, found in tellers.items() if len(found) == 1 and "" not in found}
    sharing: dict[str, set[str]] = defaultdict(set)
    for key, teller in told.items():
        sharing[teller].add(key)
    joined = {key: teller for key, teller in told.items() if len(sharing[teller]) > 1}
    return [_as_told(each, joined.get(each.standing.key, "")) for each in heard]


def _as_told(each: Heard, teller: str) -> Heard:
    if not teller or each.standing.kind != "voice":
        return each
    return replace(each, standing=replace(each.standing, key=f"teller:{teller}"), joined_by_teller=True)
