"""The generator's own lists of given names: loading, how common each is, drawing one. No writing of names here."""

from __future__ import annotations

import random
from bisect import bisect
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from .writing import HERE, sounds_of

RANK_OFFSET, RANK_POWER = 8, 0.9  # how steeply names become rarer: the weight of rank r is (r + offset) ** -power
LONGER = 60  # of so many names of each list there are longer ones that are names of their own (Memet, Memetjan)
LONGER_BY = {  # what they are made longer by, and how common the longer one is beside the short one
    ("uyghur", "m"): (("jan", "江", 0.15), ("axun", "洪", 0.05)),
    ("uyghur", "f"): (("gül", "古丽", 0.12), ("xan", "汗", 0.12)),
    ("kazakh", "m"): (("жан", "江", 0.10), ("бек", "别克", 0.10), ("хан", "汗", 0.05)),
    ("kazakh", "f"): (("гүл", "古丽", 0.08),),
    ("kyrgyz", "m"): (("бек", "别克", 0.15), ("алы", "阿力", 0.05)),
}
LONG_ALREADY = ("jan", "xun", "gül", "xan", "nisa", "жан", "бек", "хан", "гүл", "күл", "алы", "бай", "тай")
COMPOSED = 0.6  # share of Hui given names that are put together from two characters


@dataclass(frozen=True, slots=True)
class Given:
    """A given name (or a Hui surname). `spellings`: sounds, usual one first; `characters`: settled Chinese forms."""

    text: str
    people: str
    spellings: tuple[str, ...]
    characters: tuple[str, ...]


def draw(chance: random.Random, people: str, kind: str) -> Given:
    """A name of that people and kind (m, f; s for a Hui surname), the common ones more often."""
    if people == "hui" and kind != "s" and chance.random() < COMPOSED:
        return _together(_one_of(chance, people, "1" + kind).text, _one_of(chance, people, "2" + kind).text)
    return _one_of(chance, people, kind)


@cache
def names_of(people: str, kind: str) -> tuple[tuple[Given, ...], tuple[float, ...]]:
    """The names of that kind in order of rank, longer ones after them, and their cumulative weights up to 1."""
    weighted: list[tuple[Given, float]] = []
    for rank, row in enumerate(_rows(people, kind)):
        weight = (rank + RANK_OFFSET) ** -RANK_POWER
        weighted.append((_given(people, row), weight))
        for ending, characters, share in LONGER_BY.get((people, kind), ()) if rank < LONGER else ():
            if not row[1].endswith(LONG_ALREADY):
                forms = "/".join(one + characters for one in row[3].split("/") if one)
                weighted.append((_given(people, ["", row[1] + ending, "", forms]), weight * share))
    total = sum(weight for _, weight in weighted)
    return tuple(name for name, _ in weighted), tuple(accumulate(weight / total for _, weight in weighted))


def _one_of(chance: random.Random, people: str, kind: str) -> Given:
    names, weights = names_of(people, kind)
    return names[min(bisect(weights, chance.random()), len(names) - 1)]


def _rows(people: str, kind: str) -> list[list[str]]:
    lines = (HERE / f"{people}_names.tsv").read_text("utf-8").splitlines()
    return [[*line.split("\t"), "", ""][:4] for line in lines if line.split("\t")[0] == kind]


def _given(people: str, row: list[str]) -> Given:
    if people == "hui":
        return Given(row[1], people, (), (row[1],))
    spellings = tuple(sounds_of(one, people) for one in (row[1], *row[2].split(",")) if one)
    return Given(row[1], people, spellings, tuple(one for one in row[3].split("/") if one))


@cache
def _together(first: str, second: str) -> Given:
    return Given(first + second, "hui", (), (first + second,))
