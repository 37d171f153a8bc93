"""Correcting a report: what was made of the words that it quotes is narrowed with it and never left behind."""

import pytest

from suggested import REPORT, report_reading
from tizim.actions.consents import widens
from tizim.actions.erase import erase_account
from tizim.actions.scrubbing import scrub
from tizim.actions.stating import Correction
from tizim.actions.suggestions import accept, correct
from tizim.actions.take_in import write_accounts
from tizim.core.drafts import SourceDraft
from tizim.core.errors import BadInput
from tizim.db import models, queries
from world import KEEP_ONLY, PUBLIC, account, prepared, take_in, who

READING = report_reading()
OWN, _QUOTED, NAMELESS, _RELATED = READING.statements
HERALD = SourceDraft("press", public_name="The Lantern Herald")


def report(**more):
    given = {"text": REPORT, "source": HERALD, "kind": "article", "mentions": (), "statements": ()}
    return account("", **{**given, **more})


def take(archive, one):
    return accept(by=who("Leila"), session=archive, account="A-1", reading=READING, suggestion=one)


def corrected(archive, *, first=PUBLIC, **more):
    """A-1 with the quotation A-2, and A-1 taken in again; what A-2 allows then, consent for consent."""
    take_in(archive, report(external_id="r", purposes=first))
    take(archive, NAMELESS)
    take_in(archive, report(external_id="r", **more))
    rows = models.Consent.objects.filter(account__number=2).order_by("id")
    return [dict(row.purposes) for row in rows]


def test_a_correction_with_a_narrower_consent_narrows_the_quotations(archive):
    before, after = corrected(archive, purposes=KEEP_ONLY)
    assert before == PUBLIC and not widens(KEEP_ONLY, after)
    assert scrub(session=archive).problems == []
    assert models.LogLeaf.objects.filter(kind="consent").count() == 1


def test_a_correction_with_a_wider_consent_leaves_the_quotations(archive):
    year = {**PUBLIC, "date_precision": "year"}
    assert corrected(archive, first=year, purposes=PUBLIC) == [year]


def test_two_corrections_at_once_leave_what_both_allow(archive):
    take_in(archive, report(external_id="r"))
    take(archive, NAMELESS)
    year, region = {**PUBLIC, "date_precision": "year"}, {**PUBLIC, "place_precision": "region"}
    take_in(archive, report(external_id="r", purposes=year), report(external_id="r", purposes=region))
    newest = models.Consent.objects.filter(account__number=2).order_by("id").last()
    assert newest.purposes == {**year, "place_precision": "region"}


def test_a_report_does_not_leave_its_quotations_behind_in_another_compartment(archive):
    take_in(archive, report(external_id="r"))
    take(archive, NAMELESS)
    moved = [prepared(report(external_id="r", compartment="quarantine"))]
    with pytest.raises(BadInput, match="A-2"):
        write_accounts(by=who("Marat"), session=archive, batch=moved)
    assert {row.compartment for row in models.Account.objects.all()} == {"general"}
    erase_account(by=who("Petra"), session=archive, account="A-2", reason="moved", second=who("Quentin"))
    assert write_accounts(by=who("Marat"), session=archive, batch=moved).updated == 1
    assert queries.facts(who("Leila")).statements == ()


def test_an_account_that_is_called_like_the_number_of_the_report_does_not_carry_its_quotations(archive):
    take_in(archive, report())
    take(archive, NAMELESS)
    take_in(archive, account(external_id="A-1"), report(text="", carried_by="A-1"))
    accounts = {row.number: row for row in queries.facts(who("Leila")).accounts}
    assert accounts[2].carried_by == accounts[1].id
    assert accounts[4].carried_by == accounts[3].id
    origins = queries._with_origins(who("Leila"), {accounts[2].id})
    assert origins == {accounts[1].id, accounts[2].id}


def test_a_name_that_no_database_can_hold_is_refused(archive):
    take_in(archive, report())

    def named(name):
        return correct(by=who("Leila"), session=archive, account="A-1", reading=READING, suggestion=OWN,
                       correction=Correction(name=name))  # fmt: skip

    with pytest.raises(BadInput, match="no character"):
        named("Tolqyn\udcff")
    assert not models.SuggestionDecision.objects.exists()
    assert named("Tolqyn\x00 Demesin").statement.mention.label == "Tolqyn Demesin"
