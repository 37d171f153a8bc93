"""The interview at the desk: every section, hostile and late forms, two editors, and who may open what."""

import json
import os
import re
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tizim import interviewing
from tizim.actions import interviews
from tizim.actions.members import set_member
from tizim.core.errors import NotFound
from tizim.db import models, queries
from tizim.web import desk
from world import account, take_in, who

pytest_plugins = ["at_the_desk"]

ANSWERS = {
    "source": {
        "source.kind": "relative", "source.relation": "brother", "source.name": "Canary Source",
        "source.contact": "+7 700 CANARY", "source.safe_hours": "19:00", "source.language": "kk",
        "source.told_on": "2018-05-03",
    },
    "consent": {
        "consent.keep": "yes", "consent.share_un": "yes", "consent.publish_statement": "yes",
        "consent.publish_name": "partial", "consent.date_precision": "month", "consent.given_how": "signed",
        "consent.given_before": "Marat",
    },
    "person": {
        "person.names.0.name": "Толқын Үлгі", "person.names.0.as": "document", "person.father_name": "Үлгі",
        "person.birth": "about 1975", "person.sex": "male", "person.ethnicity": "kazakh",
        "person.profession": "herder", "person.id_number": "653125198001010001",
        "person.addresses.0.place": "Tekes", "person.addresses.0.when": "2010",
    },
    "events": {
        "events.text": "Ағамды алып кетті.",
        "events.events.0.what": "detained", "events.events.0.when": "late 2017", "events.events.0.place": "Tekes",
        "events.events.0.facility": "former school", "events.events.0.by": "police", "events.events.0.how": "saw_it",
        "events.events.0.suspected": "praying", "events.events.0.said": "алып кетті", "events.events.0.except": "un",
        "events.events.0.learned": "2018-01",
    },
    "status": {
        "status.status": "camp", "status.as_of": "2018-04", "status.how": "told_by_relative",
        "status.health": "weak heart", "status.except": "inside",
        "status.relatives.0.name": "Торғын Үлгі", "status.relatives.0.relation": "wife",
        "status.relatives.0.status": "custody", "status.relatives.0.when": "2018",
    },
    "steps": {
        "steps.steps.0.to": "police", "steps.steps.0.when": "2018-02", "steps.steps.0.what": "asked where he is",
        "steps.steps.0.reply": "he studies", "steps.steps.0.reply_when": "2018-03",
    },
    "risks": {"risks.family": "pressed", "risks.source": "CANARY threatened", "risks.urgency": "life_in_danger"},
}  # fmt: skip


@pytest.fixture
def begun(sit):
    """A browser at Marat's desk, and the address of an interview that he began."""
    client = sit("Marat")
    return client, client.post("/interview", {"language": "kk"})["Location"].removesuffix("/source")


def send(client, home, section, given, since=10**6, **more):
    return client.post(f"{home}/{section}", {"since": since, **given, **more})


def fill(client, home, **changed):
    for section, given in ANSWERS.items():
        assert send(client, home, section, {**given, **changed.get(section, {})}).status_code == 303, section


def draft_of(archive, home, by="Marat"):
    return interviews.open_draft(by=who(by), session=archive, draft_id=home.split("/")[2])


def stated(number):
    """property → (value, when, place, how known, qualifiers without facilities), of the person, as recorded."""
    row = queries.find_account(who("Axel"), f"A-{number}")
    facts = queries.facts(who("Axel"), [row.id])
    labels = {one.id: one.label for one in facts.mentions}
    return (
        row,
        facts,
        {
            (labels[one.mention_id], one.property): (one.value_raw, one.when_raw, one.place_raw, one.how_known)
            for one in facts.statements
        },
    )


