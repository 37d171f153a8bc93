"""The graph behind a count in a release: folded on a screen, unfolded by a press without scripts, open on paper."""

import pytest

from tizim.composing import compose
from tizim.publish.projection import Projection
from tizim.publish.records import (
    PublicAccount,
    PublicDerivation,
    PublicMention,
    PublicSource,
    PublicStatement,
    PublicSubject,
)
from tizim.publish.register import Release

pytest_plugins = ["chromium"]
pytestmark = pytest.mark.browser

NUMBERS = (1, 2)
COPIED = Projection(
    "2026-11-22",
    sources=tuple(PublicSource(number, "press", name=f"Paper {number}") for number in NUMBERS),
    accounts=tuple(PublicAccount(n, n, "article", published_on=f"2018-09-0{n}") for n in NUMBERS),
    subjects=(PublicSubject("p1", "person", "full", ("Asan Erkin",)),),
    mentions=tuple(PublicMention(f"m{number}", "p1", number, "person", "Asan Erkin") for number in NUMBERS),
    statements=tuple(PublicStatement(f"t{number}", number, f"m{number}", "status", "camp") for number in NUMBERS),
    derivations=(PublicDerivation(2, 1, "repost", decided=True),),
)


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release")
    for path, data in compose(COPIED, Release(1, "2026-11-22"), {}):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.mark.parametrize("language", ["en", "kk", "ug", "ru", "zh"])
def test_a_graph_is_folded_on_a_screen_and_open_on_paper(browser, release, language):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto((release / language / "p" / "p1.html").as_uri())
    graph = page.locator(".graph")
    steps = graph.locator("li")
    assert graph.count() == 1 and steps.count() == 2 and not steps.first.is_visible()
    page.emulate_media(media="print")
    assert steps.first.is_visible() and steps.last.is_visible()
    page.emulate_media(media="screen")
    assert not steps.first.is_visible()
    graph.locator("summary").click()
    number, date = steps.last.locator("a, bdi").first.bounding_box(), steps.last.locator("bdi").first.bounding_box()
    assert (number["x"] > date["x"]) == (language == "ug")
    context.close()
