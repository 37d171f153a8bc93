"""Case endings of names: Толқынның → Толқын (genitive). Cut where that is certain enough, never from a known name.

>>> from .lexicon import lexicon
>>> cut_case("Толқынның", lexicon("kk"))
Cut(stem='Толқын', case='gen')
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from tizim.names.words import read_words

from .lexicon import Lexicon, lexicon

LEAST_STEM = 3


class Cut(NamedTuple):
    """`case`: gen, acc, dat, obl or "" (none was cut)."""

    stem: str
    case: str


def cut_case(word: str, lex: Lexicon) -> Cut:
    """The word without the ending that the language's table knows, or as it is."""
    return _cut(word, lex.language)


@lru_cache(maxsize=50_000)
def _cut(word: str, language: str) -> Cut:
    for pattern, case, certain in _endings(language):
        found = pattern.search(word)
        if not found or found.start() < LEAST_STEM:
            continue
        stem = word[: found.start()]
        if not is_known(word) and (certain or is_known(stem)):
            return Cut(stem, case)
    return Cut(word, "")


@cache
def _endings(language: str) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    data = lexicon(language).data.get("endings") or []
    return tuple((re.compile(f"(?:{each['form']})$"), each["case"], bool(each.get("certain"))) for each in data)


@lru_cache(maxsize=50_000)
def is_known(word: str) -> bool:
    """Whether `tizim.names` knows the word as a given name or as one made a surname."""
    read = read_words([word]) if len(word) > 2 else ()  # noqa: PLR2004
    return bool(read and (read[0].ids or read[0].stem_ids))
