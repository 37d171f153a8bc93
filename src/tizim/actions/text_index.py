"""Writing the index of words of accounts: anew from all of them, for some, or without what was erased.

Every version of an account stands in it; who sees which is asked when it is read (`db.saying`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import connection, transaction

from tizim.core.found_words import indexed
from tizim.db import models
from tizim.db.found_text import TABLE
from tizim.db.saying import TEXTS

AT_ONCE = 500


def replace_all() -> None:
    """Drop the index and make it anew, in one transaction and bounded memory."""
    with transaction.atomic():
        models.TextDocument.objects.all().delete()
        if connection.vendor == "sqlite":
            _run(f"INSERT INTO {TABLE}({TABLE}) VALUES ('delete-all')")
        _add(models.Account.objects.order_by("number", "id"))


def replace(*, account_ids: Collection[str]) -> None:
    """Bring the index up to date for these accounts; all of it where there is none yet."""
    if not models.TextDocument.objects.exists():
        replace_all()
        return
    with transaction.atomic():
        _remove(account_ids)
        _add(models.Account.objects.filter(id__in=list(account_ids)).order_by("number", "id"))


def forget(*, account_ids: Collection[str]) -> None:
    """Take accounts out, and write the index together, so that their words stand in none of its parts."""
    with transaction.atomic():
        if _remove(account_ids) and connection.vendor == "sqlite":
            _run(f"INSERT INTO {TABLE}({TABLE}) VALUES ('optimize')")


def _remove(account_ids: Collection[str]) -> int:
    rows = models.TextDocument.objects.filter(account_id__in=list(account_ids))
    numbers = list(rows.values_list("id", flat=True))
    if connection.vendor == "sqlite":
        for number in numbers:
            _run(f"DELETE FROM {TABLE} WHERE rowid = %s", [number])  # noqa: S608 - a name of ours
    rows.delete()
    return len(numbers)


def _add(accounts) -> None:
    some: list[tuple[str, str]] = []
    for account_id, *texts in accounts.values_list("id", *TEXTS).iterator(AT_ONCE):
        words = indexed("\n".join(texts))
        some += [(account_id, words)] if words else []
        if len(some) >= AT_ONCE:
            _write(some)
            some = []
    _write(some)


def _write(rows: Iterable[tuple[str, str]]) -> None:
    words = dict(rows)
    made = models.TextDocument.objects.bulk_create([models.TextDocument(account_id=one) for one in words])
    if connection.vendor == "sqlite":
        query = f"INSERT INTO {TABLE}(rowid, words) VALUES (%s, %s)"  # noqa: S608 - a name of ours
        with connection.cursor() as cursor:
            cursor.executemany(query, [(row.pk, words[row.account_id]) for row in made])


def _run(query: str, values: Sequence[int] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
