"""Which statements about one person, facility or group cannot both hold. They stand side by side; nobody is corrected.

The rules are data (`core.exclusions`): dates of birth apart, two deaths, alive after being dead, states that exclude
each other at one time, numbers held without a common number. Dates answer three ways, so a contradiction is *certain*
only where no reading of the dates lets both be true; an undated value is never more than "may not both hold".

A death told as an event also speaks of a state, and the other way round: "died in March" beside "in a camp in May".

What this deliberately is not: a choice between the two, and never a comparison of two persons. The caller gives the
statements of one subject (the mentions judged to be the same).

Invariants: `statement_a` comes before `statement_b` in the order of ids · statements that read the same are shown by
the first of them · the order of statements changes nothing.

>>> from tizim.core.values import Statement
>>> died = Statement("s1", "a1", "m1", "event", "died", valid_when="2018-03")
>>> seen = Statement("s2", "a2", "m1", "status", "camp", valid_when="2018-05-02")
>>> [(found.statement_a, found.statement_b, found.rule, found.certain) for found in contradictions([seen, died])]
[('s1', 's2', 'dead_then_alive', True)]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, product

from tizim.core.exclusions import find_exclusion, rules_beside, rules_of
from tizim.core.profiles import Contradiction
from tizim.core.values import Statement

DEATHS = {"died": "deceased"}  # event → the state that begins with it
DEAD = frozenset({"deceased", "deceased_in_custody"})


def contradictions(statements: Iterable[Statement]) -> list[Contradiction]:
    """Every pair of readings that cannot, or may not, both hold; certain ones first."""
    by_property: dict[str, list[Statement]] = defaultdict(list)
    for statement in _readings(statements):
        by_property[statement.property].append(statement)
    found: dict[tuple[str, str], Contradiction] = {}
    for a, b in _pairs(by_property):
        answer = find_exclusion(a, b)
        if answer is None or (_is_derived(a, b) and answer[0].kind != "not_after"):
            continue
        rule, certain = answer
        known = found.get((a.id, b.id))
        if a.id != b.id and (known is None or (certain and not known.certain)):
            found[a.id, b.id] = Contradiction(a.id, b.id, rule.code, certain)
    return sorted(found.values(), key=lambda one: (not one.certain, one.rule, one.statement_a, one.statement_b))


def _readings(statements: Iterable[Statement]) -> list[Statement]:
    """One statement for all that read the same: the first of them."""
    first: dict[tuple[object, ...], Statement] = {}
    for statement in sorted(statements, key=lambda row: row.id):
        if rules_of(statement.property) or any(statement.property in rule.more["against"] for rule in rules_beside()):
            key = (
                statement.property,
                statement.value or statement.value_raw,
                statement.valid_when,
                statement.place,
                tuple(sorted(statement.qualifiers.items())),
            )
            first.setdefault(key, statement)
    return list(first.values())


def _pairs(by_property: dict[str, list[Statement]]) -> Iterator[tuple[Statement, Statement]]:
    """Pairs to ask about, in the order of ids; a death is also asked as a state and as an event."""
    for rows in by_property.values():
        yield from combinations(rows, 2)
    for rule in rules_beside():
        for other in rule.more["against"]:
            for a, b in product(by_property.get(rule.property, ()), by_property.get(other, ())):
                yield _ordered(a, b)
    events, states = by_property.get("event", []), by_property.get("status", [])
    for event in events:
        if event.value in DEATHS:
            as_state = replace(event, property="status", value=DEATHS[event.value], qualifiers={"told_as": "event"})
            yield from (_ordered(as_state, state) for state in states)
    for state in states:
        if state.value in DEAD:
            as_event = replace(state, property="event", value="died", qualifiers={"told_as": "status"})
            yield from (_ordered(as_event, event) for event in events if event.value not in DEATHS)


def _ordered(a: Statement, b: Statement) -> tuple[Statement, Statement]:
    return (a, b) if a.id <= b.id else (b, a)


def _is_derived(a: Statement, b: Statement) -> bool:
    return "told_as" in a.qualifiers or "told_as" in b.qualifiers
