"""Which account was drawn from which, as people decided and as it was detected: what holds, and how it came to that.

1. What was decided last about two accounts holds; earlier decisions stay and are told with it.
2. A decision takes away whatever was detected between the two, whichever way it led: what was rejected does not come
   back, not even when an account is corrected, because it is about the two numbers and not about one version.
3. A decision that was taken back counts for nothing; then what is detected is a proposal again.

`visible` is a query of account ids that a reader may see (`queries`). Not here: what is proposed with which passages,
for a page (`db.alike`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from tizim.core import values
from tizim.db import models

INDEPENDENT = "independent"
MANY = 5000  # numbers in one question


@dataclass(frozen=True)
class Decision:
    """A person's decision about two accounts, by the ids of their newest versions. `taken_back`: by a later row."""

    id: str
    derived_id: str
    source_id: str
    kind: str
    reason: str
    by: str
    at: str
    taken_back: bool = False


def decisions(visible, numbers: Collection[int] | None = None) -> list[Decision]:
    """Every decision between accounts of `visible`, in the order in which they were made.

    numbers: only those about one of these accounts; then no other account is looked at.
    """
    retracted = models.Retraction.objects.filter(record_kind="derivation", record_id=OuterRef("id"))
    rows = models.Derivation.objects.annotate(gone=Exists(retracted)).select_related("derived", "source")
    if numbers is not None:
        rows = rows.filter(Q(derived__number__in=numbers) | Q(source__number__in=numbers))
    sides = {one for pair in rows.values_list("derived__number", "source__number") for one in pair}
    shown = visible if isinstance(visible, QuerySet) else models.Account.objects.filter(id__in=visible)
    if len(sides) < MANY:  # asked about these alone, not for the whole archive first
        shown = shown.filter(number__in=sides)
    newest = dict(shown.values_list("number", "id"))
    return [
        Decision(row.id, newest[row.derived.number], newest[row.source.number], row.kind, row.reason, row.recorded_by,
                 row.recorded_at.isoformat(), row.gone)
        for row in rows.order_by("id")
        if row.derived.number in newest and row.source.number in newest
    ]  # fmt: skip


def decided(rows: list[Decision]) -> dict[frozenset[str], Decision]:
    """The two accounts → the decision that holds."""
    return {frozenset((row.derived_id, row.source_id)): row for row in rows if not row.taken_back}


def derivations(visible, numbers: Collection[int] | None = None) -> list[values.Derivation]:
    """Decided ones, `independent` among them, then detected ones about which nobody has decided. `numbers`: those of
    `visible`, where they are few."""
    held = decided(decisions(visible, numbers))
    rows = [
        values.Derivation(row.derived_id, row.source_id, row.kind, row.by, row.reason, True)
        for row in sorted(held.values(), key=lambda row: row.id)
    ]
    detected = models.ReuseEdge.objects.filter(derived_id__in=visible, source_id__in=visible)
    for edge in detected.order_by("derived_id", "source_id"):
        if frozenset((edge.derived_id, edge.source_id)) not in held:
            rows.append(values.Derivation(edge.derived_id, edge.source_id, edge.kind, "", "", False))
    return rows


def drawn_pairs(visible) -> frozenset[frozenset[str]]:
    """Pairs of accounts of which one was drawn from the other, or perhaps."""
    found = (row for row in derivations(visible) if row.kind != INDEPENDENT)
    return frozenset(frozenset((row.derived_id, row.source_id)) for row in found)


def sources_of(account_ids: set[str], held: dict[frozenset[str], Decision]) -> set[str]:
    """The accounts that these were drawn from, or perhaps, one step away."""
    found = {row.source_id for row in held.values() if row.derived_id in account_ids and row.kind != INDEPENDENT}
    detected = models.ReuseEdge.objects.filter(derived_id__in=account_ids)
    return found | set(detected.values_list("source_id", flat=True))
