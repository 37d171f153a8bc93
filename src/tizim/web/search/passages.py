"""The passage of an account in which the words of a question stand, with these marked; escaped and isolated."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tizim.core.found_words import Word, places
from tizim.db.saying import TEXTS, Said
from tizim.web.isolated import direction, marked

BEFORE, LENGTH = 70, 240  # letters before the first word, and of the whole passage
ORDER = ("text", "translation", *(name for name in TEXTS if name not in ("text", "translation")))


def passage(account: Said, words: Sequence[Word]) -> SafeString:
    """The first passage where most of the words stand, of the text before all others; the text's beginning if none."""
    best, found_words = "", -1
    for name in ORDER:
        text = getattr(account, name)
        count = sum(1 for word in words if next(places(text, [word]), None))
        if text and count > found_words:
            best, found_words = text, count
    spots = list(places(best, words))
    begin = _space_before(best, max(0, spots[0][0] - BEFORE)) if spots else 0
    return _drawn(best, begin, _space_after(best, begin + LENGTH), spots)


def _space_before(text: str, at: int) -> int:
    """A little later, where a word begins, if one does nearby."""
    space = text.find(" ", at, at + BEFORE // 2) if at else -1
    return space + 1 if space >= 0 else at


def _space_after(text: str, at: int) -> int:
    """A little later, where a word ends, if one does nearby."""
    space = text.find(" ", at, at + BEFORE // 2)
    return space if space >= 0 else at


def _drawn(text: str, begin: int, end: int, spots: Sequence[tuple[int, int]]) -> SafeString:
    parts, at, end = [SafeString("… " if begin else "")], begin, min(end, len(text))
    for low, high in spots:
        if at <= low and high <= end:
            parts += [marked(text[at:low]), format_html("<mark>{}</mark>", marked(text[low:high]))]
            at = high
    parts += [marked(text[at:end]), SafeString(" …" if end < len(text) else "")]
    inner = mark_safe("".join(parts))  # noqa: S308 - each part was escaped
    return format_html('<bdi dir="{}">{}</bdi>', direction(text[begin:end]), inner)
