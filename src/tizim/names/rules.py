"""From letters to sounds: one table of rules a writing system, the longest rule first.

A rule is `from → to`; ^ and $ tie it to the beginning and the end of a word. Letters that no rule of the system
knows are tried in the table of the neighbouring script users mix in, and are silent otherwise. This module does
not decide which system a word is in (see `systems`) and does not read Chinese (see `chinese`).

>>> from tizim.names.sounds import spell
>>> spell(transduce("шәһиди", "ug_cyrl")), spell(transduce("شەھىدى", "ug_arab"))
('shehidi', 'shehidi')
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable

from tizim.names.sounds import sounds, squeeze
from tizim.names.tables import read_table

SYSTEMS = (
    "ug_arab", "kk_arab", "ar_arab", "ug_cyrl", "kk_cyrl", "ky_cyrl", "ru", "uz_cyrl", "uly", "kk_latn", "uz_latn",
    "tr", "en",
)  # fmt: skip


def transduce(word: str, system: str) -> bytes:
    """The sounds of one lower-case word, read by the rules of `system` (one of SYSTEMS). Doubled sounds count once."""
    return squeeze(b"".join(_pieces(word, system)))


def transduce_plain(word: str, system: str) -> str:
    """The word in plain Latin letters, doubled letters kept; sounds that may be silent are written once.

    >>> transduce_plain("абдуллаев", "ru")
    'abdullaev'
    """
    number, letters = sounds().number, sounds().letters
    silent = {number[symbol] for symbol in number if symbol.endswith("?")}
    return "".join("" if code in silent else letters[code] for piece in _pieces(word, system) for code in piece)


def _pieces(word: str, system: str) -> list[bytes]:
    """What the rules make of a word, rule by rule."""
    find, rules = _rules(system)
    return [rules[piece] for piece in find(f"^{word}$")]


@functools.cache
def _rules(system: str) -> tuple[Callable[[str], list[str]], dict[str, bytes]]:
    """What cuts a word between ^ and $ into pieces that have a rule, passing over all others, and what these become."""
    if system not in SYSTEMS:
        raise ValueError(f"unknown writing system {system!r}")
    number = sounds().number
    table = read_table(f"rules/{system}.tsv")
    rules = {row["from"]: bytes([number[symbol] for symbol in row["to"].split()]) for row in table}
    for start in {piece[1] for piece in rules if piece[0] == "^"}:  # there the longest rule comes first as elsewhere
        for piece in [piece for piece in rules if piece[0] == start]:
            rules.setdefault("^" + piece, rules[piece])
    return re.compile(_pattern(rules)).findall, rules


def _pattern(pieces: Iterable[str]) -> str:
    """One expression for all pieces, by their first letters, the longest first; ^ only at the very beginning."""
    rests: dict[str, list[str]] = {}
    for piece in sorted(pieces, key=len, reverse=True):
        rests.setdefault(piece[0], []).append(re.escape(piece[1:]))
    first = rests.pop("^", [])
    alone = "".join(re.escape(letter) for letter, rest in rests.items() if rest == [""])
    ways = [f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in rests.items() if rest != [""]]
    return "|".join([f"[{alone}]", *ways, *([rf"\A\^(?:{'|'.join(first)})"] if first else [])])
