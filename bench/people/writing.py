"""Names of Turkic languages written in each system and style, from the generator's own table of sounds (`sounds.tsv`).

A name is kept as sounds (one letter each); a style is a column of the table and a few spelling habits. Chinese
characters and pinyin are in `chinese.py`; slips of the pen in `slips.py`. Nothing here is shared with `tizim.names`.

>>> spell(sounds_of("Abduweli", "uyghur"), "ru"), spell(sounds_of("Серікжан", "kazakh"), "kk_tote")
('Абдували', 'سەرٸكجان')
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent

# system → its styles, the usual one first, with how often each is used
STYLES = {
    "ug_arab": (("ug_arab", 1.0),),
    "uly": (("uly", 0.6), ("uly_plain", 0.4)),
    "ug_cyr": (("ug_cyr", 1.0),),
    "kk_cyr": (("kk_cyr", 1.0),),
    "ky_cyr": (("ky_cyr", 1.0),),
    "kk_tote": (("kk_tote", 1.0),),
    "kk_latn": (("kk_latn", 0.7), ("kk_latn_old", 0.3)),
    "ru": (("ru", 0.6), ("ru_press", 0.4)),
    "en": (("en", 0.4), ("en_press", 0.4), ("en_old", 0.2)),
    "tr": (("tr", 0.6), ("tr_plain", 0.4)),
}
SYSTEMS = (*STYLES, "zh", "pinyin")

_ULY = ("ch c", "sh S", "gh G", "zh J", "ng N", "e A", "ë e", "ö O", "ü U", "i Y")
_CYRILLIC = dict(zip("аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщыіэ", "aEbvgGdeJzYykqlmnNoOprstWuUfxhscSSIie", strict=True))
_VOWELS = set("aAEoOuUeiIYW")
_W_BY_VOWEL = {"ug_arab", "uly", "uly_plain", "ug_cyr", "en_press"}  # Kazakh у after a vowel is a consonant in these


@cache
def _table() -> dict[str, dict[str, str]]:
    with (HERE / "sounds.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    return {style: {r["sound"]: r[style] for r in rows} for style in rows[0] if style != "sound"}


@cache
def sounds_of(name: str, people: str) -> str:
    """The sounds of a name as the lists write it: Uyghur in ULY, Kazakh and Kyrgyz in their Cyrillic."""
    text = name.lower()
    if people == "uyghur":
        text = text.replace("ngül", "n'gül")
        for pair in _ULY:
            written, sound = pair.split()
            text = text.replace(written, sound)
        return text.replace("'", "")
    text = text.replace("ю", "йу").replace("я", "йа").replace("ь", "")
    if people == "kyrgyz":
        text = text.replace("у", "ұ").replace("ж", "җ")
    return "".join("j" if letter == "җ" else _CYRILLIC[letter] for letter in text)


@cache
def spell(sounds: str, style: str) -> str:
    """Sounds written in that style, capitalised where the script has capitals."""
    table = _table()[style]
    if style in _W_BY_VOWEL:
        sounds = re.sub("(?<=[aAEoOuUeiI])W", "w", sounds)
    habit = _HABITS.get(style)
    written = "".join(table[sound] for sound in sounds) if habit is None else habit(sounds, table)
    return written[:1].upper() + written[1:]


def _uyghur_arabic(sounds: str, table: dict[str, str]) -> str:
    """A vowel at the start or after a vowel is carried by a hamza."""
    carried = ("ئ" if s in _VOWELS and (i == 0 or sounds[i - 1] in _VOWELS) else "" for i, s in enumerate(sounds))
    return "".join(hamza + table[s] for hamza, s in zip(carried, sounds, strict=True))


def _uyghur_cyrillic(sounds: str, table: dict[str, str]) -> str:
    return "".join(table[s] for s in sounds).replace("йа", "я").replace("йу", "ю")


def _kazakh_cyrillic(sounds: str, table: dict[str, str]) -> str:
    """ya, yu have letters of their own."""
    return "".join(table[s] for s in sounds).replace("йа", "я").replace("йә", "я").replace("йу", "ю")


def _kyrgyz_cyrillic(sounds: str, table: dict[str, str]) -> str:
    """э stands at the start and after a vowel."""
    text = "".join(
        "э" if s in "eA" and (i == 0 or sounds[i - 1] in _VOWELS) else table[s] for i, s in enumerate(sounds)
    )
    return text.replace("йа", "я").replace("йу", "ю").replace("йе", "е")


def _tote(sounds: str, table: dict[str, str]) -> str:
    """Front vowels are written as back ones; one hamza at the start says so, unless a front consonant or ە does."""
    plain = {"A": "ا", "E": "ا", "O": "و", "U": "ۇ", "i": "ى"}
    front = any(s in plain for s in sounds) and not any(s in "kge" for s in sounds)
    return ("ٴ" if front else "") + "".join(plain.get(s) or table[s] for s in sounds)


def _russian(sounds: str, table: dict[str, str]) -> str:
    """э stands at the start only; ya, yu are one letter; a soft vowel after a consonant is е."""
    text = "".join(table[s] for s in sounds)
    text = text[:1] + text[1:].replace("э", "е")
    text = "Е" + text[1:] if text[:1] == "е" else text
    return text.replace("йа", "я").replace("йу", "ю").replace("йе", "е").replace("ый", "ий").lower()


def _press(sounds: str, table: dict[str, str]) -> str:
    """English papers double nothing and write a final -iye, -ije as -ia, e at the end as a."""
    text = "".join(table[s] for s in sounds)
    return re.sub("iya$", "ia", text)


_HABITS = {
    "ug_arab": _uyghur_arabic,
    "ug_cyr": _uyghur_cyrillic,
    "kk_cyr": _kazakh_cyrillic,
    "ky_cyr": _kyrgyz_cyrillic,
    "kk_tote": _tote,
    "ru": _russian,
    "ru_press": _russian,
    "en_press": _press,
    "en_old": _press,
}
