"""What officials are quoted with about camps and measures: the official version, passage by passage.

Who says what is found elsewhere (`corroborate.attributions`) and handed in as claims; this module only knows by what
words a text makes somebody an official ("governor of …", "a spokesman") and what an official version is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tizim.core.suggestions import Reading, SuggestedSubject, Suggestion

from .lexicon import LANGUAGES, Lexicon, lexicon

AROUND = 70  # signs around a name in which a text says what office it holds
OFFICIAL = ("official_description", "official_response")


@dataclass(frozen=True)
class Claim:
    """What `origin` is quoted with at start..end; `official`: its words alone show that it is an office."""

    start: int
    end: int
    origin: str
    official: bool


def add_claims(text: str, reading: Reading, claims: Iterable[Claim]) -> Reading:
    """`reading` with one official description for each claim of an official about camps, those in them, or measures."""
    if reading.language not in LANGUAGES:
        return reading
    lex = lexicon(reading.language)
    topic = lex.patterns.get("official_topic")
    taken = [(one.start, one.end) for one in reading.statements if one.property in OFFICIAL]
    subjects, statements = list(reading.subjects), list(reading.statements)
    for claim in claims:
        about = topic.search(text, claim.start, claim.end) if topic else None
        if about is None or any(low < claim.end and claim.start < high for low, high in taken):
            continue
        if claim.official or is_official(text, claim.origin, lex):
            subject = _subject(about[0], about.start(), subjects)
            words = text[claim.start : claim.end]
            cues = ((about.start(), about.end()),)
            rule = f"{reading.language}.official.claim"
            made = Suggestion(
                subject.key, "official_description", words, claim.start, claim.end, words, rule=rule, cues=cues
            )
            statements.append(made)
    statements.sort(key=lambda one: (one.start, one.end, one.rule))
    return replace(reading, subjects=tuple(subjects), statements=tuple(statements))


def _subject(label: str, start: int, subjects: list[SuggestedSubject]) -> SuggestedSubject:
    for one in subjects:
        if one.kind == "group" and one.label.casefold() == label.casefold():
            return one
    made = SuggestedSubject(f"s{len(subjects) + 1}", "group", label, start, start + len(label))
    subjects.append(made)
    return made


def is_official(text: str, name: str, lex: Lexicon) -> bool:
    """Whether the text gives the one called `name` an office of the State, beside the first places of the name."""
    pattern, land = lex.patterns.get("official_person"), lex.patterns.get("official_land")
    last = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    if pattern is None or not last:
        return False
    named = not lex.data.get("spaces", True) or lex.language == "ug" or last[0].isupper()
    if not named:  # "a spokeswoman" may speak for any State
        return bool(pattern.search(name)) and (land is None or bool(land.search(name)))
    for found in list(re.finditer(re.escape(last), text))[:3]:
        clause = text[max(0, found.start() - AROUND) : found.end() + AROUND].split("\n")
        near = next((part for part in clause if last in part), "")
        if pattern.search(near) and (land is None or land.search(near)):
            return True
    return False
