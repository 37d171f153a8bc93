"""What drawings share: markup made of escaped values, and text that keeps its own direction in an SVG.

Chromium, Firefox and WebKit lay out the text of an SVG by its `direction`; `text-anchor` counts along it, so that
"start" of a right-to-left text is its right end. `unicode-bidi="isolate"` keeps a name apart from what surrounds it.
Where a drawing needs a side of the page, `Side` says which end of the text lies there.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from tizim.core.i18n import LANGUAGES, current_language
from tizim.web.isolated import direction, plain


def page_direction() -> str:
    return LANGUAGES[current_language()].direction


def element(name: str, inside: SafeString | str = "", **attributes: object) -> SafeString:
    """`element("rect", x=1, class_="bar")`: an underscore stands for a hyphen, one at the end is left out."""
    stated = [(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None]
    head = format_html_join("", ' {}="{}"', stated)
    return mark_safe(f"<{name}{head}>{conditional_escape(inside)}</{name}>")  # noqa: S308 - each part is escaped


def said(name: str, words: str, **attributes: object) -> SafeString:
    """A title or a description: words that take no markup."""
    return element(name, plain(words), **attributes)


def joined(parts: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(parts))


def text(words: str, x: object, y: object, *, anchor: str = "middle", name: str = "", **more: object) -> SafeString:
    """A line of text in the direction of the page, or of a name: the whole one, since a shortened one could turn.

    anchor: middle, left or right.
    """
    way = direction(name) if name else page_direction()
    ends = {"left": "start", "right": "end"} if way == "ltr" else {"left": "end", "right": "start"}
    return element(
        "text", plain(words), x=x, y=y, direction=way, unicode_bidi="isolate",
        text_anchor=ends.get(anchor, anchor), **more,
    )  # fmt: skip


def shortened(words: str, most: int) -> str:
    """A name that would not fit ends in an ellipsis; the list beside the drawing has it whole."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
