"""The words of a name, each read into sounds by its writing system, with what it is within the name.

Cuts at spaces, interpuncts and hyphens, puts letters borrowed from another keyboard right, guesses one writing
system a script. Not here: names as a whole, their order and their other readings (`prepared`).

>>> [(word.text, word.kind, word.system) for word in read_words(cut_text("Мурат Исмаилович Насыров"))]
[('мурат', 'name', 'ru'), ('исмаилович', 'patronymic', 'ru'), ('насыров', 'name', 'ru')]
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tizim.names.chinese import is_hanzi, own_sounds_of, pinyin_of, sounds_of, split_pinyin
from tizim.names.clean import is_mixed, unmix
from tizim.names.hints import BY_RULES
from tizim.names.lexicon import ids_of_sounds, ids_of_stem
from tizim.names.parts import Part, cut_ending, find_title
from tizim.names.rules import transduce
from tizim.names.sounds import UNIT, weigh
from tizim.names.systems import SCRIPTS, guess_in, script_of

MAX_WORDS = 5
MAX_SOUNDS = 40  # of a word: no name is longer, and nobody may make a comparison slow
CHINESE = ("hani", "pinyin", "han")
ALONE, OUTER, INNER = range(3)  # places of a word within a name

_BREAKS = re.compile(r"[\s·./_\-–—―‐‑|\"“”«»;:()（）\[\]{}，、]+")
_HANZI = re.compile(r"[\u3400-\u9fff〇]")
_ONE_SCRIPT = re.compile(r"[\u3400-\u9fff〇]+|[^\u3400-\u9fff〇]+")


# Equal only to itself: words are shared and looked up by the million. Final and not frozen, so for the type checker
# only: what dataclass writes for a frozen class takes three times as long to make one.
@dataclass(eq=False, slots=True)
class Word:
    """One word of a name. `kind` is name, patronymic, title, particle, place or initial. Never changed once made.

    `sounds` is the whole word, `stem` the word without the ending that comes and goes (empty if it has none) and
    `stem_cost` what comparing by the stem costs. `missing` is the cost (0..1) of a name that lacks the word.
    """

    text: Final[str]
    system: Final[str]
    sounds: Final[bytes]
    kind: Final[str]
    weight: Final[float]
    missing: Final[float]
    stem: Final[bytes] = b""
    stem_cost: Final[float] = 0.0
    gender: Final[str] = ""
    joined: Final[bool] = False  # several words may be written as this one
    ids: Final[frozenset[str]] = frozenset()  # of the given names it may be (`lexicon`), by the whole word
    stem_ids: Final[frozenset[str]] = frozenset()


def cut_text(text: str) -> list[str]:
    """The pieces of a clean text that have letters. Chinese characters are a piece of their own."""
    if text.replace(" ", "").isalpha():
        pieces = text.split()
    else:
        pieces = [piece for piece in [piece.strip("'") for piece in _BREAKS.split(text)] if script_of(piece)]
    if text.isascii():
        return pieces
    if is_mixed(text):
        pieces = [unmix(piece) for piece in pieces]
    if _HANZI.search(text):
        pieces = [part for piece in pieces for part in _ONE_SCRIPT.findall(piece)]
    return pieces


def read_words(pieces: Sequence[str], hint: str = "") -> tuple[Word, ...]:
    """The words as letters say. A hint holds for the script that its system is written in."""
    return read_texts([piece.casefold() for piece in pieces], [script_of(piece) for piece in pieces], hint)


def read_texts(texts: list[str], scripts: list[str], hint: str) -> tuple[Word, ...]:
    """The same for pieces in lower case, each with its script."""
    words: list[Word] = []
    last = len(texts) - 1
    for at, system in enumerate(_systems_of(texts, scripts, hint)):
        if system and (word := _read_word(texts[at], system, _place(at, last))).sounds:
            words.append(word)
            if len(words) == MAX_WORDS:
                break
    return _mark_fathers(tuple(words)) if len(words) > 2 else tuple(words)  # noqa: PLR2004


def read_syllables(words: Sequence[str], system: str = "pinyin") -> tuple[Word, ...]:
    """Words in pinyin, their syllables parted by ' where that is known; system "han" if they transcribe nothing."""
    last = len(words) - 1
    return tuple([_read_word(word, system, _place(at, last)) for at, word in enumerate(words[:MAX_WORDS])])


