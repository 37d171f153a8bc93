"""Reads of the custody log for people who answer for the archive: what of it concerns them, newest first, in pages.

An entry keeps the reason and the name that were given. Where its record lies in a compartment that the reader does not
see, both stay away (`Entry.shown`); that it happened, when and by whom is for every auditor.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from tizim.db import models, queries
from tizim.policies import Actor, check_first, readable_compartments

GROUPS: dict[str, tuple[str, ...]] = {
    "opened": ("sealed_opened",),
    "left": ("release", "exported", "backup", "backed_up", "restored"),
    "erased": ("erasure",),
    "people": ("member", "custodians", "sign_in"),
    "failed": ("sign_in_failed",),
    "imports": ("import", "import_end", "retraction", "imported"),
    "links": ("source_linked", "source_parted"),
    "asked": ("request", "request_end"),
}
KINDS = tuple(kind for kinds in GROUPS.values() for kind in kinds)
ABOUT = ("sealed_opened", "erasure", "import", "import_end", "retraction", "source_linked", "source_parted")


@dataclass(frozen=True)
class Entry:
    """One entry: its place in the log, when it was written, what it says. `code`: of the source it is about, if shown.

    shown: whether the reader may see what it is about; else `payload` is without words that people gave.
    """

    index: int
    kind: str
    at: datetime.datetime
    payload: dict[str, Any]
    code: str = ""
    shown: bool = True


@dataclass(frozen=True)
class Asked:
    """What of the log: a group of GROUPS ("": all), by whom or about which member ("": anybody), since which day."""

    what: str = ""
    who: str = ""
    since: datetime.date | None = None


def count_entries(reader: Actor, asked: Asked) -> int:
    return _rows(reader, asked).count()


def entries(reader: Actor, asked: Asked, first: int = 0, last: int | None = None) -> list[Entry]:
    """The entries from `first` up to `last`, the newest first. Raises Forbidden."""
    return _shown(reader, list(_rows(reader, asked)[first:last]))


def all_entries(reader: Actor, asked: Asked) -> Iterator[Entry]:
    """All of them, in parts, for a table that is written out."""
    before: int | None = None
    while True:
        rows = _rows(reader, asked)
        part = list((rows if before is None else rows.filter(index__lt=before))[:500])
        if not part:
            return
        yield from _shown(reader, part)
        before = part[-1].index


def last_entry(kind: str) -> models.LogLeaf | None:
    """The newest entry of a kind that was not erased."""
    return models.LogLeaf.objects.filter(kind=kind).exclude(payload="").order_by("-index").first()


def _rows(reader: Actor, asked: Asked) -> QuerySet[models.LogLeaf]:
    check_first(reader, "audit")
    rows = models.LogLeaf.objects.filter(kind__in=GROUPS.get(asked.what, KINDS)).exclude(payload="")
    if asked.who:
        said = json.dumps(asked.who, ensure_ascii=False)
        names = ("by", "second", "member", "name")
        rows = rows.filter(_any(Q(payload__contains=f'"{name}":{said}') for name in names))
    if asked.since:
        rows = rows.filter(recorded_at__gte=datetime.datetime.combine(asked.since, datetime.time(), datetime.UTC))
    return rows.order_by("-index").only("index", "kind", "record_id", "payload", "recorded_at")


def _any(parts: Iterable[Q]) -> Q:
    found = Q()
    for one in parts:
        found |= one
    return found


def _shown(reader: Actor, rows: list[models.LogLeaf]) -> list[Entry]:
    about = {row.record_id for row in rows if row.kind in ABOUT}
    codes = dict(models.Source.objects.filter(id__in=about).values_list("id", "code"))
    seen = about if readable_compartments(reader) is None else _visible(reader, about)
    found = []
    for row in rows:
        shown = row.kind not in ABOUT or row.record_id in seen
        said = {name: value for name, value in json.loads(row.payload).items() if shown or name not in HIDDEN}
        code = codes.get(row.record_id, "") if shown else ""
        found.append(Entry(row.index, row.kind, row.recorded_at, said, code, shown))
    return found


HIDDEN = ("reason", "file", "report")


def _visible(reader: Actor, ids: set[str]) -> set[str]:
    """Those of the ids that are, or belong to, an account that the reader may see."""
    accounts = queries.readable_accounts(reader)
    found: set[str] = set()
    for field in ("id", "source_id", "taken_in_id"):
        found |= set(accounts.filter(**{f"{field}__in": ids}).values_list(field, flat=True))
    statements = models.Statement.objects.filter(id__in=ids, account__in=accounts.order_by().values("id"))
    return found | set(statements.values_list("id", flat=True))
