"""Deciding about suggestions from the account's page, also by late and hostile forms."""

import re

import pytest

from suggested import REPORT, report_reading, suggestion
from tizim import pipeline
from tizim.actions.take_in import record_accounts
from tizim.core.drafts import MentionDraft, SourceDraft
from tizim.core.suggestions import Reading
from tizim.db import models, queries
from world import account, prepared, take_in, who

pytest_plugins = ["at_the_desk"]
READING = report_reading()


@pytest.fixture
def told(archive, monkeypatch):
    """A-1 with REPORT, for which the reading aid suggests what `report_reading` does."""
    monkeypatch.setattr("tizim.suggesting.read", lambda text, language: READING)
    take_in(archive, account("", text=REPORT, source=SourceDraft("press", public_name="Herald"), mentions=(),
                             statements=(), external_id="H-1"))  # fmt: skip
    pipeline.refresh(who("Leila"))
    return archive


def key(page: str, number: int) -> str:
    """What the form of a suggestion carries."""
    form = re.search(rf'action="/accounts/1/suggestions/{number}".*?name="key" value="(\w+)"', page, re.S)
    return (form or re.search(r'name="key" value="(\w+)"', page))[1]


def decide(client, number: int, answer: str, **more):
    page = client.get(f"/accounts/1/suggestions/{number}").content.decode()
    instead = re.search(r'name="instead" value="(\w+)"', page)
    given = {"key": key(page, number), "answer": answer, **({"instead": instead[1]} if instead else {}), **more}
    return client.post(f"/accounts/1/suggestions/{number}", given)


def decisions() -> list[tuple[str, str, str]]:
    return [(row.decision, row.value, row.recorded_by) for row in models.SuggestionDecision.objects.order_by("id")]


def stated() -> list[models.Statement]:
    return list(queries.current_statements(who("Axel")).order_by("id"))


def test_accepting_states_it_word_for_word_and_leads_to_the_next(told, sit):
    client = sit("Marat")
    page = client.get("/accounts/1").content.decode()
    assert page.count('accesskey="a"') == 1 and "<kbd>A</kbd>" in page
    answer = client.post("/accounts/1/suggestions/1", {"key": key(page, 1), "answer": "accept"})
    assert (answer.status_code, answer["Location"]) == (303, "/accounts/1#s2")
    assert decisions() == [("accepted", "detained", "Marat")]
    assert [(row.value, row.as_said) for row in stated()] == [("detained", READING.statements[0].as_said)]
    after = client.get("/accounts/1").content.decode()
    assert "Stated." in after and "Decided before: 1" in after and 'href="#s1"' not in after and 'href="#s2"' in after
    found = sit("Leila").get("/people?q=Tolqyn").content.decode()
    assert "Tolqyn Demesin" in found, "what is derived is up to date"


def test_correcting_changes_what_was_typed_and_nothing_else(told, sit):
    page = sit("Leila").get("/accounts/1/suggestions/1").content.decode()
    assert 'value="Tolqyn Demesin"' in page and 'value="late 2017"' in page
    fields = {"property": "event", "value": "detained", "name": "Tolqyn Demesin", "kind": "person", "said_by": ""}
    answer = decide(sit("Leila"), 1, "correct", **fields, when="November 2017", q_charge="theft", reason="so it says")
    assert answer.status_code == 303
    row = stated()[0]
    assert (row.valid_when, row.value, row.qualifiers) == ("2017-11", "detained", {"charge": "theft"})
    assert row.mention.label == "Tolqyn Demesin" and decisions() == [("corrected", "detained", "Leila")]


def test_the_words_of_a_speaker_go_to_an_account_of_their_own(told, sit, read):
    client = sit("Leila")
    assert decide(client, 2, "accept").status_code == 303
    assert "Stated in A-2: the words of" in client.get("/accounts/1").content.decode()
    assert stated()[0].account.number == 2


def test_rejecting_needs_a_reason_and_to_decide_otherwise_replaces(told, sit):
    client = sit("Marat")
    refused = decide(client, 1, "reject", reason=" ")
    assert refused.status_code == 422 and "needs a reason" in refused.content.decode() and not decisions()
    assert decide(client, 1, "reject", reason="another man").status_code == 303
    assert "another man" in client.get("/accounts/1").content.decode() and not stated()
    assert decide(sit("Leila"), 1, "accept").status_code == 303
    assert [one[0] for one in decisions()] == ["rejected", "accepted"] and len(stated()) == 1
    assert decide(sit("Marat"), 1, "reject", reason="and yet no").status_code == 303 and not stated()


