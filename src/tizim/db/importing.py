"""Reads of what was taken in, for lists and for one import: counted and cut in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tizim.db import models, queries
from tizim.policies import Actor


@dataclass(frozen=True)
class Shown:
    """An import. accounts: what this reader may see of it; own: the reader began it."""

    id: str
    file_name: str
    by: str
    at: datetime
    accounts: int
    ended: bool
    undone: bool
    own: bool
    report: dict[str, Any]


def count_imports(reader: Actor) -> int:
    return _rows(reader).count()


def imports(reader: Actor, first: int, last: int) -> list[Shown]:
    """Imports of which the reader sees an account, or which they began; the newest first."""
    return _shown(reader, list(_rows(reader).order_by("-id")[first:last]))


def find_import(reader: Actor, import_id: str) -> Shown | None:
    return next(iter(_shown(reader, list(_rows(reader).filter(id=import_id)))), None)


def accounts_with_problems(reader: Actor, import_id: str, first: int, last: int) -> list[models.Account]:
    """Accounts of an import that say something a person should look at, by their numbers."""
    rows = queries.readable_accounts(reader).filter(taken_in_id=import_id).exclude(problems=[])
    return list(rows.order_by("number", "id")[first:last])


def mapping_names() -> list[str]:
    """The names of saved column mappings."""
    return list(models.SheetMapping.objects.order_by("name").values_list("name", flat=True))


def _rows(reader: Actor) -> QuerySet[models.Import]:
    seen = queries.readable_accounts(reader).order_by().filter(taken_in_id=OuterRef("pk"))
    return models.Import.objects.filter(Q(Exists(seen)) | Q(recorded_by=reader.name))


def _shown(reader: Actor, rows: list[models.Import]) -> list[Shown]:
    ids = [row.id for row in rows]
    seen = queries.readable_accounts(reader).order_by().filter(taken_in_id__in=ids)
    counts = dict(seen.values_list("taken_in_id").annotate(count=Count("id")))
    told = models.Account.objects.order_by().filter(taken_in_id__in=ids).values_list("taken_in_id")
    whole = {one for one, count in told.annotate(count=Count("id")) if counts.get(one) == count}
    ends = dict(models.ImportEnd.objects.filter(of__in=ids).values_list("of_id", "report"))
    gone = models.Retraction.objects.filter(record_kind="import", record_id__in=ids)
    undone = set(gone.values_list("record_id", flat=True))
    return [
        Shown(row.id, row.file_name, row.recorded_by, row.recorded_at, counts.get(row.id, 0), row.id in ends,
              row.id in undone, row.recorded_by == reader.name, ends.get(row.id) or {})
        if row.id in whole or row.recorded_by == reader.name
        else Shown(row.id, row.file_name, row.recorded_by, row.recorded_at, counts.get(row.id, 0), row.id in ends,
                   row.id in undone, False, {})  # the report counts what the reader does not see
        for row in rows
    ]  # fmt: skip
