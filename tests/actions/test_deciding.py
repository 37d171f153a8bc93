"""What a reviewer is shown and told before they judge, and that it follows from what they may see and nothing else."""

import datetime

import pytest

from tizim import deciding, pipeline, publication
from tizim.actions.judgements import judge, second_judgement, undo_judgement
from tizim.actions.members import set_member
from tizim.actions.rebuild import derived_sha256
from tizim.core.errors import BadInput, NotFound
from tizim.db import queries
from world import KEEP_ONLY, account, mention_of, said, take_in, who

DAY = "2026-11-22"
RELEASED = datetime.date(2026, 11, 22)
ABOUT = {"title": "t", "office": "o", "corrections": "c"}


@pytest.fixture
def three(archive):
    """Three accounts of men of one name, all to be published."""
    take_in(archive, *(account(f"Tolqyn Demesin {n}", external_id=f"X-{n}") for n in "abc"))
    pipeline.refresh(who("Leila"))
    return [mention_of(n) for n in (1, 2, 3)]


def decide(by, a, b, verdict="same"):
    row = judge(by=who(by), mention_a=a, mention_b=b, verdict=verdict, reason=f"{by} says so")
    pipeline.refresh_clusters(who("Leila"))
    return row


def sign(by, row):
    second_judgement(by=who(by), judgement_id=row.id)
    pipeline.refresh_clusters(who("Leila"))


def stages(name):
    return [(line.stage, line.mention_a, line.mention_b) for line in deciding.queue(who(name), DAY).lines]


def test_a_second_person_is_asked_for_only_where_a_public_page_would_change(archive, three):
    take_in(archive, account("Tolqyn Demesin", purposes=KEEP_ONLY))
    kept = mention_of(4)
    a, b, c = three
    assert deciding.consequences(who("Leila"), a, b, "same", DAY).public == "waits"
    assert deciding.consequences(who("Leila"), a, kept, "same", DAY).public == ""
    assert deciding.consequences(who("Leila"), a, b, "different", DAY).public == ""  # they share no page
    assert deciding.consequences(who("Leila"), a, b, "undecided", DAY).public == ""
    row = decide("Leila", a, b)
    assert deciding.effect_of(who("Leila"), row.id, DAY) == "waits"
    assert deciding.consequences(who("Tomas"), a, b, "same", DAY).public == "changes"
    assert ("second", a, b) in stages("Tomas") and ("second", a, b) not in stages("Leila")
    assert ("second", a, b) not in stages("Marat")  # who may not sign
    sign("Tomas", row)
    assert deciding.effect_of(who("Leila"), row.id, DAY) == "changes"
    assert ("second", a, b) not in stages("Quentin")
    assert deciding.consequences(who("Quentin"), a, b, "different", DAY).public == "waits"
    apart = decide("Quentin", a, b, "different")
    assert deciding.effect_of(who("Leila"), apart.id, DAY) == "waits"
    assert ("second", a, b) in stages("Tomas")


def test_a_conflict_is_told_before_it_is_written_with_who_judged_what(three):
    a, b, c = three
    first, second = decide("Leila", a, b), decide("Tomas", b, c)
    (conflict,) = deciding.consequences(who("Leila"), a, c, "different", DAY).conflicts
    assert conflict.chain == (first.id, second.id)
    assert deciding.conflicts(who("Leila")) == []
    third = decide("Leila", a, c, "different")
    (conflict,) = deciding.conflicts(who("Leila"))
    assert deciding.conflicts(who("Leila"), [b]) == [conflict]
    assert deciding.ways_out_of(who("Leila"), conflict) == tuple(sorted((first.id, second.id, third.id)))
    assert stages("Leila")[0] == ("conflict", a, c)


def test_whoever_judges_otherwise_takes_their_own_judgement_back_and_nobody_elses(three):
    a, b, _c = three
    mine, other = decide("Leila", a, b), decide("Tomas", a, b)
    with pytest.raises(BadInput, match="already"):
        decide("Leila", b, a)
    assert deciding.consequences(who("Leila"), a, b, "different", DAY).own.id == mine.id
    new = decide("Leila", a, b, "different")
    told = deciding.history(who("Leila"), [a, b], between=True)
    assert [(one.row.id, one.holds) for one in told if not one.depth] == [
        (mine.id, False), (other.id, True), (new.id, True)
    ]  # fmt: skip
    (conflict,) = deciding.conflicts(who("Leila"))
    assert conflict.different == (new.id,) and conflict.chain == (other.id,)


