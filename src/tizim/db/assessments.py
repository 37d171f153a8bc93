"""Reads of reviewers' assessments, for the page of an account. As in `queries`, only what the reader may see.

Not here: anything that publishing reads. Assessments are no part of `core.values.Facts`.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from tizim.db import models, queries
from tizim.policies import Actor


@dataclass(frozen=True)
class Assessed:
    """One reviewer's standing assessment. `about`: source, item, or the id of a statement."""

    about: str
    grade: str
    reasons: str
    by: str
    at: str


def assessments(reader: Actor, account: models.Account) -> list[Assessed]:
    """What reviewers hold of this account's source, of what it says, and of its statements, each reviewer's newest."""
    visible = queries.readable_accounts(reader).values("id")
    rows = models.Assessment.objects.filter(account__in=visible).exclude(grade="")
    rows = rows.filter(Q(source=account.source_id) | Q(source__isnull=True, account__number=account.number))
    found: dict[tuple[str, str], Assessed] = {}
    for row in rows.order_by("id"):
        about = "source" if row.source_id else row.statement_id or "item"
        found[about, row.recorded_by] = Assessed(
            about, row.grade, row.reasons, row.recorded_by, row.recorded_at.isoformat()
        )
    return sorted(found.values(), key=lambda one: (one.about != "source", one.about != "item", one.about, one.by))
