"""Word lists of this stage, read from its data files when they are first needed.

Texts and lists are spelled alike before they are compared (`spell`), so that a list may be written the way people
write.

>>> "subscri" in phrases("chrome")
True
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from .words import fold


@cache
def read_data(name: str) -> Any:
    """What the data file `name`.yaml of this stage holds."""
    return yaml.safe_load(files(__package__).joinpath(f"data/{name}.yaml").read_text(encoding="utf-8"))


@cache
def phrases(name: str) -> frozenset[str]:
    """The phrases of a list, of all languages together, spelled."""
    return frozenset(spell(phrase) for listed in read_data(name).values() for phrase in listed)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Finds any phrase of a list at the beginning of a word in spelled text (Chinese: anywhere)."""
    spelled = sorted(phrases(name), key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join((r"\b" if phrase[0] < "\u2e80" else "") + re.escape(phrase) for phrase in spelled))


def spell(text: str) -> str:
    """Folded, with single spaces instead of punctuation; a colon stays, because it makes "source:" a credit."""
    return " ".join(_PUNCTUATION.sub(" ", fold(text)).split())


_PUNCTUATION = re.compile(r"[^\w:]+")
