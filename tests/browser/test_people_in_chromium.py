"""The page of a person in a real browser: no barrier, both ways round, and drawings whose letters stay inside them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from axe import violations

from running import before_the_command, serving

pytest_plugins = ["chromium"]
pytestmark = pytest.mark.browser

TESTS = Path(__file__).parents[1]
OUTSIDE = """() => [...document.querySelectorAll('svg')].filter(one => one.getBoundingClientRect().width).flatMap(
  svg => {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1;
  }).map(one => one.textContent);
})"""
IN_BOX = """() => [...document.querySelectorAll('svg.family')].filter(one => one.getBoundingClientRect().width).flatMap(
  svg => [...svg.querySelectorAll('a, g')].filter(one => {
    const box = one.querySelector('rect').getBoundingClientRect();
    return [...one.querySelectorAll('text')].some(text => {
      const own = text.getBoundingClientRect();
      return own.left < box.left || own.right > box.right;
    });
  }).map(one => one.textContent))"""
FIRST_LETTER = """() => [...document.querySelectorAll('svg.family text.name')].filter(
  one => one.getBoundingClientRect().width && /[\\u0600-\\u06ff]/.test(one.textContent)).map(one => {
  const letter = one.getExtentOfChar(0), box = one.getBBox();
  return letter.x + letter.width / 2 > box.x + box.width / 2;
})"""


@pytest.fixture(scope="module")
def him(tmp_path_factory):
    """(a desk in which he is, the address of his page)"""
    home = tmp_path_factory.mktemp("rich")
    path = os.pathsep.join(str(one) for one in (TESTS, TESTS / "web"))
    environment = {**os.environ, "TIZIM_DATABASE_URL": "", "PYTHONPATH": path}
    subprocess.run([sys.executable, TESTS / "browser" / "rich_office.py", home], check=True, env=environment)
    with serving(before=before_the_command(home)) as served:
        yield served, f"/people/{(home / 'him.txt').read_text()}"


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("language", ["en", "ug"])
def test_everything_about_a_person_is_read_without_barriers(at, him, language, width):
    served, address = him
    watched = at(served)
    theme = "dark" if width == 390 else "light"
    watched.page.context.add_cookies(
        [{"name": name, "value": value, "url": served.origin} for name, value in
         (("language", language), ("theme", theme))]
    )  # fmt: skip
    watched.page.set_viewport_size({"width": width, "height": 900})
    for path in (address, f"{address}/history", f"{address}/accounts"):
        watched.open(path)
        watched.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert violations(watched.page) == [], path
        over = watched.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over == 0, path
    watched.open(address)
    assert watched.page.locator("svg:visible").count() == 2
    assert watched.page.evaluate(OUTSIDE) == []
    assert watched.page.evaluate(IN_BOX) == []
    begins_right = watched.page.evaluate(FIRST_LETTER)
    assert begins_right and all(begins_right)  # a name in Arabic script begins at its right end on every page
    assert watched.wrong == []
