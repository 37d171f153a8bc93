"""The tables beside this file are the specification of inexact dates; every row is a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from tizim.core.dates import after, before, coarsen_date, find_date, from_edtf, overlaps, same

HERE = Path(__file__).parent
ANSWERS = {True: "yes", False: "no", None: "?"}


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize(("text", "language", "edtf", "earliest", "latest"), rows("dates.txt"))
def test_a_written_date_is_read_as_the_table_says(text, language, edtf, earliest, latest):
    found = find_date(text, language)
    if edtf == "unreadable":
        assert found is None
        return
    assert found is not None
    assert (found.edtf, str(found.earliest or "-"), str(found.latest or "-")) == (edtf, earliest, latest)
    assert found.text == text


@pytest.mark.parametrize(("a", "b", "is_before", "is_after", "do_overlap", "are_same"), rows("dates_compared.txt"))
def test_two_dates_compare_as_the_table_says(a, b, is_before, is_after, do_overlap, are_same):
    one, other = from_edtf(a), from_edtf(b)
    answers = [ANSWERS[compare(one, other)] for compare in (before, after, overlaps, same)]
    assert answers == [is_before, is_after, do_overlap, are_same]


@pytest.mark.parametrize(("edtf", "precision", "shown"), rows("dates_coarser.txt"))
def test_consent_to_a_precision_leaves_what_the_table_says(edtf, precision, shown):
    assert coarsen_date(edtf, precision) == shown
