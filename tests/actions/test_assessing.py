"""Reliability of a source, credibility of an item and standard of proof: three things, written by named reviewers."""

import pytest

from tizim import pipeline
from tizim.actions.assessing import assess_item, assess_source
from tizim.actions.erase import erase_account
from tizim.actions.imports import undo_import
from tizim.actions.judgements import judge, record_finding
from tizim.actions.members import set_member
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


def conclude(number, conclusion="held", name="Leila", **more):
    return record_finding(
        by=who(name), second=who("Tomas"), mention_id=mention_of(number), conclusion=conclusion,
        standard_of_proof="grounds_to_suspect", reasons="x", **more,
    )  # fmt: skip


def concluded(name="Leila"):
    return [one.conclusion for one in queries.facts(who(name)).findings]


def test_a_finding_about_somebody_else_replaces_nothing(archive, one):
    take_in(archive, account("Serik Umut", external_id="b"))
    first = conclude(1)
    with pytest.raises(BadInput, match="about the same"):
        conclude(2, "free", replaces=first.id)
    assert concluded() == ["held"] and models.Finding.objects.count() == 1


def test_a_finding_about_another_mention_of_the_same_person_replaces_it(archive, one):
    take_in(archive, account(external_id="b"))
    first = conclude(1)
    judge(by=who("Leila"), mention_a=mention_of(1), mention_b=mention_of(2), verdict="same", reason="x")
    pipeline.refresh(who("Leila"))
    conclude(2, "free", replaces=first.id)
    assert concluded() == ["free"]


def test_a_finding_is_not_replaced_out_of_another_compartment(archive, one):
    take_in(archive, account(external_id="b", compartment="elsewhere"), by="Olga")
    set_member(by=who("Ines"), name="Leila", roles=("reviewer",), compartments=("general", "elsewhere"))
    set_member(by=who("Ines"), name="Tomas", roles=("reviewer",), compartments=("general", "elsewhere"))
    first = conclude(1)
    judge(by=who("Leila"), mention_a=mention_of(1), mention_b=mention_of(2), verdict="same", reason="x")
    pipeline.refresh(who("Leila"))
    with pytest.raises(BadInput, match="compartment"):
        conclude(2, "free", replaces=first.id)
    later = models.Finding.objects.create(mention_id=mention_of(2), conclusion="free", recorded_by="Leila")
    models.FindingTerms.objects.create(finding=later, replaces=first, recorded_by="Leila")
    assert concluded("Quentin") == ["held"], "what he does not see takes nothing from him"
    assert concluded("Leila") == ["free"]


def test_a_replacement_that_is_gone_replaces_nothing_and_another_can_take_its_place(archive, one):
    import_ = models.Import.objects.create(file_name="x", recorded_by="Marat")
    take_in(archive, account(external_id="b"), taken_in=import_)
    take_in(archive, account(external_id="c"))
    first = conclude(1)
    for number in (2, 3):
        judge(by=who("Leila"), mention_a=mention_of(1), mention_b=mention_of(number), verdict="same", reason="x")
    pipeline.refresh(who("Leila"))
    conclude(2, "free", replaces=first.id)
    undo_import(by=who("Ines"), import_id=import_.id, reason="wrong file")
    assert concluded() == ["held"]
    pipeline.refresh(who("Leila"))
    conclude(3, "released", replaces=first.id)
    assert concluded() == ["released"]
    erase_account(by=who("Petra"), session=archive, account="A-3", reason="danger", second=who("Clara"))
    assert concluded() == ["held"]
