"""Interviews that are not finished: neither facts nor derived, kept beside saved mappings until they become an account.

What was answered so far holds a source's name before it is sealed, and keys of files in the vault: `content` is wrapped
as a whole with the workspace's key, on a server as here, and goes with its row (`actions.interviews`). Beside it stands
only who may open it, and the random names of the files, which tell nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils import timezone

from tizim.db.ids import new_id
from tizim.policies import Actor, can, readable_compartments


class InterviewDraft(models.Model):
    """One unfinished interview. `editors` opened it, the owner among them; `version` counts what was kept."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    owner = models.TextField()
    editors = models.JSONField(default=list)
    compartment = models.CharField(max_length=80)
    started_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=0)
    content = models.BinaryField(default=bytes)
    objects_kept = models.JSONField(default=list)

    class Meta:
        ordering = ("-updated_at", "id")


@dataclass(frozen=True)
class DraftRow:
    """An unfinished interview in a list. `mine`: the reader may go on with it; else they may take it over."""

    id: str
    owner: str
    compartment: str
    started_at: datetime
    updated_at: datetime
    mine: bool


def unfinished(reader: Actor) -> list[DraftRow]:
    """What this reader may go on with or take over: nothing outside their compartments, nothing without the role."""
    rows = _in_sight(reader).only("id", "owner", "editors", "compartment", "started_at", "updated_at")
    return [
        DraftRow(row.id, row.owner, row.compartment, row.started_at, row.updated_at, reader.name in row.editors)
        for row in rows
        if can(reader, "take_in", compartment=row.compartment)
    ]


def find_draft(reader: Actor, draft_id: str) -> InterviewDraft | None:
    """An unfinished interview in sight of the reader; whether they may open it says `editors`."""
    row = _in_sight(reader).filter(id=draft_id).first()
    return row if row and can(reader, "take_in", compartment=row.compartment) else None


def kept_objects() -> list[str]:
    """Names of the files in the vault that belong to an unfinished interview."""
    return [name for names in InterviewDraft.objects.values_list("objects_kept", flat=True) for name in names]


def _in_sight(reader: Actor) -> models.QuerySet[InterviewDraft]:
    compartments = readable_compartments(reader)
    rows = InterviewDraft.objects.all()
    return rows if compartments is None else rows.filter(compartment__in=compartments)
