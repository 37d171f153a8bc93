"""Inexact dates in writing: the subset of EDTF (ISO 8601-2:2019) that Tizim keeps, read into earliest and latest.

Level 0 dates and intervals; level 1 (`?` `~` `%`, `201X`, `2017-XX`, seasons, open `..` and unknown ends, years of
more than four digits); of level 2 the one-of sets (`[2017,2018]`, `[2017-03..2017-05]`, `[..2017]`, `[2018..]`) and
the groupings of a year 25–41. Not here: all-of sets `{…}`, qualification of a part, times of day, other calendars.

Invariants: reading never rounds to a day that was not said · `earliest`/`latest` are nominal, the slack of `~`
lives in `Span` · what lies outside the years 1–9999 is unbounded · a season `winter 2017` holds all its readings,
January 2017 to February 2018.

Spec: docs/spec/statement.md, "Inexact dates".

>>> read_edtf("2017-10~/2018-02").earliest, read_edtf("[..2017-11]").latest
(datetime.date(2017, 10, 1), datetime.date(2017, 11, 30))
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .errors import BadInput
from .i18n import gettext as _

FIRST, LAST = -(10**9), 10**9  # days before and after any calendar
EARLY, MID, LATE = 37, 38, 39  # "early 2017" … are written as the thirds of a year, 2017-37 …

# code of a part of a year → first month, number of months (ISO 8601-2, table of sub-year groupings)
PARTS = {
    **{code: (3 * code - 60, 3) for code in (21, 22, 23)},
    **{code: (3 * code - 72, 3) for code in (25, 26, 27)},
    **{29 + i: (month, 3) for i, month in ((0, 9), (2, 3), (3, 6))},
    **{33 + i: (3 * i + 1, 3) for i in range(4)},
    **{37 + i: (4 * i + 1, 4) for i in range(3)},
    **{40 + i: (6 * i + 1, 6) for i in range(2)},
}
OVER_NEW_YEAR = (24, 28, 30)  # winters (30: the southern summer), which may be named after either of their two years
SLACK_DAYS = {"day": 7, "month": 31, "season": 45, "year": 366, "decade": 1830, "century": 18300, "long": 0}


@dataclass(frozen=True)
class Part:
    """One date of an EDTF text: as written without its qualifier, with bounds as day numbers."""

    text: str
    low: int
    high: int
    precision: str  # day | month | season | year | decade | century | long
    qualifier: str = ""

    @property
    def slack_days(self) -> int:
        times = {"": 0, "?": 1, "~": 1, "%": 2}[self.qualifier]
        return times * SLACK_DAYS[self.precision]


@dataclass(frozen=True)
class Edtf:
    """A whole EDTF text. kind: date | interval | set; `parts` are pairs (from, to), None = open, equal = one date."""

    text: str
    kind: str
    parts: tuple[tuple[Part | None, Part | None], ...]
    unknown_start: bool = False
    unknown_end: bool = False

    @property
    def earliest(self) -> date | None:
        return _day(min(FIRST if low is None else low.low for low, _ in self.parts))

    @property
    def latest(self) -> date | None:
        return _day(max(LAST if high is None else high.high for _, high in self.parts))

    @property
    def qualifier(self) -> str:
        signs = {part.qualifier for pair in self.parts for part in pair if part is not None} - {""}
        return "%" if "%" in signs or len(signs) > 1 else "".join(signs)


_PART = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X|\d{2}XX|Y-?\d{5,9})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<sign>[?~%])?",
    re.ASCII,
)


@lru_cache(maxsize=50_000)
def read_edtf(text: str) -> Edtf:
    """The parts of an EDTF text. Raises BadInput with the piece that is not of the subset."""
    if len(text) > 200:
        raise _no(text[:40] + "…")
    if text.startswith("[") and text.endswith("]"):
        return _set(text)
    if "/" in text:
        return _interval(text)
    part = read_part(text)
    return Edtf(text, "date", ((part, part),))


def read_part(text: str) -> Part:
    """One date, season or year. Raises BadInput."""
    found = _PART.fullmatch(text)
    if not found:
        raise _no(text)
    year, month, day, sign = found["year"], found["month"], found["day"], found["sign"] or ""
    plain = text.removesuffix(sign) if sign else text
    if "X" in year or year[0] in "Y-":
        if month:
            raise _no(text)
        return Part(plain, *_years(year), sign)
    if month is None or month == "XX":
        if day and day != "XX":
            raise _no(text)
        return Part(plain, *_years(year), sign)
    number = int(month)
    if number in OVER_NEW_YEAR or number in PARTS:
        if day:
            raise _no(text)
        return Part(plain, *_season(int(year), number), "season", sign)
    try:
        if day is None or day == "XX":
            return Part(plain, *_months(int(year), number, 1), "month", sign)
        one = date(int(year), number, int(day)).toordinal() if int(year) else _years(year)[0]
    except ValueError:
        raise _no(text) from None
    return Part(plain, one, one, "day", sign)


def _set(text: str) -> Edtf:
    pairs: list[tuple[Part | None, Part | None]] = []
    for piece in text[1:-1].split(","):
        low, dots, high = piece.strip().partition("..")
        if not low and not high:
            raise _no(text)
        start = read_part(low) if low else None
        end = (read_part(high) if high else None) if dots else start
        if start and end and start.low > end.high:
            raise BadInput(_("“{text}” ends before it begins.", text=text), _("Write the earlier date first."))
        pairs.append((start, end))
    return Edtf(text, "set", tuple(pairs))


def _interval(text: str) -> Edtf:
    left, slash, right = text.partition("/")
    if not slash or "/" in right or (left in ("", "..") and right in ("", "..")):
        raise _no(text)
    start = None if left in ("", "..") else read_part(left)
    end = None if right in ("", "..") else read_part(right)
    if start and end and start.low > end.high:
        raise BadInput(_("“{text}” ends before it begins.", text=text), _("Write the earlier date first."))
    return Edtf(text, "interval", ((start, end),), unknown_start=left == "", unknown_end=right == "")


def _years(year: str) -> tuple[int, int, str]:
    """First and last day, and precision, of a year, a decade or a century as written."""
    if year[0] in "Y-" or year == "0000":
        number = int(year.lstrip("Y"))
        return (date.max.toordinal(), LAST, "long") if number > 9999 else (FIRST, date.min.toordinal(), "long")
    low, high = max(int(year.replace("X", "0")), 1), int(year.replace("X", "9"))
    precision = ("year", "decade", "century")[year.count("X")]
    return date(low, 1, 1).toordinal(), date(max(high, 1), 12, 31).toordinal(), precision


def _months(year: int, month: int, count: int) -> tuple[int, int]:
    """First and last day of `count` months from `month`, which may run into the next year."""
    if not 1 <= month <= 12 or year < 1:
        raise ValueError("no such month")
    last_year, last = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    if last_year > 9999:
        return date(year, month, 1).toordinal(), date.max.toordinal()
    return date(year, month, 1).toordinal(), date(last_year, last, monthrange(last_year, last)[1]).toordinal()


def _season(year: int, code: int) -> tuple[int, int]:
    month, count = (1, 14) if code in OVER_NEW_YEAR else PARTS[code]
    return _months(max(year, 1), month, count)


def _day(number: int) -> date | None:
    return date.fromordinal(number) if date.min.toordinal() <= number <= date.max.toordinal() else None


def _no(text: str) -> BadInput:
    return BadInput(
        _("“{text}” is no date in EDTF.", text=text), _("Write 2017, 2017-10, 2017-10-05, 2017-10~ or 2017-10/2018-02.")
    )