def test_what_is_typed_is_what_is_stated(begun, archive):
    client, home = begun
    fill(client, home)
    answer = client.post(f"{home}/check")
    assert answer.status_code == 303 and answer["Location"] == "/interview/done/1"
    row, facts, found = stated(1)
    he, she = "Толқын Үлгі", "Торғын Үлгі"
    assert found == {
        (he, "name"): (he, "", "", "document"), (he, "relation_to_source"): ("brother", "", "", ""),
        (he, "father_name"): ("Үлгі", "", "", ""), (he, "id_number"): ("", "", "", ""),
        (he, "birth"): ("about 1975", "", "", ""), (he, "sex"): ("male", "", "", ""),
        (he, "ethnicity"): ("kazakh", "", "", ""), (he, "profession"): ("herder", "", "", ""),
        (he, "residence"): ("Tekes", "2010", "", ""), (he, "event"): ("detained", "late 2017", "Tekes", "saw_it"),
        (he, "reason_suspected"): ("praying", "late 2017", "", "saw_it"),
        (he, "status"): ("camp", "2018-04", "", "told_by_relative"),
        (he, "health"): ("weak heart", "2018-04", "", "told_by_relative"),
        (he, "relation"): ("p2", "", "", ""), (she, "name"): (she, "", "", ""),
        (she, "status"): ("custody", "2018", "", ""),
        (he, "step_taken"): ("asked where he is", "2018-02", "", ""),
        (he, "official_response"): ("he studies", "2018-03", "", ""),
        (he, "risk"): ("pressed", "", "", ""), (he, "urgency"): ("life_in_danger", "", "", ""),
    }  # fmt: skip
    event = next(one for one in facts.statements if one.property == "event")
    facility = next(one for one in facts.mentions if one.kind == "facility")
    assert (event.valid_when, event.place, event.as_said, event.language) == ("2017-39", "654027", "алып кетті", "kk")
    assert event.qualifiers == {"by": "police", "facility": facility.id, "learned": "2018-01"}
    assert (row.language, row.text, row.told_on) == ("kk", "Ағамды алып кетті.", "2018-05-03")
    assert facts.sources[0].relation == "sibling" and facility.label == "former school"


def test_consent_is_what_was_said_and_a_single_statement_only_ever_less(begun, archive):
    client, home = begun
    fill(client, home)
    client.post(f"{home}/check")
    _row, facts, _found = stated(1)
    whole = [one for one in facts.consents if not one.statement_id]
    assert len(whole) == 1 and whole[0].given_how == "signed" and whole[0].given_on == "2018-05-03"
    assert whole[0].purposes == {
        "keep": "yes", "share_un": "yes", "publish_statement": "yes", "publish_name": "partial",
        "date_precision": "month",
    }  # fmt: skip
    by_property = {one.id: one.property for one in facts.statements}
    narrowed = {by_property[one.statement_id]: one.purposes for one in facts.consents if one.statement_id}
    assert set(narrowed) == {"event", "reason_suspected", "status", "health", "risk", "urgency"}
    assert narrowed["status"]["share_un"] == "no" and "share_un" not in narrowed["event"]
    assert all(level in ("no", "none") for purposes in narrowed.values() for level in purposes.values())


def test_an_interview_allows_nothing_but_keeping_unless_somebody_says_so(begun, archive):
    client, home = begun
    send(client, home, "person", {"person.names.0.name": "Asan"})
    client.post(f"{home}/check")
    _row, facts, _found = stated(1)
    assert facts.consents[0].purposes == {"keep": "yes"}


def clear_text(names):
    """Every cell of every table, as SQL gives it."""
    with connection.cursor() as cursor:
        cells = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            cells += [bytes(cell) if isinstance(cell, (bytes, memoryview)) else str(cell).encode()
                      for row in cursor.fetchall() for cell in row]  # fmt: skip
    return [name for name in names for cell in cells if name.encode() in cell or name.encode().hex().encode() in cell]


def test_who_speaks_is_nowhere_in_clear_neither_before_nor_after(begun, archive):
    client, home = begun
    fill(client, home)
    assert draft_of(archive, home).form.value("source.name") == "Canary Source"
    assert clear_text(["Canary Source", "CANARY"]) == []
    sealed = interviewing.review(who("Marat"), archive, draft_of(archive, home)).formed.draft.source.identity
    assert sealed == {"name": "Canary Source", "contact": "+7 700 CANARY", "safe_hours": "19:00",
                      "risk": "CANARY threatened"}  # fmt: skip
    client.post(f"{home}/check")
    assert clear_text(["Canary Source", "CANARY", "653125198001010001"]) == []
    assert models.Seal.objects.filter(purpose="source").count() == 1
    assert models.Seal.objects.filter(purpose="id_number").count() == 1
    assert not models.InterviewDraft.objects.exists()


def test_finishing_twice_is_one_account(begun, archive):
    client, home = begun
    fill(client, home)
    first, second = client.post(f"{home}/check"), client.post(f"{home}/check")
    assert first["Location"] == second["Location"] == "/interview/done/1"
    assert models.Account.objects.count() == 1
    assert client.get(f"{home}/person").status_code == 404


