"""Numbers of people in a sentence: the longest words around a number that `core.quantities` reads.

>>> from .lexicon import lexicon
>>> [(span.text, span.value) for span in find_numbers("Up to one million people are held.", 0, lexicon("en"))]
[('Up to one million', '..1000000')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tizim.core.quantities import Quantity, find_quantity

from .lexicon import Lexicon, lexicon
from .numerals import in_figures, words_pattern
from .spans import Span

MOST = 12
_DIGITS = r"(?<![\d.,])\d{1,3}(?:[,. \u00a0]\d{3})+(?!\d)|(?<![\d.,])\d{1,9}(?![\d.]*\d)"
_WORD = re.compile(r"[^\s,;:()\[\]“”\"«»]+")
_HANI = re.compile(
    r"(?:约|大约|大概|至少|不少于|超过|多达|最多|近|将近|高达|逾)?(?:\d[\d,]*|[一二三四五六七八九十百千两几数]+)(?:多|余)?[十百千万亿]*(?:多|余)?(?=名|人|个人|位|被关押者)(?:名|人|个人|位)?(?:以上|左右)?"
)


def find_numbers(text: str, offset: int, lex: Lexicon) -> Iterator[Span]:
    """Spans of kind Q; the value as `core.quantities` writes it."""
    if lex.language == "zh":
        for match in list(_HANI.finditer(text))[:MOST]:
            if found := find_quantity(match[0]):
                yield Span(offset + match.start(), offset + match.end(), "Q", value=found.written, text=match[0])
        return
    pattern = _number(lex.language)
    last = 0
    for match in list(pattern.finditer(text))[:MOST]:
        if match.start() < last:
            continue
        start, end, written = _grow(text, match.start(), match.end(), lex.language)
        if written and written != "1":  # "in one room" counts nobody
            last = end
            yield Span(offset + start, offset + end, "Q", value=written, text=text[start:end])


def _quantity(text: str, language: str) -> Quantity | None:
    """As `core.quantities` reads it, else with its numbers in words as figures ("about thirty-two")."""
    return find_quantity(text) or find_quantity(in_figures(text, language))


def _grow(text: str, start: int, end: int, language: str) -> tuple[int, int, str]:
    found = _quantity(text[start:end], language)
    best = found.written if found else ""
    lefts = [m.start() for m in _WORD.finditer(text, max(0, start - 40), start)][-4:][::-1]
    rights = [m.end() for m in _WORD.finditer(text, end, min(len(text), end + 30))][:3]
    for high in rights:
        wider = _quantity(text[start:high], language)
        if wider and wider.written != best:
            end, best = high, wider.written
    for low in lefts:
        wider = _quantity(text[low:end], language)
        if wider and wider.written != best:
            start, best = low, wider.written
    return start, end, best


@cache
def _number(language: str) -> re.Pattern[str]:
    words = lexicon(language).words("number_words")
    spelled = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    spelled = f"{words_pattern(language)}(?! (?:{spelled})(?![^\\W_]))|{spelled}"
    return re.compile(rf"{_DIGITS}|(?<![^\W_])(?:{spelled})(?![^\W_])", re.IGNORECASE)
