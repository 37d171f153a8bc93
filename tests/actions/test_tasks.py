"""Tasks with a day, and the second person's check: who may, what is refused, who sees what."""

import datetime

import pytest

from tizim import pipeline
from tizim.actions.judgements import judge
from tizim.actions.tasks import end_task, look_over, plan
from tizim.core.errors import BadInput, Forbidden, NotFound
from tizim.core.vocabularies import vocabulary
from tizim.db import models, tasks
from world import account, mention_of, said, take_in, who

ALL = vocabulary("second_checks").codes


@pytest.fixture
def told(archive):
    take_in(archive, account(told_on="2018-05-03"))
    return archive


def test_there_are_thirteen_ticks():
    assert len(ALL) == 13


def test_what_is_due_stands_by_day_until_it_is_ended(told):
    later = plan(by=who("Marat"), kind="call", due_on="2026-12-24", words="call the daughter", account="A-1")
    plan(by=who("Marat"), kind="reply", due_on="2026-12-01", words="the working group")
    assert [(row.due_on, row.number) for row in tasks.open_tasks(who("Leila"))] == [
        ("2026-12-01", 0),
        ("2026-12-24", 1),
    ]
    assert tasks.count_due(who("Leila"), "2026-12-01") == 1
    end_task(by=who("Leila"), task_id=later.id, outcome="done", words="she is well")
    assert [row.due_on for row in tasks.open_tasks(who("Leila"))] == ["2026-12-01"]
    with pytest.raises(NotFound):
        end_task(by=who("Leila"), task_id=later.id, outcome="done", words="again")


@pytest.mark.parametrize("given", [{"kind": "dance"}, {"due_on": "soon"}, {"due_on": ""}, {"words": " "}])
def test_a_task_that_cannot_be_is_refused_by_its_field(told, given):
    with pytest.raises(BadInput) as wrong:
        plan(by=who("Marat"), **{"kind": "call", "due_on": "2026-12-01", "words": "x", **given})
    assert wrong.value.field in given and not models.Task.objects.exists()


def test_a_task_about_an_account_is_seen_by_who_sees_the_account(told):
    task = plan(by=who("Marat"), kind="call", due_on="2026-12-24", words="call the daughter", account="A-1")
    assert tasks.open_tasks(who("Olga")) == []
    with pytest.raises(NotFound):
        end_task(by=who("Olga"), task_id=task.id, outcome="done", words="x")
    with pytest.raises(NotFound):
        plan(by=who("Olga"), kind="call", due_on="2026-12-24", words="x", account="A-1")
    with pytest.raises(Forbidden):
        plan(by=who("Axel"), kind="call", due_on="2026-12-24", words="x")


def test_dropping_a_task_needs_a_reason(told):
    task = plan(by=who("Marat"), kind="call", due_on="2026-12-24", words="x")
    with pytest.raises(BadInput):
        end_task(by=who("Marat"), task_id=task.id, outcome="dropped", words="")
    assert end_task(by=who("Marat"), task_id=task.id, outcome="dropped", words="she moved").outcome == "dropped"


def test_an_account_waits_until_a_second_person_found_it_fit(told):
    assert [row.number for row in tasks.unchecked(who("Leila"))] == [1] and tasks.count_unchecked(who("Leila")) == 1
    assert tasks.unchecked(who("Marat")) == []  # he took it down
    look_over(by=who("Leila"), account="A-1", ticks=ALL[:3], outcome="not_yet", unverified="the year")
    assert [row.unverified for row in tasks.unchecked(who("Tomas"))] == ["the year"]
    look_over(by=who("Tomas"), account="A-1", ticks=ALL, outcome="fit")
    assert tasks.unchecked(who("Leila")) == [] and tasks.count_unchecked(who("Leila")) == 0


def test_whoever_took_it_down_is_not_the_second_person(told):
    with pytest.raises(Forbidden):
        look_over(by=who("Marat"), account="A-1", ticks=ALL, outcome="fit")
    with pytest.raises(NotFound):
        look_over(by=who("Olga"), account="A-1", ticks=ALL, outcome="fit")


UNFIT = [{"ticks": ALL[1:]}, {"outcome": "perfect"}, {"outcome": "not_yet", "unverified": ""}, {"ticks": ["x"] * 13}]


@pytest.mark.parametrize("given", UNFIT)
def test_fit_takes_every_tick_and_not_yet_says_why(told, given):
    with pytest.raises(BadInput):
        look_over(by=who("Leila"), account="A-1", **{"ticks": ALL, "outcome": "fit", **given})
    assert not models.SecondCheck.objects.exists()


def test_people_of_whom_nothing_was_told_for_long_are_listed_until_somebody_tells_more(archive):
    take_in(
        archive,
        account("Tolqyn Demesin", told_on="2018-05-03"),
        account("Serik Free", said("status", "released_free", when="2018-01"), told_on="2018-02"),
        account("Aibek Late", told_on="2026-10-01"),
        account("Never Dated", told_on=""),
    )
    pipeline.refresh(who("Leila"))
    assert [row.label for row in tasks.silent(who("Leila"), "2026-05-01")] == ["Tolqyn Demesin"]
    assert tasks.silent(who("Olga"), "2026-05-01") == []
    take_in(archive, account("Tolqyn D.", told_on="2026-09-09"))
    pipeline.refresh(who("Leila"))
    judge(by=who("Leila"), mention_a=mention_of(1), mention_b=mention_of(5), verdict="same", reason="x")
    pipeline.refresh_judged(who("Leila"))
    assert tasks.silent(who("Leila"), "2026-05-01") == []


def test_a_day_is_a_day(told):
    plan(by=who("Marat"), kind="call", due_on=f" {datetime.date(2026, 12, 1)} ", words="x")
    assert models.Task.objects.get().due_on == "2026-12-01"


def test_whoever_took_it_down_is_not_the_second_person_after_a_correction_either(archive):
    take_in(archive, account(external_id="X"))
    take_in(archive, account("Tolqyn D.", external_id="X"), by="Ines")
    for name in ("Marat", "Ines"):
        with pytest.raises(Forbidden):
            look_over(by=who(name), account="A-1", ticks=ALL, outcome="fit")
    assert tasks.unchecked(who("Marat")) == [] and [row.number for row in tasks.unchecked(who("Leila"))] == [1]
