"""What takes two people, at the desk: a finding asked by one, signed by another."""

import pytest

from tizim.actions.judgements import record_finding
from tizim.actions.requests import ask
from tizim.db import models
from world import account, mention_of, said, take_in, who

pytest_plugins = ["at_the_desk"]
FINDING = {
    "conclusion": "He was taken in 2017.", "standard_of_proof": "grounds_to_suspect", "reasons": "two voices",
    "would_change": "a register",
}  # fmt: skip


@pytest.fixture
def address(archive):
    take_in(archive, account())
    return f"/findings/{mention_of(1)}"


def test_a_finding_is_asked_signed_and_then_stands_on_the_page(address, sit, read):
    answer = sit("Leila").post(address, FINDING)
    assert answer.status_code == 303 and not models.Finding.objects.exists()
    page = read("Leila", "/requests")
    assert "He was taken in 2017." in page and "Withdraw" in page and "Sign as the second person" not in page
    request = models.Request.objects.get()
    assert "Sign as the second person" in read("Tomas", "/requests")
    sit("Tomas").post(f"/requests/{request.id}", {"answer": "sign"})
    assert models.Finding.objects.get().second == "Tomas"
    assert "He was taken in 2017." in read("Marat", f"/people/{mention_of(1)}")
    assert "Nothing waits for you here." in read("Tomas", "/requests")


@pytest.mark.parametrize("missing", ["conclusion", "standard_of_proof", "reasons"])
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(address, sit, missing):
    answer = sit("Leila").post(address, {**FINDING, missing: ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'href="#{missing}"' in page and not models.Request.objects.exists()
    for name, words in FINDING.items():
        if name not in (missing, "standard_of_proof"):
            assert words in page


def test_who_sees_no_request_learns_nothing_of_it(address, sit, read):
    sit("Leila").post(address, FINDING)
    assert "2017" not in read("Olga", "/requests")
    request = models.Request.objects.get()
    client = sit("Olga")
    client.post(f"/requests/{request.id}", {"answer": "refuse", "reason": "x"})
    said = client.get("/requests").content.decode()
    assert "There is no such open request" in said and "2017" not in said
    assert not models.RequestEnd.objects.exists()


def test_two_who_sign_at_once_write_one_finding(address, sit):
    sit("Leila").post(address, FINDING)
    request = models.Request.objects.get()
    for name in ("Tomas", "Quentin"):
        sit(name).post(f"/requests/{request.id}", {"answer": "sign"})
    assert models.Finding.objects.count() == 1 and who("Tomas")


def test_the_second_person_reads_which_finding_would_give_way(address, sit, read):
    earlier = record_finding(by=who("Leila"), second=who("Tomas"), mention_id=mention_of(1), conclusion="He was seen.",
                             standard_of_proof="grounds_to_suspect", reasons="x")  # fmt: skip
    sit("Leila").post(address, {**FINDING, "replaces": earlier.id})
    page = read("Tomas", "/requests")
    assert "He was seen." in page and "The earlier finding that it replaces" in page


def test_the_second_person_reads_for_which_statement_more_is_asked(archive, read):
    take_in(archive, account("Tolqyn Demesin", said("profession", "beekeeper"), purposes={"keep": "yes"}))
    statement = models.Statement.objects.get(property="profession")
    given = {"purposes": {"keep": "yes", "count": "yes"}, "statement_id": statement.id}
    ask(by=who("Marat"), verb="widen_consent", account="A-1", given=given)
    assert "beekeeper" in read("Petra", "/requests")
