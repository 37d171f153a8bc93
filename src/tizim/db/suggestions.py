"""Reads of what people decided about suggestions of the reading aid, and of the accounts made of what others quote.

The suggestions themselves are in no table: they are read from the text again (`tizim.suggesting`).
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from tizim.core import values
from tizim.core.suggestions import Decision, Proposed
from tizim.db import as_values, models, queries
from tizim.policies import Actor


def decisions(reader: Actor, account_id: str) -> list[Decision]:
    """The decisions about one account that hold, in the order in which they were made; none if the reader may not."""
    visible = queries.current_accounts(reader).filter(id=account_id).order_by().values("id")
    rows = models.SuggestionDecision.objects.filter(account__in=visible, superseded_by__isnull=True)
    return [decision_value(row) for row in rows.order_by("id") if row.property]


def decision_value(row: models.SuggestionDecision) -> Decision:
    asked = Proposed(
        row.passage_start, row.passage_end, row.property, row.value, row.label, row.rule, dict(row.suggested)
    )
    return Decision(
        row.id, row.account_id, asked, row.decision, row.reason, row.recorded_by, row.recorded_at.isoformat(),
        row.statement_id or "", row.supersedes_id or "", tuple(row.speaker),
    )  # fmt: skip


def quoted_accounts(number: int) -> QuerySet[models.Account]:
    """The accounts that were made of what this account (in any of its versions) quotes, in the order of their ids."""
    made = models.SuggestionDecision.objects.filter(account__number=number, statement__isnull=False)
    return models.Account.objects.filter(id__in=made.values("statement__account")).exclude(number=number).order_by("id")


def statements_and_replaced(statement_ids: Collection[str]) -> list[values.Statement]:
    """These statements and those that they superseded. For deriving, not for showing."""
    wanted = list(statement_ids)
    rows = models.Statement.objects.filter(Q(id__in=wanted) | Q(superseded_by__in=wanted))
    return [as_values.statement(row) for row in rows.order_by("id")]
