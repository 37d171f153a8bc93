"""One more document meets those that a store keeps: what changes among the links, without looking at the others.

The second way to know who copied whom, beside `edges.find_reuse`; both end with the same links and shelves, and a test
holds that. What one document more can change:

1. It has neighbours of its own, and is one for documents with which it shares enough prints.
2. A print that it brings back may now recur, or be a frame: the pairs of its few first holders are compared again.
3. A changed link can change which sources of its derived document are direct, and these, which links close a ring.

What this deliberately is not: a store (`Store` says what one must answer), and not a way to take documents out: whoever
does that computes everything again.

>>> story = "The grey van stood in our lane every night until the snow, and nobody opened the door to it. " * 3
>>> grown = grow(Kept(), Document(0, "a", story, "2018-02-01"))
>>> grown.derived, len(grown.printed) > 5
(set(), True)
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from .choosing import direct_sources, without_rings
from .comparing import Document, Link, compare_pairs, pair_of
from .index import SHARED, nearest
from .postings import KEPT, Postings
from .prints import prints
from .recurring import RECURS, Recurrence

Pairs = set[tuple[int, int]]


@dataclass
class Links:
    """As in `edges.Reuse`: links that stand, that would close a ring, that are not to the direct source."""

    edges: list[Link] = field(default_factory=list)
    ringed: list[Link] = field(default_factory=list)
    further: list[Link] = field(default_factory=list)

    def all(self) -> list[Link]:
        return [*self.edges, *self.ringed, *self.further]


@dataclass
class Growth:
    """`links` are all that the documents `derived` now have, in place of what was kept of them; `printed` is the
    new document's, in the order of its text; `compared`: how many pairs were laid side by side."""

    printed: array
    derived: set[str] = field(default_factory=set)
    links: Links = field(default_factory=Links)
    compared: int = 0


class Store(Protocol):
    """What is kept of the documents so far. Whoever is asked for is there."""

    def holders(self, marks: Collection[int]) -> dict[int, tuple[int, ...]]:
        """print → the first documents that have it (`postings`)."""

    def prints_of(self, numbers: Collection[int]) -> dict[int, array]: ...

    def documents(self, numbers: Collection[int]) -> dict[int, Document]: ...

    def dates(self, ids: Collection[str]) -> dict[str, str]:
        """When these documents were published, empty if unknown."""

    def links_from(self, derived: Collection[str]) -> Links:
        """All links of these derived documents."""

    def direct_around(self, ids: Collection[str]) -> Links:
        """Links that stand or would close a ring, with one of these documents at either end."""


def grow(store: Store, new: Document) -> Growth:
    """What changes when `new` is taken in; its number is the next one. Nothing is written."""
    around = _Around(store, new)
    again, gone = around.changed_pairs()
    grown = Growth(around.prints[new.number], compared=len(again))
    if not again and not gone:
        return grown
    documents = store.documents({number for pair in again | gone for number in pair} - {new.number})
    documents[new.number] = new
    states = around.states()
    pairs = [pair_of(one, other, around.prints, states) for one, other in sorted(again)]
    found = compare_pairs((documents, pairs))
    stale = {frozenset((documents[one].id, documents[other].id)) for one, other in again | gone}
    _settle(store, grown, found, stale, new)
    return grown


class _Around:
    """The prints of a new document, who has them, and the documents whose neighbours that changes."""

    def __init__(self, store: Store, new: Document) -> None:
        self.store, self.new = store, new
        own = array("Q", prints(new.text))
        self.own = set(own)
        self.prints = {new.number: own}
        self.recurrence = Recurrence(self.prints.__getitem__)
        self.before = store.holders(self.own)
        self._read(self.before.values())
        self.after = {
            mark: those if len(those) >= KEPT else (*those, new.number)
            for mark in self.own
            for those in [self.before.get(mark, ())]
        }

    def states(self) -> dict[int, int]:
        """Of every print known here that may recur."""
        return {mark: self.recurrence.of(those) for mark, those in self.after.items() if len(those) >= RECURS}

    def changed_pairs(self) -> tuple[Pairs, Pairs]:
        """(pairs to be compared, for the first time or again, pairs that are not worth comparing any more)."""
        number = self.new.number
        state = self.recurrence.of
        changed = {mark for mark in self.own if state(self.after[mark]) != state(self.before.get(mark, ()))}
        met = Counter(one for mark in self.own for one in self.before.get(mark, ()) if number in self.after[mark])
        turned = {one for mark in changed for one in self.before.get(mark, ())}
        dirty = turned | {one for one, times in met.items() if times >= SHARED}
        self._look_at(dirty)
        earlier = {one: set(self._nearest(one, self.before)) for one in dirty}
        later = {one: set(self._nearest(one, self.after)) for one in dirty}
        again = {_pair(number, other) for other in self._nearest(number, self.after)}
        for one in dirty:
            beside = {other for mark in changed.intersection(self.prints[one]) for other in self.after[mark]}
            again |= {_pair(one, other) for other in later[one] if other not in earlier[one] or other in beside}
        left = {(one, other) for one in dirty for other in earlier[one] - later[one]}
        unsure = {other for _one, other in left} - dirty
        self._look_at(unsure)
        later |= {other: set(self._nearest(other, self.after)) for other in unsure}
        self._read(again)
        return again, {_pair(one, other) for one, other in left if one not in later[other]}

    def _nearest(self, number: int, holders: dict[int, tuple[int, ...]]) -> list[int]:
        return nearest(self.prints[number], number, holders, self.recurrence)

    def _look_at(self, numbers: Collection[int]) -> None:
        """Who else has the prints of these documents."""
        self._read([numbers])
        marks = {mark for number in numbers for mark in self.prints[number]} - self.after.keys()
        found = self.store.holders(marks) if marks else {}
        self._read(those for those in found.values() if len(those) >= RECURS)
        self.before |= found
        self.after |= found

    def _read(self, numbers: Iterable[Iterable[int]]) -> None:
        missing = {number for some in numbers for number in some} - self.prints.keys()
        if missing:
            self.prints |= self.store.prints_of(missing)


