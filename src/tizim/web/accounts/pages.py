"""The page of one account: original, translation and suggestions side by side; below them what it states, and of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim import policies, suggesting
from tizim.core.i18n import gettext as _
from tizim.db import copies, homes, listing, near, queries
from tizim.db.assessments import assessments
from tizim.db.models import Account
from tizim.policies import Actor
from tizim.web import desk
from tizim.web.accounts import offers
from tizim.web.shown_account import ShownAccount, Telling

# What may be done from here: name in the template → verb of `policies`.
MAY = {
    "decide": "decide_suggestion", "state": "state", "correct": "take_in", "assess": "assess", "plan": "plan",
    "check": "look_over", "consent": "record_consent", "withdraw": "withdraw", "get": "get_exhibit",
}  # fmt: skip


def account(request: HttpRequest, number: int) -> HttpResponse:
    """Everything about one account, with what the reader may do from here."""
    from tizim.web.accounts import exhibits, stating  # they ask this module for the account

    reader = desk.reader()
    row = found(reader, number)
    shown = shown_of(reader, row)
    carrier = queries.find_account(reader, shown.account.carried_by) if shown.account.carried_by else None
    context = {**shown.page(row.leftovers, row.problems), "carrier": carrier.number if carrier else 0}
    context["assessed"] = shown.assessed(assessments(reader, row))
    context["alike"] = len(copies.pairs(reader, account_id=row.id))
    context["may"] = may(reader, row)
    context["kept"] = exhibits.listed(shown)
    context["player"] = next((one["at"] for one in context["kept"] if one["shown"] in ("audio", "video")), 0)
    for one in (said for subject in context["subjects"] for said in subject["statements"]):
        one["seconds"] = exhibits.seconds_of(shown.statements[one["id"]].locator)
    if context["may"]["state"]:
        context["stating"] = stating.form(row, {})
    context |= _suggested(reader, shown)
    return render(request, "desk/accounts/account.html", context)


def found(reader: Actor, number: int) -> Account:
    """The account as it stands now. Raises NotSeen."""
    row = listing.find_numbered(reader, number)
    if row is None:
        raise desk.NotSeen(_("There is no account A-{number}.", number=number))
    return row


def shown_of(reader: Actor, row: Account) -> ShownAccount:
    """Its facts, ready to be shown."""
    facts = near.facts(reader, [row.id])
    return ShownAccount(facts, homes.homes(reader, [one.id for one in facts.mentions]), {})


def telling(row: Account) -> Telling:
    """The account's own words in their direction and language."""
    return Telling(row.text, row.language)


def may(reader: Actor, row: Account) -> dict[str, bool]:
    """What this reader may do with this account."""
    return {name: policies.can(reader, verb, compartment=row.compartment) for name, verb in MAY.items()}


def _suggested(reader: Actor, shown: ShownAccount) -> dict[str, Any]:
    """What the reading aid suggests; of a text too long for a page the words to type."""
    text = shown.account.text
    if len(text) > offers.LONGEST:
        return {"too_long": f"tizim read --account A-{shown.account.number}"}
    return offers.page(shown, suggesting.read_account(reader, shown.account.id)) if text.strip() else {}
