"""Who is told of: single people, several members of one household, planted twins; each with an id."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from .given import names_of
from .households import YEAR, household
from .person import Person, id_number

MEMBERS = (2, 3, 4, 5)  # how many of a household are told of, where it is more than one
HAS_NUMBER = 0.9  # share of people with an ID number


def people_of(chance: random.Random, least: int, families: float, twins: float, label: str) -> Iterator[list[Person]]:
    """Groups of told people (one person, a family, two twins) until `least` people have come.

    families: share of households of which several members are told of; twins: share of people who are planted twins.
    """
    told = 0
    mean_group = 1 + families * 2.2
    while told < least:
        members = household(chance)
        if chance.random() < twins * mean_group / 2:
            group = [members[0], twin_of(chance, members[0], f"t{label}-{told}")]
        elif chance.random() < families:
            others = members[1:]
            group = [members[0], *chance.sample(others, min(chance.choice(MEMBERS) - 1, len(others)))]
        else:
            group = [members[0]]
        for person in group:
            person.id = f"p{label}-{told}"
            told += 1
            if chance.random() < HAS_NUMBER:
                person.id_number = id_number(chance, person)
        yield group


def twin_of(chance: random.Random, person: Person, group: str) -> Person:
    """Another person of the same name, sex, people and county; `twin_kind` says what else is ever told of the two.

    birth: both births, four years or more apart · father: both fathers, of other names · bare: nothing else
    """
    kind = chance.choice(("birth", "father", "bare"))
    person.twin, person.twin_kind = group, kind
    if kind == "father":
        person.way = "grandfather"  # their fathers differ, so their surname is the grandfather's
    year, month, day = person.born
    other_year = year + chance.randrange(4, 31) * chance.choice((-1, 1))
    if not 1925 <= other_year <= YEAR:
        other_year = year - 9
    other = replace(person, born=(other_year, month % 12 + 1, day), village="", family=[], id_number="")
    if kind == "father":
        known = set(person.father.spellings) or {person.father.text}
        fathers = [one for one in names_of(person.people, "m")[0] if not known & {*one.spellings, one.text}]
        other.father = chance.choice(fathers)
    return other
