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

from tizim.names.chinese import is_hanzi, own_sounds_of, pinyin_of, sounds_of, split_pinyin
from tizim.names.clean import unmix
from tizim.names.hints import BY_RULES
from tizim.names.lexicon import ids_of_sounds, ids_of_stem
from tizim.names.parts import Part, cut_ending, find_title
from tizim.names.rules import transduce
from tizim.names.sounds import UNIT, weigh
from tizim.names.systems import SCRIPTS, guess_system, script_of

MAX_WORDS = 5
MAX_SOUNDS = 40  # of a word: no name is longer, and nobody may make a comparison slow

_BREAKS = re.compile(r"[\s·./_\-–—―‐‑|\"“”«»;:()（）\[\]{}，、]+")
_HANZI = re.compile(r"[\u3400-\u9fff〇]")
_ONE_SCRIPT = re.compile(r"[\u3400-\u9fff〇]+|[^\u3400-\u9fff〇]+")


# Equal only to itself: words are shared and looked up by the million.
@dataclass(frozen=True, eq=False, init=False)
class Word:
    """One word of a name. `kind` is name, patronymic, title, particle, place or initial.

    `sounds` is the whole word, `stem` the word without the ending that comes and goes (empty if it has none) and
    `stem_cost` what comparing by the stem costs. `missing` is the cost (0..1) of a name that lacks the word.
    """

    text: str
    system: str
    sounds: bytes
    kind: str
    weight: float
    missing: float
    stem: bytes = b""
    stem_cost: float = 0.0
    gender: str = ""
    joined: bool = False  # several words may be written as this one
    ids: frozenset[str] = frozenset()  # of the given names it may be (`lexicon`), by the whole word
    stem_ids: frozenset[str] = frozenset()

    def __init__(
        self, text: str, system: str, sounds: bytes, kind: str, weight: float, missing: float, stem: bytes = b"",
        stem_cost: float = 0.0, gender: str = "", joined: bool = False, ids: frozenset[str] = frozenset(),
        stem_ids: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        # in one go: what dataclass writes for a frozen class takes three times as long, a tenth of all reading
        self.__dict__.update(
            text=text, system=system, sounds=sounds, kind=kind, weight=weight, missing=missing, stem=stem,
            stem_cost=stem_cost, gender=gender, joined=joined, ids=ids, stem_ids=stem_ids,
        )  # fmt: skip


def cut_text(text: str) -> list[str]:
    """The pieces of a clean text that have letters. Chinese characters are a piece of their own."""
    pieces = [piece.strip("'") for piece in _BREAKS.split(text)]
    if not text.isascii():
        pieces = [unmix(piece) for piece in pieces]
    pieces = [piece for piece in pieces if piece and script_of(piece)]
    if not text.isascii() and _HANZI.search(text):
        pieces = [part for piece in pieces for part in _part_scripts(piece)]
    return pieces


def _part_scripts(piece: str) -> list[str]:
    return _ONE_SCRIPT.findall(piece)


def read_words(pieces: list[str], hint: str = "") -> tuple[Word, ...]:
    """The words as letters say. A hint holds for the script that its system is written in."""
    return _mark_fathers(tuple(_read_each(pieces, hint)[:MAX_WORDS]))


def read_syllables(words: Sequence[str], system: str = "pinyin") -> tuple[Word, ...]:
    """Words in pinyin, their syllables parted by ' where that is known; system "han" if they transcribe nothing."""
    if not words:
        return ()
    last = len(words) - 1
    return tuple(_read_word(word, system, at, last) for at, word in enumerate(words))[:MAX_WORDS]


def _read_each(pieces: list[str], hint: str) -> list[Word]:
    scripts = [script_of(piece) for piece in pieces]
    systems = {script: _guess(pieces, scripts, script) for script in set(scripts)}
    if hint in BY_RULES and (script := SCRIPTS[hint]) in systems:
        systems[script] = hint
    last, words = len(pieces) - 1, []
    for at, piece in enumerate(pieces):
        if system := systems[scripts[at]]:
            word = _read_word(piece.casefold(), system, at, last)
            if word.sounds:
                words.append(word)
    return words


def _guess(pieces: list[str], scripts: list[str], script: str) -> str:
    """The system of all pieces in one script, looked at together."""
    if scripts.count(script) < len(scripts):
        pieces = [piece for piece, its in zip(pieces, scripts, strict=True) if its == script]
    return guess_system(" ".join(pieces))


@functools.lru_cache(maxsize=65536)
def _read_word(text: str, system: str, at: int, last: int) -> Word:
    chinese = system in ("hani", "pinyin", "han")
    sounds = _sounds(text, system)
    weight = weigh(sounds) / UNIT
    if system == "han":
        return Word(text, system, sounds, "name", weight, 1.0, joined=last == 0)
    title = find_title(text)
    if title and last > 0:
        return Word(text, system, sounds, title.kind, weight, title.cost, gender=title.gender)
    if len(text) == 1 and not chinese:
        return Word(text, system, sounds, "initial", weight, 0.2)
    cut = cut_ending(text)
    if cut and last and cut[1].kind == "place_ending":  # what Xian or 区 end there is a name of somebody
        cut = None
    joined = chinese and (last == 0)
    ids = _ids(text, sounds, system)
    if not cut:
        return Word(text, system, sounds, "name", weight, 1.0, joined=joined, ids=ids)
    stem, ending = cut
    kind, missing = _role(ending, at, last)
    gender = ending.gender if ending.kind != "fond" else ""
    stem_sounds = _sounds(stem, system)
    stem_ids = _ids(stem, stem_sounds, system)
    if chinese and ending.kind == "surname":
        stem_ids = ids_of_stem(pinyin_of(stem) if system == "hani" else split_pinyin(stem) or ())
    return Word(
        text, system, sounds, kind, weight, missing, stem_sounds, ending.cost, gender, joined, ids, stem_ids
    )  # fmt: skip


def _ids(text: str, sounds: bytes, system: str) -> frozenset[str]:
    return ids_of_sounds(sounds, text, (split_pinyin(text) or ()) if system == "pinyin" else ())


def _role(ending: Part, at: int, last: int) -> tuple[str, float]:
    """A father's name is optional where a given name and a surname remain without it."""
    if ending.kind == "patronymic" and at > 0 and last >= 2:
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
    if system == "hani":
        return sounds_of(pinyin_of(text))[:MAX_SOUNDS]
    if system == "pinyin":
        return sounds_of(split_pinyin(text) or ())[:MAX_SOUNDS]
    if system == "han":
        return own_sounds_of(pinyin_of(text) if is_hanzi(text[0]) else split_pinyin(text) or ())[:MAX_SOUNDS]
    return transduce(text, system)[:MAX_SOUNDS]
