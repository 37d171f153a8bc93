"""A profile as a value: all statements about one person, facility or group, assembled. Always computed, never stored.

`statements.assemble` makes profiles, `corroborate` counts the voices, shells and `publish` show them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

OFFICIAL_KINDS = frozenset({"official", "state_media"})  # sources that give the official version


def is_official(how_known: str, source_kind: str) -> bool:
    """Whether it is the official version: an office or its media speak, or are carried."""
    return how_known == "official_statement" or source_kind in OFFICIAL_KINDS


@dataclass(frozen=True)
class Voice:
    """One of the voices of a count, or what is none: where tellings end that are one, and who goes back there.

    state   origin, carries, unresolved (no certain voice), circular (no voice)
    joined  why several ends are one: a code of `wording.joined_words`; "" where there is one end only
    ends    ids of the accounts where these tellings end; of a ring all its accounts
    items   ids of the accounts that say so and go back to them
    counts  whether it is one of the number `best`; what is carried and heard directly as well is not
    """

    state: str
    joined: str = ""
    ends: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    counts: bool = True


@dataclass(frozen=True)
class Voices:
    """How many independent voices stand behind some items, as far as the archive shows.

    best is a count, low..high its range (equal when nothing is uncertain); circular: the items only cite each other.
    `steps` are the reasons in words and codes: (account_id, relation, account_id or source, why); `each` is who the
    voices of `best` are.
    """

    items: int
    best: int
    low: int
    high: int
    circular: bool = False
    steps: tuple[tuple[str, str, str, str], ...] = ()
    each: tuple[Voice, ...] = ()


@dataclass(frozen=True)
class Item:
    """One account's saying so. `told_by`: as in `core.values.Statement`; never outside the office."""

    statement_id: str
    account_id: str
    account_number: int
    source_id: str
    source_label: str  # public name, or what may be said of a sealed source ("a relative, S-14")
    how_known: str
    as_said: str = ""
    language: str = ""
    told_on: str = ""
    through: tuple[str, ...] = ()
    locator: str = ""
    when: str = ""  # EDTF, as this account gives it
    place: str = ""
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    told_by: str = ""


@dataclass(frozen=True)
class ProfileValue:
    """One value of one property with everyone who gives it.

    valid_when, place  the most precise that an item gives and that no other item speaks against
    qualifiers         those on which all items agree that have them; each item keeps its own
    related_id         the mention, where the value is another subject
    """

    property: str
    value: str
    valid_when: str = ""
    place: str = ""
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    value_raw: str = ""
    items: tuple[Item, ...] = ()
    voices: Voices | None = None
    related_id: str = ""


@dataclass(frozen=True)
class Contradiction:
    """Two statements that cannot both hold, and the rule that says so (a code of `core/data/exclusions.yaml`)."""

    statement_a: str
    statement_b: str
    rule: str
    certain: bool = True


@dataclass(frozen=True)
class Profile:
    """`sections`: code → values, in the order the field knows (see `statements.assemble`).

    voices           of everything that is told, the official version aside
    official_voices  of the official version, counted apart; None where there is none
    """

    id: str
    kind: str
    mention_ids: tuple[str, ...]
    names: tuple[str, ...]
    sections: Mapping[str, tuple[ProfileValue, ...]] = field(default_factory=dict)
    contradictions: tuple[Contradiction, ...] = ()
    voices: Voices | None = None
    official_voices: Voices | None = None
