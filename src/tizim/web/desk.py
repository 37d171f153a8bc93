"""Who sits at the desk, in which browser, and the open workspace behind it: all in this process's memory.

`reader` and `session` are what views ask: the member who asks now, and what actions need to write. Not here: who may
do what (`policies`), how somebody comes in (`middleware`), pages.
"""

from __future__ import annotations

import hmac
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import HttpRequest

from tizim.core.errors import Locked, NotFound
from tizim.core.i18n import gettext as _
from tizim.db import queries
from tizim.policies import Actor

if TYPE_CHECKING:
    from tizim.actions.session import Session

COOKIE = "tizim"
MOST_NOTES = 5


class NotSeen(NotFound):
    """There is nothing here for this reader. Its words hold nothing of the archive."""


@dataclass
class Visit:
    """One browser at this desk: who sits there, and what the next page will say. `notes`: (kind, words)."""

    member: str
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class _Desk:
    secret: str = ""
    session: Session | None = None
    visits: dict[str, Visit] = field(default_factory=dict)


_desk = _Desk()
_here: ContextVar[Visit | None] = ContextVar("visit", default=None)


def open_desk(member: str, secret: str, session: Session | None = None) -> None:
    """From now on whoever shows `secret` sits here as `member`. An empty secret lets nobody in."""
    _desk.secret, _desk.session = secret, session
    _desk.visits = {secret: Visit(member)} if secret else {}


def secret() -> str:
    return _desk.secret


def knows(shown: str) -> bool:
    """Whether a browser shows this run's secret."""
    return bool(_desk.secret) and hmac.compare_digest(shown.encode(), _desk.secret.encode())


def visit_of(request: HttpRequest) -> Visit | None:
    """The visit that this browser's cookie stands for."""
    shown = request.COOKIES.get(COOKIE, "")
    return _desk.visits.get(_desk.secret) if knows(shown) else None


def sit_down(visit: Visit | None) -> None:
    """From now on, in this thread, `visit` is who asks (the middleware says so before every view)."""
    _here.set(visit)


def member() -> str:
    """The name of whoever asks; nothing outside a request."""
    visit = _here.get()
    return visit.member if visit else ""


def reader() -> Actor:
    """Whoever asks, with the roles of their newest row. Raises Locked."""
    found = queries.find_member(member()) if member() else None
    if found is None:
        raise Locked(_("Nobody sits at this desk."), _("Start it again: tizim serve."))
    return found


def session() -> Session:
    """The open workspace, for actions. Raises Locked."""
    if _desk.session is None:
        raise Locked(_("Nobody sits at this desk."), _("Start it again: tizim serve."))
    return _desk.session


def say_next(request: HttpRequest, kind: str, words: str) -> None:
    """The next page of this browser says `words` (`kind`: ok, caution, error)."""
    visit = visit_of(request)
    if visit is not None:
        visit.notes = [*visit.notes, (kind, words)][-MOST_NOTES:]


def notes(request: HttpRequest) -> list[tuple[str, str]]:
    """What this page is to say: once."""
    visit = visit_of(request)
    if visit is None:
        return []
    said, visit.notes = visit.notes, []
    return said
