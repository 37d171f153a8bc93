"""Appending to the custody log inside the caller's transaction.

A leaf commits to an entry without telling what it is (docs/spec/vault.md). The entry itself stays in the
database, where erasing can destroy it; the leaf never changes.

Invariant: within one transaction the row of `LogState` is locked first, so indexes have no gaps and no twins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model

from tizim.db.bulk import insert_rows
from tizim.db.digest import rows_sha256
from tizim.db.models import LogLeaf, LogState
from tizim.vault import log as vault_log
from tizim.vault import tree


@dataclass(frozen=True)
class Entry:
    """What a leaf will commit to: a kind, the record it is about, and the payload (canonical JSON values)."""

    kind: str
    record_id: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    exhibit_leaf: bytes = b""  # exhibits bring their own leaf bytes


def entry_of(kind: str, row: Model, payload: Mapping[str, Any]) -> Entry:
    """An entry that also commits to the whole row, so that a scrub finds a change behind the database's back."""
    return Entry(kind, row.pk, {**payload, "table": row._meta.model_name, "content_sha256": rows_sha256([row])})


def append(entries: Sequence[Entry]) -> list[int]:
    """Append the entries in order and return their indexes. Must run inside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("the custody log is written inside the transaction of what it records")
    state = LogState.objects.select_for_update().get(pk=1)
    frontier, rows = tree.Frontier.from_bytes(bytes(state.frontier)), []
    for entry in entries:
        rows.append(_leaf_row(frontier.size, entry))
        _index, frontier, _root = tree.append(frontier, bytes(rows[-1].leaf))
    insert_rows(rows)
    state.size, state.frontier = frontier.size, frontier.to_bytes()
    state.save()
    return [row.index for row in rows]


def append_erasures(leaves: Sequence[LogLeaf], on: str) -> list[int]:
    """One leaf for each leaf whose opening was destroyed: it says which, so that a bundle can prove the erasure."""
    return append(
        [Entry(vault_log.ERASED, "", {"index": row.index, "leaf": bytes(row.leaf), "on": on}) for row in leaves]
    )


def _leaf_row(index: int, entry: Entry) -> LogLeaf:
    if entry.exhibit_leaf:
        return LogLeaf(index=index, leaf=entry.exhibit_leaf, kind=entry.kind, record_id=entry.record_id)
    if entry.kind == vault_log.ERASED:
        made = vault_log.new_erasure(**entry.payload)
    else:
        made = vault_log.new_entry(entry.kind, record=entry.record_id, **entry.payload)
    return LogLeaf(
        index=index, leaf=made.leaf, kind=entry.kind, record_id=entry.record_id,
        payload=made.payload.decode(), salt=made.salt, blind=made.blind,
    )  # fmt: skip
