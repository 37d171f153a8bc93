"""The words by which a text is found: what is put into an index, what is asked of it, and where they stand in a text.

Letters that keyboards interchange are one (`core.scripts.fold_letters`). A run of Chinese characters becomes its pairs
and its last character, so that a name of two characters is found inside a sentence that has no spaces. Other words are
found by their beginning, which is enough for languages that put endings on them. Nothing here knows a database.

>>> indexed("于丽亚在 Tekes县")
'于丽 丽亚 亚在 在 tekes 县'
>>> [word.parts for word in asked("丽亚 Текес")]
[('丽亚',), ('текес',)]
>>> list(places("Она жила в Текесе.", asked("текес")))
[(11, 16)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tizim.core.scripts import fold_letters

MOST_WORDS = 12  # of one question
_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|(?:(?![{_HAN}_])\w)+")
_IS_HAN = re.compile(rf"[{_HAN}]")
_SAME = {"ى": "[ىيی]", "ك": "[كک]", "ه": "[هھە]", "е": "[её]"}


@dataclass(frozen=True)
class Word:
    """One word of a question: `parts` stand side by side in the index; `begins`: the last is a beginning only."""

    text: str
    parts: tuple[str, ...]
    begins: bool


def indexed(text: str) -> str:
    """The words of a text, between spaces, as an index holds them."""
    found: list[str] = []
    for run in _RUN.findall(fold_letters(text)):
        if _IS_HAN.match(run):
            found += [run[at : at + 2] for at in range(len(run))]
        else:
            found.append(run)
    return " ".join(found)


def asked(text: str) -> list[Word]:
    """The words of a question, all of which must be there; at most MOST_WORDS."""
    words = []
    for run in _RUN.findall(fold_letters(text))[:MOST_WORDS]:
        pairs = tuple(run[at : at + 2] for at in range(len(run) - 1))
        is_pairs = bool(_IS_HAN.match(run)) and bool(pairs)
        words.append(Word(run, pairs if is_pairs else (run,), not is_pairs))
    return words


def places(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where the words stand in a text as it is written: (begin, end), in order and apart from each other."""
    pattern = _pattern(tuple(words))
    if pattern is not None:
        yield from (found.span() for found in pattern.finditer(text))


@lru_cache(maxsize=64)
def _pattern(words: tuple[Word, ...]) -> re.Pattern[str] | None:
    said = [("" if _IS_HAN.match(word.text) else r"(?<!\w)") + _letters(word.text) for word in words]
    return re.compile("|".join(said), re.IGNORECASE) if said else None


def _letters(text: str) -> str:
    return "".join(_SAME.get(letter) or re.escape(letter) for letter in text)
