"""Reads of what is due: tasks, accounts that nobody looked over, people of whom nothing was heard for long.

As in `queries`, the rule of who may see what is part of each question.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tizim.db import homes, models, queries
from tizim.policies import Actor, readable_compartments

STEP, LONGEST_WALK = 400, 4000  # accounts looked at for people of whom nothing was heard
ENDED = ("released_free", "left_country", "deceased", "deceased_in_custody")  # no news is expected any more


@dataclass(frozen=True)
class Due:
    """A task that is open. `number`: of its account, 0 for none."""

    id: str
    kind: str
    due_on: str
    words: str
    number: int
    by: str


def open_tasks(reader: Actor, limit: int = 200) -> list[Due]:
    """What is due, the most pressing first."""
    rows = _open(reader).order_by("due_on", "id").select_related("account")[:limit]
    return [
        Due(row.id, row.kind, row.due_on, row.words, row.account.number if row.account else 0, row.recorded_by)
        for row in rows
    ]


def count_due(reader: Actor, today_on: str) -> int:
    """How many are due today or before."""
    return _open(reader).filter(due_on__lte=today_on).count()


def find_task(reader: Actor, task_id: str) -> models.Task | None:
    return _open(reader).filter(id=task_id).first()


def _open(reader: Actor) -> QuerySet[models.Task]:
    rows = models.Task.objects.filter(end__isnull=True)
    compartments = readable_compartments(reader)
    if compartments is not None:
        rows = rows.filter(compartment__in=compartments)
    visible = queries.current_accounts(reader).order_by().values("id")
    return rows.filter(Q(account__isnull=True) | Q(account__in=visible))


@dataclass(frozen=True)
class Unchecked:
    """An account that no second person found fit. `unverified`: what the last one missed, "" if nobody looked."""

    number: int
    title: str
    by: str
    recorded_on: str
    checked_by: str = ""
    unverified: str = ""


def _not_fit(reader: Actor) -> QuerySet[models.Account]:
    """What nobody found fit, less what this reader took down or corrected: that is for others."""
    last = models.SecondCheck.objects.filter(account=OuterRef("id")).order_by("-id")
    rows = queries.current_accounts(reader).annotate(
        outcome=Subquery(last.values("outcome")[:1]), checked_by=Subquery(last.values("recorded_by")[:1]),
        unverified=Subquery(last.values("unverified")[:1]),
    )  # fmt: skip
    own = models.Account.objects.filter(number=OuterRef("number"), recorded_by=reader.name)
    return rows.filter(Q(outcome=None) | ~Q(outcome="fit")).exclude(Exists(own))


def unchecked(reader: Actor, begin: int = 0, end: int = 50) -> list[Unchecked]:
    """Accounts that nobody found fit yet, the oldest first; those that this reader took down are for others."""
    rows = _not_fit(reader).order_by("number", "id")
    columns = ("number", "title", "recorded_by", "recorded_at", "checked_by", "unverified")
    return [
        Unchecked(number, title, by, at.date().isoformat(), checked_by or "", missing or "")
        for number, title, by, at, checked_by, missing in rows.values_list(*columns)[begin:end]
    ]


def count_unchecked(reader: Actor) -> int:
    return _not_fit(reader).count()


def last_check(account_id: str) -> models.SecondCheck | None:
    """The newest check of an account that the caller has found readable."""
    return models.SecondCheck.objects.filter(account=account_id).order_by("-id").first()


@dataclass(frozen=True)
class Silent:
    """A person of whom nothing was told for long. `told_on`: the newest day of any account about them."""

    mention_id: str
    label: str
    number: int
    told_on: str


def silent(reader: Actor, before_on: str, limit: int = 100) -> list[Silent]:
    """People of whom the newest account is older than `before_on`, and who are not known to be free or dead.

    The longest silence first: accounts are walked from the oldest on, and a person is met at their newest one.
    """
    rows = queries.current_accounts(reader).filter(told_on__gt="", told_on__lt=before_on).order_by("told_on", "id")
    found: list[Silent] = []
    for begin in range(0, LONGEST_WALK, STEP):
        accounts = dict(rows.values_list("id", "told_on")[begin : begin + STEP])
        found += _silent_at(reader, accounts)
        if len(accounts) < STEP or len(found) >= limit:
            break
    return found[:limit]


def _silent_at(reader: Actor, accounts: dict[str, str]) -> list[Silent]:
    """Those who are told of in one of these accounts, and in no newer one."""
    about = models.Mention.objects.filter(kind="person", account__in=list(accounts)).values_list("id", flat=True)
    together = homes.members(reader, about)
    everyone = {one for some in together.values() for one in some}
    told = {row.id: row for row in models.Mention.objects.filter(id__in=everyone).select_related("account")}
    stated = queries.current_statements(reader).filter(property="status", value__in=ENDED, mention_id__in=everyone)
    ended = set(stated.values_list("mention_id", flat=True))
    found = []
    for one in about:
        newest = max(together[one], key=lambda other: (told[other].account.told_on, other))
        if newest == one and not ended & together[one]:
            row = told[one]
            found.append(Silent(row.id, row.label, row.account.number, row.account.told_on))
    return sorted(found, key=lambda row: (row.told_on, row.mention_id))
