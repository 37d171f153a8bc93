"""Whether a short Chinese name is Chinese itself (张春贤) or the transcription of another one (马木提 is Mamut).

The difference matters: the syllables of a transcription stand for many sounds each, those of a Chinese name for
themselves only. Decided by surname, length, the list of given names, and the characters or syllables that follow
the surname. Surnames and characters: `data/surnames.tsv`.

>>> judge_characters("张春贤"), judge_characters("李力"), judge_characters("马木提")
('yes', 'maybe', '')
>>> judge_syllables([("zhang",), ("chun", "xian")]), judge_syllables([("mu", "la", "ti")])
('yes', '')
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from tizim.names.chinese import pinyin_of
from tizim.names.lexicon import ids_of_syllables
from tizim.names.tables import read_table

LONGEST = 4
_GIVEN = 2  # syllables of a given name at most


def judge_characters(text: str) -> str:
    """`yes`, `maybe` or `` for a name of Chinese characters without an interpunct."""
    surnames, compounds, transcribing = _characters()
    cut = 2 if text[:2] in compounds else 1
    given = text[cut:]
    if not 1 <= len(given) <= _GIVEN or (cut == 1 and text[0] not in surnames):
        return ""
    if ids_of_syllables(pinyin_of(text)):
        return ""
    return "maybe" if transcribing.issuperset(given) else "yes"


def judge_syllables(words: Sequence[tuple[str, ...]]) -> str:
    """`yes`, `maybe` or `` for a name in pinyin, its words as syllables, the surname first or last."""
    surnames = _surname_syllables()
    if len(words) == 1:
        whole = words[0]
        if not 2 <= len(whole) <= 1 + _GIVEN or whole[0] not in surnames or ids_of_syllables(whole):
            return ""
        return "maybe" if _transcribing_syllables().issuperset(whole[1:]) else "yes"
    if len(words) != 2:  # noqa: PLR2004
        return ""
    for surname, given in (words, words[::-1]):
        if len(surname) == 1 and surname[0] in surnames and len(given) <= _GIVEN and not ids_of_syllables(given):
            return "yes"
    return ""


def surname_last(words: Sequence[tuple[str, ...]]) -> list[str]:
    """Spaced pinyin of three syllables with the surname put first, if the last may be one: [`xiao yun ma`] is 马小云.

    >>> surname_last([("xiao", "yun", "ma")]), surname_last([("mu", "la", "ti")])
    (["ma'xiao'yun"], [])
    """
    if len(words) != 1 or len(words[0]) != 1 + _GIVEN or words[0][-1] not in _surname_syllables():
        return []
    if ids_of_syllables(words[0]) or _transcribing_syllables().issuperset(words[0][:-1]):
        return []
    return ["'".join((words[0][-1], *words[0][:-1]))]


@functools.cache
def _characters() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    rows = {row["kind"]: row["characters"] for row in read_table("surnames.tsv")}
    return frozenset(rows["surname"]), frozenset(rows["compound"].split()), frozenset(rows["transcribing"])


@functools.cache
def _surname_syllables() -> frozenset[str]:
    return frozenset(pinyin_of("".join(_characters()[0])))


@functools.cache
def _transcribing_syllables() -> frozenset[str]:
    return frozenset(pinyin_of("".join(_characters()[2])))
