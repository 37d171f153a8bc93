"""How people were treated: passages kept in their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tizim.core.suggestions import Suggestion

from .events import describe_group, passage
from .lexicon import Cue
from .scene import Scene
from .spans import Span
from .subjects import Cast


def read_treatment(scene: Scene, cast: Cast) -> Iterator[Suggestion]:
    """What was done to people: one suggestion a person and sentence, over all clauses that say it."""
    made: dict[str, Suggestion] = {}
    for cue in scene.lex.treatment:
        for match in cue.pattern.finditer(scene.masked):
            start, end = match.span()
            if _denied(scene, start):
                continue
            who = scene.at(match, "who")
            persons = (who,) if who is not None else scene.find(cue.who or "subject", start, end)
            low, high = passage(scene, start, end, persons)
            for person in persons[:1]:
                for key in _keys(person, scene, cast):
                    known = made.get(key)
                    wider = (min(low, known.start), max(high, known.end)) if known else (low, high)
                    one = _suggest(scene, cue, match, key, "treatment", "", wider)
                    made[key] = replace(one, rule=known.rule, cues=(*known.cues, *one.cues)) if known else one
    yield from made.values()


def _keys(person: Span, scene: Scene, cast: Cast) -> tuple[str, ...]:
    if person.kind == "G":
        label, start = describe_group(person, scene)
        return (cast.add("group", label, start, start + len(label), plural=True),)
    return person.keys


def _denied(scene: Scene, at: int) -> bool:
    negated = scene.lex.patterns.get("negated")
    low = max(scene.clause(at)[0], at - 60)
    return bool(negated and negated.search(scene.masked[low:at]))


def _suggest(
    scene: Scene, cue: Cue, match: re.Match[str], key: str, name: str, value: str, place: tuple[int, int]
) -> Suggestion:
    offset = scene.sentence.start
    text = scene.sentence.text[place[0] - offset : place[1] - offset]
    cues = ((offset + match.start(), offset + min(match.end(), match.start() + 60)),)
    return Suggestion(key, name, value or text, place[0], place[1], text, rule=cue.id, cues=cues)
