"""The voices of a count, one by one: where each ends, why several ends are one, and who goes back to it."""

from itertools import combinations, product

import pytest
from corroborate_rows import account, said, source

from tizim.core.values import Derivation
from tizim.corroborate import count_voices

ACCOUNTS = [account(each, f"s{each}", "article") for each in "ABCD"]
SOURCES = [source("sA"), source("sB", "press"), source("sC", "press"), source("sD", "ngo")]


def each(rows, derivations=(), sources=SOURCES, accounts=ACCOUNTS):
    return count_voices(rows, accounts, sources, derivations).each


def test_a_copy_goes_back_to_the_voice_of_its_origin():
    (voice,) = each([said("A"), said("B", "press")], [Derivation("B", "A", "repost")])
    assert (voice.state, voice.joined, voice.ends, voice.items) == ("origin", "", ("A",), ("A", "B"))


@pytest.mark.parametrize(
    ("rows", "sources", "joined"),
    [
        ("AB", [source("s1")], "same_source"),
        ("AB", [source("sA", public_name="Roza"), source("sB", public_name="roza ")], "same_name"),
        ("AB", [source("sA", same_as="x"), source("sB", same_as="x")], "linked"),
    ],
)
def test_ends_that_are_one_say_why(rows, sources, joined):
    accounts = ACCOUNTS if len(sources) > 1 else [account(one, "s1") for one in rows]
    (voice,) = each([said(one) for one in rows], (), sources, accounts)
    assert (voice.ends, voice.joined) == (("A", "B"), joined)


def test_what_one_office_said_is_one_voice_and_so_is_a_document():
    (voice,) = each([said("B", "official_statement"), said("C", "official_statement")])
    assert (voice.state, voice.joined, voice.counts) == ("carries", "same_office", True)
    (voice,) = each([said("B", "leaked_document"), said("C", "leaked_document")])
    assert (voice.state, voice.joined) == ("carries", "same_document")


def test_what_is_carried_and_heard_directly_does_not_count_twice():
    sources = [source("sA", "official"), source("sB", "press")]
    rows = [said(one, "official_statement") for one in "AB"]
    assert [(one.ends, one.counts) for one in each(rows, (), sources)] == [(("A",), True), (("B",), False)]


def test_a_ring_is_told_as_a_ring_and_no_voice():
    ring = [Derivation("B", "C", "repost"), Derivation("C", "B", "repost")]
    (voice,) = each([said("B", "press"), said("C", "press")], ring)
    assert (voice.state, voice.ends, voice.items, voice.counts) == ("circular", ("B", "C"), ("B", "C"), False)


def test_a_rumour_beside_what_the_same_source_saw_is_not_told_apart():
    (voice,) = each([said("A"), said("A", "rumour")])
    assert voice.state == "origin"


def test_as_many_voices_count_as_the_number_says():
    knows = ("saw_it", "rumour", "official_statement")
    links = [Derivation("B", "A", "retelling"), Derivation("C", "B", "repost"), Derivation("D", "C", "copy")]
    for ways in product(knows, repeat=3):
        for size in range(len(links) + 1):
            for some in combinations(links, size):
                rows = [said(one, way) for one, way in zip("BCD", ways, strict=True)]
                count = count_voices(rows, ACCOUNTS, SOURCES, some)
                counted = [one for one in count.each if one.counts]
                assert len(counted) == count.best or (not counted and count.best == 1), (ways, some)
                assert {item for one in count.each for item in one.items} == set("BCD")
