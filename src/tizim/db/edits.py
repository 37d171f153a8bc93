"""What was written down about a subject, version by version: taken in, corrected, stated later, taken back, found.

As in `queries`, the rule of who may see what is part of each question; what was erased says nothing more. Not here:
judgements (`homes.judgements_near`), words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tizim.core import values
from tizim.db import as_values, homes, models, queries
from tizim.db.findings import finding_rows, unreplaced
from tizim.policies import Actor

Change = tuple[values.Statement | None, values.Statement | None]  # before, after
SAME = ("property", "value", "value_raw", "as_said", "valid_when", "place", "place_raw", "how_known", "locator")


@dataclass(frozen=True)
class Edit:
    """One thing that somebody wrote down.

    kind      taken_in, corrected, stated, restated, taken_back, found
    changes   statements about the subject (before, after): None where there was or is none
    words     the account's text or translation changed too (corrected); the reason (taken_back)
    finding   of kind found; `holds`: no later one replaces it
    """

    kind: str
    at: str
    by: str
    number: int = 0
    changes: tuple[Change, ...] = ()
    words: str = ""
    finding: values.Finding | None = None
    holds: bool = True


def edits(reader: Actor, account_ids: Collection[str], mention_ids: Collection[str]) -> list[Edit]:
    """All that was written about these mentions in these accounts and their earlier versions, newest first."""
    numbers = list(models.Account.objects.filter(id__in=account_ids).values_list("number", flat=True))
    erased = models.Erasure.objects.filter(record_kind="account").values("record_id")
    rows = queries.readable_accounts(reader).filter(number__in=numbers).exclude(id__in=erased)
    versions = {row.id: row for row in rows.order_by("id")}
    about = homes.earlier(mention_ids)
    said: dict[str, list[models.Statement]] = defaultdict(list)
    for row in models.Statement.objects.filter(account__in=versions, mention__in=about).order_by("id"):
        said[row.account_id].append(row)
    found = [_version(row, versions, said) for row in versions.values()]
    found += [one for row in versions.values() for one in _later(row, said[row.id])]
    found += _taken_back(versions, said) + _found(reader, about)
    return sorted(found, key=lambda one: (one.at, one.number), reverse=True)


def _version(row: models.Account, versions: dict[str, models.Account], said: dict[str, list]) -> Edit:
    """An account as it was taken in, or what a correction of it changed about the subject."""
    before = versions.get(row.supersedes_id or "")
    at = row.recorded_at.isoformat()
    if before is None:
        return Edit("taken_in", at, row.recorded_by, row.number)
    changes = _changes(said[before.id], [one for one in said[row.id] if one.supersedes_id is None])
    texts = (before.text, before.translation) != (row.text, row.translation)
    return Edit("corrected", at, row.recorded_by, row.number, tuple(changes), "text" if texts else "")


def _changes(before: Iterable[models.Statement], after: Iterable[models.Statement]) -> list[Change]:
    """What is no longer said beside what is said instead, property by property."""
    old, new = ({_key(row): row for row in rows} for rows in (before, after))
    gone, came = defaultdict(list), defaultdict(list)
    for key in old.keys() - new.keys():
        gone[old[key].property].append(old[key])
    for key in new.keys() - old.keys():
        came[new[key].property].append(new[key])
    found: list[Change] = []
    for name in sorted(gone.keys() | came.keys()):
        left, right = (sorted(rows[name], key=lambda row: row.id) for rows in (gone, came))
        for at in range(max(len(left), len(right))):
            found.append((_value(left, at), _value(right, at)))
    return found


def _key(row: models.Statement) -> tuple:
    return (*(getattr(row, name) for name in SAME), tuple(sorted(row.qualifiers.items())))


def _value(rows: list[models.Statement], at: int) -> values.Statement | None:
    return as_values.statement(rows[at]) if at < len(rows) else None


def _later(row: models.Account, said: list[models.Statement]) -> list[Edit]:
    """Statements that came to a version after it was taken in, in place of others or as new ones."""
    own = {one.id: one for one in said}
    found = []
    for one in said:
        before = own.get(one.supersedes_id or "")
        if before is None and one.recorded_at <= row.recorded_at and one.recorded_by == row.recorded_by:
            continue
        change = (as_values.statement(before) if before else None, as_values.statement(one))
        if before is not None or (one.recorded_at - row.recorded_at).total_seconds() > 1:
            found.append(Edit("restated" if before else "stated", one.recorded_at.isoformat(), one.recorded_by,
                              row.number, (change,)))  # fmt: skip
    return found


def _taken_back(versions: dict[str, models.Account], said: dict[str, list[models.Statement]]) -> list[Edit]:
    rows = {one.id: one for ids in said.values() for one in ids}
    back = models.Retraction.objects.filter(record_kind="statement", record_id__in=rows)
    whole = models.Retraction.objects.filter(record_kind="account", record_id__in=versions)
    found: list[tuple] = [(one, versions[rows[one.record_id].account_id], rows[one.record_id]) for one in back]
    found += [(one, versions[one.record_id], None) for one in whole]
    return [
        Edit("taken_back", one.recorded_at.isoformat(), one.recorded_by, row.number,
             ((as_values.statement(said), None),) if said else (), one.reason)
        for one, row, said in found
    ]  # fmt: skip


def _found(reader: Actor, about: dict[str, str]) -> list[Edit]:
    seen = homes.visible(reader, set(about.values()))
    rows = [row for row in finding_rows(about, only=about) if row.mention_id in seen]
    hold = {row.id for row in unreplaced(rows)}
    return [Edit("found", row.at, row.by, finding=row, holds=row.id in hold) for row in rows]
