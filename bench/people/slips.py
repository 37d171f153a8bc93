"""Slips of typists, by script: dropped, doubled, swapped and neighbouring letters, other vowels, other characters.

These are edits of letters on the page. They know nothing of sounds, and nothing of how names are compared.
"""

from __future__ import annotations

import random
from functools import cache

from .chinese import _pairs
from .writing import HERE

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_VOWELS = {
    **dict.fromkeys("aeiou", "aeiou"), **dict.fromkeys("аеиоуы", "аеиоуы"), **dict.fromkeys("әө", "аеоу"),
    **dict.fromkeys("үұі", "уұүиі"), **dict.fromkeys("öü", "ou"), **dict.fromkeys("اەېىوۇۆۈ", "اەېىوۇۆۈ"),
}  # fmt: skip
_LOOK_ALIKE = {
    "m": "rn", "l": "1", "o": "0", "i": "l", "n": "ri", "h": "b", "и": "н", "н": "и", "ш": "щ", "ц": "и",
    "ب": "پ", "پ": "ب", "ق": "ف", "ف": "ق", "ز": "ر", "ر": "ز", "غ": "ع", "ڭ": "ك", "ك": "ڭ",
    "买": "卖", "吐": "叶", "木": "本", "力": "刀", "乌": "鸟", "末": "未", "土": "士", "汗": "汉", "麦": "表",
}  # fmt: skip
_TRADITIONAL = dict(
    zip("买尔热艾迪图苏萨罗达宾别国马麦张陈刘杨龙兰华丽凤贵红卢来汉军强学义东",
        "買爾熱艾迪圖蘇薩羅達賓別國馬麥張陳劉楊龍蘭華麗鳳貴紅盧來漢軍強學義東", strict=True)
)  # fmt: skip


@cache
def _neighbours() -> dict[str, str]:
    return {key: row[max(i - 1, 0) : i] + row[i + 1 : i + 2] for row in _ROWS for i, key in enumerate(row)}


@cache
def _homophones() -> dict[str, str]:
    return {char: chars.replace(char, "") for _, chars in _pairs(HERE / "characters.tsv") for char in chars}


def slip(chance: random.Random, word: str, look_alikes: float) -> str:
    """The word with one slip; with probability `look_alikes` one as a machine reading print makes it."""
    if len(word) < 3:
        return word
    at = chance.randrange(1, len(word))
    letter = word[at].lower()
    kind = chance.random()
    if kind < look_alikes:
        return word[:at] + _LOOK_ALIKE.get(letter, letter) + word[at + 1 :]
    if kind < 0.40 and letter in _VOWELS:
        return word[:at] + chance.choice(_VOWELS[letter]) + word[at + 1 :]
    if kind < 0.55:
        return word[:at] + word[at + 1 :]
    if kind < 0.72:
        return word[:at] + letter + word[at:]
    if kind < 0.86 and at + 1 < len(word):
        return word[:at] + word[at + 1] + letter + word[at + 2 :]
    return word[:at] + chance.choice(_neighbours().get(letter) or letter) + word[at + 1 :]


def slip_in_characters(chance: random.Random, word: str, look_alikes: float) -> str:
    """One character becomes another that sounds alike, or (rarely) looks alike, or is left out."""
    at = chance.randrange(len(word))
    char, kind = word[at], chance.random()
    if kind < look_alikes:
        other = _LOOK_ALIKE.get(char, char)
    elif kind < 0.15 and len(word) > 2:
        other = ""
    else:
        other = chance.choice(_homophones().get(char) or char)
    return word[:at] + other + word[at + 1 :]


def traditional(word: str) -> str:
    """The characters in their traditional form."""
    return "".join(_TRADITIONAL.get(char, char) for char in word)
