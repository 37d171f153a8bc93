"""Sentences and quotations of a text with their places, as attributions need them.

A stop inside quotation marks ends a sentence only if the quotation ends there and a capital or a new line follows.
What this deliberately is not: `words`, which is built for comparing.

>>> [text for _, text in iter_sentences("It was cold. “Nobody came. Nobody,” she said.")]
['It was cold.', '“Nobody came. Nobody,” she said.']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

MARKS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", '"': '"'}
_END = re.compile(r"[.!?…]+(?=\s|$)|[。！？]+|\n+|؟")
_SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|No|vs|approx|г|ул|им|т|д|п)|\b[A-ZА-Я])$")
_WIDE = "。！？"


def iter_quotations(text: str) -> Iterator[tuple[int, int]]:
    """(first letter, end) of what stands in quotation marks, without the marks; quotations do not cross paragraphs."""
    return ((opened + 1, closed) for opened, closed in iter_marked(text, MARKS, "\n"))


def iter_marked(text: str, marks: Mapping[str, str], parted: str) -> Iterator[tuple[int, int]]:
    """(opening sign, closing sign) of what stands between `marks`; what is not closed before `parted` is left alone.

    In one pass: what was found missing up to the end of a paragraph is not looked for again before it.
    """
    at, limit = 0, -1
    missing: dict[str, int] = {}
    opening = re.compile("[" + re.escape("".join(marks)) + "]")
    while found := opening.search(text, at):
        at = found.start()
        if at >= limit:
            limit = text.find(parted, at)
            limit = limit if limit >= 0 else len(text)
        closing = marks[found[0]]
        if missing.get(closing, -1) < limit:
            closed = re.compile("[" + re.escape(closing) + "]").search(text, at + 1, limit)
            if closed:
                yield at, closed.start()
                at = closed.start()
            else:
                missing[closing] = limit
        at += 1


def iter_sentences(text: str) -> Iterator[tuple[int, str]]:
    """(offset, sentence) without surrounding spaces."""
    quotations = iter_quotations(text)
    quoted = next(quotations, None)
    start = 0
    for found in _END.finditer(text):
        while quoted and quoted[1] <= found.start():
            quoted = next(quotations, None)
        inside = quoted if quoted and quoted[0] <= found.start() else None
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
