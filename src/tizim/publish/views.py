"""What a page of a person, a facility or a group says, value by value, ready for the template.

Every value carries the items behind it: which account, from whom, how known, through whom, in which words. The
templates only lay out; they decide nothing. All texts are in the current language (`core.i18n`).

>>> Words("Status", "camp").text
'camp'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from tizim.core.dates import sort_key
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.profiles import Contradiction, Profile, ProfileValue, Voices

from . import wording
from .contents import Contents
from .graph import GraphView, graph_view
from .ordering import leading_name, name_key
from .records import PublicStatement, PublicSubject

FIRST_HAND = frozenset({"experienced_it", "saw_it"})


@dataclass(frozen=True)
class Words:
    """A label and a text, or a link to a page of the register."""

    label: str
    text: Any
    path: str = ""


@dataclass(frozen=True)
class ItemView:
    """One account's saying so."""

    account: int
    source: Any
    how_known: str
    said_on: str
    through: tuple[Any, ...]
    carried_by: int
    words: Any
    as_given: Any
    locator: str
    own: tuple[Words, ...] = ()  # what this account says otherwise, or alone: date, place, qualifiers


@dataclass(frozen=True)
class ValueView:
    label: str
    value: Words
    when: str
    place: str
    notes: tuple[Words, ...]
    items: tuple[ItemView, ...]
    voices: str
    estimate: bool = False
    graph: GraphView = GraphView()


@dataclass(frozen=True)
class SectionView:
    title: str
    values: tuple[ValueView, ...]


@dataclass(frozen=True)
class NameView:
    name: Any
    accounts: tuple[int, ...]


@dataclass(frozen=True)
class Pair:
    """Two statements that cannot both hold."""

    one: ValueView
    other: ValueView
    why: str
    certain: bool


def subject_name(subject: PublicSubject) -> Any:
    """How the register calls a subject on a page of this language."""
    name = leading_name(subject.names, current_language())
    if name:
        return wording.isolate(name)
    return _("A person, name withheld ({code})", code=subject.id[:4])


def names_of(contents: Contents, subject: PublicSubject) -> tuple[NameView, ...]:
    """Every form of the name with the accounts that write it so, the leading one first."""
    written: dict[str, set[int]] = {name: set() for name in subject.names}
    for label, account in contents.labels[subject.id]:
        written[label].add(account)
    for statement in contents.about[subject.id]:
        if statement.property == "name":
            written[statement.value].add(statement.account)
    lead = leading_name(subject.names, current_language())
    ordered = sorted(written, key=lambda name: (name != lead, name))
    return tuple(NameView(wording.isolate(name), tuple(sorted(written[name]))) for name in ordered)


def sections_of(contents: Contents, profile: Profile) -> tuple[SectionView, ...]:
    """The profile's sections in its own order; names stand at the head of the page already."""
    sections = []
    for code, values in profile.sections.items():
        shown = tuple(value_and_graph(contents, value) for value in values if value.property != "name" and value.items)
        if shown:
            sections.append(SectionView(_section_title(code), shown))
    return tuple(sections)


def _section_title(code: str) -> str:
    titles = {
        "about": _("About"),
        "location": _("Where"),
        "chronology": _("Chronology"),
        "reasons": _("Reasons"),
        "status": _("Status"),
        "testifying": _("Who tells"),
        "eyewitness": _("Eyewitness accounts"),
        "additional": _("Further information"),
        "official": _("What the authorities said, as told by others"),
    }
    return titles.get(code, code.replace("_", " "))


def value_view(contents: Contents, value: ProfileValue) -> ValueView:
    """A value of a profile; what not every account says of it stands with the accounts that do."""
    rows = [contents.statements[item.statement_id] for item in value.items]
    return _view(contents, rows, value.valid_when, value.place, value.voices)


def value_and_graph(contents: Contents, value: ProfileValue) -> ValueView:
    """The same with the graph behind its count; where a value stands a second time on a page, it goes without."""
    return replace(value_view(contents, value), graph=graph_view(contents, value))


def statements_view(contents: Contents, rows: Sequence[PublicStatement]) -> ValueView:
    """Statements that say the very same, outside a profile: for the list of those held in a facility."""
    return _view(contents, rows, rows[0].when, rows[0].place, None)


def _view(
    contents: Contents, rows: Sequence[PublicStatement], when: str, place: str, voices: Voices | None
) -> ValueView:
    ordered = sorted(rows, key=lambda row: (row.account, row.id))
    first = ordered[0]
    shared = set(first.qualifiers.items()).intersection(*(row.qualifiers.items() for row in rows))
    if len({row.how_known for row in rows}) > 1:
        shared = {(name, text) for name, text in shared if name != "by"}  # what "by" means hangs on how they know
    items = (item_view(contents, row, tuple(_own(contents, row, when, place, shared))) for row in ordered)
    return ValueView(
        label=wording.property_words(first.property),
        value=_value(contents, first.property, first.value, first.qualifiers.get("relation", "")),
        when=wording.date_words(when),
        place=wording.place_words(place),
        notes=tuple(_notes(contents, first.property, first.how_known, shared)),
        items=tuple(dict.fromkeys(items)),
        voices=wording.voices_words(voices) if voices else "",
        estimate=all(row.how_known == "estimate_of_others" for row in rows),
    )


