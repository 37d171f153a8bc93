"""The desk's colours: text stands out from its ground at least 4.5 to 1, in light and in dark."""

import re
from pathlib import Path

import pytest

from tizim import web
from tizim.web import urls
from tizim.web.layout import OWN_SHEETS, sheets_of
from tizim.web.layout import SHEETS as SHEETS_IN_ORDER

HERE = Path(web.__file__).parent / "static" / "desk"
SHEETS = {path.name: path.read_text("utf-8") for path in sorted(HERE.glob("*.css"))}
TOKENS = SHEETS["tokens.css"]
BLOCKS = re.findall(r":root(?:[^{}]*)\{([^{}]*--paper[^{}]*)\}", TOKENS)
LIGHT, BY_DEVICE, DARK, PRINT = (dict(re.findall(r"--(\w+): (#\w+)", block)) for block in BLOCKS)
SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
CSS_LIMIT, OWN_LIMIT, JS_LIMIT = 25_000, 3_000, 12_000


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@SCHEMES
def test_text_stands_out_from_its_ground(scheme):
    for text in ("ink", "soft", "link", "mark", "stop", "good"):
        for ground in ("paper", "card"):
            assert contrast(scheme[text], scheme[ground]) >= 4.5, (text, ground)
    for text, grounds in {
        "ink": ("tint", "marktint", "stoptint", "goodtint"),
        "link": ("tint",),
        "soft": ("tint",),
    }.items():
        for ground in grounds:
            assert contrast(scheme[text], scheme[ground]) >= 4.5, (text, ground)
    for pair in (
        ("onlink", "link"),
        ("stop", "stoptint"),
        ("mark", "marktint"),
        ("link", "marktint"),
        ("link", "stoptint"),
    ):
        assert contrast(scheme[pair[0]], scheme[pair[1]]) >= 4.5, pair


@SCHEMES
def test_edges_of_controls_can_be_seen(scheme):
    for edge in ("edge", "link", "stop"):
        for ground in ("paper", "card"):
            assert contrast(scheme[edge], scheme[ground]) >= 3, (edge, ground)


def test_dark_by_the_device_is_dark_by_the_button():
    assert BY_DEVICE == DARK and set(LIGHT) == set(DARK) == set(PRINT)


def test_contrast_is_that_of_the_definition():
    assert (round(contrast("#fff", "#000"), 1), round(contrast("#777777", "#fff"), 2)) == (21.0, 4.48)


def test_the_style_sheets_fetch_one_font_and_write_both_ways_round():
    assert re.findall(r"url\((.*?)\)", "".join(SHEETS.values())) == ['"/static/fonts/arabic.woff2"']
    for name, sheet in SHEETS.items():
        rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
        assert "@import" not in rules and "!important" not in rules
        assert SIDED.findall(rules) == [], name


SIDED = re.compile(
    r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right|float|clear): |text-align: (?:left|right)"
    r"|(?<![-\w(])(?:min-|max-)?(?:width|height): "
)


def test_only_the_tokens_hold_colours():
    held = {name: re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", sheet) for name, sheet in SHEETS.items()}
    assert {name for name, colours in held.items() if colours} == {"tokens.css"}


def test_every_token_that_is_used_is_there_and_every_one_there_is_used():
    used = {name for sheet in SHEETS.values() for name in re.findall(r"var\(--(\w+)", sheet)}
    assert used == set(re.findall(r"--(\w+):", TOKENS))


def test_a_sheet_is_on_every_page_or_on_those_of_the_room_that_it_is_named_after():
    assert SHEETS_IN_ORDER[0] == "tokens" and {f"{name}.css" for name in {*SHEETS_IN_ORDER, *OWN_SHEETS}} == set(SHEETS)
    rooms = {route.path.split("/")[0] for route in urls.ROUTES}
    for name in OWN_SHEETS:
        assert name in rooms, name
        assert (sheets_of(f"/{name}"), sheets_of(f"/{name}/1"), sheets_of("/")) == ([name], [name], [])


def test_style_and_scripts_of_our_own_stay_light():
    """Of any page: what all have, and the heaviest sheet that a room has beside it; of scripts all together."""
    weights = {name.removesuffix(".css"): len(sheet.encode()) for name, sheet in SHEETS.items()}
    own = max((weights[name] for name in OWN_SHEETS), default=0)
    assert sum(weights[name] for name in SHEETS_IN_ORDER) + own <= CSS_LIMIT and own <= OWN_LIMIT
    assert 0 < sum(path.stat().st_size for path in HERE.rglob("*.js")) <= JS_LIMIT
