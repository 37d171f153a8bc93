"""Which writing system a word is in: not only its script, but whose letters these are.

The letters of all words of one name in the same script are looked at together (one ې makes the whole name
Uyghur). Where nothing decides, the most open table of the script is taken (Russian for Cyrillic, the press for
Latin). Pinyin is not decided here: it is a second reading beside the Latin one (see `prepared`).

>>> guess_system("هوشۇر ئابدۇللا"), guess_system("Ержан"), guess_system("Һошур Җүмә"), guess_system("Ötkür")
('ug_arab', 'ru', 'ug_cyrl', 'en')
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from tizim.names.chinese import is_hanzi

_REMEMBERED = 1 << 13  # characters
_Test = Callable[[str], re.Match[str] | None]

# (system, letters or endings that prove it, letters that disprove it); the first rule that holds decides
_CYRILLIC = (
    ("uz_cyrl", "[ўҳ]", "[әөүұіҗ]"),
    ("ug_cyrl", "җ", "[іұ]"),
    ("kk_cyrl", "[іұ]|ұлы|қызы", ""),
    ("ky_cyrl", "уулу\\b|[өү]{2}|[өүң].*(?:аа|оо|уу|ээ)|(?:аа|оо|уу|ээ).*[өүң]", "[қғһәҗ]"),
    ("kk_cyrl", "[қғңәөү].*[ыэ]|[ыэ].*[қғңәөү]|[қғңәөү].*ж|ж.*[қғңәөү]", "һ"),
    ("ug_cyrl", "[әөүқғңһ]", ""),
)
VOWELLED = "[ەۇۆۈېۋڭٴھ]"  # letters that only alphabets with written vowels have
_WITH_VOWELS = re.compile(f"{VOWELLED}|ئ[اىو]")
_ARABIC = (
    ("ar_arab", "[صضطظثذةأإؤ\u064e-\u0652]|(?:^| )[^\\Wاویىيئ ]{3}", VOWELLED),
    ("ug_arab", "[ئېۈژ]", "[ٴعحۆٵٶٷٸ]"),
    ("kk_arab", "[ٴعحٵٶٷٸ]|ۆ\\b|(?:^| )[اەوۇى]", ""),
    ("ug_arab", "", ""),
)
_LATIN = (
    ("kk_latn", "[ūñńǵŋ]|[ūu]ly\\b|qyzy\\b|[csy]'[a-zäöü]|[aiu]'[a-z].*q|q.*[aiu]'[a-z]", "[éëêx]"),
    ("uz_latn", "[og]'", "[êéëöüşğ]"),
    ("uly", "[éë]|[bdfghlmnrsz]x|x[bdfglmnrst]|(?:^| )xo|(?:^| )xe", "[şçğı]"),
    ("tr", "[şçğı]", "[qx]|gh|kh|zh"),
)

# By script: the rules, what decides where none of them holds, and letters of which one is there if any rule holds (with
# all others passed over at once: most names have none). Here уулу and -ly stand for their last letters.
_RULES = {
    "cyrl": (_CYRILLIC, "ru", "[ўҳҗіұөүқғңәһ]|уулу"),
    "arab": (_ARABIC, "", ""),
    "latn": (_LATIN, "en", "[ūñńǵŋ'éëxşçğı]|y\\b"),
}

# the script that each system of rules is written in
SCRIPTS = {
    "ug_arab": "arab", "kk_arab": "arab", "ar_arab": "arab", "ug_cyrl": "cyrl", "kk_cyrl": "cyrl", "ky_cyrl": "cyrl",
    "ru": "cyrl", "uz_cyrl": "cyrl", "uly": "latn", "kk_latn": "latn", "uz_latn": "latn", "tr": "latn", "en": "latn",
}  # fmt: skip


def script_of(text: str) -> str:
    """The script of the first letter: arab, cyrl, latn, hani, other, or "" if there is no letter."""
    for char in text:
        if script := _SCRIPT_OF[char]:
            return script
    return ""


def guess_system(text: str) -> str:
    """The writing system of `text`, all in one script; "hani" for Chinese, "" if no table of ours reads it."""
    return guess_in(script_of(text), text.casefold())


def guess_in(script: str, text: str) -> str:
    """The same where the script is known, for a text in lower case."""
    if script not in _RULES:
        return script if script == "hani" else ""
    rules, other, may_hold = _compiled(script)
    if may_hold(text):
        for system, proves, disproves in rules:
            if proves(text) and not (disproves and disproves(text)):
                return system
    return other


def is_vowelled(text: str) -> bool:
    """Whether Arabic script has a letter that only the alphabets with written vowels use.

    >>> is_vowelled("مۇھەممەد"), is_vowelled("محمد")
    (True, False)
    """
    return bool(_WITH_VOWELS.search(text))


@functools.cache
def _compiled(script: str) -> tuple[tuple[tuple[str, _Test, _Test | None], ...], str, _Test]:
    rules, other, may_hold = _RULES[script]
    tests = tuple(
        (system, re.compile(proof).search, re.compile(disproof).search if disproof else None)
        for system, proof, disproof in rules
    )
    return tests, other, re.compile(may_hold).search


class _ScriptOf(dict[str, str]):
    """The script of each letter, "" for what is none: looked up once, however often it comes."""

    def __missing__(self, char: str) -> str:
        found = _script_of_letter(char) if char.isalpha() else ""
        if len(self) >= _REMEMBERED:
            self.clear()
        self[char] = found
        return found


_SCRIPT_OF = _ScriptOf()


def _script_of_letter(char: str) -> str:
    if is_hanzi(char):
        return "hani"
    if "\u0400" <= char <= "\u052f":
        return "cyrl"
    if "\u0600" <= char <= "\u06ff" or "\u0750" <= char <= "\u077f":
        return "arab"
    if char <= "\u02af" or "\u1e00" <= char <= "\u1eff":
        return "latn"
    return "other"
