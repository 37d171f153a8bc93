"""Correcting an account's words: a new version. Whoever comes second chooses field by field; nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim import pipeline
from tizim.actions.correcting import CORRECTED, Newer, correct_account
from tizim.core.errors import TizimError
from tizim.core.i18n import LANGUAGES
from tizim.core.i18n import gettext as _
from tizim.db.models import Account
from tizim.web import desk
from tizim.web.accounts import pages
from tizim.web.acting import attempt, done
from tizim.web.fields import Field
from tizim.web.isolated import bdi

MINE, THEIRS = "mine", "theirs"
LONG = ("text", "translation")


def page(request: HttpRequest, number: int) -> HttpResponse:
    """The form, and after a clash the fields in which the two differ, side by side.

    `choice_NAME` then says whose words hold; what was not chosen is not written.
    """
    row = pages.found(desk.reader(), number)
    given = {name: request.POST[name].replace("\r\n", "\n") for name in CORRECTED if name in request.POST}
    error: TizimError | None = None
    chosen = {name: text for name, text in given.items() if request.POST.get(f"choice_{name}", MINE) != THEIRS}
    if given and not chosen:
        return done(request, f"/accounts/{number}", _("Left as it stands."))
    if request.method == "POST":
        tried = attempt(lambda: _correct(row, request.POST.get("version", ""), chosen))
        if not tried.error:
            return done(request, f"/accounts/{number}", _("Corrected. The earlier version stays in the archive."))
        error = tried.error
    if isinstance(error, Newer):
        return render(request, "desk/accounts/conflict.html", {
            "number": number, "version": row.id, "error": error, "by": bdi(row.recorded_by),
            "fields": [_clash(row, name, given[name]) for name in CORRECTED if name in given],
        }, status=409)  # fmt: skip
    values = {name: given.get(name, getattr(row, name)) for name in CORRECTED}
    version = request.POST.get("version", row.id)
    return render(request, "desk/accounts/correct.html", {
        "number": number, "version": version, "error": error, "fields": _fields(row, values),
        "interview": row.external_id.startswith("interview/"),
    }, status=422 if error else 200)  # fmt: skip


def _correct(row: Account, version: str, given: Mapping[str, str]) -> Account:
    made = correct_account(by=desk.reader(), account=row.id, version=version, given=given)
    pipeline.refresh(desk.reader())
    return made


def names() -> dict[str, str]:
    """What the parts of an account are called."""
    return {
        "title": _("Title"), "text": _("In its own words"), "translation": _("Translation"),
        "told_on": _("When it was told"), "language": _("Language"),
    }  # fmt: skip


def _fields(row: Account, values: Mapping[str, str]) -> list[Field]:
    known = {code: one.name for code, one in LANGUAGES.items()}
    languages = [("", _("not stated")), *known.items(), *([(row.language, row.language)] if row.language and
                 row.language not in known else [])]  # fmt: skip
    label = names()
    return [
        Field("title", label["title"], value=values["title"], wide=True),
        Field("text", label["text"], "textarea", values["text"], lines=14, lang=row.language, wide=True),
        Field("translation", label["translation"], "textarea", values["translation"], lines=10, wide=True),
        Field("told_on", label["told_on"], "date", values["told_on"]),
        Field("language", label["language"], "select", values["language"], choices=languages),
    ]  # fmt: skip


def _clash(row: Account, name: str, mine: str) -> dict[str, object]:
    """One field: what is typed beside what stands there now."""
    now = getattr(row, name)
    field = Field(name, names()[name], "textarea" if name in LONG else "text", mine, lines=8, wide=True)
    choice = Field(f"choice_{name}", _("Which holds"), "radios", THEIRS if mine == now else "", required=True,
                   choices=[(MINE, _("what you wrote")), (THEIRS, _("what stands there now"))],
                   beside=True)  # fmt: skip
    return {"label": names()[name], "field": field, "choice": choice, "differs": mine.strip() != now,
            "theirs": bdi(now) if now else _("nothing")}  # fmt: skip
