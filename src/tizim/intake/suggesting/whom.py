"""Whom a cue is about, and whether its words are denied, feared or only asked.

The grammar of the clause comes first (`Scene.find`). Where a language leaves out who is meant ("Держали три месяца",
"босатып, үйге жіберді", 被抓走了), it is the only person near, if nobody else is named between; else nobody.
"""

from __future__ import annotations

import re

from .lexicon import Cue
from .scene import Scene
from .spans import Span
from .subjects import Cast

BACK = 60  # signs before a cue in which a denial may stand
LEFT_OUT = ("", "subject", "around", "patient", "done_to", "acc", "dat", "gen")


def is_about_a_thing(found: re.Match[str], scene: Scene) -> bool:
    """Whether the words end in "… Tolqyn's": what is done is done to something of theirs."""
    who = scene.at(found, "who")
    return (
        who is not None and who.case == "gen" and found.start("who") > found.start() and found.end("who") == found.end()
    )


def persons_of(found: re.Match[str], cue: Cue, scene: Scene, cast: Cast) -> tuple[Span, ...]:
    """The spans of whom the words found are about; several for "X and Y were taken"."""
    start, end = found.span()
    who = scene.at(found, "who") or scene.at(found, "held")
    if who is not None:
        low, high = found.span("who") if found.re.groupindex.get("who") and found["who"] else found.span("held")
        return scene.coordinated(who, behind=high == end, before=low == start)
    if cue.who == "none":
        return ()
    first = scene.lex.patterns.get("first_verb")
    if first and first.search(found[0]):  # "тұтқындалдым": the verb itself says "I"
        return _made(scene, start, cast.narrator)
    if cue.who == "speaker":
        return _speaker(scene, cast, start)
    if cue.who == "understood":
        return understood(scene, cast, start) or _made(scene, start, cast.only())
    persons = scene.find(cue.who or "subject", start, end)
    if not persons and cue.who in LEFT_OUT and _may_be_left_out(cue, scene, start, end):
        return understood(scene, cast, start)
    return persons


def _made(scene: Scene, start: int, key: str) -> tuple[Span, ...]:
    at = scene.sentence.start + start
    return (Span(at, at, "P", (key,)),) if key else ()


def _speaker(scene: Scene, cast: Cast, start: int) -> tuple[Span, ...]:
    """Of conditions that nobody is named with ("one bucket for thirty"): who tells of their own time there."""
    persons = {key for span in scene.spans if span.kind in ("P", "T") for key in span.keys}
    if not persons - {cast.narrator} and cast.told_of(scene.number) == (cast.narrator,):
        return _made(scene, start, cast.narrator)
    return ()


def _may_be_left_out(cue: Cue, scene: Scene, start: int, end: int) -> bool:
    """Whether the language may leave its person out here: not where other words could be that person."""
    if not scene.lex.data.get("drops_subject"):
        return False
    ahead, opening = scene.lex.patterns.get("left_out_before"), scene.lex.patterns.get("left_out_opening")
    low, _high = scene.clause(start)
    named = cue.who == "subject" and ".events." in cue.id and scene.lex.data.get("names_look_like_words")
    if opening and not named and not opening.match(scene.masked[low:start]):
        return False
    return ahead is None or ahead.match(scene.masked, end) is not None


def understood(scene: Scene, cast: Cast, start: int) -> tuple[Span, ...]:
    """Who is meant where nobody is named: the one of the clauses before, else the only one near in the text."""
    offset = scene.sentence.start
    kin = scene.lex.patterns.get("kin_word")
    if kin and kin.search(scene.masked[:start]):
        return ()
    low, _high = scene.clause(start)
    before = [span for span in scene.spans if span.kind in ("P", "G", "T") and span.start - offset < start]
    if not before:
        key = cast.resolve("", scene.number, offset + start) or "".join(cast.told_of(scene.number))
        return _made(scene, start, key)
    keys = {key for span in before for key in (span.keys or (span.text,))}
    if len(keys) == 1 and before[-1].keys and before[-1].end - offset <= low:
        return _made(scene, start, before[-1].keys[0])
    return ()


def is_denied(scene: Scene, at: int, end: int) -> bool:
    """Whether the words at..end are denied, planned, feared or asked for, there or in the clause that holds theirs."""
    patterns = scene.lex.patterns
    negated, doubted = patterns.get("negated"), patterns.get("doubted")
    inside, behind = patterns.get("negated_inside"), patterns.get("negated_behind")
    if inside and inside.search(scene.masked[at:end]) or behind and behind.match(scene.masked, end):
        return True
    low = scene.clause(at)[0]
    if negated and negated.search(scene.masked[max(low, at - BACK) : at]):
        return True
    return bool(doubted and doubted.search(scene.masked[max(0, at - 2 * BACK) : at]))
