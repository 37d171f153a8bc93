"""Who copied whom among many documents: each derived document with the one it was drawn from, and the evidence.

1. `index` names the documents worth comparing; `reuse` lays them side by side.
2. Direction: the earlier date, else the signs on the texts (`direction`), else open. An open direction still says that
   the two are one telling; which came first is for a person.
3. A document points at its *direct* source: the one it shares most with, the frame of its site included, so that
   a repost of a repost points at the repost. A second source counts only for passages that the first does not have.

What this deliberately is not: a transitive closure, and not a decision. Every edge is a proposal; `certain` is set
only where the words themselves are repeated and the direction is known.

Invariants: no edge between a document and itself, no two edges between the same documents, no ring · the same
documents give the same edges.

>>> story = ("The grey van stood in our lane every night until the snow, and nobody opened the door to it. In the "
...          "morning the baker and both of his sons were gone from their house, and the oven was still warm.")
>>> first = {"id": "a", "text": story, "published": "2018-02-01"}
>>> copy = {"id": "b", "text": story, "published": "2018-03"}
>>> [(edge["derived"], edge["source"], edge["kind"]) for edge in edges([copy, first])]
[('b', 'a', 'repost')]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from .index import Index
from .prints import words_of_prints
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
NEAR = 0.95  # sources that share nearly as much as the nearest one
OWN_WORDS = 30  # words of its own that a filled-in form must have
NEW_LETTERS = 120  # letters that a second source must add


def edges(documents: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Links between documents ({id, text, published, …}; dates ISO or empty): derived, source, kind, label, certain,
    direction (date | signs | open), containment (share of the derived text), passages."""
    by_id = {str(document["id"]): document for document in documents}
    index = Index()
    for document_id, document in by_id.items():
        index.add(document_id, str(document.get("text") or ""))
    comparing = _Comparing(by_id, index)
    pairs = {frozenset((one, other)) for one in by_id for other in index.candidates(one)}
    links = [link for pair in sorted(map(sorted, pairs)) if (link := comparing.link(*pair))]
    dates = {document_id: str(document.get("published") or "9999") for document_id, document in by_id.items()}
    return _without_rings(_direct_sources(links, index, dates))


class _Comparing:
    """Reads every text once for its neighbours."""

    def __init__(self, by_id: Mapping[str, Mapping[str, Any]], index: Index) -> None:
        self._by_id, self._index = by_id, index
        self._order = {document_id: i for i, document_id in enumerate(by_id)}
        self.words = lru_cache(maxsize=512)(self._read)

    def _read(self, document_id: str) -> Words:
        return read_words(str(self._by_id[document_id].get("text") or ""))

    def _under(self, marks: set[int], *ids: str) -> list[set[int]]:
        """For each document the words under these prints, and the rest of sentences that are mostly under them."""
        return [_whole_sentences(self.words(i), words_of_prints(self.words(i).folded, marks)) for i in ids]

    def _share_a_form(self, one: str, other: str) -> bool:
        """Whether two documents share only what recurs between their own words: the questions of a form.

        What recurs is set aside; if the rest, long enough on both sides, shares nothing, it is no copy. One stretch
        in the midst of both may be a passage that many quote: that is left to the comparison.
        """
        marks = self._index.recurring_prints(one, other)
        if not marks:
            return False
        under = self._under(marks, one, other)
        for document_id, those in zip((one, other), under, strict=True):
            if len(self.words(document_id)) - len(those) < OWN_WORDS or _stretches(those) < 2:
                return False
        return compare(self.words(one), self.words(other), *under)["label"] in NO_REUSE

    def link(self, one: str, other: str) -> dict[str, Any] | None:
        """The link between two documents, if one was drawn from the other or both from a third."""
        frame = self._index.frame_prints(one, other)
        found = compare(self.words(one), self.words(other), *self._under(frame, one, other))
        if found["label"] in NO_REUSE or self._share_a_form(one, other):
            return None
        derived_is_one, direction = self._direction(one, other, found["source"])
        derived, source = (one, other) if derived_is_one else (other, one)
        passages = found["passages"] if derived_is_one else _exchange(found["passages"])
        return {
            "derived": derived,
            "source": source,
            "kind": KINDS[found["label"]],
            "label": found["label"],
            "certain": found["label"] in FAITHFUL and direction != "open",
            "direction": direction,
            "containment": found["containment_ab" if derived_is_one else "containment_ba"],
            "passages": passages,
        }

    def _direction(self, one: str, other: str, source: str | None) -> tuple[bool, str]:
        """(whether the first is the derived one, how we know)."""
        date_one, date_other = (str(self._by_id[i].get("published") or "") for i in (one, other))
        if date_one and date_other and not date_one.startswith(date_other) and not date_other.startswith(date_one):
            return date_one > date_other, "date"
        if source:
            return source == "b", "signs"
        return self._order[one] > self._order[other], "open"


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


def _direct_sources(links: Sequence[dict[str, Any]], index: Index, dates: Mapping[str, str]) -> list[dict[str, Any]]:
    """For each derived document its nearest source, and others only for what they add. Of sources that are equally
    near, the earliest: its copies are no better."""
    by_derived: dict[str, list[dict[str, Any]]] = {}
    for link in links:
        by_derived.setdefault(link["derived"], []).append(link)
    kept = []
    for derived, choices in sorted(by_derived.items()):
        shared = {link["source"]: index.overlap(derived, link["source"]) for link in choices}
        near = min(NEAR * max(shared.values()), max(shared.values()) - 2)
        choices.sort(key=lambda link: (shared[link["source"]] < near, dates[link["source"]], -link["containment"]))
        covered: set[int] = set()
        for link in choices:
            letters = {i for p in link["passages"] for i in range(p["a_start"], p["a_end"])}
            if not covered or len(letters - covered) >= NEW_LETTERS:
                kept.append(link)
                covered |= letters
    return kept


def _without_rings(links: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Links by how sure their direction is; one that would close a ring is left out."""
    order = {"date": 0, "signs": 1, "open": 2}
    upward: dict[str, set[str]] = {}
    kept = []
    for link in sorted(links, key=lambda link: (order[link["direction"]], link["derived"], link["source"])):
        if not _leads(link["source"], link["derived"], upward):
            upward.setdefault(link["derived"], set()).add(link["source"])
            kept.append(link)
    return sorted(kept, key=lambda link: (link["derived"], link["source"]))


def _leads(start: str, goal: str, upward: Mapping[str, set[str]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        waiting.extend(upward.get(node, set()) - seen)
        seen |= upward.get(node, set())
    return False
