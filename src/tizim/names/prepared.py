"""A name taken apart and read into sounds, ready to be compared many times.

Splits at spaces, interpuncts and hyphens; a comma brings the surname from the front to the end; single pinyin
syllables (`A He Mai Ti`) are joined to one word; Chinese without an interpunct is one word. A Latin name that
can be pinyin has two readings, kept side by side. Not here: comparing (`align`, `comparison`).

Invariants: at most `MAX_WORDS` words of `MAX_SOUNDS` sounds; same text, same result; nothing raises, an unreadable
name has no words.

>>> name = prepare("Насыров, Мурат Исмаилович")
>>> [(word.text, word.kind) for word in name.words]
[('мурат', 'name'), ('исмаилович', 'patronymic'), ('насыров', 'name')]
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from tizim.names.aliases import find_alias, mark_words
from tizim.names.chinese import group_syllables, is_hanzi, pinyin_of, read_tones, split_pinyin
from tizim.names.clean import clean
from tizim.names.han import judge_characters, judge_syllables, surname_last
from tizim.names.hints import CHINESE, NO_HINTS, read_hints
from tizim.names.lexicon import ids_of_syllables, part_known
from tizim.names.spelled import read_palladius, read_wade_giles
from tizim.names.systems import is_vowelled, script_of
from tizim.names.words import MAX_SOUNDS, MAX_WORDS, Word, cut_text, read_syllables, read_texts, read_words

__all__ = ["MAX_READINGS", "MAX_SOUNDS", "MAX_WORDS", "PreparedName", "Word", "prepare"]

MAX_READINGS = 6
_COMMA = re.compile("[,،，]")
_HAN_NAME = 4  # characters of the longest usual Chinese name


@dataclass(frozen=True, slots=True)
class PreparedName:
    """`words` is the first reading; `pinyin` the one of a name that may be Chinese in other letters, else empty.

    `further`: what else it may be: unvowelled Arabic script, the names by which people call it elsewhere (`exonyms`).
    `order_fixed`: the order of the words is a matter of fact; `order_free`: a hint says that it means nothing.
    `gender`: m or f if a hint says so; then it stands above what the endings of words say.
    `packed`: what `packed.pack` made of it, once it was asked for.
    """

    text: str
    words: tuple[Word, ...]
    pinyin: tuple[Word, ...] = ()
    order_fixed: bool = False
    gender: str = ""
    further: tuple[tuple[Word, ...], ...] = ()
    order_free: bool = False
    packed: bytes = field(default=b"", compare=False, repr=False)

    @property
    def readings(self) -> tuple[tuple[Word, ...], ...]:
        return tuple([words for words in (self.words, self.pinyin, *self.further) if words])


# Where these are written, the order of the words is a matter of fact; elsewhere offices turn names around.
_FIXED_ORDER = {
    "ug_arab", "kk_arab", "ar_arab", "ug_cyrl", "kk_cyrl", "ky_cyrl", "uly", "kk_latn", "hani", "tr", "uz_latn",
    "uz_cyrl",
}  # fmt: skip


@functools.lru_cache(maxsize=65536)
def prepare(name: str, system: str = "", order: str = "", gender: str = "") -> PreparedName:
    """`name` read into sounds; a name without readable letters has no words. Never raises for any text.

    Hints (`hints`): `system` one of `hints.SYSTEMS`; `order` given-first, surname-first or free; `gender` male or
    female. Raises ValueError for a hint that is none.
    """
    hints = read_hints(system, order, gender) if system or order or gender else NO_HINTS
    text = clean(name)
    given, turned = _turn(text)
    pieces = cut_text(given)
    turn = hints.order == "surname-first" and not turned
    if turn:
        pieces = pieces[1:] + pieces[:1]
    scripts = [script_of(piece) for piece in pieces]
    pieces = [piece.casefold() for piece in pieces]
    chinese, certain = _read_chinese(given, pieces, scripts, hints.system, turn)
    words = () if chinese and certain else read_texts(pieces, scripts, hints.system)
    further = () if hints.system else _read_further(pieces, scripts, words)
    words, chinese, own = _read_own(*_rule_out(_part_run(words), _part_run(chinese)))
    if own:
        further = (*further, *own)
    if alias := find_alias(tuple(pieces), words or chinese):
        words, chinese = mark_words(words, alias.ids), mark_words(chinese, alias.ids)
        further = (*further, *alias.readings)[: MAX_READINGS - 2]
    fixed = not turned and (_all_given(words) or _all_given(chinese) or (not chinese and _is_fixed(words)))
    if hints.order:
        fixed = hints.order != "free"
    if not words:
        words, chinese = chinese, ()
    return PreparedName(text, words, chinese, fixed, hints.gender, further, hints.order == "free")


def _rule_out(words: tuple[Word, ...], chinese: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The reading that the list of names knows whole rules out one of which it knows nothing."""
    if words and chinese:
        if all(word.ids for word in words) and not any(word.ids for word in chinese):
            return words, ()
        if all(word.ids for word in chinese) and not any(word.ids for word in words) and len(chinese) > 1:
            return (), chinese
    return words, chinese


