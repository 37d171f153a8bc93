"""What takes two people: asking changes nothing, signing does it, and every rule is asked again when it is signed."""

import pytest

from tizim.actions.consents import withdraw
from tizim.actions.erase import erase_account
from tizim.actions.members import set_member
from tizim.actions.requests import ask, end_request, refuse_request, sign_request
from tizim.core.errors import BadInput, Forbidden, NotFound
from tizim.db import models, queries
from tizim.db.requests import open_requests
from world import KEEP_ONLY, account, mention_of, take_in, who

FINDING = {
    "conclusion": "He was taken.", "standard_of_proof": "grounds_to_suspect", "reasons": "two voices",
    "would_change": "a register", "replaces": "",
}  # fmt: skip


@pytest.fixture
def told(archive):
    take_in(archive, account(purposes=KEEP_ONLY))
    return archive


def a_finding(by: str = "Leila", **more):
    return ask(by=who(by), verb="record_finding", mention_id=mention_of(1), given={**FINDING, **more})


def test_asking_writes_no_finding_and_signing_writes_it_in_both_names(told):
    asked = a_finding()
    assert not models.Finding.objects.exists()
    end = sign_request(by=who("Tomas"), session=told, request_id=asked.id, reason="I read both accounts")
    finding = models.Finding.objects.get()
    assert (finding.recorded_by, finding.second, finding.conclusion) == ("Leila", "Tomas", "He was taken.")
    assert (end.outcome, end.result) == ("done", finding.id)
    assert open_requests(who("Leila")) == []


def test_nobody_signs_their_own_request_and_nobody_signs_twice(told):
    asked = a_finding()
    with pytest.raises(Forbidden):
        sign_request(by=who("Leila"), session=told, request_id=asked.id)
    sign_request(by=who("Tomas"), session=told, request_id=asked.id)
    with pytest.raises(NotFound):
        sign_request(by=who("Quentin"), session=told, request_id=asked.id)
    with pytest.raises(BadInput):
        end_request(by=who("Quentin"), request=asked, outcome="done")
    assert models.Finding.objects.count() == 1


def test_who_left_or_lost_the_role_meanwhile_stops_it(told):
    asked = a_finding("Tomas")
    set_member(by=who("Ines"), name="Tomas", roles=("collector",))
    with pytest.raises(Forbidden):
        sign_request(by=who("Leila"), session=told, request_id=asked.id)
    set_member(by=who("Ines"), name="Tomas", roles=())
    with pytest.raises(Forbidden):
        sign_request(by=who("Leila"), session=told, request_id=asked.id)
    assert not models.Finding.objects.exists()


def test_who_does_not_see_the_account_sees_no_request_about_it(told):
    asked = a_finding()
    assert open_requests(who("Olga")) == []
    for act in (lambda: sign_request(by=who("Olga"), session=told, request_id=asked.id),
                lambda: refuse_request(by=who("Olga"), request_id=asked.id, reason="x")):  # fmt: skip
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotFound):
        a_finding("Olga")


def test_a_refusal_needs_a_reason_and_ends_it(told):
    asked = a_finding()
    with pytest.raises(BadInput):
        refuse_request(by=who("Tomas"), request_id=asked.id, reason=" ")
    assert refuse_request(by=who("Tomas"), request_id=asked.id, reason="one voice only").outcome == "refused"
    mine = a_finding()
    assert refuse_request(by=who("Leila"), request_id=mine.id, reason="asked too early").outcome == "withdrawn"
    assert open_requests(who("Leila")) == [] and not models.Finding.objects.exists()


def test_what_cannot_be_done_is_not_asked(told):
    for given in ({"standard_of_proof": "certain"}, {"conclusion": " "}, {"reasons": ""}):
        with pytest.raises(BadInput):
            a_finding(**given)
    with pytest.raises(BadInput):
        ask(by=who("Leila"), verb="judge", given={})
    with pytest.raises(Forbidden):
        a_finding("Marat")
    assert not models.Request.objects.exists()


def test_more_is_allowed_only_once_a_second_person_signed(told):
    purposes = {"keep": "yes", "count": "yes", "publish_statement": "yes"}
    asked = ask(by=who("Marat"), verb="widen_consent", account="A-1", given={"purposes": purposes})
    newest = queries.facts(who("Leila")).consents[-1]
    assert newest.purposes == KEEP_ONLY
    sign_request(by=who("Petra"), session=told, request_id=asked.id)
    assert queries.facts(who("Leila")).consents[-1].purposes == purposes


def test_an_account_is_erased_once_a_second_person_signed_and_its_requests_say_nothing_more(told):
    finding = a_finding()
    asked = ask(by=who("Clara"), verb="erase", account="A-1", given={}, reason="she asked for it")
    assert queries.find_account(who("Leila"), "A-1") is not None
    sign_request(by=who("Petra"), session=told, request_id=asked.id)
    assert queries.find_account(who("Leila"), "A-1") is None
    finding.refresh_from_db()
    assert finding.given == {} and open_requests(who("Leila")) == []


def test_erasing_by_another_way_empties_what_was_asked(told):
    asked = a_finding(conclusion="Canary Demesin was taken")
    erase_account(by=who("Clara"), session=told, account="A-1", reason="x", second=who("Petra"))
    asked.refresh_from_db()
    assert asked.given == {}
    assert "Canary Demesin" not in "".join(models.LogLeaf.objects.values_list("payload", flat=True))


def test_a_request_stands_in_the_log_without_its_words(told):
    a_finding(conclusion="Canary Demesin was taken")
    leaf = models.LogLeaf.objects.filter(kind="request").get()
    assert "Canary" not in leaf.payload and "record_finding" in leaf.payload


def test_a_withdrawal_stops_what_was_asked_before_it(told):
    purposes = {"keep": "yes", "count": "yes", "publish_statement": "yes"}
    asked = ask(by=who("Marat"), verb="widen_consent", account="A-1", given={"purposes": purposes})
    withdraw(by=who("Leila"), account="A-1", reason="she is afraid")
    with pytest.raises(BadInput):
        sign_request(by=who("Petra"), session=told, request_id=asked.id)
    newest = queries.facts(who("Leila")).consents[-1]
    assert newest.withdrawn and [one.row.id for one in open_requests(who("Petra"))] == [asked.id]


def test_a_correction_of_the_account_stops_what_was_asked_before_it(archive):
    take_in(archive, account(purposes=KEEP_ONLY, external_id="X"))
    asked = ask(by=who("Marat"), verb="widen_consent", account="A-1", given={"purposes": {"count": "yes"}})
    take_in(archive, account("Tolqyn D.", purposes=KEEP_ONLY, external_id="X"))
    with pytest.raises((BadInput, NotFound)):
        sign_request(by=who("Petra"), session=archive, request_id=asked.id)
    assert queries.facts(who("Leila")).consents[-1].purposes == KEEP_ONLY
