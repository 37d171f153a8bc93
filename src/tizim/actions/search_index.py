"""Writing the search index: names once a scope, who bears them, and lists of names by key.

`replace_all` makes it anew from all facts, `replace` for some mentions, `forget` when they are erased. The lists are
those that `db.search` reads; keys that bridge an error (`d:`) are for asking only and not stored. Bulk rows are written
sorted by their numbers, so that pages fill one after the other. Not here: what is known of a mention (`deriving`).
"""

from __future__ import annotations

import functools
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction

from tizim import names
from tizim.core.errors import NotFound
from tizim.core.places import iter_parents
from tizim.db import models
from tizim.db.bulk import insert_values
from tizim.db.postings import PART, from_bytes, key_id, name_id, part_id, read_rows, to_bytes
from tizim.db.search import is_facet
from tizim.names.keys import stored_keys as whole_keys

VERSION = f"{names.PACKED_VERSION[:16]}-1"  # by which tables names were read, and which keys are stored
WIDE = 12  # years; a birth that is less certain is listed once, not under each year
BUCKETS = 256
MOST_PAIRS = 16_000_000  # held in memory: 16 bytes each
MOST_ROWS = 200_000
AT_ONCE = 500
BEARER_COLUMNS = ("name_id", "mention_id", "born_first", "born_last", "marks")
KEY_COLUMNS = ("id", "parts", "names")
NAME_COLUMNS = ("id", "compartment", "kind", "text", "packed", "version")


@dataclass(frozen=True)
class Findable:
    """What a mention is found by. `born`: first and last year; `marks`: `s:` sex, `p:` places, `t:` statuses."""

    mention_id: str
    compartment: str
    kind: str
    names: tuple[str, ...]
    born: tuple[int, int] | None = None
    marks: tuple[str, ...] = ()

    @property
    def bearer(self) -> tuple[str, int | None, int | None, str]:
        first, last = self.born or (None, None)
        return self.mention_id, first, last, f" {' '.join(self.marks)} "


Pairs = Mapping[int, Collection[int]]  # key → names
Progress = Callable[[str, int], None]


def replace_all(*, rows: Iterable[Findable], progress: Progress | None = None) -> None:
    """Drop the index and make it anew, in one transaction and bounded memory."""
    with transaction.atomic():
        for model in (models.SearchScope, models.SearchName, models.SearchBearer, models.NameKey):
            model.objects.all().delete()
        filling = _Filling()
        for at, row in enumerate(rows, 1):
            filling.add(row)
            if progress and at % 10_000 == 0:
                progress("names", at)
        filling.finish()


def forget(*, mention_ids: Collection[str]) -> None:
    """Take mentions out of the index, and the names that nobody else in their scope bears."""
    replace(rows=(), only=mention_ids)


def replace(*, rows: Iterable[Findable], only: Collection[str]) -> None:
    """Bring the index up to date for the mentions `only`: `rows` say what is known of them now, the others go."""
    with transaction.atomic():
        list(models.SearchScope.objects.select_for_update())  # two writers of one list take turns
        old = models.SearchBearer.objects.filter(mention_id__in=list(only))
        touched = set(old.values_list("name_id", flat=True))
        before = _facets_of(touched)
        old.delete()
        filling = _Filling(set(models.SearchName.objects.filter(id__in=touched).values_list("id", flat=True)))
        new = [row for row in rows if row.mention_id in only]
        ids = [name_id(row.compartment, row.kind, text) for row in new for text in row.names]
        filling.known |= set(models.SearchName.objects.filter(id__in=ids).values_list("id", flat=True))
        before.update({one: facets for one, facets in _facets_of(filling.known).items() if one not in before})
        for row in new:
            filling.add(row, facets=False)
        filling.finish()
        after = _facets_of(touched | set(ids))
        _append(_by_key((key, one) for one in after for key in after[one] - before.get(one, set())))
        _remove(_by_key((key, one) for one in before for key in before[one] - after.get(one, set())))
        _drop_names(touched - set(after))


