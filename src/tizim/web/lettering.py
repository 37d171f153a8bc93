"""The desk's font for Arabic script: cut from an installed package to the letters that people here write with.

A whole font is 800 KB, the letters of Uyghur, of Kazakh in Arabic script and of Arabic and Persian names are 22, with
all their joined forms and every weight from regular to bold. Cutting takes half a second and happens once: the file
stands beside the package, or where that cannot be written, in a temporary folder of this process.

Cyrillic with the Kazakh letters, Latin and Chinese are in the fonts of every system that runs a current browser.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from importlib.metadata import version
from pathlib import Path

PACKAGE, FONT = "fontpkg-noto-sans-arabic", "files/NotoSansArabic[wdth,wght].ttf"
KEPT_IN = Path(__file__).parent / "static" / "fonts"
WEIGHTS = (400, 700)
RANGES = (
    (0x20, 0x20), (0x60C, 0x60C), (0x61B, 0x61B), (0x61F, 0x61F), (0x621, 0x63A), (0x640, 0x655), (0x660, 0x66D),
    (0x670, 0x671), (0x674, 0x679), (0x67E, 0x67E), (0x686, 0x686), (0x688, 0x688), (0x691, 0x691), (0x698, 0x698),
    (0x6A9, 0x6A9), (0x6AD, 0x6AD), (0x6AF, 0x6AF), (0x6BA, 0x6BA), (0x6BE, 0x6C3), (0x6C5, 0x6CC), (0x6CE, 0x6CE),
    (0x6D0, 0x6D5), (0x6F0, 0x6F9), (0x200C, 0x200D), (0x25CC, 0x25CC),
)  # fmt: skip
_elsewhere: list[tempfile.TemporaryDirectory[str]] = []  # they go when this process ends


def letters() -> list[int]:
    """The code points that the cut font has."""
    return [point for first, last in RANGES for point in range(first, last + 1)]


def arabic_font() -> Path:
    """The cut font as a WOFF2 file, made when it is not there yet."""
    told = repr((version(PACKAGE), version("fonttools"), RANGES, WEIGHTS))
    name = f"arabic-{hashlib.sha256(told.encode()).hexdigest()[:12]}.woff2"
    if (KEPT_IN / name).is_file():
        return KEPT_IN / name
    try:
        KEPT_IN.mkdir(exist_ok=True)
        return _cut(KEPT_IN / name)
    except OSError:  # installed where this person may not write
        _elsewhere.append(tempfile.TemporaryDirectory(prefix="tizim-font-"))
        return _cut(Path(_elsewhere[-1].name) / name)


def _cut(target: Path) -> Path:
    from fontpkg_noto_sans_arabic import ROOT
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    options = subset.Options(flavor="woff2", hinting=False, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters())
    with TTFont(ROOT / FONT, recalcTimestamp=False) as font:
        cutter.subset(font)
        instancer.instantiateVariableFont(font, {"wdth": 100, "wght": WEIGHTS}, inplace=True)
        part = target.with_suffix(f".{os.getpid()}")
        subset.save_font(font, str(part), options)
    return part.replace(target)  # whole or not at all, also when two start at once
