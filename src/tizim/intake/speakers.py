"""Who speaks in a row of somebody's sheet: what kind of source, and whether in public or only to the office.

A kind that the sheet gives is taken as it is. Otherwise it is judged, in this order: by the words of the speaker's
name ("the authorities", "former detainees"), by who the row is about (someone who tells of their own detention),
by a stated relation, by how the speaker knows. Nothing here decides what is published: that is consent's.

Invariant: words are public only where the row says in which report they were said, or where they are, as a whole, a
known office or medium ("the county police"); every other speaker goes into `identity`, which is sealed, and never into
`ref`: also "police officer Alim Sabit", whatever kind he is judged or said to be.

>>> guess_kind("a classified memo of the county")
'leaked_file'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tizim.core.drafts import SourceDraft, StatementDraft
from tizim.core.vocabularies import fold, vocabulary

from .targets import load_speakers

_SUFFERED = ("detained", "arrested", "sent_to_camp", "held", "released", "sentenced", "interrogated", "forced_labour")
_NOT_FAMILY = (
    "friend", "neighbour", "colleague", "employer", "employee", "classmate", "teacher", "student", "cellmate", "lawyer",
    "client", "guardian", "ward", "acquaintance", "other",
)  # fmt: skip
_BY_HOW_KNOWN = {
    "official_statement": "official",
    "official_notice": "official_document",
    "leaked_document": "leaked_file",
    "saw_it": "eyewitness",
    "press": "press",
}


def guess_kind(speaker: str) -> str:
    """The kind of source that the words of `speaker` show, or ""."""
    plain = re.sub(r"^(the|a|an|some|one)\s+", "", speaker.strip(), flags=re.IGNORECASE)
    if fold(speaker) in _nobody():
        return "anonymous"
    for text in (speaker, plain):
        if code := vocabulary("source_kinds").find(text):
            return code
    folded = plain.casefold()
    for kind, pattern in _patterns():
        if pattern.search(folded):
            return kind
    return ""


def is_public_body(speaker: str) -> bool:
    """Whether the whole words are an office or a medium that is known: no name, no person's role, no rest.

    >>> is_public_body("the county police"), is_public_body("police officer Alim Sabit"), is_public_body("an official")
    (True, False, False)
    """
    words = re.sub(r"^the\s+", "", speaker.strip(), flags=re.IGNORECASE)
    first, _space, rest = words.partition(" ")
    return fold(words) in _bodies("names") or (fold(first) in _bodies("levels") and fold(rest) in _bodies("offices"))


@cache
def _bodies(part: str) -> frozenset[str]:
    listed = load_speakers()["bodies"]
    names = listed["offices"] + listed["media"] if part == "names" else listed[part]
    return frozenset(fold(name) for name in names)


@cache
def _nobody() -> frozenset[str]:
    return frozenset(
        fold(word) for entry in load_speakers()["kinds"] for word in entry["words"] if entry["kind"] == "anonymous"
    )


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for entry in load_speakers()["kinds"]:
        words = [word.casefold() for word in entry["words"]]
        bounded = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in words if not _is_chinese(word)]
        anywhere = [re.escape(word) for word in words if _is_chinese(word)]
        found.append((entry["kind"], re.compile("|".join(bounded + anywhere))))
    return tuple(found)


def _is_chinese(word: str) -> bool:
    return re.search("[\u4e00-\u9fff]", word) is not None


class Speakers:
    """The speakers of one sheet. One name keeps one kind and one `ref` throughout."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}
        self.refs: dict[str, str] = {}

    def source(
        self, speaker: str, statements: Iterable[StatementDraft], labels: dict[str, str], *, said_in: str
    ) -> SourceDraft:
        """The source called `speaker`, who says `statements`.

        `labels`: key of a mention → as written. `said_in`: the report or place where it was said in public, or "".
        """
        said = list(statements)
        key = fold(speaker)
        kind = self.kinds.get(key) or self._kind(speaker, said, labels)
        if speaker and kind != "anonymous":
            self.kinds[key] = kind
        relation = _relation(said)
        if not speaker:
            return SourceDraft(kind=kind, relation=relation)
        if _is_nameless(speaker, kind):
            # "former detainees" of two reports need not be the same people: nothing may join them.
            if said_in:
                return SourceDraft(kind=kind, relation=relation, public_name=speaker, ref=f"{said_in} / {speaker}")
            return SourceDraft(kind=kind, relation=relation, identity={"called": speaker})
        if said_in or (_speaks_in_public(kind) and is_public_body(speaker)):
            return SourceDraft(kind=kind, relation=relation, public_name=speaker)
        ref = self.refs.setdefault(key, f"speaker {len(self.refs) + 1}")
        return SourceDraft(kind=kind, ref=ref, relation=relation, identity={"name": speaker})

    def _kind(self, speaker: str, said: list[StatementDraft], labels: dict[str, str]) -> str:
        if kind := guess_kind(speaker):
            return kind
        of_themselves = {key for key, label in labels.items() if speaker and fold(label) == fold(speaker)}
        own = [statement for statement in said if statement.subject in of_themselves]
        if any(_tells_of_detention(statement) for statement in own):
            return "released_detainee"
        if any(vocabulary("properties").find(statement.property) == "relation_to_source" for statement in said):
            return "relative"
        ways = {vocabulary("how_known").find(statement.how_known) for statement in said if statement.how_known}
        if len(ways) == 1 and (by_way := _BY_HOW_KNOWN.get(str(ways.copy().pop()))):
            return by_way
        return "other" if speaker else "anonymous"


def kind_of_relation(relation: str) -> str:
    """The kind of source that somebody of this relation to the person is ("daughter" → relative), or "".

    >>> kind_of_relation("daughter"), kind_of_relation("neighbour"), kind_of_relation("self")
    ('relative', 'acquaintance', 'released_detainee')
    """
    code = vocabulary("relations").find(relation)
    if code is None:
        return ""
    if code == "self":
        return "released_detainee"
    return "acquaintance" if code in _NOT_FAMILY else "relative"


def _tells_of_detention(statement: StatementDraft) -> bool:
    code = vocabulary("properties").find(statement.property)
    if code == "treatment":
        return True
    found = vocabulary("event_kinds").find(statement.value) or (
        vocabulary("event_kinds").find_leading(statement.value) or ("",)
    )[0]  # fmt: skip
    return code == "event" and found in _SUFFERED


def _relation(said: list[StatementDraft]) -> str:
    """What the source is to the person: the other side of "relation to the speaker: father"."""
    given = {s.value for s in said if vocabulary("properties").find(s.property) == "relation_to_source"}
    if len(given) != 1:
        return ""
    code = vocabulary("relations").find(given.pop())
    return str(vocabulary("relations").term(code).more.get("inverse", "")) if code else ""


def _is_nameless(speaker: str, kind: str) -> bool:
    """Words for people nobody names: no capital letter in a script that has them, and no institution."""
    if kind in ("official", "leaked_file", "international_body", "state_media", "news_agency", "broadcaster", "ngo"):
        return False
    return kind == "anonymous" or (speaker == speaker.lower() and speaker != speaker.upper())


def _speaks_in_public(kind: str) -> bool:
    return vocabulary("source_kinds").term(kind).more.get("public") == "yes"
