"""Sentences and quotations of a text with their places, as attributions need them.

A stop inside quotation marks ends a sentence only if the quotation ends there and a capital or a new line follows.
What this deliberately is not: `words`, which is built for comparing.

>>> [text for _, text in iter_sentences("It was cold. “Nobody came. Nobody,” she said.")]
['It was cold.', '“Nobody came. Nobody,” she said.']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MARKS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", '"': '"'}
_END = re.compile(r"[.!?…]+(?=\s|$)|[。！？]+|\n+|؟")
_SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|No|vs|approx|г|ул|им|т|д|п)|\b[A-ZА-Я])$")
_WIDE = "。！？"


def iter_quotations(text: str) -> Iterator[tuple[int, int]]:
    """(first letter, end) of what stands in quotation marks, without the marks; quotations do not cross paragraphs."""
    at = 0
    while at < len(text):
        closing = MARKS.get(text[at])
        if closing:
            paragraph = text.find("\n", at)
            limit = paragraph if paragraph >= 0 else len(text)
            end = next((i for i in range(at + 1, limit) if text[i] in closing), -1)
            if end > at:
                yield at + 1, end
                at = end
        at += 1


def iter_sentences(text: str) -> Iterator[tuple[int, str]]:
    """(offset, sentence) without surrounding spaces."""
    quoted = list(iter_quotations(text))
    start = 0
    for found in _END.finditer(text):
        inside = next((span for span in quoted if span[0] <= found.start() < span[1]), None)
        end = found.end()
        if inside:
            rest = text[inside[1] + 1 : inside[1] + 4]
            if end < inside[1] or not _opens_new(rest, text[found.start()]):
                continue
            end = inside[1] + 1
        elif text[found.start()] == "." and _SHORT.search(text[max(start, found.start() - 8) : found.start()]):
            continue
        if text[start:end].strip():
            yield start + len(text[start:end]) - len(text[start:end].lstrip()), text[start:end].strip()
        start = end
    if text[start:].strip():
        yield start + len(text[start:]) - len(text[start:].lstrip()), text[start:].strip()


def _opens_new(rest: str, stop: str) -> bool:
    """Whether a new sentence begins after a closed quotation."""
    if stop in _WIDE:
        return not rest[:1].strip() or rest[:1] in "“「"
    following = rest.strip()
    return not following or "\n" in rest or following[0].isupper() or following[0] in '“«"„'
