"""Reviewers' written assessments: how reliable a source is, how credible what one account says. Two things, never one.

Reliability belongs to a source and credibility to an item; the standard of proof belongs to a finding
(`judgements.record_finding`). None follows from another, and nothing is computed from any of them. "Cannot be judged"
says that nothing is known, and is not the worst grade.

An assessment stays inside the office: it is no part of the facts that publishing selects from. It is seen by who sees
the account. A reviewer's newer assessment of the same thing replaces their older one; those of others stand beside it.
"""

from __future__ import annotations

from django.db import transaction

from tizim.actions.log import append, entry_of
from tizim.core.errors import BadInput, NotFound
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary
from tizim.db import models, queries
from tizim.policies import Actor, check


def assess_source(*, by: Actor, account: str, reliability: str, reasons: str) -> models.Assessment:
    """How reliable the source of this account is."""
    row = _account(by, account)
    return _write(by, row, _grade("reliabilities", reliability), reasons, source=row.source)


def assess_item(*, by: Actor, account: str, credibility: str, reasons: str, statement: str = "") -> models.Assessment:
    """How credible what this account says is, or (`statement`, an id) one statement of it."""
    row = _account(by, account)
    said = queries.current_statements(by).filter(account=row, id=statement).first() if statement else None
    if statement and said is None:
        raise NotFound(_("A-{number} makes no statement {name}.", number=row.number, name=statement),
                       _("See them with: tizim accounts A-{number}.", number=row.number))  # fmt: skip
    return _write(by, row, _grade("credibilities", credibility), reasons, statement=said)


def _account(by: Actor, name: str) -> models.Account:
    row = queries.find_account(by, name)
    if row is None:
        raise NotFound(_("There is no account {name}.", name=name), _("List them: tizim accounts."))
    return row


def _grade(name: str, text: str) -> str:
    code = vocabulary(name).find(text)
    if code is None:
        raise BadInput(_("“{grade}” is no grade.", grade=text), ", ".join(vocabulary(name).codes))
    return code


def _write(by: Actor, account: models.Account, grade: str, reasons: str, **about) -> models.Assessment:
    check(by, "assess", compartment=account.compartment)
    if not reasons.strip():
        raise BadInput(_("An assessment needs its reasons."), _("Say them: --reasons “…”."))
    with transaction.atomic():
        row = models.Assessment.objects.create(
            account=account, grade=grade, reasons=reasons.strip(), recorded_by=by.name, **about
        )
        payload = {"account": account.id, "source": row.source_id or "", "statement": row.statement_id or ""}
        append([entry_of("assessment", row, {**payload, "grade": grade, "reason": row.reasons, "by": by.name})])
    return row
