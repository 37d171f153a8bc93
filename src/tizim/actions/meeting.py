"""Writing what a new account needs to meet its candidates: keys in the order of telling, weights, what is covered.

Derived like the tables of `rebuild`: computed by the pure stages, only put away here. `replace_all` after everything
was computed anew, `add` for what is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from tizim.actions import prints
from tizim.db import meeting, models
from tizim.db.bulk import insert_values

PORTION = 50_000


def replace_all(
    *, rows: Iterable[int], mentions: Sequence[str], weights: Mapping[str, Mapping], people: Mapping[str, int]
) -> None:
    """`rows`: ids of Meeting, smallest first; `mentions`: ids in the order of telling; `people`: circle → how many."""
    with transaction.atomic():
        for model in (models.Meeting, models.Told, models.CircleWeights):
            model.objects.all().delete()
        _insert_meetings(rows)
        insert_values(models.Told, ("id", "mention_id"), list(enumerate(mentions)))
        models.CircleWeights.objects.bulk_create(
            models.CircleWeights(compartment=circle, people=people[circle], weights=weights[circle])
            for circle in sorted(weights)
        )
        cover()


def add(*, rows: Iterable[int], told: Sequence[tuple[int, str]], people: Mapping[str, int]) -> None:
    """`told`: (place, mention) of new mentions; `people`: circle → how many there are now."""
    with transaction.atomic():
        _insert_meetings(sorted(rows))
        insert_values(models.Told, ("id", "mention_id"), told)
        for circle, count in people.items():
            models.CircleWeights.objects.filter(compartment=circle).update(people=count)
        cover()


def cover() -> None:
    """Note from how many facts the derived tables come."""
    models.Covered.objects.all().delete()
    models.Covered.objects.bulk_create(
        models.Covered(id=kind, count=count) for kind, count in sorted(meeting.facts_counted().items())
    )


def forget() -> None:
    """Something was erased: nothing that was learned with it stays. The next take-in or rebuild makes it anew."""
    for model in (models.Meeting, models.Told, models.CircleWeights, models.Covered):
        model.objects.all().delete()
    prints.forget()


def _insert_meetings(rows: Iterable[int]) -> None:
    portion: list[tuple[int]] = []
    for row in rows:
        portion.append((row,))
        if len(portion) == PORTION:
            insert_values(models.Meeting, ("id",), portion)
            portion = []
    insert_values(models.Meeting, ("id",), portion)
