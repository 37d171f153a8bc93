"""The queue: what people said and wait for comes first, then proposals by what a judgement brings."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tizim.core.joining import joined
from tizim.core.values import Judgement
from tizim.resolve.clusters import Conflict
from tizim.resolve.queue import STAGES, queue, worth

ALONE: dict[str, str] = {}


def judge(row_id, a, b, verdict, by="ann", **more):
    return Judgement(row_id, a, b, verdict, "because", by, **more)


def shown(lines):
    return [(line.stage, line.mention_a, line.mention_b) for line in lines]


def test_conflicts_come_first_then_signatures_then_what_has_news_then_proposals():
    undecided = judge("n4", "m1", "m2", "undecided")
    lines = queue(
        [("m1", "m2", 900_000), ("m1", "m9", 500_000)], [undecided], {"m1": "m1", "m2": "m2", "m9": "m1"},
        conflicts=[Conflict("m3", "m3", "m5", ("j1",), ("j2", "j3"))], waiting=[judge("j9", "m6", "m7", "same")],
    )  # fmt: skip
    assert shown(lines) == [("conflict", "m3", "m5"), ("second", "m6", "m7")]
    news = {"m1": "m1", "m2": "m2", "n5": "m1"}  # n5 was told after the judgement n4
    told = [judge("n6", "m1", "n5", "same"), undecided]
    assert shown(queue([("m1", "m9", 500_000)], told, news)) == [("again", "m1", "m2"), ("open", "m1", "m9")]


def test_a_judged_pair_is_not_asked_again_and_one_that_was_taken_back_is():
    rows = [judge("j1", "m1", "m2", "different")]
    proposals = [("m1", "m2", 700_000)]
    assert queue(proposals, rows, ALONE) == []
    assert shown(queue(proposals, [*rows, judge("j2", "m1", "m2", "different", undoes="j1")], ALONE)) == [
        ("open", "m1", "m2")
    ]


def test_different_settles_every_proposal_between_the_two_clusters():
    of = {"m1": "m1", "m3": "m1"}
    assert queue([("m2", "m3", 700_000)], [judge("j1", "m1", "m2", "different")], of) == []


def test_proposals_between_two_clusters_are_one_line_that_says_how_many_more_it_settles():
    of = {"m1": "m1", "m3": "m1"}
    (line,) = queue([("m1", "m2", 300_000), ("m2", "m3", 600_000), ("m1", "m3", 900_000)], [], of)
    assert (line.mention_a, line.mention_b, line.chance, line.causes) == ("m2", "m3", 0.6, ("settles",))


def test_doubt_and_consequence_go_before_certainty():
    assert worth(0.6, ()) > worth(0.95, ()) > worth(0.1, ())
    assert worth(0.9, ["public", "public"]) > worth(0.6, [])
    assert worth(0.5, ["urgent"]) > worth(0.5, ["public"])


@st.composite
def archives(draw):
    mentions = [f"m{at}" for at in range(8)]
    pairs = st.lists(st.sampled_from(mentions), min_size=2, max_size=2, unique=True).map(sorted)
    proposals = [(*draw(pairs), draw(st.integers(50_000, 999_999))) for _ in range(draw(st.integers(0, 12)))]
    rows = [
        judge(f"k{at:02}", *draw(pairs), draw(st.sampled_from(["same", "different", "undecided"])))
        for at in range(draw(st.integers(0, 8)))
    ]
    return proposals, rows


@settings(max_examples=100, deadline=None)
@given(archives(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter_and_no_pair_of_clusters_is_asked_twice(archive, chance):
    proposals, rows = archive
    of = joined([f"m{at}" for at in range(8)], [(r.mention_a, r.mention_b) for r in rows if r.verdict == "same"])
    lines = queue(proposals, rows, of)
    chance.shuffle(proposals)
    chance.shuffle(rows)
    assert queue(proposals, rows, of) == lines
    asked = [frozenset((of[line.mention_a], of[line.mention_b])) for line in lines]
    assert len(asked) == len(set(asked)) and all(len(pair) == 2 for pair in asked)
    assert [line.stage for line in lines] == sorted((line.stage for line in lines), key=STAGES.index)
