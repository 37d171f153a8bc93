"""Reads of what one person asks and a second must answer. Who may see which is part of the question.

A request about an account is seen by who may see the account; one about the whole archive by the roles of its verb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tizim.db import models, queries
from tizim.policies import Actor, can, can_at_all


@dataclass(frozen=True)
class Asked:
    """A request with what a list shows of it. `may_sign`: whether this reader could be the second person."""

    row: models.Request
    number: int  # of the account, 0 for none
    called: str  # the mention's label
    may_sign: bool
    own: bool
    replaced: str = ""  # the conclusion of the finding that a new one would replace
    statement: models.Statement | None = None  # the one that a widening is for


def open_requests(reader: Actor) -> list[Asked]:
    """Everything that waits for an answer, the oldest first."""
    rows = models.Request.objects.filter(end__isnull=True).select_related("account", "mention__account")
    visible = _visible(reader, rows)
    members = {row.name: row for row in queries.members()}
    found = []
    for row in rows:
        if not visible(row):
            continue
        account = row.account or (row.mention.account if row.mention else None)
        first = members.get(row.recorded_by)
        signs = first is not None and can(first, row.verb, compartment=row.compartment or None, second=reader)
        called = row.mention.label if row.mention else ""
        found.append(Asked(row, account.number if account else 0, called, signs, row.recorded_by == reader.name,
                           _replaced(reader, row), _statement(row)))  # fmt: skip
    return found


def find_request(reader: Actor, request_id: str) -> models.Request | None:
    """An open request that the reader may see."""
    return next((one.row for one in open_requests(reader) if one.row.id == request_id), None)


def _visible(reader: Actor, rows: Iterable[models.Request]) -> Callable[[models.Request], bool]:
    accounts = {_about(row) for row in rows}
    seen = set(queries.current_accounts(reader).filter(id__in=accounts).values_list("id", flat=True))

    def visible(row: models.Request) -> bool:
        about = _about(row)
        return about in seen if about else can_at_all(reader, row.verb) or row.recorded_by == reader.name

    return visible


def _about(row: models.Request) -> str:
    """The id of the account that a request is about, or nothing."""
    return row.account_id or (row.mention.account_id if row.mention else "")


def _replaced(reader: Actor, row: models.Request) -> str:
    earlier = str(row.given.get("replaces", "")) if row.verb == "record_finding" else ""
    return next((one.conclusion for one in queries.findings(reader) if one.id == earlier), "") if earlier else ""


def _statement(row: models.Request) -> models.Statement | None:
    """The statement of the account that was asked about; the reader sees the account."""
    wanted = str(row.given.get("statement_id", "")) if row.verb == "widen_consent" else ""
    return models.Statement.objects.filter(id=wanted, account__number=_number(row)).first() if wanted else None


def _number(row: models.Request) -> int:
    return row.account.number if row.account else 0
