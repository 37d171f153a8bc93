"""Everybody in the archive in the order of their names, a page at a time, without reading the rest.

The order is that of the letters of the first name as it is written, by the database's own rule. A page begins behind
or ends before somebody whom the reader sees; names never stand in an address, the id of that person does.

Invariants: what the reader may not see changes no row and no order · each subject stands under one name only, that of
the mention it is called by (`homes`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from tizim.db import homes, models
from tizim.db.facts import Beginning
from tizim.policies import Actor, readable_compartments

FIRST_LOOK, LONGEST_LOOK = 2, 5000  # how many mentions are read at once: pages at first, then ever more


@dataclass(frozen=True)
class Entry:
    """One subject: `names` as they are written in the accounts, `numbers` of the accounts that mention it."""

    id: str
    names: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Leaf:
    """One page. `before`, `after`: whether there is more in that direction."""

    rows: tuple[Entry, ...]
    before: bool
    after: bool


def leaf(reader: Actor, kinds: Sequence[str], size: int, *, after: str = "", before: str = "") -> Leaf:
    """Those who follow `after`, or those who come before `before` (ids of subjects); unknown ones begin at the top."""
    known = homes.visible(reader, {one for one in (after, before) if one})
    after, before = (one if one in known else "" for one in (after, before))
    found: list[str] = []
    for one in _heads(reader, kinds, before or after, backwards=bool(before)):
        found.append(one)
        if len(found) > size:
            break
    more, shown = len(found) > size, found[:size]
    if before:
        return Leaf(_entries(reader, shown[::-1]), more, True)
    return Leaf(_entries(reader, shown), bool(after), more)


def _heads(reader: Actor, kinds: Sequence[str], at: str, *, backwards: bool) -> Iterator[str]:
    """Mentions by which their subject is called, as this reader sees it, beyond the mention `at`."""
    many = 200
    while True:
        some = _beyond(reader, kinds, at, many, backwards=backwards)
        seen = homes.visible(reader, some)
        of = homes.homes(reader, seen)
        yield from (one for one in some if one in seen and of[one] == one)
        if len(some) < many:
            return
        at, many = some[-1], min(many * FIRST_LOOK, LONGEST_LOOK)


def _beyond(reader: Actor, kinds: Sequence[str], at: str, many: int, *, backwards: bool) -> list[str]:
    """The next mentions in order, whether they are current or not. Asked for each kind by itself, along its index."""
    rows = models.Mention.objects.annotate(begins=Beginning("label"))
    compartments = readable_compartments(reader)
    if compartments is not None:
        rows = rows.filter(account__compartment__in=compartments)
    if at:
        start = models.Mention.objects.annotate(begins=Beginning("label")).get(id=at).begins
        side = "lt" if backwards else "gt"
        rows = rows.filter(Q(**{f"begins__{side}e": start}), Q(**{f"begins__{side}": start}) | Q(**{f"id__{side}": at}))
    found = [one for kind in kinds for one in _ordered(rows.filter(kind=kind), backwards)[:many]]
    if len(kinds) == 1:
        return found
    all_of_them = models.Mention.objects.annotate(begins=Beginning("label")).filter(id__in=found)
    return list(_ordered(all_of_them, backwards)[:many])


def _ordered(rows: QuerySet[models.Mention], backwards: bool) -> QuerySet:
    order = (F("begins").desc(), F("id").desc()) if backwards else (F("begins").asc(), F("id").asc())
    return rows.order_by(*order).values_list("id", flat=True)


def _entries(reader: Actor, heads: Sequence[str]) -> tuple[Entry, ...]:
    together = homes.members(reader, heads)
    everyone = {one for members in together.values() for one in members}
    rows = models.Mention.objects.filter(id__in=everyone).order_by("account__number", "id")
    said = {row: (label, number) for row, label, number in rows.values_list("id", "label", "account__number")}
    labels: dict[str, dict[str, None]] = defaultdict(dict)
    numbers: dict[str, dict[int, None]] = defaultdict(dict)
    for one in heads:
        for mention in sorted(together[one], key=lambda row: (row != one, said[row][1], row)):
            label, number = said[mention]
            labels[one][label] = numbers[one][number] = None
    return tuple(Entry(one, tuple(labels[one]), tuple(sorted(numbers[one]))) for one in heads)
