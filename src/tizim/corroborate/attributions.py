"""Who says so: the attributions of a text, each with what is said, its source, and the chain it came through.

    chain   from the outermost medium to the origin: a baker told the Harbour Post → ["Harbour Post", "baker"]
    source  the origin, last of the chain; None where the text only hedges ("is believed to", "reportedly")
    hedged  the text keeps its distance, with or without a source

Frames are data (`frames`). A frame inside what is said continues the chain. A pronoun takes the source named before
it; without one it stays as it is written.

What this deliberately is not: a statement about what is true, and not complete. Readings are proposed to people.

Invariants: `text[start:end]` is the claim, word for word · claims come in the order of the text · no source is made up.

>>> attributions("A baker told the Harbour Post that the mill was lit all night.")
[{'claim': 'the mill was lit all night', 'start': 35, 'end': 61, 'source': 'baker', \
'chain': ['Harbour Post', 'baker'], 'hedged': False}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from .frames import Frames, languages, read_frames
from .sentences import iter_quotations, iter_sentences

QUOTED_WORDS = 3
QUOTED_SIGNS = 5
SOURCE_WORDS = 14
_ARTICLES = frozenset({"the", "a", "an", "both", "even", "only", "its", "his", "her", "their"})
_AFTER_HEAD = re.compile(r"\s(?:in|on|at|during|after|before)\s")
_TAIL = " \t\n.,;:!?。，；：！？…—–-"
_SIGNS = re.compile(r"[\u3400-\u9fff]")
_OF_SOMETHING = re.compile(r"['’]s?\b")


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    chain: tuple[str, ...]
    hedged: bool = False


def attributions(text: str, language: str | None = None) -> list[dict[str, Any]]:
    """Every attribution: {claim, start, end, source, chain, hedged}. Without a language, its letters tell."""
    frames = read_frames(language) if language in languages() else read_frames(guess_language(text))
    found: list[dict[str, Any]] = []
    speaker = ""
    paper: tuple[str, ...] = ()
    for offset, sentence in iter_sentences(text):
        for read in _read_sentence(sentence, frames, speaker):
            each = _of_paper(read, paper, frames)
            speaker = each.chain[-1] if each.chain else speaker
            claim = sentence[each.start : each.end]
            where = {"start": offset + each.start, "end": offset + each.end}
            source = each.chain[-1] if each.chain else None
            found.append({"claim": claim, **where, "source": source, "chain": list(each.chain), "hedged": each.hedged})
        paper = _introduced(sentence, frames)
    return found


def _introduced(sentence: str, frames: Frames) -> tuple[str, ...]:
    """The paper that a sentence brings up, and what it lies in: "the leaked cache includes a memo"."""
    found = frames.introduced.search(sentence.rstrip(_TAIL)) if frames.introduced else None
    names = (_tidy(found["M"], frames), _tidy(found["S"], frames)) if found else ()
    return names if all(names) else ()


def _of_paper(found: _Found, paper: tuple[str, ...], frames: Frames) -> _Found:
    """ "The instructions say …" right after a sentence that brought up a memo: it is the memo that says so."""
    if not paper or not found.chain or found.chain[-1].casefold() not in frames.papers:
        return found
    return replace(found, chain=(*found.chain[:-1], *paper))


def guess_language(text: str) -> str:
    """en, ru, zh, kk or ug by the letters of a text; enough to choose frames."""
    letters = [letter for letter in text.casefold() if letter.isalpha()]
    if sum("\u3400" <= letter <= "\u9fff" for letter in letters) * 3 > len(letters):
        return "zh"
    if sum("\u0600" <= letter <= "\u06ff" for letter in letters) * 2 > len(letters):
        return "ug"
    if sum("\u0400" <= letter <= "\u04ff" for letter in letters) * 2 > len(letters):
        return "kk" if any(letter in "әіңғүұқөһ" for letter in letters) else "ru"
    return "en"


def _read_sentence(sentence: str, frames: Frames, speaker: str) -> list[_Found]:
    """Quotations first; else clauses that each say who; else the whole sentence."""
    quoted = list(_read_quotations(sentence, frames, speaker))
    if quoted:
        return quoted
    clauses = list(_clauses(sentence, frames))
    if len(clauses) > 1:
        read = [_shift(_read_clause(clause, frames, speaker), at) for at, clause in clauses]
        if all(read):
            return [each for part in read for each in part]
    return _read_clause(sentence, frames, speaker)


def _clauses(sentence: str, frames: Frames) -> Iterator[tuple[int, str]]:
    start = 0
    for cut in frames.split.finditer(sentence):
        yield start, sentence[start : cut.start()]
        start = cut.end()
    yield start, sentence[start:]


def _read_quotations(sentence: str, frames: Frames, speaker: str) -> Iterator[_Found]:
    """What stands in quotation marks beside who says it, and what they add."""
    last: tuple[str, ...] = ()
    for start, end in iter_quotations(sentence):
        inside = sentence[start:end].rstrip(_TAIL)
        if len(inside.split()) < QUOTED_WORDS and len(_SIGNS.findall(inside)) < QUOTED_SIGNS:
            continue
        after, before = sentence[end + 1 :], sentence[: start - 1]
        found = _first(frames.after, after) or _first(frames.before, before)
        chain = _chain(found, frames, speaker) if found else last
        if not chain:
            continue
        last = chain
        yield _Found(start, start + len(inside), chain)
        added = frames.adding.search(after.rstrip(_TAIL))
        if added:
            claim = added.span("C")
            yield _Found(end + 1 + claim[0], end + 1 + claim[1], chain)


def _read_clause(clause: str, frames: Frames, speaker: str) -> list[_Found]:
    """One clause without quotation: the first frame that fits, and what is nested in it."""
    body = clause.rstrip(_TAIL)
    for pattern in frames.frames:
        found = pattern.search(body)
        if not found:
            continue
        chains = _chains(found, frames, speaker)
        if not chains:
            continue
        start, end = found.span("C")
        inner = _read_clause(body[start:end], frames, speaker)
        if any(each.chain for each in inner) and len(chains) == 1:
            return [
                _Found(start + each.start, start + each.end, (*chains[0], *each.chain), each.hedged) for each in inner
            ]
        return [_Found(start, end, chain, any(each.hedged for each in inner)) for chain in chains]
    for pattern in frames.hedged:
        found = pattern.search(body)
        if found:
            return [_Found(*found.span("C"), (), hedged=True)]
    return []


def _shift(found: list[_Found], by: int) -> list[_Found]:
    return [_Found(each.start + by, each.end + by, each.chain, each.hedged) for each in found]


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.search(text))), None)


def _chains(found: re.Match[str], frames: Frames, speaker: str) -> list[tuple[str, ...]]:
    """One chain, or two where "both X and Y" say it."""
    spoken = found.group("S")
    if re.match(r"both ", spoken, re.IGNORECASE) and " and " in spoken:
        parts = [_tidy(part, frames) for part in re.sub(r"^both ", "", spoken, flags=re.IGNORECASE).split(" and ", 1)]
        return [(part,) for part in parts if part]
    chain = _chain(found, frames, speaker)
    return [chain] if chain else []


def _chain(found: re.Match[str], frames: Frames, speaker: str) -> tuple[str, ...]:
    groups = found.groupdict()
    told_to = frames.via.search(groups["S"])
    if told_to and not groups.get("M"):
        groups = told_to.groupdict()
    source = _source(groups["S"], frames, speaker)
    if not source:
        return ()
    if not groups.get("M"):
        return (source,)
    medium = _tidy(groups["M"], frames)
    if not medium or frames.verbs.search(medium) or frames.reject.search(medium):
        return ()
    if told_to or _is_named(medium) or found.start("M") < found.start("S"):
        return (medium, source)
    return (source,)


def _source(spoken: str, frames: Frames, speaker: str) -> str:
    """The source as a name: a pronoun takes the one before it; a name beside a description stands for it."""
    tidy = _tidy(spoken, frames)
    first = tidy.split()[0].casefold() if tidy else ""
    if tidy.casefold() in frames.pronouns:
        return speaker or tidy
    if first in frames.not_sources or len(tidy.split()) > SOURCE_WORDS:
        return ""
    return "" if frames.verbs.search(tidy) or frames.reject.search(tidy) else tidy


def _tidy(name: str, frames: Frames) -> str:
    """A name without articles and adverbs; of a name and a description ("the Lamp's director") the name."""
    parts = [part.strip(_TAIL) for part in name.split(", ") if part.strip(_TAIL)]
    best = max(parts, key=_is_like_a_name, default="")
    before = None
    while before != best:
        before = best
        for pattern in frames.trim:
            best = pattern.sub("", best).strip(_TAIL)
    return "" if best.casefold() in _ARTICLES else best


def _is_like_a_name(part: str) -> tuple[bool, int]:
    """What somebody of something is called comes after what they are called; then the more capitals the better."""
    return not _OF_SOMETHING.search(part), sum(word[:1].isupper() for word in part.split())


def _is_named(medium: str) -> bool:
    """Whether a listener is a medium or a person with a name ("a rally" is neither)."""
    head = _AFTER_HEAD.split(medium)[0]
    return any(word[:1].isupper() or word[:1] in "«《“" or _SIGNS.match(word) for word in head.split())