def test_a_late_answer_is_shown_and_not_kept(begun, archive):
    client, home = begun
    fill(client, home)
    client.post(f"{home}/check")
    late = send(client, home, "person", {"person.profession": "typed too late"})
    assert late.status_code == 404 and b"typed too late" in late.content
    quiet = client.post(f"{home}/person/keep", {"since": 1, "person.profession": "typed too late"})
    assert quiet.status_code == 404 and "words" in quiet.json()


def test_nothing_outside_the_form_is_kept(begun, archive):
    client, home = begun
    answer = send(client, home, "person", {
        "person.evil": "x", "source.name": "elsewhere", "person.names.0.evil": "x", "person.names.-1.name": "x",
        "person.names.99999999999.name": "x", "since": "-1", "person.sex": "\x00?",
        "add": "events.events", "remove": "person.names.77",
    })  # fmt: skip
    assert answer.status_code in (200, 303)
    assert set(draft_of(archive, home).form.values) <= {
        "person.sex", "source.language", "source.told_on", "source.kind", "consent.keep", "consent.given_before",
    }  # fmt: skip
    assert send(client, home, "nonsense", {}).status_code == 404
    assert send(client, home, "person", {}, since="9" * 30).status_code == 303


def test_rows_are_added_and_taken_away_and_keep_what_was_typed(begun, archive):
    client, home = begun
    answer = send(client, home, "person", {"person.names.0.name": "Asan", "add": "person.names"})
    assert answer["Location"].endswith("#person-names-1")
    answer = send(client, home, "person", {
        "person.names.0.name": "Asan", "person.names.1.name": "Асан", "remove": "person.names.0"})  # fmt: skip
    assert draft_of(archive, home).form.values["person.names.1.name"] == "Асан"
    assert draft_of(archive, home).form.rows["person.names"] == [1]


def test_two_people_who_answer_differently_see_both_and_choose(begun, archive, sit):
    client, home = begun
    send(client, home, "person", {"person.names.0.name": "Asan", "person.profession": "herder"})
    seen = draft_of(archive, home).form.version
    sit("Ines").post(f"{home}/take-over")
    ines = sit("Ines")
    assert send(ines, home, "person", {"person.profession": "teacher", "person.birth": "1975"}, seen).status_code == 303
    marat = sit("Marat")
    answer = send(
        marat, home, "person", {"person.profession": "doctor", "person.birth": "", "person.sex": "male"}, seen
    )
    page = answer.content.decode()
    assert answer.status_code == 409 and "teacher" in page and "doctor" in page and "Ines" in page
    assert "choose.person.birth" not in page, "who left a field as it was is not asked about it"
    form = draft_of(archive, home).form
    assert (form.value("person.profession"), form.value("person.birth"), form.value("person.sex")) == (
        "teacher", "1975", "male")  # fmt: skip
    again = {"person.profession": "doctor", "differs": "person.profession"}
    assert send(marat, home, "person", again, form.version).status_code == 409, "nobody chose yet"
    chosen = {**again, "choose.person.profession": "theirs"}
    assert send(marat, home, "person", chosen, form.version).status_code == 303
    assert draft_of(archive, home).form.value("person.profession") == "teacher"
    chosen = {**again, "choose.person.profession": "mine"}
    assert send(marat, home, "person", chosen, form.version).status_code == 303
    assert draft_of(archive, home).form.value("person.profession") == "doctor"


def test_quiet_keeping_says_what_was_understood_and_what_others_changed(begun, archive, sit):
    client, home = begun
    answer = client.post(f"{home}/person/keep", {
        "since": 9, "person.names.0.name": "Асан", "person.id_number": "653125198001010001",
        "person.birth": "about 1975"})  # fmt: skip
    told = answer.json()
    assert told["understood"]["person.names.0.name"] == "Cyrillic letters"
    assert "653125198001010001" not in json.dumps(told["understood"])
    assert "Yarkand County" in told["understood"]["person.id_number"]
    wrong = client.post(f"{home}/person/keep", {"since": 9, "person.id_number": "653125198001010002"}).json()
    assert "check character" in wrong["understood"]["person.id_number"]
    sit("Ines").post(f"{home}/take-over")
    seen = draft_of(archive, home).form.version
    send(sit("Ines"), home, "person", {"person.sex": "male"}, seen)
    later = sit("Marat").post(f"{home}/person/keep", {"since": seen, "person.sex": "", "person.profession": "herder"})
    assert later.status_code == 200 and later.json()["fresh"] == {"person.sex": "male"}


