"""How people were treated and how their health is: passages kept in their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tizim.core.suggestions import Suggestion

from .events import passage, subject_keys
from .lexicon import Cue
from .scene import Scene
from .subjects import Cast
from .whom import is_denied, persons_of

MOST_PERSONS = 3  # of one cue


def read_treatment(scene: Scene, cast: Cast) -> Iterator[Suggestion]:
    """What was done to people: one suggestion a person and sentence, over all clauses that say it."""
    yield from _read("treatment", scene.lex.treatment, scene, cast)


def read_health(scene: Scene, cast: Cast, known: list[Suggestion]) -> Iterator[Suggestion]:
    """Illness, injury and how somebody is. `known`: what was read of the same sentence, which is not said twice."""
    told = {one.subject for one in known if one.property == "health"}
    for one in _read("health", scene.lex.health, scene, cast):
        if one.subject not in told:
            yield one


def _read(name: str, cues: tuple[Cue, ...], scene: Scene, cast: Cast) -> Iterator[Suggestion]:
    made: dict[str, Suggestion] = {}
    for cue in cues:
        for match in cue.finditer(scene.masked, scene.lowered):
            start, end = match.span()
            if cue.more.get("negative_ok") != "yes" and is_denied(scene, start, end):
                continue
            persons = persons_of(match, cue, scene, cast)[:MOST_PERSONS]
            low, high = passage(scene, start, end, persons)
            for person in persons:
                for key in subject_keys(person, scene, cast):
                    known = made.get(key)
                    wider = (min(low, known.start), max(high, known.end)) if known else (low, high)
                    one = _suggest(scene, cue, match, key, name, wider)
                    made[key] = replace(one, rule=known.rule, cues=(*known.cues, *one.cues)) if known else one
    yield from made.values()


def _suggest(scene: Scene, cue: Cue, match: re.Match[str], key: str, name: str, place: tuple[int, int]) -> Suggestion:
    offset = scene.sentence.start
    text = scene.sentence.text[place[0] - offset : place[1] - offset]
    cues = ((offset + match.start(), offset + min(match.end(), match.start() + 60)),)
    return Suggestion(key, name, text, place[0], place[1], text, rule=cue.id, cues=cues)