def test_a_taking_back_and_a_signature_can_be_taken_back(three):
    a, b, _c = three
    row = decide("Leila", a, b)
    sign("Tomas", row)
    undone = undo_judgement(by=who("Leila"), judgement_id=row.id, reason="a slip")
    undo_judgement(by=who("Leila"), judgement_id=undone.id, reason="no slip")
    with pytest.raises(NotFound):
        undo_judgement(by=who("Leila"), judgement_id=undone.id, reason="again")
    pipeline.refresh_clusters(who("Leila"))
    public = queries.clusters(public=True)
    assert public[a] == public[b]
    told = deciding.history(who("Leila"), [a])
    assert [(one.depth, one.holds) for one in told] == [(0, True), (1, True), (1, False), (2, True)]
    undo_judgement(by=who("Tomas"), judgement_id=told[1].row.id, reason="I had not read it")
    pipeline.refresh_clusters(who("Leila"))
    public = queries.clusters(public=True)
    assert public[a] != public[b]


def pages(session, tmp_path, name):
    done = publication.publish(
        session, by=who("Petra"), second=who("Quentin"), target=tmp_path / name, released_on=RELEASED, about=ABOUT
    )
    return done.people, done.held


def test_a_disputed_page_stays_as_it_was_and_the_report_says_so(archive, three, tmp_path):
    a, b, c = three
    sign("Tomas", decide("Leila", a, b))
    assert pages(archive, tmp_path, "one") == (2, 0)
    apart = decide("Quentin", a, b, "different")
    sign("Tomas", decide("Leila", b, c))
    assert pages(archive, tmp_path, "two") == (2, 1)  # neither parted by one person nor grown
    sign("Tomas", apart)
    assert pages(archive, tmp_path, "three") == (3, 1)
    undo_judgement(by=who("Quentin"), judgement_id=apart.id, reason="settled")
    pipeline.refresh_clusters(who("Leila"))
    assert pages(archive, tmp_path, "four") == (1, 0)


# what lies in another compartment


def seen(name):
    """Everything about who is meant that this member can be shown."""
    by = who(name)
    listed = queries.listed(by, ("person",))
    facts, of = queries.facts_about(by, listed), queries.clusters(by)
    profiles = [(one.id, one.names, one.mention_ids, one.voices) for one in pipeline.profiles(facts, of, listed)]
    queue = deciding.queue(by, DAY)
    told = deciding.history(by, [one for row in queries.judgements(by) for one in (row.mention_a, row.mention_b)])
    return listed, profiles, queue.lines, told, deciding.conflicts(by)


def test_what_is_joined_only_through_another_compartment_is_not_joined_for_who_does_not_see_it(archive, three):
    a, b, _c = three
    set_member(by=who("Ines"), name="Zara", roles=("reviewer",), compartments=("*",))
    before = seen("Leila")
    take_in(archive, account("Tolqyn Demesin", said("birth", "1970"), compartment="elsewhere"), by="Olga")
    hidden = mention_of(4)
    for one in (a, b):
        judge(by=who("Zara"), mention_a=one, mention_b=hidden, verdict="same", reason="his own words")
    pipeline.refresh(who("Ines"))
    assert seen("Leila") == before
    of = queries.clusters(who("Zara"))
    assert of[a] == of[b] == of[hidden]
    of = queries.clusters(who("Leila"))
    assert of.get(a, a) != of.get(b, b)


def test_a_conflict_that_runs_through_another_compartment_shows_only_to_who_sees_all_of_it(archive, three):
    a, b, _c = three
    set_member(by=who("Ines"), name="Zara", roles=("reviewer",), compartments=("*",))
    take_in(archive, account("Tolqyn Demesin", compartment="elsewhere"), by="Olga")
    hidden = mention_of(4)
    for one in (a, b):
        judge(by=who("Zara"), mention_a=one, mention_b=hidden, verdict="same", reason="his own words")
    decide("Leila", a, b, "different")
    assert len(deciding.conflicts(who("Zara"))) == 1
    assert deciding.conflicts(who("Leila")) == []


def test_what_follows_from_a_judgement_is_the_same_as_if_everything_were_derived_again(archive, three):
    a, b, c = three
    take_in(archive, account("Tolqyn Demesin", said("birth", "1970")), account("Tolqyn", said("birth", "1983")))
    d, e = mention_of(4), mention_of(5)
    pipeline.refresh(who("Leila"))
    written = []
    for one, other, verdict in (
        (a, b, "same"), (d, e, "same"), (b, d, "same"), (a, e, "different"), (0, 0, "undo"), (c, e, "same"),
    ):  # fmt: skip
        if verdict == "undo":
            row = undo_judgement(by=who("Tomas"), judgement_id=written[2].id, reason="x")
        else:
            row = judge(by=who("Leila"), mention_a=one, mention_b=other, verdict=verdict, reason="x")
        written.append(row)
        pipeline.refresh_judged(who("Leila"))
        quick = derived_sha256()
        pipeline.refresh_clusters(who("Leila"))
        assert derived_sha256() == quick, verdict
    second_judgement(by=who("Tomas"), judgement_id=written[1].id)
    pipeline.refresh_judged(who("Leila"))
    quick = derived_sha256()
    pipeline.refresh_clusters(who("Leila"))
    assert derived_sha256() == quick
