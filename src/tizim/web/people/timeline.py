"""The drawing of what happened when: one lane a kind, a bar for each dated value, today at the edge.

Positions along the time are percentages, so that the drawing is as wide as its page while letters keep their size.
Right to left where the page reads so. It says nothing that its table does not say.

>>> spread(10, 20, 0, 100)
(10.0, 20.0)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.utils.safestring import SafeString

from tizim.core.i18n import gettext as _
from tizim.web.people.drawing import element, joined, page_direction, said, shortened, text
from tizim.web.people.lanes import Bar, lane_label

HEAD, LANE, ROW, FOOT = 30, 26, 34, 8  # heights in pixels
MOST = 40  # bars; the table has all
EDGE = 96.0  # percent of the width where today is
SHORT = 12.0  # days: a shorter time is a point
FEWEST_YEARS = 3


def timeline(bars: Sequence[Bar], today_on: date) -> SafeString:
    """The drawing, or nothing where no date is told."""
    shown = list(bars[:MOST])
    known = [day for bar in shown for day in (bar.first, bar.last) if day]
    if not shown:
        return SafeString("")
    last = max(today_on.toordinal(), *known)
    first = min(date.fromordinal(min(known)).year, today_on.year - FEWEST_YEARS)
    start = date(first, 1, 1).toordinal()
    parts, top = [], HEAD
    for lane, rows in groupby(shown, key=lambda bar: bar.lane):
        parts.append(_lane(lane, top))
        top += LANE
        for bar in rows:
            parts.append(_bar(bar, top, start, last))
            top += ROW
    height = top + FOOT
    title = said("title", _("What is told to have happened when"), id="timeline-title")
    about = said("desc", _describe(shown), id="timeline-desc")
    return element(
        "svg", joined([title, about, _fades(), _years(start, last, height, today_on), *parts]), class_="timeline",
        role="img", aria_labelledby="timeline-title timeline-desc", width="100%", height=height,
    )  # fmt: skip


def spread(low: int, high: int, first: int, last: int) -> tuple[float, float]:
    """Where a bar begins and ends, in percent of the time shown."""
    scale = 100 / max(last - first, 1)
    return round((low - first) * scale, 2), round((high - first) * scale, 2)


def _x(percent: float) -> str:
    """A place along the time as one on the page."""
    at = 1 + percent * (EDGE - 1) / 100
    return f"{at if page_direction() == 'ltr' else 100 - at:.2f}%"


def _width(percent: float) -> str:
    return f"{percent * (EDGE - 1) / 100:.2f}%"


def _bar(bar: Bar, top: int, first: int, last: int) -> SafeString:
    low = bar.first if bar.first is not None else first
    high = bar.last if bar.last is not None else last
    start, end = spread(low, high, first, last)
    kind = f"{bar.lane}{' status' if bar.status else ''}{' about' if bar.about else ''}"
    if high - low < SHORT:
        shape = element("circle", class_=f"span {kind}", cx=_x((start + end) / 2), cy=top + 25, r=5)
    else:
        left = start if page_direction() == "ltr" else end
        fade = "before" if bar.first is None else "after" if bar.last is None else ""
        shape = element(
            "rect", class_=f"span {kind}", x=_x(left), y=top + 20, width=_width(max(end - start, 0.6)), height=10, rx=3,
            fill=f"url(#fade-{fade})" if fade else None,
        )  # fmt: skip
    late = start > 50
    side = ("right" if late else "left") if page_direction() == "ltr" else ("left" if late else "right")
    label = f"{shortened(bar.words, 26)} · {bar.marks}"
    return joined([shape, text(label, _x(end if late else start), top + 14, anchor=side, class_="told")])


def _lane(lane: str, top: int) -> SafeString:
    side = "left" if page_direction() == "ltr" else "right"
    line = element("line", class_="lane", x1="0%", x2="100%", y1=top + 3, y2=top + 3)
    return joined(
        [line, text(lane_label(lane), "0%" if side == "left" else "100%", top + 19, anchor=side, class_="lane")]
    )


def _years(first: int, last: int, height: int, today_on: date) -> SafeString:
    begin, end = date.fromordinal(first).year, date.fromordinal(last).year
    step = max(1, -(-(end - begin) // 6))
    parts = []
    for year in range(begin, end + 1, step):
        percent = spread(date(year, 1, 1).toordinal(), 0, first, last)[0]
        at = _x(percent)
        parts.append(element("line", class_="year", x1=at, x2=at, y1=HEAD - 8, y2=height))
        near_today = spread(today_on.toordinal(), 0, first, last)[0] - percent < 9
        if not near_today:
            side = ("left" if page_direction() == "ltr" else "right") if percent < 5 else "middle"
            parts.append(text(str(year), at, 15, anchor=side, class_="year"))
    at = _x(spread(today_on.toordinal(), 0, first, last)[0])
    parts.append(element("line", class_="today", x1=at, x2=at, y1=HEAD - 8, y2=height))
    end_side = "right" if page_direction() == "ltr" else "left"
    parts.append(text(_("today"), "100%" if end_side == "right" else "0%", 15, anchor=end_side, class_="today"))
    return joined(parts)


def _fades() -> SafeString:
    """Bars that are open in one direction fade there."""
    made = []
    for name in ("before", "after"):
        open_first = (name == "before") == (page_direction() == "ltr")
        near, far = (0.08, 1) if open_first else (1, 0.08)
        stops = [element("stop", offset=at, stop_opacity=value) for at, value in ((0, near), (1, far))]
        made.append(element("linearGradient", joined(stops), id=f"fade-{name}", class_="fade"))
    return element("defs", joined(made))


def _describe(shown: Sequence[Bar]) -> str:
    words = [f"{bar.words}, {bar.when} ({bar.marks})" for bar in shown]
    return _("{lines}. The table below says the same.", lines="; ".join(words))
