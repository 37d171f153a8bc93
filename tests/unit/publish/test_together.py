"""Which mentions stand on one page."""

from __future__ import annotations

import pytest

from tizim.core.values import Judgement
from tizim.publish.together import disputed_pages, together

ALL = {"a": "a", "b": "a", "c": "a", "x": "a"}


def j(name, pair, by, verdict="same", **rest):
    return Judgement(name, *pair, verdict, "", by, **rest)


CASES = {
    "one person is not enough": ([j("1", "ab", "Ana")], "abc"),
    "one person twice is not enough": ([j("1", "ab", "Ana"), j("2", "ab", "Ana", seconds="1")], "abc"),
    "a confirmation joins": ([j("1", "ab", "Ana"), j("2", "ab", "Bo", seconds="1")], "aac"),
    "two people who judge alone join": ([j("1", "ab", "Ana"), j("2", "ba", "Bo")], "aac"),
    "a confirmation of another pair does not": ([j("1", "ab", "Ana"), j("2", "bc", "Bo", seconds="1")], "abc"),
    "a judgement taken back does not": (
        [j("1", "ab", "Ana"), j("2", "ab", "Bo", seconds="1"), j("3", "ab", "Ana", undoes="1")],
        "abc",
    ),
    "taking back a taking-back restores": (
        [j("1", "ab", "Ana"), j("2", "ab", "Bo"), j("3", "ab", "Ana", undoes="1"), j("4", "ab", "Ana", undoes="3")],
        "aac",
    ),
    "a circle of taking back is void": (
        [j("1", "ab", "Ana", undoes="3"), j("2", "ab", "Bo"), j("3", "ab", "Ana", undoes="1")],
        "abc",
    ),
    "a hidden mention is no bridge": (
        [j("1", "ax", "Ana"), j("2", "ax", "Bo"), j("3", "xb", "Ana"), j("4", "xb", "Bo")],
        "abc",
    ),
    "a dispute keeps the whole chain apart": (
        [
            j("1", "ab", "Ana"),
            j("2", "ab", "Bo"),
            j("3", "bc", "Ana"),
            j("4", "bc", "Bo"),
            j("5", "ac", "Cy", "different"),
        ],
        "abc",
    ),
    "undecided joins nothing": ([j("1", "ab", "Ana", "undecided"), j("2", "ab", "Bo", "undecided")], "abc"),
}


@pytest.mark.parametrize("name", CASES)
def test_pages_are_joined_by_two_people_over_published_mentions(name):
    rows, pages = CASES[name]
    assert together("abc", rows, ALL) == dict(zip("abc", pages, strict=True))
    assert together("cab", rows[::-1], ALL) == dict(zip("abc", pages, strict=True))


def test_clusters_can_only_keep_apart():
    rows = [j("1", "ab", "Ana"), j("2", "ab", "Bo")]
    assert together("abc", rows, {"a": "a", "b": "b"})["b"] == "b"
    assert together("abc", [], ALL) == {"a": "a", "b": "b", "c": "c"}


SIGNED = [j("1", "ab", "Ana"), j("2", "ab", "Bo", seconds="1"), j("3", "bc", "Ana"), j("4", "bc", "Bo", seconds="3")]
DISPUTES = {
    "one person parts no page that was shown": ([*SIGNED, j("6", "ac", "Cy", "different")], ["5"], "aaa"),
    "what was never shown joined stands alone": ([*SIGNED, j("6", "ac", "Cy", "different")], ["0"], "abc"),
    "what is signed during a dispute waits": (
        [*SIGNED[:2], j("6", "ac", "Cy", "different"), *(j(f"8{at}", "bc", by) for at, by in enumerate(("Ana", "Bo")))],
        ["5", "7"],
        "aac",
    ),
    "and waits in the releases after as well": (
        [*SIGNED[:2], j("6", "ac", "Cy", "different"), *(j(f"8{at}", "bc", by) for at, by in enumerate(("Ana", "Bo")))],
        ["5", "7", "9"],
        "aac",
    ),
    "two people part it": (
        [*SIGNED, j("6", "ac", "Cy", "different"), j("7", "ac", "Di", "different", seconds="6")],
        ["5"],
        "abc",
    ),
    "a dispute that is taken back was never there": (
        [*SIGNED, j("6", "ac", "Cy", "different"), j("8", "ac", "Cy", "different", undoes="6")],
        ["5", "7"],
        "aaa",
    ),
    "a same that is taken back does not stay, shown or not": (
        [*SIGNED, j("6", "ab", "Ana", undoes="1"), j("7", "bc", "Cy", "different")],
        ["5"],
        "abb",
    ),
}


@pytest.mark.parametrize("name", DISPUTES)
def test_a_disputed_page_stays_as_the_last_release_left_it(name):
    rows, releases, pages = DISPUTES[name]
    assert together("abc", rows, ALL, releases) == dict(zip("abc", pages, strict=True))
    assert together("cab", rows[::-1], ALL, releases) == dict(zip("abc", pages, strict=True))


def test_a_dispute_is_reported_with_its_page():
    assert disputed_pages("abc", [*SIGNED, j("6", "ac", "Cy", "different")], ALL) == {"a": "a", "b": "a", "c": "a"}
    assert disputed_pages("abc", SIGNED, ALL) == {}
