"""What the office promised itself to do by a day, and what a second person looked over before it leaves the office.

Neither decides anything about a person: a task is a note to the office itself, a check says that somebody looked. Both
stay inside; publishing counts the accounts that nobody looked over, and says so to the publishers.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction

from tizim.actions.log import append, entry_of
from tizim.core.errors import BadInput, Forbidden, NotFound
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary
from tizim.db import models, queries
from tizim.db.tasks import find_task
from tizim.policies import Actor, check

FIT, NOT_YET = "fit", "not_yet"


def plan(*, by: Actor, kind: str, due_on: str, words: str, account: str = "") -> models.Task:
    """Note what is to be done by a day (ISO: 2026-12-01). Raises BadInput, NotFound, Forbidden."""
    if kind not in vocabulary("task_kinds").codes:
        raise BadInput(_("“{kind}” is no kind of task.", kind=kind), field="kind")
    try:
        day = datetime.date.fromisoformat(due_on.strip()).isoformat()
    except ValueError as error:
        raise BadInput(_("“{day}” is not a day.", day=due_on), _("Write it as 2026-12-01."), field="due_on") from error
    if not words.strip():
        raise BadInput(_("It does not say what is to be done."), _("Say it in a few words."), field="words")
    row = _account(by, account) if account.strip() else None
    compartment = row.compartment if row else _own_compartment(by)
    check(by, "plan", compartment=compartment)
    with transaction.atomic():
        task = models.Task.objects.create(
            kind=kind, due_on=day, words=words.strip(), account=row, compartment=compartment, recorded_by=by.name
        )
        append([entry_of("task", task, {"kind": kind, "due_on": day, "by": by.name})])
    return task


def end_task(*, by: Actor, task_id: str, outcome: str, words: str) -> models.TaskEnd:
    """It was done, or dropped; what came of it stands beside it."""
    task = find_task(by, task_id)
    if task is None:
        raise NotFound(_("There is no such open task."), _("Somebody may have ended it: look at the list again."))
    check(by, "plan", compartment=task.compartment)
    if outcome not in ("done", "dropped"):
        raise BadInput(_("A task is done or dropped."), field="outcome")
    if outcome == "dropped" and not words.strip():
        raise BadInput(_("Dropping it needs a reason."), _("Say it in a sentence."), field="words")
    with transaction.atomic():
        end = models.TaskEnd.objects.create(of=task, outcome=outcome, words=words.strip(), recorded_by=by.name)
        append([entry_of("task_end", end, {"task": task.id, "outcome": outcome, "by": by.name})])
    return end


def look_over(
    *, by: Actor, account: str, ticks: Collection[str], outcome: str, unverified: str = ""
) -> models.SecondCheck:
    """A second person looked an account over. Fit only with every tick; whoever took it down cannot do it."""
    row = _account(by, account)
    check(by, "look_over", compartment=row.compartment)
    if by.name in took_down(row):
        raise Forbidden(_("The second person must be someone else than {name}.", name=by.name))
    known = vocabulary("second_checks").codes
    given = [code for code in known if code in ticks]
    if outcome not in (FIT, NOT_YET):
        raise BadInput(_("It is fit, or not yet."), field="outcome")
    if outcome == FIT and len(given) < len(known):
        what = _("{count} points were not looked at.", count=len(known) - len(given))
        raise BadInput(what, _("Look at them, or say “not yet”."), field="ticks")
    if outcome == NOT_YET and not unverified.strip():
        raise BadInput(_("It does not say what is missing."), _("Say it in a sentence."), field="unverified")
    with transaction.atomic():
        made = models.SecondCheck.objects.create(
            account=row, ticks=given, outcome=outcome, unverified=unverified.strip(), recorded_by=by.name
        )
        append([entry_of("second_check", made, {"account": row.id, "outcome": outcome, "by": by.name})])
    return made


def took_down(account: models.Account) -> set[str]:
    """Everybody who wrote the account or a correction of it: none of them is the second person."""
    return set(models.Account.objects.filter(number=account.number).values_list("recorded_by", flat=True))


def _account(by: Actor, name: str) -> models.Account:
    row = queries.find_account(by, name)
    if row is None:
        raise NotFound(_("There is no account {name}.", name=name), _("List them: tizim accounts."))
    return row


def _own_compartment(by: Actor) -> str:
    """Where a task about no account lies: the member's own compartment, the first of several."""
    own = sorted(by.compartments - {"*"})
    return own[0] if own else "general"
