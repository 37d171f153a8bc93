"""Consent at the desk: less at once, more with a second person, taken back by one; of an account and of a statement."""

import re

import pytest

from tizim.core.vocabularies import vocabulary
from tizim.db import models, queries
from world import PUBLIC, account, take_in, who

pytest_plugins = ["at_the_desk"]
NARROW = {term: "no" if "no" in map(str, vocabulary("consent_purposes").term(term).more["levels"]) else "none"
          for term in vocabulary("consent_purposes").codes} | {"keep": "yes"}  # fmt: skip
ALL = NARROW | PUBLIC


@pytest.fixture
def one(archive):
    take_in(archive, account(purposes=NARROW), account())
    return archive


def newest(number: int, statement: str = "") -> models.Consent:
    row = queries.find_account(who("Axel"), str(number))
    return row.consents.filter(statement_id=statement or None).order_by("-id").first()


def send(client, path: str, **given):
    since = re.search(r'name="since" value="(\w*)"', client.get(path).content.decode())
    return client.post(path, {"since": since[1] if since else "", **given})


def test_less_holds_at_once_and_more_waits_for_a_second_person(one, sit, read):
    assert send(sit("Marat"), "/accounts/2/consent", **NARROW).status_code == 303
    assert newest(2).purposes["publish_name"] == "none" and not models.Request.objects.exists()
    client = sit("Marat")
    more = send(client, "/accounts/1/consent", **ALL, given_how="signed", given_before="the notary")
    assert more.status_code == 303 and newest(1).purposes == NARROW
    assert "once a second person has signed it" in client.get("/accounts/1").content.decode()
    page, asked = read("Leila", "/requests"), models.Request.objects.get()
    assert "the notary" in page and "in full" in page
    assert sit("Marat").post(f"/requests/{asked.id}", {"answer": "sign"}).status_code == 303
    assert newest(1).purposes == NARROW, "not by whoever asked"
    sit("Leila").post(f"/requests/{asked.id}", {"answer": "sign"})
    assert newest(1).purposes == ALL and newest(1).given_before == "the notary"


def test_one_statement_is_narrowed_at_once_and_taken_back(one, sit, read):
    said = queries.current_statements(who("Axel")).filter(account__number=2).first().id
    path = f"/accounts/2/consent/{said}"
    assert path in read("Marat", "/accounts/2")
    assert send(sit("Marat"), path, **{**ALL, "publish_words": "no"}).status_code == 303
    assert newest(2, said).purposes["publish_words"] == "no" and newest(2).purposes == PUBLIC
    assert send(sit("Marat"), path, **ALL).status_code == 303 and models.Request.objects.count() == 1
    assert "one statement" in read("Leila", "/requests")
    assert sit("Marat").post(f"/accounts/2/withdraw/{said}", {"reason": "afraid"}).status_code == 303
    assert newest(2, said).withdrawn and not newest(2).withdrawn
    assert sit("Marat").post(f"/accounts/1/withdraw/{said}", {}).status_code == 404, "of another account"


def test_taking_back_needs_one_person_and_its_page_says_what_happens(one, sit, read):
    assert "nothing of it is shown" in read("Clara", "/accounts/2/withdraw")
    assert sit("Clara").post("/accounts/2/withdraw", {"reason": "<b>her wish"}).status_code == 303
    assert newest(2).withdrawn and newest(2).reason == "<b>her wish"
    page = read("Marat", "/accounts/2/consent")
    assert "withdrawn" in page and "&lt;b&gt;her wish" in page and "Clara" in page


@pytest.mark.parametrize("changed", [{"publish_name": "all"}, {"since": "older"}, {"keep": None}])
def test_a_late_or_broken_form_writes_nothing_and_loses_nothing(one, sit, changed):
    before = models.Consent.objects.count()
    given = {name: value for name, value in {**NARROW, "given_before": "<i>x", **changed}.items() if value}
    answer = send(sit("Marat"), "/accounts/2/consent", **given)
    assert answer.status_code == 422 and 'value="&lt;i&gt;x"' in answer.content.decode()
    assert models.Consent.objects.count() == before


def test_who_may_not_sees_and_sends_none_of_it(one, sit, read):
    assert "<form method" not in read("Axel", "/accounts/1/consent").split('id="main"')[1].split("</main>")[0]
    assert sit("Axel").post("/accounts/1/consent", ALL).status_code == 403
    for path in ("/accounts/1/consent", "/accounts/1/withdraw"):
        assert sit("Olga").get(path).status_code == sit("Olga").post(path, NARROW).status_code == 404
    assert models.Consent.objects.count() == 2
