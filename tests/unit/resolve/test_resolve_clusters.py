"""Clusters are a pure function of the judgements: order is irrelevant, and what is taken back was never there."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tizim.core.joining import standing
from tizim.core.values import Judgement
from tizim.resolve.clusters import clusters, new_conflicts, ways_out

MENTIONS = [f"m{at}" for at in range(8)]


def judge(row_id, a, b, verdict="same", by="ann", **more):
    return Judgement(row_id, a, b, verdict, "because", by, **more)


def test_same_joins_through_others_and_takes_the_smallest_id():
    rows = [judge("j1", "m3", "m2"), judge("j2", "m3", "m1")]
    assert clusters(["m1", "m2", "m3", "m4"], rows).of == {"m1": "m1", "m2": "m1", "m3": "m1", "m4": "m4"}


def test_different_and_undecided_join_nothing():
    rows = [judge("j1", "m1", "m2", "different"), judge("j2", "m2", "m3", "undecided")]
    assert clusters(["m1", "m2", "m3"], rows).groups() == {"m1": ("m1",), "m2": ("m2",), "m3": ("m3",)}


def test_a_different_inside_a_cluster_is_reported_with_the_chain_and_parts_nothing():
    rows = [judge("j1", "m1", "m2"), judge("j2", "m2", "m3"), judge("j3", "m3", "m1", "different", "bek")]
    found = clusters(["m1", "m2", "m3"], rows)
    assert found.of["m3"] == "m1"
    assert [(c.mention_a, c.mention_b, c.different, c.chain) for c in found.conflicts] == [
        ("m1", "m3", ("j3",), ("j1", "j2"))
    ]
    assert found.conflicted() == {"m1"}


def test_taking_back_a_taking_back_restores():
    rows = [judge("j1", "m1", "m2"), judge("j2", "m1", "m2", undoes="j1"), judge("j3", "m1", "m2", undoes="j2")]
    assert clusters(["m1", "m2"], rows[:2]).of["m2"] == "m2"
    assert clusters(["m1", "m2"], rows).of["m2"] == "m1"


def test_rows_that_take_each_other_back_in_a_circle_are_void():
    rows = [judge("j1", "m1", "m2", undoes="j2"), judge("j2", "m1", "m2", undoes="j1"), judge("j3", "m1", "m2")]
    assert clusters(["m1", "m2"], rows).of["m2"] == "m1"


def test_a_judgement_about_an_erased_mention_is_passed_over():
    rows = [judge("j1", "m1", "gone"), judge("j2", "gone", "m2")]
    assert clusters(["m1", "m2"], rows).of == {"m1": "m1", "m2": "m2"}


@pytest.mark.parametrize(
    ("second", "joins"),
    [
        (None, False),
        (judge("j2", "m2", "m1", by="bek", seconds="j1"), True),
        (judge("j2", "m2", "m1", by="bek"), True),
        (judge("j2", "m2", "m1", by="ann", seconds="j1"), False),
        (judge("j2", "m2", "m1", "different", by="bek", seconds="j1"), False),
        (judge("j2", "m2", "m3", by="bek", seconds="j1"), False),
    ],
)
def test_where_a_second_person_is_needed_one_person_joins_nothing(second, joins):
    rows = [judge("j1", "m1", "m2")] + ([second] if second else [])
    found = clusters(["m1", "m2", "m3"], rows, need_second={"m1"})
    assert (found.of["m2"] == "m1") is joins
    assert ("j1" in found.waiting) is not joins


def test_a_confirmation_joins_nothing_once_what_it_confirmed_is_taken_back():
    rows = [judge("j1", "m1", "m2"), judge("j2", "m1", "m2", by="bek", seconds="j1")]
    rows.append(judge("j3", "m1", "m2", undoes="j1"))
    assert clusters(["m1", "m2"], rows).of["m2"] == "m2"


def test_a_withdrawn_confirmation_no_longer_counts():
    rows = [judge("j1", "m1", "m2"), judge("j2", "m1", "m2", by="bek", seconds="j1")]
    rows.append(judge("j3", "m1", "m2", by="bek", undoes="j2"))
    assert clusters(["m1", "m2"], rows, need_second=lambda row: True).of["m2"] == "m2"


@st.composite
def histories(draw):
    rows = []
    for at in range(draw(st.integers(0, 14))):
        a, b = draw(st.lists(st.sampled_from(MENTIONS), min_size=2, max_size=2, unique=True))
        verdict = draw(st.sampled_from(["same", "same", "different", "undecided"]))
        link = draw(st.sampled_from(["", "", "undoes", "seconds"])) if rows else ""
        more = {link: draw(st.sampled_from(rows)).id} if link else {}
        rows.append(judge(f"j{at:02}", a, b, verdict, draw(st.sampled_from(["ann", "bek"])), **more))
    return rows


@settings(max_examples=150, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_the_judgements_does_not_matter(rows, chance):
    shuffled, mentions = rows[:], MENTIONS[:]
    chance.shuffle(shuffled)
    chance.shuffle(mentions)
    for need in ((), {"m0", "m3"}):
        assert repr(clusters(mentions, shuffled, need_second=need)) == repr(clusters(MENTIONS, rows, need_second=need))


def test_same_then_undo_leaves_every_byte_as_it_was_in_a_thousand_histories():
    chance = random.Random(20)
    for _ in range(1000):
        rows = [judge(f"a{at}", *chance.sample(MENTIONS, 2), chance.choice(["same", "different"])) for at in range(6)]
        before = repr(clusters(MENTIONS, rows)).encode()
        added = [judge(f"b{at}", *chance.sample(MENTIONS, 2)) for at in range(3)]
        undone = [judge(f"c{at}", row.mention_a, row.mention_b, undoes=row.id) for at, row in enumerate(added)]
        assert repr(clusters(MENTIONS, rows + added + undone)).encode() == before


def disputes(rows):
    return {(one.mention_a, one.mention_b) for one in clusters(MENTIONS, rows).conflicts}


@settings(max_examples=150, deadline=None)
@given(histories(), st.sampled_from(["same", "different", "undecided"]), st.sampled_from(MENTIONS[1:]))
def test_no_further_judgement_ends_a_conflict_and_what_it_adds_is_said_before(rows, verdict, other):
    new = judge("z", "m0", other, verdict, "cy")
    before, after = disputes(rows), disputes([*rows, new])
    assert before <= after
    said = {(one.mention_a, one.mention_b) for one in new_conflicts(MENTIONS, rows, new)}
    assert after - before <= said
    assert disputes([*rows, new, judge("zz", "m0", other, verdict, "cy", undoes="z")]) == before


@settings(max_examples=150, deadline=None)
@given(histories())
def test_each_way_out_ends_its_conflict_when_it_alone_is_taken_back_and_no_other_row_does(rows):
    for one in clusters(MENTIONS, rows).conflicts:
        ways, pair = ways_out(MENTIONS, rows, one), (one.mention_a, one.mention_b)
        for row in standing(rows):
            left = disputes([*rows, judge("z", row.mention_a, row.mention_b, undoes=row.id)])
            assert (pair not in left) == (row.id in ways)


def test_where_several_judged_so_no_single_judgement_is_the_way_out():
    rows = [judge("j1", "m1", "m2"), judge("j2", "m1", "m2", by="bek")]
    rows += [judge("j3", "m1", "m2", "different"), judge("j4", "m1", "m2", "different", "bek")]
    (conflict,) = clusters(["m1", "m2"], rows).conflicts
    assert ways_out(["m1", "m2"], rows, conflict) == ()
