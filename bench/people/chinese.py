"""Turkic names in Chinese characters, syllable by syllable, and the pinyin of characters. Own choices, own tables.

The choices follow what newspapers and lists print, not one standard: each syllable has one to three characters, and a
person's name may be written with another each time. `characters.tsv` gives each character its pinyin without tones.
"""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from .writing import HERE

_VOWELS = "aAoOuUeiI"
_DOUBLED = re.compile(rf"([^{_VOWELS}])\1")


@cache
def _syllables() -> dict[str, tuple[str, ...]]:
    """Sounds of a syllable → the characters that may write it."""
    return {key: tuple(options.split("/")) for key, options in _pairs(HERE / "syllables.tsv")}


@cache
def _pinyin() -> dict[str, str]:
    return {char: pinyin for pinyin, chars in _pairs(HERE / "characters.tsv") for char in chars}


def _pairs(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text("utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if line and not line.startswith("#")]


def characters_of(sounds: str, chance: random.Random | None = None) -> str:
    """The name in characters: longest known syllables first; with `chance`, now and then another character for one."""
    table = _syllables()
    sounds = sounds.replace("Y", "i").replace("W", "u").replace("J", "j").replace("v", "w").replace("E", "A")
    sounds = _DOUBLED.sub(r"\1", sounds)
    out, at = [], 0
    while at < len(sounds):
        for length in (4, 3, 2, 1):
            piece = sounds[at : at + length]
            after = sounds[at + length : at + length + 1]
            closes = len(piece) > 1 and piece[-1] not in _VOWELS
            if len(piece) == length and piece in table and not (closes and after and after in _VOWELS):
                options = table[piece]
                out.append(options[0] if chance is None or chance.random() < 0.75 else chance.choice(options))
                at += length
                break
        else:
            at += 1
    return "".join(out)


@cache
def pinyin_of(characters: str) -> tuple[str, ...]:
    """The pinyin of each character, without tones, in lower case; what the table does not know is left out."""
    known = _pinyin()
    return tuple(known[char] for char in characters if char in known)
