"""Many new rows at once: one prepared INSERT for each table, instead of one long statement compiled for each batch.

The same columns and conversions as `bulk_create`, without its compiling, which took half of an import's time
(bench/imports.py). For facts only: rows that are complete, with their ids, and never change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import BinaryField, DateField, Field, JSONField, Model


def insert_rows(rows: Sequence[Model]) -> None:
    """Insert new rows of one model. Raises what the database raises; inside a transaction, like every write."""
    if not rows:
        return
    meta = type(rows[0])._meta
    columns = [(field.attname, _converter(field)) for field in meta.concrete_fields]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column or field.name) for field in meta.concrete_fields)
    statement = f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"
    values = [
        [convert(getattr(row, name)) if convert else getattr(row, name) for name, convert in columns] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _converter(field: Field) -> Callable[[Any], Any] | None:
    """How the database wants a value; None where it takes it as it is."""
    if isinstance(field, (JSONField, DateField, BinaryField)):  # DateTimeField is a DateField
        return lambda value: field.get_db_prep_save(value, connection)
    return None


def insert_values(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows given as plain values, in the order of `columns`. For derived tables, by the million."""
    if not rows:
        return
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
