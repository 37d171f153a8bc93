"""Who is said to have been at a place: people with what is told of them there, by accounts that name the place."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tizim.core.dates import show_date, sort_key
from tizim.core.values import Statement
from tizim.web.isolated import bdi
from tizim.web.shown import Shown


def people_at(shown: Shown, mention_ids: Collection[str]) -> list[dict[str, Any]]:
    """Each person with what is told of them at this place, by their names; words as they are written."""
    rows = [row for row in shown.facts.statements if row.qualifiers.get("facility") in mention_ids]
    kinds = {row.id: row.kind for row in shown.facts.mentions}
    found: dict[str, list[Statement]] = {}
    for row in rows:
        if kinds.get(row.mention_id) == "person":
            found.setdefault(shown.link(row.mention_id), []).append(row)
    people = [
        {
            "id": person, "plain": shown.labels[said[0].mention_id], "name": bdi(shown.labels[said[0].mention_id]),
            "told": [_told(shown, row) for row in sorted(said, key=_order)],
        }
        for person, said in found.items()
    ]  # fmt: skip
    return sorted(people, key=lambda one: (one["plain"].casefold(), one["id"]))


def _order(row: Statement) -> tuple:
    return (not row.valid_when, sort_key(row.valid_when) if row.valid_when else (0, 0), row.id)


def _told(shown: Shown, row: Statement) -> dict[str, Any]:
    return {
        "words": shown.words(row.property, row.value, row.value_raw),
        "when": show_date(row.valid_when, shown.language) if row.valid_when else "",
        "number": shown.numbers.get(row.account_id, 0),
    }
