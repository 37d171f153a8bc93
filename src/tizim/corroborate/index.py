"""An index of texts that takes one document at a time and says which earlier ones are worth comparing.

It keeps, for every print (`prints`), the first few documents that have it. A print that comes back in several documents
which are no copies of each other is *recurring*: a frame, or the questions of a form. One that recurs only at the edges
of documents with different middles is a *frame* and calls nobody any more.

What this deliberately is not: a verdict on copying (`edges` compares), and not a store: texts are kept by whoever
gives them, the index keeps numbers and ids.

Invariants: adding the same documents in the same order gives the same answers · a document is added once · the
hundredth copy of a text still meets the first ones.

>>> index = Index()
>>> story = "The grey van stood in our lane every night until the snow, and nobody opened the door to it."
>>> index.add("a", story), index.add("b", "Elsewhere it was quiet. " + story)
([], ['a'])
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from .prints import prints

KEPT = 8  # documents kept for one print
SHARED = 3  # prints that two documents must share
NEIGHBOURS = 12  # documents that one document is compared with at most
FORMS = 3  # and those with which it shares recurring prints only
RECURS = 4  # documents that share nothing but a frame before it counts as one
OWN_PRINTS = 8  # prints of its own that each of them must have between the edges
SAME = 0.8  # documents that share more of their prints are copies of each other


class Index:
    """Which documents share prints. `add` is cheap; `candidates` asks without adding."""

    def __init__(self) -> None:
        self._holders: dict[int, int | list[int]] = {}  # a lone holder without a list: most prints have one
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._prints: list[Sequence[int]] = []
        self._frame: set[int] = set()
        self._asked: dict[tuple[int, ...], tuple[bool, bool]] = {}  # holders → (recurring, frame)

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, document_id: str, text: str) -> list[str]:
        """Take a document in; the ids of earlier documents that share a passage with it, nearest first."""
        if document_id in self._numbers:
            raise ValueError("this document is in the index already")
        number = len(self._ids)
        self._numbers[document_id] = number
        self._ids.append(document_id)
        own = prints(text)
        self._prints.append(own)
        found = self._nearest(own, number)
        for mark in set(own):
            holders = self._holders.setdefault(mark, number)
            if isinstance(holders, list):
                if len(holders) < KEPT:
                    holders.append(number)
            elif holders != number:
                self._holders[mark] = [holders, number]
        return found

    def candidates(self, document_id: str) -> list[str]:
        """The ids of all documents, earlier and later, that share a passage with this one, nearest first."""
        number = self._numbers[document_id]
        return self._nearest(self._prints[number], number)

    def is_frame(self, mark: int) -> bool:
        """Whether a print belongs to a frame: it recurs at the edges of documents that share nothing else."""
        if mark not in self._frame and self._recurs(mark)[1]:
            self._frame.add(mark)
        return mark in self._frame

    def frame_prints(self, one: str, other: str) -> set[int]:
        """The prints of both documents that belong to frames."""
        return {mark for mark in self._shared(one, other) if self.is_frame(mark)}

    def recurring_prints(self, one: str, other: str) -> set[int]:
        """The prints of both documents that recur in several documents which are no copies of each other."""
        return {mark for mark in self._shared(one, other) if self._recurs(mark)[0]}

    def overlap(self, one: str, other: str) -> int:
        """How many prints two documents share, frames included: a copy of a copy is nearest to its own source."""
        return len(self._shared(one, other))

    def _shared(self, one: str, other: str) -> set[int]:
        return set(self._prints[self._numbers[one]]) & set(self._prints[self._numbers[other]])

    def _nearest(self, own: Sequence[int], number: int) -> list[str]:
        shared: Counter[int] = Counter()
        recurring: Counter[int] = Counter()
        for mark in set(own):
            holders = self._holders.get(mark)
            if isinstance(holders, int):
                shared[holders] += 1
            elif holders and not self.is_frame(mark):
                (recurring if self._recurs(mark)[0] else shared).update(holders)
        for counted in (shared, recurring):
            counted.pop(number, None)
        near = sorted((-count - recurring[other], other) for other, count in shared.items() if count >= SHARED)
        known = {other for _, other in near}
        forms = sorted((-count, other) for other, count in recurring.items() if count >= SHARED and other not in known)
        return [self._ids[other] for _, other in near[:NEIGHBOURS] + forms[:FORMS]]

    def _recurs(self, mark: int) -> tuple[bool, bool]:
        """(recurring, frame) for a print."""
        holders = self._holders.get(mark)
        if not isinstance(holders, list) or len(holders) < RECURS:
            return False, False
        key = tuple(holders)
        if key not in self._asked:
            self._asked[key] = self._judge(key)
        return self._asked[key]

    def _judge(self, numbers: Sequence[int]) -> tuple[bool, bool]:
        """Whether several of these documents are no copies of each other, and whether each has a middle of its own."""
        chosen: dict[int, set[int]] = {}
        for number in numbers:
            marks = set(self._prints[number])
            if all(len(marks & other) < SAME * min(len(marks), len(other)) for other in chosen.values()):
                chosen[number] = marks
        if len(chosen) < RECURS:
            return False, False
        return True, all(self._has_own_middle(number, chosen) for number in chosen)

    def _has_own_middle(self, number: int, chosen: Mapping[int, set[int]]) -> bool:
        others = [marks for other, marks in chosen.items() if other != number]
        own = [not any(mark in marks for marks in others) for mark in self._prints[number]]
        return sum(own) >= OWN_PRINTS and _is_middle(own)


def _is_middle(own: Sequence[bool]) -> bool:
    """Whether the prints of its own stand together, with nothing shared between them."""
    first, last = own.index(True), len(own) - 1 - own[::-1].index(True)
    return sum(own[first : last + 1]) >= 0.9 * (last + 1 - first)
