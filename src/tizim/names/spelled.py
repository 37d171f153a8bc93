"""Chinese syllables in letters other than pinyin: Wade-Giles, and the Russian system of Palladius.

Both are turned into pinyin syllables by their tables (`data/wade_giles.tsv`, `data/palladius.tsv`) and read like
pinyin from there. A word is only taken for one of them where its letters leave little doubt: `Али` and `Ван`
are read well enough as what they are, `Цзунтан` and `Ts'ai` are not.

>>> read_palladius(["цзо", "цзунтан"]), read_wade_giles("Tso Tsung-t'ang")
(['zuo', "zong'tang"], ['zuo', "zong'tang"])
>>> read_palladius(["мурат"]), read_wade_giles("Mary Smith")
([], [])
"""

from __future__ import annotations

import functools
import re

from tizim.names.tables import read_table

_LONGEST = 7
# Both begin with the rarest letter and look at what is before it then, several times as fast as reading along:
# ц[зяюиь] чж жу юй айм [хкжшчслюу]э эй [аеюуяъи]нь [аеиоуэюя]ъ[аеиоуэюя]
# [ptks]' ch' hs- ss- ts- tz- -ung -rh -ih -eh -ie -ieh -ien -iehn, and every hyphen
_PALLADIAN = re.compile(
    "ц[зяюиь]|ж(?:(?<=чж)|у)|й(?:(?<=юй)|(?<=ай)м)|э(?:(?<=[хкжшчслюу]э)|й)|ь(?<=[аеюуяъи]нь)"
    "|ъ(?<=[аеиоуэюя]ъ)[аеиоуэюя]"
)
_WADE_GILES = re.compile(
    r"'(?:(?<=[ptks]')|(?<=ch'))|h(?:(?<=\bh)s|(?<=[rie]h)\b)|s(?:(?<=\bs)s|(?<=\bts))|z(?<=\btz)|g(?<=ung)\b"
    r"|e(?<=ie)\b|n(?:(?<=ien)|(?<=iehn))\b|-"
)


def read_palladius(words: list[str], certain: bool = False) -> list[str]:
    """The lower-case Cyrillic words in pinyin, syllables parted by ', or [] if they are not Chinese in Russian letters.

    `certain`: whether the caller knows that they are, and letters need not prove it.
    """
    if not certain and not _PALLADIAN.search(" ".join(words)):
        return []
    split = [_split(word.replace("-", ""), "palladius") for word in words]
    return ["'".join(syllables) for syllables in split] if all(split) else []


def read_wade_giles(text: str, certain: bool = False) -> list[str]:
    """The words of a Latin text in pinyin, syllables parted by ', or [] if it is not Wade-Giles. Hyphens join."""
    plain = text.casefold()
    if not certain and not _WADE_GILES.search(plain):
        return []
    words = []
    for word in plain.replace("·", " ").replace(",", " ").split():
        syllables = [_table("wade_giles").get(part.replace("u:", "ü"), "") for part in word.split("-") if part]
        if not syllables or not all(syllables):
            return []
        words.append("'".join(syllables))
    return words


@functools.lru_cache(maxsize=4096)
def _split(word: str, table: str) -> tuple[str, ...]:
    """The syllables of a word, as few as will do; () if it is not made of them. A hard sign parts two."""
    legal = _table(table)
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        if word[end - 1] == "ъ":
            best[end] = best[end - 1]
        for start in range(max(0, end - _LONGEST), end):
            before, syllable = best[start], legal.get(word[start:end])
            known = best[end]
            if before is not None and syllable and (known is None or len(before) + 1 < len(known)):
                best[end] = (*before, syllable)
    return best[-1] or ()


@functools.cache
def _table(name: str) -> dict[str, str]:
    return {row["spelled"]: row["syllable"] for row in read_table(f"{name}.tsv")}
