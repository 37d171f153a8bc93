"""What an account tells of a person: partial, sometimes wrong. The names come from `naming.py`."""

from __future__ import annotations

import random

from .chances import cumulated, pick
from .given import draw
from .households import YEAR, neighbour
from .naming import Teller, father_name, full_name, teller, village_name
from .person import Person
from .rates import SYSTEMS_OF, Rates
from .told import Told

_SYSTEMS = {people: cumulated(shares) for people, shares in SYSTEMS_OF.items()}
_BIRTHS = cumulated((("month", 0.10), ("year", 0.47), ("about", 0.16), ("age", 0.27)))


def system_for(chance: random.Random, person: Person) -> str:
    """The system an account about that person is written in."""
    return pick(chance, _SYSTEMS[person.people])


def tell(chance: random.Random, person: Person, by: Teller, mention_id: str, account_id: str) -> Told:
    """One mention of that person by that teller."""
    if person.twin:
        return _tell_twin(chance, person, by, mention_id, account_id)
    rates, random_ = by.rates, chance.random
    other: tuple[str, ...] = ()
    if random_() < rates.other_name:
        other = (full_name(chance, person, teller(chance, system_for(chance, person), rates)),)
    return Told(
        mention_id,
        person.id,
        account_id,
        full_name(chance, person, by),
        other,
        sex_of(chance, person, rates),
        birth(chance, person, rates) if random_() < rates.birth_told else "",
        person.people if random_() < rates.ethnicity_told else "",
        county(chance, person, rates) if random_() < rates.county_told else "",
        village_name(person.village, by) if random_() < rates.village_told else "",
        father(chance, person, by) if random_() < rates.father_told else "",
        relatives(chance, person, by) if random_() < rates.relatives_told else (),
        person.occupation if random_() < rates.occupation_told else "",
        person.id_number if random_() < rates.id_number_told else "",
        "",
        by.system,
        person.true_name,
    )


def _tell_twin(chance: random.Random, person: Person, by: Teller, mention_id: str, account_id: str) -> Told:
    """A planted twin: the name, sex and county, and only the fact that tells the two apart, if there is one."""
    return Told(
        mention_id,
        person.id,
        account_id,
        full_name(chance, person, by, plain=True),
        (),
        person.sex,
        _twin_birth(chance, person) if person.twin_kind == "birth" else "",
        person.people if chance.random() < by.rates.ethnicity_told else "",
        person.county,
        father=father_name(chance, person, by, person.father, alone=True) if person.twin_kind == "father" else "",
        twin_group=person.twin,
        system=by.system,
        true_name=person.true_name,
    )


def _twin_birth(chance: random.Random, person: Person) -> str:
    year, month, day = person.born
    return f"{year:04d}-{month:02d}-{day:02d}" if chance.random() < 0.4 else f"{year:04d}"


def sex_of(chance: random.Random, person: Person, rates: Rates) -> str:
    """As told: mostly right, sometimes nothing, seldom wrong."""
    if chance.random() >= rates.sex_told:
        return ""
    wrong = chance.random() < rates.sex_wrong
    return {"male": "female", "female": "male"}[person.sex] if wrong else person.sex


def birth(chance: random.Random, person: Person, rates: Rates) -> str:
    """EDTF: a day, a month, a year, about a year, or the two years an age leaves open; sometimes wrong."""
    year, month, day = person.born
    draw_ = chance.random()
    if draw_ < rates.birth_wrong:
        year += chance.randrange(2, 11) * chance.choice((-1, 1))
    elif draw_ < rates.birth_wrong + rates.birth_off:
        year += chance.choice((-1, 1))
    if chance.random() < rates.birth_day:
        return f"{year:04d}-{month:02d}-{day:02d}"
    kind = pick(chance, _BIRTHS)
    if kind == "month":
        return f"{year:04d}-{month:02d}"
    if kind == "year":
        return f"{year:04d}"
    if kind == "about":
        rounded = round(year / 5) * 5 if chance.random() < 0.5 else year + chance.randrange(-2, 3)
        return f"{rounded:04d}~"
    told_in = chance.randrange(YEAR - 1, YEAR + 5)
    age = told_in - year - (chance.random() < 0.5)
    return f"[{told_in - age - 1}..{told_in - age}]"


def county(chance: random.Random, person: Person, rates: Rates) -> str:
    """The county, now and then a neighbouring one or only the prefecture."""
    draw_ = chance.random()
    if draw_ < rates.county_neighbour:
        return neighbour(chance, person.county)
    if draw_ < rates.county_neighbour + rates.prefecture_only:
        return person.county[:4] + "00"
    return person.county


def father(chance: random.Random, person: Person, by: Teller) -> str:
    """The father's name as told, now and then somebody else's."""
    if chance.random() < by.rates.father_wrong:
        return father_name(chance, person, by, draw(chance, person.people, "m"))
    return father_name(chance, person, by, person.father)


def relatives(chance: random.Random, person: Person, by: Teller) -> tuple[tuple[str, str], ...]:
    """One to three members of the household, by full name."""
    count = min(1 + (chance.random() < 0.4) + (chance.random() < 0.2), len(person.family))
    chosen = chance.sample(person.family, count)
    return tuple((relation, full_name(chance, other, by)) for relation, other in chosen)
