"""Who says so: the attributions of a text, each with what is said, its source, and the chain it came through.

    chain   from the outermost medium to the origin: a baker told the Harbour Post → ["Harbour Post", "baker"]
    source  the origin, last of the chain; None where the text only hedges ("is believed to", "reportedly")
    hedged  the text keeps its distance, with or without a source

Frames are data (`frames`). A frame inside what is said continues the chain; so does the medium of a dateline. A
sentence may say who said the one before it ("So says the mayor."), or bear a credit for it. A pronoun takes whoever
was named last, as a speaker or as whom a sentence is about; without one it stays as it is written.

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
from .source_names import SIGNS, TAIL, Chain, chain_of, chains_of, tidy

QUOTED_WORDS = 3
QUOTED_SIGNS = 5
FAR_LONGER = 2  # what stands before "…, the miller says, …", if it is the claim rather than its opening


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    chain: Chain
    hedged: bool = False


def attributions(text: str, language: str | None = None) -> list[dict[str, Any]]:
    """Every attribution: {claim, start, end, source, chain, hedged}. Without a language, its letters tell."""
    frames = read_frames(language) if language in languages() else read_frames(guess_language(text))
    reader = _Reader(frames)
    found = [each for offset, sentence in iter_sentences(text) for each in reader.read(offset, sentence)]
    return [
        {
            "claim": text[each.start : each.end],
            "start": each.start,
            "end": each.end,
            "source": each.chain[-1] if each.chain else None,
            "chain": list(each.chain),
            "hedged": each.hedged,
        }
        for each in found
    ]


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


class _Reader:
    """Reads the sentences of one text in their order, and remembers what the next one may point back to."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames
        self.speaker = ""  # whoever was named last
        self.paper: Chain = ()  # what the sentence before brought up
        self.credited: Chain = ()  # a dateline that stands alone
        self.before = (0, "", False)  # offset, sentence, whether it says who says so
        self.quoting: Chain = ()  # whose words closed the sentence before

    def read(self, offset: int, sentence: str) -> list[_Found]:
        """The attributions of a sentence, at offsets of the whole text."""
        back = self._of_the_sentence_before(sentence)
        if back:
            self.before, self.speaker = (offset, sentence, True), back.chain[-1]
            return [back]
        body, credit = self._dateline(sentence)
        subject = self._subject(sentence[body:])
        found = _read_sentence(sentence[body:], self.frames, subject or self.speaker)
        found = [_of_paper(each, self.paper, self.frames) for each in found]
        if credit and sentence[body:].strip(TAIL):
            whole = _Found(0, len(sentence[body:].rstrip(TAIL)), ())
            found = [replace(each, chain=_joined(credit, each.chain)) for each in found or [whole]]
            credit = ()
        found = found or self._continued(sentence)
        named = [each.chain[-1] for each in found if each.chain]
        self.speaker = (named or [subject or self.speaker])[-1]
        self.quoting = found[-1].chain if found and _closes_quoting(sentence, found[-1]) else ()
        self.paper, self.credited = _introduced(sentence, self.frames), credit
        self.before = (offset, sentence, bool(found))
        return _shift(found, offset + body)

    def _dateline(self, sentence: str) -> tuple[int, Chain]:
        """(where the sentence itself begins, the medium that its dateline names)."""
        found = self.frames.dateline.first(sentence)
        chain = chain_of(found, self.frames, "") if found else ()
        return (found.end(), chain) if found and chain else (0, self.credited)

    def _of_the_sentence_before(self, sentence: str) -> _Found | None:
        """ "So says the mayor.", "(Agence Brise, quoted by the Lamp)": who says what stands before it."""
        offset, said, known = self.before
        found = self.frames.back.first(sentence.strip(TAIL)) if said and not known else None
        chain = chain_of(found, self.frames, self.speaker) if found else ()
        if not chain:
            return None
        start, end = next(iter_quotations(said), (0, len(said)))
        if start and (start > 1 or said[end + 1 :].strip(TAIL)):  # more than a quotation
            start, end = 0, len(said)
        return _Found(offset + start, offset + start + len(said[start:end].rstrip(TAIL)), chain)

    def _continued(self, sentence: str) -> list[_Found]:
        """A quotation that goes on in a sentence of its own."""
        inside = next(iter_quotations(sentence), None) if self.quoting else None
        if not inside or inside[0] > 1 or sentence[inside[1] + 1 :].strip(TAIL):
            return []
        return [_Found(inside[0], inside[0] + len(sentence[inside[0] : inside[1]].rstrip(TAIL)), self.quoting)]

    def _subject(self, sentence: str) -> str:
        """Whom a sentence is about, if its beginning names a person."""
        found = self.frames.subject.first(sentence)
        return tidy(found["S"], self.frames) if found else ""


