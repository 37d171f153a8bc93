"""Who is related to a person, as statements say it, and to these in turn. Nothing is inferred and no source is named.

A statement says that one person is the daughter of another; from the other end it is told by the inverse of the word
("parent"). Who speaks is no relative here: what sources are to whom they speak of stays with the testifying parties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tizim.core.dates import sort_key
from tizim.core.i18n import current_language
from tizim.core.values import Facts, Statement
from tizim.core.vocabularies import vocabulary
from tizim.db import homes, judging, near
from tizim.policies import Actor

MOST = 60  # relatives whose own relatives and states are asked for
MOST_ACCOUNTS = 400
HELD = frozenset({"camp", "custody", "pretrial", "sentenced", "house_arrest", "forced_labour"})
UP = frozenset({"father", "mother", "parent", "step_or_foster_parent"})
DOWN = frozenset({"son", "daughter", "child", "step_or_foster_child"})
PARTNERS = frozenset({"husband", "wife", "spouse", "former_spouse", "co_wife", "fiance"})
SIBLINGS = frozenset(
    {"brother", "elder_brother", "younger_brother", "sister", "elder_sister", "younger_sister", "sibling"}
)
RANK_OF = {code: rank for rank, codes in ((1, UP), (0, PARTNERS | SIBLINGS), (-1, DOWN)) for code in codes}
RANK_OF |= {"grandparent": 2, "grandchild": -2}


@dataclass(frozen=True)
class Relative:
    """Somebody related. code: what they are to `of` ("" : to the person of the page), `numbers`: accounts that say so.

    state: the newest status told of them, a code, and when; "" where none is told.
    """

    id: str
    name: str
    code: str
    numbers: tuple[int, ...]
    state: str = ""
    as_of: str = ""
    of: str = ""

    @property
    def held(self) -> bool:
        return self.state in HELD

    @property
    def rank(self) -> int | None:
        """Generations above the person; None for kin of no generation."""
        return RANK_OF.get(self.code)

    @property
    def word(self) -> str:
        known = vocabulary("relations")
        return known.label(self.code, current_language()) if self.code in known.codes else self.code

    @property
    def state_word(self) -> str:
        known = vocabulary("statuses")
        return known.label(self.state, current_language()) if self.state in known.codes else ""


Told = dict[tuple[str, str], dict[str, set[int]]]  # (whose, who) → what they are → accounts


def kin(reader: Actor, subject: str, facts: Facts) -> list[Relative]:
    """Everybody said to be related to `subject` (as `homes.homes` calls them), then the relatives of these."""
    numbers = {row.id: row.number for row in facts.accounts}
    rows = [row for row in facts.statements if row.property == "relation"]
    told = _told(reader, rows, numbers)
    first = sorted({who for whose, who in told if whose == subject} - {subject})[:MOST]
    if not first:
        return []
    together = homes.members(reader, first)
    accounts = near.accounts_of(reader, {one for ids in together.values() for one in ids})
    said = near.stated(reader, sorted(accounts)[:MOST_ACCOUNTS], ("relation", "status"))
    more = near.numbers(accounts)
    wider = _told(reader, [*rows, *(row for row in said if row.property == "relation")], {**numbers, **more})
    names = {row.id: row.label for row in judging.mentions(reader, {who for _whose, who in wider} | set(first))}
    names |= {row.id: row.label for row in facts.mentions}
    statuses = [row for row in (*said, *facts.statements) if row.property == "status" and row.value]
    states = _states(statuses, {one: home for home, ids in together.items() for one in ids})
    found = [_relative(wider, subject, who, names, states) for who in first]
    second = [
        _relative(wider, whose, who, names, {}, of=names.get(whose, ""))
        for whose, who in sorted(wider)
        if whose in first and who not in {*first, subject}
    ]
    return [one for one in (*found, *second[:MOST]) if one.code]


def _told(reader: Actor, rows: Iterable[Statement], numbers: Mapping[str, int]) -> Told:
    """Every relation from both ends, by what this reader calls the two."""
    rows = [row for row in rows if row.value and row.qualifiers.get("relation")]
    of = homes.homes(reader, {one for row in rows for one in (row.mention_id, row.value)})
    known = vocabulary("relations")
    found: Told = {}
    for row in rows:
        whose, who, code = of[row.mention_id], of[row.value], row.qualifiers["relation"]
        if whose == who:
            continue
        number = numbers.get(row.account_id, 0)
        inverse = str(known.term(code).more.get("inverse", "")) if code in known.codes else ""
        found.setdefault((whose, who), {}).setdefault(code, set()).add(number)
        if inverse:
            found.setdefault((who, whose), {}).setdefault(f"~{inverse}", set()).add(number)
    return found


def _relative(
    told: Told, whose: str, who: str, names: Mapping[str, str], states: Mapping[str, tuple[str, str]], of: str = ""
) -> Relative:
    """What most accounts say; what is said in the first place before what only follows from the other end."""
    said = told.get((whose, who), {})
    code = min(said, key=lambda one: (one.startswith("~"), -len(said[one]), one), default="")
    numbers = tuple(sorted({number for all_ in said.values() for number in all_} - {0}))
    state, as_of = states.get(who, ("", ""))
    return Relative(who, names.get(who, ""), code.removeprefix("~"), numbers, state, as_of, of)


def _states(rows: Iterable[Statement], home_of: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Of each relative the status with the latest date; an undated one only where there is no other."""
    found: dict[str, tuple[tuple, str, str]] = {}
    for row in rows:
        home = home_of.get(row.mention_id, "")
        rank = (bool(row.valid_when), sort_key(row.valid_when) if row.valid_when else (0, 0), row.id)
        if home and (home not in found or rank > found[home][0]):
            found[home] = (rank, row.value, row.valid_when)
    return {home: (state, when) for home, (_rank, state, when) in found.items()}
