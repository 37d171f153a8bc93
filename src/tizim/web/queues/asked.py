"""What takes two people: what others ask, signing and refusing it, and writing a finding for a second to sign."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim import pipeline
from tizim.actions import requests
from tizim.core.errors import BadInput
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.values import Finding
from tizim.core.vocabularies import vocabulary
from tizim.db import homes, judging, queries
from tizim.db.requests import open_requests
from tizim.web import desk
from tizim.web.acting import Tried, attempt, done
from tizim.web.fields import Field
from tizim.web.queues import shown_request

OPEN_ADDRESS = "/requests"
TEXTS = ("conclusion", "standard_of_proof", "reasons", "would_change", "replaces")


def asked(request: HttpRequest) -> HttpResponse:
    """Everything that waits for a second person, with what would be done."""
    rows = [shown_request.shown(one) for one in open_requests(desk.reader())]
    return render(request, "desk/queues/requests.html", {"rows": rows})


def answer(request: HttpRequest, asked_id: str) -> HttpResponse:
    """The second person signs (what was asked is done) or refuses; whoever asked withdraws."""
    reader, given = desk.reader(), request.POST
    reason = given.get("reason", "")

    def act() -> object:
        if given.get("answer") == "sign":
            end = requests.sign_request(by=reader, session=desk.session(), request_id=asked_id, reason=reason)
            if end.of.verb == "erase":
                pipeline.refresh(reader)
            return end
        return requests.refuse_request(by=reader, request_id=asked_id, reason=reason)

    tried = attempt(act)
    if tried.error:
        return done(request, OPEN_ADDRESS, str(tried.error), "error")
    return done(request, OPEN_ADDRESS, _("Signed, and done.") if given.get("answer") == "sign" else _("Written down."))


def finding(request: HttpRequest, mention_id: str) -> HttpResponse:
    """A reviewer's conclusion about a person or a facility, for a second reviewer to sign."""
    reader = desk.reader()
    mention = next(iter(judging.mentions(reader, {mention_id})), None)
    if mention is None:
        raise desk.NotSeen(_("There is no such profile."), _("It may have been joined with another: look the name up."))
    tried: Tried[object] = Tried()
    given = {name: request.POST.get(name, "") for name in TEXTS}
    if request.method == "POST":
        tried = attempt(lambda: requests.ask(by=reader, verb="record_finding", mention_id=mention_id, given=given))
        if not tried.error:
            words = _("Written down. It stands once a second reviewer has signed it.")
            return done(request, f"/people/{mention_id}", words)
    together = homes.members(reader, [mention_id])[mention_id] | {mention_id}
    earlier = [row for row in queries.findings(reader) if row.mention_id in together]
    fields = _fields(given, earlier, tried.error)
    context = {"mention": shown_request.named(mention), "fields": fields, "error": tried.error}
    return render(request, "desk/queues/finding.html", context, status=422 if tried.error else 200)


def _fields(given: dict[str, str], earlier: list[Finding], error: object) -> list[Field]:
    known, language = vocabulary("standards_of_proof"), current_language()
    wrong = error.field if isinstance(error, BadInput) else ""
    said = str(error) if wrong else ""
    standards = [("", _("choose")), *((code, known.label(code, language)) for code in known.codes)]
    fields = [
        Field("conclusion", _("What is concluded"), kind="textarea", value=given["conclusion"], lines=2, required=True,
              hint=_("In a sentence."), error=said if wrong == "conclusion" else ""),
        Field("standard_of_proof", _("Standard of proof"), kind="select", value=given["standard_of_proof"],
              choices=standards, required=True, error=said if wrong == "standard_of_proof" else "",
              hint=_("How sure a reasonable person can be of it. It is not how reliable a source is.")),
        Field("reasons", _("What it rests on, and what speaks against it"), kind="textarea", value=given["reasons"],
              required=True, error=said if wrong == "reasons" else ""),
        Field("would_change", _("What would change it"), kind="textarea", value=given["would_change"], lines=2),
    ]  # fmt: skip
    if earlier:
        choices = [("", _("none")), *((row.id, row.conclusion) for row in earlier)]
        fields.append(Field("replaces", _("The earlier finding that it replaces"), kind="select",
                            value=given["replaces"], choices=choices))  # fmt: skip
    return fields
