"""Bars drawn on the server as SVG: one for each row, with its words before and its number behind; right to left too.

The drawing has its data beside it as a table for whoever does not see it, so it is one image with one name. Colours
and sizes of letters are the style sheet's.

>>> 'width="100.0"' in bars([("a", 2), ("b", 1)], "A name", width=300, words=100)
True
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tizim.core.i18n import LANGUAGES, current_language

ROW, BAR, GAP, NUMBER = 26, 16, 8, 84
WIDTH, WORDS = 680, 250


def bars(rows: Sequence[tuple[str, int]], name: str, *, width: int = WIDTH, words: int = WORDS) -> SafeString:
    """rows: (words, count). name: what the drawing shows, for screen readers."""
    most = max((count for _words, count in rows), default=0) or 1
    room = width - words - NUMBER - 2 * GAP
    lines = format_html_join("", "{}", (
        (_row(at, said, count, round(room * count / most, 1), width, words),)
        for at, (said, count) in enumerate(rows)
    ))  # fmt: skip
    return format_html('<svg class="bars" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
                       width, ROW * len(rows), name, lines)  # fmt: skip


def _row(at: int, said: str, count: int, long: float, width: int, words: int) -> SafeString:
    """Both texts end at a side that direction turns: `text-anchor` counts along the text, x does not."""
    rtl = LANGUAGES[current_language()].direction == "rtl"
    top, long = at * ROW, max(long, 1.0 if count else 0.0)
    begin, behind = words + GAP, words + 2 * GAP + long
    x = width - begin - long if rtl else begin
    return format_html(
        '<text class="words" x="{}" y="{}">{}</text><rect x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="number" x="{}" y="{}">{}</text>',
        width - words if rtl else words, top + 18, _short(said), round(x, 1), top + 5, round(long, 1), BAR,
        round(width - behind if rtl else behind, 1), top + 18, count,
    )  # fmt: skip


def _short(said: str, most: int = 38) -> str:
    return said if len(said) <= most else said[: most - 1] + "…"
