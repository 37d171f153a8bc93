"""Finding: lists, the search over everything, and charts."""

from __future__ import annotations

from tizim.web.routes import Route
from tizim.web.search import anything, charts, lists

ROUTES = (
    Route("people", lists.people, "people"),
    Route("places", lists.places, "places"),
    Route("search", anything.search, "search"),
    Route("search/kept", anything.keep, "search-kept", read=None, write="read"),
    Route("charts", charts.charts, "charts"),
    Route("charts/<slug:code>.csv", charts.chart_csv, "chart-data"),
)
