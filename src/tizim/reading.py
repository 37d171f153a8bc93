"""A text read by the aid, with who says what: suggestions from `intake.suggesting`, voices from `corroborate`.

A suggestion takes the chain of the narrowest attribution that covers its passage; without one it is the account's own
voice. How it is known follows only where the speaker settles it: an office about anything, somebody about themselves.
Nothing is stored here, and nothing is a statement before a named person takes it.

>>> from tizim.reading import read
>>> found = read("Aigul told the Harbour Post that Tolqyn Demesin was detained in May 2018.")
>>> [(one.value, one.said_by) for one in found.statements]
[('detained', ('Harbour Post', 'Aigul'))]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tizim.core.suggestions import Reading, SuggestedSubject, Suggestion
from tizim.core.vocabularies import fold
from tizim.corroborate.attributions import attributions
from tizim.intake.speakers import guess_kind
from tizim.intake.suggesting import suggest
from tizim.intake.suggesting.claims import Claim, add_claims
from tizim.intake.suggesting.lexicon import LANGUAGES, lexicon

BY_KIND = {
    "official": "official_statement",
    "state_media": "official_statement",
    "leaked_file": "leaked_document",
    "relative": "told_by_relative",
    "acquaintance": "told_by_acquaintance",
}
OFFICIAL = frozenset({"official_description", "official_response"})
NOT_FAMILY = frozenset({"friend", "neighbour", "colleague", "classmate", "teacher", "cellmate", "acquaintance"})
LONGEST_CLAIM = 6_000  # signs; how far back an attribution may begin that still covers a passage


@dataclass(frozen=True)
class _Voice:
    start: int
    end: int
    chain: tuple[str, ...]
    hedged: bool


def read(text: str, language: str | None = None) -> Reading:
    """What `text` may state, and who says so. `language` as for `suggest`. Never raises for any text."""
    reading = suggest(text, language)
    voices = [
        _Voice(found["start"], found["end"], tuple(found["chain"]), found["hedged"])
        for found in attributions(text, reading.language)
    ]
    voices.sort(key=lambda voice: voice.start)
    starts = [voice.start for voice in voices]
    reading = add_claims(text, reading, [_claim(voice) for voice in voices if voice.chain])
    subjects = {subject.key: subject for subject in reading.subjects}
    kin = _kin(reading.statements, subjects)
    joined = tuple(_join(one, voices, starts, subjects, kin, reading.language) for one in reading.statements)
    return replace(reading, statements=joined)


def _claim(voice: _Voice) -> Claim:
    """An office ("Chinese officials") needs no look at the text; a spokesman may speak for any State."""
    origin = voice.chain[-1]
    person = re.search(r"(?i)spokes|ambassador|envoy|minister|представител|посол|发言人|大使", origin)
    official = not person and guess_kind(origin) in ("official", "state_media")
    return Claim(voice.start, voice.end, origin, official)


def _join(
    one: Suggestion,
    voices: list[_Voice],
    starts: list[int],
    subjects: Mapping[str, SuggestedSubject],
    kin: Mapping[tuple[str, str], str],
    language: str,
) -> Suggestion:
    voice = _voice_of(one, voices, starts)
    if voice is None:
        return one
    said_by = _full_names(voice.chain, subjects)
    hedged = one.hedged or voice.hedged
    known = one.how_known or _how_known(one, said_by, subjects, kin) or _by_word(said_by, language)
    return replace(one, said_by=said_by, hedged=hedged, how_known=known)


def _voice_of(one: Suggestion, voices: list[_Voice], starts: list[int]) -> _Voice | None:
    """The narrowest attribution that holds most of the words that triggered the suggestion."""
    at, until = _core(one)
    best: _Voice | None = None
    for index in range(bisect_right(starts, until) - 1, -1, -1):
        voice = voices[index]
        if at - voice.start > LONGEST_CLAIM:
            break
        shared = min(until, voice.end) - max(at, voice.start)  # "said that the centres" begins before what is said
        covers = shared * 2 > until - at
        if covers and (best is None or voice.end - voice.start < best.end - best.start):
            best = voice
    return best


def _core(one: Suggestion) -> tuple[int, int]:
    """The words that an attribution must cover: the first cue; of what officials say, the words that are quoted."""
    inside = one.as_said.find(one.value) if one.property in OFFICIAL else -1
    if inside >= 0:
        return one.start + inside, one.start + inside + len(one.value)
    return one.cues[0] if one.cues else (one.start, one.end)


TELLERS = ("told_by_ex_cellmate", "told_by_official", "told_by_acquaintance", "told_by_relative")


def _by_word(said_by: tuple[str, ...], language: str) -> str:
    """A code of `how_known` by what an origin without a name is called: "a nephew", "a former inmate"."""
    if not said_by or language not in LANGUAGES:
        return ""
    patterns = lexicon(language).patterns
    return next((code for code in TELLERS if code in patterns and patterns[code].search(said_by[-1])), "")


def _full_names(chain: tuple[str, ...], subjects: Mapping[str, SuggestedSubject]) -> tuple[str, ...]:
    """ "Demesin" is who the text named in full before; other names stay as they are."""
    fuller = {fold(other): one.label for one in subjects.values() if one.kind == "person" for other in one.others}
    return tuple(fuller.get(fold(name), name) if " " in fuller.get(fold(name), "") else name for name in chain)


def _means(name: str, origin: str) -> bool:
    """Whether the folded `name` of a relative is whom an attribution calls its origin ("his sister Maral")."""
    folded = fold(origin)
    return len(folded) > 2 and (folded == name or name.endswith(folded) or folded.endswith(name))  # noqa: PLR2004


def _kin(statements: tuple[Suggestion, ...], subjects: Mapping[str, SuggestedSubject]) -> dict[tuple[str, str], str]:
    """(key of a person, folded name of a relative or friend) → relation, as the text itself relates them."""
    found: dict[tuple[str, str], str] = {}
    for one in statements:
        if one.property == "relation":
            for key, other in ((one.subject, one.value), (one.value, one.subject)):
                for name in (subjects[other].label, *subjects[other].others):
                    found[(key, fold(name))] = one.qualifiers["relation"]
    return found


def _how_known(
    one: Suggestion,
    said_by: tuple[str, ...],
    subjects: Mapping[str, SuggestedSubject],
    kin: Mapping[tuple[str, str], str],
) -> str:
    """A code of `how_known` where the origin settles it, else ""."""
    if not said_by:
        return ""
    origin = said_by[-1]
    subject = subjects[one.subject]
    if subject.kind == "person" and fold(origin) in {fold(name) for name in (subject.label, *subject.others)}:
        return "experienced_it"
    relation = next((kin[pair] for pair in kin if pair[0] == one.subject and _means(pair[1], origin)), "")
    if relation:
        return "told_by_acquaintance" if relation in NOT_FAMILY else "told_by_relative"
    if one.property in OFFICIAL:
        return "official_statement"
    return BY_KIND.get(guess_kind(origin), "")
