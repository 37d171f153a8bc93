"""Which two statements about one subject cannot both hold: rules kept as data, asked one pair at a time.

A rule names a property and a way to compare (`core/data/exclusions.yaml`). The answer is a rule and whether it is
certain: dates that may or may not meet give "may not both hold". Not here: which statements are about the same
subject, which of the two is right (nobody's to compute), voices.

Invariants: symmetric · a statement never excludes itself or its equal · no rule ever says which side is true.

>>> from tizim.core.values import Statement
>>> camp = Statement("s1", "a1", "m1", "status", "camp", valid_when="2018-05")
>>> free = Statement("s2", "a2", "m1", "status", "released_free", valid_when="2018")
>>> rule, certain = find_exclusion(camp, free)
>>> rule.code, certain
('statuses_apart', False)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from .dates import InexactDate, after, from_edtf, overlaps, same
from .errors import BadInput, NotFound
from .places import is_within
from .quantities import find_quantity
from .values import Statement
from .vocabularies import load_yaml


@dataclass(frozen=True)
class Rule:
    """`certain` False: the rule never claims more than "may not both hold"."""

    code: str
    property: str
    kind: str
    label: str
    certain: bool = True
    more: Mapping[str, Any] = field(default_factory=dict)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the file."""
    data = load_yaml(Path("exclusions.yaml"))["rules"]
    return tuple(_rule(code, entry) for code, entry in data.items())


@cache
def rules_of(property_: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if rule.property == property_)


def find_exclusion(a: Statement, b: Statement) -> tuple[Rule, bool] | None:
    """The first rule by which `a` and `b` cannot both hold, and whether that is certain; None if none does."""
    if a.property != b.property:
        return _find_beside(a, b)
    for rule in rules_of(a.property):
        answer = _KINDS[rule.kind](rule, a, b)
        if answer is not None:
            return rule, answer and rule.certain
    return None


def _find_beside(a: Statement, b: Statement) -> tuple[Rule, bool] | None:
    """The official version beside another's words: never more than "may not both hold"."""
    for rule in rules_beside():
        for one, other in ((a, b), (b, a)):
            if one.property == rule.property and other.property in rule.more["against"]:
                return rule, False
    return None


@cache
def rules_beside() -> tuple[Rule, ...]:
    """Rules between two properties."""
    return tuple(rule for rule in rules() if rule.kind == "beside")


def _rule(code: str, entry: Mapping[str, Any]) -> Rule:
    known = {"property", "kind", "label", "certain"}
    more = {key: value for key, value in entry.items() if key not in known}
    return Rule(code, entry["property"], entry["kind"], entry["label"], entry.get("certain", "yes") == "yes", more)


# Each kind answers True (certainly exclude one another), False (may), None (do not).


def _one_value(rule: Rule, a: Statement, b: Statement) -> bool | None:
    empty = ("", *rule.more.get("unless", ()))
    return True if a.value != b.value and a.value not in empty and b.value not in empty else None


def _dates_apart(_rule: Rule, a: Statement, b: Statement) -> bool | None:
    one, other = _date(a.value), _date(b.value)
    return True if one and other and same(one, other) is False else None


def _ranges_apart(_rule: Rule, a: Statement, b: Statement) -> bool | None:
    one, other = find_quantity(a.value), find_quantity(b.value)
    if one is None or other is None:
        return None
    apart = _above(one.low, other.high) or _above(other.low, one.high)
    return _meeting(a, b) if apart else None


def _places_apart(_rule: Rule, a: Statement, b: Statement) -> bool | None:
    try:
        return None if is_within(a.value, b.value) or is_within(b.value, a.value) else True
    except NotFound:  # a place kept in words cannot be compared
        return None


def _elsewhere(rule: Rule, a: Statement, b: Statement) -> bool | None:
    """Held at one time in two places of which neither lies in the other; silent unless the times certainly meet."""
    values = rule.more["value"]
    if a.value not in values or b.value not in values or not a.place or not b.place:
        return None
    try:
        nested = is_within(a.place, b.place) or is_within(b.place, a.place)
    except NotFound:  # a place kept in words cannot be compared
        return None
    return None if nested or not _meeting(a, b) else True


def _same_time(rule: Rule, a: Statement, b: Statement) -> bool | None:
    groups: Mapping[str, list[str]] = rule.more["groups"]
    names = [next((name for name, codes in groups.items() if row.value in codes), "") for row in (a, b)]
    if "" in names or names[0] == names[1]:
        return None
    if "dead" in names and a.valid_when and b.valid_when:  # being dead has no end: `not_after` decides
        return None
    return _meeting(a, b)


def _once(rule: Rule, a: Statement, b: Statement) -> bool | None:
    one, other = _date(a.valid_when), _date(b.valid_when)
    if a.value != b.value or a.value not in rule.more["value"] or not one or not other:
        return None
    return True if same(one, other) is False else None


def _not_after(rule: Rule, a: Statement, b: Statement) -> bool | None:
    for last, next_ in ((a, b), (b, a)):
        if last.value in rule.more["value"] and next_.value in rule.more["values"]:
            one, other = _date(last.valid_when), _date(next_.valid_when)
            if one and other:
                return True if after(other, one) else None
    return None


def _qualifier(rule: Rule, a: Statement, b: Statement) -> bool | None:
    name = rule.more["qualifier"]
    one, other = a.qualifiers.get(name, ""), b.qualifiers.get(name, "")
    if a.value != b.value or a.value not in rule.more["value"] or "" in (one, other) or one == other:
        return None
    return _meeting(a, b)


_KINDS: dict[str, Callable[[Rule, Statement, Statement], bool | None]] = {
    "beside": lambda _rule, _a, _b: None,  # never within one property
    "one_value": _one_value,
    "dates_apart": _dates_apart,
    "ranges_apart": _ranges_apart,
    "places_apart": _places_apart,
    "elsewhere": _elsewhere,
    "same_time": _same_time,
    "once": _once,
    "not_after": _not_after,
    "qualifier": _qualifier,
}


def _meeting(a: Statement, b: Statement) -> bool | None:
    """Whether the times of both meet: True certainly, False perhaps (also if one is not stated), None never."""
    one, other = _date(a.valid_when), _date(b.valid_when)
    if not one or not other:
        return False
    answer = overlaps(one, other)
    return None if answer is False else bool(answer)


def _above(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low > high


@cache
def _date(edtf: str) -> InexactDate | None:
    try:
        return from_edtf(edtf) if edtf else None
    except BadInput:
        return None
