"""Two who were told by the same person are one voice; words never join, and who also saw it stays a voice."""

import pytest
from corroborate_rows import account, said, source

from tizim.core.voice_tree import trees
from tizim.corroborate import count_voices

ACCOUNTS = [account(each, f"s{each}") for each in "ABC"]
SOURCES = [source(f"s{each}") for each in "ABC"]
PEOPLE = {"mA": "omar", "mB": "omar", "mC": "roza"}  # as reviewers judged: A and B name the same man


def told(account_id, told_by, how_known="told_by_acquaintance", **more):
    return said(account_id, how_known, told_by=told_by, **more)


def numbers(*rows):
    count = count_voices(rows, ACCOUNTS, SOURCES, (), PEOPLE)
    return count.low, count.best, count.high


def test_two_who_were_told_by_one_person_are_one_voice_and_perhaps_two():
    assert numbers(told("A", "mA"), told("B", "mB")) == (1, 1, 2)
    assert numbers(told("A", "mA"), told("C", "mC")) == (2, 2, 2)
    assert numbers(told("A", "mA"), told("B", "mB"), told("C", "mC")) == (2, 2, 3)


@pytest.mark.parametrize("words", ["a cousin in Almaty", "mX", "omar"])
def test_words_and_unknown_people_join_nothing(words):
    assert numbers(told("A", words), told("B", words)) == (2, 2, 2)


@pytest.mark.parametrize("how_known", ["saw_it", "experienced_it", "document"])
def test_who_saw_it_is_no_ones_echo(how_known):
    assert numbers(told("A", "mA", how_known), told("B", "mB")) == (2, 2, 2)


def test_who_was_told_and_also_saw_it_or_was_told_by_two_stays_a_voice():
    assert numbers(told("A", "mA"), said("A", "saw_it", id_="t2"), told("B", "mB")) == (2, 2, 2)
    of_two = (told("A", "mA"), told("A", "mC", id_="t2"))
    assert numbers(*of_two, told("B", "mB")) == (2, 2, 2)
    assert numbers(*of_two, told("B", "mB"), told("C", "mC")) == (3, 3, 3)


def test_a_rumour_with_a_teller_is_still_no_certain_voice():
    assert numbers(told("A", "mA", "rumour"), told("B", "mB")) == (1, 1, 2)


def test_the_graph_says_who_told_both_and_the_voices_name_their_accounts():
    count = count_voices([told("A", "mA"), told("B", "mB"), said("C")], ACCOUNTS, SOURCES, (), PEOPLE)
    assert {step for step in count.steps if step[1] == "told_by"} == {
        ("A", "told_by", "mA", "told by the same person"),
        ("B", "told_by", "mB", "told by the same person"),
    }
    assert [(one.ends, one.joined, one.counts) for one in count.each] == [
        (("A", "B"), "same_teller", True),
        (("C",), "", True),
    ]
    assert [one.told_by for one in trees(count, "ABC", set("ABC"))] == ["mA", "mB", ""]


def test_the_order_of_rows_changes_nothing():
    rows = [told("A", "mA"), told("B", "mB"), said("C")]
    assert len({count_voices(order, ACCOUNTS, SOURCES, (), PEOPLE) for order in (rows, rows[::-1])}) == 1
