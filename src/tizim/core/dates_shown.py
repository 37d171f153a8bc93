"""Inexact dates for readers: in words of their language, or coarser than they were stated.

`coarsen_date` is what consent to "month" or "year" means; what it returns holds nothing finer than was allowed.
Not here: which precision is allowed (`publish.select` decides).

Invariants: coarsening never moves a bound inwards · showing never adds precision · both take EDTF, and "" is "".

>>> coarsen_date("2018-05-03", "month"), coarsen_date("[..2018-05-02]", "year"), coarsen_date("2018", "none")
('2018-05', '[..2018]', '')
>>> show_date("2017-39", "ru"), show_date("2017-10~/2018-02", "en")
('конец 2017 г.', 'about October 2017 – February 2018')
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from .dates_edtf import OVER_NEW_YEAR, Edtf, Part, read_edtf
from .errors import BadInput
from .i18n import gettext as _
from .vocabularies import load_yaml

PRECISIONS = ("none", "year", "month", "day")


@lru_cache(maxsize=20_000)
def coarsen_date(edtf: str, precision: str) -> str:
    """The same date, no finer than `precision` (day | month | year | none). Raises BadInput for other words."""
    if precision not in PRECISIONS:
        raise BadInput(
            _("“{precision}” is no precision of a date.", precision=precision),
            _("Choose one of: {kinds}.", kinds=", ".join(PRECISIONS)),
        )
    if not edtf or precision == "none":
        return ""
    if precision == "day":
        return edtf
    read = read_edtf(edtf)
    if read.kind == "date":
        return _joined(*_coarse(read.parts[0][0], precision), "set")
    pieces = []
    for low, high in read.parts:
        start = _coarse(low, precision)[0] if low else ""
        end = _coarse(high, precision)[1] if high else ""
        pieces.append((start, end))
    if read.kind == "interval":
        start, end = pieces[0]
        start = start or ("" if read.unknown_start else "..")
        end = end or ("" if read.unknown_end else "..")
        return start if start == end else f"{start}/{end}"
    if len(pieces) == 1:
        return _joined(*pieces[0], "set")
    different = list(dict.fromkeys(low if low == high else f"{low}..{high}" for low, high in pieces))
    return different[0] if len(different) == 1 and ".." not in different[0] else f"[{','.join(different)}]"


@lru_cache(maxsize=20_000)
def show_date(edtf: str, language: str) -> str:
    """The date in words; the EDTF text itself where it is no EDTF of ours. English where the language has no words."""
    if not edtf:
        return ""
    try:
        read = read_edtf(edtf)
    except BadInput:
        return edtf
    words = _words(language)
    if read.kind == "date":
        return _show_part(read.parts[0][0], words)
    if read.kind == "interval":
        return _show_interval(read, words)
    return _joined_by_or([_show_range(low, high, words) for low, high in read.parts], words)


def _coarse(part: Part | None, precision: str) -> tuple[str, str]:
    """First and last component of a date, no finer than `precision`. Two, for a winter over New Year."""
    assert part is not None
    text, sign = part.text.removesuffix("-XX").removesuffix("-XX"), part.qualifier
    if part.precision == "day" or (part.precision == "month" and precision == "year"):
        cut = text[:7] if precision == "month" else text[:4]
        return cut + sign, cut + sign
    if part.precision == "season" and precision == "year":
        year = int(text[:4])
        last = year + 1 if int(text[5:7]) in OVER_NEW_YEAR else year
        return f"{year:04d}{sign}", f"{last:04d}{sign}"
    return text + sign, text + sign


def _joined(low: str, high: str, kind: str) -> str:
    return low if low == high and kind == "set" else f"[{low}..{high}]"


def _show_interval(read: Edtf, words: dict[str, Any]) -> str:
    start, end = read.parts[0]
    if start and end:
        return words["interval"].format(a=_show_part(start, words), b=_show_part(end, words))
    if start:
        return words["open_end"].format(a=_show_part(start, words))
    return words["open_start"].format(b=_show_part(end, words))


def _show_range(low: Part | None, high: Part | None, words: dict[str, Any]) -> str:
    if low is high:
        return _show_part(low, words)
    if low and high:
        return words["range"].format(a=_show_part(low, words), b=_show_part(high, words))
    if low:
        return words["from_then"].format(a=_show_part(low, words))
    return words["up_to"].format(b=_show_part(high, words))


def _joined_by_or(shown: list[str], words: dict[str, Any]) -> str:
    text = shown[0]
    for further in shown[1:]:
        text = words["or"].format(a=text, b=further)
    return text


def _show_part(part: Part | None, words: dict[str, Any]) -> str:
    if part is None:
        return words["unknown"]
    shown = _show_plain(part, words)
    if part.qualifier in ("~", "%"):
        shown = words["about"].format(x=shown)
    if part.qualifier in ("?", "%"):
        shown = words["uncertain"].format(x=shown)
    return shown


def _show_plain(part: Part, words: dict[str, Any]) -> str:
    text = part.text
    if part.precision == "long":
        return text
    if part.precision == "century":
        return words["century"].format(low=text.replace("X", "0"), high=text.replace("X", "9"))
    if part.precision == "decade":
        return words["decade"].format(y=text.replace("X", "0"))
    year = text[:4]
    if part.precision == "year":
        return words["year"].format(y=year)
    number = int(text[5:7])
    if part.precision == "season":
        name = words["parts"].get(str(number)) or words["parts"].get(str(_plain_season(number)), text[5:7])
        return words["part"].format(part=name, y=year).replace("- ", "-")
    month = words["months"][number - 1]
    if part.precision == "month":
        return words["month"].format(month=month, y=year, m=number)
    of = words.get("months_of", words["months"])[number - 1]
    return words["day"].format(d=int(text[8:10]), month=month, month_of=of, y=year, m=number)


def _plain_season(number: int) -> int:
    """25–28 and 29–32 are the seasons of one hemisphere; readers see their plain names."""
    return number - 4 if number <= 28 else number - 8


@cache
def _words(language: str) -> dict[str, Any]:
    data = load_yaml(Path("date_words.yaml"))
    return data.get(language, data["en"])["shown"]
