"""What one row of a sheet states, and about whom. Raises BadInput for a row that cannot be understood.

A statement a row: `what`, `value` and their neighbours. "event: released" is the property event with the value
released, and what stands under value is its detail; the name of an event alone ("released") is an event too.
A person a row: every column of a property or an event that holds something is a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tizim.core.drafts import MentionDraft, StatementDraft
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import fold, vocabulary

from .plan import Plan, Property
from .table import Row
from .targets import load_columns

_DIRECT = ("when", "place", "how_known", "as_said")
_QUALIFIERS = ("by", "detail", "sentence_years", "charge", "relation", "told_by")
_MAX_KEY = 80


class Mentions:
    """The subjects of one account. The key comes from kind and name, so that it stays when rows move."""

    def __init__(self) -> None:
        self.drafts: list[MentionDraft] = []
        self._by_name: dict[tuple[str, str], MentionDraft] = {}

    def add(self, kind: str, label: str) -> str:
        found = self._by_name.get((kind, label))
        if found is None:
            key = f"{kind}: {label}"[:_MAX_KEY]
            count = sum(1 for draft in self.drafts if draft.key == key)
            if count:
                key = f"{key[: _MAX_KEY - 5]} #{len(self.drafts)}"
            found = self._by_name[kind, label] = MentionDraft(key, kind, label)
            self.drafts.append(found)
        return found.key

    def labels(self) -> dict[str, str]:
        return {draft.key: draft.label for draft in self.drafts}

    def key_of(self, label: str) -> str:
        """Key of the mention that is written so, or ""."""
        return next((draft.key for draft in self.drafts if draft.label == label), "")


class RowStatements:
    """Reads the rows of one sheet."""

    def __init__(self, plan: Plan, file: str) -> None:
        self.plan, self.file = plan, file
        self.consents = [
            name.removeprefix("consent.") for name in plan.names("statement.") if name.startswith("consent.")
        ]

    def read(self, row: Row, mentions: Mentions) -> list[StatementDraft]:
        """The statements of `row`; new subjects are added to `mentions`. Raises BadInput."""
        label = self.plan.text(row, "about.name")
        stated = {name: self.plan.text(row, f"statement.{name}") for name in (*_DIRECT, *_QUALIFIERS, "facility")}
        what, value = self.plan.text(row, "statement.what"), self.plan.text(row, "statement.value")
        properties = [entry for entry in self.plan.properties.values() if self._holds(row, entry)]
        if not label:
            if what or value or properties:
                raise BadInput(
                    _("The row does not say whom or what it is about."),
                    _("Fill in the name."),
                    field=self._header("about.name"),
                )
            return []
        if value and not what and self.plan.states_rows:
            raise BadInput(
                _("The row has a value but does not say what it is."),
                _("Fill it in."),
                field=self._header("statement.what"),
            )
        subject = mentions.add(self._kind(row), label)
        found = [self._plain(row, subject, "name", text) for text in self.plan.texts(row, "about.also_name")]
        for entry in properties:
            found += self._property(row, subject, entry, mentions)
        if what:
            found.append(self._statement(row, subject, what, value, stated, mentions))
        return found

    def _kind(self, row: Row) -> str:
        text = self.plan.text(row, "about.kind")
        if not text:
            return "person"
        folded = fold(text)
        for kind, words in load_columns()["about_kinds"].items():
            if folded == kind or folded in {fold(word) for word in words}:
                return str(kind)
        raise BadInput(
            _("“{kind}” is not a kind of subject.", kind=text[:80]),
            _("Choose one of: {kinds}.", kinds=", ".join(load_columns()["about_kinds"])),
            field=self._header("about.kind"),
        )

    def _header(self, target: str) -> str:
        positions = self.plan.positions.get(target)
        return self.plan.header[positions[0]] if positions else target

    def _holds(self, row: Row, entry: Property) -> bool:
        return any(self.plan.cell(row, position) for position in (*entry.values, *entry.parts.values()))

    def _statement(
        self, row: Row, subject: str, what: str, value: str, stated: dict[str, str], mentions: Mentions
    ) -> StatementDraft:
        what, value, detail = take_apart(what, value)
        qualifiers = {name: stated[name] for name in _QUALIFIERS if stated[name]}
        if detail:
            qualifiers["detail"] = f"{detail}; {qualifiers['detail']}" if qualifiers.get("detail") else detail
        if stated["facility"]:
            qualifiers["facility"] = mentions.add("facility", stated["facility"])
        if what == "relation":
            value = mentions.add("person", value) if value else ""
        return StatementDraft(
            subject=subject,
            property=what,
            value=value,
            language=self.plan.text(row, "statement.language"),
            locator=self._locator(row),
            qualifiers=qualifiers,
            consent=self._narrowing(row),
            **{name: stated[name] for name in _DIRECT},
        )

    def _plain(self, row: Row, subject: str, name: str, value: str) -> StatementDraft:
        how_known, told_by = (self.plan.text(row, f"statement.{part}") for part in ("how_known", "told_by"))
        return StatementDraft(
            subject, name, value, how_known=how_known, locator=self._locator(row),
            qualifiers={"told_by": told_by} if told_by else {},
        )  # fmt: skip

    def _property(self, row: Row, subject: str, entry: Property, mentions: Mentions) -> Iterator[StatementDraft]:
        parts = {name: self.plan.cell(row, position) for name, position in entry.parts.items()}
        values = [text for position in entry.values if (text := self.plan.cell(row, position))]
        parts["told_by"] = parts.get("told_by") or self.plan.text(row, "statement.told_by")
        qualifiers = {name: parts[name] for name in _QUALIFIERS if parts.get(name)}
        if parts.get("facility"):
            qualifiers["facility"] = mentions.add("facility", parts["facility"])
        if entry.name == "event":
            if detail := "; ".join(text for text in values if not _is_mark(text)):
                qualifiers["detail"] = detail
            if values and all(_is_no(text) for text in values):
                return  # "released: no" is not a release
            values = [entry.kind]
        elif entry.name == "relation":
            values = [mentions.add("person", text) for text in values]
        for value in values or [""]:
            yield StatementDraft(
                subject=subject,
                property=entry.name,
                value=value,
                when=parts.get("when", ""),
                place=parts.get("place", ""),
                how_known=parts.get("how_known") or self.plan.text(row, "statement.how_known"),
                as_said=parts.get("as_said", ""),
                locator=self._locator(row),
                qualifiers=qualifiers,
            )

    def _narrowing(self, row: Row) -> dict[str, str]:
        given = {purpose: self.plan.text(row, f"statement.consent.{purpose}") for purpose in self.consents}
        return {purpose: text for purpose, text in given.items() if text}

    def _locator(self, row: Row) -> str:
        found = f"row {row.number}"
        if number := self.plan.text(row, "statement.number"):
            found += f" (no. {number})"
        if place := self.plan.text(row, "statement.locator"):
            found += f", {place}"
        return found


def take_apart(what: str, value: str) -> tuple[str, str, str]:
    """(property, value, detail): "event: released" and "released" become the event, with the value as its detail.

    >>> take_apart("event: last contact", "by telephone"), take_apart("released", "")
    (('event', 'last contact', 'by telephone'), ('event', 'released', ''))
    """
    properties = vocabulary("properties")
    if (code := properties.find(what)) is not None:
        return code, value, ""
    before, colon, after = (part.strip() for part in re.split("([:：])", what, maxsplit=1)) if re.search(
        "[:：]", what
    ) else (what, "", "")  # fmt: skip
    if colon and after and (code := properties.find(before)):
        return code, after, value
    if vocabulary("event_kinds").find(what):
        return "event", what, value
    return what, value, ""


def _is_mark(text: str) -> bool:
    levels = load_columns()["consent_levels"]
    return fold(text) in {fold(word) for word in (*levels["yes"], *levels["no"])} or text in levels["yes"]


def _is_no(text: str) -> bool:
    return text in load_columns()["consent_levels"]["no"] or fold(text) in {
        fold(word) for word in load_columns()["consent_levels"]["no"] if fold(word)
    }
