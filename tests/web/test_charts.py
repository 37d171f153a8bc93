"""Charts: people counted once, by what each reader sees; what is inexact stands apart; cautions and harmless cells."""

import csv
import io

import pytest
from django.test import Client

from tizim import pipeline
from tizim.actions.judgements import judge
from tizim.core.places import find_place
from tizim.db import counting
from tizim.web.search import charts
from tizim.web.search.bars import bars
from world import account, mention_of, said, take_in, who

pytest_plugins = ["at_the_desk"]
TEKES = find_place("Tekes").code


def taken(when, value="detained"):
    return said("event", value, when=when, place=TEKES)


@pytest.fixture
def filled(archive, sit):
    """A person told of twice, one of whom only the year is known, one without dates; another in another compartment."""
    numbers = take_in(
        archive,
        account("Ayshe", taken("2017-10-05"), said("birth", "1970"), said("sex", "female"), said("status", "camp")),
        account("Ayshe N.", taken("2018-02"), said("status", "released_free"), said("reason_official", "=danger")),
        account("Bota", taken("2017"), said("birth", "1999~"), said("reason_suspected", "prayer")),
        account("Zeynep", said("status", "camp")),
    ).numbers
    take_in(archive, account("Canary", taken("2016-01"), said("status", "camp"), compartment="elsewhere"), by="Olga")
    same = {"verdict": "same", "reason": "her own words"}
    judge(by=who("Leila"), mention_a=mention_of(numbers[0]), mention_b=mention_of(numbers[1]), **same)
    pipeline.refresh(who("Ines"))
    sit("Leila")
    return numbers


def figures(name, code):
    return dict(charts.CHARTS[code](who(name)).rows)


@pytest.mark.parametrize("name", ["Leila", "everybody"])
def test_a_person_told_of_twice_counts_once(filled, name, monkeypatch):
    """Leila sees no account of elsewhere: her counts go another way than those of a reader of everything."""
    more = 0
    if name == "everybody":
        from tizim.actions.members import set_member  # noqa: PLC0415 - for this reader alone

        set_member(by=who("Ines"), name="Zara", roles=("reviewer",), compartments=("*",))
        name, more = "Zara", 1
    reader = who(name)
    assert counting.people_by(reader, ("status",)) == {"camp": 2 + more, "released_free": 1}
    assert counting.people_by_place(reader) == {TEKES: 2 + more}
    assert counting.first_detentions(reader) == {
        ("2017-10-05", "1970", "female"): 1, ("2017", "1999~", ""): 1, **({("2016-01", "", ""): 1} if more else {}),
    }  # fmt: skip


def test_what_is_not_exact_to_the_month_stands_apart(filled):
    chart = charts.months(who("Leila"))
    assert chart.rows == [("October 2017", 1)]
    assert chart.apart == ["Not drawn: 1 people of whom no exact month is told."]
    assert charts.months(who("Olga")).apart == []


def test_ages_are_counted_from_years(filled):
    assert figures("Leila", "ages") == {"40 to 49 years, female": 1, "18 to 29 years, sex not told": 1}


def test_the_page_shows_each_drawing_with_its_caution(filled, read):
    page = read("Leila", "/charts")
    assert page.count('<svg class="bars"') == len(charts.CHARTS) == page.count('<p class="caution">')
    assert "Not for publishing" in page and "Documented is not total" in page and "no map" in page
    assert "January 2016" not in page and "January 2016" in read("Olga", "/charts")


def test_an_empty_archive_has_no_drawings_and_no_faults(archive, read):
    assert '<svg class="bars"' not in read("Leila", "/charts")


def test_figures_are_given_as_csv_that_no_spreadsheet_runs(filled, sit, monkeypatch):
    client: Client = sit("Leila")
    answer = client.get("/charts/counties.csv")
    assert answer["Content-Type"].startswith("text/csv") and answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Place", "People"] and [row[1] for row in rows if row[0].startswith("Tekes")] == ["2"]
    monkeypatch.setattr(charts, "place_label", lambda *_given: "=1+1")
    cells = list(csv.reader(io.StringIO(client.get("/charts/counties.csv").content.decode("utf-8-sig"))))
    assert not any(cell.startswith("=") for row in cells for cell in row)
    assert client.get("/charts/nothing.csv").status_code == 404


def test_bars_go_the_other_way_where_the_page_does(filled, read):
    there = sit_words(read)
    assert there["en"] < there["ug"], "words stand at the beginning of the line"


def sit_words(read):
    return {
        code: float(read("Leila", "/charts", language=code).split('<text class="words" x="')[1].split('"')[0])
        for code in ("en", "ug")
    }


def test_a_long_bar_is_as_long_as_its_count():
    drawn = bars([("a", 4), ("b", 1), ("c", 0)], "x", width=400, words=100)
    assert 'width="200.0"' in drawn and 'width="50.0"' in drawn and 'width="0.0"' in drawn
    assert "&lt;b&gt;" in bars([("<b>", 1)], "x")
