"""Words for codes, in the language of the page: values, dates, places, numbers, sources, voices.

Text that people gave is never translated, folded or turned around: it stands isolated, with its own language and
direction (`isolate`), so that a Uyghur name inside a Russian sentence reads as it was written.

>>> str(isolate("قايرات", "ug"))
'<bdi lang="ug" dir="rtl">قايرات</bdi>'
>>> number_words("59..61"), number_words("..100")
('59 – 61', 'up to 100')
"""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

from tizim.core.dates import show_date
from tizim.core.i18n import current_language, ngettext
from tizim.core.i18n import gettext as _
from tizim.core.places import place_label
from tizim.core.profiles import Voices
from tizim.core.vocabularies import vocabulary
from tizim.core.wording import rule_words as rule_words  # templates and views ask this module for all words

from .narrow import CODED, NUMBERS, PLACES
from .records import PublicSource

_RTL = ("R", "AL")
_UNSHOWN = {code: "\N{REPLACEMENT CHARACTER}" for code in range(32) if code not in (9, 10, 13)}
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")
_SCRIPTS = (("ARABIC", "und-Arab"), ("CYRILLIC", "und-Cyrl"), ("CJK", "zh"), ("LATIN", "und-Latn"))


def isolate(text: str, language: str = "") -> Markup:
    """`text` as an isolated run with its language (guessed from its script where not told) and direction."""
    tag = language if _TAG.fullmatch(language) else language_tag(text)
    shown = escape(plain(text))
    return Markup(f'<bdi lang="{tag}" dir="{direction(text)}">{shown}</bdi>')  # noqa: S704 - all escaped


def plain(text: str) -> str:
    """`text` without control characters, which no page may hold."""
    return text.translate(_UNSHOWN)


def direction(text: str) -> str:
    """ "rtl" or "ltr", by the first letter that has a direction."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind == "L" or kind in _RTL:
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def language_tag(text: str) -> str:
    """A BCP 47 tag for the script of the first letter: enough for fonts and for screen readers to spell."""
    letter = next((letter for letter in text if letter.isalpha()), "")
    name = unicodedata.name(letter, "") if letter else ""
    return next((tag for prefix, tag in _SCRIPTS if name.startswith(prefix)), "und")


def property_words(name: str) -> str:
    return capital(vocabulary("properties").label(name, current_language()))


def value_words(name: str, value: str) -> str | Markup:
    """A value in words of the page's language; text as given stands isolated."""
    if name in CODED and value in vocabulary(CODED[name]).codes:
        return vocabulary(CODED[name]).label(value, current_language())
    if name in PLACES and is_place(value):
        return place_words(value)
    if name == "birth":
        return date_words(value)
    if name in NUMBERS and NUMBERS[name].fullmatch(value):
        return number_words(value)
    return isolate(value) if value else ""


def is_place(value: str) -> bool:
    return value.isascii() and ((value.isdigit() and len(value) == 6) or (value.isalpha() and len(value) == 2))


def place_words(code: str) -> str:
    return place_label(code, current_language()) if code else ""


def date_words(edtf: str) -> str:
    return show_date(edtf, current_language()) if edtf else ""


def code_words(name: str, code: str) -> str:
    return vocabulary(name).label(code, current_language()) if code else ""


def number_words(value: str) -> str:
    """A number or a range ("5900..6100", "..100", "100.."), with narrow spaces between thousands."""
    if ".." not in value:
        return _grouped(value)
    low, high = (_grouped(part) for part in value.split("..", 1))
    if low and high:
        return f"{low} – {high}"
    return _("up to {number}", number=high) if high else _("{number} or more", number=low)


def source_words(source: PublicSource) -> str | Markup:
    """Who it comes from, as far as it may be said: a public name, else a relation or a kind."""
    if source.name:
        return isolate(source.name)
    if source.relation:
        return capital(vocabulary("relations").label(source.relation, current_language()))
    return capital(vocabulary("source_kinds").label(source.kind, current_language()))


def voices_words(voices: Voices) -> str:
    """ "3 items, 2 independent voices", with a range where it is uncertain."""
    items = ngettext("{count} item", "{count} items", voices.items)
    if voices.circular and not voices.high:
        return _("{items} that only cite each other: no independent voice", items=items)
    if voices.low == voices.high:
        return _("{items}, {voices}", items=items, voices=_voices(voices.best))
    return _("{items}, {low} to {high} independent voices", items=items, low=voices.low, high=voices.high)


def _voices(count: int) -> str:
    return ngettext("{count} independent voice", "{count} independent voices", count)


def _grouped(digits: str) -> str:
    return f"{int(digits):,}".replace(",", "\N{NARROW NO-BREAK SPACE}") if digits.isdigit() else digits


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
