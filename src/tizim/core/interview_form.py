"""The form of an interview: its sections, their fields, and the rows that can be added.

A form is a flat map of names to text: `person.sex`, `person.names.0.name`; a row keeps its number for ever, so that two
people who fill the same form never mean different rows by one name. Not here: words and looks (`web.interview`), what
the answers state (`intake.form_answers`), how drafts are kept (`core.shared_form`).

>>> section_of("person.names.0.name"), FORM["person"].knows("person.names.0.name"), FORM["person"].knows("person.x")
('person', True, False)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_ROWS = 60  # of one group
LONGEST = 100_000  # letters of one answer: the whole telling is one

PURPOSES = (
    "keep", "count", "share_un", "share_partner", "publish_statement", "publish_words", "publish_name",
    "publish_photo", "date_precision", "place_precision",
)  # fmt: skip
EXCEPT = ("", "inside", "un")  # "not this sentence": as the rest, inside only, the United Nations but not in public
KINDS = ("relative", "released_detainee", "eyewitness", "acquaintance", "anonymous", "other")
IDENTITY = ("name", "contact", "safe_way", "safe_hours", "country", "notes")  # sealed


@dataclass(frozen=True)
class Section:
    """One page of the form. `groups`: name of a group of rows → the fields of a row; `begins`: rows at first."""

    code: str
    fields: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        """Whether a form of this section may hold this name."""
        parts = name.split(".")
        if parts[0] != self.code:
            return False
        if len(parts) == 2:  # noqa: PLR2004 - section.field
            return parts[1] in self.fields
        return len(parts) == 4 and parts[2].isdigit() and parts[3] in self.groups.get(parts[1], ())  # noqa: PLR2004

    def names(self, rows: Mapping[str, list[int]]) -> list[str]:
        """All names of this section, in their order; `rows`: the rows that there are, by `section.group`."""
        own = [f"{self.code}.{name}" for name in self.fields]
        for group, fields in self.groups.items():
            home = f"{self.code}.{group}"
            own += [f"{home}.{number}.{name}" for number in rows.get(home, ()) for name in fields]
        return own


SECTIONS = (
    Section("source", ("kind", "relation", "same_as", *IDENTITY, "language", "told_on")),
    Section("consent", (*PURPOSES, "given_how", "given_before", "given_on")),
    Section(
        "person",
        ("father_name", "id_number", "birth", "age", "sex", "ethnicity", "nationality", "birthplace", "registered_at",
         "profession", "same_person"),
        {"names": ("name", "as"), "addresses": ("place", "when")},
    ),
    Section(
        "events",
        ("text",),
        {"events": ("what", "when", "place", "facility", "by", "how", "told_by", "learned", "suspected", "official",
                    "years", "said", "except")},
    ),
    Section(
        "status",
        ("status", "as_of", "place", "how", "health", "dependants", "except"),
        {"relatives": ("name", "relation", "status", "when", "how", "except")},
    ),
    Section("steps", ("why_none",), {"steps": ("to", "when", "what", "reply", "reply_when", "except")}),
    Section("risks", ("victim", "family", "interviewer", "source", "urgency", "why")),
    Section("files", ()),
)  # fmt: skip
FORM: Mapping[str, Section] = {one.code: one for one in SECTIONS}
GROUPS = tuple(f"{one.code}.{group}" for one in SECTIONS for group in one.groups)
BEGINS = {"person.names": 1, "person.addresses": 1, "events.events": 1, "status.relatives": 1, "steps.steps": 1}


def section_of(name: str) -> str:
    return name.split(".", 1)[0]


def row_of(name: str) -> tuple[str, int] | None:
    """(`section.group`, number) of a name that belongs to a row."""
    parts = name.split(".")
    return (f"{parts[0]}.{parts[1]}", int(parts[2])) if len(parts) == 4 else None  # noqa: PLR2004


def rows_in(values: Mapping[str, str], home: str, numbers: list[int]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a group that hold anything, each with its number."""
    section, group = home.split(".")
    found = []
    for number in numbers:
        row = {name: values.get(f"{home}.{number}.{name}", "").strip() for name in FORM[section].groups[group]}
        if any(row.values()):
            found.append((number, row))
    return found
