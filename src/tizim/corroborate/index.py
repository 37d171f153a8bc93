"""An index of texts that takes one document at a time and says which others are worth comparing.

It keeps, for every print (`prints`), the first few documents that have it (`postings`), and judges which prints only
come back because of a frame or a form (`recurring`).

What this deliberately is not: a verdict on copying (`comparing`), and not a store: texts are kept by whoever gives
them, the index keeps numbers and ids. The index of a workspace, which stays on disk, is `growing`.

Invariants: adding the same documents in the same order gives the same answers · a document is added once · the
hundredth copy of a text still meets the first ones.

>>> index = Index()
>>> story = "The grey van stood in our lane every night until the snow, and nobody opened the door to it."
>>> index.add("a", story), index.add("b", "Elsewhere it was quiet. " + story)
([], ['a'])
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from .postings import Postings
from .prints import prints
from .recurring import FRAME, RECURRING, Recurrence

SHARED = 3  # prints that two documents must share
NEIGHBOURS = 12  # documents that one document is compared with at most
FORMS = 3  # and those with which it shares recurring prints only

Holders = Mapping[int, tuple[int, ...]]


def nearest(own: Iterable[int], number: int, holders: Holders, recurrence: Recurrence) -> list[int]:
    """The documents that share prints with document `number`, whose prints are `own`, nearest first."""
    shared: Counter[int] = Counter()
    recurring: Counter[int] = Counter()
    for mark in set(own):
        those = holders.get(mark)
        if those and (state := recurrence.of(those)) != FRAME:
            (recurring if state == RECURRING else shared).update(those)
    for counted in (shared, recurring):
        counted.pop(number, None)
    near = sorted((-count - recurring[other], other) for other, count in shared.items() if count >= SHARED)
    known = {other for _, other in near}
    forms = sorted((-count, other) for other, count in recurring.items() if count >= SHARED and other not in known)
    return [other for _, other in near[:NEIGHBOURS] + forms[:FORMS]]


def join_here(printed: Sequence[Sequence[int]], holders: Holders, recurrence: Recurrence) -> set[tuple[int, int]]:
    """The pairs of documents worth comparing, smaller number first, in this process. `bulk` does it on an engine."""
    return {
        (min(number, other), max(number, other))
        for number, own in enumerate(printed)
        for other in nearest(own, number, holders, recurrence)
    }


class Index:
    """Which documents share prints. `add` is cheap; `candidates` asks without adding."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._prints: list[array] = []
        self._postings = Postings()
        self._recurrence = Recurrence(self._prints.__getitem__)

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, document_id: str, text: str) -> list[str]:
        """Take a document in; the ids of earlier documents that share a passage with it, nearest first."""
        if document_id in self._numbers:
            raise ValueError("this document is in the index already")
        number = len(self._ids)
        self._numbers[document_id] = number
        self._ids.append(document_id)
        self._prints.append(array("Q", prints(text)))
        found = self.candidates(document_id)
        self._postings.add(number, self._prints[number])
        return found

    def candidates(self, document_id: str) -> list[str]:
        """The ids of all documents, earlier and later, that share a passage with this one, nearest first."""
        number = self._numbers[document_id]
        own = self._prints[number]
        return [self._ids[other] for other in nearest(own, number, self._postings.holders(set(own)), self._recurrence)]
