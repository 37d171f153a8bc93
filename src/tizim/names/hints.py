"""What a caller may know about a name beforehand: its writing system, the order of its words, its bearer's gender.

A hint replaces a guess and nothing else. Systems go by the names of `SYSTEMS` or by the usual tags (`ug-Arab`,
`zh-Hans`, `kk-Cyrl`), see `_TAGS`. What is no such name is a ValueError: it comes from a program, not from a person.

>>> read_hints("ug-Arab", "surname-first", "female")
Hints(system='ug_arab', order='surname-first', gender='f')
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from tizim.names.rules import SYSTEMS as BY_RULES

CHINESE = ("hani", "pinyin", "wade_giles", "palladius")
SYSTEMS = (*BY_RULES, *CHINESE)
ORDERS = ("given-first", "surname-first", "free")

_GENDERS = {"": "", "m": "m", "f": "f", "male": "m", "female": "f"}
_TAGS = {
    "ug": "ug_arab", "ug_latn": "uly", "ug_latn_uly": "uly", "kk": "kk_cyrl", "ky": "ky_cyrl", "uz": "uz_latn",
    "ru_cyrl": "ru", "en_press": "en", "tr_latn": "tr", "ar": "ar_arab", "fa": "ar_arab", "fa_arab": "ar_arab",
    "zh": "hani", "zh_hans": "hani", "zh_hant": "hani", "hans": "hani", "hant": "hani", "zh_pinyin": "pinyin",
    "zh_latn": "pinyin", "zh_latn_pinyin": "pinyin", "zh_latn_wadegile": "wade_giles", "zh_cyrl": "palladius",
}  # fmt: skip


@dataclass(frozen=True)
class Hints:
    """`system` one of SYSTEMS or "", `order` one of ORDERS or "", `gender` m, f or ""."""

    system: str = ""
    order: str = ""
    gender: str = ""


NO_HINTS = Hints()


@functools.lru_cache(maxsize=256)
def read_hints(system: str = "", order: str = "", gender: str = "") -> Hints:
    """The hints in their one form. Raises ValueError for what is none."""
    plain = system.casefold().replace("-", "_")
    plain = _TAGS.get(plain, plain)
    if plain and plain not in SYSTEMS:
        raise ValueError(f"unknown writing system {system!r}: one of {', '.join(SYSTEMS)}")
    if order and order not in ORDERS:
        raise ValueError(f"unknown order {order!r}: one of {', '.join(ORDERS)}")
    if gender not in _GENDERS:
        raise ValueError(f"unknown gender {gender!r}: male, female, m or f")
    return Hints(plain, order, _GENDERS[gender])
