"""Which pairs are compared at all: mentions that share a search key of a whole name, an ID number or a picture.

Mentions meet in the order in which they were told: each meets those before it that share a key, of a common key the
last `MOST_EARLIER` ones, or none where the key is a loose one. So the pairs are a function of what was told up to then:
a new mention meets the same candidates at entry as in a rebuild. Not here: comparing.

>>> blocks = Blocks()
>>> blocks.meet("general", "person", {"n:MT.SL"})
[]
>>> blocks.add("general", "person", {"n:MT.SL", "c:SLMT"}, 0)
>>> blocks.meet("general", "person", {"n:MT.SL"})
[0]
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tizim.names.keys import keys, word_keys
from tizim.resolve.features import MentionFeatures
from tizim.resolve.levels import PICTURE

MOST_EARLIER = {"n": 100, "c": 60, "d": 60, "p": 60, "y": 60, "i": 50, "f": 50, "b": 40}
NARROW = 2  # years of birth
PLACE_BITS = 26  # of a number: up to 67 million mentions, 2**37 keys
BAND = 4  # hexadecimal digits of a picture's hash: of 16 bands one is the same where up to 15 bits differ
LOOSE = frozenset("dpy")  # a key of these that is common tells nobody apart


def block_keys(mention: MentionFeatures) -> frozenset[str]:
    """Keys of whole names, of one word with a year of birth (`y:`), ID numbers (`i:`), picture files (`f:`, `b:`).

    Of a person told of by one word, the father's name stands beside it, as it does in many full names.
    """
    alone = [name for name in mention.names if len(name.split()) == 1]
    both = [f"{name} {father}" for name in alone for father in mention.fathers]
    found = {key for name in (*mention.names, *both) for key in keys(name) if key[0] in MOST_EARLIER}
    if mention.born and mention.born.last - mention.born.first < NARROW:
        years = range(mention.born.first, mention.born.last + 1)
        words = {key for name in mention.names for key in _words(name)}
        found |= {f"y:{word[2:]}:{year}" for word in words for year in years}
    found |= {"i:" + number for number in mention.id_numbers}
    for picture in mention.photographs:
        found |= bands(picture) if picture.startswith(PICTURE) else {"f:" + picture}
    return frozenset(found)


def bands(picture: str) -> set[str]:
    """`b:` keys of a picture's hash, a piece of it each: near hashes (`levels.PICTURE_BITS`) have one in common."""
    digits = picture.removeprefix(PICTURE)
    return {f"b:{at:02}{digits[at : at + BAND]}" for at in range(0, len(digits), BAND)}


def counted_keys(mention: MentionFeatures) -> frozenset[str]:
    """By which bearers of a name are counted: whole names (`n:`), and each word (`a:`) for those told of by one."""
    return frozenset(key for name in mention.names for key in (*_whole(name), *_words(name)))


def bearer_keys(mention: MentionFeatures) -> tuple[frozenset[str], frozenset[str]]:
    """By which it is asked how many bear its names: whole names; and names of one word, borne by all who have it."""
    single = [name for name in mention.names if len(name.split()) == 1]
    whole = frozenset(key for name in mention.names if name not in single for key in _whole(name))
    return whole, frozenset(key for name in single for key in _words(name))


@lru_cache(maxsize=1 << 16)
def _whole(name: str) -> tuple[str, ...]:
    """Its `n:` keys, of which those that name most words by the lexicon: consonants alone are common to many names."""
    found = [key for key in keys(name) if key[0] == "n"]
    known = [sum(word.islower() for word in key[2:].split(".")) for key in found]
    return tuple(key for key, count in zip(found, known, strict=True) if count == max(known))


@lru_cache(maxsize=1 << 16)
def _words(name: str) -> tuple[str, ...]:
    """For each word its key in the lexicon, or by its consonants if it is not there."""
    found: set[str] = set()
    for word in word_keys(name):
        listed = [key for key in word if key[0] == "l"]
        found.update("a:" + key for key in listed or word if key[0] in "lw")
    return tuple(found)


def choose(key: str, earlier: list) -> list:
    """Of the mentions that share `key` and came before, in their order, those to compare with."""
    most = MOST_EARLIER[key[0]]
    if len(earlier) <= most:
        return earlier
    return [] if key[0] in LOOSE else earlier[-most:]


def code_of(circle: str, kind: str, key: str) -> int:
    """A key as a number: the same key of two circles gives two. Two keys that happen to have one number only bring
    two mentions together, which are then compared like any others."""
    digest = hashlib.blake2b(f"{circle}\0{kind}\0{key}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> (1 + PLACE_BITS)


def meeting_id(code: int, place: int) -> int:
    """The number under which a mention at `place` of the order of telling is kept for one of its keys."""
    return code << PLACE_BITS | place


def place_of(stored: int) -> int:
    """The place in such a number."""
    return stored & ((1 << PLACE_BITS) - 1)


class Blocks:
    """Mentions by key, kept in memory while a whole archive is compared."""

    def __init__(self) -> None:
        self.members: dict[int, list[int]] = defaultdict(list)

    def meet(self, circle: str, kind: str, own: Iterable[str]) -> list[int]:
        """Places of those of `circle` that came before and share one of the keys."""
        found: set[int] = set()
        for key in own:
            found.update(choose(key, self.members.get(code_of(circle, kind, key), [])))
        return sorted(found)

    def add(self, circle: str, kind: str, own: Iterable[str], place: int) -> None:
        for key in own:
            self.members[code_of(circle, kind, key)].append(place)

    def rows(self) -> Iterator[int]:
        """What `meeting_id` gives for all that were added, smallest first."""
        for code in sorted(self.members):
            for place in self.members[code]:
                yield meeting_id(code, place)
