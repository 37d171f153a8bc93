"""The search on the pages: what its form asked, and the rows that answer. It works without scripts.

Nothing is remembered: the address holds the whole question. Not here: how names are found (`lookup`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from tizim import lookup
from tizim.core.errors import BadInput
from tizim.core.i18n import current_language
from tizim.core.vocabularies import vocabulary
from tizim.policies import Actor

LONGEST = 200  # of any field: nothing that anyone looks for is longer
FILTERS = ("born", "county", "sex", "status")
CODES = {"sex": "sexes", "status": "statuses"}


class Asked:
    """A question as it stands in the address; whatever else stands there is left out."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.wanted = given.get("q", "").strip()[:LONGEST]
        self.given = {name: given.get(name, "").strip()[:LONGEST] for name in FILTERS}

    def address(self, path: str) -> str:
        """The list at `path`, asked the same."""
        return f"{path}?{urlencode({'q': self.wanted, **{name: text for name, text in self.given.items() if text}})}"

    def form(self, kinds: tuple[str, ...]) -> dict[str, Any]:
        """What the form shows: the name, and for people what narrows the search."""
        language = current_language()
        choices = {
            name: [(code, vocabulary(codes).label(code, language)) for code in vocabulary(codes).codes]
            for name, codes in CODES.items()
        }
        narrowed = any(self.given.values())
        return {
            "wanted": self.wanted, "given": self.given, "choices": choices, "narrowed": narrowed,
            "narrowing": kinds == ("person",),
        }  # fmt: skip

    def page(self, reader: Actor, kinds: tuple[str, ...]) -> dict[str, Any]:
        """The form again, and who is called so: or what in it could not be read."""
        form = self.form(kinds)
        try:
            filters = lookup.read_filters(**self.given) if form["narrowing"] else lookup.NO_FILTERS
        except BadInput as error:
            return {**form, "rows": [], "count": 0, "error": error}
        found = lookup.find(reader, self.wanted, kinds=kinds, filters=filters)
        rows = [{"match": row, "why": lookup.why_words(row), "said": lookup.said_words(row)} for row in found]
        return {**form, "rows": rows, "count": len(rows), "more": found.more}
