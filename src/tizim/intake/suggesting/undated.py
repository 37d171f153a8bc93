"""Dates without a year ("On 5 June", «в сентябре», 6月): the year is that of the date told before, and so uncertain.

Only what an event before was dated with, or a date before in the same sentence, gives the year; the text's own date
does not. The date is proposed with a question mark, which `core.dates` keeps as uncertain. Where the year is not
clear the words still stand for a date, with none proposed: no other date of the sentence is taken for theirs.

>>> from .lexicon import lexicon
>>> [span.text for span in find_undated("Released in June.", 0, lexicon("en"), [], "2018-03-03")]
['June 2018?']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tizim.core.dates import find_date

from .lexicon import Lexicon
from .spans import Span, free

MOST = 8  # of one sentence
AHEAD = 6  # months that a story is taken to have gone on over the end of a year
_YEAR = re.compile(r"(?:19[3-9]\d|20[0-4]\d)")
_MONTH = re.compile(r"^(\d{4})(?:-(\d\d))?")


def find_undated(text: str, offset: int, lex: Lexicon, dates: list[Span], last: str) -> Iterator[Span]:
    """Spans of dates without a year. `dates`: those of the sentence that have one; `last`: EDTF of the story so far."""
    pattern = lex.patterns.get("bare_date")
    found = list(pattern.finditer(text))[:MOST] if pattern else []
    for match in found:
        start, end = match.span()
        if match[0].strip() == "" or not free(dates, offset + start, offset + end):
            continue
        base = next((one.value for one in reversed(dates) if one.end <= offset + start and _year(one.value)), last)
        written = _written(match, base, lex.language)
        read = find_date(written, lex.language) if written else None
        edtf = read.edtf if read else ""
        yield Span(
            offset + start, offset + end, "D", value=edtf, text=written if edtf else "", notes={"year": "before"}
        )


def _year(edtf: str) -> str:
    """The only year of a date, "" if there are two or none."""
    years = set(_YEAR.findall(edtf))
    return years.pop() if len(years) == 1 else ""


def _written(match: re.Match[str], base: str, language: str) -> str:
    """The words with a year, as people write it; "" where the year is not clear."""
    year, words = _year(base), match["words"]
    if not year:
        return ""
    groups = match.re.groupindex
    if "next" in groups and match["next"]:
        return _with(words, int(year) + 1, language)
    plain = find_date(_with(words, int(year), language), language)
    before, after = (_MONTH.match(edtf.lstrip("[.")) for edtf in (base, plain.edtf if plain else ""))
    if not before or not after:
        return ""
    if before[2] and after[2] and int(before[2]) <= 12 and int(after[2]) < int(before[2]):  # noqa: PLR2004
        same = "same" in groups and match["same"]
        if same or int(after[2]) + 12 - int(before[2]) > AHEAD:
            return _with(words, int(year), language) if same else ""
        return _with(words, int(year) + 1, language)
    return _with(words, int(year), language)


def _with(words: str, year: int, language: str) -> str:
    if language == "zh":
        return f"{year}年{words}?"
    return f"{year} {words}?" if language in ("kk", "ug") else f"{words} {year}?"


def dated(whens: list[str], language: str, last: str) -> str:
    """The date that the story has come to: the last of `whens` that has one year, else `last`."""
    for written in reversed(whens):
        read = find_date(written, language)
        if read and _year(read.edtf):
            return read.edtf
    return last
