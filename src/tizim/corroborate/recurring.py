"""Which prints recur: the frame of a site, or the questions of a form.

A print that comes back in several documents which are no copies of each other is *recurring*. One that recurs only at
the edges of documents with different middles is a *frame* and calls nobody any more. Judged from the first documents
that have it (`postings`), so that nothing changes once these are known.

Invariants: a pure function of those documents' prints · once recurring, or a frame, it stays so when more come.

>>> frame = [1, 2, 3]
>>> printed = [frame + list(range(10 * at, 10 * at + 9)) for at in range(1, 5)]
>>> recurrence = Recurrence(printed.__getitem__)
>>> recurrence.of((0, 1, 2)) == PLAIN, recurrence.of((0, 1, 2, 3)) == FRAME
(True, True)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

RECURS = 4  # documents that share nothing but a frame before it counts as one
OWN_PRINTS = 8  # prints of its own that each of them must have between the edges
SAME = 0.8  # documents that share more of their prints are copies of each other
PLAIN, RECURRING, FRAME = 0, 1, 2


class Recurrence:
    """Judges prints by who has them. `prints_of`: the prints of a document, by its number, in the order of the text."""

    def __init__(self, prints_of: Callable[[int], Sequence[int]]) -> None:
        self._prints_of = prints_of
        self._judged: dict[tuple[int, ...], int] = {}

    def of(self, holders: tuple[int, ...]) -> int:
        """PLAIN, RECURRING or FRAME, for a print that these documents have, in their order."""
        if len(holders) < RECURS:
            return PLAIN
        if holders not in self._judged:
            self._judged[holders] = FRAME if self.of(holders[:-1]) == FRAME else self._judge(holders)
        return self._judged[holders]

    def _judge(self, numbers: Sequence[int]) -> int:
        """Whether several of these documents are no copies of each other, and whether each has a middle of its own."""
        chosen: dict[int, set[int]] = {}
        for number in numbers:
            marks = set(self._prints_of(number))
            if all(len(marks & other) < SAME * min(len(marks), len(other)) for other in chosen.values()):
                chosen[number] = marks
        if len(chosen) < RECURS:
            return PLAIN
        return FRAME if all(self._has_own_middle(number, chosen) for number in chosen) else RECURRING

    def _has_own_middle(self, number: int, chosen: Mapping[int, set[int]]) -> bool:
        others = [marks for other, marks in chosen.items() if other != number]
        own = [not any(mark in marks for marks in others) for mark in self._prints_of(number)]
        return sum(own) >= OWN_PRINTS and _is_middle(own)


def _is_middle(own: Sequence[bool]) -> bool:
    """Whether the prints of its own stand together, with nothing shared between them."""
    first, last = own.index(True), len(own) - 1 - own[::-1].index(True)
    return sum(own[first : last + 1]) >= 0.9 * (last + 1 - first)
