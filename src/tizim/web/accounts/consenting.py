"""What a source allows: narrowed by one person at once, widened by two, taken back by one: of all, or one statement.

The form says all purposes, so that what was left out cannot be taken for more. It carries the newest row that it was
made from: if somebody recorded something meanwhile, nothing is written and what stands now is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.actions import consents, requests
from tizim.core.dates import show_date
from tizim.core.errors import BadInput, TizimError
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.values import Consent
from tizim.core.vocabularies import vocabulary
from tizim.core.wording import level_label
from tizim.db.models import Account
from tizim.db.versions import written_down
from tizim.web import desk
from tizim.web.accounts import pages
from tizim.web.accounts.correcting_fields import codes
from tizim.web.acting import attempt, done
from tizim.web.fields import Field
from tizim.web.isolated import bdi
from tizim.web.shown import bdi_or
from tizim.web.shown_account import ShownAccount

GIVEN = ("given_how", "given_before", "given_on")


def page(request: HttpRequest, number: int, statement: str = "") -> HttpResponse:
    """What is allowed, its history, and the form. POST narrows at once, or asks a second person for more."""
    row = pages.found(desk.reader(), number)
    shown = pages.shown_of(desk.reader(), row)
    about = _statement(shown, statement)
    error: TizimError | None = None
    if request.method == "POST":
        tried = attempt(lambda: _record(row, shown, statement, request.POST))
        if tried.value:
            return done(request, f"/accounts/{number}#consent", tried.value)
        error = tried.error
    rows = _rows(shown, statement)
    return render(request, "desk/accounts/consent.html", {
        "number": number, "about": about, "statement": statement, "error": error,
        "since": rows[-1].id if rows else "", "consent": shown.consent(rows[-1]) if rows else None,
        "history": _history(shown, rows),
        "fields": _fields(shown, statement, request.POST if error else {}, error), "may": pages.may(desk.reader(), row),
    }, status=422 if error else 200)  # fmt: skip


def withdraw(request: HttpRequest, number: int, statement: str = "") -> HttpResponse:
    """A source takes consent back: one person, at once."""
    row = pages.found(desk.reader(), number)
    about = _statement(pages.shown_of(desk.reader(), row), statement)
    error: TizimError | None = None
    if request.method == "POST":
        tried = attempt(lambda: consents.withdraw(
            by=desk.reader(), account=row.id, reason=request.POST.get("reason", "").strip(),
            statement_id=statement))  # fmt: skip
        if not tried.error:
            words = _("Withdrawn. Publish again now, so that it leaves the public pages.")
            return done(request, f"/accounts/{number}#consent", words)
        error = tried.error
    reason = Field("reason", _("Why, if they said so"), "textarea", request.POST.get("reason", ""), lines=2)
    return render(request, "desk/accounts/withdraw.html", {
        "number": number, "about": about, "error": error, "reason": reason, "back": f"/accounts/{number}#consent",
        "happens": [
            _("From the next publication on, nothing of it is shown."), _("It stays in the archive, and so does this."),
            _("To allow it again takes two people."),
        ],
    }, status=422 if error else 200)  # fmt: skip


def _statement(shown: ShownAccount, statement: str) -> dict[str, Any] | None:
    """The one statement that is meant, in words; None for the whole account. Raises NotSeen."""
    if statement and statement not in shown.statements:
        raise desk.NotSeen(_("There is no such statement here."))
    return shown.statement(shown.statements[statement]) if statement else None


def _rows(shown: ShownAccount, statement: str) -> list[Consent]:
    return shown.narrowed.get(statement, [])


def _record(row: Account, shown: ShownAccount, statement: str, given: Mapping[str, str]) -> str:
    """Narrow it, or ask for more. Words of what became of it."""
    rows = _rows(shown, statement)
    if given.get("since", "") != (rows[-1].id if rows else ""):
        raise BadInput(_("Somebody wrote down something else about this consent meanwhile. Nothing was written."),
                       _("What stands now is shown below: look at it again."))  # fmt: skip
    known = vocabulary("consent_purposes").codes
    purposes = {name: given[name] for name in known if name in given}
    consents.check_purposes(purposes)
    if len(purposes) < len(known):
        raise BadInput(_("Say something about every purpose."))
    told: dict[str, Any] = {name: given.get(name, "").strip() for name in GIVEN}
    before = _allowed(shown, statement)
    if not consents.widens(before, purposes):
        consents.record_consent(by=desk.reader(), account=row.id, purposes=purposes,
                                statement_id=statement, **told)  # fmt: skip
        return _("Recorded. It holds from the next publication on.")
    asked = {"purposes": purposes, **told, **({"statement_id": statement} if statement else {})}
    requests.ask(by=desk.reader(), verb="widen_consent", account=row.id, given=asked,
                 reason=given.get("reason", ""))  # fmt: skip
    return _("Written down as asked for. More is allowed once a second person has signed it.")


def _allowed(shown: ShownAccount, statement: str) -> Mapping[str, str]:
    """What holds now: of a statement of which nothing was said yet, what its account allows."""
    rows = _rows(shown, statement) or _rows(shown, "")
    return {} if not rows or rows[-1].withdrawn else rows[-1].purposes


def _fields(
    shown: ShownAccount, statement: str, given: Mapping[str, str], error: TizimError | None
) -> dict[str, list[Field]]:
    terms, language, allowed = vocabulary("consent_purposes"), current_language(), _allowed(shown, statement)
    wrong = error.field if isinstance(error, BadInput) else ""
    purposes = []
    for code in terms.codes:
        levels = [str(level) for level in terms.term(code).more["levels"]]
        value = given.get(code, allowed.get(code, levels[0]))
        choices = [(level, level_label(level)) for level in levels]
        purposes.append(Field(code, terms.label(code, language), "select", value, choices=choices,
                              error=str(error) if wrong == code else ""))  # fmt: skip
    told = [
        Field("given_how", _("How it was given"), "select", given.get("given_how", ""),
              choices=codes("ways_of_consent")),
        Field("given_before", _("Before whom"), value=given.get("given_before", "")),
        Field("given_on", _("When"), "date", given.get("given_on", "")),
        Field("reason", _("Why more is asked for, if it is"), value=given.get("reason", ""), wide=True),
    ]  # fmt: skip
    return {"purposes": purposes, "told": told}


def _history(shown: ShownAccount, rows: Sequence[Consent]) -> list[dict[str, Any]]:
    """Newest first: what was allowed or taken back, how it was given, and who wrote it down when and why."""
    language, written = current_language(), written_down([row.id for row in rows])
    found = []
    for row in reversed(rows):
        one, by = shown.consent(row), written[row.id]
        one["given_on"] = bdi(show_date(row.given_on, language)) if row.given_on else ""
        one |= {"by": bdi(by.recorded_by), "day": show_date(by.recorded_at.date().isoformat(), language),
                "reason": bdi_or(by.reason)}  # fmt: skip
        found.append(one)
    return found
