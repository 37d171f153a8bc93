"""Numbers of people as they are told: "about 6000", "up to a million", "不少于一万人", "около шести тысяч".

A quantity is kept as a range low..high with the words beside it; an open end stays open. Nothing is averaged, and
"a million" in three texts stays three statements. Not here: counting voices, estimating.

Invariants: low <= high · a word that no table knows makes the text unreadable, never skipped · "more than N" is read
like "at least N" · "about N" widens by a tenth of N's roundness ("6000" is round to 1000: ±100), at least by a
sixtieth of N; below 1000 by a tenth of N, at least 1.

Spec: docs/spec/statement.md, "Quantities".

>>> [parse_quantity(text).written for text in ("about 6000", "up to 1000000", "at least a million", "40 people")]
['5900..6100', '..1000000', '1000000..', '40']
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from .errors import BadInput
from .i18n import gettext as _
from .scripts import fold_letters
from .vocabularies import load_yaml

KINDS = ("fill", "to", "between", "several", "at_most", "at_least", "about")


@dataclass(frozen=True)
class Quantity:
    """low..high, None = open."""

    low: int | None
    high: int | None

    @property
    def written(self) -> str:
        """As statements keep it: "40", "5900..6100", "..1000000", "1000000.."."""
        if self.low is not None and self.low == self.high:
            return str(self.low)
        return f"{'' if self.low is None else self.low}..{'' if self.high is None else self.high}"


def parse_quantity(text: str) -> Quantity:
    """The quantity in `text`, in any of five languages or as `written`. Raises BadInput."""
    found = find_quantity(text)
    if found is None:
        raise BadInput(
            _("“{text}” cannot be read as a number of people.", text=text[:60]),
            _("Write a number, with words such as about, at least or up to; the words themselves are kept."),
        )
    return found


@lru_cache(maxsize=20_000)
def find_quantity(text: str) -> Quantity | None:
    """As `parse_quantity`, None for what cannot be read."""
    if re.fullmatch(r"\d*\.\.\d*", text) and text != "..":
        low, _, high = text.partition("..")
        made = Quantity(int(low) if low else None, int(high) if high else None)
        return made if None in (made.low, made.high) or int(low) <= int(high) else None
    found = _tokens(text)
    return _quantity(found) if found else None


def _quantity(found: list[tuple[str, Any]]) -> Quantity | None:
    kinds = [kind for kind, _ in found]
    numbers = _numbers(found)
    if numbers is None or not numbers or len(numbers) > 2:
        return None
    if len(numbers) == 2:
        low, high = sorted(numbers)
        joined = "to" in kinds or {"between", "at_most"} <= set(kinds)  # "40 to 50", "от 40 до 50"
        if not joined or {"several", "at_least"} & set(kinds):
            return None
        return Quantity(low, high)
    number = numbers[0]
    if "at_least" in kinds or "several" in kinds or "plural" in kinds:
        return None if "at_most" in kinds else Quantity(number, None)
    if "at_most" in kinds:
        return Quantity(None, number)
    return _about(number) if "about" in kinds else Quantity(number, number)


def _numbers(found: list[tuple[str, Any]]) -> list[int] | None:
    """Numbers with their scales ("1.5 million", "6 тыс.", "tens of thousands"); "1 to 3 million" scales both."""
    numbers: list[Decimal] = []
    scaled: list[bool] = []
    previous = ""
    for kind, value in found:
        if kind == "number":
            if previous == "number":
                return None
            numbers.append(Decimal(value))
            scaled.append(False)
        elif kind in ("scale", "plural"):
            if previous in ("number", "scale", "plural"):
                numbers[-1] *= value
            else:
                numbers.append(Decimal(value))
                scaled.append(False)
            scaled[-1] = True
            if len(numbers) == 2 and not scaled[0] and numbers[0] < numbers[1] / value:
                numbers[0] *= value
        previous = previous if kind == "fill" and value == "of" else kind
    whole = [int(number) for number in numbers]
    return whole if all(number == int(number) for number in numbers) and max(whole, default=0) < 10**11 else None


def _about(number: int) -> Quantity:
    if number < 1000:
        width = max(1, number // 10)
    else:
        step = 10 ** (len(str(number)) - len(str(number).rstrip("0")))
        step = min(step, 10 ** (len(str(number)) - 1))
        width = max(step // 10, number // 60)
    return Quantity(max(number - width, 0), number + width)


_SIGNS = {"~": "about", "≈": "about", ">": "at_least", "≥": "at_least", "+": "at_least", "<": "at_most", "≤": "at_most"}
_PIECE = re.compile(
    r"(?P<number>\d{1,3}(?:[,. \u00a0'’]\d{3})+(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d))"
    r"|(?P<hani>[\u3400-\u9fff〇]+)|(?P<word>[^\W\d_]+)|(?P<sign>[~≈><≥≤+])|(?P<dash>[-–—])|(?P<skip>[\s.,;:()\"“”«»、，]+)"
)
_VALUES = {sign: i for i, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def _tokens(text: str) -> list[tuple[str, Any]] | None:
    if len(text) > 100:
        return None
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in fold_letters(text.strip()))
    result: list[tuple[str, Any]] = []
    at = 0
    while at < len(plain):
        found = _PIECE.match(plain, at)
        if not found:
            return None
        read, at = _read(found, plain, result)
        if read is None:
            return None
        result += read
    return result


def _read(found: re.Match[str], plain: str, so_far: list[tuple[str, Any]]) -> tuple[list[tuple[str, Any]] | None, int]:
    kind, piece, end = found.lastgroup, found[0], found.end()
    if kind == "number":
        grouped = re.fullmatch(r"\d{1,3}(?:[,. \u00a0'’]\d{3})+", piece)
        return [("number", re.sub(r"\D", "", piece) if grouped else piece.replace(",", "."))], end
    if kind == "sign":
        return [(_SIGNS[piece], 0)], end
    if kind == "dash":
        between = bool(so_far) and so_far[-1][0] in ("number", "scale") and plain[end : end + 1].strip().isdigit()
        return [("to", 0)] if between or plain[end : end + 1] == " " else [], end
    if kind == "skip":
        return [], end
    return (_read_hani(piece), end) if kind == "hani" else _read_words(found, plain)


def _read_words(found: re.Match[str], plain: str) -> tuple[list[tuple[str, Any]] | None, int]:
    words, stems = _table()
    ends = [found.end()]
    for _time in range(2):
        following = re.compile(r"\s+([^\W\d_]+)").match(plain, ends[-1])
        if not following:
            break
        ends.append(following.end())
    for end in reversed(ends):
        if token := words.get(re.sub(r"\s+", " ", plain[found.start() : end])):
            return [token], end
    word = found[0]
    for length in range(len(word), max(2, len(word) - 7), -1):
        if token := stems.get(word[:length]):
            return [token], found.end()
    return None, found.end()


def _read_hani(piece: str) -> list[tuple[str, Any]] | None:
    words, _ = _table()
    result: list[tuple[str, Any]] = []
    at = 0
    while at < len(piece):
        for length in range(min(4, len(piece) - at), 0, -1):
            if token := words.get(piece[at : at + length]):
                result.append(token)
                at += length
                break
        else:
            number = re.match("[〇零一二两三四五六七八九十百千万亿]+", piece[at:])
            if not number:
                return None
            at += number.end()
            powers = set(number[0]) <= set("十百千万亿")
            result.append(("scale" if powers else "number", _chinese_value(number[0])))
    return result


def _chinese_value(text: str) -> int:
    """六千五百 → 6500, 一百万 → 1000000, 万 → 10000."""
    total, section, digit = 0, 0, 0
    for sign in text:
        if sign in _VALUES:
            digit = _VALUES[sign]
        elif (power := _POWERS[sign]) >= 10_000:
            total = (total + section + digit or 1) * power
            section = digit = 0
        else:
            section += (digit or 1) * power
            digit = 0
    return total + section + digit


@cache
def _table() -> tuple[dict[str, tuple[str, Any]], dict[str, tuple[str, Any]]]:
    """words and phrases, and stems, each with what they mean."""
    data = load_yaml(Path("quantity_words.yaml"))
    entries = [(form, (kind, form)) for kind in KINDS for form in data[kind]]
    entries += [(form, ("plural", int(value))) for form, value in data["plural_scales"].items()]
    entries += [(form, ("scale", int(value))) for form, value in data["scales"].items()]
    entries += [(form, ("number", value)) for form, value in data["numbers"].items()]
    words: dict[str, tuple[str, Any]] = {}
    stems: dict[str, tuple[str, Any]] = {}
    for form, token in entries:
        folded = fold_letters(form)
        if folded.endswith("*"):
            stems[folded[:-1]] = token
        else:
            words[folded] = token
    return words, stems
