"""Which property and which code the words of a sheet or form mean: "event: detained in a camp", "reason", "ұлты".

Not here: values of other kinds (`reading`), the statement as a whole (`validate`).

Invariants: a word that no vocabulary knows is never forced into one: the property becomes `other` and keeps its words
· only an event may be recognised by the beginning of its words ("returned to …"); everything else must fit as a whole.

>>> read_property("event: detained in a camp"), read_property("Official reason"), read_property("shoe size")
(('event', 'detained in a camp', ''), ('reason_official', '', ''), ('other', '', ''))
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from tizim.core.vocabularies import fold, load_yaml, vocabulary

_COLON = re.compile(r"\s*[:：]\s*")
_OWNERS = re.compile(r"^(?:his|her|their|my|our|a|an|the|one of (?:his|her|their|my) )\s+", re.IGNORECASE)
_TOLD = re.compile(r"^(?:told by|heard from|learned from|learnt from|from|со слов|от)\s+", re.IGNORECASE)
_NOT_KIN = {
    "friend": "told_by_acquaintance",
    "neighbour": "told_by_acquaintance",
    "colleague": "told_by_acquaintance",
    "employer": "told_by_acquaintance",
    "employee": "told_by_acquaintance",
    "classmate": "told_by_acquaintance",
    "teacher": "told_by_acquaintance",
    "student": "told_by_acquaintance",
    "acquaintance": "told_by_acquaintance",
    "lawyer": "told_by_acquaintance",
    "client": "told_by_acquaintance",
    "cellmate": "told_by_ex_cellmate",
    "self": "told_by_person",
    "other": "",
}


@lru_cache(maxsize=10_000)
def read_property(text: str) -> tuple[str, str, str]:
    """(property, value in the same words, relation): ("other", "", "") where no vocabulary knows the words.

    "event: released" names a value too; "released" alone is the event; "brother" alone is a relation.
    """
    properties = vocabulary("properties")
    if code := properties.find(text):
        return code, "", ""
    parts = _COLON.split(text.strip(), maxsplit=1)
    if len(parts) == 2 and parts[1] and (code := properties.find(parts[0])):
        return code, parts[1], ""
    if vocabulary("event_kinds").find(text):
        return "event", text.strip(), ""
    if vocabulary("statuses").find(text):
        return "status", text.strip(), ""
    relation = vocabulary("relations").find(text)
    return ("relation", "", relation) if relation and relation != "other" else ("other", "", "")


def find_beginning(name: str, text: str) -> tuple[str, str] | None:
    """(code, rest) where `text` begins with words of the vocabulary and goes on in a way that keeps their meaning.

    >>> find_beginning("event_kinds", "detained at the border"), find_beginning("event_kinds", "released was denied")
    (('detained', 'at the border'), None)
    """
    found = vocabulary(name).find_leading(text)
    if found is None or not found[1]:
        return found
    after, signs, against, against_signs = _continuations()
    code, rest = found
    head = text[: text.rfind(rest)].rstrip()
    words = re.findall(r"\w+", rest.casefold())
    goes_on = head[-1:] in signs or rest[0] in signs or words[:1] == [] or words[0] in after
    goes_on = goes_on or re.findall(r"\w+", head.casefold())[-1] in after
    denied = against & set(re.findall(r"\w+", text.casefold())) or any(sign in text for sign in against_signs)
    return found if goes_on and not denied else None


@cache
def _continuations() -> tuple[frozenset[str], str, frozenset[str], tuple[str, ...]]:
    data = load_yaml(Path("continuations.yaml"))
    return frozenset(data["after"]), data["signs"], frozenset(data["against"]), tuple(data["against_signs"])


@lru_cache(maxsize=10_000)
def read_how_known(text: str, about_oneself: bool = True) -> str:
    """Code of how_known, "" if the words are unknown. "told by her aunt" is found by the relation.

    "first-hand" is lived through when it is said about oneself, and seen when it is said about another.
    """
    known = vocabulary("how_known")
    if code := known.find(text):
        either = known.term(code).more.get("either", ())
        return "saw_it" if not about_oneself and fold(text) in {fold(word) for word in either} else code
    who, count = _TOLD.subn("", text.strip())
    if not count:
        return ""
    relation = vocabulary("relations").find(_OWNERS.sub("", who))
    return _NOT_KIN.get(relation, "told_by_relative") if relation else ""


@lru_cache(maxsize=10_000)
def is_not_stated(text: str) -> bool:
    """Words such as "unknown", "not stated" or "-", in any of the five languages."""
    return not text.strip(" -–—?./") or vocabulary("how_known").find(text) == "not_stated"
