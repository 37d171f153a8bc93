"""What is known of a mention that helps to tell whether two of them are one person.

Gathers, from one mention and its statements, the values that can be compared; it compares nothing and judges
nothing. What an account does not say stays empty, which later reads "nothing to compare", never "differs".

Invariants: pure · the order of the statements is irrelevant · no value is invented: an age becomes a range of birth
years only where the account says when the person had that age.

>>> from tizim.core.values import Mention, Statement
>>> mention = Mention("m1", "a1", "person", "Толқын Демесін")
>>> found = features(mention, [Statement("s1", "a1", "m1", "age", "34", valid_when="2018")])
>>> found.names, found.born.first, found.born.last
(('Толқын Демесін',), 1983, 1984)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tizim.core.values import Mention, Statement

_PLACES = ("birthplace", "residence", "registered_at")
_CODE = re.compile(r"[0-9]{6}|[a-z]{2}")
_PARTS = re.compile(r"[,;،，、]")
_AGE = re.compile(r"\d{1,3}")
_MAX_NAMES = 8


@dataclass(frozen=True)
class Born:
    """Between the years `first` and `last`; `day` (EDTF) if all agree on one; `loose` if an account hedges."""

    first: int
    last: int
    day: str = ""
    loose: bool = False


@dataclass(frozen=True)
class MentionFeatures:
    """Codes where the vocabulary has them. `relatives`: (relation code, name); `places`: place codes.

    `villages`: what was said of a place and is no place of the gazetteer, in words. `photographs`: digests of files
    ("sha256:…") and hashes of whole pictures ("picture:…"). `id_numbers`: keyed digests, never the numbers.
    """

    mention_id: str
    account_id: str
    kind: str
    names: tuple[str, ...]
    born: Born | None = None
    sexes: frozenset[str] = frozenset()
    ethnicities: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    fathers: tuple[str, ...] = ()
    relatives: tuple[tuple[str, str], ...] = ()
    professions: frozenset[str] = frozenset()
    id_numbers: frozenset[str] = frozenset()
    villages: frozenset[str] = frozenset()
    photographs: frozenset[str] = frozenset()


def features(
    mention: Mention,
    statements: Iterable[Statement],
    *,
    labels: Mapping[str, str] | None = None,
    photographs: Iterable[str] = (),
) -> MentionFeatures:
    """The features of `mention`. `labels`: mention id → label, the names of relatives (none without it).

    `photographs`: what tells the files that are kept as pictures of this mention, and of nobody else in its account.
    """
    own = sorted((row for row in statements if row.mention_id == mention.id), key=lambda row: row.id)
    relatives = tuple(sorted(set(_relatives(own, labels or {}))))
    fathers = {row.value for row in own if row.property == "father_name"}
    fathers |= {name for relation, name in relatives if relation == "father"}
    return MentionFeatures(
        mention_id=mention.id,
        account_id=mention.account_id,
        kind=mention.kind,
        names=_names(mention, own),
        born=_born(own),
        sexes=_values(own, "sex") - {"unknown"},
        ethnicities=_values(own, "ethnicity") - {"unknown"},
        places=frozenset(code for row in own if row.property in _PLACES for code in _codes(row)),
        fathers=tuple(sorted(fathers - {""})),
        relatives=relatives,
        professions=frozenset(value.casefold() for value in _values(own, "profession")),
        id_numbers=_values(own, "id_number"),
        villages=frozenset(village for row in own if row.property in _PLACES for village in _villages(row)),
        photographs=frozenset(photographs),
    )


def _names(mention: Mention, own: list[Statement]) -> tuple[str, ...]:
    found = dict.fromkeys([mention.label])
    for row in own:
        if row.property == "name":
            found.update(dict.fromkeys([row.value, row.value_raw]))
    return tuple(name for name in found if name.strip())[:_MAX_NAMES]


def _values(own: list[Statement], property_: str) -> frozenset[str]:
    return frozenset(row.value for row in own if row.property == property_ and row.value)


def _codes(row: Statement) -> set[str]:
    return {code for code in (row.value, row.place) if _CODE.fullmatch(code)}


def _villages(row: Statement) -> set[str]:
    """The parts of an address that the gazetteer does not know: a village, a street, a town quarter."""
    return set(_split_villages(row.value_raw or row.place_raw or ("" if _CODE.fullmatch(row.value) else row.value)))


@lru_cache(maxsize=1 << 14)
def _split_villages(text: str) -> tuple[str, ...]:
    from tizim.core.places import find_place

    if not text or find_place(text) and not _PARTS.search(text):
        return ()
    parts = (part.strip().casefold() for part in _PARTS.split(text))
    return tuple(part[:80] for part in parts if len(part) > 1 and not _CODE.fullmatch(part) and not find_place(part))


def _relatives(own: list[Statement], labels: Mapping[str, str]):
    for row in own:
        name = labels.get(row.value, "")
        if row.property == "relation" and name:
            yield row.qualifiers.get("relation", ""), name


def _born(own: list[Statement]) -> Born | None:
    """The span of years that covers everything the account says about the birth."""
    found = [born for row in own if (born := _birth(row) or _birth_by_age(row))]
    if not found:
        return None
    days = {born.day for born in found}
    return Born(
        min(born.first for born in found),
        max(born.last for born in found),
        days.pop() if len(days) == 1 else "",
        any(born.loose for born in found),
    )


def _birth(row: Statement) -> Born | None:
    if row.property != "birth" or not row.value:
        return None
    from tizim.core.dates import from_edtf
    from tizim.core.errors import BadInput

    try:
        date = from_edtf(row.value)
    except BadInput:  # kept as text because nobody could read it as a date: nothing to compare
        return None
    if date.earliest is None or date.latest is None:
        return None
    exact = date.earliest == date.latest and not date.qualifier and (date.earliest.month, date.earliest.day) != (1, 1)
    day = date.earliest.isoformat() if exact else ""
    return Born(date.earliest.year, date.latest.year, day, bool(date.qualifier))


def _birth_by_age(row: Statement) -> Born | None:
    """Somebody who was 34 in 2018 was born in 1983 or 1984."""
    ages = [int(number) for number in _AGE.findall(row.value)] if row.property == "age" else []
    if not ages or not row.valid_when:
        return None
    when = _birth(Statement("", "", "", "birth", row.valid_when))
    if not when:
        return None
    loose = when.loose or "~" in row.value
    return Born(when.first - max(ages) - 1, when.last - min(ages), "", loose)
