"""The lists: home, people, every form of a name, facilities and groups, changes.

>>> Group("A", ()).rows
()
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tizim.core.i18n import current_language, ngettext
from tizim.core.i18n import gettext as _

from . import views, wording
from .changes import log_of
from .contents import Contents
from .ordering import heading, leading_name, name_key, reading
from .records import PublicSubject

NEWEST = 12  # on the home page


@dataclass(frozen=True)
class Row:
    """One line of a list: a link, other forms of the name, a few facts."""

    path: str
    name: Any
    others: tuple[Any, ...] = ()
    facts: tuple[Any, ...] = ()
    reading: str = ""


@dataclass(frozen=True)
class Group:
    heading: str
    rows: tuple[Row, ...]


def home(contents: Contents) -> dict[str, Any]:
    release = contents.register.release
    people, facilities = len(contents.of_kind("person")), len(contents.of_kind("facility"))
    groups, accounts = len(contents.of_kind("group", "organisation")), len(contents.accounts)
    figures = [
        ("people.html", people, ngettext("person", "people", people)),
        ("places.html", facilities, ngettext("facility", "facilities", facilities)),
        ("places.html", groups, ngettext("group", "groups", groups)),
        ("", accounts, ngettext("account behind them", "accounts behind them", accounts)),
    ]
    changed = (*contents.changes.added, *contents.changes.changed)[:NEWEST]
    return {
        "office": release.office,
        "figures": [figure for figure in figures if figure[1]],
        "totals": list(_totals(contents)),
        "changed": _links(contents, changed) if release.previous else [],
    }


def _totals(contents: Contents) -> Iterable[str]:
    """What the archive documents beyond the published: rounded down, by `totals.declassify_totals` only."""
    totals = contents.register.projection.totals
    if "people" in totals:
        yield _(
            "Documented in the office's archive, counted with the sources' consent and rounded down: {number} people.",
            number=wording.number_words(str(totals["people"])),
        )
    if "accounts" in totals:
        number = wording.number_words(str(totals["accounts"]))
        yield _("Accounts in the archive, counted in the same way: {number}.", number=number)


def people(contents: Contents) -> dict[str, Any]:
    return {
        "title": _("People"),
        "introduction": _("Everyone who may be shown, under the name nearest to this language, with all other forms."),
        "groups": _grouped(contents, contents.of_kind("person")),
        "more": views.Words("", _("All forms of the names"), "names.html"),
    }


def names(contents: Contents) -> dict[str, Any]:
    """Every form of every name, each leading to its page."""
    language = current_language()
    forms = [(name, row.id) for row in contents.subjects.values() if row.kind == "person" for name in row.names]
    forms.sort(key=lambda form: (name_key(form[0], language), form[1]))
    groups: dict[str, list[Row]] = {}
    for name, slug in forms:
        groups.setdefault(heading(name, language), []).append(Row(contents.path_of(slug), wording.isolate(name)))
    return {
        "title": _("All forms of the names"),
        "introduction": _("Every way in which a name is written in any account, in every script."),
        "groups": [Group(letter, tuple(rows)) for letter, rows in groups.items()],
        "more": None,
    }


def places(contents: Contents) -> dict[str, Any]:
    sections = (
        (_("Facilities"), contents.of_kind("facility")),
        (_("Groups and organisations"), contents.of_kind("group", "organisation")),
    )
    groups = [Group(title, tuple(_row(contents, row) for row in _sorted(rows))) for title, rows in sections if rows]
    return {
        "title": _("Facilities and groups"),
        "introduction": _("Numbers of people held are shown as who says them, how they know, and on whose authority."),
        "groups": groups,
        "more": None,
    }


def changes(contents: Contents) -> dict[str, Any]:
    release, found = contents.register.release, contents.changes
    log = [
        {**vars(entry), "date": wording.date_words(entry.date_on)}
        for entry in log_of(release.number, release.date_on, found, release.previous)
    ]
    added = _links(contents, found.added) if release.previous else []
    return {
        "log": log,
        "lists": [(_("New pages"), added), (_("Changed pages"), _links(contents, found.changed))],
    }


def _links(contents: Contents, slugs: Iterable[str]) -> list[views.Words]:
    subjects = _sorted(contents.subjects[slug] for slug in slugs)
    return [views.Words("", views.subject_name(row), contents.path_of(row.id)) for row in subjects]


def _sorted(subjects: Iterable[PublicSubject]) -> list[PublicSubject]:
    """By leading name; those without a name last, by the code of their page."""
    language = current_language()

    def key(row: PublicSubject) -> tuple[Any, ...]:
        name = leading_name(row.names, language)
        return not name, name_key(name, language) if name else (), row.id

    return sorted(subjects, key=key)


def _grouped(contents: Contents, subjects: Iterable[PublicSubject]) -> list[Group]:
    language = current_language()
    groups: dict[str, list[Row]] = {}
    for row in _sorted(subjects):
        name = leading_name(row.names, language)
        title = heading(name, language) if name else _("Names withheld")
        groups.setdefault(title, []).append(_row(contents, row))
    return [Group(title, tuple(rows)) for title, rows in groups.items()]


def _row(contents: Contents, row: PublicSubject) -> Row:
    lead = leading_name(row.names, current_language())
    facts: list[Any] = []
    if row.kind == "person":
        facts.extend(word for word in views.last_word(contents, row.id) if word)
    else:
        facts.extend(views.numbers_held(contents, row.id))
    voices = contents.register.profiles[row.id].voices
    if voices and voices.items:
        facts.append(wording.voices_words(voices))
    others = tuple(wording.isolate(name) for name in row.names if name != lead)
    return Row(
        contents.path_of(row.id), views.subject_name(row), others, tuple(facts), reading(lead, current_language())
    )
