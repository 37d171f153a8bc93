"""The desk and the register in a real browser: on a phone and on a wide screen, both ways round, light and dark."""

import pytest

pytest_plugins = ["chromium"]
pytestmark = pytest.mark.browser

WIDTHS = (390, 1440)
SCHEMES = ("light", "dark")
DESK = ("/", "/people", "/people?q=Tolqyn", "/places", "/accounts", "/proposals", "/contradictions")
REGISTER = ("index", "people", "names", "places", "changes", "method", "corrections", "verify", "data")
TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll('body *')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && box.height && (box.right > wide + 1 || box.left < -1) && !one.closest('.skip');
  });
  return [document.documentElement.scrollWidth - wide, out.slice(0, 3).map(one => one.outerHTML.slice(0, 120))];
}"""
SCHEME = "() => getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)"


def look(watched, language: str) -> None:
    """The open page in every width and scheme: nothing scrolls sideways, nothing went wrong."""
    where = watched.page.url
    assert (watched.page.get_attribute("html", "dir") == "rtl") == (language == "ug"), where
    for width in WIDTHS:
        watched.page.set_viewport_size({"width": width, "height": 844})
        over, elements = watched.page.evaluate(TOO_WIDE)
        assert (over, elements) == (0, []), (where, width, elements)
    for scheme in SCHEMES:
        watched.page.emulate_media(color_scheme=scheme)
        assert (sum(watched.page.evaluate(SCHEME)) < 384) == (scheme == "dark"), (where, scheme)
    assert watched.wrong == [], where


def speak(watched, language: str) -> None:
    watched.page.context.add_cookies([{"name": "language", "value": language, "url": watched.served.origin}])


@pytest.mark.parametrize("language", ["en", "ug"])
def test_every_page_of_the_desk_fits_and_nothing_goes_wrong(at, desk, language):
    watched = at(desk)
    speak(watched, language)
    found = []
    for path in DESK:
        watched.open(path)
        look(watched, language)
        found += watched.links("main a")
    pages = sorted({path for path in found if path.startswith(("/people/", "/accounts/"))})
    assert len(pages) > 8
    for path in pages:
        watched.open(path)
        look(watched, language)


@pytest.mark.parametrize("language", ["en", "ug"])
def test_every_page_of_the_register_fits_and_nothing_goes_wrong(at, register, language):
    watched = at(register)
    watched.open("/")
    look(watched, "en")
    found = []
    for name in REGISTER:
        watched.open(f"/{language}/{name}.html")
        look(watched, language)
        found += watched.links("main a")
    pages = sorted(path for path in set(found) if path.startswith(f"/{language}/") and path.count("/") > 2)
    assert len(pages) > 2
    for path in pages:
        watched.open(path)
        look(watched, language)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_finds_a_person_and_changes_the_language_with_and_without_scripts(at, desk, scripts):
    watched = at(desk, java_script_enabled=scripts)
    page = watched.page
    page.fill("input[name=q]", "Толқын Демесін")
    page.click(".search button")
    page.click("main .list a:first-child >> nth=0")
    assert "/people/" in page.url
    page.click("main summary >> nth=0")
    before = page.url
    page.click("button[lang=ug]")
    assert (page.url, page.get_attribute("html", "dir")) == (before, "rtl")
    page.click(".items a.account >> nth=0")
    assert "/accounts/" in page.url and page.get_attribute("html", "lang") == "ug"
    assert watched.wrong == []


BEGINS = """one => {
  const words = document.createRange(); words.selectNodeContents(one);
  const box = words.getBoundingClientRect();
  return [box.left, innerWidth - box.right];
}"""


def test_right_to_left_pages_begin_at_the_right(at, desk):
    watched = at(desk)
    for language, left in (("en", True), ("ug", False)):
        speak(watched, language)
        watched.open("/people")
        before, after = watched.page.locator("h1").evaluate(BEGINS)
        assert (before < after) == left


def test_the_keyboard_reaches_the_content_first_and_sees_where_it_is(at, desk):
    watched = at(desk)
    watched.open("/people")
    watched.page.keyboard.press("Tab")
    assert watched.page.evaluate("document.activeElement.className") == "skip"
    assert watched.page.locator(".skip").bounding_box()["x"] >= 0
    watched.page.keyboard.press("Enter")
    assert watched.page.evaluate("document.activeElement.id") == "main"
    watched.page.keyboard.press("Tab")
    style = watched.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert watched.page.evaluate("document.activeElement.name") == "q" and style != "none"


def test_errors_look_like_pages_of_ours(at, desk):
    watched = at(desk)
    for path in ("/nothing", "/accounts/999"):
        watched.open(path, status=404)
        assert watched.page.locator("header nav.menu").count() == 1
    assert [said for said in watched.wrong if "404" not in said] == []


def test_another_browser_without_the_cookie_sees_a_closed_desk(browser, desk):
    context = browser.new_context()
    page = context.new_page()
    assert page.goto(desk.origin + "/people").status == 403
    assert page.locator("nav, form").count() == 0 and "تولقىن" not in page.content()
    context.close()


READ = """async address => {
  try { return (await (await fetch(address, {credentials: 'include'})).text()).length } catch { return 'refused' }
}"""
ELSEWHERE = "http://elsewhere.example/"


def test_a_page_elsewhere_can_neither_read_nor_frame_nor_post_to_the_desk(at, desk):
    """Asked by another page in the reader's own browser, which has the cookie."""
    context = at(desk).page.context
    other = context.new_page()
    frame_and_form = f"""<iframe src="{desk.origin}/people"></iframe>
        <form method="post" action="{desk.origin}/language/ug"><button>x</button></form>"""
    other.route(ELSEWHERE, lambda route: route.fulfill(body=frame_and_form, content_type="text/html"))
    other.goto(ELSEWHERE)
    assert other.evaluate(READ, desk.origin + "/people") == "refused"
    other.wait_for_load_state("networkidle")
    assert "Tolqyn" not in "".join(frame.content() for frame in other.frames[1:])
    other.click("button")
    assert other.url == desk.origin + "/language/ug"
    assert "language" not in {cookie["name"] for cookie in context.cookies()}


SPOIL = """
  document.body.insertAdjacentHTML('beforeend', '<p id="wide" style="color:red">x</p><img src="http://elsewhere.example/">');
  document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}));
  document.getElementById('wide').style.width = '900px';
"""


def test_a_watched_page_would_say_what_went_wrong(at, desk):
    """The control of all tests above: an inline style, a script, a request elsewhere and a wide page are seen."""
    watched = at(desk)
    watched.page.evaluate(SPOIL)
    watched.page.wait_for_timeout(100)
    assert sum("violates" in said for said in watched.wrong) >= 3, watched.wrong
    assert watched.page.evaluate(TOO_WIDE)[0] > 0
