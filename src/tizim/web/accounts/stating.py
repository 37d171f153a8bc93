"""A statement from a passage that a person chose: the form, the buttons for what is said most often, the writing.

A button for the usual (detained, released, status, name) fills the form and writes nothing: one sees what will be
stated, and Enter states it. The script beside the page only copies the words one has selected into the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim import restating
from tizim.actions.passages import Said, state
from tizim.actions.stating import NEW
from tizim.core.errors import BadInput, TizimError
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary
from tizim.db import judging
from tizim.db.models import Account
from tizim.web import desk
from tizim.web.accounts import pages
from tizim.web.accounts.correcting_fields import codes, mention_kinds, qualifier_words
from tizim.web.acting import attempt, done
from tizim.web.fields import Field

QUALIFIERS = ("facility", "by", "charge", "sentence_years", "relation", "detail", "told_by")
PLAIN = ("subject", "name", "kind", "passage", "locator", "property", "value", "when", "place", "how_known")
USUAL = {"t": ("event", "detained"), "r": ("event", "released"), "s": ("status", ""), "n": ("name", "")}
LONGEST_NAME = 80


def page(request: HttpRequest, number: int) -> HttpResponse:
    """The text beside the form. POST with `usual` fills the form, without it states what the form says."""
    row = pages.found(desk.reader(), number)
    given = {name: str(text) for name, text in request.POST.items()}
    error = None
    usual = given.get("usual", "")
    if request.method == "POST" and usual not in USUAL:
        tried = attempt(lambda: _state(row, given))
        if tried.value:
            return done(request, f"/accounts/{number}#state", tried.value)
        error = tried.error
    if usual in USUAL:
        given |= _filled(usual, given)
    context = {**form(row, given, error), "number": number, "error": error, "text": pages.telling(row),
               "ready": bool(usual and given.get("value") and (given.get("subject") or _alone(row)))}  # fmt: skip
    return render(request, "desk/accounts/state.html", context, status=422 if error else 200)


def _state(row: Account, given: Mapping[str, str]) -> str:
    said = Said(
        **{name: given.get(name, "") for name in PLAIN if name != "kind"}, kind=given.get("kind", "person"),
        qualifiers={name: given.get(f"q_{name}", "") for name in QUALIFIERS},
    )  # fmt: skip
    made, problems = state(by=desk.reader(), account=row.id, said=said)
    restating.refresh_stated(desk.reader(), [made.id], decided=0)
    return " ".join([_("Stated."), *(f"{one.message} {one.try_}".rstrip() for one in problems)])


def _filled(usual: str, given: Mapping[str, str]) -> dict[str, str]:
    """What a button stands for; a name is the words that were chosen."""
    property_, value = USUAL[usual]
    if property_ == "name" and len(given.get("passage", "")) <= LONGEST_NAME:
        value = " ".join(given.get("passage", "").split())
    words = vocabulary("event_kinds").label(value, current_language()) if property_ == "event" else value
    return {"property": property_, "value": words}


def form(row: Account, given: Mapping[str, str], error: TizimError | None = None) -> dict[str, Any]:
    """The fields, the buttons and the words that a value may be, for the account's page and for the form's own."""
    names, language = vocabulary("properties"), current_language()
    buttons = [
        (key, vocabulary("event_kinds").label(value, language) if value else names.label(property_, language))
        for key, (property_, value) in USUAL.items()
    ]  # fmt: skip
    values = [label for name in ("event_kinds", "statuses") for _code, label in codes(name)[1:]]
    shown = _fields(row, given, error.field if isinstance(error, BadInput) else "", str(error) if error else "")
    return {"fields": shown[:5], "more": shown[5:], "usual": buttons, "values": list(dict.fromkeys(values))}


def _alone(row: Account) -> str:
    """The key of the one person that the account speaks of; nothing if there are several."""
    people = [one.key for one in judging.mentions_of_account(desk.reader(), row.id) if one.kind == "person"]
    return people[0] if len(people) == 1 else ""


def _fields(row: Account, given: Mapping[str, str], wrong: str, words: str) -> list[Field]:
    mentions = judging.mentions_of_account(desk.reader(), row.id)
    known = [("", _("choose")), *((one.key, one.label or _("(no name)")) for one in mentions)]

    def field(name: str, label: str, kind: str = "text", **more: Any) -> Field:
        value = given.get(name, more.pop("value", ""))
        return Field(name, label, kind, value, error=words if wrong == name else "", of="state", **more)

    return [
        field("passage", _("In their words"), "textarea", lines=3, lang=row.language, wide=True,
              hint=_("Select the words in the text, or copy them here.")),
        field("subject", _("Of whom"), "select", choices=[*known, (NEW, _("somebody or something new"))],
              value=_alone(row)),
        field("property", _("What is stated"), "select", choices=codes("properties", first=_("choose"))),
        field("value", _("Value"), extra={"list": "values"}),
        field("when", _("When"), "date", example=_("late 2017")),
        field("place", _("Where")),
        field("how_known", _("How the source knows"), "select", choices=codes("how_known")),
        field("name", _("Name, for somebody new")),
        field("kind", _("Kind, for somebody new"), "select", choices=list(mention_kinds().items()), value="person"),
        *(field(f"q_{name}", qualifier_words(name), hint=_("Stays inside: it is never published.")
                if name == "told_by" else "") for name in QUALIFIERS),
        field("locator", _("Place in the original, where it is no text"), example="00:12:31", dir="ltr", brief=True),
    ]  # fmt: skip
