"""Judgements are rows: with a reason, seconded by someone else, taken back without trace in what is derived."""

import pytest

from tizim import pipeline
from tizim.actions.judgements import judge, record_derivation, record_finding, second_judgement, undo_judgement
from tizim.actions.rebuild import derived_sha256
from tizim.core.drafts import MentionDraft
from tizim.core.errors import BadInput, Forbidden, NotFound
from tizim.core.i18n import use_language
from tizim.db import queries
from world import account, mention_of, said, take_in, who


@pytest.fixture
def two(archive):
    take_in(archive, account("Tolqyn Demesin"), account("Толқын Демесін"))
    pipeline.refresh(who("Leila"))
    return mention_of(1), mention_of(2)


def test_same_joins_inside_at_once_and_outside_only_when_seconded(two):
    row = judge(by=who("Leila"), mention_a=two[0], mention_b=two[1], verdict="same", reason="same daughter")
    pipeline.refresh_clusters(who("Leila"))
    assert len(set(queries.clusters().values())) == 1
    assert len(set(queries.clusters(public=True).values())) == 2
    second_judgement(by=who("Tomas"), judgement_id=row.id)
    pipeline.refresh_clusters(who("Leila"))
    assert len(set(queries.clusters(public=True).values())) == 1


def test_nobody_seconds_themselves(two):
    row = judge(by=who("Leila"), mention_a=two[0], mention_b=two[1], verdict="same", reason="same daughter")
    with pytest.raises(Forbidden, match="someone else"):
        second_judgement(by=who("Leila"), judgement_id=row.id)


def test_taking_back_leaves_what_is_derived_as_it_was(two):
    before = derived_sha256()
    row = judge(by=who("Leila"), mention_a=two[0], mention_b=two[1], verdict="same", reason="same daughter")
    pipeline.refresh(who("Leila"))
    assert derived_sha256() != before
    undo_judgement(by=who("Leila"), judgement_id=row.id, reason="mixed up")
    pipeline.refresh(who("Leila"))
    assert derived_sha256() == before
    with pytest.raises(NotFound):
        undo_judgement(by=who("Leila"), judgement_id=row.id, reason="again")


def test_a_judgement_needs_a_reason_two_mentions_and_one_kind(archive, two):
    with pytest.raises(BadInput, match="reason"):
        judge(by=who("Leila"), mention_a=two[0], mention_b=two[1], verdict="same", reason=" ")
    with pytest.raises(BadInput, match="two different"):
        judge(by=who("Leila"), mention_a=two[0], mention_b=two[0], verdict="same", reason="x")
    take_in(archive, account("The Centre", said("name", "The Centre"), mentions=(MentionDraft("p1", "facility", "C"),)))
    with pytest.raises(BadInput, match="together"):
        judge(by=who("Leila"), mention_a=two[0], mention_b=mention_of(3), verdict="same", reason="x")


def test_a_collector_does_not_judge_and_an_outsider_finds_nothing_to_judge(two):
    with pytest.raises(Forbidden, match="reviewer"):
        judge(by=who("Marat"), mention_a=two[0], mention_b=two[1], verdict="same", reason="x")
    with pytest.raises(NotFound):
        judge(by=who("Olga"), mention_a=two[0], mention_b=two[1], verdict="same", reason="x")


def test_a_derivation_and_a_finding_are_written_with_their_reasons(two):
    record_derivation(by=who("Leila"), derived="A-2", source="A-1", kind="retelling", reason="says so")
    record_finding(by=who("Leila"), second=who("Tomas"), mention_id=two[0], conclusion="He was taken.",
                   standard_of_proof="grounds_to_believe", reasons="Two voices.")  # fmt: skip
    facts = queries.facts(who("Leila"))
    assert [d.kind for d in facts.derivations if d.by] == ["retelling"]
    assert facts.findings[0].second == "Tomas"
    with pytest.raises(Forbidden, match="two people"):
        record_finding(
            by=who("Leila"),
            second=None,
            mention_id=two[0],
            conclusion="x",
            reasons="x",
            standard_of_proof="grounds_to_believe",
        )


def test_contradicting_judgements_are_reported_and_not_resolved(archive):
    take_in(archive, account("A"), account("B"), account("C"))
    ids = [mention_of(n) for n in (1, 2, 3)]
    for a, b, verdict in ((0, 1, "same"), (1, 2, "same"), (0, 2, "different")):
        judge(by=who("Leila"), mention_a=ids[a], mention_b=ids[b], verdict=verdict, reason="x")
    assert len(pipeline.refresh_clusters(who("Leila"))) == 1


def test_a_rebuild_is_the_same_in_every_language(two):
    before = derived_sha256()
    with use_language("ug"):
        pipeline.refresh(who("Leila"))
    assert derived_sha256() == before
