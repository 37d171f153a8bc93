"""What a source's word is worth as a *voice*: whether it speaks for itself, carries someone, or names nobody.

Three standings, never a score:

voice       the source speaks from what it lived, saw, was told or holds in its hands
carried     the source carries an official statement or a document that others may carry too: all of them together
            are one voice, that of the office or the document
unresolved  the source says that others say so (rumour, press, an estimate of others) or does not say how it knows:
            there may be an origin behind it that we know already

What this deliberately is not: the reliability of a source or the credibility of an item. A relative who repeats a
rumour is no less honest; her rumour is just not one more origin.

>>> from tizim.core.values import Source
>>> standing_of(Source("s1", "S-1", "relative"), "told_by_official").kind
'voice'
>>> standing_of(Source("s2", "S-2", "press"), "press").kind
'unresolved'
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from tizim.core.values import Source

UNRESOLVED = frozenset({"estimate_of_others", "press", "rumour"})
CARRIED = {
    "official_statement": frozenset({"official", "state_media"}),
    "official_notice": frozenset({"official", "official_document"}),
    "document": frozenset({"official_document", "court_document", "leaked_file"}),
    "leaked_document": frozenset({"leaked_file"}),
}
CARRIERS = frozenset(
    {"press", "broadcaster", "news_agency", "ngo", "international_body", "researcher", "database", "other", ""}
)
NAMELESS = CARRIERS | {"anonymous"}


@dataclass(frozen=True)
class Standing:
    """`key` is what counts as the same voice; `why` short words (a message that shells translate)."""

    kind: str
    key: str
    why: str


def voice_key(source: Source | None, account_id: str) -> str:
    """What makes two sources one voice: a custodian's link, a public name, else the source itself."""
    if source is None:
        return f"account:{account_id}"
    if source.same_as:
        return f"link:{source.same_as}"
    if source.public_name.strip():
        return f"public:{_folded(source.public_name)}"
    return f"source:{source.id}"


def standing_of(source: Source | None, how_known: str, by: str = "", account_id: str = "") -> Standing:
    """How a source stands behind one statement. `by` names the office or document that is carried, if known."""
    kind = source.kind if source else ""
    key = voice_key(source, account_id)
    if how_known in UNRESOLVED:
        return Standing("unresolved", key, WHY[how_known])
    if how_known in ("", "not_stated"):
        if kind in NAMELESS:
            return Standing("unresolved", key, WHY["not_stated"])
        return Standing("voice", key, "speaks for itself")
    if how_known in CARRIED and kind in CARRIERS:
        named = f"public:{_folded(by)}" if by.strip() else f"carried:{how_known}"
        return Standing("carried", named, WHY[how_known])
    return Standing("voice", key, WHY.get(how_known, "speaks for itself"))


def speaks_directly(source: Source | None, how_known: str) -> bool:
    """Whether this source is itself the office or the document that others carry as `how_known`."""
    return source is not None and source.kind in CARRIED.get(how_known, frozenset())


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


WHY = {
    "experienced_it": "speaks of what they lived",
    "saw_it": "speaks of what they saw",
    "told_by_person": "was told by the person",
    "told_by_relative": "was told by a relative",
    "told_by_acquaintance": "was told by an acquaintance",
    "told_by_official": "was told by an official",
    "told_by_ex_cellmate": "was told by someone held there",
    "official_notice": "an official notice",
    "official_statement": "an official statement",
    "document": "a document",
    "leaked_document": "a leaked document",
    "press": "taken from the press, origin not known",
    "rumour": "a rumour, origin not known",
    "estimate_of_others": "an estimate of others, origin not known",
    "not_stated": "does not say how it knows",
}
