"""Which place a text names, in any script and spelling: 喀什, Qeshqer, Кашгар and Kaxgar are one.

`core.places` knows the divisions and says what contains what; here they are also found by sound, by the endings that
say what kind of place is meant (县, nahiyisi, ауданы) and by the names they once had (`data/exonyms.tsv`). Every answer
is a proposal with a number from 0 to 1. Villages, streets and places of other countries are not known.

>>> [(found.code, found.label) for found in find_place("Қәшқәр шәһири")]
[('653101', 'Kashgar City')]
>>> find_place("迪化")[0].label, find_place("nowhere at all")
('Urumqi', ())
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from tizim.core import places
from tizim.names.aliases import HOME, LEAST_CLASSES, bare_name, find_alias, index, kind_of
from tizim.names.clean import clean
from tizim.names.distance import consonants, distance
from tizim.names.prepared import PreparedName, prepare
from tizim.names.words import cut_text

LIMIT = 5
NEAR_ENOUGH = 0.3  # of a misspelt name
LONGEST_TEXT = 80  # characters of an address
LONGEST = 24  # sounds of a name worth looking for
EXACT = 1.0
NAMESAKE = 0.9  # one of several places of that name
OTHER_KIND = 0.6  # the name fits, the kind of place does not


@dataclass(frozen=True)
class PlaceFound:
    """`code` and `label` as in `core.places`; `probability` 0..1 that the text means this place."""

    code: str
    label: str
    probability: float


@functools.lru_cache(maxsize=4096)
def find_place(text: str, language: str = "en", limit: int = LIMIT) -> tuple[PlaceFound, ...]:
    """The places that `text` may name, the likeliest first, at most `limit`; () if none. Never raises for any text."""
    cleaned = clean(text)
    pieces = tuple(piece.casefold() for piece in cut_text(cleaned))
    bare, kinds = bare_name(pieces)
    chances: dict[str, float] = {}
    if len(cleaned) <= LONGEST_TEXT and (known := places.find_place(cleaned)):
        chances[known.code] = EXACT if not kinds or kind_of(known.code) in kinds else OTHER_KIND
    if bare and not (kinds and bare in pieces and len(pieces) == 1):  # no name, only a kind of place
        _add_listed(chances, cleaned, pieces)
        if not chances:
            _add_near(chances, prepare(cleaned), kinds)
    ranked = sorted(chances.items(), key=lambda chance: (-chance[1], _breadth(chance[0]), chance[0]))
    return tuple(PlaceFound(code, places.place_label(code, language), chance) for code, chance in ranked[:limit])


def _add_listed(chances: dict[str, float], text: str, pieces: tuple[str, ...]) -> None:
    alias = find_alias(pieces, prepare(text).words)
    codes = sorted(code for code in (alias.ids if alias else ()) if kind_of(code))
    kinds = bare_name(pieces)[1]
    for code in codes:
        fits = not kinds or kind_of(code) in kinds
        chance = (EXACT if len(codes) == 1 else NAMESAKE) if fits else OTHER_KIND
        chances[code] = max(chance, chances.get(code, 0.0))


def _add_near(chances: dict[str, float], name: PreparedName, kinds: frozenset[str]) -> None:
    """Misspelt names of the region: by sound, among names with nearly the same consonants."""
    for words in name.readings:
        run = b"".join(word.stem or word.sounds for word in words if word.kind not in ("place", "particle"))
        classes = consonants(run)
        if len(classes) < LEAST_CLASSES or len(run) > LONGEST:
            continue
        for listed, entries in index().by_sound.items():
            if abs(len(listed) - len(classes)) > 1 or (classes and listed[:1] != classes[:1]):
                continue
            for sounds, code in entries:
                far = distance(run, sounds)
                if far <= NEAR_ENOUGH and code.startswith(HOME):
                    fits = not kinds or kind_of(code) in kinds
                    chance = round((1 - far) * (NAMESAKE if fits else OTHER_KIND), 2)
                    chances[code] = max(chance, chances.get(code, 0.0))


def _breadth(code: str) -> int:
    """How many places contain it. Of two with one name the wider comes first: too wide is less wrong than elsewhere."""
    return sum(1 for _place in places.iter_parents(code))
