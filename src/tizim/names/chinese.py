"""Chinese syllables: from characters and from pinyin, and what each may stand for.

Transcribed Turkic names lose sounds and gain vowels (阿不都热依木 is Abdurehim), so a syllable becomes open
sounds with weak vowels (`data/syllables.tsv`). Not a dictionary of Chinese: a character has one reading here,
the one names use.

>>> split_pinyin("hejianiyazi")
('he', 'jia', 'ni', 'ya', 'zi')
>>> pinyin_of("沙希迪")
('sha', 'xi', 'di')
>>> split_pinyin("yusup") is None
True
"""

from __future__ import annotations

import functools
import re
import unicodedata

from tizim.names.sounds import encode, squeeze
from tizim.names.tables import read_table

_LONGEST = 6
_MIN_SPACED = 3
_REMEMBERED = 1 << 13  # characters
_TONE_DIGIT = re.compile(r"[1-5](?<=[a-z].)(?![0-9])")  # begins with what is rare
_NO_PINYIN = re.compile("[bpmfdtkjqxhyw](?![aeiouv])|[zcs](?![aeiouvh])|l(?![aeiouvy])")  # most other words, fast
_TONE_MARKS = {"\u0304", "\u0301", "\u030c", "\u0300"}


def is_hanzi(char: str) -> bool:
    """Whether `char` is a Chinese character."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char == "〇"


def pinyin_of(text: str) -> tuple[str, ...]:
    """The syllables of the Chinese characters in `text`; other characters are passed over."""
    return tuple([syllable for char in text if (syllable := _SYLLABLES[char])])


def drop_tones(text: str) -> str:
    """Pinyin without tone marks, ü kept as v.

    >>> drop_tones("Nǚ'ěr")
    "Nv'er"
    """
    plain = "".join(char for char in unicodedata.normalize("NFD", text) if char not in _TONE_MARKS)
    return unicodedata.normalize("NFC", plain).replace("ü", "v").replace("Ü", "V")


def read_tones(text: str) -> tuple[str, bool]:
    """Pinyin in lower case without tones, and whether it had marks or digits that only pinyin has here.

    (ǎ and à prove it; ā and á alone prove nothing.)

    >>> read_tones("Lu:3 Mu4la1ti2"), read_tones("Nǚ'ěr"), read_tones("Murat 2")
    (('lv mulati', True), ("nv'er", True), ('murat 2', False))
    """
    if text.isascii():
        plain = text.casefold().replace("u:", "v") if ":" in text else text.casefold()
        if not _TONE_DIGIT.search(plain):
            return plain, False
        return _TONE_DIGIT.sub("", plain), True
    marked = any(mark in "\u030c\u0300" for mark in unicodedata.normalize("NFD", text))
    return drop_tones(text.casefold()), marked


def group_syllables(parts: list[list[str]]) -> list[str]:
    """The words of a name in pinyin; [] if it is none. `parts` is what interpuncts part, cut into lower-case words.

    Single syllables in a row are one word: all of a part if there are several parts, else three or more.

    >>> group_syllables([["a", "he", "mai", "ti"]]), group_syllables([["ma", "li"], ["yasen"]])
    (["a'he'mai'ti"], ["ma'li", 'yasen'])
    """
    words: list[str] = []
    least = 2 if len(parts) > 1 else _MIN_SPACED
    for part in parts:
        single = len(part) >= least
        for word in part:
            if not (syllables := split_pinyin(word)):
                return []
            single = single and len(syllables) == 1
        words += ["'".join(part)] if single else part
    return words


def split_pinyin(word: str) -> tuple[str, ...] | None:
    """The syllables of a lower-case word without tones, or None if it is not made of pinyin syllables.

    An apostrophe parts two syllables. Of several ways, the one with the fewest syllables that begin with a vowel,
    then the fewest syllables.
    """
    if not word.isascii():
        return None
    if "'" in word:
        parts = [split_pinyin(part) for part in word.split("'") if part]
        return tuple([one for part in parts for one in part or ()]) if parts and all(parts) else None
    if not word.isalpha() or _NO_PINYIN.search(word):
        return None
    return _split(word)


@functools.lru_cache(maxsize=16384)
def _split(word: str) -> tuple[str, ...] | None:
    legal = _own_sounds()
    best: list[tuple[int, int, tuple[str, ...]] | None] = [None] * (len(word) + 1)
    best[0] = (0, 0, ())
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, piece = best[start], word[start:end]
            if before is None or piece not in legal:
                continue
            bare = 1 if start and piece[0] in "aoe" and piece != "er" else 0
            way = (before[0] + bare, before[1] + 1, (*before[2], piece))
            known = best[end]
            if known is None or way < known:
                best[end] = way
    return best[-1][2] if best[-1] and word else None


def sounds_of(syllables: tuple[str, ...]) -> bytes:
    """The open sounds of a sequence of syllables. A final `er` is a liquid; at the beginning it has its vowel."""
    sounds, vowel = _open_sounds()
    run = b"".join([sounds[syllable] for syllable in syllables])
    return squeeze(vowel + run if syllables[:1] == ("er",) else run)


def own_sounds_of(syllables: tuple[str, ...]) -> bytes:
    """The sounds of syllables that transcribe nothing: a Chinese name itself."""
    sounds = _own_sounds()
    return squeeze(b"".join([sounds[syllable] for syllable in syllables]))


@functools.cache
def _open_sounds() -> tuple[dict[str, bytes], bytes]:
    """The open sounds of every syllable, those of `er` without its vowel, and that vowel."""
    sounds = {row["syllable"]: encode(row["to"].split()) for row in read_table("syllables.tsv")}
    return sounds | {"er": sounds["er"][1:]}, sounds["er"][:1]


@functools.cache
def _own_sounds() -> dict[str, bytes]:
    return {row["syllable"]: encode(row["own"].split()) for row in read_table("syllables.tsv")}


@functools.cache
def _own_readings() -> dict[str, str]:
    return {row["character"]: row["syllable"] for row in read_table("hanzi.tsv")}


class _Syllables(dict[str, str]):
    """The usual reading of each character, "" for what is no Chinese one: looked up once, however often it comes."""

    def __missing__(self, char: str) -> str:
        found = _reading(char) if is_hanzi(char) else ""
        if len(self) >= _REMEMBERED:
            self.clear()
        self[char] = found
        return found


_SYLLABLES = _Syllables()


def _reading(char: str) -> str:
    """The usual reading, without its tone; the first one that is a syllable of the table."""
    own = _own_readings().get(char)
    if own:
        return own
    from pypinyin.pinyin_dict import pinyin_dict  # 40,000 characters: loaded at the first Chinese name only

    for reading in pinyin_dict.get(ord(char), "").split(","):
        syllable = drop_tones(reading).replace("ê", "e")
        if syllable in _own_sounds():
            return syllable
    return ""
