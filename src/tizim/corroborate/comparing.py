"""Two documents of an archive laid side by side: the link between them, if one was drawn from the other.

`reuse` compares; here it is told what the archive knows about recurring prints, and the link gets its direction: the
earlier date, else the signs on the texts (`direction`), else open. An open direction still says that the two are one
telling; which came first is for a person.

What this deliberately is not: a choice among several sources (`choosing`), and not a search (`index`).

Invariants: a pure function of two documents and the prints · a link points from the derived document to the source.

>>> story = ("The grey van stood in our lane every night until the snow, and nobody opened the door to it. In the "
...          "morning the baker and both of his sons were gone from their house, and the oven was still warm.")
>>> two = {0: Document(0, "a", story, "2018-02"), 1: Document(1, "b", story, "")}
>>> [(link["derived"], link["label"], link["direction"]) for link in compare_pairs((two, [Pair(0, 1, 14)]))]
[('b', 'repost', 'open')]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from .prints import words_of_prints
from .recurring import FRAME, RECURRING
from .reuse import NO_REUSE, compare
from .words import Words, read_words

KINDS = {  # label of `reuse` → code of the vocabulary `derivation_kinds`
    "repost": "repost",
    "near_copy": "copy",
    "trimmed": "copy",
    "reordered": "copy",
    "partial_quotation": "quotation",
    "spun": "retelling",
    "spun_partial": "quotation",
}
FAITHFUL = frozenset({"repost", "near_copy", "trimmed", "reordered", "partial_quotation"})
OWN_WORDS = 30  # words of its own that a filled-in form must have
READ = 512  # texts kept read at a time

Link = dict[str, Any]


class Document(NamedTuple):
    """`number`: its place in the order in which documents came; `published`: an ISO date or empty."""

    number: int
    id: str
    text: str
    published: str


class Pair(NamedTuple):
    """Two documents by number, smaller first, and the prints that both have: how many, which recur, which are frame.

    `recurring` are all that recur, those of frames too."""

    one: int
    other: int
    shared: int
    recurring: tuple[int, ...] = ()
    frame: tuple[int, ...] = ()


def pair_of(one: int, other: int, prints: Mapping[int, Sequence[int]], states: Mapping[int, int]) -> Pair:
    """`states`: of each print that recurs (`recurring`); `prints`: of both documents."""
    one, other = min(one, other), max(one, other)
    both = set(prints[one]).intersection(prints[other])
    recurring = tuple(sorted(mark for mark in both if states.get(mark, 0) >= RECURRING))
    return Pair(one, other, len(both), recurring, tuple(mark for mark in recurring if states[mark] == FRAME))


def compare_pairs(work: tuple[Mapping[int, Document], Iterable[Pair]]) -> list[Link]:
    """The links among pairs of these documents. One argument, so that another process can be asked."""
    comparing = _Comparing(work[0])
    return [link for pair in work[1] if (link := comparing.link(pair))]


class _Comparing:
    """Reads every text once for its neighbours."""

    def __init__(self, documents: Mapping[int, Document]) -> None:
        self._documents = documents
        self._words = lru_cache(maxsize=READ)(lambda number: read_words(documents[number].text))

    def _under(self, marks: set[int], *numbers: int) -> list[set[int]]:
        """For each document the words under these prints, and the rest of sentences that are mostly under them."""
        return [_whole_sentences(words, words_of_prints(words.folded, marks)) for words in map(self._words, numbers)]

    def _share_a_form(self, pair: Pair, one: int, other: int) -> bool:
        """Whether two documents share only what recurs between their own words: the questions of a form.

        What recurs is set aside; if the rest, long enough on both sides, shares nothing, it is no copy. One stretch
        in the midst of both may be a passage that many quote: that is left to the comparison.
        """
        if not pair.recurring:
            return False
        under = self._under(set(pair.recurring), one, other)
        for number, those in zip((one, other), under, strict=True):
            if len(self._words(number)) - len(those) < OWN_WORDS or _stretches(those) < 2:
                return False
        return compare(self._words(one), self._words(other), *under)["label"] in NO_REUSE

    def link(self, pair: Pair) -> Link | None:
        """The link between two documents, if one was drawn from the other or both from a third."""
        one, other = sorted((self._documents[pair.one], self._documents[pair.other]), key=lambda each: each.id)
        under = self._under(set(pair.frame), one.number, other.number) if pair.frame else ()
        found = compare(self._words(one.number), self._words(other.number), *under)
        if found["label"] in NO_REUSE or self._share_a_form(pair, one.number, other.number):
            return None
        derived_is_one, direction = _direction(one, other, found["source"])
        derived, source = (one, other) if derived_is_one else (other, one)
        return {
            "derived": derived.id,
            "source": source.id,
            "kind": KINDS[found["label"]],
            "label": found["label"],
            "certain": found["label"] in FAITHFUL and direction != "open",
            "direction": direction,
            "containment": found["containment_ab" if derived_is_one else "containment_ba"],
            "shared": pair.shared,
            "passages": found["passages"] if derived_is_one else _exchange(found["passages"]),
        }


def _direction(one: Document, other: Document, source: str | None) -> tuple[bool, str]:
    """(whether the first is the derived one, how we know)."""
    ours, theirs = one.published, other.published
    if ours and theirs and not ours.startswith(theirs) and not theirs.startswith(ours):
        return ours > theirs, "date"
    if source:
        return source == "b", "signs"
    return one.number > other.number, "open"


def _whole_sentences(words: Words, numbers: set[int]) -> set[int]:
    whole = set(numbers)
    for first, end in words.sentences if numbers else ():
        if sum(i in numbers for i in range(first, end)) * 2 >= end - first:
            whole.update(range(first, end))
    return whole


def _stretches(numbers: set[int]) -> int:
    """How many separate runs these word numbers form."""
    return sum(i - 1 not in numbers for i in numbers)


def _exchange(passages: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    other = {"a": "b", "b": "a"}
    return [{(other[k[0]] + k[1:] if k[1:2] == "_" else k): value for k, value in p.items()} for p in passages]