def test_others_see_that_an_interview_waits_and_nothing_of_it(begun, archive, sit):
    client, home = begun
    fill(client, home)
    mine, theirs = client.get("/interview").content.decode(), sit("Leila").get("/interview").content.decode()
    assert home in mine and f"{home}/take-over" in theirs and f"{home}/source" not in theirs
    assert "Толқын" not in theirs and "Canary" not in theirs
    assert home not in sit("Olga").get("/interview").content.decode()
    for name, page in (("Leila", "source"), ("Olga", "source"), ("Olga", "check"), ("Ines", "files")):
        assert sit(name).get(f"{home}/{page}").status_code == 404, name
        assert send(sit(name), home, "source", {"source.name": "x"}).status_code == 404
    assert sit("Olga").post(f"{home}/take-over").status_code == 404
    assert sit("Leila").post(f"{home}/take-over").status_code == 303
    assert models.LogLeaf.objects.filter(kind="interview_taken_over").count() == 1
    assert sit("Leila").get(f"{home}/source").status_code == 200
    assert sit("Marat").get(f"{home}/source").status_code == 200, "both may go on"


def test_who_leaves_the_compartment_opens_no_interview_of_it(begun, archive, sit):
    client, home = begun
    set_member(by=who("Ines"), name="Marat", roles=("collector",), compartments=("elsewhere",))
    assert client.get(f"{home}/source").status_code == 404
    with pytest.raises(NotFound):
        draft_of(archive, home)


def test_what_is_thrown_away_leaves_nothing(begun, archive, sit):
    client, home = begun
    file = SimpleUploadedFile("photo.png", b"\x89PNG not a real one")
    client.post(f"{home}/files", {"files": file, "about": "person"})
    vault = archive.workspace.vault_path
    assert len(list(vault.rglob("*.age"))) == 1
    sit("Leila").post(f"{home}/take-over")
    assert sit("Marat").post(f"{home}/throw-away").status_code == 200, "only the owner may"
    assert sit("Leila").get(f"{home}/throw-away").status_code == 200
    assert sit("Leila").post(f"{home}/throw-away").status_code == 303
    assert list(vault.rglob("*.age")) == [] and not models.InterviewDraft.objects.exists()


def test_files_are_exhibits_byte_for_byte_once_the_interview_is_finished(begun, archive):
    from io import BytesIO

    from tizim.actions.exhibits import get_exhibit
    from tizim.actions.scrubbing import scrub

    client, home = begun
    fill(client, home)
    data = b"\x89PNG\r\n not a real one"
    sent = {"files": SimpleUploadedFile("../photo of him.png", data), "about": "person", "caption": "2015",
            "received_from": "a relative", "received_on": "2018-05-03"}  # fmt: skip
    assert client.post(f"{home}/files", sent).status_code == 303
    page = client.get(f"{home}/files").content.decode()
    assert "photo of him.png" in page and "received from" in page
    for path in archive.workspace.vault_path.rglob("*.age"):
        os.utime(path, (0, 0))  # old enough to be swept, if it belonged to nothing
    assert not models.Exhibit.objects.exists() and scrub(session=archive, clean=True).problems == []
    client.post(f"{home}/check")
    row = models.Exhibit.objects.get()
    assert (row.caption, row.received_from, row.received_on) == ("2015", "a relative", "2018-05-03")
    assert row.mention.label == "Толқын Үлгі" and row.media_type == "image/png" and "/" not in row.name
    target = BytesIO()
    get_exhibit(by=who("Leila"), session=archive, exhibit_id=row.id, target=target)
    assert target.getvalue() == data and scrub(session=archive).problems == []


def test_a_file_that_is_not_there_or_taken_away_again(begun, archive):
    client, home = begun
    assert client.post(f"{home}/files", {"caption": "x"}).status_code == 422
    client.post(f"{home}/files", {"files": SimpleUploadedFile("a.txt", b"a")})
    file = draft_of(archive, home).files[0]
    assert client.post(f"{home}/files/remove", {"file": file.id}).status_code == 303
    assert draft_of(archive, home).files == [] and list(archive.workspace.vault_path.rglob("*.age")) == []


def test_the_check_says_what_is_missing_with_links_and_stops_only_where_it_must(begun, archive):
    client, home = begun
    page = client.get(f"{home}/check").content.decode()
    assert f"{home}/person#person-names-0-name" in page and "disabled" in page
    assert client.post(f"{home}/check").status_code == 422
    send(client, home, "person", {"person.names.0.name": "Asan", "person.birth": "no date at all"})
    page = client.get(f"{home}/check").content.decode()
    assert f"{home}/person#person-birth" in page and "cannot be read as a date" in page
    send(client, home, "status", {"status.status": "camp", "status.as_of": "one fine day"})
    assert f"{home}/status#status-as_of" in client.get(f"{home}/check").content.decode()
    assert client.post(f"{home}/check").status_code == 303


