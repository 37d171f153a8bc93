"""Names that a reader may choose from while they type: each once, from the search index of their compartments."""

from __future__ import annotations

from tizim.db import models
from tizim.policies import Actor, readable_compartments


def names_of_kind(reader: Actor, kind: str, limit: int) -> list[str]:
    """At most `limit` names of subjects of one kind, as written, in their order."""
    rows = models.SearchName.objects.filter(kind=kind)
    compartments = readable_compartments(reader)
    if compartments is not None:
        rows = rows.filter(compartment__in=compartments)
    return sorted(set(rows.order_by("text").values_list("text", flat=True).distinct()[:limit]))
