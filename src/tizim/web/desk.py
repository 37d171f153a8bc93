"""Who sits at the desk in this run, and the secret that their browser shows."""

from __future__ import annotations

import hmac

from tizim.core.errors import Locked, NotFound
from tizim.core.i18n import gettext as _
from tizim.db import queries
from tizim.policies import Actor

COOKIE = "tizim"
_state: dict[str, str] = {}


class NotSeen(NotFound):
    """There is nothing here for this reader. Its words hold nothing of the archive."""


def open_desk(member: str, secret: str) -> None:
    _state.update(member=member, secret=secret)


def secret() -> str:
    return _state.get("secret", "")


def member() -> str:
    """The name of whoever sits here, as it was given at the start."""
    return _state.get("member", "")


def knows(shown: str) -> bool:
    """Whether a browser shows this run's secret."""
    return bool(secret()) and hmac.compare_digest(shown.encode(), secret().encode())


def reader() -> Actor:
    """The member at the desk, with the roles of the newest row. Raises Locked."""
    found = queries.find_member(member())
    if found is None:
        raise Locked(_("Nobody sits at this desk."), _("Start it again: tizim serve."))
    return found
