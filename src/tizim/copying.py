"""Who copied whom: a new text meets the ones it shares passages with, or the whole archive is compared at once.

A composition like `linking`. `deriving.put_edges` is the plain way, everything again; here are the two others. All
three end with the same tables, and tests hold that. What was found by meaning (`translating`) stays, as far as it may.
Not here: deciding (people do), words (shells).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from tizim.actions import prints as putting
from tizim.actions import translations as meant
from tizim.bulk.engines import open_engine, within_memory
from tizim.corroborate.bulk import joined_by
from tizim.corroborate.comparing import Document
from tizim.corroborate.edges import Reuse
from tizim.corroborate.growing import Links, grow
from tizim.corroborate.meaning import with_meaning
from tizim.corroborate.postings import on_shelf, shelf_of
from tizim.db import prints, queries, translations
from tizim.deriving import put_edges
from tizim.policies import Actor, check, deriving_for_all

FEW = 20  # new texts are always met one by one; more only if they are few beside those who are there
FEW_BESIDE = 40
HERE = "here"  # the engine that is none

Progress = Callable[[str, int, int], None]


class Stored:
    """The index of a workspace, as `corroborate.growing.Store` wants it."""

    def holders(self, marks: Collection[int]) -> dict[int, tuple[int, ...]]:
        shelves = prints.shelves({shelf_of(mark) for mark in marks})
        found = {mark: on_shelf(shelves.get(shelf_of(mark), ()), mark) for mark in marks}
        return {mark: those for mark, those in found.items() if those}

    def prints_of(self, numbers: Collection[int]) -> dict:
        return prints.prints_of(numbers)

    def documents(self, numbers: Collection[int]) -> dict[int, Document]:
        return {row[0]: Document(*row) for row in prints.texts(numbers)}

    def dates(self, ids: Collection[str]) -> dict[str, str]:
        return prints.dates(ids)

    def links_from(self, derived: Collection[str]) -> Links:
        aside = prints.set_aside(derived=derived)
        return Links(
            prints.shown(derived=derived),
            [link for ringed, link in aside if ringed],
            [link for ringed, link in aside if not ringed],
        )

    def direct_around(self, ids: Collection[str]) -> Links:
        aside = prints.set_aside(either=ids)
        return Links(prints.shown(either=ids), [link for ringed, link in aside if ringed])


def put_new(reader: Actor, account_ids: Collection[str]) -> None:
    """Bring the links among accounts up to date after new ones, comparing only these with their neighbours."""
    new = prints.new_texts(account_ids)
    first = prints.next_number()
    texts = [one for one in new if one.text]
    carries = any(one.carried_by for one in texts) or prints.is_carrier({name for one in new for name in one.called})
    if carries or len(texts) > max(FEW, first // FEW_BESIDE):
        put_edges(queries.facts(deriving_for_all(reader)))
        return
    changed = False
    for number, one in enumerate(texts, first):
        grown = grow(Stored(), Document(number, one.account_id, one.text, one.published))
        putting.add(number=number, account_id=one.account_id, grown=grown)
        changed |= bool(grown.derived)
    if changed and (by_meaning := translations.found_by_meaning()):
        standing = with_meaning(translations.known_by_words(), by_meaning)
        meant.replace(edges=[edge for edge in standing if edge.get("by") == translations.BY_MEANING])


@dataclass(frozen=True)
class Copies:
    """What comparing came to among the accounts that the reader may see: with a text, pairs compared, links.

    `certain`: how many links repeat the words and have a known direction.
    """

    accounts: int
    compared: int
    links: int
    certain: int


def find_copies(by: Actor, *, engine: str = HERE, master: str = "", progress: Progress | None = None) -> Copies:
    """Compare the whole archive again, with the prints joined by an engine: "here", "duckdb" or "spark".

    Like a rebuild over all facts, whoever asks; they are told only of what they may see.
    Raises Forbidden, MissingPart (not installed), BadInput.
    """
    check(by, "rebuild")
    facts = queries.facts(deriving_for_all(by))
    if engine == HERE:
        found = put_edges(facts, progress=progress)
    else:
        with open_engine(engine, master) as where, within_memory():
            found = put_edges(facts, joined_by(where), progress)
    return _as_seen(found, {account.id for account in queries.facts(by).accounts})


def _as_seen(found: Reuse, visible: set[str]) -> Copies:
    seen = {document.number for document in found.documents if document.id in visible}
    links = [edge for edge in found.edges if {edge["derived"], edge["source"]} <= visible]
    compared = sum(seen.issuperset(pair) for pair in found.pairs)
    return Copies(len(seen), compared, len(links), sum(link["certain"] for link in links))
