"""The searches that a member keeps for themselves."""

from __future__ import annotations

from dataclasses import dataclass

from tizim.db import models
from tizim.policies import Actor


@dataclass(frozen=True)
class Saved:
    """asked: field of the form → what stood in it."""

    number: int
    name: str
    asked: dict[str, str]


def saved(reader: Actor) -> list[Saved]:
    """One's own, by name."""
    rows = models.SavedSearch.objects.filter(owner=reader.name).order_by("name", "id")
    return [Saved(row.pk, row.name, row.asked) for row in rows]
