"""Correcting an account: a new version with all that hangs on it; two at once lose nothing; assessments."""

import re
from pathlib import Path

import pytest

from suggested import REPORT, report_reading
from tizim import pipeline
from tizim.actions import suggestions
from tizim.actions.consents import record_consent, withdraw
from tizim.actions.exhibits import keep_exhibit
from tizim.actions.judgements import judge
from tizim.actions.scrubbing import scrub
from tizim.core.drafts import ExhibitDraft, MentionDraft
from tizim.db import models, queries
from world import PUBLIC, account, mention_of, said, take_in, who

pytest_plugins = ["at_the_desk"]
PATH = "/accounts/1/correct"


@pytest.fixture
def one(archive, tmp_path: Path):
    people = (MentionDraft("p1", "person", "Tolqyn Demesin"), MentionDraft("p2", "person", "Gulnar Dala"))
    told = [said("relation", "p2", qualifiers={"relation": "wife"}), said("id_number", "650101123456"),
            said("event", "detained", when="2017-10", as_said="was taken")]  # fmt: skip
    text = "My neighbour Tolqyn Demesin was taken."
    take_in(archive, account("Tolqyn Demesin", *told, mentions=people, text=text, title="Tke", external_id="X-1"),
            account("Tolqyn Demesin"))  # fmt: skip
    (tmp_path / "letter.txt").write_text("a letter")
    keep_exhibit(by=who("Marat"), session=archive, draft=ExhibitDraft(str(tmp_path / "letter.txt"), "letter.txt"),
                 account=now())  # fmt: skip
    pipeline.refresh(who("Leila"))
    return archive


def now(number: int = 1) -> models.Account:
    row = queries.find_account(who("Axel"), str(number))
    assert row
    return row


def form(client, **changed) -> dict[str, str]:
    page = client.get(PATH).content.decode()
    version = re.search(r'name="version" value="(\w+)"', page)[1]
    row = now()
    return {"version": version, "title": row.title, "text": row.text, "translation": row.translation,
            "told_on": row.told_on, "language": row.language, **changed}  # fmt: skip


def test_a_correction_is_a_new_version_that_all_comes_along_with(one, sit, read):
    judge(by=who("Leila"), mention_a=mention_of(1), mention_b=mention_of(2), verdict="same", reason="x")
    narrowed = next(row for row in queries.current_statements(who("Axel")) if row.value == "detained")
    record_consent(by=who("Marat"), account="A-1", purposes={**PUBLIC, "publish_words": "no"}, statement_id=narrowed.id)
    before, old = list(queries.current_statements(who("Axel")).filter(account__number=1)), now()
    client = sit("Marat")
    answer = client.post(PATH, form(client, title="Taken", text="Again: my neighbour Tolqyn Demesin was\n taken."))
    assert (answer.status_code, answer["Location"]) == (303, "/accounts/1")
    new = now()
    assert (new.number, new.title, new.supersedes_id, new.recorded_by) == (1, "Taken", old.id, "Marat")
    assert models.Account.objects.get(id=old.id).title == "Tke" and new.taken_in_id == old.taken_in_id
    after = list(queries.current_statements(who("Axel")).filter(account__number=1))
    assert sorted(row.property for row in after) == sorted(row.property for row in before)
    moved = {row.key: row.id for row in new.mentions.all()}
    assert [row.value for row in after if row.property == "relation"] == [moved["p2"]]
    kept = next(row for row in after if row.value == "detained")
    assert kept.consents.get().purposes["publish_words"] == "no" and kept.recorded_by == "Marat"
    clusters = queries.clusters(who("Leila"))
    assert clusters[mention_of(1)] == clusters[mention_of(2)], "judgements stand"
    facts = queries.facts(who("Leila"), [new.id])
    assert [(row.name, row.account_id) for row in facts.exhibits] == [("letter.txt", new.id)]
    assert not scrub(session=one).problems and "letter.txt" in read("Marat", "/accounts/1")


