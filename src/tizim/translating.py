"""Looking for translations and retellings among the accounts: found by meaning → proposals that need a person.

A composition like `linking`, which adds proposals of people; this one adds proposals of who was drawn from whom. It
needs the extra `tizim[meaning]` and is slow (sentences a second, not documents), so it is asked for and never runs by
itself: what is derived every day is the same with and without the extra.

Invariants: nothing is written before everything is found, and then all of it or nothing · what is known by words stays
as it stands · new accounts leave in place what was added; the next `rebuild` drops it · run again, it adds what is new
and takes away what no longer holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tizim.actions import translations as putting
from tizim.corroborate import meaning
from tizim.db import queries, translations
from tizim.deriving import documents_of
from tizim.policies import Actor, check

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Translations:
    """What looking came to, among accounts that the asker sees: how many have a text, proposals that stand now, and how
    many of them are new."""

    accounts: int
    proposed: int
    added: int


def find_translations(by: Actor, progress: Progress | None = None) -> Translations:
    """Find translations and retellings among the accounts `by` may see, and propose them.

    Raises Forbidden, MissingPart (not installed).
    """
    check(by, "rebuild")
    documents = documents_of(queries.facts(by))
    found = meaning.links(documents, progress)
    seen = {document["id"] for document in documents}
    others = [row for row in translations.found_by_meaning() if not {row["derived"], row["source"]} <= seen]
    standing = meaning.with_meaning(translations.known_by_words(), [*found, *others])
    proposed = [edge for edge in standing if edge.get("by") == translations.BY_MEANING]
    before = {(row["derived"], row["source"]) for row in translations.found_by_meaning()}
    putting.replace(edges=proposed)
    own = [(edge["derived"], edge["source"]) for edge in proposed if {edge["derived"], edge["source"]} <= seen]
    return Translations(len(documents), len(own), sum(pair not in before for pair in own))
