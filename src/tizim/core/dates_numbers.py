"""Dates in figures: 03.05.2018, 2018/5, 13/5/2018, 2017–18, 3-5. One token of figures becomes those it holds.

Which of two small numbers is the month is told by the dots, by a number over 12, or by the language; if nothing
tells, both readings are kept as choices.

>>> number_tokens("03.05.2018", "")[0].value == {"year": 2018, "month": 5, "day": 3}
True
"""

from __future__ import annotations

import re

from .dates_tokens import Token

DAY_FIRST = ("ru", "kk", "ug", "zh")
_NUMERIC = (
    (re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})"), "ymd"),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})"), "dmy"),
    (re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})"), "dmy"),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})"), "?"),
    (re.compile(r"(\d{4})[./-](0?[1-9]|1[0-2])"), "ym"),
    (re.compile(r"(0?[1-9]|1[0-2])[./-](\d{4})"), "my"),
)


def split_numbers(found: list[Token], language: str) -> list[Token]:
    """Numbers that hold a whole date (03.05.2018) or a range (2017–2018, 3-5) become several tokens."""
    result: list[Token] = []
    for token in found:
        result += number_tokens(token.value, language) if token.kind == "number" else [token]
    return result


def number_tokens(text: str, language: str) -> list[Token]:
    """The tokens of one run of figures. Raises ValueError for figures that make no date."""
    if text.isdigit():
        return [Token("number", text)]
    for pattern, order in _NUMERIC:
        if found := pattern.fullmatch(text):
            return [Token("fixed", _fixed(found.groups(), order, language))]
    for dash in "–-/":
        left, sign, right = text.partition(dash)
        if sign and (dash == "–" or (left.isdigit() and right.isdigit())):
            if len(left) == 4 and len(right) == 2 and int(right) == (int(left) + 1) % 100:
                right = str(int(left) + 1)  # 2017/18
            return [*number_tokens(left, language), Token("to"), *number_tokens(right, language)]
    raise ValueError(text)


def _fixed(groups: tuple[str, ...], order: str, language: str) -> dict[str, object]:
    if order == "?":
        a, b, year = int(groups[0]), int(groups[1]), groups[2]
        if a > 12 or a == b or language in DAY_FIRST:
            order = "dmy"
        elif b > 12:
            return {"year": int(year), "month": a, "day": b}
        else:
            return {"choices": tuple(sorted((f"{year}-{a:02d}-{b:02d}", f"{year}-{b:02d}-{a:02d}")))}
    names = {"y": "year", "m": "month", "d": "day"}
    return {names[letter]: int(value) for letter, value in zip(order, groups, strict=True)}
