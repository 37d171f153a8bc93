"""Beginning an interview, going on with one, taking one over, throwing one away."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.actions import interviews
from tizim.actions.interviews import OpenDraft
from tizim.core.errors import NotFound
from tizim.core.i18n import LANGUAGES, current_language
from tizim.core.i18n import gettext as _
from tizim.core.interview_form import FORM
from tizim.db import drafts
from tizim.policies import Actor
from tizim.web import desk
from tizim.web.acting import attempt, done
from tizim.web.fields import Field
from tizim.web.interview.asking import section_names

Value = TypeVar("Value")


def begin(request: HttpRequest) -> HttpResponse:
    """What is not finished yet, and the button that begins. POST begins."""
    reader, given = desk.reader(), request.POST
    known = _compartments(reader)
    error = None
    if request.method == "POST":
        language = given.get("language", "")
        values = {"source.language": language if language in LANGUAGES else "en", "source.told_on": today(),
                  "source.kind": "relative", "consent.keep": "yes", "consent.given_before": reader.name}  # fmt: skip
        circle = given.get("compartment", known[0])
        tried = attempt(lambda: interviews.start(by=reader, session=desk.session(), compartment=circle, values=values))
        if tried.value:
            return done(request, f"/interview/{tried.value}/source")
        error = tried.error
    fields = [
        Field("language", _("Language they speak"), "select", given.get("language", current_language()),
              choices=[(one.code, one.name) for one in LANGUAGES.values()], extra={"autofocus": True}),
    ]  # fmt: skip
    if len(known) > 1:
        fields.append(Field("compartment", _("Compartment"), "select", given.get("compartment", known[0]),
                            choices=[(one, one) for one in known]))  # fmt: skip
    rows = drafts.unfinished(reader)
    return render(request, "desk/interview/begin.html", {
        "fields": fields, "error": error, "custodian": desk.session().has_custodians(),
        "mine": [row for row in rows if row.mine], "others": [row for row in rows if not row.mine],
    }, status=422 if error else 200)  # fmt: skip


def take_over(request: HttpRequest, draft_id: str) -> HttpResponse:
    found(lambda: interviews.take_over(by=desk.reader(), session=desk.session(), draft_id=draft_id))
    return done(request, f"/interview/{draft_id}/source", _("You go on with this interview. It is noted."))


def throw_away(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Asked first; then nothing of it is left."""
    draft = open_draft(draft_id)
    error = None
    if request.method == "POST":
        tried = attempt(lambda: interviews.throw_away(by=desk.reader(), session=desk.session(), draft_id=draft_id))
        if tried.error is None:
            return done(request, "/interview", _("Thrown away. Nothing of it is left."))
        error = tried.error
    return render(request, "desk/interview/throw_away.html", {
        "draft": draft, "happens": [_("Everything typed and every file of this interview is destroyed."),
                                    _("It cannot be brought back.")], "error": error,
        "back": f"/interview/{draft_id}/source",
    })  # fmt: skip


def open_draft(draft_id: str) -> OpenDraft:
    return found(lambda: interviews.open_draft(by=desk.reader(), session=desk.session(), draft_id=draft_id))


def found(action: Callable[[], Value]) -> Value:
    """What is not there for this reader is one page, whatever the reason."""
    try:
        return action()
    except NotFound as error:
        raise desk.NotSeen(
            _("There is no such interview here."), _("It may have been finished: look among the accounts.")
        ) from error


def steps(draft: OpenDraft, here: str, wrong: set[str] | None = None) -> list[dict[str, object]]:
    """The sections with what became of them, for the part of that name."""
    answered = {name.split(".")[0] for name in draft.form.values} | ({"files"} if draft.files else set())
    rows = []
    for code, label in section_names().items():
        state = "caution" if code in (wrong or ()) else "done" if code in answered else "todo"
        words = {"caution": _("to be mended"), "done": _("begun"), "todo": ""}[state]
        rows.append({"label": label, "state": state, "words": words, "here": code == here,
                     "href": f"/interview/{draft.id}/{code}"})  # fmt: skip
    return rows


def after(code: str) -> str:
    """The section that follows."""
    order = [*FORM, "check"]
    return order[order.index(code) + 1]


def today() -> str:
    return datetime.datetime.now().date().isoformat()  # the day here, not in Greenwich


def _compartments(reader: Actor) -> list[str]:
    return sorted(reader.compartments - {"*"}) or ["general"]
