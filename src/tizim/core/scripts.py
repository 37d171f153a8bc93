"""Which script a text is written in, and what in its letters deserves a warning. The text itself is never changed.

Not here: language (a script is not a language), names across scripts (`tizim.names`), display (pages isolate text by
themselves). A flag is a reason to look, never a reason to refuse: legitimate Arabic-script marks stay untouched.

Invariants: simplified and traditional Chinese are both `Hani` · "mixed" means that no script holds two thirds of the
letters · folding is for looking up, never for keeping.

>>> dominant_script("Толқын Демесін"), dominant_script("قايرات"), dominant_script("伊宁 Ghulja")
('Cyrl', 'Arab', 'mixed')
>>> flags("pаypal")  # the second letter is Cyrillic
('mixed_script_word',)
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SCRIPTS = ("Latn", "Cyrl", "Arab", "Hani")

_LATN = re.compile(r"[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\u0250-\u02af\uff21-\uff3a\uff41-\uff5a]")
_CYRL = re.compile(r"[\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f]")
_ARAB = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_HANI = re.compile(r"[\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_PATTERNS = dict(zip(SCRIPTS, (_LATN, _CYRL, _ARAB, _HANI), strict=True))

_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BIDI_OVERRIDES = re.compile("[\u202a\u202b\u202d\u202e]")
_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_WORD = re.compile(r"[^\W\d_]+")


def dominant_script(text: str) -> str:
    """Latn, Cyrl, Arab or Hani if it holds two thirds of the letters; "mixed" if none does; "" without such letters."""
    counts = _count(text)
    total = sum(counts.values())
    if not total:
        return ""
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] * 3 >= total * 2 else "mixed"


def flags(text: str) -> tuple[str, ...]:
    """What a reader should be warned of: bidi_override, bidi_control, invisible, control, mixed_script_word."""
    if text.isascii() and text.isprintable():
        return ()
    found = []
    if _BIDI_OVERRIDES.search(text):
        found.append("bidi_override")
    elif _BIDI_CONTROLS.search(text):
        found.append("bidi_control")
    if _INVISIBLE.search(text):
        found.append("invisible")
    if _CONTROL.search(text):
        found.append("control")
    if _is_mixed(text) and any(_is_mixed(word) for word in _WORD.findall(text)):
        found.append("mixed_script_word")
    return tuple(found)


_SAME_LETTER = str.maketrans({"ي": "ى", "ی": "ى", "ک": "ك", "ھ": "ه", "ە": "ه", "ё": "е", "ـ": None})
_JOINERS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


@lru_cache(maxsize=50_000)
def fold_letters(text: str) -> str:
    """One writing for letters that keyboards interchange (case, width, ye, kaf, he, ё). For looking up only."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_SAME_LETTER)
    return _JOINERS.sub("", folded)


def _count(text: str) -> dict[str, int]:
    """Letters of each script; a Chinese character weighs three, about what it says in letters."""
    return {name: len(pattern.findall(text)) * (3 if name == "Hani" else 1) for name, pattern in _PATTERNS.items()}


def _is_mixed(word: str) -> bool:
    """Letters of two alphabets in one word; Chinese beside others is ordinary writing and no warning."""
    return sum(1 for pattern in (_LATN, _CYRL, _ARAB) if pattern.search(word)) > 1
