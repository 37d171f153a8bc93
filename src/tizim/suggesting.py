"""Suggestions of the reading aid for a file or an account: numbered, with what people decided about them.

A composition like `deciding`: it reads the text with `tizim.reading`, and what was decided from `db.suggestions`.
Nothing is written here (`actions.suggestions`), and no suggestion is stored: the same text gives the same ones, in the
same order, so that their numbers stay while people work through them.

>>> found = read_words("page", "Tolqyn Demesin was detained in late 2017.", "en")         # doctest: +SKIP
>>> [(offer.number, offer.line, offer.suggestion.value) for offer in found.offers]        # doctest: +SKIP
[(1, 1, 'detained')]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tizim.core.drafts import Problem
from tizim.core.errors import BadInput, NotFound
from tizim.core.i18n import gettext as _
from tizim.core.suggestions import Decision, Reading, SuggestedSubject, Suggestion, proposed
from tizim.policies import Actor


@dataclass(frozen=True)
class Offer:
    """One suggestion. `number` from 1, in the order of the passages; `line` of the text, from 1; `decided`: by whom."""

    number: int
    line: int
    suggestion: Suggestion
    subject: SuggestedSubject
    decided: Decision | None = None


@dataclass(frozen=True)
class ReadText:
    """A text with its suggestions. `past`: decisions about what the reading aid suggests no longer."""

    name: str
    text: str
    reading: Reading
    offers: tuple[Offer, ...]
    past: tuple[Decision, ...] = ()

    def labels(self) -> dict[str, str]:
        """Key of a subject → how the text calls it."""
        return {subject.key: subject.label for subject in self.reading.subjects}

    def offer(self, number: int) -> Offer:
        """Raises NotFound."""
        found = next((one for one in self.offers if one.number == number), None)
        if found is None:
            raise NotFound(
                _("{name} has no suggestion {number}.", name=self.name, number=number),
                _("List them: tizim read --account {name}", name=self.name),
            )
        return found


def read_file(path: Path, language: str = "") -> Iterator[ReadText | Problem]:
    """Every text in a file of any format that can be taken in, read as take-in reads it; nothing is kept."""
    from tizim.intake.format import ReadOptions
    from tizim.intake.registry import read_drafts

    for draft in read_drafts(path, options=ReadOptions(language=language)):
        if isinstance(draft, Problem):
            yield draft
        elif draft.text.strip():
            yield read_words(draft.origin or path.name, draft.text, language or draft.language)


def read_account(reader: Actor, name: str, language: str = "") -> ReadText:
    """The suggestions for one account that the reader may see, with what was decided. Raises NotFound, BadInput."""
    from tizim.db import queries, suggestions

    row = queries.find_account(reader, name)
    if row is None:
        raise NotFound(_("There is no account {name}.", name=name), _("List them: tizim accounts."))
    if not row.text.strip():
        raise BadInput(_("This account has no text to read."), _("Its words may stand in the account that carries it."))
    decided = suggestions.decisions(reader, row.id)
    return read_words(f"A-{row.number}", row.text, language or row.language, decided)


def read_words(name: str, text: str, language: str, decided: Sequence[Decision] = ()) -> ReadText:
    """The suggestions for a text."""
    reading = read(text, language or None)
    subjects = {subject.key: subject for subject in reading.subjects}
    known = {decision.proposed.same(): decision for decision in decided}
    breaks = [at for at, sign in enumerate(text) if sign == "\n"]
    offers = []
    for number, one in enumerate(reading.statements, 1):
        decision = known.pop(proposed(reading, one).same(), None)
        offers.append(Offer(number, bisect_right(breaks, one.start - 1) + 1, one, subjects[one.subject], decision))
    return ReadText(name, text, reading, tuple(offers), tuple(known.values()))


def read(text: str, language: str | None) -> Reading:
    """What the reading aid suggests for a text."""
    from tizim.reading import read as read_by_rules

    return read_by_rules(text, language)
