"""Judgements: same, different or undecided, by a named reviewer with a reason; seconded, and taken back.

Nothing merges by itself. A judgement changes the inner picture at once; it changes a public page only when a
second person has signed it (`second`). Taking back is a row that points at the row it takes back.
"""

from __future__ import annotations

from django.db import transaction

from tizim.actions.log import append, entry_of
from tizim.core import values
from tizim.core.errors import BadInput, Forbidden, NotFound
from tizim.core.i18n import gettext as _
from tizim.core.joining import find_own, valid_ids
from tizim.core.vocabularies import vocabulary
from tizim.db import homes, models, queries
from tizim.db.derivations import decisions
from tizim.policies import Actor, check

OUTCOMES = ("same", "different", "undecided")


def judge(*, by: Actor, mention_a: str, mention_b: str, verdict: str, reason: str) -> models.Judgement:
    """Record a decision about two mentions. Raises BadInput without a reason or for one and the same mention.

    Who judged the two before and thinks otherwise now takes that back with the same row of the log: nobody contradicts
    themselves. Who judged just so before is told, and nothing is written.
    """
    if verdict not in OUTCOMES:
        raise BadInput(_("“{verdict}” is not a judgement.", verdict=verdict), ", ".join(OUTCOMES))
    if not reason.strip():
        raise BadInput(_("A judgement needs a reason."), _("Say it in a sentence: --reason “…”."))
    a, b = (visible_mention(by, one) for one in sorted((mention_a, mention_b)))
    if a.id == b.id:
        raise BadInput(_("A judgement is about two different mentions."))
    if a.kind != b.kind:
        raise BadInput(_("A {a} and a {b} cannot be judged together.", a=a.kind, b=b.kind))
    check(by, "judge")
    own = find_own(homes.judgements_near(by, {a.id, b.id}), by.name, a.id, b.id)
    if own and own.verdict == verdict:
        raise BadInput(_("You judged so already: {id}.", id=own.id), _("To take it back: tizim undo {id}.", id=own.id))
    with transaction.atomic():
        if own:
            _write(_taking_back(by, models.Judgement.objects.get(id=own.id), reason.strip()))
        row = models.Judgement(mention_a=a, mention_b=b, verdict=verdict, reason=reason.strip(), recorded_by=by.name)
        return _write(row)


def second_judgement(*, by: Actor, judgement_id: str, reason: str = "") -> models.Judgement:
    """A second person signs a judgement, so that it may change public pages."""
    first = _standing(by, judgement_id)
    check(by, "second")
    if first.undoes_id or first.seconds_id:
        raise BadInput(_("Only a judgement can be signed, not {name}.", name=judgement_id),
                       _("List them: tizim judgements."))  # fmt: skip
    if first.recorded_by == by.name:
        raise Forbidden(_("The second person must be someone else than {name}.", name=by.name))
    signed = [row for row in _about_the_same(first) if row.seconds == first.id and row.by == by.name]
    if {row.id for row in signed} & valid_ids(_about_the_same(first)):
        raise BadInput(_("You signed this already: {id}.", id=first.id))
    row = models.Judgement(mention_a=first.mention_a, mention_b=first.mention_b, verdict=first.verdict,
                           reason=reason, recorded_by=by.name, seconds=first)  # fmt: skip
    return _write(row)


def undo_judgement(*, by: Actor, judgement_id: str, reason: str) -> models.Judgement:
    """Take back a judgement, a signature or a taking-back: everything is as if it had not been made."""
    if not reason.strip():
        raise BadInput(_("Taking back needs a reason."), _("Say it in a sentence: --reason “…”."))
    first = _standing(by, judgement_id)
    check(by, "second" if first.seconds_id and first.recorded_by == by.name else "judge")
    return _write(_taking_back(by, first, reason.strip()))


def _taking_back(by: Actor, first: models.Judgement, reason: str) -> models.Judgement:
    return models.Judgement(
        mention_a=first.mention_a, mention_b=first.mention_b, verdict=first.verdict, reason=reason,
        recorded_by=by.name, undoes=first,
    )  # fmt: skip


def record_derivation(*, by: Actor, derived: str, source: str, kind: str, reason: str) -> models.Derivation:
    """A person decides that one account was drawn from another, or that they are independent, or that both were told
    by the same third person. Both are named as in `tizim accounts`; what was decided about the two before holds no
    longer."""
    check(by, "decide_derivation")
    known = vocabulary("derivation_kinds").codes
    if not reason.strip():
        raise BadInput(_("A decision needs a reason."), _("Say it in a sentence: --reason “…”."))
    if kind not in known:
        raise BadInput(_("“{kind}” is no kind of derivation.", kind=kind), ", ".join(known))
    drawn, origin = queries.find_account(by, derived), queries.find_account(by, source)
    if drawn is None or origin is None or drawn == origin:
        raise NotFound(_("A derivation needs two different accounts."), _("List them: tizim accounts."))
    with transaction.atomic():
        row = models.Derivation.objects.create(
            derived=drawn, source=origin, kind=kind, reason=reason, recorded_by=by.name
        )
        payload = {"derived": row.derived_id, "source": row.source_id, "kind": kind, "reason": reason, "by": by.name}
        append([entry_of("derivation", row, payload)])
    return row


