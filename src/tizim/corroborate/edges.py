"""Who copied whom among many documents: each derived document with the one it was drawn from, and the evidence.

1. `index` names the documents worth comparing (or `bulk`, on an engine); `comparing` lays them side by side.
2. `choosing` leaves each document its direct source, and no rings.
From `MANY` documents on, processes of our own on all processors read and compare; the outcome is the same.

What this deliberately is not: a transitive closure, and not a decision. Every edge is a proposal; `certain` is set
only where the words themselves are repeated and the direction is known.

Invariants: no edge between a document and itself, no two edges between the same documents, no ring · the same
documents give the same edges · one more document gives what `growing` gives.

>>> story = ("The grey van stood in our lane every night until the snow, and nobody opened the door to it. In the "
...          "morning the baker and both of his sons were gone from their house, and the oven was still warm.")
>>> first = {"id": "a", "text": story, "published": "2018-02-01"}
>>> copy = {"id": "b", "text": story, "published": "2018-03"}
>>> [(edge["derived"], edge["source"], edge["kind"]) for edge in edges([copy, first])]
[('b', 'a', 'repost')]
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from tizim.bulk.workers import Workers

from .choosing import direct_sources, without_rings
from .comparing import Document, Link, Pair, compare_pairs, pair_of
from .index import Holders, join_here
from .postings import Postings
from .prints import prints
from .recurring import PLAIN, Recurrence

MANY = 2_000  # documents from which other processes are worth starting
TEXTS_AT_ONCE = 500
PAIRS_AT_ONCE = 100

Progress = Callable[[str, int, int], None]
Joined = tuple[Holders, Collection[tuple[int, int]]]
Join = Callable[[Sequence[array], Recurrence, Workers | None], Joined]


@dataclass
class Reuse:
    """All links among documents. `edges` stand; `ringed` would close a ring; `further` are not the direct source.

    `printed`: the prints of each document in the order of its text; `pairs`: the numbers of those laid side by side.
    """

    documents: list[Document] = field(default_factory=list)
    printed: list[array] = field(default_factory=list)
    edges: list[Link] = field(default_factory=list)
    ringed: list[Link] = field(default_factory=list)
    further: list[Link] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)

    @property
    def compared(self) -> int:
        """How many pairs that are."""
        return len(self.pairs)


def edges(documents: Iterable[Mapping[str, Any]]) -> list[Link]:
    """Links between documents ({id, text, published, …}; dates ISO or empty): derived, source, kind, label, certain,
    direction (date | signs | open), containment (share of the derived text), shared (prints), passages."""
    return find_reuse(documents).edges


def find_reuse(
    documents: Iterable[Mapping[str, Any]], join: Join | None = None, progress: Progress | None = None
) -> Reuse:
    """Everything found among documents, in the order in which they came. `join`: names the pairs worth comparing."""
    by_id = {str(document["id"]): document for document in documents}
    rows = [
        Document(number, document_id, str(row.get("text") or ""), str(row.get("published") or ""))
        for number, (document_id, row) in enumerate(by_id.items())
    ]
    found = Reuse(rows)
    with Workers() if len(rows) >= MANY else nullcontext() as workers:
        for piece in _on_all(workers, print_texts, _texts(rows)):
            found.printed.extend(piece)
            if progress:
                progress("texts", len(found.printed), len(rows))
        pairs = _pairs(found.printed, join or _join_in_memory, workers)
        found.pairs = [pair[:2] for pair in pairs]
        links = _compare(workers, rows, pairs, progress)
    direct, found.further = direct_sources(links, {row.id: row.published for row in rows})
    found.edges, found.ringed = without_rings(direct)
    return found


def print_texts(texts: Sequence[str]) -> list[array]:
    """The prints of some texts."""
    return [array("Q", prints(text)) for text in texts]


def _texts(rows: Sequence[Document]) -> Iterator[list[str]]:
    return ([row.text for row in rows[at : at + TEXTS_AT_ONCE]] for at in range(0, len(rows), TEXTS_AT_ONCE))


def _on_all(workers: Workers | None, function: Callable, pieces: Iterable) -> Iterator:
    """What a function gives for each piece, by other processes if there are any."""
    return workers.map(f"{function.__module__}:{function.__name__}", pieces) if workers else map(function, pieces)


def _join_in_memory(printed: Sequence[array], recurrence: Recurrence, _workers: Workers | None) -> Joined:
    holders = Postings.of(printed).shared()
    return holders, join_here(printed, holders, recurrence)


def _pairs(printed: Sequence[array], join: Join, workers: Workers | None) -> list[Pair]:
    """The pairs worth comparing, with what is known of the prints that both have."""
    recurrence = Recurrence(printed.__getitem__)
    holders, numbers = join(printed, recurrence, workers)
    states = {mark: state for mark, those in holders.items() if (state := recurrence.of(those)) != PLAIN}
    return [pair_of(one, other, printed, states) for one, other in sorted(numbers)]  # type: ignore[arg-type]


def _compare(
    workers: Workers | None, rows: Sequence[Document], pairs: Sequence[Pair], progress: Progress | None
) -> list[Link]:
    """The links among these pairs."""
    links: list[Link] = []
    done = 0
    for piece in _on_all(workers, compare_pairs, _work(rows, pairs)):
        links += piece
        done = min(done + PAIRS_AT_ONCE, len(pairs))
        if progress:
            progress("pairs", done, len(pairs))
    return links


def _work(rows: Sequence[Document], pairs: Sequence[Pair]) -> Iterator[tuple[dict[int, Document], Sequence[Pair]]]:
    for at in range(0, len(pairs), PAIRS_AT_ONCE):
        some = pairs[at : at + PAIRS_AT_ONCE]
        yield {number: rows[number] for pair in some for number in pair[:2]}, some
