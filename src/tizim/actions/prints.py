"""Writing the index of prints, and the links that it leads to. Computed by `corroborate`, only put away here."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection, transaction

from tizim.corroborate.growing import Growth
from tizim.corroborate.postings import Postings, put_on, shelf_of
from tizim.db import models, prints
from tizim.db.bulk import insert_values
from tizim.db.translations import BY_MEANING

PORTION = 1_000


def replace_all(
    *, accounts: Sequence[str], printed: Sequence[array], ringed: Iterable[Mapping], further: Iterable[Mapping]
) -> None:
    """The whole index: accounts with a text in their order, their prints, and the links that do not stand."""
    with transaction.atomic():
        forget()
        for start in range(0, len(accounts), PORTION):
            rows = zip(accounts[start : start + PORTION], printed[start : start + PORTION], strict=True)
            values = [(number, one, prints.to_bytes(marks)) for number, (one, marks) in enumerate(rows, start)]
            insert_values(models.Printed, ("id", "account_id", "prints"), values)
        _insert_shelves(Postings.of(printed).shelves)
        models.ReuseAside.objects.bulk_create(
            [*(_aside(link, True) for link in ringed), *(_aside(link, False) for link in further)], batch_size=200
        )


def _insert_shelves(shelves: dict[int, array]) -> None:
    numbers = sorted(shelves)
    for start in range(0, len(numbers), PORTION):
        some = numbers[start : start + PORTION]
        rows = [(number, prints.to_bytes(shelves.pop(number))) for number in some]
        insert_values(models.PrintShelf, ("id", "entries"), rows)


def add(*, number: int, account_id: str, grown: Growth) -> None:
    """One text more, and the links of all whose links it changed."""
    with transaction.atomic():
        insert_values(
            models.Printed, ("id", "account_id", "prints"), [(number, account_id, prints.to_bytes(grown.printed))]
        )
        _put_on_shelves(number, set(grown.printed))
        if grown.derived:
            _replace_links(grown)


def _put_on_shelves(number: int, marks: set[int]) -> None:
    shelves = prints.shelves({shelf_of(mark) for mark in marks})
    for mark in sorted(marks):
        put_on(shelves.setdefault(shelf_of(mark), array("Q")), mark, number)
    table = connection.ops.quote_name(models.PrintShelf._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (id, entries) VALUES (%s, %s) "
            "ON CONFLICT (id) DO UPDATE SET entries = excluded.entries",
            [(shelf, prints.to_bytes(entries)) for shelf, entries in sorted(shelves.items())],
        )


def _replace_links(grown: Growth) -> None:
    rows = models.ReuseEdge.objects.filter(derived_id__in=sorted(grown.derived))
    by_words = [row.pk for row in rows if row.evidence.get("by") != BY_MEANING]
    models.ReuseEdge.objects.filter(pk__in=by_words).delete()
    models.ReuseAside.objects.filter(derived_id__in=sorted(grown.derived)).delete()
    models.ReuseEdge.objects.bulk_create([models.ReuseEdge(**_columns(link)) for link in grown.links.edges])
    models.ReuseAside.objects.bulk_create(
        [*(_aside(link, True) for link in grown.links.ringed), *(_aside(link, False) for link in grown.links.further)]
    )


def _aside(link: Mapping, ringed: bool) -> models.ReuseAside:
    return models.ReuseAside(ringed=ringed, **_columns(link))


def _columns(link: Mapping) -> dict:
    evidence = {key: value for key, value in link.items() if key not in ("derived", "source", "kind")}
    return {"derived_id": link["derived"], "source_id": link["source"], "kind": link["kind"], "evidence": evidence}


def forget() -> None:
    """Drop the index. After an erase nothing of it stays: the next take-in or rebuild makes it anew."""
    for model in (models.Printed, models.PrintShelf, models.ReuseAside):
        model.objects.all().delete()
