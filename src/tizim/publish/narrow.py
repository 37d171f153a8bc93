"""One statement, cut down to what was consented: the rule for every field, as tables.

Works by allow-list: a property, a qualifier or a locator that is not named here does not go out. Codes of a
vocabulary can name nobody, so they need consent to the statement only; any other text may name somebody, so it
needs consent to the name in full as well; what was said word for word needs consent to the words on top of both.
Dates and places become as coarse as consented; a facility is a place as exact as can be.

This module never looks at anything but the statement, its allowance and the links it is given: what it cuts cannot
depend on rows that stay inside.

Spec: docs/spec/release.md, "What a statement keeps".

>>> from tizim.publish.consent import LEVELS, NOTHING
>>> yes = NOTHING.__class__({"publish_statement": 1, "date_precision": LEVELS["date_precision"].index("year")})
>>> cut = narrow(Statement("s1", "a1", "m1", "birth", "1975-03-02", as_said="She was born in March"), yes, {})
>>> cut.value, cut.as_said
('1975', '')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tizim.core.dates import coarsen_date
from tizim.core.errors import TizimError
from tizim.core.places import coarsen_place
from tizim.core.values import Statement
from tizim.core.vocabularies import vocabulary

from .consent import Allowance

CODED = {
    "sex": "sexes",
    "ethnicity": "ethnicities",
    "event": "event_kinds",
    "status": "statuses",
    "reason_suspected": "reasons",
    "reason_official": "reasons",
    "facility_kind": "facility_kinds",
}
NAMES = frozenset({"name", "father_name"})
PLACES = frozenset({"birthplace", "residence", "registered_at", "located_in", "nationality"})
NUMBERS = {"age": re.compile(r"\d{1,3}(\.\.\d{1,3})?"), "number_held": re.compile(r"(\d+|\d+\.\.\d*|\.\.\d+)")}
TEXTS = frozenset({"profession", "health", "treatment", "rules", "step_taken", "note"})
TEXTS |= {"official_description", "official_response"}
AS_GIVEN = frozenset({"number_held", "reason_suspected", "reason_official", "relation"})  # whose wording matters
PUBLIC_PROPERTIES = NAMES | PLACES | TEXTS | NUMBERS.keys() | CODED.keys() | {"birth", "relation"}

FREE_QUALIFIERS = frozenset({"charge", "instrument"})
WORD_QUALIFIERS = frozenset({"detail"})  # what was said, where only a part of it could be read
NUMBER_QUALIFIERS = frozenset({"sentence_years", "low", "high"})
PUBLIC_QUALIFIERS = FREE_QUALIFIERS | WORD_QUALIFIERS | NUMBER_QUALIFIERS | {"by", "facility", "relation"}
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,2})?")
_LOCATOR = re.compile(r"(page|row|line|paragraph|chars?|p\.)\s?[\d ,–-]{1,20}|\d{1,2}:\d{2}(:\d{2})?", re.IGNORECASE)


@dataclass(frozen=True)
class Narrowed:
    """What is left. `related` and `facility` are ids of mentions that are published themselves, or empty."""

    property: str
    value: str
    value_raw: str = ""
    as_said: str = ""
    language: str = ""
    how_known: str = ""
    when: str = ""
    place: str = ""
    locator: str = ""
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    related: str = ""
    facility: str = ""


def narrow(
    statement: Statement, allowed: Allowance, kinds: Mapping[str, str], *, speaks_in_public: bool = False
) -> Narrowed | None:
    """What of `statement` may be shown, or None. `kinds`: mention id → kind, of mentions it may point to."""
    if not allowed.statement:
        return None
    value = _value(statement, allowed, kinds)
    only_words = not statement.value.strip() and statement.property in PUBLIC_PROPERTIES and allowed.words
    if not value and not (only_words and statement.as_said and statement.property != "relation"):
        return None
    pointed_at = statement.qualifiers.get("facility", "")
    locator = statement.locator.strip() if speaks_in_public else ""
    return Narrowed(
        property=statement.property,
        value=value,
        value_raw=statement.value_raw if allowed.words and statement.property in AS_GIVEN else "",
        as_said=statement.as_said if allowed.words else "",
        language=statement.language if allowed.words or statement.property in NAMES else "",
        how_known=_code("how_known", statement.how_known),
        when=coarse_date(statement.valid_when, allowed.dates),
        place=coarse_place(statement.place, allowed.places),
        locator=locator if _LOCATOR.fullmatch(locator) else "",
        qualifiers=_qualifiers(statement, allowed, speaks_in_public),
        related=value if statement.property == "relation" else "",
        facility=pointed_at if allowed.places == "exact" and kinds.get(pointed_at) == "facility" else "",
    )


def coarse_date(edtf: str, precision: str) -> str:
    """`edtf` as coarse as `precision`; "" where that leaves nothing, or where it is no date."""
    if not edtf or precision == "none":
        return ""
    try:
        return coarsen_date(edtf, precision)
    except (ValueError, TizimError):
        return ""


def coarse_place(code: str, precision: str) -> str:
    """The code of the place that holds `code` at `precision`; "" for none and for what is no code."""
    if not code or precision == "none":
        return ""
    try:
        return coarsen_place(code, precision)
    except (KeyError, ValueError, TizimError):
        return ""


def _value(statement: Statement, allowed: Allowance, kinds: Mapping[str, str]) -> str:
    name, value = statement.property, statement.value.strip()
    if name in CODED:
        return _code(CODED[name], value) or _text(value, allowed)
    if name in NUMBERS:
        return value if NUMBERS[name].fullmatch(value) else _text(value, allowed)
    if name in PLACES:
        return coarse_place(value or statement.place, allowed.places) or _place_text(value, allowed)
    if name == "birth":
        return coarse_date(value, allowed.dates)
    if name == "relation":
        return value if kinds.get(value) and kinds.get(statement.mention_id) else ""
    if name in NAMES or name in TEXTS:
        return _text(value, allowed)
    return ""


def _place_text(value: str, allowed: Allowance) -> str:
    """A place that is in no list: as exact as its words, so it needs both consents."""
    known = value.isascii() and (value.isdigit() or len(value) == 2)
    return _text(value, allowed) if allowed.places == "exact" and not known else ""


def _text(value: str, allowed: Allowance) -> str:
    return value if allowed.free_text else ""


def _code(name: str, value: str) -> str:
    return value if value in vocabulary(name).codes else ""


def _qualifiers(statement: Statement, allowed: Allowance, speaks_in_public: bool) -> dict[str, str]:
    """What may stand beside a value. "by" may be who told the source: of private sources that is never shown."""
    told = statement.how_known.startswith("told_by") or not statement.how_known
    kept = {}
    for name, text in statement.qualifiers.items():
        value = text.strip()
        free = name in FREE_QUALIFIERS or (name == "by" and (speaks_in_public or not told))
        free = free and allowed.free_text
        free = free or (name in WORD_QUALIFIERS and allowed.words)
        if free or (name in NUMBER_QUALIFIERS and _NUMBER.fullmatch(value)):
            kept[name] = value
        elif name == "relation" and statement.property == "relation":
            kept[name] = _code("relations", value)
    return {name: value for name, value in kept.items() if value}