def _own(
    contents: Contents, row: PublicStatement, when: str, place: str, shared: set[tuple[str, str]]
) -> Iterable[Words]:
    """What one account says of a value that the others do not: a coarser date, another place around it, qualifiers."""
    if row.when != when:
        yield Words("", wording.date_words(row.when) or _("without a date"))
    if row.place != place and row.place:
        yield Words("", wording.place_words(row.place))
    yield from _notes(contents, row.property, row.how_known, row.qualifiers.items() - shared)


def item_view(contents: Contents, row: PublicStatement, own: tuple[Words, ...] = ()) -> ItemView:
    account = contents.accounts[row.account]
    given = row.value_raw if row.value_raw not in ("", row.value, row.as_said) else ""
    return ItemView(
        account=row.account,
        source=wording.source_words(contents.sources[account.source]),
        how_known=wording.code_words("how_known", row.how_known),
        said_on=wording.date_words(account.published_on or account.told_on),
        through=tuple(wording.isolate(name) for name in account.through),
        carried_by=account.carried_by,
        words=wording.isolate(row.as_said, row.language) if row.as_said else "",
        as_given=wording.isolate(given, row.language) if given else "",
        locator=wording.plain(row.locator),
        own=own,
    )


def pairs_of(contents: Contents, contradictions: Iterable[Contradiction]) -> tuple[Pair, ...]:
    """Contradictions, once for each two values: everyone who says either stands with it."""
    found: dict[tuple[Any, ...], Pair] = {}
    for row in contradictions:
        sides = sorted(
            (contents.value_of[row.statement_a], contents.value_of[row.statement_b]),
            key=lambda value: (sort_key(value.valid_when), value.value, value.items[0].statement_id),
        )
        key = (row.rule, row.certain, *(value.items[0].statement_id for value in sides))
        if key not in found:
            one, other = (value_view(contents, value) for value in sides)
            found[key] = Pair(one, other, wording.rule_words(row.rule), row.certain)
    return tuple(found.values())


def held_of(contents: Contents, subject: PublicSubject) -> tuple[tuple[Words, tuple[ValueView, ...]], ...]:
    """Who was held in a facility, as told: each person once, with what is told of it."""
    told: dict[str, list[PublicStatement]] = defaultdict(list)
    for row in contents.held_at[subject.id]:
        here = {name: text for name, text in row.qualifiers.items() if name != "facility"}
        told[contents.subject_of[row.mention]].append(replace(row, qualifiers=here))
    language = current_language()
    people = sorted(
        told, key=lambda slug: (name_key(leading_name(contents.subjects[slug].names, language), language), slug)
    )
    return tuple(
        (
            _link(contents, contents.subjects[slug]),
            tuple(
                statements_view(contents, [row]) for row in sorted(told[slug], key=lambda r: (sort_key(r.when), r.id))
            ),
        )
        for slug in people
    )


def last_word(contents: Contents, slug: str) -> tuple[str, str]:
    """What was told last of a person, and for when: the status or event with the latest date, all of them on a tie.

    The official version is left out: it has a place of its own.
    """
    told = [row for row in contents.about[slug] if row.id not in contents.official]
    rows = [row for row in told if row.property in ("status", "event") and row.when]
    if not rows:
        return "", ""
    latest = max(sort_key(row.when)[::-1] for row in rows)
    last = sorted({(row.property, row.value, row.when) for row in rows if sort_key(row.when)[::-1] == latest})
    words = dict.fromkeys(str(wording.value_words(name, value)) for name, value, _when in last)
    return " / ".join(words), wording.date_words(last[0][2])


def _value(contents: Contents, name: str, value: str, relation: str) -> Words:
    if name != "relation":
        return Words("", wording.value_words(name, value))
    person = contents.find_subject(value)
    label = wording.code_words("relations", relation)
    return _link(contents, person, label) if person else Words(label, "")


def _link(contents: Contents, subject: PublicSubject, label: str = "") -> Words:
    return Words(label, subject_name(subject), contents.path_of(subject.id))


def _by(name: str, how_known: str) -> str:
    """Who is meant by "by": who did it, who said it, or, where an account passes an event on, nobody can tell which."""
    if name != "event":
        return _("According to")
    return _("By") if how_known in FIRST_HAND else _("By, as given")


def _notes(contents: Contents, name: str, how_known: str, qualifiers: Iterable[tuple[str, str]]) -> Iterable[Words]:
    """Qualifiers in words."""
    titles = {
        "by": _by(name, how_known),
        "charge": _("Charge"),
        "detail": _("Detail"),
        "facility": _("Facility"),
        "sentence_years": _("Sentence in years"),
        "instrument": _("By means of"),
    }
    for code, text in sorted(qualifiers):
        facility = contents.find_subject(text) if code == "facility" else None
        if facility:
            yield _link(contents, facility, titles[code])
        elif code in titles and code != "facility":
            yield Words(titles[code], text if text.replace(".", "").isdigit() else wording.isolate(text))


def numbers_held(contents: Contents, slug: str) -> list[Markup]:
    """The numbers held that are told of a facility or group, each with how it is known."""
    rows = {(row.value, row.how_known) for row in contents.about[slug] if row.property == "number_held"}
    return [
        Markup("{} ({})").format(
            wording.value_words("number_held", value), wording.code_words("how_known", how_known) or _("not stated")
        )
        for value, how_known in sorted(rows)
    ]
