"""What a reviewer holds of an account: how reliable its source, how credible what it says. Two forms, never one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.actions.assessing import assess_item, assess_source
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.core.wording import value_label
from tizim.db import models
from tizim.db.assessments import assessments
from tizim.web import desk
from tizim.web.accounts import pages
from tizim.web.accounts.correcting_fields import codes
from tizim.web.acting import Tried, attempt, done
from tizim.web.fields import Field
from tizim.web.shown_account import ShownAccount


def page(request: HttpRequest, number: int) -> HttpResponse:
    """What is held of it now, and the two forms. POST writes one (`about`: source, item)."""
    reader = desk.reader()
    row = pages.found(reader, number)
    shown = pages.shown_of(reader, row)
    tried: Tried[models.Assessment] = Tried()
    given: Mapping[str, str] = request.POST
    if request.method == "POST":
        tried = attempt(lambda: _assess(row.id, given))
        if not tried.error:
            return done(request, f"/accounts/{number}#assessed", _("Written down."))
    about = given.get("about", "")
    return render(request, "desk/accounts/assess.html", {
        "number": number, "error": tried.error, "assessed": shown.assessed(assessments(reader, row)),
        "source": _fields("source", given if about == "source" else {}, None),
        "item": _fields("item", given if about == "item" else {}, shown),
    }, status=422 if tried.error else 200)  # fmt: skip


def _assess(name: str, given: Mapping[str, str]) -> models.Assessment:
    by, grade, reasons = desk.reader(), given.get("grade", ""), given.get("reasons", "")
    act: dict[str, Callable[[], models.Assessment]] = {
        "source": lambda: assess_source(by=by, account=name, reliability=grade, reasons=reasons),
        "item": lambda: assess_item(by=by, account=name, credibility=grade, reasons=reasons,
                                    statement=given.get("statement", "")),
    }  # fmt: skip
    if given.get("about") not in act or not grade:
        raise BadInput(_("Choose a grade."), _("“Cannot be judged” is one: it says that nothing is known."))
    return act[given["about"]]()


def _fields(about: str, given: Mapping[str, str], shown: ShownAccount | None) -> list[Field]:
    words, grades = (
        (_("How reliable the source is"), "reliabilities") if about == "source"
        else (_("How credible what it says is"), "credibilities")
    )  # fmt: skip
    fields = [
        Field("grade", words, "select", given.get("grade", ""), choices=codes(grades, first=_("choose")), of=about,
              required=True),
        Field("reasons", _("Reasons"), "textarea", given.get("reasons", ""), lines=3, required=True, of=about,
              hint=_("In sentences. They stand beside it for ever.")),
    ]  # fmt: skip
    if shown is not None:
        said = [(one.id, _said(shown, one.id)) for one in shown.facts.statements]
        fields.insert(0, Field("statement", _("About what"), "select", given.get("statement", ""), of=about,
                               choices=[("", _("the whole account")), *said]))  # fmt: skip
    return fields


def _said(shown: ShownAccount, statement: str) -> str:
    """A statement as one line of a list."""
    row = shown.statements[statement]
    words = value_label(row.property, row.value, shown.language, shown.labels) or row.value_raw
    return f"{shown.labels.get(row.mention_id, '')} · {words} {row.when_raw}".strip()
