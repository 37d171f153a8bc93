"""Where something happened if no place of the gazetteer stands with it: a facility, a spot ("at the border"), "there".

What is found is quoted as the text has it. "There" is the last place that the text named, in this sentence or the one
before.
"""

from __future__ import annotations

import re

from .scene import Scene
from .subjects import Cast

_NAMED = re.compile(r"(?:(?-i:[A-ZА-ЯЁӘІҢҒҮҰҚӨҺÜÖŞ])[\w’'-]+ ){1,4}$")


def spot_of(scene: Scene, cast: Cast, low: int, high: int) -> str:
    """The words for the place between `low` and `high` of the mask, "" if there are none."""
    offset, text = scene.sentence.start, scene.sentence.text
    for span in scene.spans:
        at = span.start - offset
        if span.kind == "F" and low <= at < high:
            named = _NAMED.search(text, max(low, at - 60), at)
            return text[named.start() if named else at : span.end - offset].strip('“”"«» ')
    spot, there = scene.lex.patterns.get("spot"), scene.lex.patterns.get("there")
    found = spot.search(text, low, high) if spot else None
    if found:
        return found["spot"].strip()
    if there and (met := there.search(scene.masked, low, high)):
        before = [span for span in scene.spans if span.kind in ("L", "F") and span.end - offset <= met.start()]
        return before[-1].text if before else cast.last_place
    return ""


def remember_place(scene: Scene, cast: Cast) -> None:
    """Keep the last place of a sentence for "there" in the next; a sentence without one forgets it."""
    places = [span.text for span in scene.spans if span.kind in ("L", "F")]
    cast.last_place = places[-1] if places else ""
