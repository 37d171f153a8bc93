"""Who sits at the desk, in which browser, and the open workspace behind it: all in this process's memory.

`reader` and `session` are what views ask: the member who asks now, and what actions need to write; `confirmed` whether
they showed their second factor lately. A browser goes through stages (`stage_of`): it shows the secret of this run
(the door), the workspace is unlocked, its member signs in. Before anybody has a sign-in, the door alone seats the
member whom the terminal named. Not here: who may do what (`policies`), how somebody comes in (`entrance`), pages.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from tizim.core.errors import Busy, Locked, NotFound
from tizim.core.i18n import gettext as _
from tizim.db import queries
from tizim.db.sign_ins import anybody_signs_in
from tizim.policies import Actor
from tizim.web.clock import now

if TYPE_CHECKING:
    from tizim.actions.holding import Holding
    from tizim.actions.session import Session

COOKIE, VISIT_COOKIE = "tizim", "tizim-visit"
STRANGER, LOCKED, DOOR, HALF, IN = "stranger", "locked", "door", "half", "in"  # the stages of a browser
STAGE = "tizim_stage"  # where a request keeps the stage at which it came
MOST_NOTES, MOST_VISITS = 5, 64
HALF_SECONDS = 300  # a half sign-in, or a set-up under way, ends after this time
DEFAULT_MINUTES = 20


class NotSeen(NotFound):
    """There is nothing here for this reader. Its words hold nothing of the archive."""


@dataclass
class Visit:
    """One browser at this desk: who sits there, and what the next page will say. `notes`: (kind, words).

    half: the passphrase was right and the second factor is still to come. handle: by which a page names it, worth
    nothing as a cookie. aside: what a ceremony in more than one step must remember, gone with the visit. device: words
    by which its member knows it again. Times: seconds of `clock.now`.
    """

    member: str
    notes: list[tuple[str, str]] = field(default_factory=list)
    id: str = ""
    handle: str = field(default_factory=lambda: secrets.token_hex(6))
    half: bool = False
    device: str = ""
    since: float = field(default_factory=lambda: now())  # noqa: PLW0108 - tests push the clock
    last: float = field(default_factory=lambda: now())  # noqa: PLW0108 - tests push the clock
    confirmed_at: float | None = None
    aside: dict[str, Any] = field(default_factory=dict)


@dataclass
class _Desk:
    secret: str = ""
    named: str = ""  # by the terminal, for as long as nobody signs in
    seat: Visit | None = None
    session: Session | None = None
    holding: Holding | None = None
    visits: dict[str, Visit] = field(default_factory=dict)
    idle_seconds: float = DEFAULT_MINUTES * 60
    last: float = field(default_factory=lambda: now())  # noqa: PLW0108 - tests push the clock
    working: int = 0
    closing: bool = False


_desk = _Desk()
_guard = threading.RLock()
_here: ContextVar[Visit | None] = ContextVar("visit", default=None)


def open_desk(
    member: str, secret: str, session: Session | None = None, *, holding: Holding | None = None,
    minutes: float = DEFAULT_MINUTES,
) -> None:  # fmt: skip
    """From now on whoever shows `secret` is at the door, or sits here as `member` while nobody has a sign-in.

    An empty secret lets nobody in. holding: a workspace that locks itself after `minutes` without a request.
    """
    global _desk
    _desk = _Desk(secret, member, Visit(member) if secret else None, session, holding, idle_seconds=minutes * 60)


def secret() -> str:
    return _desk.secret


def named() -> str:
    """Whom the terminal named (--by); nothing if it named nobody."""
    return _desk.named


def name_first(member: str) -> None:
    """Whom the door seats while nobody signs in, found at the first unlocking when the terminal named nobody."""
    _desk.named, _desk.seat = member, Visit(member)


def knows(shown: str) -> bool:
    """Whether a browser shows this run's secret."""
    return bool(_desk.secret) and hmac.compare_digest(shown.encode(), _desk.secret.encode())


def stage_of(request: HttpRequest) -> str:
    """How far this browser has come: STRANGER, LOCKED, DOOR (nobody signed in yet), HALF or IN."""
    if not knows(request.COOKIES.get(COOKIE, "")):
        return STRANGER
    if is_locked():
        return LOCKED
    visit = visit_of(request)
    return DOOR if visit is None else HALF if visit.half else IN


def visit_of(request: HttpRequest) -> Visit | None:
    """The visit that this browser's cookies stand for, be it half; None while nobody sits there."""
    if not knows(request.COOKIES.get(COOKIE, "")) or is_locked():
        return None
    if not asks_who():
        return _desk.seat if _desk.named and not request.is_secure() else None
    return kept_visit(request)


def kept_visit(request: HttpRequest) -> Visit | None:
    """The visit of the second cookie, half ones too, unless it has been idle for too long."""
    visit = _desk.visits.get(request.COOKIES.get(VISIT_COOKIE, ""))
    if visit is None or not knows(request.COOKIES.get(COOKIE, "")) or is_locked():
        return None
    if now() - visit.last > _desk.idle_seconds or (visit.half and now() - visit.since > HALF_SECONDS):
        end_visit(visit.id)
        return None
    return visit


