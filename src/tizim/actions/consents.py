"""Consent: recorded, widened by two people, withdrawn by one. Every change is a row and a leaf.

What an account no longer allows, the accounts of those whom it quotes (`actions.quoting`) no longer allow either: they
hold its words. A narrowing and a withdrawal follow at once; a widening never does, it is asked for each account.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import transaction

from tizim.actions.log import append, entry_of
from tizim.core.errors import BadInput, NotFound
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary
from tizim.db import models, queries
from tizim.db.suggestions import quoted_accounts
from tizim.policies import Actor, check

LEVELS: dict[str, tuple[str, ...]] = {
    "publish_name": ("none", "partial", "full"),
    "date_precision": ("none", "year", "month", "day"),
    "place_precision": ("none", "region", "prefecture", "county", "exact"),
}
YES_NO = ("no", "yes")


def record_consent(
    *, by: Actor, account: str, purposes: Mapping[str, str], second: Actor | None = None, statement_id: str = "",
    given_how: str = "", given_before: str = "", given_on: str = "", language: str = "",
) -> models.Consent:  # fmt: skip
    """What the source now allows, for an account or one of its statements. Widening it takes two people."""
    check_purposes(purposes)
    row = _find(by, account, statement_id)
    # A statement of which nothing was said yet allows what its account allows: less than that narrows it.
    last = _newest(row, statement_id) or _newest(row, "")
    before = {} if last is None or last.withdrawn else last.purposes
    if widens(before, purposes):
        check(by, "widen_consent", compartment=row.compartment, second=second)
    else:
        check(by, "record_consent", compartment=row.compartment)
    consent = models.Consent(
        account=row, statement_id=statement_id or None, purposes=dict(purposes), given_how=given_how,
        given_before=given_before, given_on=given_on, language=language, recorded_by=by.name,
    )  # fmt: skip
    return _write(consent, "consent", {"second": second.name if second else ""})


def withdraw(*, by: Actor, account: str, reason: str, statement_id: str = "") -> models.Consent:
    """Take consent back. One person is enough, it holds at once, and the next publication leaves the account out."""
    row = _find(by, account, statement_id)
    check(by, "withdraw", compartment=row.compartment)
    consent = models.Consent(
        account=row, statement_id=statement_id or None, withdrawn=True, reason=reason, recorded_by=by.name
    )
    return _write(consent, "withdrawal", {"reason": reason})


def check_purposes(purposes: Mapping[str, str]) -> None:
    """Raises BadInput for a purpose or level that the vocabulary does not have."""
    known = vocabulary("consent_purposes").codes
    for purpose, level in purposes.items():
        if purpose not in known:
            raise BadInput(
                _("Unknown purpose of consent: {purpose}.", purpose=purpose), ", ".join(known), field=purpose
            )
        if level not in LEVELS.get(purpose, YES_NO):
            raise BadInput(
                _("“{level}” is not a level of {purpose}.", level=level, purpose=purpose),
                ", ".join(LEVELS.get(purpose, YES_NO)),
                field=purpose,
            )


def widens(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether `after` allows anything that `before` did not. A missing purpose is the lowest level."""

    def rank(purposes: Mapping[str, str], purpose: str) -> int:
        levels = LEVELS.get(purpose, YES_NO)
        return levels.index(purposes[purpose]) if purposes.get(purpose) in levels else 0

    return any(rank(after, purpose) > rank(before, purpose) for purpose in after if purpose != "keep")


def _find(by: Actor, account: str, statement_id: str) -> models.Account:
    """The account, with this statement if one is named. Raises NotFound."""
    row = queries.find_account(by, account)
    if row is None:
        raise NotFound(_("There is no account {name}.", name=account), _("List them: tizim accounts."))
    if statement_id and not row.statements.filter(id=statement_id).exists():
        what = _("There is no statement {id} in this account.", id=statement_id)
        raise NotFound(what, _("See them with: tizim accounts {name}.", name=account))
    return row


def _newest(account: models.Account, statement_id: str) -> models.Consent | None:
    return models.Consent.objects.filter(account=account, statement_id=statement_id or None).order_by("-id").first()


def _write(consent: models.Consent, kind: str, more: dict) -> models.Consent:
    with transaction.atomic():
        for row in (consent, *_following(consent)):
            _add(row, kind, more)
    return consent


def follow(given: models.Consent) -> None:
    """Narrow the quotations of an account whose consent was written, as one that is recorded would; never widen them.

    In the transaction of the caller, who has written `given` and asked whether it may be.
    """
    for row in _following(given):
        _add(row, "withdrawal" if row.withdrawn else "consent", {})


def _add(row: models.Consent, kind: str, more: Mapping[str, str]) -> None:
    row.save(force_insert=True)
    payload = {"account": row.account_id, "statement": row.statement_id or "", "by": row.recorded_by,
               "purposes": row.purposes, "withdrawn": row.withdrawn, **more}  # fmt: skip
    append([entry_of(kind, row, payload)])


def _following(given: models.Consent) -> Iterator[models.Consent]:
    """For each account that was made of what this one quotes and allows more than is left: what it allows now."""
    if given.statement_id:
        return
    erased = models.Erasure.objects.filter(record_kind="account").values("record_id")
    for account in quoted_accounts(given.account.number).exclude(id__in=erased):
        last = _newest(account, "")
        left = {} if last is None or given.withdrawn else _lower(last.purposes, given.purposes)
        if last is not None and not last.withdrawn and (given.withdrawn or left != last.purposes):
            yield models.Consent(
                account=account, purposes=left, withdrawn=given.withdrawn, reason=given.reason,
                given_how=given.given_how, given_before=given.given_before, given_on=given.given_on,
                language=given.language, recorded_by=given.recorded_by,
            )  # fmt: skip


def _lower(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """Purpose by purpose the lower of two levels."""
    lower = {}
    for purpose, level in one.items():
        levels = LEVELS.get(purpose, YES_NO)
        ranks = [levels.index(said) if said in levels else 0 for said in (level, other.get(purpose, ""))]
        lower[purpose] = levels[min(ranks)]
    return lower
