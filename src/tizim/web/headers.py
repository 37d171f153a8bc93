"""Strict headers on every answer of a server, whoever made it: a page, an error, a file, a refusal.

The outermost layer, below which nothing can forget them. Not here: cookies and who may enter (`middleware`).

Invariants: nothing is fetched from anywhere else; in a release no script runs, at the desk only files of its own and
never a line inside a page; no other page may show or read ours. A form may be
sent to ourselves only; the browser must tell us so, hence "same-origin": "no-referrer" would hide it from us too.

>>> app = with_headers(lambda environ, start: start("200 OK", [("Server", "x"), ("A", "b")]) or [b""], RELEASE)
>>> shown = {}
>>> app({}, lambda status, headers, error=None: shown.update(headers)) and None
>>> shown["A"], shown["X-Content-Type-Options"], "Server" in shown
('b', 'nosniff', False)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
RECORDED = re.compile("/interview/[0-9A-Z]{26}/files")  # the one page that records sound
DESK = {  # the microphone is for that page: every other answer takes it back
    **_ALWAYS,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), payment=(), usb=()",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; "
        "media-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
RELEASE = {
    **_ALWAYS,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_NEVER = {"server", "x-powered-by"}


def with_headers(app: Wsgi, headers: Mapping[str, str]) -> Wsgi:
    """`app`, whose every answer carries `headers`, in the place of any that it gave itself."""
    dropped = {name.lower() for name in headers} | _NEVER

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, given: list[tuple[str, str]], *error: Any) -> Any:
            kept = [(name, value) for name, value in given if name.lower() not in dropped]
            return start_response(status, [*kept, *_at(environ.get("PATH_INFO", ""), headers)], *error)

        return app(environ, start)

    return answer


def _at(path: str, headers: Mapping[str, str]) -> list[tuple[str, str]]:
    heard = "microphone=(self)" if RECORDED.fullmatch(path) else "microphone=()"
    return [(name, value.replace("microphone=(self)", heard)) for name, value in headers.items()]
