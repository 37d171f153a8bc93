"""What one statement may be used for less than its account: the narrowing, read from words, failing closed.

>>> read_narrowing({"publish statement": "нет", "date precision": "year"})
({'publish_statement': 'no', 'date_precision': 'year'}, [])
>>> read_narrowing({"pubish name": "initials"})[0]["publish_statement"]
'no'
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tizim.core.vocabularies import fold, load_yaml, vocabulary


def read_narrowing(given: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """(purpose → level, the purposes that could not be understood).

    A purpose or level that is not understood may have meant anything: everything but keeping is then refused.
    """
    read: dict[str, str] = {}
    unread = []
    for purpose, level in given.items():
        code = vocabulary("consent_purposes").find(purpose)
        found = _levels(code).get(fold(level)) if code else None
        if code and found:
            read[code] = found
        elif level.strip():
            unread.append(f"{purpose}: {level}")
    return (_least() | {"keep": read.get("keep", "yes")} if unread else read), unread


@cache
def _levels(code: str) -> dict[str, str]:
    levels = vocabulary("consent_purposes").term(code).more["levels"]
    words = load_yaml(Path("vocabularies/consent_purposes.yaml"))["level_words"]
    return {fold(word): level for level in levels for word in (level, *words[level])}


@cache
def _least() -> dict[str, str]:
    terms = vocabulary("consent_purposes").terms
    return {code: term.more["levels"][0] for code, term in terms.items() if code != "keep"}
