"""What a sentence must hold for a pattern to be worth trying: most patterns fit few sentences.

Read off the pattern as it is compiled: words of which one stands in every text that it fits. A pattern without such
words is always tried.

What this deliberately is not: a match. A text with the words may still not fit.

>>> sorted(anchors("(?:was|were) (?:taken|led) away|arrested"))
[' away', 'arrested']
>>> anchors(r"\\w+ \\d*")
frozenset()
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

MOST = 80  # words
LEAST = 2  # letters; a single letter stands in every sentence
LEAST_HANI = "\u3400"  # from here on one sign says enough


def anchors(pattern: str) -> frozenset[str]:
    """Words in lower case of which one is in any text that `pattern` fits; empty if that cannot be told."""
    from re import _parser  # type: ignore[attr-defined]

    found = _required(_parser.parse(pattern))
    return found if found and len(found) <= MOST and all(map(_tells, found)) else frozenset()


def _tells(word: str) -> bool:
    return len(word) >= LEAST or word >= LEAST_HANI


def _required(items: Iterable[Any]) -> frozenset[str] | None:
    """The best of what each part of a sequence requires; letters in a row are one word."""
    best: frozenset[str] | None = None
    run = ""
    for kind, value in [*items, (None, None)]:
        if str(kind) == "LITERAL":
            run += chr(value).lower()
            continue
        if str(kind) in ("AT", "ASSERT_NOT"):  # stands between letters without taking room
            continue
        best = _better(best, frozenset({run}) if run else None)
        run = ""
        best = _better(best, _of_part(str(kind), value))
    return best


def _of_part(kind: str, value: Any) -> frozenset[str] | None:
    if kind == "BRANCH":
        each = [_required(branch) for branch in value[1]]
        return frozenset().union(*(one for one in each if one)) if all(each) else None
    if kind == "SUBPATTERN":
        return _required(value[-1])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
        return _required(value[2])
    if kind == "ASSERT":
        return _required(value[1])
    if kind == "ATOMIC_GROUP":
        return _required(value)
    return None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """Fewer and longer words tell more."""
    if one is None or other is None:
        return one if other is None else other
    return max(one, other, key=_worth)


def _worth(words: frozenset[str]) -> tuple[bool, float]:
    usable = len(words) <= MOST and all(map(_tells, words))
    return usable, min(map(len, words)) - len(words) / 20