def _closes_quoting(sentence: str, found: _Found) -> bool:
    return any(start <= found.start < end for start, end in iter_quotations(sentence))


def _introduced(sentence: str, frames: Frames) -> Chain:
    """The paper that a sentence brings up, and what it lies in: "the leaked cache includes a memo"."""
    found = frames.introduced.first(sentence.rstrip(TAIL))
    names = (tidy(found["M"], frames), tidy(found["S"], frames)) if found else ()
    return names if all(names) else ()


def _of_paper(found: _Found, paper: Chain, frames: Frames) -> _Found:
    """ "The instructions say …" right after a sentence that brought up a memo: it is the memo that says so."""
    if not paper or not found.chain or found.chain[-1].casefold() not in frames.papers:
        return found
    return replace(found, chain=(*found.chain[:-1], *paper))


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
    last: Chain = ()
    for start, end in iter_quotations(sentence):
        inside = sentence[start:end].rstrip(TAIL)
        parted = frames.inside.first(inside)
        chain = chain_of(parted, frames, speaker) if parted else ()
        if parted and chain:
            last = chain
            yield from (_Found(start + parted.start(part), start + parted.end(part), chain) for part in "AB")
            continue
        after, before = sentence[end + 1 :], sentence[: start - 1]
        found = frames.after.first(after) or frames.before.first(before)
        last = (chain_of(found, frames, speaker) if found else ()) or last
        long = len(inside.split()) >= QUOTED_WORDS or len(SIGNS.findall(inside)) >= QUOTED_SIGNS
        if not last or not long:
            continue
        yield _Found(start, start + len(inside), last)
        added = frames.adding.first(after.rstrip(TAIL))
        if added:
            claim = added.span("C")
            yield _Found(end + 1 + claim[0], end + 1 + claim[1], last)


def _read_clause(clause: str, frames: Frames, speaker: str) -> list[_Found]:
    """One clause without quotation: the first frame that fits, and what is nested in it."""
    body = clause.rstrip(TAIL)
    for found in frames.frames.fits(body):
        chains = chains_of(found, frames, speaker)
        if not chains:
            continue
        start, end = _claimed(found)
        inner = _read_clause(body[start:end], frames, speaker)
        if any(each.chain for each in inner) and len(chains) == 1:
            return [replace(each, chain=_joined(chains[0], each.chain)) for each in _shift(inner, start)]
        return [_Found(start, end, chain, any(each.hedged for each in inner)) for chain in chains]
    hedge = frames.hedged.first(body)
    return [_Found(*hedge.span("C"), (), hedged=True)] if hedge else []


def _claimed(found: re.Match[str]) -> tuple[int, int]:
    """Where what is said stands; around "…, the miller says, …" what follows, or a far longer part before."""
    if "C" in found.groupdict():
        return found.span("C")
    before, after = found.span("A"), found.span("B")
    return before if before[1] - before[0] >= FAR_LONGER * (after[1] - after[0]) else after


def _joined(outer: Chain, inner: Chain) -> Chain:
    """One chain behind the other; a medium that both name stands once."""
    return outer + inner[inner[:1] == outer[-1:] :]


def _shift(found: list[_Found], by: int) -> list[_Found]:
    return [replace(each, start=each.start + by, end=each.end + by) for each in found]
