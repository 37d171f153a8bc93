"""Consent: narrowed by one, widened by two, withdrawn at once and never destroyed."""

import pytest

from tizim.actions.consents import record_consent, widens, withdraw
from tizim.core.errors import BadInput, Forbidden, NotFound
from tizim.db import models, queries
from world import KEEP_ONLY, account, take_in, who


@pytest.mark.parametrize(
    ("before", "after", "wider"),
    [
        ({}, {"keep": "yes"}, False),
        ({}, {"count": "yes"}, True),
        ({"publish_name": "partial"}, {"publish_name": "full"}, True),
        ({"publish_name": "full"}, {"publish_name": "partial"}, False),
        ({"date_precision": "month"}, {"date_precision": "day"}, True),
        ({"share_un": "yes"}, {"share_un": "no"}, False),
    ],
)
def test_what_counts_as_widening(before, after, wider):
    assert widens(before, after) is wider


def test_widening_takes_two_people(archive):
    take_in(archive, account(purposes=KEEP_ONLY))
    with pytest.raises(Forbidden, match="two people"):
        record_consent(by=who("Marat"), account="A-1", purposes={"publish_statement": "yes"})
    record_consent(by=who("Marat"), account="A-1", purposes={"publish_statement": "yes"}, second=who("Petra"))
    assert models.Consent.objects.count() == 2


def test_narrowing_takes_one(archive):
    take_in(archive, account())
    record_consent(by=who("Marat"), account="A-1", purposes={"keep": "yes"})
    assert queries.facts(who("Marat")).consents[-1].purposes == {"keep": "yes"}


def test_unknown_purposes_and_levels_are_refused(archive):
    take_in(archive, account())
    for wrong in ({"publish_everything": "yes"}, {"publish_name": "yes"}, {"count": "full"}):
        with pytest.raises(BadInput):
            record_consent(by=who("Marat"), account="A-1", purposes=wrong, second=who("Petra"))


def test_after_a_withdrawal_everything_is_a_widening(archive):
    take_in(archive, account())
    withdraw(by=who("Marat"), account="A-1", reason="afraid")
    with pytest.raises(Forbidden, match="two people"):
        record_consent(by=who("Marat"), account="A-1", purposes={"count": "yes"})


def test_a_withdrawal_is_a_row_and_a_leaf_and_destroys_nothing(archive):
    take_in(archive, account())
    withdraw(by=who("Marat"), account="A-1", reason="afraid")
    assert models.LogLeaf.objects.filter(kind="withdrawal").count() == 1
    assert models.Statement.objects.exclude(value="").count() == 2


def test_nobody_withdraws_what_they_cannot_see(archive):
    take_in(archive, account())
    with pytest.raises(NotFound):
        withdraw(by=who("Olga"), account="A-1", reason="x")
