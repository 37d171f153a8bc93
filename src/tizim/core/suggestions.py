"""What the reading aid proposes for a text: subjects as they are named there, and statements with their exact passage.

A suggestion is no statement. It becomes one only when a named person accepts or corrects it (`actions`), and what
people decided is kept. It is computed from the text alone, the same for the same text and rules: it is never stored.
Offsets are code points in the text as given; `text[start:end]` is what a reader is shown.

>>> reading = Reading(
...     language="en",
...     subjects=(SuggestedSubject("s1", "person", "Tolqyn Demesin", 0, 14),),
...     statements=(Suggestion("s1", "event", "detained", 0, 45, as_said="Tolqyn Demesin was detained in late 2017.",
...                            when="late 2017", rule="en.detained.passive"),),
... )
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class SuggestedSubject:
    """Someone or something a text speaks of. `key` is unique within one reading; `label` as written, in its own script.

    kind      person | facility | organisation | event | group | document, as for a mention
    start     where it is first named; end: where that name ends
    others    further ways the same text names the subject ("Demesin", "her father")
    """

    key: str
    kind: str
    label: str
    start: int
    end: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """One statement that a passage may make, in the terms of a `StatementDraft`.

    subject     key of a SuggestedSubject
    property    code of vocabulary `properties`
    value       code, text, or for a relation the key of the other subject
    start, end  the passage: the clause or sentence that carries it; as_said = text[start:end]
    when        inexact date as written; place: as written
    how_known   code of vocabulary `how_known`, "" where the text does not say
    said_by     who says so, outermost medium first, origin last; () is the account's own voice
    hedged      the text itself does not vouch for it ("is believed to")
    rule        id of the rule that proposed it: what a reader is told under "why"
    cues        the words that triggered the rule, as (start, end)
    qualifiers  as in `StatementDraft`
    """

    subject: str
    property: str
    value: str
    start: int
    end: int
    as_said: str = ""
    when: str = ""
    place: str = ""
    how_known: str = ""
    said_by: tuple[str, ...] = ()
    hedged: bool = False
    rule: str = ""
    cues: tuple[tuple[int, int], ...] = ()
    qualifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """All that is suggested for one text, in the order of the passages."""

    language: str
    subjects: tuple[SuggestedSubject, ...] = ()
    statements: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class Proposed:
    """A suggestion in terms that hold beyond one reading: subjects by their labels, not by the keys of that reading.

    Fields are those of the fact `SuggestionDecision`; `suggested` holds the rest: kind, when, place, how_known,
    said_by, hedged, qualifiers.
    """

    passage_start: int
    passage_end: int
    property: str
    value: str
    label: str
    rule: str
    suggested: Mapping[str, Any]

    def same(self) -> tuple[Any, ...]:
        """What makes two suggestions for one text the same, whatever rule made them."""
        more = (self.suggested.get(name) for name in ("when", "place"))
        said_by = tuple(self.suggested.get("said_by", ()))
        return (self.passage_start, self.passage_end, self.property, self.value, self.label, *more, said_by)


@dataclass(frozen=True)
class Decision:
    """What a person decided about one suggestion. `supersedes` is the earlier decision that it replaces."""

    id: str
    account_id: str
    proposed: Proposed
    decision: str
    reason: str
    by: str
    at: str
    statement_id: str = ""
    supersedes: str = ""
    speaker: tuple[str, ...] = ()


def proposed(reading: Reading, suggestion: Suggestion) -> Proposed:
    """The suggestion as it is kept beside what was decided about it."""
    subjects = {subject.key: subject for subject in reading.subjects}

    def label(text: str) -> str:
        return subjects[text].label if text in subjects else text

    qualifiers = {name: label(text) if name == "facility" else text for name, text in suggestion.qualifiers.items()}
    return Proposed(
        passage_start=suggestion.start,
        passage_end=suggestion.end,
        property=suggestion.property,
        value=label(suggestion.value) if suggestion.property == "relation" else suggestion.value,
        label=label(suggestion.subject),
        rule=suggestion.rule,
        suggested={
            "kind": subjects[suggestion.subject].kind if suggestion.subject in subjects else "",
            "when": suggestion.when,
            "place": suggestion.place,
            "how_known": suggestion.how_known,
            "said_by": list(suggestion.said_by),
            "hedged": suggestion.hedged,
            "qualifiers": qualifiers,
        },
    )
