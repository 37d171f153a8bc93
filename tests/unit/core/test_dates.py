"""Inexact dates beyond the tables of tests/spec: properties over generated dates, words of five languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tizim.core.dates import (
    InexactDate,
    after,
    before,
    coarsen_date,
    find_date,
    from_edtf,
    overlaps,
    parse_date,
    same,
    show_date,
    sort_key,
)
from tizim.core.dates_ages import birth_range, parse_age
from tizim.core.errors import BadInput
from tizim.core.i18n import LANGUAGES

YEARS = st.integers(1, 9998).map(lambda year: f"{year:04d}")
MONTHS = st.tuples(YEARS, st.integers(1, 12)).map(lambda pair: f"{pair[0]}-{pair[1]:02d}")
DAYS = st.dates(date(1, 1, 1), date(9998, 12, 31)).map(date.isoformat)
PARTS = st.tuples(YEARS, st.sampled_from([21, 22, 23, 24, *range(33, 42)])).map(lambda pair: f"{pair[0]}-{pair[1]}")
DECADES = st.integers(1, 998).map(lambda number: f"{number:03d}X")
SIGNED = st.tuples(st.one_of(YEARS, MONTHS, DAYS, PARTS, DECADES), st.sampled_from(["", "?", "~", "%"])).map("".join)


def _ordered(pair: tuple[str, str]) -> tuple[str, str]:
    return tuple(sorted(pair, key=lambda edtf: (from_edtf(edtf).earliest, from_edtf(edtf).latest)))


PAIRS = st.tuples(SIGNED, SIGNED).map(_ordered)
EDTF = st.one_of(
    SIGNED,
    PAIRS.map("/".join),
    PAIRS.map(lambda pair: f"[{pair[0]}..{pair[1]}]"),
    PAIRS.map(lambda pair: f"[{pair[0]},{pair[1]}]"),
    SIGNED.map(lambda one: f"[..{one}]"),
    SIGNED.map(lambda one: f"[{one}..]"),
    SIGNED.map(lambda one: f"{one}/.."),
    SIGNED.map(lambda one: f"../{one}"),
)


@given(EDTF)
@settings(max_examples=300, deadline=None)
def test_every_date_of_the_subset_survives_a_round_trip_unchanged(edtf):
    found = from_edtf(edtf)
    assert found.edtf == edtf == find_date(edtf).edtf
    if found.earliest and found.latest:
        assert found.earliest <= found.latest


@given(EDTF, st.sampled_from(["year", "month", "day"]))
@settings(max_examples=300, deadline=None)
def test_coarsening_never_moves_a_bound_inwards_and_is_stable(edtf, precision):
    fine, coarse = from_edtf(edtf), from_edtf(coarsen_date(edtf, precision))
    assert (coarse.earliest or date.min) <= (fine.earliest or date.min)
    assert (coarse.latest or date.max) >= (fine.latest or date.max)
    assert coarsen_date(coarse.edtf, precision) == coarse.edtf


@given(st.dates(date(2000, 1, 1), date(2029, 12, 31)), st.dates(date(2000, 1, 1), date(2029, 12, 31)))
@settings(max_examples=200, deadline=None)
def test_two_days_of_one_month_are_shown_alike_when_months_are_allowed(one, other):
    same_month = (one.year, one.month) == (other.year, other.month)
    assert (coarsen_date(one.isoformat(), "month") == coarsen_date(other.isoformat(), "month")) == same_month


@given(EDTF, EDTF)
@settings(max_examples=300, deadline=None)
def test_comparisons_agree_with_each_other_whichever_date_comes_first(a, b):
    one, other = from_edtf(a), from_edtf(b)
    assert before(one, other) == after(other, one)
    assert overlaps(one, other) == overlaps(other, one)
    assert same(one, other) == same(other, one)
    if before(one, other):
        assert overlaps(one, other) is False and same(one, other) is False and before(other, one) is False
    if same(one, other):
        assert overlaps(one, other) is True


@given(DAYS, st.one_of(YEARS, MONTHS, DAYS, PARTS))
@settings(max_examples=300, deadline=None)
def test_a_known_day_is_certainly_before_a_plain_date_exactly_when_every_day_of_it_is_later(day, edtf):
    one, other = from_edtf(day), from_edtf(edtf)
    if one.earliest < other.earliest:
        assert before(one, other) is True
    elif one.earliest >= other.latest:
        assert before(one, other) is False
    else:
        assert before(one, other) is None


@given(st.text(max_size=60), st.sampled_from(["", "en", "ru", "kk", "ug", "zh", "xx"]))
@settings(max_examples=400, deadline=None)
def test_any_text_is_a_date_or_none_and_never_an_accident(text, language):
    found = find_date(text, language)
    assert found is None or (isinstance(found, InexactDate) and from_edtf(found.edtf).earliest == found.earliest)


PIECES = "late before 2017 2018 May 3 мая до осень 年 月 10 底 和 之间 жылдың аралығында - / .. ~ ? к 45 лет"
WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=7).map(" ".join)


@given(WORDS)
@settings(max_examples=400, deadline=None)
def test_shuffled_words_of_dates_never_crash_the_reader(text):
    found = find_date(text)
    assert found is None or from_edtf(found.edtf)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edtf", ["2018", "2018-05", "2018-05-03", "2017-23", "2017-39", "2018-05~", "[2017,2018]"])
def test_what_is_shown_is_read_back_as_the_same_date(edtf, language):
    assert find_date(show_date(edtf, language), language).edtf == edtf


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shape_of_date_has_words_in_every_language(language):
    for edtf in ("201X", "20XX", "2017-24", "2017?", "2017%", "2017/2018", "2017/..", "../2017", "[2017..2018]",
                 "[..2017]", "[2017..]", "2017-33", "2017-40", "2017-26", "2017-31", "Y170000002"):  # fmt: skip
        shown = show_date(edtf, language)
        assert shown and "{" not in shown
        assert edtf.startswith("Y") or shown != edtf


def test_text_that_is_no_edtf_is_shown_as_it_is():
    assert show_date("in the year of the sheep", "en") == "in the year of the sheep"
    assert show_date("", "en") == ""


def test_a_refused_date_says_what_to_write_and_keeps_a_long_text_out_of_the_message():
    with pytest.raises(BadInput, match="cannot be read as a date.*late 2017"):
        parse_date("x" * 500)
    with pytest.raises(BadInput, match="no precision"):
        coarsen_date("2018", "week")


def test_chronologies_put_what_ends_earlier_first_and_what_says_nothing_last():
    dates = ["", "2018", "[..2017]", "2017-10", "2018-01-05", "2017-10-03"]
    assert sorted(dates, key=sort_key) == ["2017-10", "2017-10-03", "[..2017]", "2018", "2018-01-05", ""]


@pytest.mark.parametrize(
    ("text", "ages"),
    [("45", (45, 45)), ("45 years old", (45, 45)), ("40-45", (40, 45)), ("about 45", (43, 47)), ("45岁", (45, 45)),
     ("около 45 лет", (43, 47)), ("in his 40s", (40, 49)), ("early 30s", (30, 34)), ("三十多岁", (30, 39)),
     ("45 жаста", (45, 45)), ("虚岁46", (44, 45)), ("٤٥", (45, 45))],
)  # fmt: skip
def test_ages_are_read_with_their_inexactness(text, ages):
    assert parse_age(text) == ages


@pytest.mark.parametrize("text", ["old", "450", "1972", "-", "born 1972 or so, 3 children, 40"])
def test_what_is_no_age_is_refused(text):
    with pytest.raises(BadInput):
        parse_age(text)


def test_an_age_needs_a_bounded_date_to_say_when_someone_was_born():
    assert birth_range(1, 1, "2020-02-29") == "[2018-03-01..2019-02-28]"
    with pytest.raises(BadInput, match="when the age was true"):
        birth_range(45, 45, "2018/..")
