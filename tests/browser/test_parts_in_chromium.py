"""The page of parts in a real browser: no barrier, both ways round, light and dark, narrow and wide; and its weight."""

import pytest
from axe import violations

pytest_plugins = ["chromium"]
pytestmark = pytest.mark.browser

PARTS = "/components"
HEAVIEST = 150_000  # bytes of any page that a browser opens for the first time, without its media
COUNT_FONTS = "() => document.fonts.ready.then(all => [...all].filter(one => one.status == 'loaded').length)"


def choose(watched, **cookies: str) -> None:
    watched.page.context.add_cookies(
        [{"name": name, "value": value, "url": watched.served.origin} for name, value in cookies.items()]
    )


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ug"])
def test_the_parts_hold_no_barrier(at, desk, language, theme, width):
    watched = at(desk)
    choose(watched, language=language, theme=theme)
    watched.page.set_viewport_size({"width": width, "height": 900})
    watched.open(PARTS)
    assert violations(watched.page) == []
    assert watched.wrong == []


def test_a_barrier_would_be_found(at, desk):
    """The control of every test that asks for violations."""
    watched = at(desk)
    watched.open(PARTS)
    watched.page.evaluate("document.querySelector('.field label').remove()")
    watched.page.evaluate("document.querySelector('h2').style.setProperty('color', 'var(--line)')")
    assert {"label", "color-contrast"} <= {found[0] for found in violations(watched.page)}


GROUND = "() => getComputedStyle(document.documentElement).backgroundColor"


@pytest.mark.parametrize("scripts", [True, False])
def test_light_and_dark_are_chosen_by_a_button_and_stay(at, desk, scripts):
    watched = at(desk, java_script_enabled=scripts, color_scheme="dark")
    page = watched.page
    watched.open("/people?q=Tolqyn")
    seen = {"auto": page.locator("html").evaluate(GROUND)}
    for theme in ("light", "dark"):
        page.click(f"button[formaction='/theme/{theme}']")
        assert page.url == desk.origin + "/people?q=Tolqyn"
        seen[theme] = page.locator("html").evaluate(GROUND)
        assert page.get_attribute(f"button[formaction='/theme/{theme}']", "aria-current") == "true"
    assert seen["auto"] == seen["dark"] != seen["light"]
    assert watched.wrong == []


@pytest.mark.parametrize("scripts", [True, False])
def test_rows_are_added_and_taken_away_with_and_without_scripts_and_keep_what_was_typed(at, desk, scripts):
    watched = at(desk, java_script_enabled=scripts)
    page = watched.page
    watched.open(PARTS)
    page.fill("#events-1-where", "Tekes")
    page.click("button[name=add]")
    assert page.locator(".fields-of-row").count() == 3
    page.click("button[name=remove] >> nth=0")
    assert page.locator(".fields-of-row").count() == 2
    assert page.input_value("#events-0-where") == "Tekes"
    assert watched.wrong == []


BESIDE = "() => ['form.form', '.panel'].map(one => document.querySelector(one).getBoundingClientRect().top)"


def test_the_panel_stands_beside_the_work_on_wide_screens_and_below_it_on_phones(at, desk):
    watched = at(desk)
    watched.open(PARTS)
    form, panel = watched.page.evaluate(BESIDE)
    assert panel > form + 500
    watched.page.set_viewport_size({"width": 1440, "height": 900})
    form, panel = watched.page.evaluate(BESIDE)
    assert abs(panel - form) < 50


def test_a_table_is_a_list_on_phones_and_says_its_columns_there(at, desk):
    watched = at(desk)
    watched.open(PARTS)
    cell = watched.page.locator(".table td >> nth=0")
    shown = "one => getComputedStyle(one, '::before').content"
    assert cell.evaluate(shown) == '"Year of birth"'
    watched.page.set_viewport_size({"width": 1440, "height": 900})
    assert cell.evaluate(shown) == "none"
    assert watched.page.get_by_role("columnheader", name="Year of birth").count() == 1


@pytest.mark.parametrize("language", ["en", "ug"])
def test_every_page_is_light_when_it_is_opened_for_the_first_time(at, desk, language):
    watched, weights = at(desk), {}
    choose(watched, language=language)
    for path in ("/", "/people", "/accounts", "/accounts/1", "/proposals", PARTS):
        page, sizes = (
            watched.page.context.new_page(),
            [],
        )  # the desk forbids keeping anything, so each page is a first one
        page.on("requestfinished", lambda one, sizes=sizes: sizes.append(one.sizes()["responseBodySize"]))
        page.goto(desk.origin + path, wait_until="networkidle")
        weights[path] = sum(sizes)
        page.close()
    assert max(weights.values()) <= HEAVIEST and min(weights.values()) > 60_000, weights


FALLEN_BACK = """async letters => {
  await document.fonts.ready;
  const width = font => { const pen = document.createElement('canvas').getContext('2d'); pen.font = `40px ${font}`;
    return letter => pen.measureText(letter).width };
  const [ours, other] = [width('"Desk Arabic", monospace'), width('monospace')];
  return [...letters].filter(
    letter => !document.fonts.check('40px "Desk Arabic"', letter) || ours(letter) === other(letter));
}"""
LETTERS = "ئابپتجچخدرزژسشغفقكگڭلمنھەوۇۆۈۋېىيٴ،؛؟"


def test_the_font_has_every_letter_of_uyghur_and_is_fetched_by_pages_with_such_letters_only(at, desk):
    watched = at(desk)
    choose(watched, language="ug")
    watched.open("/people")
    assert watched.page.evaluate(COUNT_FONTS) == 1
    choose(watched, language="en")
    watched.open("/")
    assert watched.page.evaluate(COUNT_FONTS) == 0
    watched.open("/accounts/1")
    assert watched.page.evaluate(COUNT_FONTS) == 1
    assert watched.page.evaluate(FALLEN_BACK, LETTERS) == []
    assert watched.page.evaluate(FALLEN_BACK, "ش\N{CYRILLIC SMALL LETTER U}") == ["\N{CYRILLIC SMALL LETTER U}"]


JOINED = """async words => {
  await document.fonts.load('40px "Desk Arabic"', words.join(''));
  const pen = document.createElement('canvas').getContext('2d'); pen.font = '40px "Desk Arabic"';
  const wide = text => pen.measureText(text).width;
  return words.map(word => [wide(word), [...word].reduce((sum, one) => sum + wide(one), 0)]);
}"""


def test_letters_of_uyghur_join(at, desk):
    """A joined word is narrower than its letters standing alone."""
    watched = at(desk)
    choose(watched, language="ug")
    watched.open("/")
    words = ["تولقىن", "ھېچكىم", "كۆڭلى", "بەختىيار"]
    assert all(joined < 0.95 * alone for joined, alone in watched.page.evaluate(JOINED, words))


def test_on_paper_there_is_no_button_and_a_table_is_a_table(at, desk):
    watched = at(desk)
    watched.open(PARTS)
    watched.page.emulate_media(media="print")
    shown = watched.page.locator(".button, .actions, .choosing, .menu, .tabs, audio").locator("visible=true").count()
    assert (shown, watched.page.locator(".table thead th >> nth=1").is_visible()) == (0, True)
    assert (
        watched.page.locator(".table td >> nth=0").evaluate("one => getComputedStyle(one, '::before').content")
        == "none"
    )
