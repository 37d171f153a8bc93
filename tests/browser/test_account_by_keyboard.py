"""One account with nothing but keys: words selected become a statement, a suggestion is accepted with two keys."""

import pytest

pytest_plugins = ["chromium"]
pytestmark = pytest.mark.browser
SELECT = """words => {
  const walk = document.createTreeWalker(document.getElementById("telling"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


def test_selected_words_become_a_statement_with_two_keys(at, desk):
    watched = at(desk)
    page = watched.page
    watched.open("/accounts/4")
    assert page.evaluate(SELECT, "was taken")
    page.wait_for_function("document.querySelector('textarea[name=passage]').value === 'was taken'")
    assert page.evaluate("document.getElementById('state').open")
    with page.expect_navigation():
        page.focus("[accesskey=t]")  # a headless Chromium answers no access keys
        page.keyboard.press("Enter")
    assert page.input_value("[name=value]") == "detained" and page.input_value("[name=passage]") == "was taken"
    assert "State it" in page.evaluate("document.activeElement.textContent")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Stated." in page.inner_text("main") and page.url.endswith("/accounts/4#state")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert watched.wrong == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_suggestion_is_accepted_with_tab_and_enter(at, desk, scripts):
    watched = at(desk, java_script_enabled=scripts)
    page = watched.page
    number = 4 if scripts else 5
    watched.open(f"/accounts/{number}")
    first = page.get_attribute("#suggestions article", "id")
    page.goto(f"{watched.served.origin}/accounts/{number}#{first}")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Stated." in page.inner_text("main")
    assert watched.wrong == []
