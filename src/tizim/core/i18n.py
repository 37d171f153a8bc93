"""Messages in the reader's language: a thin layer over the standard library's gettext.

The source holds English; translations are the same files that the web pages use
(`locale/<language>/LC_MESSAGES/django.mo` in the package). This module is not Django's translation
machinery: the command line and the pure stages speak five languages without it.

Invariants: a missing or faulty translation never fails, it shows English · the language is a property of the
context (thread or task), never of the process · values are filled in after translation, by name.

>>> with use_language("en"):
...     gettext("{count} statements read", count=3)
'3 statements read'
>>> LANGUAGES["ug"].direction
'rtl'
"""

from __future__ import annotations

import gettext as _catalogues
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType

from .errors import BadInput


@dataclass(frozen=True)
class Language:
    """A language of the screens: its code, its name in itself, the direction it is written in."""

    code: str
    name: str
    direction: str = "ltr"
    folders: tuple[str, ...] = ()


LANGUAGES = {
    "en": Language("en", "English", folders=("en",)),
    "kk": Language("kk", "Қазақша", folders=("kk",)),
    "ug": Language("ug", "ئۇيغۇرچە", direction="rtl", folders=("ug",)),
    "ru": Language("ru", "Русский", folders=("ru",)),
    "zh": Language("zh", "中文", folders=("zh", "zh_Hans")),
}

_current: ContextVar[str] = ContextVar("tizim_language", default="en")
_folder = Path(__file__).resolve().parent.parent / "locale"


class use_language:  # noqa: N801 - reads as a verb: a call that can also be a `with` block
    """Speak this language from now on; as a `with` block, until its end. "zh-Hans" counts as "zh". Raises BadInput."""

    def __init__(self, code: str) -> None:
        self.before = _current.get()
        _current.set(language_code(code))

    def __enter__(self) -> use_language:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        _current.set(self.before)


def current_language() -> str:
    return _current.get()


def language_code(code: str) -> str:
    """The code of `LANGUAGES` for a language tag ("kk", "zh-Hans", "RU_ru"). Raises BadInput for others."""
    plain = code.strip().lower().replace("_", "-").split("-")[0]
    if plain not in LANGUAGES:
        raise BadInput(
            gettext("There are no screens in the language “{code}”.", code=code),
            gettext("Choose one of: {kinds}.", kinds=", ".join(LANGUAGES)),
        )
    return plain


def gettext(text: str, /, **values: object) -> str:
    """`text` in the current language, with `{name}` places filled from `values`."""
    if not text:
        return ""  # the empty message is the catalogue's own header
    return _fill(_catalogue(_current.get()).gettext(text), text, values)


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The form for `count` in the current language; `{count}` is filled in as well."""
    translated = _catalogue(_current.get()).ngettext(one, many, count)
    return _fill(translated, one if count == 1 else many, {"count": count, **values})


def _fill(translated: str, text: str, values: dict[str, object]) -> str:
    if not values:
        return translated
    try:
        return translated.format(**values)
    except (KeyError, IndexError, ValueError, AttributeError):  # a slip in a translation must not hide the message
        return text.format(**values)


@cache
def _catalogue(code: str) -> _catalogues.NullTranslations:
    try:
        return _catalogues.translation("django", _folder, languages=list(LANGUAGES[code].folders), fallback=True)
    except (OSError, UnicodeDecodeError, ValueError):  # a damaged catalogue: English is better than nothing
        return _catalogues.NullTranslations()
