"""Which of a person's names leads on a page, and the order of a list of names: by the alphabet of the language.

>>> leading_name(("Qairat Sultan", "Қайрат Сұлтан"), "kk")
'Қайрат Сұлтан'
>>> sorted(["Яна", "Әсел", "Асан", "Бота"], key=lambda name: name_key(name, "kk"))
['Асан', 'Әсел', 'Бота', 'Яна']
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

SCRIPTS = {
    "en": ("LATIN", "CYRILLIC", "ARABIC", "CJK"),
    "kk": ("CYRILLIC", "ARABIC", "LATIN", "CJK"),
    "ug": ("ARABIC", "LATIN", "CYRILLIC", "CJK"),
    "ru": ("CYRILLIC", "LATIN", "ARABIC", "CJK"),
    "zh": ("CJK", "LATIN", "CYRILLIC", "ARABIC"),
}
_ALPHABETS = {
    "CYRILLIC": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ARABIC": "اەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي",
}


def leading_name(names: tuple[str, ...], language: str) -> str:
    """The name in the script nearest to the language; "" for none. The others stay beside it on the page."""
    ranks = SCRIPTS[language]
    return min(names, key=lambda name: (ranks.index(script_of(name)), len(name) < 3, name), default="")


def script_of(text: str) -> str:
    """LATIN, CYRILLIC, ARABIC or CJK, by the first letter; LATIN for anything else."""
    letter = next((letter for letter in text if letter.isalpha()), "a")
    name = unicodedata.name(letter, "")
    return next((script for script in SCRIPTS["en"] if name.startswith(script)), "LATIN")


@lru_cache(maxsize=100_000)
def reading(name: str, language: str) -> str:
    """The name in Latin letters for pages in English, by rule: an aid to find and say it, never a form of it."""
    if language != "en" or not name or script_of(name) == "LATIN":
        return ""
    from tizim.names import romanise

    return romanise(name)


def name_key(name: str, language: str) -> tuple[int, tuple[int, ...], str]:
    """For sorting: by its reading if it has one, else script of the page first; then letter by letter."""
    read = reading(name, language) or name
    return SCRIPTS[language].index(script_of(read)), tuple(_rank(letter) for letter in read if letter != "ئ"), name


def heading(name: str, language: str) -> str:
    """The letter under which a name stands in a list."""
    read = reading(name, language) or name
    letter = next((letter for letter in read if letter.isalpha() and letter != "ئ"), "")
    return _plain(letter).upper()


@cache
def _rank(letter: str) -> int:
    low = letter.lower()
    for alphabet in _ALPHABETS.values():
        if low in alphabet:
            return 0x400 + alphabet.index(low)
    return ord(_plain(low)[:1] or " ")


def _plain(letter: str) -> str:
    """A Latin letter without its marks; letters of other scripts stay what they are."""
    if not letter or "LATIN" not in unicodedata.name(letter[0], ""):
        return letter
    return unicodedata.normalize("NFD", letter)[:1]
