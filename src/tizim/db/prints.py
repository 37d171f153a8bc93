"""Reads for a new text that meets the ones it shares passages with: the index of prints of a workspace.

Computed over all texts like everything derived; who may see what comes out is asked where it is shown (`queries`,
`copies`). Nothing here is for readers. Not here: writing (`actions.prints`), comparing (`corroborate.growing`).
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from tizim.db import models
from tizim.db.translations import BY_MEANING

AT_ONCE = 500  # ids a question


def to_bytes(numbers: array) -> bytes:
    """Numbers without a sign as they are stored, eight bytes each, little-endian."""
    if sys.byteorder == "big":
        numbers = array("Q", numbers)
        numbers.byteswap()
    return numbers.tobytes()


def from_bytes(stored: bytes | memoryview) -> array:
    found = array("Q")
    found.frombytes(stored)
    if sys.byteorder == "big":
        found.byteswap()
    return found


@dataclass(frozen=True)
class NewText:
    """A new account as the index has to know it. `called`: what other accounts may say that they were carried by."""

    account_id: str
    text: str
    published: str
    carried_by: str
    called: frozenset[str]


def new_texts(account_ids: Collection[str]) -> list[NewText]:
    """These accounts in the order of their numbers, those without a text too."""
    found = []
    columns = ("number", "id", "text", "published_on", "carried_by", "external_id", "origin")
    for some in _portions(account_ids):
        for number, row_id, text, published, carried_by, own, origin in models.Account.objects.filter(
            id__in=some
        ).values_list(*columns):
            called = frozenset({f"A-{number}", own, origin.rpartition("/")[2]} - {""})
            found.append((number, row_id, NewText(row_id, text, published, carried_by, called)))
    return [text for _number, _id, text in sorted(found, key=lambda row: row[:2])]


def is_carrier(called: Collection[str]) -> bool:
    """Whether an account says that it was carried by one of that name."""
    return models.Account.objects.filter(~Q(carried_by=""), carried_by__in=list(called)).exists()


def next_number() -> int:
    """The number of the next text."""
    last = models.Printed.objects.order_by("-id").values_list("id", flat=True).first()
    return 0 if last is None else last + 1


def shelves(numbers: Collection[int]) -> dict[int, array]:
    """Number of a shelf → its entries, of those that there are."""
    found: dict[int, array] = {}
    table = connection.ops.quote_name(models.PrintShelf._meta.db_table)
    with connection.cursor() as cursor:
        for some in _portions(numbers):
            marks = ",".join(["%s"] * len(some))
            cursor.execute(f"SELECT id, entries FROM {table} WHERE id IN ({marks})", some)
            found.update((row_id, from_bytes(entries)) for row_id, entries in cursor.fetchall())
    return found


def prints_of(numbers: Collection[int]) -> dict[int, array]:
    """Number of a text → its prints."""
    found: dict[int, array] = {}
    for some in _portions(numbers):
        rows = models.Printed.objects.filter(id__in=some).values_list("id", "prints")
        found.update((row_id, from_bytes(prints)) for row_id, prints in rows)
    return found


def texts(numbers: Collection[int]) -> list[tuple[int, str, str, str]]:
    """(number, account, text, when it was published) of these texts."""
    found = []
    for some in _portions(numbers):
        accounts = dict(models.Printed.objects.filter(id__in=some).values_list("account_id", "id"))
        rows = models.Account.objects.filter(id__in=list(accounts)).values_list("id", "text", "published_on")
        found += [(accounts[row_id], row_id, text, published) for row_id, text, published in rows]
    return found


def dates(account_ids: Collection[str]) -> dict[str, str]:
    """When these accounts were published."""
    found: dict[str, str] = {}
    for some in _portions(account_ids):
        found.update(models.Account.objects.filter(id__in=some).values_list("id", "published_on"))
    return found


def shown(*, derived: Collection[str] = (), either: Collection[str] = ()) -> list[dict]:
    """Links found by words that stand, of these derived accounts or with one of these at either end."""
    found = [row for row in _rows(models.ReuseEdge, derived, either) if row.evidence.get("by") != BY_MEANING]
    return [as_link(row) for row in found]


def set_aside(*, derived: Collection[str] = (), either: Collection[str] = ()) -> list[tuple[bool, dict]]:
    """The same of those that do not stand: (whether they would close a ring, the link)."""
    return [(row.ringed, as_link(row)) for row in _rows(models.ReuseAside, derived, either)]


def as_link(row: models.ReuseEdge | models.ReuseAside) -> dict:
    """A stored link as `corroborate.comparing` makes it."""
    return {"derived": row.derived_id, "source": row.source_id, "kind": row.kind, **row.evidence}


def _rows(model: Any, derived: Collection[str], either: Collection[str]) -> list:
    found: dict[int, Any] = {}
    for some in _portions(derived):
        found.update((row.pk, row) for row in model.objects.filter(derived_id__in=some))
    for some in _portions(either):
        touching = model.objects.filter(Q(derived_id__in=some) | Q(source_id__in=some))
        found.update((row.pk, row) for row in touching)
    return sorted(found.values(), key=lambda row: (row.derived_id, row.source_id))


def _portions(ids: Collection) -> Iterator[list]:
    wanted = sorted(ids)
    return (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))
