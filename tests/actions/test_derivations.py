"""Who copied whom: proposed with passages; what a person decides holds, and what they reject does not come back."""

import pytest

from tizim import pipeline
from tizim.actions.judgements import record_derivation, undo_derivation
from tizim.core.errors import BadInput, Forbidden, NotFound
from tizim.db import copies, judging, queries
from world import account, take_in, who

STORY = (
    "The grey van stood in our lane every night until the snow, and nobody opened the door to it. In the morning the "
    "baker and both of his sons were gone from their house, and the oven was still warm when we dared to look inside."
)


@pytest.fixture
def three(archive):
    """The Wire, the Herald that copies it, and a letter that shares nothing."""
    take_in(
        archive,
        account("Tolqyn", text=STORY, published_on="2018-02-01", publication="The Wire", external_id="wire"),
        account("Tolqyn", text=STORY, published_on="2018-03-01", publication="Herald", external_id="herald"),
        account("Tolqyn", text="A letter about the harvest and the long road.", external_id="letter"),
    )
    pipeline.refresh(who("Leila"))


def voices():
    facts = queries.facts(who("Leila"))
    (value,) = (
        value
        for profile in pipeline.profiles(facts, dict.fromkeys((m.id for m in facts.mentions), "one"))
        for value in profile.sections["chronology"]
    )
    return value.voices


def open_pairs(name="Leila"):
    return copies.side_by_side(who(name), copies.pairs(who(name)))


def test_a_copy_is_proposed_with_its_passages_side_by_side(three):
    (found,) = open_pairs()
    assert (found.derived.called, found.source.called, found.pair.detected) == ("Herald", "The Wire", "repost")
    assert found.passages and all(a == b and a in STORY for a, b in found.passages)


def test_who_does_not_see_both_accounts_sees_no_pair(three):
    assert open_pairs("Olga") == []


def test_a_confirmed_copy_counts_and_is_no_longer_open(three):
    record_derivation(by=who("Leila"), derived="herald", source="wire", kind="copy", reason="word for word")
    assert open_pairs() == []
    ((pair),) = copies.pairs(who("Leila"), decided=True)
    assert (pair.held.kind, pair.held.by, pair.held.reason) == ("copy", "Leila", "word for word")


def test_a_rejected_one_no_longer_counts_and_never_comes_back(three, archive):
    before = voices().best
    record_derivation(by=who("Leila"), derived="wire", source="herald", kind="independent", reason="one press release")
    assert voices().best == before + 1
    pipeline.refresh(who("Leila"))
    take_in(archive, account("Tolqyn", text=STORY + " Again.", published_on="2018-03-01", publication="Herald",
                             external_id="herald"))  # fmt: skip
    pipeline.refresh(who("Leila"))
    assert open_pairs() == [] and voices().best == before + 1
    assert not judging.queue_rows(who("Leila")).drawn


def test_a_later_decision_replaces_an_earlier_one_and_both_are_told(three):
    for kind in ("independent", "repost"):
        record_derivation(by=who("Leila"), derived="herald", source="wire", kind=kind, reason="read again")
    ((pair),) = copies.pairs(who("Leila"), decided=True)
    assert [row.kind for row in pair.decided] == ["independent", "repost"] and pair.held.kind == "repost"


def test_a_person_who_turns_the_direction_round_makes_no_ring(three):
    record_derivation(by=who("Leila"), derived="wire", source="herald", kind="repost", reason="dated by the printer")
    assert not voices().circular and [d.source_id for d in queries.facts(who("Leila")).derivations if d.by]


def test_a_decision_taken_back_leaves_the_proposal_open_again(three):
    row = record_derivation(by=who("Leila"), derived="herald", source="wire", kind="independent", reason="x")
    undo_derivation(by=who("Tomas"), derivation_id=row.id, reason="read too fast")
    assert len(open_pairs()) == 1
    with pytest.raises(NotFound):
        undo_derivation(by=who("Tomas"), derivation_id=row.id, reason="again")


def test_told_by_the_same_third_person_is_one_voice_at_the_lower_end_only(three):
    record_derivation(by=who("Leila"), derived="herald", source="wire", kind="independent", reason="two visits")
    assert (voices().low, voices().best) == (3, 3)
    record_derivation(
        by=who("Leila"), derived="letter", source="wire", kind="same_teller", reason="both heard the cook"
    )
    assert (voices().low, voices().best, voices().high) == (2, 3, 3)


def test_a_decision_needs_a_reason_a_kind_and_a_role(three):
    with pytest.raises(BadInput, match="reason"):
        record_derivation(by=who("Leila"), derived="herald", source="wire", kind="copy", reason=" ")
    with pytest.raises(BadInput, match="no kind"):
        record_derivation(by=who("Leila"), derived="herald", source="wire", kind="hearsay", reason="x")
    with pytest.raises(Forbidden):
        record_derivation(by=who("Petra"), derived="herald", source="wire", kind="copy", reason="x")
