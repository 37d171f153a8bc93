"""Inexact dates in a sentence: the longest words around a year that `core.dates` reads as one date.

A year is looked for, then words are added on both sides while what they say changes; so "in" stays outside and
"between March and May" goes in, in every language whose words `core` knows. Dates without a year are not read.

>>> [sentence[span.start:span.end] for sentence in ["Held from May 2017."] for span in find_dates(sentence, 0, "en")]
['from May 2017']
"""

from __future__ import annotations

import re

from tizim.core.dates import find_date
from tizim.core.dates_tokens import tokens

from .spans import Span

MOST = 12  # dates of one sentence
_YEAR = re.compile(r"(?<![\d.,\-–/])(?:19[3-9]\d|20[0-4]\d)(?!\d|[.,]\d|\s?%)")
_NUMERIC = re.compile(
    r"(?<![\d.])(?:\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d|(?:19|20)\d\d-\d\d(?:-\d\d)?|(?:19|20)\d\d[./]\d{1,2}[./]\d{1,2})(?![\d])"
)
_CHINESE = re.compile(
    r"(?:截至|截止|从|自|约|大约|大概|到|至)?(?:19[3-9]\d|20[0-4]\d|二[〇零][〇零一二][〇零一二三四五六七八九])年"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:份)?)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?"
    r"(?:年?初|年?底|年?末|年?中|上旬|中旬|下旬|春天?季?|夏天?季?|秋天?季?|冬天?季?|上半年|下半年)?(?:左右|前后|以前|之前|以后|之后|以来|前|后|起)?"
)
_WORD = re.compile(r"\S+")
POSTPOSITIONS = ("kk", "ug")  # languages that put "before" and "after" behind the date
_ENDS_DATE = re.compile(r"(?:\d|[^\W\d_]\d|\b(?:года|году|год|г|годов|годы|later|earlier|latest|so))\W*$")
_LEFT, _RIGHT = 6, 5
_NOT_AFTER = re.compile(r"[\n;:!?。]|\.\s")
_EDGES = " \t\u00a0,.;:()[]«»\"“”'‘’،؛!?"


def find_dates(text: str, offset: int, language: str) -> list[Span]:
    """The dates of the sentence `text`; spans point into the whole, which it begins at `offset` of."""
    if language == "zh":
        return _chinese(text, offset)
    found: list[Span] = []
    for year in [*_NUMERIC.finditer(text), *_YEAR.finditer(text)][:MOST]:
        if found and any(span.start - offset <= year.start() < span.end - offset for span in found):
            continue
        span = _grow(text, year.start(), year.end(), language)
        if span:
            start, end, edtf = span
            found.append(Span(offset + start, offset + end, "D", value=edtf, text=text[start:end]))
    return sorted(found, key=lambda span: span.start)


def _grow(text: str, start: int, end: int, language: str) -> tuple[int, int, str] | None:
    word_end = _WORD.match(text, end)
    best = _read(text, start, end, language)
    if word_end and (longer := _read(text, start, _trim(text, start, word_end.end()), language)):
        end, best = _trim(text, start, word_end.end()), longer
    if best is None:
        return None
    lefts = [found.start() for found in _WORD.finditer(text, max(0, start - 80), start)][-_LEFT:][::-1]
    rights = [found.end() for found in _WORD.finditer(text, end, min(len(text), end + 80))][:_RIGHT]
    for _round in range(2):
        for low in lefts:
            if _NOT_AFTER.search(text[low:start]):
                break
            wider = _read(text, low, end, language) if low < start else None
            if wider and wider != best:
                start, best = low, wider
        for high in rights:
            trimmed = _trim(text, start, high)
            if _NOT_AFTER.search(text[end:trimmed]) or "," in text[end:trimmed]:
                break
            if language not in POSTPOSITIONS and not _ENDS_DATE.search(text[end:trimmed]):
                continue  # "2018 by the police": the word behind belongs to what follows
            wider = _read(text, start, trimmed, language) if trimmed > end else None
            if wider and wider != best:
                end, best = trimmed, wider
    return start, end, best


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return end


def _read(text: str, start: int, end: int, language: str) -> str | None:
    written = text[start:end]
    if len(written) > 60 or "%" in written:  # noqa: PLR2004
        return None
    found = find_date(written, language)
    if found is None:
        return None
    kinds = {token.kind for token in tokens(written, language) or ()}
    return None if "age" in kinds else found.edtf


def _chinese(text: str, offset: int) -> list[Span]:
    found = []
    for match in list(_NUMERIC.finditer(text))[:MOST]:
        date = find_date(match[0], "zh")
        if date:
            place = (offset + match.start(), offset + match.end())
            found.append(Span(*place, "D", value=date.edtf, text=match[0]))
    for match in list(_CHINESE.finditer(text))[:MOST]:
        for end in range(match.end(), match.start() + 4, -1):
            date = find_date(text[match.start() : end], "zh")
            if date:
                place = (offset + match.start(), offset + end)
                found.append(Span(*place, "D", value=date.edtf, text=text[match.start() : end]))
                break
    return found
