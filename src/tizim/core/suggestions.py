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
