"""A suggestion as a statement of one account: corrected, with the mentions that it needs, and validated.

A subject is the mention of the account that bears the same name and is of the same kind, unless the person chooses
another or a new one; whoever is not there yet becomes a mention. Nothing is written here (`actions.suggestions` does).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tizim.actions.take_in import statement_row
from tizim.core.drafts import AccountDraft, MentionDraft, Problem, SourceDraft, StatementDraft, StatementReady
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.core.suggestions import Reading, SuggestedSubject, Suggestion
from tizim.db import models
from tizim.intake.format import clean_text as clean
from tizim.policies import Actor
from tizim.statements import validate

NEW = "new"  # instead of the key of a mention: make one, whoever else is called so
_LETTERS = {"person": "p", "facility": "f", "organisation": "o", "event": "e", "group": "g", "document": "d"}


@dataclass(frozen=True)
class Correction:
    """What the person states instead; None leaves a part as suggested.

    subject    key of a mention of the account that states it, or NEW; kind, name: of a new mention
    said_by    who says so, outermost medium first; () is the account's own voice
    speaker    code of `source_kinds` for a quoted speaker, where the words do not show it
    """

    property: str | None = None
    value: str | None = None
    when: str | None = None
    place: str | None = None
    how_known: str | None = None
    qualifiers: Mapping[str, str] | None = None
    subject: str | None = None
    kind: str | None = None
    name: str | None = None
    said_by: tuple[str, ...] | None = None
    speaker: str = ""


def draft_of(row: models.Account, suggestion: Suggestion, correction: Correction) -> StatementDraft:
    """The statement that the person means, with the passage word for word. Subjects are keys of the reading."""

    def part(name: str) -> str:
        corrected = getattr(correction, name)
        return str(getattr(suggestion, name) if corrected is None else corrected)

    qualifiers = dict(suggestion.qualifiers if correction.qualifiers is None else correction.qualifiers)
    return StatementDraft(
        subject=suggestion.subject, property=part("property"), value=part("value"), when=part("when"),
        place=part("place"), how_known=part("how_known"), as_said=row.text[suggestion.start : suggestion.end],
        language=row.language, locator=f"chars {suggestion.start}-{suggestion.end}", qualifiers=qualifiers,
    )  # fmt: skip


class Stating:
    """A statement of one account, with the mentions that it needs: those of the same name, else new ones."""

    def __init__(self, by: Actor, home: models.Account, reading: Reading, correction: Correction) -> None:
        self.by, self.home, self.correction = by, home, correction
        self.subjects = {one.key: one for one in reading.subjects}
        self.mentions = {one.key: one for one in models.Mention.objects.filter(account=home).order_by("id")}
        self.made: dict[str, models.Mention] = {}
        self.keys: dict[str, str] = {}

    def state(self, said: StatementDraft) -> tuple[models.Statement, list[Problem]]:
        """The rows, not yet written; BadInput if nothing can be stated so."""
        subject = self._subject(said.subject)
        value = self._key(said.value) if said.property == "relation" else said.value
        qualifiers = dict(said.qualifiers)
        if qualifiers.get("facility"):
            qualifiers["facility"] = self._key(qualifiers["facility"])
        everyone = self.mentions | self.made
        source = SourceDraft(self.home.source.kind, public_name=self.home.source.public_name,
                             relation=self.home.source.relation)  # fmt: skip
        draft = AccountDraft(
            self.home.kind, source, language=self.home.language, origin=f"A-{self.home.number}",
            mentions=tuple(MentionDraft(key, one.kind, one.label) for key, one in everyone.items()),
            statements=(replace(said, subject=subject, value=value, qualifiers=qualifiers),),
        )  # fmt: skip
        ready, problems = validate(draft)
        if not ready:
            raise BadInput(problems[0].message if problems else _("The row does not say what is stated."))
        return self._row(ready[0], everyone), problems

    def _row(self, ready: StatementReady, everyone: Mapping[str, models.Mention]) -> models.Statement:
        if ready.property == "id_number":
            raise BadInput(
                _("An identity number is not taken from a text."), _("State it in a file, where it is sealed.")
            )
        return statement_row(ready, self.home, everyone, self.by)

    def _subject(self, key: str) -> str:
        chosen, suggested = self.correction.subject, self.subjects[key]
        if chosen and chosen != NEW:
            if chosen not in self.mentions:
                what = _("There is no mention {name}.", name=f"A-{self.home.number}/{chosen}")
                raise BadInput(what, _("See them with: tizim accounts A-{number}.", number=self.home.number))
            return chosen
        kind, label = self.correction.kind or suggested.kind, self.correction.name or suggested.label
        return self._named(key, kind, label, new=chosen == NEW)

    def _key(self, text: str) -> str:
        """Of a related person or a facility: a subject of the reading, a mention of the account, or words as given."""
        one: SuggestedSubject | None = self.subjects.get(text)
        return self._named(one.key, one.kind, one.label) if one else text

    def _named(self, suggested: str, kind: str, label: str, *, new: bool = False) -> str:
        if suggested in self.keys:
            return self.keys[suggested]
        found = [] if new else [key for key, one in self.mentions.items() if (one.kind, one.label) == (kind, label)]
        if len(found) > 1:
            known = ", ".join(f"A-{self.home.number}/{key}" for key in found)
            raise BadInput(_("“{name}” may be several: {known}.", name=label, known=known),
                           _("Say who is meant: --subject KEY, or --subject new."))  # fmt: skip
        self.keys[suggested] = found[0] if found else self._add(kind, label)
        return self.keys[suggested]

    def _add(self, kind: str, label: str) -> str:
        if kind not in _LETTERS:
            raise BadInput(_("“{kind}” is no kind of mention.", kind=kind), ", ".join(_LETTERS))
        if any("\ud800" <= sign <= "\udfff" for sign in label):
            raise BadInput(_("The name has a sign that is no character."), _("Write the name again."))
        taken, number = self.mentions.keys() | self.made.keys(), 1
        while f"{_LETTERS[kind]}{number}" in taken:
            number += 1
        key = f"{_LETTERS[kind]}{number}"
        self.made[key] = models.Mention(
            account=self.home, key=key, kind=kind, label=clean(label), recorded_by=self.by.name
        )
        return key
