"""A name as people typed it, made safe and even: nothing here knows any language.

Drops what is invisible (bidi controls, zero-width marks, lone surrogates, private use, emoji), folds
compatibility forms (full-width letters, Arabic presentation forms), joins letters with their marks, and
cuts at `MAX_CHARS`, because no name is longer and nobody may make a comparison slow. The original text is
evidence and stays with whoever holds it; this is only for comparing.

>>> clean("\\u202bＡｙｇｕｌ\\u200d  Демесін\\ud800")
'Aygul Демесін'
"""

from __future__ import annotations

import re
import unicodedata

MAX_CHARS = 160

_REMEMBERED = 1 << 13  # characters
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-zəƏİ\u212a]")
# Letters of the usual names, each of which stands for itself and is joined with no other: most names are made of them.
_PLAIN = re.compile(
    "[- '.,·A-Za-zÀ-ÖØ-öø-ıĴ-ľŁ-ňŊ-žƏə\u0400-\u0481\u048a-\u052f\u0621-\u063a\u0641-\u064a\u0671-\u0674\u0679-\u06d3"
    "\u06d5\u4e00-\u9fff]+"
)
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk"}
_KEPT_SYMBOLS = "`´ˈ"
_APOSTROPHES = dict.fromkeys(map(ord, "`´ˈʻʼ’‘ʿʾ′‛＇"), "'")
_LOOK_ALIKE = ("aeopcyxihəöAEOPCTXHKMBIÖƏ", "аеорсухіһәөАЕОРСТХНКМВІӨӘ")
_AS_CYRILLIC = str.maketrans(*_LOOK_ALIKE)
_AS_LATIN = str.maketrans(*_LOOK_ALIKE[::-1])
_DOTS = dict.fromkeys(map(ord, "··•・‧∙●⋅᛫・･"), "·")


def clean(text: object) -> str:
    """`text` without invisible and impossible characters, in composed form, with single spaces. Never raises."""
    if not isinstance(text, str):
        return ""
    text = text[: MAX_CHARS * 2]
    if text.isascii():
        kept = text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)
        kept = kept.replace("`", "'")
    elif _PLAIN.fullmatch(text):
        kept = text
    else:
        kept = text.translate(_KEPT)
        if not unicodedata.is_normalized("NFKC", kept):
            kept = unicodedata.normalize("NFKC", kept)[: MAX_CHARS * 2].translate(_DOTS).translate(_APOSTROPHES)
    return " ".join(kept.split())[:MAX_CHARS].rstrip()


def unmix(word: str) -> str:
    """A word of Cyrillic and Latin letters, put into the script that most of them are in, by how they look.

    Keyboards without Kazakh letters bring this about, and so do forgeries.

    >>> unmix("Серiк") == "Серік"
    True
    """
    if not is_mixed(word):
        return word
    latin = sum("a" <= char.lower() <= "z" or char in "əƏ" for char in word)
    cyrillic = sum("\u0400" <= char <= "\u052f" for char in word)
    return word.translate(_AS_CYRILLIC if cyrillic >= latin else _AS_LATIN)


def is_mixed(text: str) -> bool:
    """Whether there are both Cyrillic and Latin letters in it."""
    return not text.isascii() and bool(_CYRILLIC.search(text) and _LATIN.search(text))


def fold(text: str) -> str:
    """Lower case without marks: what two spellings of one Latin or Cyrillic word share.

    >>> fold("Ötkür'")
    'otkur'
    """
    return drop_marks(text.casefold()).replace("'", "")


def drop_marks(text: str) -> str:
    """`text` without accents and dots above; ı becomes i.

    >>> drop_marks("Ötkür Şadi")
    'Otkur Sadi'
    """
    plain = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return plain.replace("ı", "i")


class _Kept(dict[int, str]):
    """What each character becomes, for `str.translate`: looked up once, however often it comes."""

    def __missing__(self, code: int) -> str:
        found = _keep(chr(code)).translate(_DOTS).translate(_APOSTROPHES)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[code] = found
        return found


def _keep(char: str) -> str:
    if char in _KEPT_SYMBOLS or char in "\u200c":
        return "" if char == "\u200c" else char
    if char in "\t\n\r\v\f":
        return " "
    return "" if unicodedata.category(char) in _DROPPED else char


_KEPT = _Kept()
