"""What a word is within a name: a title, a father's name, an ending that comes and goes.

The tables (`data/parts.tsv`, and `data/place_kinds.tsv` for places) list spellings in every script. Endings are
cut from the text of a word, not from its sounds, so that `Жолдыұлы` leaves `Жолды`, and only where at least
`MIN_STEM` letters remain.

>>> find_title("hajji").cost
0.15
>>> stem, ending = cut_ending("насырова"); stem, ending.kind, ending.gender
('насыр', 'surname', 'f')
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from tizim.names.chinese import is_hanzi
from tizim.names.tables import read_table

_WORDS = ("title", "particle", "place")

PLACE_COST = 0.05  # of the word for what kind of place it is, on one side only
MIN_STEM = 3
MIN_STEM_HANZI = 2


@dataclass(frozen=True)
class Part:
    """`kind` of a word: title, particle, place; of an ending: patronymic, surname, fond, place_ending.

    `cost` when only one side has it; gender m, f or "".
    """

    kind: str
    gender: str
    cost: float


def find_title(word: str) -> Part | None:
    """The title or particle that a lower-case word is, or None."""
    return _words().get(word)


def cut_ending(word: str) -> tuple[str, Part] | None:
    """The stem of a lower-case word and the ending it carries, the longest that the table knows; or None."""
    sizes = _sizes().get(word[-1:])
    if sizes is None:
        return None
    most = len(word) - (MIN_STEM_HANZI if is_hanzi(word[:1]) else MIN_STEM)
    endings = _endings()
    for size in sizes:
        if size <= most and (part := endings.get(word[-size:])):
            return word[:-size], part
    return None


@functools.cache
def _words() -> dict[str, Part]:
    return {form: part for form, part in _iter_parts() if part.kind in _WORDS}


@functools.cache
def _endings() -> dict[str, Part]:
    return {form: part for form, part in _iter_parts() if part.kind not in _WORDS}


@functools.cache
def _sizes() -> dict[str, list[int]]:
    """How long the endings are that end in a letter, longest first."""
    found: dict[str, set[int]] = {}
    for ending in _endings():
        found.setdefault(ending[-1], set()).add(len(ending))
    return {letter: sorted(sizes, reverse=True) for letter, sizes in found.items()}


def _iter_parts() -> Iterator[tuple[str, Part]]:
    for row in read_table("place_kinds.tsv"):
        if row["kind"] != "people":
            yield from ((form, Part("place", "", PLACE_COST)) for form in row["words"].split())
        for form in row["endings"].split():
            yield form, Part("place_ending", "", PLACE_COST)
    for row in read_table("parts.tsv"):
        part = Part(row["kind"], row["gender"], float(row["cost"]))
        for form in row["forms"].split():
            yield form, part
