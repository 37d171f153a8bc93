"""Every page of the desk as a row: where it is, what it shows, and which verb of `policies` reading and writing ask.

Deny by default: a page without a verb cannot be written down, a method without one is refused (405), and the roles of
whoever asks are compared with the verb before any view runs. What lies in a compartment is asked again where the
record is known: by the query for reading, by the action for writing. Each room of the desk has its `ROUTES`; `urls`
joins them, and a test holds a row of expectations for each.

>>> Route("people", len, "people").asks("HEAD"), Route("people", len, "people").asks("POST")
('read', None)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path, register_converter

from tizim.core.ids import ALPHABET, LENGTH

OPEN = "open"  # whoever can reach this machine's port: the entrance itself
ENTERED = "entered"  # a browser that has entered, whoever sits at it
MEMBER = "member"  # any member, whatever their roles
READING = ("GET", "HEAD")


class Id:
    """Only what is spelled like an id of ours; anything else is no page."""

    regex = f"[0-7][{ALPHABET}]{{{LENGTH - 1}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Id, "id")


@dataclass(frozen=True)
class Route:
    """One page. `read` and `write`: a verb of `policies.ROLES_FOR`, or OPEN, ENTERED, MEMBER; None: not answered."""

    path: str
    view: Callable[..., HttpResponse]
    name: str
    read: str | None = "read"
    write: str | None = None

    def asks(self, method: str | None) -> str | None:
        """The verb that this method asks; None: it is not answered."""
        if method in READING:
            return self.read
        return self.write if method == "POST" else None

    def pattern(self) -> URLPattern:
        extra: dict[str, Any] = {}
        return path(self.path, self.view, extra, name=self.name)