def test_what_must_not_be_kept_is_not_recorded(begun, archive):
    client, home = begun
    fill(client, home, consent={"consent.keep": "no"})
    assert client.post(f"{home}/check").status_code == 422 and not models.Account.objects.exists()


def test_without_a_custodian_it_is_said_before_the_interview_and_nothing_unsealed_is_recorded(begun, archive):
    client, home = begun
    archive.custodians = None
    assert "no custodian" in client.get("/interview").content.decode()
    fill(client, home)
    assert f"{home}/source#source-name" in client.get(f"{home}/check").content.decode()
    answer = client.post(f"{home}/check")
    assert answer.status_code == 422 and "no custodian" in answer.content.decode().lower()
    assert not models.Account.objects.exists() and models.InterviewDraft.objects.exists()


def test_somebody_taken_lately_is_offered_the_urgent_procedure_and_marked_by_a_person(begun, archive):
    client, home = begun
    lately = {"events": {"events.events.0.when": "April 2018"}, "risks": {"risks.urgency": ""},
              "status": {"status.status": "whereabouts_unknown"}}  # fmt: skip
    fill(client, home, **lately)
    page = client.get(f"{home}/check").content.decode()
    assert "urgent procedure" in page and 'name="urgent"' in page
    client.post(f"{home}/check", {"urgent": "un_procedure"})
    _row, facts, _found = stated(1)
    assert [one.value for one in facts.statements if one.property == "urgency"] == ["un_procedure"]


def test_somebody_taken_long_ago_is_not(begun, archive):
    client, home = begun
    fill(client, home, risks={"risks.urgency": ""})
    assert 'name="urgent"' not in client.get(f"{home}/check").content.decode()


def test_the_name_of_the_one_who_speaks_is_missed_nowhere(begun, archive):
    client, home = begun
    fill(client, home, events={"events.text": "CANARY SOURCE told me."})
    assert f"{home}/events#events-text" in client.get(f"{home}/check").content.decode()


def test_the_same_source_speaks_again_and_is_one_source(begun, archive, sit):
    client, home = begun
    fill(client, home)
    client.post(f"{home}/check")
    row, facts, _found = stated(1)
    wife = next(one for one in facts.mentions if one.label == "Торғын Үлгі")
    answer = client.post("/interview/done/1", {"next": wife.id})
    second = answer["Location"].removesuffix("/source")
    values = draft_of(archive, second).form.values
    assert values["source.same_as"] == "A-1" and values["person.names.0.name"] == "Торғын Үлгі"
    assert values["consent.share_un"] == "yes" and "source.name" not in values
    assert client.post(f"{second}/check").status_code == 303
    assert models.Source.objects.count() == 1 and models.Account.objects.count() == 2


def test_a_source_of_another_compartment_is_no_source(begun, archive, sit):
    take_in(archive, account(compartment="elsewhere"), by="Olga")
    client, home = begun
    send(client, home, "source", {"source.same_as": "A-1", "source.kind": "relative"})
    send(client, home, "person", {"person.names.0.name": "Asan"})
    assert client.post(f"{home}/check").status_code == 422
    assert "There is no account A-1" in client.get(f"{home}/check").content.decode()


def test_maybe_the_same_person_is_shown_while_one_types_and_noted_in_one_click(begun, archive):
    from tizim import pipeline

    take_in(archive, account("Tolqyn Demesin"), account("Tolqyn Demesin"), account("Asan Other"))
    pipeline.refresh(who("Leila"))
    client, home = begun
    send(client, home, "person", {"person.names.0.name": "Tolqyn Demesin"})
    panel = client.get(f"{home}/same").content.decode()
    assert "Tolqyn Demesin" in panel and "A-1" in panel and "Asan Other" not in panel
    answer = send(client, home, "person", {"person.names.0.name": "Tolqyn Demesin", "same": "A-1"})
    assert answer.status_code == 303
    client.post(f"{home}/check")
    _row, facts, _found = stated(4)
    note = next(one for one in facts.statements if one.property == "note")
    assert note.qualifiers["same_as"] == "A-1" and not models.Judgement.objects.exists()


