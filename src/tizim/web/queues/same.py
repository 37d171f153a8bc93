"""Who is meant: the queue of pairs, two mentions side by side, and the judgement with its reason.

A reviewer goes from pair to pair: what was judged leads to the next line of the queue. Not here: the order of the
queue and what a judgement would change (`deciding`), words (`shown_queue`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim import deciding, pipeline
from tizim.actions import judgements
from tizim.core.i18n import gettext as _
from tizim.db import judging
from tizim.db.models import Judgement
from tizim.policies import can
from tizim.web import desk
from tizim.web.acting import Tried, attempt, done, inside
from tizim.web.fields import Field
from tizim.web.paging import page_of
from tizim.web.queues import shown_queue

PAGE = 40
WEIGHED, NEXT = 300, 20  # open proposals that a page of the queue looks at, and the step to the next pair
STAGES = ("conflict", "second", "again", "open")


def today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for this reader, best first; `?stage=` only what waits for that reason."""
    reader = desk.reader()
    found = deciding.queue(reader, today(), WEIGHED)
    stage = request.GET.get("stage", "")
    lines = [line for line in found.lines if stage not in STAGES or line.stage == stage]
    context = page_of(request, lines, PAGE)
    context["rows"] = [shown_queue.line(line, found) for line in context["rows"]]
    context["tabs"] = shown_queue.tabs(found, stage)
    context["more"] = f"&stage={stage}" if stage in STAGES else ""
    return render(request, "desk/queues/proposals.html", context)


def pair(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Two mentions side by side. POST judges them, and leads to the next pair."""
    reader = desk.reader()
    if len(judging.mentions(reader, {one, other})) != 2:  # noqa: PLR2004 - two sides
        raise desk.NotSeen(_("There is no such pair."), _("It may have been corrected: look at the queue again."))
    tried: Tried[Judgement] = Tried()
    if request.method == "POST":
        verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "")
        tried = attempt(lambda: judge(one, other, verdict, reason))
        if tried.value:
            return done(request, next_address(one, other), _written(tried.value))
    found = deciding.side_by_side(reader, one, other, today())
    context = shown_queue.pair(found, reader)
    fields = [_reason(request.POST.get("reason", ""), faulty=tried.error is not None)]
    may = {"judge": can(reader, "judge"), "second": can(reader, "second")}
    return render(request, "desk/queues/pair.html", {**context, "fields": fields, "error": tried.error, "may": may},
                  status=422 if tried.error else 200)  # fmt: skip


def judge(one: str, other: str, verdict: str, reason: str) -> Judgement:
    reader = desk.reader()
    row = judgements.judge(by=reader, mention_a=one, mention_b=other, verdict=verdict, reason=reason)
    pipeline.refresh_judged(reader)
    return row


def sign(request: HttpRequest, judgement: str) -> HttpResponse:
    """The second person signs."""
    return _on_judgement(request, judgement, judgements.second_judgement, _("Signed."))


def take_back(request: HttpRequest, judgement: str) -> HttpResponse:
    """A judgement or a signature is taken back; everything is as if it had not been made."""
    return _on_judgement(request, judgement, judgements.undo_judgement, _("Taken back."))


def _on_judgement(request: HttpRequest, judgement: str, action: Callable[..., Judgement], words: str) -> HttpResponse:
    reader, back = desk.reader(), inside(request.POST.get("back", ""), "/proposals")

    def act() -> Judgement:
        row = action(by=reader, judgement_id=judgement, reason=request.POST.get("reason", ""))
        pipeline.refresh_judged(reader)
        return row

    tried = attempt(act)
    if tried.error:
        return done(request, back, str(tried.error), "error")
    effect = deciding.effect_of(reader, judgement, today())
    said = _("A public page changes with the next release.") if effect == "changes" else ""
    return done(request, back, f"{words} {said}".strip())


def _written(row: Judgement) -> str:
    effect = deciding.effect_of(desk.reader(), row.id, today())
    more = {
        "waits": _("A public page changes only when a second person signs."),
        "changes": _("A public page changes with the next release."),
    }.get(effect, "")
    return f"{_('Written down.')} {more}".strip()


def next_address(one: str, other: str) -> str:
    """Where a reviewer goes on: the best line of the queue that is about two others."""
    lines = deciding.queue(desk.reader(), today(), NEXT).lines
    line = next((line for line in lines if {line.mention_a, line.mention_b} != {one, other}), None)
    return f"/proposals/{line.mention_a}/{line.mention_b}" if line else "/proposals"


def _reason(given: str, *, faulty: bool) -> Field:
    return Field(
        "reason", _("Why"), kind="textarea", value=given, required=True, lines=2,
        hint=_("In a sentence; it stands beside the judgement for ever."),
        error=_("Say it in a sentence.") if faulty and not given.strip() else "",
    )  # fmt: skip
