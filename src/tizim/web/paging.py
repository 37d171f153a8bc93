"""The part of a long list that `?page=` asks for.

>>> from django.test import RequestFactory
>>> found = page_of(RequestFactory().get("/", {"page": "2"}), list("abcde"), 2)
>>> found["rows"], found["before"], found["after"], found["last"]
(['c', 'd'], 1, 3, 3)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.http import HttpRequest

Row = TypeVar("Row")


def page_of(request: HttpRequest, rows: Sequence[Row], size: int) -> dict[str, Any]:
    """rows, count, page, last, before and after (0: none). A page that is none is the first or the last."""
    last = max(1, -(-len(rows) // size))
    here = min(max(1, asked_page(request)), last)
    shown = list(rows[(here - 1) * size : here * size])
    after = here + 1 if here < last else 0
    return {"rows": shown, "count": len(rows), "page": here, "last": last, "before": here - 1, "after": after}


def asked_page(request: HttpRequest) -> int:
    """The number in the address; 1 for anything that is none."""
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1  # noqa: PLR2004 - digits
