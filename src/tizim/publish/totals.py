"""The one function that lets a number about unpublished rows out: how much the archive documents.

Every other number in a release counts published rows. These totals are a declassification: only accounts whose
source said "count me" are counted, a total under the smallest cell is not given at all, and the others are rounded
down to a multiple of it, so that one account more or less does not show.

>>> declassify_totals(Facts(), {}, today_on="2026-01-01")
{}
"""

from __future__ import annotations

from collections.abc import Mapping

from tizim.core.values import Facts

from .consent import read_consents
from .together import together

SMALLEST_CELL = 10


def declassify_totals(
    facts: Facts, clusters_of: Mapping[str, str], *, today_on: str, smallest_cell: int = SMALLEST_CELL
) -> dict[str, int]:
    """ "accounts" and "people" documented in the archive with consent to count, rounded down to `smallest_cell`."""
    book = read_consents(facts.consents, today_on)
    counted = {account.id for account in facts.accounts if book.of_account(account.id).count}
    people = [row.id for row in facts.mentions if row.kind == "person" and row.account_id in counted]
    totals = {
        "accounts": len(counted),
        "people": len(set(together(people, facts.judgements, clusters_of).values())),
    }
    return {name: total - total % smallest_cell for name, total in totals.items() if total >= smallest_cell}
