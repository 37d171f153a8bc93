"""axe-core, which looks for barriers in a page: `violations(page)` names each rule with the elements that break it.

It is a tool of these tests and no part of Tizim: `npm ci` puts it into node_modules (tests/run.py). Its rules for WCAG
2.2, levels A and AA, and its own best practices are asked.
"""

import os
from pathlib import Path

import pytest

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """() => axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(found => ({
  asked: found.violations.length + found.passes.length,
  violations: found.violations.map(
    one => [one.id, one.help, ...one.nodes.slice(0, 4).map(node => node.html.slice(0, 160))]),
}))"""
LEAST = 15  # rules that at least apply to a page of ours; fewer: it did not look


def needed() -> str:
    """The script. Skips the test where it is not installed; in CI that is a failure."""
    if not AXE.is_file():
        missing = "axe-core is not installed: npm ci --ignore-scripts"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    return AXE.read_text("utf-8")


def violations(page) -> list[list[str]]:
    """Each broken rule: its name, what it asks, and up to four elements. `page`: Playwright's, as it stands."""
    script = needed()
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(script)  # through the debugger, past the page's own policy
    found = page.evaluate(RUN)
    assert found["asked"] >= LEAST, (page.url, found["asked"])
    return found["violations"]
