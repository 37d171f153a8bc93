"""What takes two people, each in their own sitting: one asks, another looks at it and signs or refuses.

Asking changes nothing but the list of requests. Signing does what was asked, as the first person with the second, in
one transaction with the end of the request; what both may do is asked of `policies` again at that moment, so a member
who left, or an account that was moved meanwhile, stops it. What is published and exported is done by its own pages,
which end the request with `end_request`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from tizim.actions.consents import check_purposes, record_consent
from tizim.actions.erase import erase_account
from tizim.actions.judgements import record_finding, visible_mention
from tizim.actions.log import append, entry_of
from tizim.actions.session import Session
from tizim.core.errors import BadInput, Forbidden, NotFound
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary
from tizim.db import listing, models, queries
from tizim.db.requests import find_request
from tizim.policies import TWO_PEOPLE, Actor, check, check_first

STOOD = "stood"  # in what is asked about consent: the row that held when it was asked
Act = Callable[[Actor, Actor, Session, models.Request], str]


def ask(
    *, by: Actor, verb: str, given: Mapping[str, Any], reason: str = "", account: str = "", mention_id: str = ""
) -> models.Request:
    """Ask for what takes two people. Raises Forbidden if `by` could not be the first, BadInput for what cannot be."""
    if verb not in TWO_PEOPLE:
        raise BadInput(_("This does not take two people ({verb}).", verb=verb))
    mention = visible_mention(by, mention_id) if mention_id else None
    row = mention.account if mention else queries.find_account(by, account) if account else None
    if (account or mention_id) and row is None:
        raise NotFound(_("There is no account {name}.", name=account), _("List them: tizim accounts."))
    compartment = row.compartment if row else ""
    check_first(by, verb, compartment=compartment or None)
    CHECKS.get(verb, lambda _given: None)(given)
    if verb == "widen_consent" and row is not None:
        given = {**given, STOOD: _stood(row, str(given.get("statement_id", "")))}
    with transaction.atomic():
        asked = models.Request.objects.create(
            verb=verb, account=None if mention else row, mention=mention, compartment=compartment, given=dict(given),
            reason=reason.strip(), recorded_by=by.name,
        )  # fmt: skip
        append([entry_of("request", asked, {"verb": verb, "by": by.name})])
    return asked


def sign_request(*, by: Actor, session: Session, request_id: str, reason: str = "") -> models.RequestEnd:
    """The second person signs, and what was asked is done. Raises Forbidden, NotFound, and what the action raises."""
    row, first = _open(by, request_id)
    check(first, row.verb, compartment=row.compartment or None, second=by)
    act = ACTS.get(row.verb)
    if act is None:
        raise BadInput(_("This is signed on its own page ({verb}).", verb=row.verb))
    if row.verb == "erase":  # it removes files once its own transaction stands: the request is ended before
        end = end_request(by=by, request=row, outcome="done", reason=reason)
        act(first, by, session, row)
        return end
    with transaction.atomic():
        return end_request(by=by, request=row, outcome="done", result=act(first, by, session, row), reason=reason)


def refuse_request(*, by: Actor, request_id: str, reason: str) -> models.RequestEnd:
    """The second person says no, with a reason; whoever asked withdraws."""
    row, first = _open(by, request_id)
    if not reason.strip():
        raise BadInput(_("A refusal needs a reason."), _("Say it in a sentence."))
    if first.name == by.name:
        return end_request(by=by, request=row, outcome="withdrawn", reason=reason)
    check(first, row.verb, compartment=row.compartment or None, second=by)
    return end_request(by=by, request=row, outcome="refused", reason=reason)


def end_request(
    *, by: Actor, request: models.Request, outcome: str, result: str = "", reason: str = ""
) -> models.RequestEnd:
    """Write the end of a request. For an action that has asked already whether `by` may."""
    with transaction.atomic():
        if models.RequestEnd.objects.filter(of=request).exists():
            raise BadInput(_("Somebody has answered this already."), _("Look at the list again."))
        end = models.RequestEnd.objects.create(
            of=request, outcome=outcome, result=result, reason=reason.strip(), recorded_by=by.name
        )
        append([entry_of("request_end", end, {"request": request.id, "outcome": outcome, "by": by.name})])
    return end


def _open(by: Actor, request_id: str) -> tuple[models.Request, Actor]:
    row = find_request(by, request_id)
    if row is None:
        raise NotFound(_("There is no such open request."), _("Somebody may have answered it: look at the list again."))
    first = queries.find_member(row.recorded_by)
    if first is None:
        raise Forbidden(_("{name} does not work here any more.", name=row.recorded_by), _("Refuse it, and ask anew."))
    return row, first


def _finding(first: Actor, second: Actor, _session: Session, row: models.Request) -> str:
    return record_finding(by=first, second=second, mention_id=row.mention_id or "", **row.given).id


def _consent(first: Actor, second: Actor, _session: Session, row: models.Request) -> str:
    account = _now(first, row)
    given = {name: value for name, value in row.given.items() if name != STOOD}
    if account is None or _stood(account, str(given.get("statement_id", ""))) != row.given.get(STOOD):
        raise BadInput(
            _("What the source allows was changed since this was asked."), _("Refuse it, look again, and ask anew.")
        )
    return record_consent(by=first, second=second, account=account.id, **given).id


def _stood(account: models.Account, statement_id: str) -> str:
    """The id of the newest word of the source about this: whoever asks for more has read it."""
    rows = models.Consent.objects.filter(account=account, statement_id=statement_id or None)
    return rows.order_by("-id").values_list("id", flat=True).first() or ""


def _erase(first: Actor, second: Actor, session: Session, row: models.Request) -> str:
    account = _now(first, row)
    if account is None:
        raise NotFound(_("The account is not there any more."), _("Refuse the request."))
    return erase_account(by=first, second=second, session=session, account=account.id, reason=row.reason).id


def _now(first: Actor, row: models.Request) -> models.Account | None:
    """The account as it stands now, by its own number: another may bear that number as its external id."""
    return listing.find_numbered(first, row.account.number) if row.account else None


def _check_finding(given: Mapping[str, Any]) -> None:
    if given.get("standard_of_proof") not in vocabulary("standards_of_proof").codes:
        raise BadInput(_("Choose a standard of proof."), field="standard_of_proof")
    for name, words in (("conclusion", _("What is concluded")), ("reasons", _("What it rests on"))):
        if not str(given.get(name, "")).strip():
            raise BadInput(_("Something is missing: {name}.", name=words), field=name)


ACTS: dict[str, Act] = {"record_finding": _finding, "widen_consent": _consent, "erase": _erase}
CHECKS: dict[str, Callable[[Mapping[str, Any]], None]] = {
    "record_finding": _check_finding, "widen_consent": lambda given: check_purposes(given.get("purposes", {})),
}  # fmt: skip
