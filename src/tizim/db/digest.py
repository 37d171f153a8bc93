"""What a log leaf says of an account: one digest over all rows that were written with it.

`tizim scrub` computes it again from the tables, so that a change behind the database's back is found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db.models import Model

from tizim.core.canonical import canonical_bytes

NOT_CONTENT = ("recorded_at",)


def rows_sha256(rows: Iterable[Model]) -> str:
    """SHA-256 in hex over the canonical JSON of the rows' columns, in the order of their ids."""
    listed = sorted(((row._meta.model_name or "", str(row.pk), _columns(row)) for row in rows), key=lambda r: r[:2])
    return hashlib.sha256(canonical_bytes([[name, columns] for name, _, columns in listed])).hexdigest()


def _columns(row: Model) -> dict[str, object]:
    columns = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.attname not in NOT_CONTENT:
            columns[field.attname] = bytes(value).hex() if isinstance(value, (bytes, memoryview)) else value
    return columns
