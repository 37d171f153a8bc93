"""Rows of reviewers' findings, and which of them later ones replace. Who may see which: `queries.findings`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tizim.core import values
from tizim.db import models


def finding_rows(moved: Mapping[str, str], only: Iterable[str] | None = None) -> list[values.Finding]:
    """Every finding that was not erased, replaced ones too. `moved`: old mention id → the one that stands for it.

    only: of these mentions, whichever version of them a finding names.
    """
    rows = models.Finding.objects.exclude(conclusion="").order_by("id")
    if only is not None:
        rows = rows.filter(mention__in=list(only))
    terms = dict(models.FindingTerms.objects.filter(finding__in=rows).values_list("finding_id", "would_change"))
    return [
        values.Finding(
            row.id, moved.get(row.mention_id, row.mention_id), row.conclusion, row.standard_of_proof, row.reasons,
            row.recorded_by, row.second, row.recorded_at.isoformat(), terms.get(row.id, ""),
        )
        for row in rows
    ]  # fmt: skip


def unreplaced(rows: list[values.Finding]) -> list[values.Finding]:
    """Those that none of the other `rows` replaces, directly or in the place of one that is not among them."""
    current = {row.id for row in rows}
    later = dict(models.FindingTerms.objects.exclude(replaces=None).values_list("replaces_id", "finding_id"))
    return [row for row in rows if not current.intersection(_after(row.id, later))]


def _after(finding_id: str, later: dict[str, str]) -> set[str]:
    """Every finding that came in the place of this one, and in the place of those."""
    after: set[str] = set()
    while (finding_id := later.get(finding_id, "")) and finding_id not in after:
        after.add(finding_id)
    return after
