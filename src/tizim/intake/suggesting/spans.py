"""Who and what a sentence names, as spans, and the mask over which cues are read.

The mask is the sentence itself with every span replaced by one sign of its kind and filling, so that it keeps its
length: a place found in the mask is a place in the text. Slots cannot be forged: signs of that range in the text are
blanked first.

>>> mask("Aigul left", 0, [Span(0, 5, "P")]) == "\\ue001\\ue000\\ue000\\ue000\\ue000 left"
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .lexicon import FILL, SLOTS

_PRIVATE = re.compile("[\ue000-\ue0ff]")


@dataclass
class Span:
    """`kind` is a key of SLOTS (T: "they", people or police); `keys` the subjects it stands for (several for "they").

    `case`: nom, acc, gen, dat, obl, amb or ""; `value`: of a place its code, of a date EDTF, of a facility its kind,
    of a number what it is; `text` as written; `form`: of a pronoun its gender, "pl" or "1"; `notes`: what joined it.
    """

    start: int
    end: int
    kind: str
    keys: tuple[str, ...] = ()
    case: str = ""
    value: str = ""
    text: str = ""
    form: str = ""
    notes: dict[str, str] = field(default_factory=dict)


def mask(text: str, offset: int, spans: Iterable[Span]) -> str:
    """The sentence `text`, which begins at `offset` of the whole, with its spans as slots."""
    pieces, at = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        low, high = span.start - offset, span.end - offset
        if low < at or high > len(text) or high <= low:
            continue
        pieces += [text[at:low], SLOTS[span.kind], FILL * (high - low - 1)]
        at = high
    return "".join([*pieces, text[at:]])


def blank(text: str) -> str:
    """The text with signs of the mask's own range blanked; as long as before."""
    return _PRIVATE.sub("□", text)


def free(spans: list[Span], start: int, end: int) -> bool:
    """Whether no span touches start..end."""
    return all(span.end <= start or span.start >= end for span in spans)


def add_free(spans: list[Span], new: Iterable[Span]) -> None:
    """Add those that touch nothing that is there already: what was found first holds."""
    for span in new:
        if free(spans, span.start, span.end):
            spans.append(span)
