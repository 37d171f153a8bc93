"""The words of a date, told apart: numbers, months, parts of a year, and words like "before" or "около".

A small lexer over the tables of `core/data/date_words.yaml`; `dates_words` reads its tokens. It knows five languages
at once, because sheets mix them; the language told only decides where two tables disagree.

Invariants: a word that no table knows makes the whole text unreadable (None), never skipped · numbers stay as written.

>>> [(token.kind, token.value) for token in tokens("осенью 2017 г.")]
[('part', 23), ('number', '2017'), ('year', 0)]
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from .scripts import fold_letters
from .vocabularies import load_yaml

LANGUAGES = ("en", "ru", "kk", "ug", "zh")
PLAIN_KINDS = (
    *("year", "years", "month", "day", "decade", "about", "doubt", "before", "after", "since", "until", "by"),
    *("notbefore", "between", "and", "or", "to", "fill", "age"),
)


@dataclass(frozen=True)
class Token:
    kind: str
    value: Any = 0


@dataclass
class _Table:
    """words and phrases → token; stems → token, for words with endings; suffixes → token, for endings that speak."""

    words: dict[str, Token] = field(default_factory=dict)
    stems: dict[str, Token] = field(default_factory=dict)
    suffixes: dict[str, Token] = field(default_factory=dict)


_PIECE = re.compile(
    r"(?P<number>\d+(?:[./\-–]\d+)*)"
    r"|(?P<hani>[\u3400-\u9fff〇]+)"
    r"|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*(?:/[^\W\d_]\b)?)"
    r"|(?P<sign>[?~&])"
    r"|(?P<dash>\s+[-–—]+\s+|[–—]|-)"
    r"|(?P<skip>[\s.,;:()\[\]«»\"“”'’،؛。，（）·-]+)"
)
_NEXT_WORD = re.compile(r"[\s.]+([^\W\d_]+)")
_CHINESE_NUMBER = re.compile("[〇零一二两三四五六七八九十]+(?=[年月日号岁])")
_QUARTERS = {
    **{f"q{i + 1}": f"{word} quarter" for i, word in enumerate(("first", "second", "third", "fourth"))},
    **{"h1": "first half", "h2": "second half"},
}
_QUARTER = re.compile(r"\b(?:q[1-4]|h[12])\b")
_DIGITS = {sign: str(i % 10) for i, sign in enumerate("〇一二三四五六七八九")} | {"零": "0", "两": "2"}


def tokens(text: str, language: str = "") -> list[Token] | None:
    """The tokens of `text`, without those that say nothing; None if a word is unknown or the text is long."""
    if len(text) > 120:
        return None
    table = _table(language)
    plain = _CHINESE_NUMBER.sub(lambda found: _chinese_number(found[0]), fold_letters(text))
    plain = re.sub(r"\d", lambda found: str(unicodedata.decimal(found[0])), plain)
    plain = _QUARTER.sub(lambda found: _QUARTERS[found[0]], plain)
    result: list[Token] = []
    at = 0
    while at < len(plain):
        found = _PIECE.match(plain, at)
        if not found:
            return None
        read, at = _read(found, plain, table)
        if read is None:
            return None
        result += read
    return [token for token in result if token.kind != "fill"]


def _read(found: re.Match[str], plain: str, table: _Table) -> tuple[list[Token] | None, int]:
    """The tokens of one piece, and where the next piece begins."""
    kind, piece, end = found.lastgroup, found[0], found.end()
    if kind == "number":
        return [Token("number", piece)], end
    if kind == "sign":
        return [Token({"?": "doubt", "~": "about", "&": "and"}[piece])], end
    if kind == "dash":
        near_digit = piece == "-" and (
            plain[found.start() - 1 : found.start()].isdigit() or plain[end : end + 1].isdigit()
        )
        return ([] if near_digit else [Token("to")]), end
    if kind == "hani":
        return _read_hani(piece, table), end
    if kind == "word":
        return _read_words(found, plain, table)
    return [], end


def _read_words(found: re.Match[str], plain: str, table: _Table) -> tuple[list[Token] | None, int]:
    """The longest phrase of up to four words that a table knows; else one word with endings."""
    ends = [found.end()]
    for _ in range(3):
        following = _NEXT_WORD.match(plain, ends[-1])
        if not following:
            break
        ends.append(following.end())
    for end in reversed(ends):
        token = table.words.get(re.sub(r"[\s.]+", " ", plain[found.start() : end]))
        if token:
            return [token], end
    word = found[0]
    if read := _read_ending(word, table):
        return read, found.end()
    if "-" in word:  # October-December, mid-autumn
        left, right = word.split("-", 1)
        first, second = _read_ending(left, table), _read_ending(right, table)
        if first and second:
            joint = [Token("to")] if first[-1].kind == second[0].kind else []
            return [*first, *joint, *second], found.end()
    return None, found.end()


def _read_ending(word: str, table: _Table) -> list[Token] | None:
    if word in table.words:
        return [table.words[word]]
    for suffix, token in table.suffixes.items():
        if word.endswith(suffix) and (stem := _read_stem(word.removesuffix(suffix), table)):
            return [stem, token]
    stem = _read_stem(word, table)
    return [stem] if stem else None


def _read_stem(word: str, table: _Table) -> Token | None:
    if word in table.words:
        return table.words[word]
    for length in range(len(word), max(2, len(word) - 9), -1):
        if "-" not in word[length:] and (token := table.stems.get(word[:length])):
            return token
    return None


def _read_hani(piece: str, table: _Table) -> list[Token] | None:
    result, at = [], 0
    while at < len(piece):
        for length in range(min(5, len(piece) - at), 0, -1):
            if token := table.words.get(piece[at : at + length]):
                result.append(token)
                at += length
                break
        else:
            return None
    return result


def _chinese_number(text: str) -> str:
    """二〇一七 → 2017, 十二 → 12, 三十 → 30."""
    if "十" not in text:
        return "".join(_DIGITS.get(sign, "") for sign in text)
    tens, _, ones = text.partition("十")
    return str(10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0")))


@cache
def _table(language: str) -> _Table:
    """All tables in one; where two disagree, the language told wins, then the order of LANGUAGES."""
    data = load_yaml(Path("date_words.yaml"))
    table = _Table()
    for code in sorted(LANGUAGES, key=lambda code: (code == language, -LANGUAGES.index(code))):
        _add(table, data[code])  # the last one wins
    return table


def _add(table: _Table, entry: dict[str, Any]) -> None:
    pairs = [(form, Token("name", i + 1)) for i, forms in enumerate(entry["months"]) for form in forms]
    pairs += [(form, Token("part", int(code))) for code, forms in entry["parts"].items() for form in forms]
    pairs += [(form, Token(kind)) for kind in PLAIN_KINDS for form in entry.get(kind, ())]
    for form, token in pairs:
        folded = fold_letters(form)
        if folded.endswith("*"):
            table.stems[folded[:-1]] = token
        else:
            table.words[folded] = token
    for kind, forms in entry.get("suffixes", {}).items():
        table.suffixes.update({fold_letters(form): Token(kind) for form in forms})
