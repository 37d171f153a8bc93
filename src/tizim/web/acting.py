"""What a page that writes does: try an action, say what became of it, go on where one was.

    tried = attempt(lambda: judgements.judge(by=desk.reader(), ...))
    if tried.error:
        return render(request, "desk/…", {…, "error": tried.error, "given": request.POST})
    return done(request, "/proposals", _("Written down."))

Errors that a person can mend come back as values and stand in the form, in which nothing typed is lost; all others are
faults of ours. What was said stays in this process until the next page shows it: never in a cookie or an address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from tizim.actions.workspaces import database_errors
from tizim.core.errors import TizimError
from tizim.web import desk

Value = TypeVar("Value")


@dataclass(frozen=True)
class Tried(Generic[Value]):
    """What an action gave, or the error that a person can mend."""

    value: Value | None = None
    error: TizimError | None = None


def attempt(action: Callable[[], Value]) -> Tried[Value]:
    """Runs an action. Its transaction is undone when it fails, so nothing is half-written."""
    try:
        with database_errors():
            return Tried(action())
    except TizimError as error:
        return Tried(error=error)


def done(request: HttpRequest, to: str, words: str = "", kind: str = "ok") -> HttpResponseRedirect:
    """Go on to `to`, a path of this desk, and say `words` there (`kind`: ok, caution, error)."""
    if words:
        desk.say_next(request, kind, words)
    answer = HttpResponseRedirect(inside(to))
    answer.status_code = 303  # the next request reads, whatever this one was
    return answer


def inside(to: str, otherwise: str = "/") -> str:
    """`to` if it is a path of this desk, else `otherwise`: a form cannot lead elsewhere."""
    ours = to.startswith("/") and url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return to if ours and not any(ord(letter) < 32 for letter in to) else otherwise
