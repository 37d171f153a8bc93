"""The desk's colours: text stands out from its ground at least 4.5 to 1, in light and in dark."""

import re
from pathlib import Path

import pytest

from tizim import web

STYLE = (Path(web.__file__).parent / "static" / "desk" / "desk.css").read_text("utf-8")
LIGHT, DARK = (dict(re.findall(r"--(\w+): (#\w+)", block)) for block in re.findall(r":root \{(.*?)\}", STYLE, re.S)[:2])


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(scheme):
    for text in ("ink", "soft", "link", "mark"):
        for ground in ("paper", "card"):
            assert contrast(scheme[text], scheme[ground]) >= 4.5, (text, ground)


def test_contrast_is_that_of_the_definition():
    assert (round(contrast("#fff", "#000"), 1), round(contrast("#777777", "#fff"), 2)) == (21.0, 4.48)


def test_the_style_sheet_fetches_nothing_and_writes_both_ways_round():
    assert "url(" not in STYLE and "@import" not in STYLE
    rules = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.S)
    assert (
        re.findall(
            r"(?:margin|padding|border)-(?:left|right)|(?<!-)\b(?:left|right):|text-align: (?:left|right)", rules
        )
        == []
    )