def test_a_correction_supersedes_and_never_allows_more(begun, archive):
    client, home = begun
    fill(client, home)
    client.post(f"{home}/check")
    before = draft_values(archive, client)
    second = client.post("/interview/done/1")["Location"].removesuffix("/person")
    values = draft_of(archive, second).form.values
    assert {name: text for name, text in values.items() if before.get(name) != text} == {}
    gone = set(before) - set(values)
    assert gone == {"source.name", "source.contact", "source.safe_hours", "risks.source", "person.id_number"}
    send(client, second, "consent", {"consent.publish_name": "full"})
    assert client.post(f"{second}/check").status_code == 422
    send(client, second, "consent", {"consent.publish_name": "partial"})
    send(client, second, "person", {"person.profession": "teacher"})
    assert client.post(f"{second}/check")["Location"] == "/interview/done/1"
    row, facts, found = stated(1)
    assert found[("Толқын Үлгі", "profession")][0] == "teacher" and models.Account.objects.count() == 2
    assert models.Source.objects.count() == 1


def draft_values(archive, client):
    return {name: text for given in ANSWERS.values() for name, text in given.items()} | {
        "source.language": "kk", "consent.given_on": "2018-05-03"}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "kk", "ug", "ru", "zh"])
def test_the_summary_is_in_the_language_of_whoever_signs_it(begun, archive, language):
    client, home = begun
    fill(client, home)
    client.post(f"{home}/check")
    page = client.get(f"/interview/summary/1?in={language}").content.decode()
    assert f'<html lang="{language}"' in page and ('dir="rtl"' in page.split(">")[1]) == (language == "ug")
    assert "pressed" not in page, "dangers stay inside"
    assert "Толқын Үлгі" in page and "алып кетті" in page and "Canary" not in page and "654" not in page
    assert client.get("/interview/summary/1?in=xx").status_code == 200
    assert re.search(r'<html lang="kk"', client.get("/interview/summary/1").content.decode())


def test_a_row_of_a_draft_that_was_moved_to_another_opens_nothing(begun, archive):
    from tizim.core.errors import BadInput

    client, home = begun
    other = client.post("/interview", {"language": "kk"})["Location"].split("/")[2]
    row = models.InterviewDraft.objects.get(id=home.split("/")[2])
    models.InterviewDraft.objects.filter(id=other).update(content=row.content)
    assert draft_of(archive, home).form.value("source.language") == "kk"
    with pytest.raises(BadInput):
        interviews.open_draft(by=who("Marat"), session=archive, draft_id=other)


def test_only_the_page_that_records_may_hear_anything(begun):
    from io import BytesIO

    from tizim.web.serving import desk_app

    _client, home = begun
    app, shown = desk_app(), {}
    for path in (f"{home}/files", f"{home}/person", "/", f"{home}/files/remove", f"/x{home}/files"):
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
                   "wsgi.input": BytesIO(), "wsgi.url_scheme": "http"}  # fmt: skip
        list(app(environ, lambda status, headers, error=None, at=path: shown.update({at: dict(headers)})))
    heard = {path for path, headers in shown.items() if "microphone=(self)" in headers["Permissions-Policy"]}
    assert heard == {f"{home}/files"}


def test_what_was_typed_stays_on_the_page_when_the_desk_was_started_again(begun, sit):
    _client, home = begun
    browser = sit("Marat")
    browser.cookies[desk.COOKIE] = "the secret of an earlier run"
    typed = urlencode({"since": 1, "source.name": "typed <b> before", "go": "next"})
    form = {"content_type": "application/x-www-form-urlencoded"}
    own = browser.post(f"{home}/source", typed, headers={"sec-fetch-site": "same-origin"}, **form)
    assert own.status_code == 403 and "typed &lt;b&gt; before" in own.content.decode()
    assert 'name="source.name"' in own.content.decode() and f'action="{home}/source"' in own.content.decode()
    for site in ("cross-site", "none", "same-site"):
        other = browser.post(f"{home}/source", typed, headers={"sec-fetch-site": site}, **form)
        assert other.status_code == 403 and "typed" not in other.content.decode(), "another page may not speak here"
    people = browser.post("/people", typed, headers={"sec-fetch-site": "same-origin"}, **form)
    assert "typed" not in people.content.decode()


def test_a_quiet_sending_to_a_closed_desk_is_told_so_and_not_led_elsewhere(begun, sit):
    _client, home = begun
    browser = sit("")
    answer = browser.post(f"{home}/source/keep", {"since": 1}, headers={"HX-Request": "true"})
    assert answer.status_code == 403
