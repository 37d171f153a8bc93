"""Which documents are worth comparing by meaning: sentence vectors are slow, so few are.

A document meets at most MOST of those before it: BY_ANCHORS that share most anchors with it (numbers, and names as they
sound, so that they meet across scripts), then those published nearest to it, and at the last those given just before
it: translations often come together. All this chooses who is compared and nothing else: it is never evidence.

What this deliberately is not: `index`, which finds shared words at any scale.

Invariants: which earlier documents a document meets never changes by what comes later · texts too short for
`meaning_matches` meet nobody.

>>> story = "In 1931 the vans came for Temir. " + "Nobody in the lane opened a door to the men. " * 5
>>> rows = [{"id": "a", "text": story, "published": "2018-03-01"},
...         {"id": "b", "text": story, "published": "2018-03-04"}]
>>> list(candidates(rows))
[('a', []), ('b', ['a'])]
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from tizim.names import romanise

from .words import Words, read_words

MOST, BY_ANCHORS, BY_DATE = 40, 16, 16
NEAR_DAYS = 60
ANCHORS = 2  # that two documents share at least, unless their dates are near
LEAST_SENTENCES = 4
HOLDERS = 200  # documents of one anchor that are looked at: the first ones
_VOWELS = re.compile(r"[aeiouyäöüéëıәөүұіәʼ'’`\-\s]+")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def candidates(documents: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    """(id, ids of the earlier documents to compare it with, most promising first)."""
    holders: dict[str, list[str]] = {}
    dated: list[tuple[int, str]] = []
    given: deque[str] = deque(maxlen=MOST)
    for document in documents:
        document_id, words = str(document["id"]), read_words(str(document.get("text") or ""))
        if len(words.sentences) < LEAST_SENTENCES:
            continue
        own = anchors(words)
        day = day_of(str(document.get("published") or ""))
        yield document_id, _nearest(own, day, holders, dated, given)
        for anchor in sorted(own):
            known = holders.setdefault(anchor, [])
            if len(known) < HOLDERS:
                known.append(document_id)
        given.append(document_id)
        if day is not None:
            dated.append((day, document_id))


def anchors(words: Words) -> set[str]:
    """Numbers of two digits or more, and names by their consonants in Latin letters."""
    found = set()
    for word, plain in zip(words.folded, words.plain, strict=True):
        if any(letter.isdigit() for letter in word):
            digits = "".join(str(int(letter)) for letter in word if letter.isdecimal())
            if len(digits) >= 2:
                found.add(digits)
        elif not plain and len(word) >= 4:
            found.update(_sound(word))
    return found


@lru_cache(maxsize=20_000)
def _sound(word: str) -> tuple[str, ...]:
    """A name as it sounds in Latin letters without vowels, if enough is left."""
    sound = _VOWELS.sub("", romanise(word).casefold())
    return (sound,) if len(sound) >= 3 else ()


def day_of(published: str) -> int | None:
    """The day of a date, or the middle of its month or year, as a running number; None without one."""
    found = _DATE.match(published)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        return date(year or 1, month or 7, day or 15).toordinal()
    except ValueError:
        return None


def _nearest(
    own: Collection[str],
    day: int | None,
    holders: Mapping[str, Sequence[str]],
    dated: Sequence[tuple[int, str]],
    given: Sequence[str],
) -> list[str]:
    shared = Counter(other for anchor in own for other in holders.get(anchor, ()))
    near = {other: abs(its - day) for its, other in dated if day is not None and abs(its - day) <= NEAR_DAYS}
    named = sorted((-count, near.get(other, NEAR_DAYS), other) for other, count in shared.items() if count >= ANCHORS)
    chosen = [other for _, _, other in named[:BY_ANCHORS]]
    dates = sorted((distance, -shared[other], other) for other, distance in near.items() if other not in chosen)
    chosen += [other for _, _, other in dates[:BY_DATE]]
    return chosen + [other for other in reversed(given) if other not in chosen][: MOST - len(chosen)]