def asks_who() -> bool:
    """Whether members sign in here. Not before one of them can."""
    return anybody_signs_in()


def begin_visit(member: str, *, half: bool = False, device: str = "") -> Visit:
    """A visit under an id that nobody had before: for the cookie that the answer gives."""
    visit = Visit(member, id=secrets.token_urlsafe(24), half=half, device=device)
    with _guard:
        for one in sorted(_desk.visits.values(), key=lambda one: (not one.half, one.last))[: -MOST_VISITS + 1]:
            del _desk.visits[one.id]
        _desk.visits[visit.id] = visit
    return visit


def end_visit(visit_id: str) -> None:
    with _guard:
        _desk.visits.pop(visit_id, None)


def visits_of(member: str) -> list[Visit]:
    """Where this member is signed in, newest first."""
    found = [one for one in list(_desk.visits.values()) if one.member == member and not one.half]
    return sorted(found, key=lambda one: -one.last)


def sit_down(visit: Visit | None) -> None:
    """From now on, in this thread, `visit` is who asks (the middleware says so before every view).

    Only this keeps a visit from its idle end and the workspace from locking itself: not what a stranger asks.
    """
    _here.set(visit)
    if visit is not None:
        _desk.last = visit.last = now()


def member() -> str:
    """The name of whoever asks; nothing outside a request."""
    visit = _here.get()
    return visit.member if visit else ""


def here() -> Visit:
    """The visit of whoever asks. Raises Locked."""
    visit = _here.get()
    if visit is None:
        raise _nobody()
    return visit


def reader() -> Actor:
    """Whoever asks, with the roles of their newest row. Raises Locked."""
    found = queries.find_member(member()) if member() else None
    if found is None:
        raise _nobody()
    return found


def session() -> Session:
    """The open workspace, for actions. Raises Locked."""
    found = _desk.holding.session if _desk.holding else _desk.session
    if found is None:
        raise _nobody()
    return found


def _nobody() -> Locked:
    return Locked(_("Nobody sits at this desk."), _("Start it again: tizim serve."))


def confirmed(request: HttpRequest, within_minutes: float) -> bool:
    """Whether this member showed their second factor in the last minutes: for what reaches far. If not, lead them to
    `/confirm?next=…`. True while nobody has a sign-in: then there is no second factor to ask for."""
    if not asks_who():
        return True
    visit = visit_of(request)
    at = visit.confirmed_at if visit and not visit.half else None
    return at is not None and now() - at <= within_minutes * 60


def say_next(request: HttpRequest, kind: str, words: str) -> None:
    """The next page of this browser says `words` (`kind`: ok, caution, error)."""
    visit = visit_of(request)
    if visit is not None:
        visit.notes = [*visit.notes, (kind, words)][-MOST_NOTES:]


def notes(request: HttpRequest) -> list[tuple[str, str]]:
    """What this page is to say: once."""
    visit = _here.get()
    if visit is None:
        return []
    said, visit.notes = visit.notes, []
    return said


# locking


def is_locked() -> bool:
    return _desk.closing or (_desk.holding is not None and _desk.holding.session is None)


def can_lock() -> bool:
    """Whether this desk holds a workspace that it can lock and unlock again."""
    return _desk.holding is not None


def unlock(passphrase: str) -> None:
    """Raises WrongPassphrase, Busy, Damaged."""
    with _guard:
        if _desk.closing:
            raise Busy(_("The desk is still finishing what was under way."), _("Try again in a moment."))
        if _desk.holding is not None and _desk.holding.session is None:
            _desk.holding.unlock(passphrase)
        _desk.last = now()


def lock() -> None:
    """Let go of the key: all visits end, nobody is answered, and when what is under way has ended it is gone."""
    with _guard:
        if _desk.holding is None:
            return
        _desk.visits.clear()
        _desk.seat = Visit(_desk.named) if _desk.named else None
        _desk.closing = _desk.holding.session is not None
        _close_when_done()


def lock_when_idle() -> bool:
    """Lock if nobody has asked for anything for as long as was said. True when it is locked now."""
    with _guard:
        if not is_locked() and not _desk.working and now() - _desk.last > _desk.idle_seconds:
            lock()
        return is_locked()


def begin_work(request: HttpRequest) -> None:
    """A request is under way (the middleware says so): the key stays until `end_work`."""
    with _guard:
        _desk.working += 1


def end_work() -> None:
    with _guard:
        _desk.working -= 1
        _close_when_done()


def _close_when_done() -> None:
    """The last one out closes; every thread's own connection was closed when its request ended."""
    if not _desk.closing:
        return
    from django.db import connections

    connections.close_all()  # of this thread
    if not _desk.working and _desk.holding is not None:
        _desk.holding.close()
        _desk.closing = False
