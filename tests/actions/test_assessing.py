"""Reliability of a source, credibility of an item and standard of proof: three things, written by named reviewers."""

import pytest

from tizim.actions.assessing import assess_item, assess_source
from tizim.actions.erase import erase_account
from tizim.actions.judgements import record_finding
from tizim.core.errors import BadInput, Forbidden, NotFound
from tizim.core.vocabularies import vocabulary
from tizim.db import models, queries
from tizim.db.assessments import assessments
from world import account, mention_of, take_in, who


@pytest.fixture
def one(archive):
    take_in(archive, account())
    return queries.find_account(who("Leila"), "A-1")


def held(name="Leila"):
    return [(one.about, one.grade, one.by) for one in assessments(who(name), queries.find_account(who("Axel"), "A-1"))]


def test_the_three_are_kept_apart(one):
    assess_source(by=who("Leila"), account="A-1", reliability="usually reliable", reasons="known for years")
    assess_item(by=who("Leila"), account="A-1", credibility="doubtful", reasons="the dates do not fit")
    record_finding(by=who("Leila"), second=who("Tomas"), mention_id=mention_of(1), conclusion="He was taken.",
                   standard_of_proof="grounds_to_suspect", reasons="x", would_change="a register")  # fmt: skip
    assert held() == [("source", "usually", "Leila"), ("item", "doubtful", "Leila")]
    assert queries.facts(who("Leila")).findings[0].standard_of_proof == "grounds_to_suspect"


def test_cannot_be_judged_is_not_bad():
    for name in ("reliabilities", "credibilities"):
        terms = vocabulary(name).terms
        assert {code for code, term in terms.items() if term.more.get("judged") == "no"} == {"cannot_be_judged"}
        assert not any("rank" in term.more for term in terms.values()), "nothing sorts by a grade"


def test_reviewers_stand_beside_each_other_and_each_replaces_only_their_own(one):
    for name, grade in (("Leila", "fairly"), ("Tomas", "cannot_be_judged"), ("Leila", "usually")):
        assess_source(by=who(name), account="A-1", reliability=grade, reasons="x")
    assert held() == [("source", "usually", "Leila"), ("source", "cannot_be_judged", "Tomas")]
    assert models.Assessment.objects.count() == 3


def test_one_statement_can_be_assessed_and_only_one_of_the_account(one):
    row = queries.current_statements(who("Leila")).first()
    assess_item(by=who("Leila"), account="A-1", credibility="possible", reasons="x", statement=row.id)
    assert held() == [(row.id, "possible", "Leila")]
    with pytest.raises(NotFound):
        assess_item(by=who("Leila"), account="A-1", credibility="possible", reasons="x", statement=one.id)


def test_it_takes_a_reviewer_a_grade_and_reasons(one):
    with pytest.raises(Forbidden):
        assess_source(by=who("Marat"), account="A-1", reliability="fairly", reasons="x")
    with pytest.raises(BadInput, match="reasons"):
        assess_source(by=who("Leila"), account="A-1", reliability="fairly", reasons=" ")
    with pytest.raises(BadInput, match="no grade"):
        assess_source(by=who("Leila"), account="A-1", reliability="7 of 10", reasons="x")
    with pytest.raises(NotFound):
        assess_source(by=who("Olga"), account="A-1", reliability="fairly", reasons="x")
    assert held("Olga") == []


def test_publishing_is_given_no_assessment(one):
    assess_source(by=who("Leila"), account="A-1", reliability="unreliable", reasons="CANARY-REASONS")
    assert "CANARY-REASONS" not in repr(queries.facts(who("Axel")))


def test_erasing_an_account_takes_what_was_thought_of_it_along(archive, one):
    assess_source(by=who("Leila"), account="A-1", reliability="unreliable", reasons="CANARY-REASONS")
    record_finding(by=who("Leila"), second=who("Tomas"), mention_id=mention_of(1), conclusion="x",
                   standard_of_proof="grounds_to_suspect", reasons="x", would_change="CANARY-CHANGE")  # fmt: skip
    erase_account(by=who("Petra"), session=archive, account="A-1", reason="danger", second=who("Clara"))
    left = [*models.Assessment.objects.values_list(), *models.FindingTerms.objects.values_list()]
    left += list(models.LogLeaf.objects.values_list("payload"))
    assert "CANARY" not in repr(left) and "unreliable" not in repr(left)


def test_a_finding_says_what_would_change_it_and_a_later_one_replaces_it(one):
    def find(**more):
        return record_finding(
            by=who("Leila"), second=who("Tomas"), mention_id=mention_of(1), conclusion="He was taken.",
            standard_of_proof="grounds_to_suspect", reasons="x", **more,
        )  # fmt: skip

    first = find(would_change="a register without him")
    assert queries.facts(who("Leila")).findings[0].would_change == "a register without him"
    second = find(would_change="his own word", replaces=first.id)
    assert [row.id for row in queries.facts(who("Leila")).findings] == [second.id]
    with pytest.raises(NotFound):
        find(replaces=first.id)
