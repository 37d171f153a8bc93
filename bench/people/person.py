"""An invented person as they are in truth, and what follows from it: the true name, an ID number nobody has."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from .given import Given


@dataclass(slots=True)
class Person:
    """The truth about one person.

    way       how a Kazakh or Kyrgyz surname is made: father, grandfather (bare names), uly, ov
    surname   of Hui only
    family    (relation, person) pairs: what the other one is to them
    """

    people: str
    sex: str
    given: Given
    father: Given
    grandfather: Given
    surname: Given | None
    way: str
    born: tuple[int, int, int]
    county: str
    village: str
    occupation: str = ""
    id_number: str = ""
    twin: str = ""
    twin_kind: str = ""
    id: str = ""
    family: list[tuple[str, Person]] = field(default_factory=list)

    @property
    def true_name(self) -> str:
        """The name as the lists write it, without noise: two people share it exactly if they are namesakes."""
        if self.surname:
            return self.surname.text + self.given.text
        if self.people == "uyghur":
            return f"{self.given.text} {self.father.text}"
        ending = {"uly": ("ұлы", "қызы"), "ov": ("ов", "ова")}.get(self.way, ("", ""))[self.sex == "female"]
        ancestor = self.grandfather if self.way in ("grandfather", "ov") else self.father
        return f"{self.given.text} {ancestor.text}{ending}"


def id_number(chance: random.Random, person: Person) -> str:
    """An 18-digit number with a right check digit whose first two digits, 69, no province has: nobody's number."""
    year, month, day = person.born
    order = chance.randrange(1, 500) * 2 - (person.sex == "male")
    digits = f"69{person.county[2:]}{year:04d}{month:02d}{day:02d}{order:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]
