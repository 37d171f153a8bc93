"""Names of media and of sources as attributions give them: when two spellings mean the same one.

Names are romanised, words that say nothing ("the", "news agency") are set aside, known short forms are spelled out
(`data/aliases.yaml`), initials stand for the full name. The words of the shorter name must all come back in the
longer one; inflected and transliterated words may differ a little.

What this deliberately is not: `names`, which compares persons and says how sure it is. Here a wrong "same" only makes
fewer voices, never more.

>>> same_name("Радио «Сеннет»", "Radio Sennet"), same_name("AP", "The Associated Press"), same_name("Oar", "Lamp")
(True, True, False)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz

from tizim.names.romanised import romanise

from .cues import read_data
from .words import fold

_WORD = re.compile(r"[^\W_]+")
ALIKE = 80.0
STEM = 4


class Outlets:
    """The publishers of some documents, found again under the names that texts give them."""

    def __init__(self, documents: Mapping[str, Mapping[str, Any]]) -> None:
        self._names = {document_id: str(row.get("publisher") or "") for document_id, row in documents.items()}

    def find(self, name: str) -> str | None:
        """The document whose publisher bears this name, the first one if there are several."""
        return next((i for i, known in self._names.items() if known and same_name(name, known)), None)

    def find_named(self, sentence: str, but: str) -> str | None:
        """The document whose publisher's name stands in a sentence, word for word; not the document `but`."""
        words = set(name_words(sentence))
        ids = (i for i in self._names if i != but and name_words(self._names[i]))
        return next((i for i in ids if words.issuperset(name_words(self._names[i]))), None)

    def name_of(self, document_id: str) -> str:
        return self._names.get(document_id, "") or document_id


@lru_cache(maxsize=4096)
def same_name(one: str, other: str) -> bool:
    """Whether two names can mean the same source."""
    short, long = sorted((name_words(one), name_words(other)), key=len)
    if not short:
        return fold(one).strip() == fold(other).strip()
    initials = "".join(word[0] for word in long)
    if len(short) == 1 and len(short[0]) > 1 and short[0] == initials:
        return True
    return all(any(_same_word(word, theirs) for theirs in long) for word in short)


def repeats_others(name: str) -> bool:
    """Whether a name tells no origin: estimates that somebody cites, or what a medium reports ("a Lamp report")."""
    words = _WORD.findall(fold(name))
    told = read_data("aliases")["repeats"]
    named = any(word[:1].isupper() for word in name.split())
    return any(word in told["always"] for word in words) or (named and bool(words) and words[-1] in told["of_a_medium"])


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The telling words of a name, romanised."""
    spelled = _aliases().get(" ".join(_WORD.findall(fold(name))), name)
    words = _WORD.findall(fold(romanise(spelled)))
    return tuple(word for word in words if word not in _empty_words())


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < STEM:
        return False
    return one[:STEM] == other[:STEM] and fuzz.ratio(one, other) >= ALIKE - 15 or fuzz.ratio(one, other) >= ALIKE


@cache
def _aliases() -> Mapping[str, str]:
    """Short forms → full names, both folded where they are looked up."""
    return {
        " ".join(_WORD.findall(fold(str(short)))): full
        for full, shorts in read_data("aliases")["names"].items()
        for short in shorts
    }


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(fold(romanise(word)) for word in read_data("aliases")["empty"])
