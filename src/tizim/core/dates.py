"""Inexact dates: what a person said about a time, as a range of days, compared without pretending to know more.

"Late 2017" is a range, "around October 2017" a range with slack, "since May" a range without an end. They are kept
as EDTF text (`dates_edtf`), read from the words of five languages (`dates_words`), and shown in the reader's
language (`dates_shown`). This module is not a calendar of the sources' own: Islamic and lunar dates are kept as words.

Invariants: never 1 January for "2017" · comparisons answer True, False, or None for "cannot be told" · a date with
`~` or `?` is never certain about its edges · the words as given stay beside the reading.

Spec: docs/spec/statement.md, "Inexact dates"; tests/spec/dates.txt.

>>> parse_date("late 2017").edtf, parse_date("2018年5月3日").edtf, parse_date("до мая 2018").edtf
('2017-39', '2018-05-03', '[..2018-04]')
>>> before(parse_date("2017-10"), parse_date("about May 2018")), before(from_edtf("2017"), from_edtf("2017-05"))
(True, None)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .dates_edtf import FIRST, LAST, Part, read_edtf
from .dates_shown import coarsen_date, show_date
from .dates_words import edtf_of_words
from .errors import BadInput
from .i18n import gettext as _

__all__ = [
    "InexactDate",
    "after",
    "before",
    "coarsen_date",
    "find_date",
    "from_edtf",
    "overlaps",
    "parse_date",
    "same",
    "show_date",
    "sort_key",
]


@dataclass(frozen=True)
class InexactDate:
    """A time as stated. None = unbounded; `qualifier` is ? (uncertain), ~ (about), % (both) or ""; `text` as given."""

    edtf: str
    earliest: date | None
    latest: date | None
    qualifier: str
    text: str


@lru_cache(maxsize=50_000)
def parse_date(text: str, language: str = "") -> InexactDate:
    """Read a date as people write it: EDTF, numbers, or words in en, kk, ug, ru, zh (any of them if not told).

    Raises BadInput for what cannot be read; nothing is guessed from today's date ("last year" cannot be read).
    """
    edtf = edtf_of_words(text, language)
    if edtf is None:
        raise BadInput(
            _("“{text}” cannot be read as a date.", text=text[:60]),
            _("Write it like 2017, 2017-10, 3 May 2018, late 2017 or before May 2018; the words themselves are kept."),
        )
    return _inexact(edtf, text)


def find_date(text: str, language: str = "") -> InexactDate | None:
    """As `parse_date`, None for what cannot be read."""
    try:
        return parse_date(text, language)
    except BadInput:
        return None


def from_edtf(edtf: str) -> InexactDate:
    """The date of an EDTF text of our subset. Raises BadInput."""
    return _inexact(edtf, edtf)


def before(a: InexactDate, b: InexactDate) -> bool | None:
    """Whether `a` ended before `b` began."""
    x, y = _span(a.edtf), _span(b.edtf)
    if x.end_high < y.start_low:
        return True
    return False if x.end_low >= y.start_high else None


def after(a: InexactDate, b: InexactDate) -> bool | None:
    """Whether `a` began after `b` ended."""
    return before(b, a)


def overlaps(a: InexactDate, b: InexactDate) -> bool | None:
    """Whether some day belongs to both. Two single times overlap for certain only if both are the same known day."""
    x, y = _span(a.edtf), _span(b.edtf)
    if x.end_high < y.start_low or y.end_high < x.start_low:
        return False
    return True if x.start_high <= y.end_low and y.start_high <= x.end_low else None


def same(a: InexactDate, b: InexactDate) -> bool | None:
    """Whether both mean the same time. None as soon as either could be another day of its range."""
    x, y = _span(a.edtf), _span(b.edtf)
    apart = overlaps(a, b) is False
    if x.lasts and y.lasts:
        apart = apart or _apart(x.start_low, x.start_high, y.start_low, y.start_high)
        apart = apart or _apart(x.end_low, x.end_high, y.end_low, y.end_high)
    if apart:
        return False
    known = x.start_low == x.start_high and x.end_low == x.end_high
    return True if known and x == y else None


def sort_key(edtf: str) -> tuple[int, int]:
    """For chronologies: earliest first, then latest; dates that say nothing last."""
    if not edtf:
        return (LAST, LAST)
    date_ = read_edtf(edtf)
    low = date_.earliest.toordinal() if date_.earliest else FIRST
    high = date_.latest.toordinal() if date_.latest else LAST
    return (high, high) if low == FIRST else (low, high)  # "before May" stands where it ends


@dataclass(frozen=True)
class _Span:
    """Between which days a time began and ended, slack included. A single time begins and ends on one day."""

    start_low: int
    start_high: int
    end_low: int
    end_high: int
    lasts: bool = False


@lru_cache(maxsize=50_000)
def _span(edtf: str) -> _Span:
    read = read_edtf(edtf)
    if read.kind != "interval":
        low = min(_low(start) for start, _ in read.parts)
        high = max(_high(end) for _, end in read.parts)
        return _Span(low, high, low, high)
    start, end = read.parts[0]
    start_low, start_high = _low(start), _high(start) if start else FIRST
    end_low, end_high = _low(end) if end else LAST, _high(end)
    if read.unknown_start:
        start_high = end_high
    if read.unknown_end:
        end_low = start_low
    return _Span(start_low, start_high, end_low, end_high, lasts=True)


def _low(part: Part | None) -> int:
    return FIRST if part is None else part.low - part.slack_days


def _high(part: Part | None) -> int:
    return LAST if part is None else part.high + part.slack_days


def _apart(low_a: int, high_a: int, low_b: int, high_b: int) -> bool:
    return high_a < low_b or high_b < low_a


@lru_cache(maxsize=50_000)
def _inexact(edtf: str, text: str) -> InexactDate:
    read = read_edtf(edtf)
    return InexactDate(edtf, read.earliest, read.latest, read.qualifier, text)