def _systems_of(texts: list[str], scripts: list[str], hint: str) -> list[str]:
    """The system of each piece, "" if none reads it. All pieces in one script are looked at together."""
    if len(set(scripts)) == 1 and not hint:
        return [guess_in(scripts[0], " ".join(texts))] * len(texts)
    known: dict[str, str] = {}
    for script in scripts:
        if script not in known:
            known[script] = guess_in(
                script, " ".join([text for text, its in zip(texts, scripts, strict=True) if its == script])
            )
    if hint in BY_RULES and (script := SCRIPTS[hint]) in known:
        known[script] = hint
    return [known[script] for script in scripts]


def _place(at: int, last: int) -> int:
    """All that counts of the place of a word: ALONE, where a father's name may be (INNER), or another one."""
    if not last:
        return ALONE
    return INNER if at and last > 1 else OUTER


@functools.lru_cache(maxsize=65536)
def _read_word(text: str, system: str, place: int) -> Word:
    chinese = system in CHINESE
    sounds = _sounds(text, system) if chinese else transduce(text, system)[:MAX_SOUNDS]
    weight = weigh(sounds) / UNIT
    if system == "han":
        return Word(text, system, sounds, "name", weight, 1.0, joined=place == ALONE)
    title = find_title(text)
    if title and place != ALONE:
        return Word(text, system, sounds, title.kind, weight, title.cost, gender=title.gender)
    if len(text) == 1 and not chinese:
        return Word(text, system, sounds, "initial", weight, 0.2)
    cut = cut_ending(text)
    if cut and place != ALONE and cut[1].kind == "place_ending":  # what Xian or 区 end there is a name of somebody
        cut = None
    joined = chinese and place == ALONE
    ids = ids_of_sounds(sounds, text, _syllables(text) if system == "pinyin" else ())
    if not cut:
        return Word(text, system, sounds, "name", weight, 1.0, b"", 0.0, "", joined, ids)
    stem, ending = cut
    kind, missing = _role(ending, place)
    gender = ending.gender if ending.kind != "fond" else ""
    stem_sounds, stem_ids = _read_stem(stem, system, ending.kind)
    return Word(
        text, system, sounds, kind, weight, missing, stem_sounds, ending.cost, gender, joined, ids, stem_ids
    )  # fmt: skip


def _read_stem(stem: str, system: str, ending: str) -> tuple[bytes, frozenset[str]]:
    """The sounds and the ids of a word without its ending of that kind."""
    if system not in CHINESE:
        sounds = transduce(stem, system)[:MAX_SOUNDS]
        return sounds, ids_of_sounds(sounds, stem)
    sounds = _sounds(stem, system)
    if ending == "surname":
        return sounds, ids_of_stem(pinyin_of(stem) if system == "hani" else _syllables(stem))
    return sounds, ids_of_sounds(sounds, stem, _syllables(stem) if system == "pinyin" else ())


def _role(ending: Part, place: int) -> tuple[str, float]:
    """A father's name is optional where a given name and a surname remain without it."""
    if ending.kind == "patronymic" and place == INNER:
        return "patronymic", ending.cost
    return "name", 1.0


def _mark_fathers(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """`Гейдар оглы`: the name before a particle of descent is the father's, optional where two remain."""
    if len(words) <= 2 or sum(word.kind == "name" for word in words) <= 2:
        return words
    for at in range(1, len(words) - 1):
        if words[at + 1].kind == "particle" and words[at + 1].gender and words[at].kind == "name":
            father = replace(words[at], kind="patronymic", missing=0.2)
            return words[:at] + (father,) + words[at + 1 :]
    return words


def _sounds(text: str, system: str) -> bytes:
    """Of a word in Chinese characters or pinyin."""
    if system == "hani":
        return sounds_of(pinyin_of(text))[:MAX_SOUNDS]
    if system == "pinyin":
        return sounds_of(_syllables(text))[:MAX_SOUNDS]
    return own_sounds_of(pinyin_of(text) if is_hanzi(text[0]) else _syllables(text))[:MAX_SOUNDS]


def _syllables(text: str) -> tuple[str, ...]:
    return split_pinyin(text) or ()
