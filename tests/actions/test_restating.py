"""Brought up to date after a decision, or computed again in full: what is derived is the same."""

import pytest

from suggested import REPORT, report_reading, suggestion
from tizim import pipeline
from tizim.actions.rebuild import derived_sha256
from tizim.actions.stating import Correction
from tizim.actions.suggestions import accept, correct, reject
from tizim.core.drafts import SourceDraft
from tizim.core.suggestions import Reading
from tizim.core.vocabularies import vocabulary
from tizim.db import listing, models
from tizim.restating import refresh_stated
from world import account, said, take_in, who

READING = report_reading()
VALUES = {"number_held": "about 300", "birth": "1980", "age": "44", "sex": "male", "ethnicity": "kazakh",
          "status": "camp", "event": "sentenced", "located_in": "Tekes", "residence": "Ghulja"}  # fmt: skip


@pytest.fixture
def report(archive):
    """A-1, A-2: Tolqyn, judged by nobody; A-3: a report of which one suggestion was accepted already."""
    take_in(archive, account(), account("Serik Sultan"))
    take_in(
        archive, account("", text=REPORT, mentions=(), statements=(), source=SourceDraft("press", public_name="Oar"))
    )
    decide(archive, READING.statements[0])
    pipeline.refresh(who("Leila"))
    return archive


def decide(archive, one, reading=READING, how=accept, **more):
    return how(by=who("Leila"), session=archive, account="A-3", reading=reading, suggestion=one, **more)


def check(*made):
    """Whether it took the short way; either way the tables are those of a full refresh."""
    stated = [one.statement.id for one in made if one.statement]
    short = refresh_stated(who("Leila"), stated, decided=len(made))
    quick = derived_sha256()
    pipeline.refresh(who("Leila"))
    assert derived_sha256() == quick
    return short


@pytest.mark.parametrize("property_", sorted(set(vocabulary("properties").codes) - {"id_number", "relation"}))
def test_a_statement_of_any_property_ends_with_the_same_tables(report, property_):
    value = VALUES.get(property_, "Somebody Else")
    one = suggestion(REPORT, "Tolqyn Demesin was detained", "s1", value, property_)
    check(decide(report, one, Reading("en", READING.subjects, (one,))))


def test_what_happened_to_somebody_known_takes_the_short_way_and_shows_its_contradiction(report):
    first = suggestion(REPORT, "Tolqyn Demesin was detained", "s1", "camp", "status", when="2018-03-01")
    second = suggestion(REPORT, "Tolqyn Demesin", "s1", "left_country", "status", when="2018-03-01")
    reading = Reading("en", READING.subjects, (first, second))
    assert check(decide(report, first, reading), decide(report, second, reading))
    assert listing.contradicted(who("Leila"))


def test_a_new_facility_is_found_by_the_short_way(report):
    held = suggestion(REPORT, "He was taken to the Tekes Centre", "s1", "held", qualifiers={"facility": "s2"})
    assert check(decide(report, held, Reading("en", READING.subjects, (held,))))
    assert models.SearchName.objects.filter(text="Tekes Centre").exists()


def test_a_correction_of_an_event_takes_the_short_way_and_one_of_a_name_does_not(report):
    (earlier,) = models.SuggestionDecision.objects.all()
    second = decide(report, READING.statements[0], how=correct, correction=Correction(when="2016"),
                    supersedes=earlier.id)  # fmt: skip
    assert check(second)
    named = Correction(property="name", value="Tolqyn D.")
    third = decide(report, READING.statements[0], how=correct, correction=named, supersedes=second.row.id)
    assert not check(third)
    back = decide(report, READING.statements[0], how=correct, correction=Correction(when="2015"),
                  supersedes=third.row.id)  # fmt: skip
    assert not check(back), "a name is gone with the statement that is superseded"


def test_a_new_person_a_quotation_a_group_and_a_rejection_of_what_was_accepted_take_the_long_way(report):
    assert not check(decide(report, READING.statements[3]))
    assert not check(decide(report, READING.statements[1]))
    rejected = reject(by=who("Leila"), account="A-3", reading=READING, suggestion=READING.statements[0], reason="no",
                      supersedes=models.SuggestionDecision.objects.earliest("id").id)  # fmt: skip
    assert not check(rejected)


def test_a_first_rejection_changes_nothing_and_takes_the_short_way(report):
    assert check(reject(by=who("Leila"), account="A-3", reading=READING, suggestion=READING.statements[2], reason="no"))


def test_what_was_not_brought_up_to_date_after_a_kill_is_noticed_by_the_next(report):
    decide(report, READING.statements[3])
    held = suggestion(REPORT, "He was taken to the Tekes Centre", "s1", "held")
    assert not check(decide(report, held, Reading("en", READING.subjects, (held,))))
    decide(report, READING.statements[2])
    numbers = take_in(report, account("Aigul Sapar", said("event", "detained"), text=""))
    assert not pipeline.refresh_new(who("Leila"), numbers.account_ids)