def _pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _settle(store: Store, grown: Growth, found: list[Link], stale: set[frozenset[str]], new: Document) -> None:
    """Choose anew the sources of every document of which a link came or went."""
    kept = store.links_from({one for pair in stale for one in pair} - {new.id})
    gone = [link for link in kept.all() if _ends(link) in stale]
    grown.derived = {link["derived"] for link in (*gone, *found)}
    choices = [link for link in kept.all() if link["derived"] in grown.derived and _ends(link) not in stale] + found
    dates = store.dates({link["source"] for link in choices} - {new.id}) | {new.id: new.published}
    direct, grown.links.further = direct_sources(choices, dates)
    if grown.derived <= {new.id} and all(link["source"] != new.id for link in found):
        grown.links.edges = direct  # nothing points at the new document yet, so that no ring can close
        return
    _without_rings(store, grown, direct)


def _without_rings(store: Store, grown: Growth, direct: list[Link]) -> None:
    """The same for all that hangs together with these links."""
    before: dict[frozenset[str], tuple[Link, bool]] = {}
    seen: set[str] = set()
    waiting = grown.derived | {link["source"] for link in direct}
    while waiting:
        there = store.direct_around(waiting)
        before |= {_ends(link): (link, stands) for links, stands in ((there.edges, True), (there.ringed, False))
                   for link in links if link["derived"] not in grown.derived}  # fmt: skip
        seen |= waiting
        waiting = {end for ends in before for end in ends} - seen
    edges, ringed = without_rings([*direct, *(link for link, _stands in before.values())])
    flipped = {
        link["derived"]
        for links, stands in ((edges, True), (ringed, False))
        for link in links
        if _ends(link) in before and before[_ends(link)][1] != stands
    }
    grown.derived |= flipped
    grown.links.edges = [link for link in edges if link["derived"] in grown.derived]
    grown.links.ringed = [link for link in ringed if link["derived"] in grown.derived]
    grown.links.further += store.links_from(flipped).further if flipped else []


def _ends(link: Link) -> frozenset[str]:
    return frozenset((link["derived"], link["source"]))


class Kept:
    """A store in memory, in which documents are kept as well: for tests, and for whoever has no database."""

    def __init__(self) -> None:
        self.rows: list[Document] = []
        self.postings = Postings()
        self.printed: list[array] = []
        self.links: dict[str, Links] = {}  # by the derived document

    def take(self, new: Document) -> Growth:
        """Take a document in; what changed."""
        grown = grow(self, new)
        self.rows.append(new)
        self.printed.append(grown.printed)
        self.postings.add(new.number, grown.printed)
        self.links |= {derived: _of(grown.links, derived) for derived in grown.derived}
        return grown

    def holders(self, marks: Collection[int]) -> dict[int, tuple[int, ...]]:
        return self.postings.holders(marks)

    def prints_of(self, numbers: Collection[int]) -> dict[int, array]:
        return {number: self.printed[number] for number in numbers}

    def documents(self, numbers: Collection[int]) -> dict[int, Document]:
        return {number: self.rows[number] for number in numbers}

    def dates(self, ids: Collection[str]) -> dict[str, str]:
        return {row.id: row.published for row in self.rows if row.id in ids}

    def links_from(self, derived: Collection[str]) -> Links:
        return _united(self.links[one] for one in derived if one in self.links)

    def direct_around(self, ids: Collection[str]) -> Links:
        every = _united(self.links.values())
        return Links(*([link for link in some if _ends(link) & set(ids)] for some in (every.edges, every.ringed)))


def _of(links: Links, derived: str) -> Links:
    some = (links.edges, links.ringed, links.further)
    return Links(*([link for link in each if link["derived"] == derived] for each in some))


def _united(every: Iterable[Links]) -> Links:
    all_links = list(every)
    return Links(*([link for links in all_links for link in getattr(links, name)] for name in
                   ("edges", "ringed", "further")))  # fmt: skip
