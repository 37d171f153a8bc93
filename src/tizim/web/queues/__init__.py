"""Queues: what waits for a person to decide. Machines propose; here named reviewers say what holds, and why."""

from __future__ import annotations

from tizim.web.queues import asked, copied, disputed, planned, same
from tizim.web.routes import Route

ROUTES = (
    Route("proposals", same.proposals, "proposals"),
    Route("proposals/<id:one>/<id:other>", same.pair, "pair", write="judge"),
    Route("judgements/<id:judgement>/sign", same.sign, "sign", read=None, write="second"),
    Route("judgements/<id:judgement>/back", same.take_back, "take-back", read=None, write="second"),
    Route("derivations", copied.derivations, "derivations", write="decide_derivation"),
    Route("derivations/back", copied.take_back, "derivation-back", read=None, write="decide_derivation"),
    Route("contradictions", disputed.contradictions, "contradictions"),
    Route("requests", asked.asked, "requests"),
    Route("requests/<id:asked_id>", asked.answer, "request", read=None, write="answer"),
    Route("findings/<id:mention_id>", asked.finding, "finding", read="record_finding", write="record_finding"),
    Route("due", planned.due, "due", write="plan"),
    Route("due/<id:task>", planned.end, "end-task", read=None, write="plan"),
    Route("unchecked", planned.unchecked, "unchecked"),
    Route("accounts/<int:number>/check", planned.check, "check", write="look_over"),
)
