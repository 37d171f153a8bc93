"""Putting away what was found by meaning, beside the derivations that were found by words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from tizim.db import models
from tizim.db.translations import BY_MEANING


def replace(*, edges: Iterable[Mapping]) -> None:
    """These in place of all that was found by meaning before; what was found by words is left alone."""
    rows = [
        models.ReuseEdge(
            derived_id=edge["derived"], source_id=edge["source"], kind=edge["kind"],
            evidence={key: value for key, value in edge.items() if key not in ("derived", "source", "kind")},
        )
        for edge in sorted(edges, key=lambda edge: (edge["derived"], edge["source"]))
    ]  # fmt: skip
    with transaction.atomic():
        forget()
        models.ReuseEdge.objects.bulk_create(rows, batch_size=200)


def forget() -> None:
    """Drop all that was found by meaning: a rebuild begins with nothing."""
    models.ReuseEdge.objects.filter(evidence__by=BY_MEANING).delete()
