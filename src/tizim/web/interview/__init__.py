"""An interview at the table: kept while it is typed, section by section, until it becomes one account."""

from __future__ import annotations

from tizim.web.interview import ending, files, pages, sections
from tizim.web.routes import Route

TAKE = "take_in"
HOME = "interview/<id:draft_id>"

ROUTES = (
    Route("interview", pages.begin, "interview", read=TAKE, write=TAKE),
    Route("interview/done/<int:number>", ending.done_with, "interview-done", read=TAKE, write=TAKE),
    Route("interview/summary/<int:number>", ending.summary, "interview-summary", read=TAKE),
    Route(f"{HOME}/take-over", pages.take_over, "interview-take-over", read=None, write=TAKE),
    Route(f"{HOME}/throw-away", pages.throw_away, "interview-throw-away", read=TAKE, write=TAKE),
    Route(f"{HOME}/files", files.files, "interview-files", read=TAKE, write=TAKE),
    Route(f"{HOME}/files/remove", files.remove, "interview-file-remove", read=None, write=TAKE),
    Route(f"{HOME}/check", ending.check, "interview-check", read=TAKE, write=TAKE),
    Route(f"{HOME}/same", sections.same, "interview-same", read=TAKE),
    Route(f"{HOME}/<slug:code>", sections.section, "interview-section", read=TAKE, write=TAKE),
    Route(f"{HOME}/<slug:code>/keep", sections.keep, "interview-keep", read=None, write=TAKE),
)
