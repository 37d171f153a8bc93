"""How each mention may be named: in full, by initials, or not at all.

A mention's name is itself a statement: the account's consent decides, and a narrowing of a name statement narrows
the mention. Facilities, organisations and groups have names that say where and who, so they appear only under a
consent to names in full; a facility also needs places as exact as can be.

>>> initials("Тоқтасын Үлгібай"), initials("哈依拉提·沙马尔汗"), initials("张伟")
('Т. Ү.', '哈. 沙.', '张某')
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from tizim.core.values import Mention, Statement

from .consent import LEVELS, ConsentBook
from .records import SUBJECT_KINDS

NAME_LEVELS = LEVELS["publish_name"]
_BETWEEN = re.compile(r"[\s·•・.‧－-]+")
_HAN_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")


def name_levels(mentions: Iterable[Mention], statements: Iterable[Statement], book: ConsentBook) -> dict[str, str]:
    """mention id → "full" | "partial" | "none", for each mention that may have a page at all."""
    names: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.property == "name" and book.is_narrowed(statement.id):
            names[statement.mention_id].append(statement)
    levels = {}
    for mention in mentions:
        allowed = book.of_account(mention.account_id)
        if mention.kind not in SUBJECT_KINDS or not allowed.statement:
            continue
        level = _narrowest(mention, names[mention.id], book)
        named = level == "full" and (mention.kind != "facility" or allowed.places == "exact")
        if mention.kind == "person" or named:
            levels[mention.id] = level
    return levels


def _narrowest(mention: Mention, narrowed_names: Iterable[Statement], book: ConsentBook) -> str:
    level = book.of_account(mention.account_id).name if mention.label.strip() else "none"
    for statement in narrowed_names:
        allowed = book.of_statement(mention.account_id, statement.id)
        if allowed.statement:
            level = min(level, allowed.name, key=NAME_LEVELS.index)
        elif _same_words(statement, mention.label):
            level = "none"
    return level


def _same_words(statement: Statement, label: str) -> bool:
    return _plain(label) in {_plain(statement.value), _plain(statement.value_raw), _plain(statement.as_said)}


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def shown_label(mention: Mention, levels: Mapping[str, str]) -> str:
    """The mention's name as its level lets it stand."""
    level = levels[mention.id]
    if level == "full":
        return mention.label.strip()
    return initials(mention.label) if level == "partial" else ""


def initials(name: str) -> str:
    """The first letters of the first and the last part of a name: two at most, so that nothing else shows."""
    plain = unicodedata.normalize("NFC", name).strip()
    if _HAN_NAME.fullmatch(plain):
        return plain[0] + "某"
    parts = [part for part in (_first_letter(word) for word in _BETWEEN.split(plain)) if part]
    return " ".join(f"{part}." for at in dict.fromkeys((0, len(parts) - 1)) for part in parts[at : at + 1])


def _first_letter(word: str) -> str:
    for position, letter in enumerate(word):
        if letter.isalpha():
            wide = 2 if letter == "ئ" else 1  # Uyghur vowels begin with a carrier that alone says nothing
            return word[position : position + wide].upper()
    return ""
