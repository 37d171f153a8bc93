"""The reader's language, and the door: what a browser may ask for at the stage it has come to (`desk.stage_of`).

A browser that has not shown this run's secret gets one page; while the workspace is locked, or nobody has signed in,
every page leads to the one that lets in. An error that a reader can act on becomes a page in fixed words; any other is
a fault of ours, which shows nothing of what it was about. Headers stand further out (`headers`).
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render

from tizim import policies
from tizim.core.errors import Locked
from tizim.core.i18n import LANGUAGES, use_language
from tizim.web import desk, routes, urls, views

METHODS = ("GET", "HEAD", "POST")
WAITING = {desk.LOCKED: "/unlock", desk.DOOR: "/sign-in", desk.HALF: "/sign-in/second"}
LONGEST_ADDRESS = 2000  # a longer one is not gone back to
HOLDING, MOST_HELD = "/interview/", 200_000  # forms that are long to type, and the most bytes of one
STAGE = desk.STAGE
Answer = Callable[[HttpRequest], HttpResponse]


def speak(get_response: Answer) -> Answer:
    """Answer in the language that the browser chose, and give cookies to TLS only where it is spoken."""

    def answer(request: HttpRequest) -> HttpResponse:
        language = request.COOKIES.get(views.LANGUAGE_COOKIE, "en")
        with use_language(language if language in LANGUAGES else "en"):
            response = get_response(request)
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response

    return answer


class Entrance:
    """Lets in by stages, and nobody to a page whose verb their roles do not carry."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        desk.begin_work(request)
        try:
            stage = desk.stage_of(request)
            setattr(request, STAGE, stage)  # what the page is drawn for
            if stage == desk.STRANGER and not request.path.startswith("/enter/"):
                return held(request) or render(request, "desk/closed.html", status=403)
            visit = desk.visit_of(request) if stage == desk.IN else None
            desk.sit_down(visit)
            return self.get_response(request)
        finally:
            desk.sit_down(None)
            desk.end_work()

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
        stage = desk.stage_of(request)
        if stage != desk.IN:
            return waiting(request, stage)
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


def waiting(request: HttpRequest, stage: str) -> HttpResponse:
    """The way to the page that lets in, and back afterwards. A part of a page that asks is told so in place, so that
    what was typed around it stays."""
    if request.headers.get("HX-Request") == "true":
        return render(request, "desk/entrance/waiting.html", {"to": WAITING[stage]}, status=403)
    if stage in (desk.LOCKED, desk.DOOR) and (page := held(request)):
        return page
    back = request.get_full_path() if request.method in routes.READING else "/"
    query = f"?{urlencode({'next': back})}" if back != "/" and len(back) <= LONGEST_ADDRESS else ""
    answer = HttpResponseRedirect(WAITING[stage] + query)
    answer.status_code = 303
    return answer


def held(request: HttpRequest) -> HttpResponse | None:
    """What was typed into a page of ours, while nobody may send it: it stays in the browser, to be sent again.

    Nothing of it is kept here. Only what a page of this desk sent is shown again, as the browser itself vouches.
    """
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site") != "same-origin":
        return None
    if not request.path.startswith(HOLDING) or request.headers.get("HX-Request") == "true":
        return None
    length = request.headers.get("Content-Length", "")
    if request.content_type != "application/x-www-form-urlencoded" or not length.isdigit() or int(length) > MOST_HELD:
        return None  # nobody who is not let in makes us read more than a page of a form
    sent = [(name, one) for name in request.POST if name != "csrfmiddlewaretoken" for one in request.POST.getlist(name)]
    return render(request, "desk/held.html", {"sent": sent, "to": request.path}, status=403)
