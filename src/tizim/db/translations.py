"""Proposals that were found by meaning (`corroborate.meaning`), as they stand among the detected derivations."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tizim.db import models

BY_MEANING = "meaning"


def found_by_meaning(among: Collection[str] | None = None) -> list[dict[str, Any]]:
    """Edges in the form of `corroborate.edges`, or only those between accounts of `among`. For deriving."""
    rows = models.ReuseEdge.objects.filter(evidence__by=BY_MEANING).order_by("derived_id", "source_id")
    return [
        {**row.evidence, "derived": row.derived_id, "source": row.source_id, "kind": row.kind}
        for row in rows
        if among is None or (row.derived_id in among and row.source_id in among)
    ]


def known_by_words() -> list[dict[str, Any]]:
    """The other edges: (derived, source) with the direction they were given."""
    rows = models.ReuseEdge.objects.order_by("derived_id", "source_id")
    return [
        {**row.evidence, "derived": row.derived_id, "source": row.source_id, "kind": row.kind}
        for row in rows
        if row.evidence.get("by") != BY_MEANING  # in SQL a key that is not there compares as unknown
    ]
