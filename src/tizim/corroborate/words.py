"""A text as words with their places, so that two texts can be laid side by side and every passage shown.

Folded words are for comparing only (compatibility forms, case, accents, invisible characters); offsets always point
into the text as given, which is never changed. Chinese is read character by character.

For each word: where it stands, whether it is *plain* (neither a name nor a number: names, numbers and dates that
two texts share are never evidence of copying), whether it belongs to *quoted speech*, its sentence and its line.

What this deliberately is not: a linguistic analysis. A name is a capitalised word inside a sentence; scripts
without capitals (Chinese, Arabic script) have no names here, and `passages` asks them for longer runs.

>>> words = read_words("Asel said: «We waited at the gate for nine days.»")
>>> words.folded[:3], words.spoken[:4]
(['asel', 'said', 'we'], [True, True, True, True])
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from .sentences import iter_marked

_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\ufeff"
_RUN = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002ffff]")
_STOP = re.compile(r"[.!?…。！？؟]+[\"”»’')\]」』]*(?=\s|$|[“「『])|[。！？]+[”」』]*")
_ASKED = re.compile(r"[\"”»’')\]」』]*\s?(?:[?？؟]|[:：]\s*(?:\n|$))")
_OPEN = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", '"': '"', "＂": "＂"}
SPEECH_WORDS = 4  # a shorter quotation is a term ("returns"), not somebody's words
FRAME_WORDS = 22  # a sentence with more words than this around its quotation says something of its own


@dataclass
class Words:
    """The words of one text; all lists have the same length. `sentences` and `lines` are (first, end) word numbers."""

    text: str
    folded: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    plain: list[bool] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    spoken: list[bool] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    zones: list[int] = field(default_factory=list)  # for each line: which stretch without a blank line it is in

    def __len__(self) -> int:
        return len(self.folded)

    def letters(self, first: int, end: int) -> int:
        """How many characters the words first..end-1 have."""
        return sum(self.ends[i] - self.starts[i] for i in range(first, end))


def fold(word: str) -> str:
    """A word as it is compared."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in decomposed if unicodedata.category(letter) not in ("Mn", "Cf")).casefold()


def iter_folded(text: str) -> Iterator[str]:
    """The folded words alone: the fast way, for fingerprints."""
    for run in _RUN.findall(text):
        if run.isascii():
            yield run.lower()
        elif _CJK.search(run):
            yield from (piece for piece, _, _ in _pieces(run, 0))
        else:
            yield fold(run)


def raw_words(text: str) -> list[str] | None:
    """The words as they are written, not folded yet; None where Chinese characters have to be taken one by one."""
    return None if _CJK.search(text) else _RUN.findall(text)


def is_cjk(word: str) -> bool:
    """Whether this is a Chinese character, which says less than a word does."""
    return len(word) == 1 and bool(_CJK.match(word))


def read_words(text: str) -> Words:
    """The words of `text` with everything that comparing needs."""
    words = Words(text)
    zone, empty, at = 0, True, 0
    for line in text.splitlines(keepends=True):
        first = len(words)
        for run in _RUN.finditer(line):
            for piece, start, end in _pieces(run.group(), at + run.start()):
                words.folded.append(piece)
                words.starts.append(start)
                words.ends.append(end)
        if len(words) > first:
            words.lines.append((first, len(words)))
            words.zones.append(zone)
            empty = False
        elif not line.strip() and not empty:
            zone, empty = zone + 1, True
        at += len(line)
    _split_sentences(words)
    _find_names(words)
    _find_speech(words)
    return words


def _pieces(run: str, at: int) -> Iterator[tuple[str, int, int]]:
    """A run of letters as words: Chinese characters one by one, other letters together."""
    if run.isascii() or not _CJK.search(run):
        yield fold(run), at, at + len(run)
        return
    start = 0
    for found in _CJK.finditer(run):
        if found.start() > start:
            yield fold(run[start : found.start()]), at + start, at + found.start()
        yield found.group(), at + found.start(), at + found.end()
        start = found.end()
    if start < len(run):
        yield fold(run[start:]), at + start, at + len(run)


def _split_sentences(words: Words) -> None:
    """Sentences end at their stop, at a blank line, and at the end of a line that does not run on."""
    text, first = words.text, 0
    for i in range(len(words)):
        gap_end = words.starts[i + 1] if i + 1 < len(words) else len(text)
        gap = text[words.ends[i] : gap_end]
        runs_on = gap.count("\n") <= 1 and text[gap_end : gap_end + 1].islower()
        if i + 1 == len(words) or _STOP.search(gap) or ("\n" in gap and not runs_on):
            words.sentences.append((first, i + 1))
            first = i + 1


def _find_names(words: Words) -> None:
    """Numbers, and words with a capital that do not open a sentence, are not plain."""
    words.plain = [True] * len(words)
    for first, end in words.sentences:
        for i in range(first, end):
            head = words.text[words.starts[i]]
            opens = i == first or words.text[words.starts[i] - 1] in "“„«\"'‘「"
            words.plain[i] = not (head.isdigit() or (head.isupper() and not opens))


def _find_speech(words: Words) -> None:
    """Words in quotation marks; whole sentences that hold little but a quotation and who said it; and questions and
    headings of a form, which are asked and not told."""
    words.quoted, words.spoken = [False] * len(words), [False] * len(words)
    for start, end in iter_marked(words.text, _OPEN, "\n\n"):
        inside = range(_word_at(words, start), _word_at(words, end))
        long_enough = sum(_weight(words.folded[i]) for i in inside) >= SPEECH_WORDS
        for i in inside:
            words.quoted[i], words.spoken[i] = True, long_enough
    for first, end in words.sentences:
        around = [i for i in range(first, end) if not words.spoken[i]]
        if len(around) < end - first and sum(_weight(words.folded[i]) for i in around) <= FRAME_WORDS:
            for i in around:
                words.spoken[i] = True
        if _ASKED.match(words.text, words.ends[end - 1]):
            words.spoken[first:end] = [True] * (end - first)


def _weight(word: str) -> float:
    return 0.6 if is_cjk(word) else 1.0


def _word_at(words: Words, offset: int) -> int:
    """The number of the first word that starts at `offset` or later."""
    return bisect_left(words.starts, offset)
