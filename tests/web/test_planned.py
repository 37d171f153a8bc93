"""What is due and what a second person looks over, at the desk."""

import pytest

from tizim import pipeline
from tizim.core.vocabularies import vocabulary
from tizim.db import models
from world import account, take_in, who

pytest_plugins = ["at_the_desk"]
ALL = vocabulary("second_checks").codes
TASK = {"kind": "call", "due_on": "2020-12-01", "words": "call the daughter", "account": "A-1"}


@pytest.fixture
def told(archive):
    take_in(archive, account(told_on="2018-05-03"))


def test_a_task_is_written_shown_as_due_and_ended(told, sit):
    client = sit("Marat")
    assert client.post("/due", TASK).status_code == 303
    page = client.get("/due").content.decode()
    assert "call the daughter" in page and "due now" in page and "/accounts/1" in page
    task = models.Task.objects.get()
    client.post(f"/due/{task.id}", {"outcome": "done", "words": "she is well"})
    assert "call the daughter" not in client.get("/due").content.decode()


def test_a_wrong_day_is_said_beside_its_field_and_nothing_typed_is_lost(told, sit):
    answer = sit("Marat").post("/due", {**TASK, "due_on": "next week"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'href="#due_on"' in page and "call the daughter" in page
    assert not models.Task.objects.exists()


def test_who_has_been_silent_is_listed_with_the_last_day(told, read):
    pipeline.refresh(who("Leila"))
    assert "Tolqyn Demesin" in read("Leila", "/due") and "Tolqyn" not in read("Olga", "/due")


def test_a_second_person_ticks_and_finds_it_fit(told, sit, read):
    assert "/accounts/1/check" in read("Leila", "/unchecked")
    client = sit("Leila")
    refused = client.post("/accounts/1/check", {"ticks": ALL[:4], "outcome": "fit"})
    page = refused.content.decode()
    assert refused.status_code == 422 and page.count(" checked") == 4
    assert client.post("/accounts/1/check", {"ticks": ALL, "outcome": "fit"}).status_code == 303
    assert "/accounts/1/check" not in read("Tomas", "/unchecked")
    assert "fit to leave the office" in read("Tomas", "/accounts/1/check")


def test_whoever_took_it_down_is_told_so(told, sit, read):
    page = read("Marat", "/accounts/1/check")
    assert "somebody else looks it over" in page and 'name="ticks"' not in page
    assert sit("Marat").post("/accounts/1/check", {"ticks": ALL, "outcome": "fit"}).status_code == 422
    assert not models.SecondCheck.objects.exists()
