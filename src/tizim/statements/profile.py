"""Profiles: all statements about one subject, assembled in the order the field knows. Computed, never stored.

1. Statements stand together when they give the same value of the same property, and neither their dates, their places
   nor their facilities speak against it. A coarser date joins a finer one that it contains ("late 2017" joins
   "October 2017"), an undated statement a dated one, but only where there is exactly one to join; dates that only
   overlap stay apart, and so does everything that contradicts.
2. Facilities and relatives are compared by who is meant (`clusters`), where that is told.
3. Nothing is averaged and nothing left out: every statement is an item of exactly one value.

Not here: counting voices and finding contradictions (`corroborate`; handed in), words on a page (shells, `publish`).
The order of sections follows the published entries of victims' registers.

>>> assemble("m1", "person", [], [], [], []).sections
{}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from tizim.core import profiles
from tizim.core.dates import InexactDate, from_edtf
from tizim.core.errors import NotFound
from tizim.core.places import iter_parents
from tizim.core.profiles import Contradiction, Item, Profile, ProfileValue, Voices
from tizim.core.values import Account, Mention, Source, Statement
from tizim.core.vocabularies import vocabulary
from tizim.core.wording import source_label

SECTIONS = (
    "testifying", "about", "location", "chronology", "reasons", "status", "how_learned", "additional", "eyewitness",
    "supplementary", "official",
)  # fmt: skip
FIRST_HAND = frozenset({"experienced_it", "saw_it"})
KEEPS_APART = ("facility", "sentence_years", "relation", "property")

CountVoices = Callable[[list[Statement]], Voices]


def assemble(
    profile_id: str,
    kind: str,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    accounts: Mapping[str, Account] | Iterable[Account],
    sources: Mapping[str, Source] | Iterable[Source],
    *,
    voices: CountVoices | None = None,
    contradictions: Iterable[Contradiction] = (),
    clusters: Mapping[str, str] | None = None,
) -> Profile:
    """The profile of the subject that `mentions` are. `voices` counts for any list of statements that agree.

    `clusters` (mention id → profile id) lets facilities and relatives of different accounts be recognised as one.
    """
    account_of = accounts if isinstance(accounts, Mapping) else {row.id: row for row in accounts}
    source_of = sources if isinstance(sources, Mapping) else {row.id: row for row in sources}
    sections: dict[str, list[ProfileValue]] = {}
    for group in _group(statements, clusters or {}):
        value = _value(group, account_of, source_of, voices, clusters or {})
        sections.setdefault(_section(group[0]), []).append(value)
    ordered = {name: tuple(sorted(sections[name], key=_place_in_section)) for name in SECTIONS if name in sections}
    official = [row for row in statements if is_official(row, source_of[account_of[row.account_id].source_id])]
    told = [row for row in statements if row not in official] if official else list(statements)
    ids = tuple(sorted(mention.id for mention in mentions))
    names = _names(mentions, statements)
    counted = [voices(rows) if voices and rows else None for rows in (told, official)]
    return Profile(profile_id, kind, ids, names, ordered, tuple(contradictions), *counted)


def is_official(statement: Statement, source: Source) -> bool:
    """Whether it is the official version, and no testimony."""
    return profiles.is_official(statement.how_known, source.kind)


def _names(mentions: Sequence[Mention], statements: Sequence[Statement]) -> tuple[str, ...]:
    """All spellings, the most frequent first."""
    said = Counter(mention.label for mention in mentions if mention.label)
    said.update(row.value for row in statements if row.property == "name" and row.value)
    return tuple(sorted(said, key=lambda name: (-said[name], name)))


def _group(statements: Sequence[Statement], clusters: Mapping[str, str]) -> list[list[Statement]]:
    """Statements that say the same thing, the most precise one of each group first."""
    by_value: dict[tuple[str, ...], list[Statement]] = {}
    for row in statements:
        apart = tuple(clusters.get(text, text) for name in KEEPS_APART for text in [row.qualifiers.get(name, "")])
        value = clusters.get(row.value, row.value) if row.property == "relation" else row.value or row.value_raw
        by_value.setdefault((row.property, _folded(value), *apart), []).append(row)
    return [group for rows in by_value.values() for group in _split(rows)]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _split(rows: list[Statement]) -> list[list[Statement]]:
    """Rows of one value, split where dates or places speak against each other; finest dates and places first."""
    groups: list[list[Statement]] = []
    for row in sorted(rows, key=lambda row: (not row.valid_when, _span_days(row), -len(_around(row.place)), row.id)):
        home = _home(row, [group for group in groups if _places_agree(row, group)])
        groups.append([row]) if home is None else home.append(row)
    return groups


def _home(row: Statement, groups: list[list[Statement]]) -> list[Statement] | None:
    """The group that a row joins: one of its own date, else the only one that it contains."""
    same_date = [group for group in groups if group[0].valid_when == row.valid_when]
    fitting = same_date or [group for group in groups if not row.valid_when or _contains(row, group[0])]
    same_place = [group for group in same_date if group[0].place == row.place]
    fitting = same_place or fitting
    return fitting[0] if len(fitting) == 1 else None


def _span_days(row: Statement) -> int:
    when = _when(row)
    return ((when.latest or date.max) - (when.earliest or date.min)).days if when else date.max.toordinal()


def _when(row: Statement) -> InexactDate | None:
    return from_edtf(row.valid_when) if row.valid_when else None


def _contains(coarse: Statement, fine: Statement) -> bool:
    """Whether everything that `fine` allows is allowed by `coarse`."""
    a, b = _when(coarse), _when(fine)
    if a is None or b is None:
        return False
    starts = a.earliest is None or (b.earliest is not None and a.earliest <= b.earliest)
    return starts and (a.latest is None or (b.latest is not None and b.latest <= a.latest))


def _places_agree(row: Statement, group: list[Statement]) -> bool:
    return all(not row.place or not other.place or _nested(row.place, other.place) for other in group)


def _nested(a: str, b: str) -> bool:
    return a == b or a in _around(b) or b in _around(a)


@lru_cache(maxsize=10_000)
def _around(code: str) -> frozenset[str]:
    """The places that a place lies in; none for a place kept in words."""
    try:
        return frozenset(place.code for place in iter_parents(code)) if code else frozenset()
    except NotFound:
        return frozenset()


def _value(
    group: list[Statement], accounts: Mapping[str, Account], sources: Mapping[str, Source], voices: CountVoices | None,
    clusters: Mapping[str, str],
) -> ProfileValue:  # fmt: skip
    first = group[0]
    place = max((row.place for row in group), key=lambda code: len(_around(code)) if code else -1)
    items = sorted((_item(row, accounts[row.account_id], sources) for row in group), key=_order_of_item)
    related = clusters.get(first.value, first.value) if first.property == "relation" else ""
    return ProfileValue(
        first.property, first.value, first.valid_when, place, _agreed(group), first.value_raw, tuple(items),
        voices(group) if voices else None, related,
    )  # fmt: skip


def _agreed(group: list[Statement]) -> dict[str, str]:
    """Qualifiers that nobody in the group gives otherwise."""
    said: dict[str, set[str]] = {}
    for row in group:
        for name, text in row.qualifiers.items():
            said.setdefault(name, set()).add(text)
    return {name: next(iter(texts)) for name, texts in sorted(said.items()) if len(texts) == 1}


def _item(row: Statement, account: Account, sources: Mapping[str, Source]) -> Item:
    source = sources[account.source_id]
    return Item(
        row.id, account.id, account.number, source.id, source_label(source), row.how_known, row.as_said,
        row.language or account.language, account.told_on, account.through, row.locator, row.valid_when, row.place,
        dict(row.qualifiers), row.told_by,
    )  # fmt: skip


def _section(row: Statement) -> str:
    known = vocabulary("properties")
    more = known.term(row.property).more if row.property in known.codes else {}
    if row.how_known in FIRST_HAND and more.get("firsthand_section"):
        return str(more["firsthand_section"])
    return str(more.get("section", "additional"))


def _place_in_section(value: ProfileValue) -> tuple:
    """By property in the vocabulary's order; events and statuses by their dates, undated last."""
    codes = vocabulary("properties").codes
    when = from_edtf(value.valid_when) if value.valid_when else None
    rank = codes.index(value.property) if value.property in codes else len(codes)
    start = (when.earliest or date.min) if when else date.max
    end = (when.latest or date.max) if when else date.max
    return rank, start, end, -len(value.items), value.value, min(item.account_number for item in value.items)


def _order_of_item(item: Item) -> tuple:
    return item.account_number, item.statement_id