def test_a_withdrawn_account_stays_withdrawn_and_the_same_file_again_changes_nothing(one, sit):
    withdraw(by=who("Clara"), account="A-2", reason="afraid")
    draft = account("Serik Dala", external_id="X-2")
    take_in(one, draft)
    client = sit("Marat")
    client.post(PATH, form(client, title="Taken"))
    assert not now().consents.get(statement=None).withdrawn
    path, row = "/accounts/2/correct", now(2)
    sit("Marat").post(path, {"version": row.id, "title": "Corrected"})
    assert now(2).title == "Corrected" and now(2).consents.get().withdrawn
    sit("Marat").post("/accounts/3/correct", {"version": now(3).id, "title": "Corrected"})
    assert take_in(one, draft).unchanged == 1 and now(3).title == "Corrected"


def test_what_was_decided_stays_while_the_text_stays(one, sit, monkeypatch):
    monkeypatch.setattr("tizim.suggesting.read", lambda text, language: report_reading())
    take_in(one, account("", text=REPORT, mentions=(), statements=()))
    first = report_reading().statements[0]
    suggestions.accept(by=who("Leila"), session=one, account="A-3", reading=report_reading(), suggestion=first)
    sit("Marat").post("/accounts/3/correct", {"version": now(3).id, "title": "A report"})
    page = sit("Marat").get("/accounts/3").content.decode()
    assert "Decided before: 1" in page and "Leila" in page and not scrub(session=one).problems
    assert now(3).decisions.get().statement.account_id == now(3).id
    sit("Marat").post("/accounts/3/correct", {"version": now(3).id, "text": REPORT + " And more."})
    assert not now(3).decisions.exists()


def test_two_at_once_lose_nothing_and_choose_field_by_field(one, sit):
    client = sit("Marat")
    mine = form(client, title="Mine", told_on="2018-01-02")
    other = form(client, title="Theirs <b>", translation="Their words")
    assert client.post(PATH, other).status_code == 303
    clash = client.post(PATH, mine)
    page = clash.content.decode()
    assert clash.status_code == 409 and now().title == "Theirs <b>" and now().told_on == ""
    assert 'value="Mine"' in page and "Theirs &lt;b&gt;" in page and "Their words" in page
    assert 'value="2018-01-02"' in page and 'name="text"' not in page, "only what differs is asked"
    version = re.search(r'name="version" value="(\w+)"', page)[1]
    chosen = {"title": "Mine", "choice_title": "theirs", "told_on": "2018-01-02", "choice_told_on": "mine",
              "translation": "", "choice_translation": "theirs"}  # fmt: skip
    assert client.post(PATH, {"version": version, **chosen}).status_code == 303
    assert (now().title, now().told_on, now().translation) == ("Theirs <b>", "2018-01-02", "Their words")


@pytest.mark.parametrize("given", [{}, {"title": "Tke"}])
def test_nothing_changed_is_no_version_and_others_may_not(one, sit, given):
    count = models.Account.objects.count()
    assert sit("Marat").post(PATH, {"version": now().id, **given}).status_code == 422
    for name, status in (("Tomas", 403), ("Olga", 404)):
        assert sit(name).post(PATH, {"version": now().id, "title": "x"}).status_code == status
    assert models.Account.objects.count() == count


def test_a_reviewer_assesses_source_and_account_apart(one, sit):
    client = sit("Tomas")
    bad = client.post("/accounts/1/assess", {"about": "source", "grade": "usually", "reasons": "<i>"})
    assert bad.status_code == 303
    lost = client.post("/accounts/1/assess", {"about": "item", "grade": "", "reasons": "<b>typed"})
    assert lost.status_code == 422 and "&lt;b&gt;typed" in lost.content.decode()
    row = models.Assessment.objects.get()
    assert (row.grade, row.source_id, row.recorded_by) == ("usually", now().source_id, "Tomas")
    assert sit("Marat").post("/accounts/1/assess", {"about": "item"}).status_code == 403
