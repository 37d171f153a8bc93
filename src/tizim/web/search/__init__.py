"""Finding: lists, the search over everything, charts and the table of counties."""

from __future__ import annotations

from tizim.web.routes import Route
from tizim.web.search import lists

ROUTES = (
    Route("people", lists.people, "people"),
    Route("places", lists.places, "places"),
)
