"""Deciding about one suggestion of the reading aid: accept it, correct it, reject it, each with one form.

A form carries what it was made for (`offers.key_of`) and the decision that it replaces. If somebody decided meanwhile,
or the text was corrected, nothing is written and the page says so. After a decision one goes on to the next.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim import restating, suggesting
from tizim.actions import suggestions
from tizim.actions.suggestions import Decided
from tizim.core.errors import BadInput, TizimError
from tizim.core.i18n import gettext as _
from tizim.db.models import Account
from tizim.suggesting import Offer, ReadText
from tizim.web import desk
from tizim.web.accounts import correcting_fields, offers, pages
from tizim.web.acting import attempt, done

ANSWERS = ("accept", "correct", "reject")


def suggestion(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """One suggestion with all its fields. POST decides about it (`answer`: accept, correct, reject)."""
    reader = desk.reader()
    row = pages.found(reader, number)
    text = _read(row)
    offer = next((one for one in text.offers if one.number == place), None)
    if offer is None:
        raise desk.NotSeen(_("A-{number} has no such suggestion any more.", number=number))
    error, answer = None, ""
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        tried = attempt(lambda: _decide(request, row, text, offer))
        if tried.value:
            return done(request, _next(row, text, place), _words(tried.value, row))
        error = tried.error
    return _page(request, row, text, offer, answer, error)


def _read(row: Account) -> ReadText:
    if not row.text.strip() or len(row.text) > offers.LONGEST:
        raise desk.NotSeen(_("A-{number} has no such suggestion any more.", number=row.number))
    return suggesting.read_account(desk.reader(), row.id)


def _decide(request: HttpRequest, row: Account, text: ReadText, offer: Offer) -> Decided:
    """Decide, and bring what is derived up to date, as `tizim suggestion` does."""
    given, by = request.POST, desk.reader()
    if given.get("key") != offers.key_of(text, offer):
        raise BadInput(_("The account was changed meanwhile, or is read otherwise now. Nothing was written."),
                       _("This is what stands here now: look at it, then decide."))  # fmt: skip
    reason, instead = given.get("reason", ""), given.get("instead", "")
    name, reading, one = row.id, text.reading, offer.suggestion
    act: dict[str, Callable[[], Decided]] = {
        "accept": lambda: suggestions.accept(
            by=by, session=desk.session(), account=name, reading=reading, suggestion=one, reason=reason,
            supersedes=instead),
        "correct": lambda: suggestions.correct(
            by=by, session=desk.session(), account=name, reading=reading, suggestion=one, reason=reason,
            correction=correcting_fields.correction(given, row, text, offer), supersedes=instead),
        "reject": lambda: suggestions.reject(
            by=by, account=name, reading=reading, suggestion=one, reason=reason, supersedes=instead),
    }  # fmt: skip
    if given.get("answer") not in act:
        raise BadInput(_("Choose: accept it, correct it or reject it."))
    made = act[given["answer"]]()
    restating.refresh_stated(by, [made.statement.id] if made.statement else [], decided=1)
    return made


def _words(made: Decided, row: Account) -> str:
    """What became of it, with what a person should see."""
    if made.statement is None:
        return _("Rejected, with the reason.")
    home = made.statement.account.number
    words = _("Stated.") if home == row.number else _(
        "Stated in A-{home}: the words of {name}.", home=home, name=made.row.speaker[-1])  # fmt: skip
    return " ".join([words, *(f"{one.message} {one.try_}".rstrip() for one in made.problems)])


def _next(row: Account, text: ReadText, place: int) -> str:
    """The next suggestion that nobody has decided, else the first one, else the account."""
    left = [one.number for one in text.offers if one.decided is None and one.number != place]
    after = next((one for one in left if one > place), left[0] if left else 0)
    return f"/accounts/{row.number}#s{after}" if after else f"/accounts/{row.number}#suggestions"


def _page(
    request: HttpRequest, row: Account, text: ReadText, offer: Offer, answer: str, error: TizimError | None
) -> HttpResponse:
    reader = desk.reader()
    given = request.POST if answer == "correct" else {}
    fields = correcting_fields.fields(given, row, text, offer)
    return render(request, "desk/accounts/suggestion.html", {
        "number": row.number, "one": offers.suggestion(pages.shown_of(reader, row), text, offer), "error": error,
        "fields": fields, "reason": request.POST.get("reason", ""), "answer": answer,
        "may": pages.may(reader, row),
    }, status=422 if error else 200)  # fmt: skip
