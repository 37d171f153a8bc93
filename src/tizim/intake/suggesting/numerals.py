"""Numbers told in words, 1 to 199, in the five languages: ages, lengths of sentences, people in a cell.

`core.quantities` reads single words and figures; here "fifty-two", «сорока двух», 四十七, «елу екі» become figures,
which it then reads.

>>> read_numeral("seventy-one", "en"), read_numeral("пятидесяти двух", "ru"), read_numeral("a lot", "en")
(71, 52, None)
>>> in_figures("about thirty-two women", "en")
'about 32 women'
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

MOST_DIGITS = 3
_HANI = "一二三四五六七八九十百千万亿零〇两几数"


@cache
def _tables() -> dict[str, dict[str, Any]]:
    import yaml

    path = Path(__file__).resolve().parent / "data" / "numerals.yaml"
    return dict(yaml.safe_load(path.read_text("utf-8")))


@cache
def _values(language: str) -> dict[str, int]:
    table = _tables()[language]
    kinds = ("ones", "teens", "tens", "hundred")
    return {form: int(value) for kind in kinds for value, forms in table[kind].items() for form in forms.split(", ")}


def _any(language: str, kind: str) -> str:
    forms = [form for forms in _tables()[language][kind].values() for form in forms.split(", ")]
    return "(?:" + "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) + ")" if forms else "(?!)"


@cache
def words_pattern(language: str) -> str:
    """A number in words, without a look at what stands around it."""
    join = _tables()[language]["join"]
    ones, teens, tens, hundred = (_any(language, kind) for kind in ("ones", "teens", "tens", "hundred"))
    below = f"(?:{tens}(?:{join}{ones})?|{teens}|{ones})"
    return f"(?:{hundred}(?:{join}{below})?|{below})"


@cache
def numeral_pattern(language: str, *, open_end: bool = False) -> str:
    """A number in figures (up to three) or words. `open_end`: an ending may follow at once ("елуде", "61-де")."""
    if language == "zh":
        return rf"(?:(?<![{_HANI}\d])(?:\d{{1,{MOST_DIGITS}}}|{words_pattern(language)})(?![{_HANI}\d]))"
    end = r"(?!\d)" if open_end else r"(?![^\W_])"
    return rf"(?:(?<![^\W_])(?<!\d[.,])(?:\d{{1,{MOST_DIGITS}}}|{words_pattern(language)}){end})"


def read_numeral(text: str, language: str) -> int | None:
    """The number that `text` is, in figures or words; None if it is none."""
    written = text.strip().casefold()
    if re.fullmatch(rf"[0-9]{{1,{MOST_DIGITS}}}", written):
        return int(written)
    if not re.fullmatch(words_pattern(language), written):
        return None
    return _sum(written, language)


def _sum(written: str, language: str) -> int:
    values = _values(language)
    pieces = re.findall("|".join(sorted(map(re.escape, values), key=len, reverse=True)), written)
    return sum(values[piece] for piece in pieces)


def in_figures(text: str, language: str) -> str:
    """`text` with its numbers below 200 as figures; "three" of "three hundred" stays, it counts hundreds."""
    return _whole(language).sub(lambda found: str(_sum(found[0].casefold(), language)), text)


@cache
def _whole(language: str) -> re.Pattern[str]:
    if language == "zh":  # which `core.quantities` reads whole
        return re.compile("(?!)")
    return re.compile(rf"(?<![^\W_]){words_pattern(language)}(?![^\W_])(?! hundred)", re.IGNORECASE)


@cache
def _joined(language: str) -> re.Pattern[str]:
    """Russian adjectives: "пятидесятидвух" before "летний"."""
    tens = "двадцати|тридцати|сорока|пятидесяти|шестидесяти|семидесяти|восьмидесяти|девяносто"
    ones = "одно|двух|тр[её]х|четыр[её]х|пяти|шести|семи|восьми|девяти"
    return re.compile(rf"(?P<tens>{tens})?(?P<ones>{ones})?(?P<teens>(?:[а-яё]+надцати|десяти))?")


def read_joined(text: str) -> int | None:
    """A Russian number that is the first part of an adjective: "сорокадвух(летний)" → 42."""
    written = text.strip().casefold()
    found = _joined("ru").fullmatch(written)
    if not written or not found:
        return None
    values = {**_values("ru"), "одно": 1, "девяносто": 90}
    parts = [part for part in (found["tens"], found["ones"], found["teens"]) if part]
    return sum(values.get(part, values.get(part.replace("ё", "е"), 0)) for part in parts) or None
