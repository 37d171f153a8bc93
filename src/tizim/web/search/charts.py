"""Drawings of what the archive holds, each with what must not be read into it, its figures as a table and as CSV.

They are counts of what was told, for the office: small numbers are shown as they are and are not for publishing. Not
here: the counts (`db.counting`), how bars are drawn (`bars`), what a release may say (`publish.totals`).
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.core.cells import safe_cell
from tizim.core.dates import show_date
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.places import coarsen_place, place_label
from tizim.core.vocabularies import vocabulary
from tizim.db import counting
from tizim.policies import Actor
from tizim.web import desk
from tizim.web.kept import counted
from tizim.web.search.bars import bars

MOST_ROWS = 60  # of one drawing; the CSV holds all
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d\d)?")
YEAR = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?[~?%]?")
AGES = ((0, 17), (18, 29), (30, 39), (40, 49), (50, 59), (60, 69), (70, 120))


@dataclass(frozen=True)
class Chart:
    """rows: (words, people), drawn in this order; apart: what could not be drawn, in words; left: rows not drawn."""

    code: str
    title: str
    caution: str
    head: str
    rows: list[tuple[str, int]]
    apart: list[str] = field(default_factory=list)

    @property
    def drawing(self) -> str:
        return bars(self.rows[:MOST_ROWS], self.title)

    @property
    def cells(self) -> list[tuple[str, int]]:
        return self.rows[:MOST_ROWS]

    @property
    def left(self) -> int:
        return max(0, len(self.rows) - MOST_ROWS)

    @property
    def heads(self) -> tuple[str, str]:
        return self.head, _("People")

    @property
    def axes(self) -> str:
        return " · ".join(self.heads)

    @property
    def csv(self) -> str:
        return f"/charts/{self.code}.csv"


def charts(request: HttpRequest) -> HttpResponse:
    """All drawings on one page."""
    reader = desk.reader()
    shown = [make(reader) for make in CHARTS.values()]
    return render(request, "desk/search/charts.html", {"charts": shown})


def chart_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of one drawing, all rows; a cell that a spreadsheet would run is made harmless."""
    make = CHARTS.get(code)
    if make is None:
        raise Http404
    chart = make(desk.reader())
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([safe_cell(head) for head in chart.heads])
    rows.writerows([safe_cell(words), count] for words, count in chart.rows)
    rows.writerows([safe_cell(words), ""] for words in (*chart.apart, chart.caution))
    answer = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}.csv"'
    return answer


def _firsts(reader: Actor) -> Counter[tuple[str, str, str]]:
    return counted(reader, "first detentions", lambda: counting.first_detentions(reader))


def months(reader: Actor) -> Chart:
    by_month: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    for (when, _born, _sex), people in _firsts(reader).items():
        known = MONTH.fullmatch(when)
        (by_month if known else apart)[when[:7] if known else "inexact"] += people
    language = current_language()
    rows = [(show_date(month, language), by_month[month]) for month in sorted(by_month)]
    words = [_("Not drawn: {count} people of whom no exact month is told.", count=apart["inexact"])] if apart else []
    return Chart(
        "months", _("First detention, by month"),
        _("This is when documented people were first detained, as told. It does not say how many were detained in all, "
          "nor that detentions grew or fell: some months are told of more than others."),
        _("Month"), rows, words,
    )  # fmt: skip


def counties(reader: Actor) -> Chart:
    found = counted(reader, "places", lambda: counting.people_by_place(reader))
    language = current_language()
    rows = [(_place(code, language), people) for code, people in found.most_common()]
    return Chart(
        "counties", _("Place of detention, as told"),
        _("Places as exact as they were told: a prefecture is not the sum of its counties. Where the office has more "
          "sources, more is documented; it does not say where more people were detained."),
        _("Place"), rows,
    )  # fmt: skip


def reasons(reader: Actor) -> Chart:
    found = counted(reader, "reasons", lambda: counting.people_by(reader, ("reason_official", "reason_suspected")))
    return Chart(
        "reasons", _("Reasons told for the detention"),
        _("Reasons that officials gave and reasons that people suspect, together. Nobody is said to have done this; "
          "whoever is told of with two reasons counts under both."),
        _("Reason"), _worded(found, "reasons"),
    )  # fmt: skip


def statuses(reader: Actor) -> Chart:
    found = counted(reader, "statuses", lambda: counting.people_by(reader, ("status",)))
    return Chart(
        "statuses", _("Status, as told at any time"),
        _("What was told at any time, not how people are today: whoever was in a camp and then released counts under "
          "both, and no news is not good news."),
        _("Status"), _worded(found, "statuses"),
    )  # fmt: skip


def ages(reader: Actor) -> Chart:
    found: Counter[tuple[tuple[int, int], str]] = Counter()
    unknown = 0
    for (when, born, sex), people in _firsts(reader).items():
        band = _band(when, born)
        if band is None:
            unknown += people
        else:
            found[band, sex] += people
    language, sexes = current_language(), vocabulary("sexes")
    rows = []
    for band in AGES:
        of_band = sorted(((sex, people) for (one, sex), people in found.items() if one == band), key=str)
        years = _("{low} to {high} years", low=band[0], high=band[1]) if band[1] < AGES[-1][1] else _("70 or more")
        for sex, people in of_band:
            rows.append((f"{years}, {sexes.label(sex, language) if sex else _('sex not told')}", people))
    words = [_("Not drawn: {count} people whose year of birth or of detention is not told exactly.", count=unknown)]
    return Chart(
        "ages", _("Age at the first detention, and sex"),
        _("Age is counted from years alone and may be one year too high. It describes who is documented, not who was "
          "detained."),
        _("Age and sex"), rows, words if unknown else [],
    )  # fmt: skip


def _band(when: str, born: str) -> tuple[int, int] | None:
    taken, birth = YEAR.fullmatch(when), YEAR.fullmatch(born)
    if taken is None or birth is None:
        return None
    age = int(taken[1]) - int(birth[1])
    return next((band for band in AGES if band[0] <= age <= band[1]), None)


def _worded(found: Counter[str], codes: str) -> list[tuple[str, int]]:
    known, language = vocabulary(codes), current_language()
    words: Counter[str] = Counter()
    for code, people in found.items():
        words[known.label(code, language) if code in known.codes else _("in other words")] += people
    return words.most_common()


def _place(code: str, language: str) -> str:
    """With the prefecture beside a county: names of counties come twice."""
    within = coarsen_place(code, "prefecture")
    label = place_label(code, language)
    return label if within in ("", code) else f"{label} ({place_label(within, language)})"


CHARTS: dict[str, Callable[[Actor], Chart]] = {
    "months": months, "counties": counties, "reasons": reasons, "statuses": statuses, "ages": ages,
}  # fmt: skip
