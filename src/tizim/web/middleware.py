"""The reader's language, and the entrance: every page but one asks for this run's secret.

An error that a reader can act on becomes a page in fixed words; any other is a fault of ours, which shows nothing of
what it was about. Headers stand further out (`headers`).
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.core.errors import Locked
from tizim.core.i18n import LANGUAGES, use_language
from tizim.web import desk

LANGUAGE_COOKIE = "language"
Answer = Callable[[HttpRequest], HttpResponse]


def speak(get_response: Answer) -> Answer:
    """Answer in the language that the browser chose."""

    def answer(request: HttpRequest) -> HttpResponse:
        language = request.COOKIES.get(LANGUAGE_COOKIE, "en")
        with use_language(language if language in LANGUAGES else "en"):
            return get_response(request)

    return answer


class Entrance:
    """Lets in a browser that shows the secret; `/enter/<secret>` gives it the cookie."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/enter/") and not desk.knows(request.COOKIES.get(desk.COOKIE, "")):
            return render(request, "desk/closed.html", status=403)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Only what `desk` itself says is shown; the words of other errors may hold values of the archive."""
        if isinstance(error, desk.NotSeen | Locked):
            return render(request, "desk/error.html", {"error": error}, status=403 if error.exit_code == 4 else 404)
        return None
