"""Debian's Chromium, a desk and a register for it, and a page that remembers everything that went wrong in it.

Each lasts for one module of tests: while Playwright runs, its event loop does, and other tests must not meet it.
"""

import os
import shutil
from dataclasses import dataclass, field

import pytest

from running import Served, make_workspace_apart, serving

ARGUMENTS = ["--no-sandbox"]  # inside a container there is no other
ICON = "/static/desk/mark.svg"


@pytest.fixture(scope="module")
def browser():
    found = shutil.which("chromium")
    if found is None:
        missing = "Chromium is not installed: apt-get install chromium"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return make_workspace_apart(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def desk(office):
    with serving(before=office) as served:
        yield served


@pytest.fixture(scope="module")
def register(office):
    with serving("--release", office[1].parent / "register") as served:
        yield served


@dataclass
class Watched:
    """A page, and what no page of ours may do: errors in its console, requests to elsewhere, refused contents."""

    page: object
    served: Served
    wrong: list[str] = field(default_factory=list)

    def watch(self) -> "Watched":
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("request", self._look_at)
        self.page.on("requestfailed", self._hear_of_failure)
        self.page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))
        return self

    def _hear(self, said) -> None:
        if not said.location.get("url", "").endswith("/favicon.ico"):  # a browser's own question, not the page's
            self.wrong.append(f"{said.type}: {said.text}")

    def _hear_of_failure(self, request) -> None:
        # A page counts as loaded before its icon is there; going on to the next page then gives the icon up.
        if not (request.url.endswith(ICON) and request.failure == "net::ERR_ABORTED"):
            self.wrong.append(f"failed: {request.url} ({request.failure})")

    def _look_at(self, request) -> None:
        if not request.url.startswith(self.served.origin + "/"):
            self.wrong.append(f"elsewhere: {request.url}")

    def open(self, path: str, status: int = 200) -> None:
        answer = self.page.goto(self.served.origin + path)
        assert answer.status == status, (path, answer.status)

    def links(self, selector: str) -> list[str]:
        """Addresses on this server that the page leads to."""
        found = self.page.eval_on_selector_all(selector, "all => all.map(one => one.href.split('#')[0])")
        return sorted({one.removeprefix(self.served.origin) for one in found if one.startswith(self.served.origin)})


@pytest.fixture
def at(browser):
    """`at(desk, scripts=False)` is a watched page of a browser that has entered."""
    opened = []

    def open_at(served: Served, **more) -> Watched:
        context = browser.new_context(viewport={"width": 390, "height": 844}, **more)
        opened.append(context)
        watched = Watched(context.new_page(), served).watch()
        watched.page.goto(served.address)
        return watched

    yield open_at
    for context in opened:
        context.close()
