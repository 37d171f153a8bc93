"""Given names that are known, each with an id, so that its forms meet however they are spelled.

Sounds alone cannot know that 司马义 is Ismail, and would take Hesen for Hüsen. A word may have several ids (a form
that belongs to two names); a word that is not in the list has none, which says nothing about it.

Forms are found by how they sound (`_key`), so the list need not hold every script.

>>> sorted(ids_of_sounds(b"", "司马义")), ids_of_sounds(b"", "德梅辛")
(['ismail'], frozenset())
"""

from __future__ import annotations

import functools
import re

from tizim.names.chinese import is_hanzi, pinyin_of
from tizim.names.rules import transduce
from tizim.names.sounds import sounds as alphabet
from tizim.names.systems import guess_system, script_of
from tizim.names.tables import read_table

_DOUBLED = re.compile(r"(.)\1+")
_BEFORE_OV = {  # the syllable that a final consonant has where -ov follows it, and what it is where nothing follows
    "nuo": ((), ("en",)), "luo": (("er",), ("le",), ("li",), ("la",)), "tuo": (("ti",), ("te",), ("de",)),
    "duo": (("de",), ("ti",)), "suo": (("si",),), "zuo": (("zi",), ("si",)), "bo": (("bu",), ("pu",), ("fu",)),
    "mo": (("mu",),), "ke": (("ke",),), "ge": (("ge",), ("ke",)), "ye": ((), ("yi",)), "huo": (("he",), ("ha",)),
}  # fmt: skip
_FOND = ("jiang", "han", "hong")
_SURNAME = ("fu", "wa")
_VOICED = {"t": "d", "d": "t", "p": "b", "b": "p"}
_NONE: frozenset[str] = frozenset()
_LATIN_READINGS = ("uly", "en", "kk_latn", "tr")


def ids_of_sounds(sounds: bytes, text: str, syllables: tuple[str, ...] = ()) -> frozenset[str]:
    """The ids of the names that a word may be: by its syllables if it is Chinese or pinyin, else by its sounds."""
    if syllables or (text and is_hanzi(text[0])):
        return ids_of_syllables(syllables or pinyin_of(text))
    return _index().get(_key(sounds), _NONE)


def ids_of_syllables(syllables: tuple[str, ...]) -> frozenset[str]:
    """The ids of the names that these pinyin syllables are known to transcribe.

    >>> sorted(ids_of_syllables(("si", "ma", "yi")))
    ['ismail']
    """
    return _index().get("zh:" + "".join(syllables), _NONE)


def ids_of_stem(syllables: tuple[str, ...]) -> frozenset[str]:
    """The same for a surname without its `fu` or `wa`: 苏丹诺夫 is Sultan-ov, its `nuo` half stem, half ending.

    >>> sorted(ids_of_stem(("su", "dan", "nuo"))), sorted(ids_of_stem(("ai", "ha", "mai", "tuo")))
    (['sultan'], ['exmet'])
    """
    whole = ids_of_syllables(syllables)
    if whole or len(syllables) < 2:  # noqa: PLR2004
        return whole
    ways = (ids_of_syllables((*syllables[:-1], *end)) for end in _BEFORE_OV.get(syllables[-1], ()))
    return next((ids for ids in ways if ids), frozenset())


@functools.lru_cache(maxsize=8192)
def part_known(syllables: tuple[str, ...]) -> int:
    """After how many syllables two known names written as one part, 0 if they are none; the longer first one wins.

    >>> part_known(("si", "ma", "yi", "ai", "mai", "ti"))
    3
    """
    for cut in range(len(syllables) - 1, 0, -1):
        if _is_known(syllables[:cut]) and _is_known(syllables[cut:]):
            return cut
    return 0


def _is_known(syllables: tuple[str, ...]) -> bool:
    """Whether these syllables are a known name, as it is, with an ending of affection, or made a surname."""
    if ids_of_syllables(syllables):
        return True
    last = syllables[-1]
    if last in _FOND:
        return bool(ids_of_syllables(syllables[:-1]))
    return last in _SURNAME and len(syllables) > 2 and bool(ids_of_stem(syllables[:-1]))  # noqa: PLR2004


def gender_of(ids: frozenset[str]) -> str:
    """m or f if all these names are a man's or all a woman's, else ""."""
    genders = {_genders().get(one, "") for one in ids}
    return genders.pop() if len(genders) == 1 else ""


@functools.cache
def _genders() -> dict[str, str]:
    return {row["id"]: row["gender"] for row in read_table("given.tsv")}


@functools.cache
def _index() -> dict[str, frozenset[str]]:
    return {row["key"]: frozenset(row["ids"].split()) for row in read_table("given_keys.tsv")}


def derive_keys() -> dict[str, frozenset[str]]:
    """The keys of all forms in `given.tsv`, and of what habit makes of them (q: k, gh: g, e: a) where that is free.

    Takes a second; the result is kept in `given_keys.tsv` (written by `tools/given_keys.py`, compared by a test).
    """
    exact: dict[str, set[str]] = {}
    loose: dict[str, set[str]] = {}
    for row in read_table("given.tsv"):
        for form in row["forms"].casefold().split():
            for key in _keys_of_form(form):
                exact.setdefault(key, set()).add(row["id"])
                for habit in _habits(key):
                    loose.setdefault(habit, set()).add(row["id"])
    free = {key: ids for key, ids in loose.items() if key not in exact and len(ids) == 1}
    return {key: frozenset(ids) for key, ids in sorted((exact | free).items())}


def _habits(key: str) -> set[str]:
    if key.startswith("zh:"):
        return set()
    plain = key.replace("q", "k").replace("gh", "g").replace("zh", "j")
    ends = plain[:-1] + _VOICED.get(plain[-1], plain[-1])
    ways = {plain, ends, plain.replace("e", "a"), ends.replace("e", "a"), plain.replace("y", "i")}
    return {_DOUBLED.sub(r"\1", way) for way in ways} - {key}


def _keys_of_form(form: str) -> set[str]:
    if is_hanzi(form[0]):
        return {"zh:" + "".join(pinyin_of(form))}
    systems = {guess_system(form)}
    if script_of(form) == "latn":
        systems |= set(_LATIN_READINGS)
    return {_key(transduce(form, system)) for system in systems}


@functools.cache
def _letters() -> tuple[str, ...]:
    return tuple(letter.replace("v", "w") for letter in alphabet().letters)


def _key(sounds: bytes) -> str:
    """How a word sounds in few letters: kh and h, v and w, single and doubled letters are not told apart."""
    letters = _letters()
    text = "".join([letters[code] for code in sounds]).replace("kh", "h")
    return _DOUBLED.sub(r"\1", text) if _DOUBLED.search(text) else text
