"""The end of an interview: what is missing or odd, the account that it became, and a summary to sign in their language.

The summary is made from what was recorded, not from what was typed: whoever signs it signs what is in the archive.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim import entering, interviewing
from tizim.actions.correcting import Newer
from tizim.actions.interviews import OpenDraft
from tizim.core.i18n import LANGUAGES, current_language, use_language
from tizim.core.i18n import gettext as _
from tizim.core.interview_form import PURPOSES, section_of
from tizim.core.values import Statement
from tizim.core.vocabularies import vocabulary
from tizim.core.wording import level_label
from tizim.db import listing, near
from tizim.db.models import Account
from tizim.interviewing import Later, Review
from tizim.web import desk
from tizim.web.acting import attempt, done
from tizim.web.fields import Field
from tizim.web.interview.asking import QUESTIONS, section_names
from tizim.web.interview.consent_words import aloud
from tizim.web.interview.pages import found, open_draft, steps
from tizim.web.isolated import bdi
from tizim.web.shown_account import ShownAccount

INSIDE = ("risk", "urgency")
SAME_AS = "same_as"  # of a note for reviewers


def check(request: HttpRequest, draft_id: str) -> HttpResponse:
    """What a person should look at first. POST finishes; asked twice, it leads to the same account.

    A correction of what somebody corrected meanwhile is shown beside it; `choose.FIELD` then says whose answer holds.
    """
    error = None
    if request.method == "POST":
        tried = attempt(lambda: _finish(request, draft_id))
        if tried.value:
            return done(request, f"/interview/done/{tried.value}", _("The interview is in the archive."))
        error = tried.error
    draft = open_draft(draft_id)
    review = interviewing.review(desk.reader(), desk.session(), draft)
    later = interviewing.later(desk.reader(), draft) if isinstance(error, Newer) else None
    context = {
        "draft": draft, "code": "check", "title": section_names()["check"], "error": error,
        "steps": steps(draft, "check", review.sections_with_errors()), "version": draft.form.version,
        "errors": _lines(review, draft, "error"), "cautions": _lines(review, draft, "caution"),
        "un": [(words, there, _address(draft, name)) for words, there, name in review.un],
        "lately": review.lately, "urgent": _urgent(review, draft), "count": len(review.ready),
        "person": bdi(review.formed.draft.mentions[0].label), "files": len(draft.files),
        "later": later, "clashes": _clashes(later) if later else [],
        "by": bdi(later.account.recorded_by) if later else "",
    }  # fmt: skip
    return render(request, "desk/interview/check.html", context, status=409 if later else 422 if error else 200)


def _clashes(later: Later) -> list[dict[str, Any]]:
    """Field by field what stands in the interview and what stands in the account now, and which of them holds."""
    return [
        {"label": _label(one.field), "mine": bdi(one.mine) if one.mine else _("nothing"),
         "theirs": bdi(one.theirs) if one.theirs else _("nothing"),
         "choice": Field(f"choose.{one.field}", _("Which holds"), "radios", later.expected[one.field], required=True,
                         choices=[("mine", _("what you wrote")), ("theirs", _("what stands there now"))],
                         beside=True)}
        for one in later.conflicts
    ]  # fmt: skip


def _finish(request: HttpRequest, draft_id: str) -> int:
    from tizim.actions import interviews

    by, session = desk.reader(), desk.session()
    if request.POST.get("urgent") in ("un_procedure", "no"):
        draft = found_or_none(draft_id)
        if draft and not draft.form.value("risks.urgency"):
            interviews.keep(by=by, session=session, draft_id=draft_id, since=draft.form.version,
                            given={"risks.urgency": request.POST["urgent"]})  # fmt: skip
    if version := request.POST.get("later"):
        chosen = {name.removeprefix("choose."): str(request.POST[name]) for name in request.POST}
        interviewing.reconcile(by, session, draft_id, version, chosen)
    return interviewing.finish(by, session, draft_id).number


def found_or_none(draft_id: str) -> OpenDraft | None:
    try:
        return open_draft(draft_id)
    except desk.NotSeen:
        return None


def _urgent(review: Review, draft: OpenDraft) -> Field | None:
    """Asked where somebody may be missing for less than three months and nobody said yet whether it is urgent."""
    if not review.lately or draft.form.value("risks.urgency"):
        return None
    choices = [("un_procedure", _("yes, mark it")), ("no", _("no"))]
    return Field("urgent", _("Mark this account as urgent?"), "radios", "un_procedure", choices=choices, beside=True)


def _lines(review: Review, draft: OpenDraft, level: str) -> list[dict[str, Any]]:
    return [
        {"label": _label(one.field), "href": _address(draft, one.field), "message": one.message, "try": one.try_}
        for one in review.notes
        if one.level == level
    ]


def _label(name: str) -> str:
    """The section, and what was asked in it."""
    section, parts = section_of(name), name.split(".")
    asked = QUESTIONS[section]() if section in QUESTIONS else {}
    question = asked.get(".".join([*parts[1:2], *parts[3:]]))
    words = section_names().get(section, "")
    return f"{words}: {question.label}" if question else words


def _address(draft: OpenDraft, name: str) -> str:
    return f"/interview/{draft.id}/{section_of(name)}#{name.replace('.', '-')}"


def done_with(request: HttpRequest, number: int) -> HttpResponse:
    """The account that an interview became. POST corrects it, or goes on with somebody it names."""
    reader, row = desk.reader(), _row(number)
    error = None
    if request.method == "POST":
        next_ = request.POST.get("next", "")
        tried = attempt(lambda: interviewing.next_about(reader, desk.session(), number, next_) if next_
                        else interviewing.again(reader, desk.session(), number))  # fmt: skip
        if tried.value:
            return done(request, f"/interview/{tried.value}/{'source' if next_ else 'person'}")
        error = tried.error
    facts = near.facts(reader, [row.id])
    related = {one.value: one.qualifiers.get("relation", "") for one in facts.statements if one.property == "relation"}
    words = vocabulary("relations")
    return render(request, "desk/interview/done.html", {
        "number": number, "error": error, "language": row.language,
        "proposals": entering.maybe_the_same(reader, [row.id])[:10], "languages_of": LANGUAGES.values(),
        "related": [(one.id, bdi(one.label), words.label(related[one.id], current_language())) for one in facts.mentions
                    if one.id in related], "from_here": row.external_id.startswith("interview/"),
    }, status=422 if error else 200)  # fmt: skip


def summary(request: HttpRequest, number: int) -> HttpResponse:
    """To be read, signed or corrected by the one who spoke: in their language, unless `?in=` says another."""
    row = _row(number)
    asked = request.GET.get("in", row.language)
    with use_language(asked if asked in LANGUAGES else "en"):
        facts = near.facts(desk.reader(), [row.id])
        shown = ShownAccount(replace(facts, statements=tuple(filter(_on_paper, facts.statements))), {}, {})
        last = [one for one in facts.consents if not one.statement_id][-1:]
        allowed = dict(last[0].purposes) if last and not last[0].withdrawn else {}
        page = shown.page({}, [])
        return render(request, "desk/interview/summary.html", {
            **page, "end": aloud("end", current_language()),
            "allowed": [line for line in _purposes(allowed) if line[2]],
            "refused": [line for line in _purposes(allowed) if not line[2]],
        })  # fmt: skip


def _on_paper(row: Statement) -> bool:
    """Paper can be found: dangers, urgency and whom a reviewer shall compare stay inside."""
    return row.property not in INSIDE and SAME_AS not in row.qualifiers


def _purposes(allowed: dict[str, str]) -> list[tuple[str, str, bool]]:
    """(purpose, level in words, whether anything is allowed) of every purpose."""
    terms, language = vocabulary("consent_purposes"), current_language()
    found = []
    for code in PURPOSES:
        levels = terms.term(code).more["levels"]
        level = allowed.get(code, levels[0])
        found.append((terms.label(code, language), level_label(level), level != levels[0]))
    return found


def _row(number: int) -> Account:
    row = listing.find_numbered(desk.reader(), number)
    if row is None:
        raise desk.NotSeen(_("There is no account A-{number}.", number=number))
    return row


__all__ = ["check", "done_with", "found", "summary"]
