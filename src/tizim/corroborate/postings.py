"""Which documents have a print: for each print the first few, packed into numbers of eight bytes.

A print (52 bits) and a document's number (28 bits) do not fit one number, so the upper bits of the print choose one of
65,536 *shelves*, and a number on it is the rest of the print and the document. A shelf is sorted: who has a print
stands side by side, the earliest first. A hundred thousand documents are about 80 MB, in memory and in a database.

What this deliberately is not: a count of how common a print is. After `KEPT` documents nobody is added.

Invariants: the same documents give the same shelves, whether they came one by one or all at once.

>>> shelves = Postings()
>>> for number, marks in enumerate([[7, 9], [7], [9, 7]]):
...     shelves.add(number, marks)
>>> shelves.holders([7, 9, 11])
{7: (0, 1, 2), 9: (0, 2)}
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from .prints import BITS

KEPT = 8  # documents kept for one print
NUMBER_BITS = 28
_REST_BITS = 64 - NUMBER_BITS
SHELF_BITS = BITS - _REST_BITS
_REST = (1 << _REST_BITS) - 1
_NUMBER = (1 << NUMBER_BITS) - 1

Shelf = array  # of typecode Q


def shelf_of(mark: int) -> int:
    """The number of the shelf on which a print stands."""
    return mark >> _REST_BITS


def on_shelf(shelf: Sequence[int], mark: int) -> tuple[int, ...]:
    """The documents that have a print, from its shelf."""
    entry = (mark & _REST) << NUMBER_BITS
    at = bisect_left(shelf, entry)
    return tuple(one & _NUMBER for one in shelf[at : at + KEPT] if one ^ entry <= _NUMBER)


def put_on(shelf: Shelf, mark: int, number: int) -> None:
    """Add a document to those that have a print, unless there are enough."""
    if len(on_shelf(shelf, mark)) < KEPT:
        insort(shelf, (mark & _REST) << NUMBER_BITS | number)


class Postings:
    """All shelves, in memory."""

    def __init__(self) -> None:
        self.shelves: dict[int, Shelf] = {}

    @classmethod
    def of(cls, printed: Iterable[Iterable[int]]) -> Postings:
        """Those of documents number 0, 1, 2, … at once."""
        made = cls()
        shelves = made.shelves
        for number, marks in enumerate(printed):
            for mark in set(marks):
                shelf = shelves.get(mark >> _REST_BITS)
                if shelf is None:
                    shelf = shelves[mark >> _REST_BITS] = array("Q")
                shelf.append((mark & _REST) << NUMBER_BITS | number)
        for at, shelf in shelves.items():
            shelves[at] = array("Q", _enough(sorted(shelf)))
        return made

    def add(self, number: int, marks: Iterable[int]) -> None:
        """One document more; its number is larger than all before."""
        for mark in set(marks):
            put_on(self.shelves.setdefault(shelf_of(mark), array("Q")), mark, number)

    def holders(self, marks: Iterable[int]) -> dict[int, tuple[int, ...]]:
        """print → the documents that have it, of the prints that somebody has."""
        found = {}
        for mark in marks:
            shelf = self.shelves.get(mark >> _REST_BITS)
            if shelf and (those := on_shelf(shelf, mark)):
                found[mark] = those
        return found

    def shared(self) -> dict[int, tuple[int, ...]]:
        """The same of all prints that several documents have."""
        return {
            at << _REST_BITS | rest: on_shelf(shelf, rest)
            for at, shelf in self.shelves.items()
            for rest in _twice(shelf)
        }


def _twice(shelf: Sequence[int]) -> Iterator[int]:
    """The rests of prints that stand on a shelf more than once."""
    rests = [one >> NUMBER_BITS for one in shelf]
    return iter(sorted({one for one, after in pairwise(rests) if one == after}))


def _enough(entries: list[int]) -> list[int]:
    """A sorted shelf with the first `KEPT` documents of each print."""
    if len(entries) <= KEPT:
        return entries
    return entries[:KEPT] + [
        one
        for one, earlier in zip(entries[KEPT:], entries, strict=False)
        if one >> NUMBER_BITS != earlier >> NUMBER_BITS
    ]
