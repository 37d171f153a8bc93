"""Sentences of a text with their places, and what stands in quotation marks: the passages that a suggestion quotes.

Every step is linear in the text, whatever it holds; a run without any stop is cut at `LONGEST` signs, so that no later
pattern ever meets more. Offsets are code points of the text as given.

>>> [(each.start, each.text) for each in iter_sentences("She left. Nobody came.")]
[(0, 'She left.'), (10, 'Nobody came.')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 1_500
LONGEST_QUOTE = 3_000
_MARKS = {"“": "”", "„": "“", "«": "»", "「": "」", "『": "』", '"': '"'}
_END = re.compile(r"[.!?…؟]+[\"”»’')\]]*(?=\s|$)|[。！？]+[”」』]*|\n+|;\s*(?=\n)")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|No|vs|approx|Prof|b|г|р|ул|им|т|д|п|гг|тыс|ж|қ|ш|ө)|\b[A-ZА-ЯӘІҚҒҢҰҮӨҺ])$"
)


@dataclass(frozen=True)
class Sentence:
    """`text` is `whole[start:end]`; `paragraph` counts the lines of the text."""

    start: int
    end: int
    text: str
    paragraph: int


def iter_sentences(whole: str) -> Iterator[Sentence]:
    """The sentences in order, without surrounding spaces; empty ones are left out."""
    start = paragraph = 0
    for found in _END.finditer(whole):
        stop = found[0]
        if stop[0] == "." and _SHORT.search(whole[max(start, found.start() - 8) : found.start()]):
            continue
        yield from _cut(whole, start, found.end(), paragraph)
        start = found.end()
        paragraph += "\n" in stop
    yield from _cut(whole, start, len(whole), paragraph)


def _cut(whole: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    for low in range(start, end, LONGEST):
        piece = whole[low : min(low + LONGEST, end)]
        bare = piece.strip()
        if bare:
            first = low + len(piece) - len(piece.lstrip())
            yield Sentence(first, first + len(bare), bare, paragraph)


def find_quotations(whole: str) -> list[tuple[int, int]]:
    """(first sign inside, end) of what stands in quotation marks; a quotation ends with its line or paragraph."""
    found, opened, closing = [], -1, ""
    for at, sign in enumerate(whole):
        if opened >= 0 and (sign in closing or sign == "\n" or at - opened > LONGEST_QUOTE):
            if sign in closing and at > opened:
                found.append((opened, at))
            opened = -1
        elif opened < 0 and sign in _MARKS:
            opened, closing = at + 1, _MARKS[sign]
    return found
