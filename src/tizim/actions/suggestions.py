"""What a named person decides about a suggestion of the reading aid: accept it, correct it, reject it.

An accepted or corrected suggestion becomes a statement in the same transaction as the decision, with its leaves: of the
account itself, or of the speaker whom it quotes (`actions.quoting`). The passage stands in it word for word. Deciding
otherwise is a new decision that supersedes the standing one: its statement is superseded, or taken back.

Rules, in the order in which they are asked:
1. The account is current and seen by the actor, who has a role for it (`decide_suggestion`).
2. Passage and names stand in the account's text where the suggestion says, sign by sign.
3. A suggestion is decided once; deciding again names the decision that is replaced.
4. The statement is validated like any other; what the vocabulary does not know stays as words, with a notice.

Not here: the suggestions themselves (`tizim.reading`), bringing profiles up to date (`pipeline.refresh`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction

from tizim.actions.log import Entry, append, entry_of
from tizim.actions.quoting import add_quoted, find_quoted, how_the_speaker_knows, kind_of_speaker, speakers
from tizim.actions.session import Session
from tizim.actions.stating import NEW, Correction, Stating, draft_of
from tizim.core.drafts import Problem
from tizim.core.errors import BadInput, NotFound
from tizim.core.i18n import gettext as _
from tizim.core.suggestions import Proposed, Reading, Suggestion, proposed
from tizim.db import models, queries
from tizim.db.facts import Fact
from tizim.db.suggestions import decision_value
from tizim.policies import Actor, check


@dataclass(frozen=True)
class Decided:
    """What was written. `statement` is None for a rejection; `problems` is what a person should see."""

    row: models.SuggestionDecision
    statement: models.Statement | None = None
    problems: Sequence[Problem] = field(default=())


def accept(
    *, by: Actor, session: Session, account: str, reading: Reading, suggestion: Suggestion, reason: str = "",
    subject: str = "", speaker: str = "", supersedes: str = "",
) -> Decided:  # fmt: skip
    """Accept a suggestion as it is. `subject`: the mention that is meant (its key), or NEW; else by its name.

    Raises NotFound, Forbidden, or BadInput with what does not fit; then nothing is written.
    """
    correction = Correction(subject=subject or None, speaker=speaker)
    return _become(by, session, account, reading, suggestion, correction, "accepted", reason, supersedes)


def correct(
    *, by: Actor, session: Session, account: str, reading: Reading, suggestion: Suggestion, correction: Correction,
    reason: str = "", supersedes: str = "",
) -> Decided:  # fmt: skip
    """State something else than was suggested for this passage. Raises as `accept`, and for a correction of nothing."""
    if correction in (Correction(), Correction(speaker=correction.speaker)):
        raise BadInput(_("Nothing is corrected."), _("Say what it should be, or accept it as it is."))
    return _become(by, session, account, reading, suggestion, correction, "corrected", reason, supersedes)


def reject(
    *, by: Actor, account: str, reading: Reading, suggestion: Suggestion, reason: str, supersedes: str = ""
) -> Decided:
    """Note that the passage does not say this. An earlier acceptance is taken back with it."""
    if not reason.strip():
        raise BadInput(_("A rejection needs a reason."), _("Say it in a sentence: --reason “…”."))
    with transaction.atomic():
        row, asked, earlier = _begin(by, account, reading, suggestion, supersedes)
        decision = _decision(by, row, asked, "rejected", reason, earlier)
        stated = _stated(earlier)
        _write(decision, [], _taking_back(by, stated, reason) if stated else [])
    return Decided(decision)


def _become(
    by: Actor, session: Session, account: str, reading: Reading, suggestion: Suggestion, correction: Correction,
    outcome: str, reason: str, supersedes: str,
) -> Decided:  # fmt: skip
    with transaction.atomic():
        row, asked, earlier = _begin(by, account, reading, suggestion, supersedes)
        said_by = suggestion.said_by if correction.said_by is None else correction.said_by
        chain = speakers(row, said_by, [one.label for one in reading.subjects if one.kind == "person"])
        said = draft_of(row, suggestion, correction)
        if chain and correction.how_known is None:
            said = replace(said, how_known=how_the_speaker_knows(said_by[-1], said.how_known))
        about = "" if correction.subject == NEW else correction.name or asked.label
        home = find_quoted(by, row, chain, about) if chain else row
        if home is None:
            labels = {one.key: one.label for one in reading.subjects}
            kind = correction.speaker or kind_of_speaker(said_by[-1])
            home = add_quoted(by=by, session=session, carrier=row, chain=chain, kind=kind, said=said, labels=labels)
        decision = _decision(by, row, asked, outcome, reason, earlier)
        decision.speaker = list(chain)
        stating = Stating(by, home, reading, correction)
        decision.statement, problems = stating.state(said)
        _replace(by, decision, stating)
    return Decided(decision, decision.statement, problems)


def _begin(
    by: Actor, account: str, reading: Reading, suggestion: Suggestion, supersedes: str
) -> tuple[models.Account, Proposed, models.SuggestionDecision | None]:
    """The account, the suggestion as it is kept, and the decision that is replaced, after all rules were asked."""
    row = queries.find_account(by, account)
    if row is None:
        raise NotFound(_("There is no account {name}.", name=account), _("List them: tizim accounts."))
    check(by, "decide_suggestion", compartment=row.compartment)
    models.LogState.objects.select_for_update().get(pk=1)  # two people at once: the second sees what the first wrote
    _check_passages(row.text, reading, suggestion)
    asked = proposed(reading, suggestion)
    earlier = next((one for one in _standing(row) if decision_value(one).proposed.same() == asked.same()), None)
    if earlier is not None and earlier.id != supersedes:
        raise BadInput(
            _("This is decided already: {decision}, by {name}.", decision=_outcome(earlier), name=earlier.recorded_by),
            _("To decide otherwise all the same: --instead."),
        )
    if supersedes and earlier is None:
        raise NotFound(_("There is no standing decision {id} about this.", id=supersedes), "")
    return row, asked, earlier


def _outcome(decision: models.SuggestionDecision) -> str:
    words = {"accepted": _("accepted"), "corrected": _("corrected"), "rejected": _("rejected")}
    return words[decision.decision]


def _check_passages(text: str, reading: Reading, suggestion: Suggestion) -> None:
    named = [one for one in reading.subjects if one.key == suggestion.subject]
    passage = text[suggestion.start : suggestion.end] if suggestion.start >= 0 else ""
    fits = bool(passage) and passage == (suggestion.as_said or passage) and suggestion.end <= len(text)
    if not fits or not named or text[named[0].start : named[0].end] != named[0].label:
        raise BadInput(
            _("The suggestion does not fit the words of this account."), _("Read it again: tizim read --account NO.")
        )
    if suggestion.property == "id_number":
        raise BadInput(_("An identity number is not taken from a text."), _("State it in a file, where it is sealed."))


def _standing(row: models.Account):
    return models.SuggestionDecision.objects.filter(account=row, superseded_by__isnull=True).select_related("statement")


def _decision(by: Actor, row, asked: Proposed, outcome: str, reason: str, earlier) -> models.SuggestionDecision:
    return models.SuggestionDecision(
        account=row, decision=outcome, reason=reason.strip(), recorded_by=by.name, supersedes=earlier,
        **{**vars(asked), "suggested": dict(asked.suggested)},
    )  # fmt: skip


def _stated(decision: models.SuggestionDecision | None) -> models.Statement | None:
    """The statement that this decision made and that still stands."""
    return decision.statement if decision is not None else None


def _replace(by: Actor, decision: models.SuggestionDecision, stating: Stating) -> None:
    """Write it; what an earlier decision stated is superseded (in one account) or taken back, its narrowing stays."""
    made, old = decision.statement, _stated(decision.supersedes)
    more: list[tuple[Fact, Entry]] = []
    if old is not None and made is not None:
        if old.account_id == made.account_id:
            made.supersedes = old
        else:
            more = _taking_back(by, old, decision.reason)
    added = [*stating.made.values(), *([made] if made is not None else [])]
    _write(decision, added, [*more, *_narrowing(by, decision)])


def _narrowing(by: Actor, decision: models.SuggestionDecision) -> list[tuple[Fact, Entry]]:
    """What was narrowed for a statement of this passage before holds for the one that stands in its place."""
    before = decision.supersedes
    while before is not None and before.statement is None:
        before = before.supersedes
    last = before.statement.consents.order_by("-id").first() if before is not None and before.statement else None
    if last is None or decision.statement is None:
        return []
    row = models.Consent(
        account=decision.statement.account, statement=decision.statement, purposes=last.purposes,
        withdrawn=last.withdrawn, reason=last.reason, given_how=last.given_how, given_before=last.given_before,
        given_on=last.given_on, language=last.language, recorded_by=by.name,
    )  # fmt: skip
    payload = {"account": row.account_id, "statement": row.statement_id, "by": by.name, "purposes": row.purposes,
               "withdrawn": row.withdrawn}  # fmt: skip
    return [(row, entry_of("consent", row, payload))]


def _taking_back(by: Actor, old: models.Statement, reason: str) -> list[tuple[Fact, Entry]]:
    row = models.Retraction(record_kind="statement", record_id=old.id, reason=reason.strip(), recorded_by=by.name)
    return [(row, entry_of("retraction", row, {"of": "statement", "statement": old.id, "by": by.name}))]


def _write(decision: models.SuggestionDecision, added: Sequence[Fact], more: Sequence[tuple[Fact, Entry]]) -> None:
    """Mentions and statement, then what hangs on them, then the decision; each with a leaf, in the caller's
    transaction."""
    for row in (*added, *(row for row, _entry in more), decision):
        row.save(force_insert=True)
    entries = [entry_of(row._meta.model_name or "", row, {"by": decision.recorded_by}) for row in added]
    payload = {"account": decision.account_id, "statement": decision.statement_id or "", "by": decision.recorded_by,
               "decision": decision.decision, "reason": decision.reason,
               "supersedes": decision.supersedes_id or ""}  # fmt: skip
    append([*entries, *(entry for _row, entry in more), entry_of("suggestion", decision, payload)])
