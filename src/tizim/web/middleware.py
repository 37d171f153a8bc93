"""The reader's language, and the entrance: every page but one asks for this run's secret.

An error that a reader can act on becomes a page in fixed words; any other is a fault of ours, which shows nothing of
what it was about. Headers stand further out (`headers`).
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from tizim import policies
from tizim.core.errors import Locked
from tizim.core.i18n import LANGUAGES, use_language
from tizim.web import desk, routes, urls, views

METHODS = ("GET", "HEAD", "POST")
Answer = Callable[[HttpRequest], HttpResponse]


def speak(get_response: Answer) -> Answer:
    """Answer in the language that the browser chose."""

    def answer(request: HttpRequest) -> HttpResponse:
        language = request.COOKIES.get(views.LANGUAGE_COOKIE, "en")
        with use_language(language if language in LANGUAGES else "en"):
            return get_response(request)

    return answer


class Entrance:
    """Lets in a browser that shows the secret, and nobody to a page whose verb their roles do not carry."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        visit = desk.visit_of(request)
        if visit is None and not request.path.startswith("/enter/"):
            return render(request, "desk/closed.html", status=403)
        desk.sit_down(visit)
        try:
            return self.get_response(request)
        finally:
            desk.sit_down(None)

    def process_view(
        self, request: HttpRequest, view: Answer, given: tuple[object, ...], named: dict[str, object]
    ) -> HttpResponse | None:
        """Deny by default: what the page's row in `routes` does not say is not answered."""
        route = urls.BY_NAME[str(request.resolver_match.url_name)] if request.resolver_match else None
        verb = route.asks(request.method) if route else None
        if route is None or verb is None:
            return HttpResponseNotAllowed([one for one in METHODS if route and route.asks(one)])
        if verb in (routes.OPEN, routes.ENTERED):
            return None
        try:
            reader = desk.reader()
        except Locked as error:
            return self.process_exception(request, error)
        if verb == routes.MEMBER or policies.can_at_all(reader, verb):
            return None
        return render(request, "desk/refused.html", {"role": True}, status=403)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Only what `desk` itself says is shown; the words of other errors may hold values of the archive."""
        if isinstance(error, desk.NotSeen | Locked):
            return render(request, "desk/error.html", {"error": error}, status=403 if error.exit_code == 4 else 404)
        return None