def stored_keys(prepared: names.PreparedName) -> frozenset[str]:
    """The keys under which a name is listed."""
    return whole_keys(prepared) | names.part_keys(prepared)


def facet_keys(born: tuple[int, int] | None, marks: Iterable[str]) -> set[str]:
    """The keys under which a name is listed for what its bearer is known to be."""
    found = {f"@{mark}" for mark in marks if is_facet(mark)}
    if born:
        wide = born[1] - born[0] > WIDE
        found |= {"@y:wide"} if wide else {f"@y:{year}" for year in range(born[0], born[1] + 1)}
    return found


def marks_of(sexes: Iterable[str], places: Iterable[str], statuses: Iterable[str]) -> tuple[str, ...]:
    """The marks of a mention; a place also has those of what contains it."""
    within = {code for place in places for code in (place, *_containers(place))}
    given = (("s", sexes), ("p", within), ("t", statuses))
    return tuple(f"{letter}:{code}" for letter, codes in given for code in sorted(codes))


@functools.cache
def _containers(place: str) -> tuple[str, ...]:
    try:
        return tuple(one.code for one in iter_parents(place))
    except NotFound:  # a code of a gazetteer that is newer or older than ours
        return ()


class _Filling:
    """Rows on their way into the tables. `known`: names that stand there already."""

    def __init__(self, known: set[int] | None = None) -> None:
        self.known: set[int] = known or set()
        self.scopes: set[tuple[str, str]] = set()
        self.names: list[tuple] = []
        self.bearers: list[tuple] = []
        self.pairs = [array("q") for _bucket in range(BUCKETS)]
        self.count, self.fresh = 0, known is None

    def add(self, row: Findable, *, facets: bool = True) -> None:
        scope = row.compartment, row.kind
        self.scopes.add(scope)
        marked = [key_id(*scope, key) for key in facet_keys(row.born, row.marks)] if facets else []
        for text in row.names:
            number = name_id(*scope, text)
            self.bearers.append((number, *row.bearer))
            if number not in self.known:
                self.known.add(number)
                self._add_name(number, scope, text)
            for key in marked:
                self._add_pair(key, number)
        if len(self.names) >= MOST_ROWS or len(self.bearers) >= MOST_ROWS:
            self._write_rows()
        if self.count >= MOST_PAIRS:
            self._write_pairs()

    def _add_name(self, number: int, scope: tuple[str, str], text: str) -> None:
        prepared = names.prepare(text)
        self.names.append((number, *scope, text, names.pack(prepared), VERSION))
        for key in stored_keys(prepared):
            self._add_pair(key_id(*scope, key), number)

    def _add_pair(self, key: int, number: int) -> None:
        self.pairs[(key >> 56) + BUCKETS // 2].extend((key, number))
        self.count += 1

    def finish(self) -> None:
        known = set(models.SearchScope.objects.values_list("compartment", "kind"))
        new = [models.SearchScope(compartment=c, kind=k) for c, k in sorted(self.scopes - known)]
        models.SearchScope.objects.bulk_create(new)
        self._write_rows()
        self._write_pairs()

    def _write_rows(self) -> None:
        insert_values(models.SearchBearer, BEARER_COLUMNS, sorted(self.bearers, key=lambda row: (row[0], row[1])))
        insert_values(models.SearchName, NAME_COLUMNS, sorted(self.names, key=lambda row: row[0]))
        self.bearers, self.names = [], []

    def _write_pairs(self) -> None:
        for at, bucket in enumerate(self.pairs):
            pairs = sorted(set(zip(bucket[::2], bucket[1::2], strict=True)))
            self.pairs[at] = array("q")
            by_key = groupby(pairs, key=lambda pair: pair[0])
            _append({key: [name for _key, name in some] for key, some in by_key}, fresh=self.fresh)
        self.count, self.fresh = 0, False


def _facets_of(name_ids: Collection[int]) -> dict[int, set[int]]:
    """name → the numbers of the keys under which it is listed for what its bearers are; only names that have any."""
    named = models.SearchName.objects.filter(id__in=name_ids).values_list("id", "compartment", "kind")
    scope = {number: (compartment, kind) for number, compartment, kind in named}
    rows = models.SearchBearer.objects.filter(name_id__in=list(scope))
    found: dict[int, set[int]] = {}
    for name, first, last, marks in rows.values_list("name_id", "born_first", "born_last", "marks"):
        born = None if first is None or last is None else (first, last)
        keys = {key_id(*scope[name], key) for key in facet_keys(born, marks.split())}
        found.setdefault(name, set()).update(keys)
    return found


def _by_key(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for key, name in sorted(pairs):
        found[key].append(name)
    return found


def _append(lists: Pairs, *, fresh: bool = False) -> None:
    """Add names to the ends of lists. `fresh`: none of the lists stands yet."""
    first = {} if fresh else {key: (parts, held) for key, parts, held in read_rows(list(lists))}
    ends = {part_id(key, parts - 1): key for key, (parts, _held) in first.items() if parts > 1}
    tails = {ends[row_id]: held for row_id, _parts, held in read_rows(list(ends))}
    rows, gone = [], []
    for key, new in lists.items():
        parts, held = first.get(key, (1, array("q")))
        tail = tails.get(key, held)
        tail.extend(new)
        last = parts + max(0, len(tail) - 1) // PART
        for part in range(parts - 1, last):
            some = tail[(part - parts + 1) * PART : (part - parts + 2) * PART]
            rows.append((part_id(key, part), last if part == 0 else 0, to_bytes(some)))
        if parts > 1 and last > parts:
            rows.append((key, last, to_bytes(held)))
        gone += [key, part_id(key, parts - 1)] if key in first else []
    if gone:
        written = {row[0] for row in rows}
        _delete(sorted(written.intersection(gone)))
    insert_values(models.NameKey, KEY_COLUMNS, sorted(rows))


def _remove(lists: Pairs) -> None:
    """Take names out of lists; a list without names goes, with all its parts."""
    whose = {part_id(key, part): key for key, parts, _held in read_rows(list(lists)) for part in range(parts)}
    rows, gone, left = [], [], set()
    for row_id, parts, held in read_rows(list(whose)):
        wanted = set(lists[whose[row_id]])
        kept = [one for one in held if one not in wanted]
        left |= {whose[row_id]} if kept else set()
        if len(kept) < len(held):
            gone.append(row_id)
            rows.append((row_id, parts, to_bytes(kept)))
    gone += [row_id for row_id, key in whose.items() if key not in left]
    _delete(gone)
    insert_values(models.NameKey, KEY_COLUMNS, sorted(row for row in rows if whose[row[0]] in left))


def _delete(ids: list[int]) -> None:
    for start in range(0, len(ids), AT_ONCE):
        models.NameKey.objects.filter(id__in=ids[start : start + AT_ONCE]).delete()


def _drop_names(name_ids: Collection[int]) -> None:
    """Names that nobody bears any more go, with every trace in the lists, by whatever tables those were made."""
    rows = models.SearchName.objects.filter(id__in=name_ids)
    found = list(rows.values_list("id", "compartment", "kind", "text", "version"))
    pairs, strange = [], set()
    for number, compartment, kind, text, version in found:
        pairs += [(key_id(compartment, kind, key), number) for key in stored_keys(names.prepare(text))]
        strange |= {number} if version != VERSION else set()
    _remove(_by_key(pairs))
    if strange:
        for row in models.NameKey.objects.iterator():
            held = from_bytes(row.names)
            if not strange.isdisjoint(held):
                row.names = to_bytes(one for one in held if one not in strange)
                row.save()
    rows.delete()
