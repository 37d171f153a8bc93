"""One person, one facility, one group: what is told of them, by whom, how it is known, and how it came to be."""

from __future__ import annotations

from tizim.web.people import pages
from tizim.web.routes import Route

ROUTES = (
    Route("people/<id:profile_id>", pages.profile, "profile"),
    Route("people/<id:profile_id>/accounts", pages.accounts, "profile-accounts"),
    Route("people/<id:profile_id>/history", pages.history, "profile-history"),
    Route("people/<id:profile_id>/held", pages.people_at, "profile-held"),
)
