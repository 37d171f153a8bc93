"""Correcting an interview through its form: nothing that the form does not ask is lost, widened or overwritten."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from test_interview import ANSWERS, begun, draft_of, fill, send

from tizim.actions import consents, interviews
from tizim.actions.correcting import correct_account
from tizim.actions.erase import erase_account
from tizim.actions.scrubbing import scrub
from tizim.core.errors import NotFound
from tizim.db import models, near, queries
from world import who

pytest_plugins = ["at_the_desk"]
__all__ = ["begun"]
PERSON = ANSWERS["person"]
HERDER = {"keep": "yes", "publish_name": "none", "publish_statement": "no"}


@pytest.fixture
def taken(begun):
    """Marat's browser, when his interview with a photograph has become A-1."""
    client, home = begun
    fill(client, home)
    client.post(f"{home}/files", {"files": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff12345"), "about": "person"})
    assert client.post(f"{home}/check")["Location"] == "/interview/done/1"
    return client


def account():
    return queries.find_account(who("Axel"), "A-1")


def correction(client):
    return client.post("/interview/done/1")["Location"].removesuffix("/person")


def finished(client, home, **more):
    answer = client.post(f"{home}/check", more)
    assert answer.status_code == 303, answer.content.decode()
    return account()


def newest(row, property_):
    """What holds for the only statement of this property: its purposes, and whether it was withdrawn; or None."""
    last = row.statements.get(property=property_).consents.order_by("id").last()
    return last and (last.purposes, last.withdrawn)


def narrow(property_, purposes=None):
    statement_id = account().statements.get(property=property_).id
    if purposes is None:
        consents.withdraw(by=who("Marat"), account="A-1", reason="danger", statement_id=statement_id)
    else:
        consents.record_consent(by=who("Marat"), account="A-1", purposes=purposes, statement_id=statement_id)


def test_what_was_narrowed_for_one_statement_stays_so(taken, archive):
    narrow("profession", HERDER)
    narrow("event")
    second = correction(taken)
    send(taken, second, "events", {**ANSWERS["events"], "events.events.0.except": ""})
    send(taken, second, "person", {**PERSON, "person.father_name": "Changed"})
    new = finished(taken, second)
    assert newest(new, "profession") == (HERDER, False) and newest(new, "event")[1]
    assert newest(new, "reason_suspected")[0]["publish_statement"] == "no", "the form may not lift it either"
    assert newest(new, "father_name") is None and newest(new, "birth") is None
    assert scrub(session=archive).problems == []


def test_what_was_narrowed_stays_so_in_other_words_and_elsewhere_in_the_form(taken):
    narrow("profession", HERDER)
    narrow("health")
    second = correction(taken)
    send(taken, second, "person", {**PERSON, "person.profession": "teacher", "person.birthplace": "weak heart"})
    send(taken, second, "status", {**ANSWERS["status"], "status.health": ""})
    new = finished(taken, second)
    assert newest(new, "profession") == (HERDER, False) and newest(new, "birthplace")[1]


def test_files_stay_with_a_corrected_interview_and_new_ones_join_them(taken):
    second = correction(taken)
    send(taken, second, "person", {**PERSON, "person.father_name": "Changed"})
    taken.post(f"{second}/files", {"files": SimpleUploadedFile("b.jpg", b"\xff\xd8\xff678")})
    new = finished(taken, second)
    found = near.facts(who("Axel"), [new.id]).exhibits
    person = new.mentions.get(key="p1").id
    assert [(one.name, one.account_id, one.mention_id) for one in found] == [
        ("a.jpg", new.id, person), ("b.jpg", new.id, "")]  # fmt: skip


def test_title_and_translation_stay(taken):
    correct_account(by=who("Marat"), account="A-1", version=account().id, given={"title": "T", "translation": "tr"})
    second = correction(taken)
    send(taken, second, "person", {"person.father_name": "Changed"})
    assert (finished(taken, second).title, account().translation) == ("T", "tr")


def test_words_that_were_corrected_can_be_put_back_as_they_came_in(begun):
    client, home = begun
    fill(client, home)
    first = finished(client, home)
    correct_account(by=who("Marat"), account="A-1", version=first.id, given={"text": "Corrected"})
    second = correction(client)
    send(client, second, "person", {"person.id_number": PERSON["person.id_number"]})
    send(client, second, "events", {"events.text": first.text})
    assert finished(client, second).text == first.text


def test_a_correction_made_meanwhile_is_shown_and_never_overwritten(taken, archive):
    second = correction(taken)
    send(taken, second, "person", {**PERSON, "person.father_name": "Changed"})
    given = {"text": "THEIR WORDS", "title": "T"}
    theirs = correct_account(by=who("Marat"), account="A-1", version=account().id, given=given)
    answer = taken.post(f"{second}/check")
    page = answer.content.decode()
    assert answer.status_code == 409 and account().id == theirs.id
    assert "THEIR WORDS" in page and ANSWERS["events"]["events.text"] in page and "choose.events.text" in page
    assert "choose.person.father_name" not in page, "what only the interview changed is not asked"
    assert draft_of(archive, second).form.value("person.father_name") == "Changed"
    assert taken.post(f"{second}/check", {"later": theirs.id}).status_code == 409, "nobody chose yet"
    chosen = {"later": theirs.id, "choose.events.text": "theirs"}
    new = finished(taken, second, **chosen)
    assert (new.text, new.title, new.supersedes_id) == ("THEIR WORDS", "T", theirs.id)
    assert new.statements.get(property="father_name").value == "Changed"


def test_erasing_an_account_destroys_what_was_begun_with_its_words(taken, archive):
    wife = next(one for one in near.facts(who("Marat"), [account().id]).mentions if one.label == "Торғын Үлгі")
    second = correction(taken)
    taken.post(f"{second}/files", {"files": SimpleUploadedFile("b.jpg", b"\xff\xd8\xff678")})
    third = taken.post("/interview/done/1", {"next": wife.id})["Location"].removesuffix("/source")
    other = taken.post("/interview", {"language": "kk"})["Location"].removesuffix("/source")
    send(taken, other, "source", {"source.same_as": "A-1"})
    erase_account(by=who("Quentin"), second=who("Petra"), session=archive, account="A-1", reason="asked")
    assert [taken.get(f"{home}/person").status_code for home in (second, third, other)] == [404, 404, 200]
    assert models.InterviewDraft.objects.count() == 1 and not list(archive.workspace.vault_path.rglob("*.age"))
    assert taken.post(f"{second}/check").status_code == 404 and queries.current_accounts(who("Axel")).count() == 0


def test_whoever_throws_away_what_another_finishes_destroys_no_evidence(begun, archive, monkeypatch):
    client, home = begun
    fill(client, home)
    client.post(f"{home}/files", {"files": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff12345")})
    draft = draft_of(archive, home)
    assert client.post(f"{home}/check").status_code == 303
    monkeypatch.setattr(interviews, "open_draft", lambda **_named: draft)
    with pytest.raises(NotFound):
        interviews.throw_away(by=who("Marat"), session=archive, draft_id=draft.id)
    assert len(list(archive.workspace.vault_path.rglob("*.age"))) == 1


def test_two_narrowings_that_meet_in_one_statement_both_hold(taken):
    second = correction(taken)
    send(taken, second, "person", {"person.names.1.name": "Tolqyn", "add": "person.names"})
    send(taken, second, "person", {"person.names.1.name": "Tolqyn"})
    row = finished(taken, second)
    names = list(row.statements.filter(property="name", mention__key="p1").order_by("id"))
    for one, purposes in zip(names, ({"publish_name": "none"}, {"share_un": "no"}), strict=True):
        consents.record_consent(by=who("Marat"), account="A-1", purposes=purposes, statement_id=one.id)
    second = correction(taken)
    given = {"person.names.0.name": "Tolkyn", "person.names.1.name": "", "remove": "person.names.1"}
    send(taken, second, "person", given)
    new = finished(taken, second)
    last = new.statements.get(property="name", mention__key="p1").consents.order_by("id").last()
    assert last.purposes == {"publish_name": "none", "share_un": "no"}
