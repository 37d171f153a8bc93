"""Invented households: a person in the middle, with father, siblings, spouse and children, drawn at random.

Nobody here is meant to be anybody. What an account tells of them is decided in `telling.py`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from .chances import Table, cumulated, pick
from .given import Given, draw
from .person import Person
from .writing import HERE

YEAR = 2018  # ages are counted in this year
MEN = 0.68  # share of men where the sex is free: registers of detention list more men
PEOPLES = ("uyghur", "kazakh", "kyrgyz", "hui")
# Shares of the told people by prefecture (first four digits): uyghur, kazakh, kyrgyz, hui.
SHARES = {
    "6501": (70, 14, 1, 15), "6502": (75, 20, 1, 4), "6504": (93, 1, 0, 6), "6505": (74, 22, 0, 4),
    "6523": (25, 48, 1, 26), "6527": (50, 42, 0, 8), "6528": (91, 1, 0, 8), "6529": (97, 0, 2, 1),
    "6530": (68, 0, 32, 0), "6531": (98, 0, 1, 1), "6532": (99, 0, 0, 1), "6540": (52, 40, 2, 6),
    "6542": (13, 77, 2, 8), "6543": (4, 91, 0, 5),
}  # fmt: skip
AGES = (3, 7, 22, 25, 20, 13, 6, 3, 1)  # weight of each ten years of age from 0: those of working age are told of most
WAYS = (("father", 0.5), ("grandfather", 0.2), ("uly", 0.13), ("ov", 0.17))
OCCUPATIONS = (
    ("farmer", 34), ("herder", 10), ("trader", 9), ("driver", 6), ("teacher", 6), ("imam", 5), ("housewife", 7),
    ("cook", 3), ("doctor", 2), ("tailor", 3), ("builder", 4), ("official", 3), ("pensioner", 4), ("businessman", 3),
    ("singer", 1), ("writer", 1), ("mechanic", 2), ("butcher", 2), ("baker", 2),
)  # fmt: skip
VILLAGE_WORDS = (
    "yëngi", "kona", "bagh", "östeng", "yar", "kök", "aq", "qara", "su", "tagh", "bazar", "dong", "chong", "kichik",
    "bulaq", "ërish", "tërek", "qumluq", "saray",
)  # fmt: skip
VILLAGES = 60  # villages of a county

_WAYS, _OCCUPATIONS = cumulated(WAYS), cumulated(OCCUPATIONS)
_PEOPLES = {prefecture: cumulated(zip(PEOPLES, shares, strict=True)) for prefecture, shares in SHARES.items()}
_AGES = cumulated((str(10 * decade), weight) for decade, weight in enumerate(AGES))


@cache
def _counties() -> Table:
    rows = [line.split("\t") for line in (HERE / "counties.tsv").read_text("utf-8").splitlines() if line[0] != "#"]
    return cumulated((code, float(thousands)) for code, thousands in rows)


@cache
def _villages(county: str) -> tuple[str, ...]:
    """The invented villages of a county (in ULY), the same in every run."""
    chance = random.Random(f"villages/{county}")
    return tuple(chance.choice(VILLAGE_WORDS) + chance.choice(VILLAGE_WORDS) for _ in range(VILLAGES))


def neighbour(chance: random.Random, county: str) -> str:
    """Another county of the same prefecture (the same one where there is no other)."""
    others = [code for code in _counties()[0] if code[:4] == county[:4] and code != county]
    return chance.choice(others) if others else county


@dataclass(frozen=True, slots=True)
class _House:
    people: str
    county: str
    village: str
    way: str
    surname: Given | None


def household(chance: random.Random) -> list[Person]:
    """Everybody of one household, all related; the one in the middle comes first."""
    county = pick(chance, _counties())
    people = pick(chance, _PEOPLES[county[:4]])
    surname = draw(chance, people, "s") if people == "hui" else None
    house = _House(people, county, chance.choice(_villages(county)), pick(chance, _WAYS), surname)
    father, grandfather = draw(chance, people, "m"), draw(chance, people, "m")
    taken = {father.text}  # nobody is named like their father or their sibling
    year = YEAR - int(pick(chance, _AGES)) - chance.randrange(10)
    head = _member(chance, house, father, grandfather, year, taken)
    elder = _member(
        chance, house, grandfather, draw(chance, people, "m"), year - chance.randrange(20, 36), set(), "male"
    )
    elder.given = father
    siblings = [
        _member(chance, house, father, grandfather, min(year + chance.randrange(-9, 10), YEAR), taken)
        for _ in range(chance.randrange(3))
    ]
    members = [head, elder, *siblings]
    _relate_siblings(elder, [head, *siblings])
    return members + _spouse_and_children(chance, house, head) if year < YEAR - 21 else members


def _member(
    chance: random.Random, house: _House, father: Given, grandfather: Given, year: int, taken: set[str], sex: str = ""
) -> Person:
    """One of the house, not named like any of `taken`, which the name joins."""
    sex = sex or ("male" if chance.random() < MEN else "female")
    age = YEAR - year
    given = draw(chance, house.people, "m" if sex == "male" else "f")
    while given.text in taken:
        given = draw(chance, house.people, "m" if sex == "male" else "f")
    taken.add(given.text)
    return Person(
        people=house.people,
        sex=sex,
        given=given,
        father=father,
        grandfather=grandfather,
        surname=house.surname,
        way=house.way,
        born=(year, chance.randrange(1, 13), chance.randrange(1, 29)),
        county=house.county,
        village=house.village,
        occupation="" if age < 6 else "student" if age < 20 else pick(chance, _OCCUPATIONS),
    )


def _spouse_and_children(chance: random.Random, house: _House, head: Person) -> list[Person]:
    """The spouse is of the same people and village with a father of their own; surnames do not change on marriage."""
    people = house.people
    surname = draw(chance, people, "s") if people == "hui" else None
    other = _House(people, house.county, house.village, pick(chance, _WAYS), surname)
    sex = "female" if head.sex == "male" else "male"
    year = head.born[0] + chance.randrange(-6, 7)
    spouse = _member(chance, other, draw(chance, people, "m"), draw(chance, people, "m"), year, set(), sex)
    man, his = (head, house) if head.sex == "male" else (spouse, other)
    taken = {man.given.text}
    children = [
        _member(chance, his, man.given, man.father, min(head.born[0] + chance.randrange(19, 38), YEAR), taken)
        for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 4)))
    ]
    _relate_couple(head, spouse, children)
    return [spouse, *children]


def _relate_siblings(father: Person, brood: list[Person]) -> None:
    for one in brood:
        one.family.append(("father", father))
        father.family.append(("son" if one.sex == "male" else "daughter", one))
        one.family += [("brother" if o.sex == "male" else "sister", o) for o in brood if o is not one]


def _relate_couple(head: Person, spouse: Person, children: list[Person]) -> None:
    head.family.append(("wife" if spouse.sex == "female" else "husband", spouse))
    spouse.family.append(("wife" if head.sex == "female" else "husband", head))
    for child in children:
        for parent in (head, spouse):
            parent.family.append(("son" if child.sex == "male" else "daughter", child))
            child.family.append(("father" if parent.sex == "male" else "mother", parent))
        child.family += [("brother" if o.sex == "male" else "sister", o) for o in children if o is not child]
