"""Finding: lists, the search over everything, charts and the table of counties."""

from __future__ import annotations

from tizim.web.routes import Route
from tizim.web.search import anything, lists

ROUTES = (
    Route("people", lists.people, "people"),
    Route("places", lists.places, "places"),
    Route("search", anything.search, "search"),
    Route("search/kept", anything.keep, "search-kept", read=None, write="read"),
)