def undo_derivation(*, by: Actor, derivation_id: str, reason: str) -> models.Retraction:
    """Take back a decision about two accounts: what was decided before it holds again, or what is detected."""
    if not reason.strip():
        raise BadInput(_("Taking back needs a reason."), _("Say it in a sentence: --reason “…”."))
    check(by, "decide_derivation")
    visible = queries.current_accounts(by).order_by().values("id")
    row = next((one for one in decisions(visible) if one.id == derivation_id and not one.taken_back), None)
    if row is None:
        raise NotFound(_("There is no standing decision {name}.", name=derivation_id),
                       _("List them: tizim derivations --all."))  # fmt: skip
    with transaction.atomic():
        gone = models.Retraction.objects.create(
            record_kind="derivation", record_id=row.id, reason=reason.strip(), recorded_by=by.name
        )
        append([entry_of("derivation_undone", gone, {"decision": row.id, "reason": reason.strip(), "by": by.name})])
    return gone


def record_finding(
    *, by: Actor, second: Actor | None, mention_id: str, conclusion: str, standard_of_proof: str, reasons: str,
    would_change: str = "", replaces: str = "",
) -> models.Finding:  # fmt: skip
    """A reviewer's written conclusion; a second reviewer signs it with them.

    would_change  what would make them think otherwise
    replaces      the id of an earlier finding about the same that holds no longer
    """
    if standard_of_proof not in vocabulary("standards_of_proof").codes:
        known = ", ".join(vocabulary("standards_of_proof").codes)
        raise BadInput(_("“{standard}” is no standard of proof.", standard=standard_of_proof), known)
    if not conclusion.strip() or not reasons.strip():
        raise BadInput(_("A finding needs a conclusion and its reasons."), _("Say them: --conclusion, --reasons."))
    mention = visible_mention(by, mention_id)
    check(by, "record_finding", compartment=mention.account.compartment, second=second)
    earlier = _to_replace(by, replaces, mention) if replaces else None
    with transaction.atomic():
        row = models.Finding.objects.create(
            mention=mention, conclusion=conclusion, standard_of_proof=standard_of_proof, reasons=reasons,
            recorded_by=by.name, second=second.name if second else "",
        )  # fmt: skip
        terms = models.FindingTerms.objects.create(
            finding=row, would_change=would_change.strip(), replaces=earlier, recorded_by=by.name
        )
        payload = {"mention": mention.id, "conclusion": conclusion, "reasons": reasons}
        said = {"finding": row.id, "would_change": terms.would_change, "replaces": replaces, "by": by.name}
        append([
            entry_of("finding", row, {**payload, "standard": standard_of_proof, "by": by.name}),
            entry_of("finding_terms", terms, said),
        ])  # fmt: skip
    return row


def _to_replace(by: Actor, finding_id: str, mention: models.Mention) -> models.Finding:
    """The row that a new finding about `mention` replaces: the finding, or a later one that is gone by now.

    Raises NotFound if no such finding stands; BadInput if it is about somebody else or lies in another compartment.
    """
    found = next((one for one in queries.findings(by) if one.id == finding_id), None)
    if found is None:
        raise NotFound(_("There is no standing finding {name}.", name=finding_id), _("See them with: tizim show NAME."))
    heads = homes.homes(by, {found.mention_id, mention.id})
    if heads[found.mention_id] != heads[mention.id]:
        raise BadInput(_("A finding replaces only a finding about the same person, place or group."),
                       _("See them with: tizim show NAME."))  # fmt: skip
    if visible_mention(by, found.mention_id).account.compartment != mention.account.compartment:
        raise BadInput(_("A finding replaces only a finding in the same compartment."),
                       _("Name a mention in an account of that compartment: tizim show NAME."))  # fmt: skip
    row = models.Finding.objects.get(id=finding_id)
    while hasattr(row, "replaced_by"):
        row = row.replaced_by.finding
    return row


def visible_mention(by: Actor, mention_id: str) -> models.Mention:
    """A mention of an account that `by` may see. Raises NotFound."""
    row = models.Mention.objects.filter(id=mention_id).select_related("account").first()
    if row is None or not queries.seen_accounts(by, [row.account_id]):
        raise NotFound(_("There is no mention {name}.", name=mention_id), _("See them with: tizim show NAME."))
    return row


def _standing(by: Actor, judgement_id: str) -> models.Judgement:
    """A row that nobody took back: a judgement, a signature, or a taking-back. Raises NotFound."""
    visible = queries.readable_accounts(by).values("id")
    row = models.Judgement.objects.filter(
        id=judgement_id, mention_a__account__in=visible, mention_b__account__in=visible
    ).first()
    if row is None or row.id not in valid_ids(_about_the_same(row)):
        raise NotFound(
            _("There is no standing judgement {name}.", name=judgement_id), _("List them: tizim judgements.")
        )
    return row


def _about_the_same(row: models.Judgement) -> list[values.Judgement]:
    """All rows about the two mentions of `row`: those that sign it or take it back are among them."""
    rows = models.Judgement.objects.filter(mention_a=row.mention_a_id, mention_b=row.mention_b_id)
    return [
        values.Judgement(one.id, one.mention_a_id, one.mention_b_id, one.verdict, one.reason, one.recorded_by,
                         undoes=one.undoes_id or "", seconds=one.seconds_id or "")
        for one in rows
    ]  # fmt: skip


def _write(row: models.Judgement) -> models.Judgement:
    with transaction.atomic():
        row.save(force_insert=True)
        payload = {"a": row.mention_a_id, "b": row.mention_b_id, "verdict": row.verdict, "reason": row.reason,
                   "by": row.recorded_by, "undoes": row.undoes_id or "", "seconds": row.seconds_id or ""}  # fmt: skip
        append([entry_of("judgement", row, payload)])
    return row