def _all_given(words: tuple[Word, ...]) -> bool:
    """Two known given names, the second the father's: only Russian lists turn these round."""
    if len(words) < 2:  # noqa: PLR2004
        return False
    known = [bool(word.ids) and word.system != "ru" for word in words if word.kind == "name"]
    return known == [True, True]


def _is_fixed(words: tuple[Word, ...]) -> bool:
    """Chinese written without breaks may be a Chinese name, whose surname other scripts put last."""
    if len(words) == 1 and words[0].system in ("hani", "han") and len(words[0].text) <= _HAN_NAME:
        return False
    return bool(words) and _FIXED_ORDER.issuperset([word.system for word in words])


def _turn(text: str) -> tuple[str, bool]:
    """`Surname, Given` as `Given Surname`, and whether there was such a comma."""
    if not _COMMA.search(text):
        return text, False
    surname, comma, given = text.replace("،", ",").replace("，", ",").partition(",")
    return (f"{given} {surname}", True) if comma and surname.strip() and given.strip() else (text, False)


def _read_chinese(
    given: str, pieces: list[str], scripts: list[str], hint: str, turn: bool
) -> tuple[tuple[Word, ...], bool]:
    """The reading of Latin or Cyrillic words that may be Chinese, and whether they can be nothing else."""
    if hint and hint not in CHINESE or len(set(scripts)) != 1:
        return (), False
    script = scripts[0]
    if script == "cyrl":
        spelled = read_palladius(pieces, hint == "palladius")
        return read_syllables(spelled), bool(hint)
    if script != "latn":
        return (), False
    if hint != "pinyin" and (spelled := read_wade_giles(given, hint == "wade_giles")):
        return read_syllables(spelled[1:] + spelled[:1] if turn else spelled), bool(hint) or "'" in given
    plain, toned = read_tones(given)
    if given.isascii() and not turn and plain == given.casefold():
        words = group_syllables([pieces])
    else:
        words = group_syllables([cut_text(part) for part in plain.split("·")])
    if not words:
        return (), False
    if turn:
        words = words[1:] + words[:1]
    return read_syllables(words), bool(hint) or toned or "·" in given or len(words) < len(pieces)


def _part_run(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """A name of Chinese syllables without breaks as two given names, where the list knows both (`lexicon`)."""
    if len(words) == 2 and words[0].system == "pinyin":  # noqa: PLR2004
        syllables = tuple([one for word in words for one in split_pinyin(word.text) or ()])
        known = len(syllables) == 2 and ids_of_syllables(syllables)  # noqa: PLR2004
        return read_syllables(["'".join(syllables)]) if known else words
    if len(words) != 1 or not words[0].joined or words[0].ids:
        return words
    text = words[0].text
    if not is_hanzi(text[0]):
        syllables = split_pinyin(text) or ()
        cut = part_known(syllables)
        return read_syllables(["'".join(syllables[:cut]), "'".join(syllables[cut:])]) if cut else words
    syllables = pinyin_of(text)
    cut = part_known(syllables) if len(syllables) == len(text) else 0
    return read_words([text[:cut], text[cut:]]) if cut else words


def _read_own(
    words: tuple[Word, ...], chinese: tuple[Word, ...]
) -> tuple[tuple[Word, ...], tuple[Word, ...], tuple[tuple[Word, ...], ...]]:
    """Both readings, each as a Chinese name itself where it is one, and such a reading more where it may be one."""
    if len(words) == 1 and words[0].system == "hani" and (verdict := judge_characters(words[0].text)):
        own = read_syllables([words[0].text], "han")
        return (own, chinese, ()) if verdict == "yes" else (words, chinese, (own,))
    if not chinese:
        return words, chinese, ()
    split = [split_pinyin(word.text) or () for word in chinese]
    if verdict := judge_syllables(split):
        own = read_syllables([word.text for word in chinese], "han")
        turned = tuple(read_syllables([turn], "han") for turn in surname_last(split))
        return (words, own, turned) if verdict == "yes" else (words, chinese, (own, *turned))
    return words, chinese, tuple(read_syllables([turn], "han") for turn in surname_last(split))


def _read_further(pieces: list[str], scripts: list[str], words: tuple[Word, ...]) -> tuple[tuple[Word, ...], ...]:
    """Arabic script without a letter that only Uyghur or Kazakh has may leave out its vowels."""
    for word in words:
        if word.system in ("ug_arab", "kk_arab"):
            return () if is_vowelled(" ".join(pieces)) else (read_texts(pieces, scripts, "ar_arab"),)
    return ()