def test_a_late_or_foreign_form_writes_nothing_and_loses_nothing(told, sit, monkeypatch):
    client = sit("Marat")
    page = client.get("/accounts/1").content.decode()
    first, second = key(page, 1), key(page, 2)
    for given in ({"key": second, "answer": "accept"}, {"answer": "accept"}, {"key": first, "answer": "burn"}, {}):
        assert client.post("/accounts/1/suggestions/1", given).status_code == 422
    given = {"key": second, "answer": "correct", "value": "<b>typed", "reason": "because"}
    kept = client.post("/accounts/1/suggestions/1", given).content.decode()
    assert 'value="&lt;b&gt;typed"' in kept and 'value="because"' in kept
    assert client.post("/accounts/1/suggestions/1", {"key": first, "answer": "accept"}).status_code == 303
    late = sit("Leila").post("/accounts/1/suggestions/1", {"key": first, "answer": "reject", "reason": "no"})
    assert late.status_code == 422 and "decided already" in late.content.decode() and len(decisions()) == 1
    changed = account("", text=REPORT + " More.", source=SourceDraft("press", public_name="Herald"), mentions=(),
                      statements=(), external_id="H-1")  # fmt: skip
    record_accounts(by=who("Marat"), session=told, batch=[prepared(changed)])
    monkeypatch.setattr("tizim.suggesting.read", lambda text, language: Reading(
        "en", READING.subjects, (suggestion(text, "More.", "s1", "released"),)))  # fmt: skip
    answer = client.post("/accounts/1/suggestions/1", {"key": first, "answer": "accept"})
    assert answer.status_code == 422 and len(decisions()) == 1
    assert client.post("/accounts/1/suggestions/3", {"key": first, "answer": "accept"}).status_code == 404


def test_who_may_not_decide_sees_no_form_and_is_refused(told, sit, read):
    page = read("Petra", "/accounts/1")
    assert 'value="accept"' not in page and "What the text may state" in page
    assert sit("Petra").post("/accounts/1/suggestions/1", {"answer": "accept"}).status_code == 403
    for path in ("/accounts/1/suggestions/1", "/accounts/1"):
        answer = sit("Olga").get(path)
        assert answer.status_code == 404 and "Tolqyn" not in answer.content.decode()
    assert sit("Olga").post("/accounts/1/suggestions/1", {"answer": "accept"}).status_code == 404 and not decisions()


def test_of_two_of_one_name_the_page_asks_who_is_meant(told, sit, monkeypatch):
    two = tuple(MentionDraft(one, "person", "Tolqyn Demesin") for one in ("p1", "p2"))
    take_in(told, account("", text=REPORT, mentions=two, statements=(), source=SourceDraft("press", public_name="X")))
    client = sit("Marat")
    page = client.get("/accounts/2/suggestions/1").content.decode()
    given = {"key": re.search(r'name="key" value="(\w+)"', page)[1], "answer": "accept"}
    answer = client.post("/accounts/2/suggestions/1", given)
    assert answer.status_code == 422 and "may be several" in answer.content.decode()
    assert 'value="p2"' in page
    given |= {"answer": "correct", "subject": "p2"}
    assert client.post("/accounts/2/suggestions/1", given).status_code == 303 and stated()[0].mention.key == "p2"


def test_no_form_reaches_another_account_that_somebody_named_like_a_number(told, sit):
    other = account("Serik Canary", text=REPORT, external_id="A-1")
    take_in(told, other)
    client = sit("Marat")
    assert decide(client, 1, "accept").status_code == 303 and stated()[-1].account.number == 1
    given = {"passage": "Tolqyn Demesin was detained", "subject": "p1", "property": "status", "value": "in custody"}
    assert client.post("/accounts/1/state", given).status_code == 303 and stated()[-1].account.number == 1
    client.post("/accounts/1/withdraw", {"reason": "x"})
    client.post("/accounts/1/correct", {"version": queries.find_account(who("Axel"), stated()[-1].account_id).id,
                                        "title": "T"})  # fmt: skip
    rows = {row.number: row for row in queries.current_accounts(who("Axel"))}
    assert rows[1].title == "T" and rows[2].title == "" and not rows[2].consents.get().withdrawn
