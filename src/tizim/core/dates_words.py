"""Dates as people write them, turned into EDTF: "late 2017", "до мая 2018", "2017年10月左右", "03.05.2018".

A grammar over the tokens of `dates_tokens`; it is the same for five languages, because the tokens are. Not here:
dates that need another date to be understood ("last year", "two months later"), lunar calendars.

Invariants: nothing is read that was not written (a day without a month, a two-digit year: None) · "before X" and
"after X" leave X out, "since", "by" and "until" take it in · day/month order is only assumed where it is certain;
"3/5/2018" is one of two days, unless the language tells.

Spec: tests/spec/dates.txt.

>>> edtf_of_words("between March and May 2018"), edtf_of_words("3/5/2018"), edtf_of_words("3/5/2018", "ru")
('[2018-03..2018-05]', '[2018-03-05,2018-05-03]', '2018-05-03')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from .dates_ages import birth_range
from .dates_edtf import EARLY, LATE, MID, OVER_NEW_YEAR, read_edtf, read_part
from .dates_numbers import split_numbers
from .dates_tokens import Token, tokens
from .errors import BadInput

RELATIONS = ("before", "after", "since", "until", "by", "notbefore", "from")
THIRDS_OF_MONTH = {EARLY: ("01", "10"), MID: ("11", "20"), LATE: ("21", "")}


@dataclass(frozen=True)
class _Atom:
    """What was said about one time. `choices` are days of which one is meant ("3/5/2018")."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: int | None = None
    decade: bool = False
    choices: tuple[str, ...] = ()


@lru_cache(maxsize=50_000)
def edtf_of_words(text: str, language: str = "") -> str | None:
    """The EDTF of a written date, None if it cannot be read."""
    plain = text.strip()
    if not plain or len(plain) > 120:
        return None
    plain = re.sub(r"(?<=\d)[T ]\d\d:\d\d(:\d\d)?(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?$", "", plain)
    try:
        return read_edtf(re.sub(r"\s*(\.\.|,|/)\s*", r"\1", plain)).text
    except BadInput:
        pass
    found = tokens(plain, language)
    if not found:
        return None
    try:
        edtf = _expression(split_numbers(found, language))
        return read_edtf(edtf).text if edtf else None
    except (BadInput, ValueError):
        return None


def _expression(found: list[Token]) -> str | None:
    kinds = [token.kind for token in found]
    if "age" in kinds:
        return _age(found)
    about, doubt = "about" in kinds, "doubt" in kinds
    sign = "%" if about and doubt else "~" if about else "?" if doubt else ""
    found = [token for token in found if token.kind not in ("about", "doubt")]
    kinds = [token.kind for token in found]
    if "or" in kinds:
        at = kinds.index("or")
        return _one_of(_atoms(found[:at], found[at + 1 :]), sign)
    for joint in ("and", "to"):
        if joint in kinds[1:-1]:
            return _stretch(found, kinds.index(joint, 1), joint, sign)
    if kinds[:1] == ["since"] and kinds[1:].count("before") + kinds[1:].count("until") + kinds[1:].count("by") == 1:
        at = next(i for i, kind in enumerate(kinds) if i and kind in ("before", "until", "by"))
        if at < len(kinds) - 1:  # "с мая до июля 2018"
            return _stretch(found, at, "to", sign)
    if "from" in kinds and kinds[-1] == "by" and kinds.index("from") < len(kinds) - 2:  # "2017 жылдан 2018 жылға дейін"
        return _stretch(found[:-1], kinds.index("from"), "to", sign)
    return _related(found, sign)


def _stretch(found: list[Token], at: int, joint: str, sign: str) -> str | None:
    """ "from A to B" lasts; "between A and B" is one time within."""
    kinds = [token.kind for token in found]
    left = [token for token in found[:at] if token.kind not in ("between", "since", "from")]
    right = [token for token in found[at + 1 :] if token.kind not in ("between", "until", "by", "from")]
    pair = _atoms(left, right)
    if pair is None or (joint == "and" and "between" not in kinds):
        return None
    winter = _winter(*pair)
    (low, _), (_, high) = (winter, winter) if winter else (_range(pair[0]), _range(pair[1]))
    if winter or "between" in kinds:
        return f"[{low}{sign}..{high}{sign}]"
    return f"{low}{sign}/{high}{sign}"


def _related(found: list[Token], sign: str) -> str | None:
    """One time, perhaps with a word before or after it that turns it into a bound."""
    relation = {token.kind for token in found if token.kind in RELATIONS}
    if "from" in relation and len(relation) > 1:  # "2017 жылдан кейін": the ending goes with the word
        relation.discard("from")
    atom = _atom([token for token in found if token.kind not in RELATIONS])
    if atom is None or atom.year is None and not atom.choices or len(relation) > 1:
        return None
    if not relation:
        return _one_of((atom,), sign)
    low, high = _range(atom)
    return {
        "before": lambda: f"[..{_previous(low)}{sign}]",
        "after": lambda: f"[{_next(high)}{sign}..]",
        "since": lambda: f"{low}{sign}/..",
        "from": lambda: f"{low}{sign}/..",
        "until": lambda: f"../{high}{sign}",
        "by": lambda: f"[..{high}{sign}]",
        "notbefore": lambda: f"[{low}{sign}..]",
    }[relation.pop()]()


def _one_of(atoms: tuple[_Atom, ...] | None, sign: str) -> str | None:
    if atoms is None:
        return None
    pieces: list[str] = []
    for atom in atoms:
        if atom.choices:
            pieces += [choice + sign for choice in atom.choices]
            continue
        low, high = _range(atom)
        pieces.append(low + sign if low == high else f"{low}{sign}..{high}{sign}")
    return pieces[0] if len(pieces) == 1 and ".." not in pieces[0] else f"[{','.join(pieces)}]"


