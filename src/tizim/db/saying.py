"""Which accounts say some words: an index of words beside the accounts, made from them and droppable.

The words are those of `core.found_words`. In a workspace they stand in a full-text table of SQLite that keeps no text,
only which words occur where; on PostgreSQL there is none and the texts are read through. The index knows nothing of
readers: every answer is asked again which accounts the reader sees, and nothing that they do not see pushes anything
out. Not here: writing it (`actions.text_index`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from tizim.core.found_words import Word, asked
from tizim.db import models, queries
from tizim.db.found_text import TABLE
from tizim.policies import Actor

TEXTS = ("title", "text", "translation", "publication", "external_id")
FIRST_LOOK, LONGEST_LOOK = 200, 5000  # accounts asked about at once


@dataclass(frozen=True)
class Narrowed:
    """What accounts are narrowed by; "" where they are not. `since`: ISO date; what is not dated is left out then."""

    kind: str = ""
    language: str = ""
    since: str = ""


@dataclass(frozen=True)
class Said:
    """An account that was found, with the texts in which the words may stand."""

    id: str
    number: int
    kind: str
    title: str
    text: str
    translation: str
    publication: str
    external_id: str


def has_words(reader: Actor) -> bool:
    """Whether what the reader's accounts say can be found: not before the index was made."""
    made = connection.vendor != "sqlite" or models.TextDocument.objects.exists()
    return made or not queries.current_accounts(reader).exists()


def saying(reader: Actor, text: str, narrowed: Narrowed, begin: int, end: int) -> list[Said]:
    """Those of the current accounts that say all the words, newest first: from the place `begin` to before `end`."""
    found: list[Said] = []
    words = asked(text)
    for some in _candidates(words) if words else ():
        rows = _narrow(queries.current_accounts(reader).order_by().filter(id__in=some), narrowed)
        by_id = {row.id: Said(*row) for row in rows.values_list("id", "number", "kind", *TEXTS, named=True)}
        found += [by_id[one] for one in some if one in by_id]
        if len(found) >= end:
            break
    return found[begin:end]


def numbered(reader: Actor, name: str) -> Said | None:
    """The account of that number or external id."""
    row = queries.find_account(reader, name)
    return None if row is None else Said(row.id, row.number, row.kind, *(getattr(row, column) for column in TEXTS))


def _narrow(rows: QuerySet[models.Account], narrowed: Narrowed) -> QuerySet[models.Account]:
    if narrowed.kind:
        rows = rows.filter(kind=narrowed.kind)
    if narrowed.language:
        rows = rows.filter(language=narrowed.language)
    if narrowed.since:
        first = re.sub("(-01){1,2}$", "", narrowed.since)  # so that a month or a year that begins then is not left out
        rows = rows.filter(told_on__gte=first, told_on__lt=":")  # ":" stands behind the digits: no open beginnings
    return rows


def _candidates(words: Sequence[Word]) -> Iterator[list[str]]:
    """Ids of accounts that say the words, whoever may see them, newest first and ever more at once."""
    if connection.vendor != "sqlite":
        yield from _read_through(words)
        return
    match = " ".join(f'"{" ".join(word.parts)}"{"*" if word.begins else ""}' for word in words)
    last, many = 2**62, FIRST_LOOK
    query = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s"  # noqa: S608
    while True:
        with connection.cursor() as cursor:
            cursor.execute(query, [match, last, many])
            numbers = [number for (number,) in cursor.fetchall()]
        called = dict(models.TextDocument.objects.filter(id__in=numbers).values_list("id", "account_id"))
        yield [called[number] for number in numbers if number in called]
        if len(numbers) < many:
            return
        last, many = numbers[-1], min(many * 3, LONGEST_LOOK)


def _read_through(words: Sequence[Word]) -> Iterator[list[str]]:
    rows = models.Account.objects.all()
    for word in words:
        either = Q()
        for column in TEXTS:
            either |= Q(**{f"{column}__icontains": word.text})
        rows = rows.filter(either)
    found = list(rows.order_by("-number", "-id").values_list("id", flat=True))
    yield from (found[at : at + LONGEST_LOOK] for at in range(0, len(found), LONGEST_LOOK))
