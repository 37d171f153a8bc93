"""A statement from a passage: chosen words, the usual in two keystrokes, what is refused, what is lost (nothing)."""

import re

import pytest

from tizim import pipeline
from tizim.actions.scrubbing import scrub
from tizim.db import models, queries
from world import account, take_in, who

pytest_plugins = ["at_the_desk"]
TEXT = "My neighbour Tolqyn was taken\n\nin the autumn of 2017. His wife saw it."
GIVEN = {"passage": "Tolqyn was taken in the autumn of 2017", "subject": "p1", "property": "event",
         "value": "taken away", "when": "autumn 2017", "q_told_by": "the baker"}  # fmt: skip


@pytest.fixture
def one(archive):
    take_in(archive, account("Tolqyn Demesin", text=TEXT))
    pipeline.refresh(who("Leila"))
    return archive


def newest() -> models.Statement:
    return list(queries.current_statements(who("Axel")).order_by("id"))[-1]


def test_the_words_chosen_stand_in_the_statement_as_the_text_has_them(one, sit, read):
    answer = sit("Marat").post("/accounts/1/state", GIVEN)
    assert (answer.status_code, answer["Location"]) == (303, "/accounts/1#state")
    row = newest()
    assert (row.property, row.value, row.as_said) == ("event", "detained", TEXT[13:52])
    assert (row.locator, row.valid_when, row.recorded_by) == ("chars 13-52", "2017-23", "Marat")
    assert row.qualifiers["told_by"] == "the baker" and row.account.consents.count() == 1
    assert "autumn" in read("Leila", "/accounts/1") and not scrub(session=one).problems


def test_the_usual_fills_the_form_and_writes_nothing(one, sit):
    before = models.Statement.objects.count()
    page = sit("Marat").get("/accounts/1").content.decode()
    assert all(f'accesskey="{key}"' in page for key in "trsn")
    page = sit("Marat").post("/accounts/1/state", {"usual": "r", "passage": "His wife saw it"}).content.decode()
    assert "autofocus" in page and 'value="released"' in page and re.search('value="p1"[^>]* selected>', page)
    page = sit("Marat").post("/accounts/1/state", {"usual": "n", "passage": "Tolqyn"}).content.decode()
    assert re.search('value="name"[^>]* selected>', page) and 'value="Tolqyn"' in page
    assert models.Statement.objects.count() == before


@pytest.mark.parametrize(
    "changed",
    [{"passage": "he was released"}, {"passage": "", "locator": " "}, {"value": " "}, {"subject": ""},
     {"subject": "p9"}, {"property": "id_number"}, {"subject": "new", "name": " "}, {"subject": "new", "kind": "<b>",
     "name": "x"}, {"property": ""}, {"passage": "x" * 6000}],
)  # fmt: skip
def test_what_cannot_be_stated_is_said_and_nothing_typed_is_lost(one, sit, changed):
    before = models.Statement.objects.count()
    answer = sit("Marat").post("/accounts/1/state", {**GIVEN, **changed})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'role="alert"' in page and 'value="the baker"' in page
    assert models.Statement.objects.count() == before


def test_somebody_new_a_time_in_a_recording_and_no_second_time(one, sit):
    given = {**GIVEN, "passage": "", "locator": "00:12:31", "subject": "new", "name": "Gulnar Dala", "property": "name",
             "value": "Gulnar Dala"}  # fmt: skip
    assert sit("Marat").post("/accounts/1/state", given).status_code == 303
    assert newest().mention.label == "Gulnar Dala" and newest().locator == "00:12:31"
    assert "Gulnar Dala" in sit("Leila").get("/people?q=Gulnar").content.decode()
    count = models.Statement.objects.count()
    for at in (1, 2):
        sit("Marat").post("/accounts/1/state", GIVEN)
        assert models.Statement.objects.count() == count + 1, at


def test_others_neither_see_nor_send_the_form(one, sit, read):
    assert 'action="/accounts/1/state"' not in read("Petra", "/accounts/1")
    assert sit("Petra").post("/accounts/1/state", GIVEN).status_code == 403
    assert sit("Olga").post("/accounts/1/state", GIVEN).status_code == 404
    assert sit("Olga").get("/accounts/1/state").status_code == 404