def _age(found: list[Token]) -> str | None:
    """ "aged 45 in 2018" as a date is the date of birth that follows from it."""
    at = next(i for i, token in enumerate(found) if token.kind == "age")
    near = [i for i in (at - 1, at + 1) if 0 <= i < len(found) and found[i].kind == "number"]
    years = [i for i in near if len(found[i].value) <= 3 and 0 < int(found[i].value) < 125]
    if not years:
        return None
    rest = [token for i, token in enumerate(found) if i not in (at, years[0]) and token.kind not in ("year", "age")]
    when = _expression(rest) if rest else None
    return birth_range(int(found[years[0]].value), int(found[years[0]].value), when) if when else None


def _atoms(left: list[Token], right: list[Token]) -> tuple[_Atom, _Atom] | None:
    """Two times of which one may lean on the other: "Apr.–June 2017", "3 to 5 May 2018", "2017年10月至12月"."""
    a, b = _atom(left), _atom(right)
    if a is None or b is None:
        return None
    if a.day and not a.month:
        a = replace(a, month=b.month)
    if b.day and not b.month:
        b = replace(b, month=a.month)
    if a.year is None and not a.choices and b.year:
        a = replace(a, year=b.year - (1 if (a.month or 0) > (b.month or 12) else 0))
    if b.year is None and not b.choices and a.year:
        b = replace(b, year=a.year + (1 if (b.month or 12) < (a.month or 0) else 0))
    whole = all(one.choices or (one.year and (one.month or not one.day)) for one in (a, b))
    return (a, b) if whole else None


def _atom(found: list[Token]) -> _Atom | None:
    """Year, month, day and part of year of some tokens; None if one of them has no place."""
    atom, loose = _Atom(), []
    for i, token in enumerate(found):
        mark = found[i + 1].kind if i + 1 < len(found) else ""
        if token.kind == "fixed":
            atom = replace(atom, **token.value)
        elif token.kind == "number":
            field = {"year": "year", "years": "year", "month": "month", "day": "day"}.get(mark, "")
            if mark == "decade" or (mark == "years" and token.value.endswith("0")):
                atom = replace(atom, year=int(token.value), decade=True)
            elif field and getattr(atom, field) is None:
                atom = _with(atom, field, int(token.value))
            else:
                loose.append(token.value)
        elif token.kind in ("name", "part"):
            field = "month" if token.kind == "name" else "part"
            if getattr(atom, field) is not None:
                return None
            atom = _with(atom, field, token.value)
        elif token.kind not in ("year", "years", "month", "day", "decade"):
            return None
    return _place_loose(atom, loose)


def _with(atom: _Atom, field: str, value: int) -> _Atom:
    change: dict[str, Any] = {field: value}
    return replace(atom, **change)


def _place_loose(atom: _Atom, loose: list[str]) -> _Atom | None:
    """Numbers without a word of their own: four digits are a year, one or two a day."""
    for number in loose:
        if len(number) == 4 and atom.year is None:
            atom = replace(atom, year=int(number))
        elif len(number) <= 2 and atom.day is None:
            atom = replace(atom, day=int(number))
        else:
            return None
    if atom.year is not None and atom.year < 100:  # only with the word for year beside it: 17年
        atom = replace(atom, year=atom.year + (2000 if atom.year <= 30 else 1900))
    return None if atom.decade and (atom.month or atom.part or atom.year is None or atom.year % 10) else atom


def _range(atom: _Atom) -> tuple[str, str]:
    """First and last EDTF component of an atom; equal for a single one. ValueError if it makes no date."""
    if atom.choices:
        return min(atom.choices), max(atom.choices)
    if atom.year is None or (atom.day and not atom.month):
        raise ValueError("no year")
    year = f"{atom.year:04d}"
    if atom.decade:
        return f"{year[:3]}X", f"{year[:3]}X"
    if atom.month is None:
        one = f"{year}-{atom.part}" if atom.part else year
        return one, one
    month = f"{year}-{atom.month:02d}"
    if atom.part in THIRDS_OF_MONTH and not atom.day:
        first, last = THIRDS_OF_MONTH[atom.part]
        return f"{month}-{first}", f"{month}-{last}" if last else _iso(read_part(month).high)
    if atom.part:
        raise ValueError("a month has no such part")
    one = f"{month}-{atom.day:02d}" if atom.day else month
    return one, one


def _winter(a: _Atom, b: _Atom) -> tuple[str, str] | None:
    """ "winter 2017/18" is the one from December to February."""
    if a.part in OVER_NEW_YEAR and a.year and b.year == a.year + 1 and not b.part and not b.month:
        return f"{a.year}-12", f"{b.year}-02"
    return None


def _previous(component: str) -> str:
    part = read_part(component)
    if part.precision == "season" and int(component[5:7]) in OVER_NEW_YEAR:
        return f"{component[:4]}-11"
    day = date.fromordinal(part.low) - timedelta(days=1)
    return _cut(day, part.precision, first=False)


def _next(component: str) -> str:
    part = read_part(component)
    if part.precision == "season" and int(component[5:7]) in OVER_NEW_YEAR:
        return f"{component[:4]}-03"
    day = date.fromordinal(part.high) + timedelta(days=1)
    return _cut(day, part.precision, first=True)


def _cut(day: date, precision: str, first: bool) -> str:
    """The day as precise as what it stands beside, where that loses nothing."""
    text = day.isoformat()
    if precision in ("year", "decade") and (day.month, day.day) == ((1, 1) if first else (12, 31)):
        return text[:4]
    return text if precision == "day" else text[:7]


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
