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

from tizim.names.sounds import sounds
from tizim.names.tables import read_table

SYSTEMS = (
    "ug_arab", "kk_arab", "ar_arab", "ug_cyrl", "kk_cyrl", "ky_cyrl", "ru", "uz_cyrl", "uly", "kk_latn", "uz_latn",
    "tr", "en",
)  # fmt: skip


@functools.lru_cache(maxsize=16384)
def transduce(word: str, system: str) -> bytes:
    """The sounds of one lower-case word, read by the rules of `system` (one of SYSTEMS)."""
    out = bytearray()
    last = -1
    for piece in _pieces(word, system):
        for code in piece:
            if code != last:  # doubled sounds count once
                out.append(code)
                last = code
    return bytes(out)


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
    rules, sizes, first_sizes = _rules(system)
    text = f"^{word}$"
    out: list[bytes] = []
    at, end = 1, len(word) + 1
    while at < end:
        for size in (sizes if at > 1 else first_sizes).get(text[at], ()):
            piece = text[at : at + size]
            to = rules.get("^" + piece) if at == 1 else None
            if to is None:
                to = rules.get(piece)
            if to is not None:
                out.append(to)
                at += size - (piece[-1] == "$")
                break
        else:
            at += 1
    return out


@functools.cache
def _rules(system: str) -> tuple[dict[str, bytes], dict[str, list[int]], dict[str, list[int]]]:
    """The rules; how long those are that begin with a letter, longest first, within a word and at its beginning."""
    if system not in SYSTEMS:
        raise ValueError(f"unknown writing system {system!r}")
    number = sounds().number
    table = read_table(f"rules/{system}.tsv")
    rules = {row["from"]: bytes([number[symbol] for symbol in row["to"].split()]) for row in table}
    sizes: dict[str, set[int]] = {}
    first_sizes: dict[str, set[int]] = {}
    for piece in rules:
        plain = piece.removeprefix("^")
        first_sizes.setdefault(plain[0], set()).add(len(plain))
        if plain == piece:
            sizes.setdefault(plain[0], set()).add(len(plain))
    return rules, _longest_first(sizes), _longest_first(first_sizes)


def _longest_first(sizes: dict[str, set[int]]) -> dict[str, list[int]]:
    return {letter: sorted(found, reverse=True) for letter, found in sizes.items()}
