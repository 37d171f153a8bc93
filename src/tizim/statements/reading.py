"""The value of a statement, as its property asks: codes, dates, places, ages, quantities, names, identity numbers.

Each kind of value has one reader: text in, a `Reading` out. What a reader cannot read stays as given, and `unread`
says what was expected. Not here: dates and places *of* a statement (`validate`).

Invariants: nothing is dropped: either the value is read and the raw text is kept beside it, or the raw text is the
value · a reader depends on its arguments alone, so readings are cached · an identity number appears in no message.

>>> read_value("number_held", "about 6000", "en").value, read_value("nationality", "Казахстан", "ru").value
('5900..6100', 'kz')
>>> read_value("event", "resettled in Kazakhstan", "en")
Reading(value='resettled', qualifiers=(('detail', 'resettled in Kazakhstan'),), place='kz', when='', unread='')
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from tizim.core.dates import find_date
from tizim.core.dates_ages import parse_age
from tizim.core.errors import BadInput
from tizim.core.identity_numbers import find_identity_number
from tizim.core.places import coarsen_place, find_place
from tizim.core.quantities import find_quantity
from tizim.core.vocabularies import vocabulary

from .wording import find_beginning

_YEARS = re.compile(
    r"(\d{1,2})(?:\s*(?:and a half|[.,]5))?[\s-]*(?:years?|yrs?|лет|года?|годам|жыл\w*|يىل\w*|年)", re.IGNORECASE
)
_TOWARDS = re.compile(r"^(?:in|to|at|from|into|for|в|во|на|из)\s+", re.IGNORECASE)
MOVING = frozenset(
    {"travelled", "returned", "resettled", "left_country", "deported", "held", "detained", "transferred"}
)


@dataclass(frozen=True)
class Reading:
    """value and what else the words said; `unread` is what was expected, "" if the value was read."""

    value: str
    qualifiers: tuple[tuple[str, str], ...] = ()
    place: str = ""
    when: str = ""
    unread: str = ""


@lru_cache(maxsize=50_000)
def read_value(property_: str, text: str, language: str) -> Reading:
    """The value of a property of the vocabulary. Empty text is an empty value."""
    plain = text.strip()
    if not plain:
        return Reading("")
    if property_ == "event":
        return _event(plain)
    if property_ == "status":
        return _status(plain)
    kind = vocabulary("properties").term(property_).value_type
    if kind.startswith("code:"):
        return _code(property_, kind.removeprefix("code:"), plain)
    reader = _READERS.get(kind)
    return reader(plain, language) if reader else Reading(plain)


def _find(name: str, text: str) -> str | None:
    """As the vocabulary finds it; "released?" is a doubt, which no code says."""
    return None if "?" in text or "？" in text else vocabulary(name).find(text)


def _event(text: str) -> Reading:
    if code := _find("event_kinds", text):
        return Reading(code)
    leading = find_beginning("event_kinds", text)
    detail = (("detail", text),)
    if leading is None:
        return Reading("other", detail, unread="event_kinds")
    code, rest = leading
    place = find_place(_TOWARDS.sub("", rest)) if code in MOVING and rest else None
    years = _YEARS.search(rest) if code == "sentenced" else None
    more = (("sentence_years", years[1]),) if years else ()
    return Reading(code, detail + more, place.code if place else "")


def _status(text: str) -> Reading:
    if code := _find("statuses", text):
        return Reading(code)
    leading = find_beginning("statuses", text)
    if leading is None:
        return Reading(text, unread="statuses")
    years = _YEARS.search(leading[1]) if leading[0] == "sentenced" else None
    more = (("sentence_years", years[1]),) if years else ()
    return Reading(leading[0], (("detail", text), *more))


def _code(property_: str, name: str, text: str) -> Reading:
    if code := _find(name, text):
        return Reading(code)
    welcome = vocabulary("properties").term(property_).more.get("free_text") == "yes"
    return Reading(text, unread="" if welcome else name)


def _date(text: str, language: str) -> Reading:
    found = find_date(text, language)
    return Reading(found.edtf) if found else Reading(text, unread="date")


_AGED_WHEN = re.compile(r"^(.*?\d.*?)[\s,;(]+(?:in|as of|on|at|в|на)\s+(.*\d{4}.*?)\)?$", re.IGNORECASE)


def _age(text: str, language: str) -> Reading:
    """ "45", "about 45", and "45 in 2018", which says when as well."""
    when = ""
    if found := _AGED_WHEN.match(text):
        date = find_date(found[2], language)
        text, when = (found[1], date.edtf) if date else (text, "")
    try:
        low, high = parse_age(text)
    except BadInput:
        return Reading(text, unread="age")
    return Reading(str(low) if low == high else f"{low}..{high}", when=when)


def _place(text: str, _language: str) -> Reading:
    found = find_place(text)
    return Reading(found.code) if found else Reading(text, unread="place")


def _country(text: str, _language: str) -> Reading:
    found = find_place(text)
    return Reading(coarsen_place(found.code, "country")) if found else Reading(text, unread="country")


def _quantity(text: str, _language: str) -> Reading:
    found = find_quantity(text)
    return Reading(found.written) if found else Reading(text, unread="quantity")


def _id_number(text: str, _language: str) -> Reading:
    found = find_identity_number(text)
    if found is None:
        return Reading(text, unread="id_number")
    return Reading(found.digits, unread="" if found.valid else "id_number")


_READERS: dict[str, Callable[[str, str], Reading]] = {
    "date": _date,
    "age": _age,
    "place": _place,
    "country": _country,
    "quantity": _quantity,
    "id_number": _id_number,
}
