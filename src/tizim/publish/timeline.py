"""A drawing of what happened when: one line for each dated event or status, as long as the date is inexact.

Drawn as SVG on the server from published statements; it says nothing that the sections do not say in words, so it is
hidden from screen readers. Right to left where the page reads that way.

>>> spread(736330, 736330, 736330, 736694)
(40.0, 43.0)
"""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from tizim.core.dates import from_edtf, sort_key
from tizim.core.i18n import LANGUAGES, current_language
from tizim.core.i18n import gettext as _

from . import wording
from .contents import Contents

WIDTH, MARGIN, ROW, HEAD = 640, 40, 26, 26
FEWEST, MOST = 2, 16


def timeline(contents: Contents, slug: str) -> Markup:
    """The drawing, or nothing where fewer than two dates are told."""
    rows = {(row.when, row.property, row.value) for row in contents.about[slug] if row.property in ("event", "status")}
    dated = sorted((row for row in rows if row[0]), key=lambda row: (sort_key(row[0]), row[1:]))[:MOST]
    spans = [(from_edtf(when), name, value) for when, name, value in dated]
    known = [day for span, _name, _value in spans for day in (span.earliest, span.latest) if day]
    if len(spans) < FEWEST or not known:
        return Markup("")
    first, last = date(min(known).year, 1, 1).toordinal(), date(max(known).year, 12, 31).toordinal()
    height = HEAD + ROW * len(spans) + 8
    lines = [_years(first, last, height)]
    for number, (span, name, value) in enumerate(spans):
        low = span.earliest.toordinal() if span.earliest else first
        high = span.latest.toordinal() if span.latest else last
        lines.append(_line(number, spread(low, high, first, last), name, str(wording.value_words(name, value)), value))
    drawing = Markup('<svg viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>').format(
        WIDTH, height, Markup("").join(lines)
    )
    return Markup('<figure class="timeline">{}<figcaption>{}</figcaption></figure>').format(
        drawing, _("What is told to have happened when. A longer bar is a less exact date, not a longer time.")
    )


def spread(low: int, high: int, first: int, last: int) -> tuple[float, float]:
    """Where a bar begins and ends; at least three units wide, so that a day can be seen."""
    scale = (WIDTH - 2 * MARGIN) / max(last - first, 1)
    start = MARGIN + (low - first) * scale
    return round(start, 1), round(max(MARGIN + (high - first) * scale, start + 3), 1)


def _years(first: int, last: int, height: int) -> Markup:
    begin, end = date.fromordinal(first).year, date.fromordinal(last).year + 1
    step = max(1, (end - begin) // 8)
    lines = []
    for year in range(begin, end + 1, step):
        at = _mirrored(spread(date(year, 1, 1).toordinal(), 0, first, last)[0])
        lines.append(
            Markup(
                '<line class="year" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/><text class="year" x="{0}" y="16">{3}</text>'
            ).format(at, HEAD - 4, height, year)
        )
    return Markup("").join(lines)


def _line(number: int, bar: tuple[float, float], name: str, words: str, code: str) -> Markup:
    top = HEAD + ROW * number
    start, end = sorted(_mirrored(edge) for edge in bar)
    left = (start + end) / 2 < WIDTH / 2
    at, anchor = (end + 7, _anchor("start")) if left else (start - 7, _anchor("end"))
    return Markup(
        '<rect class="{0}" x="{1}" y="{2}" width="{3}" height="10" rx="3"/>'
        '<text class="told" x="{4}" y="{5}" text-anchor="{6}">{7}</text>'
    ).format(f"{name} {code}", start, top + 6, round(end - start, 1), round(at, 1), top + 15, anchor, words)


def _is_rtl() -> bool:
    return LANGUAGES[current_language()].direction == "rtl"


def _mirrored(x: float) -> float:
    return round(WIDTH - x, 1) if _is_rtl() else x


def _anchor(side: str) -> str:
    """SVG counts start and end along the text's direction."""
    if not _is_rtl():
        return side
    return "end" if side == "start" else "start"
