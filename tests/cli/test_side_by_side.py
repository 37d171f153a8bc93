"""Two columns fit their width in every script, lose no word, and let no name turn the words beside it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tizim.cli.judgement_text import END, ISOLATE, isolated
from tizim.cli.side_by_side import columns, wrapped

WORDS = st.text("абв abc 托勒肯 قايرات ə́", min_size=0, max_size=60)


def bare(line):
    return line.replace(ISOLATE, "").replace(END, "")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=3)), max_size=4),
       st.integers(60, 120))  # fmt: skip
def test_no_line_is_wider_than_the_terminal_and_no_letter_is_lost(rows, width):
    lines = columns(rows, width)
    assert all(cell_len(bare(line)) <= width for line in lines)
    letters = sorted("".join("".join((label, *left, *right)) for label, left, right in rows).replace(" ", ""))
    assert sorted(re.sub("[ │]", "", bare("".join(lines)))) == letters


def test_columns_stand_below_each_other_whatever_the_script():
    lines = columns([("name", ["托勒肯·德梅辛"], ["تولقىن دەمېسىن"]), ("sex", ["male"], [])], 60)
    assert [cell_len(bare(line).split("│")[0] + bare(line).split("│")[1]) for line in lines] == [32, 32]
    assert lines[0].endswith(f"{ISOLATE}تولقىن دەمېسىن{END}")


@pytest.mark.parametrize(("text", "same"), [("Samat", True), ("Самат", True), ("萨马特", True), ("سامات", False)])
def test_only_what_turns_is_isolated(text, same):
    assert (isolated(text) == text) is same


def test_a_word_that_is_too_long_is_cut_and_none_is_lost():
    assert wrapped(["托勒肯德梅辛 ab"], 4) == ["托勒", "肯德", "梅辛", "ab"]
