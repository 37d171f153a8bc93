"""Numbers held, what officials call a place or answer to an allegation, and the rules that documents set.

Their subject is a group, a facility or what the text speaks of as "the camps"; never a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tizim.core.quantities import find_quantity
from tizim.core.suggestions import Suggestion

from .events import date_of
from .lexicon import Cue
from .scene import Scene
from .spans import Span
from .subjects import Cast

LEAST = 5  # of a number of people held
MOST_IN_ROOM = 400
PLAINLY_PEOPLE = 1_000  # nothing else near a verb of holding is counted in thousands


def read_numbers(scene: Scene, cast: Cast, told: Mapping[int, str] | None = None) -> Iterator[Suggestion]:
    """How many are held, of the facility they are held in or else of the group itself.

    `told`: where the labels of groups begin of which an event is suggested already, with its code.
    """
    done: set[int] = set()
    for cue in scene.lex.numbers:
        for match in cue.finditer(scene.masked, scene.lowered):
            number = scene.at(match, "number")
            room = "room" in match.re.groupindex
            if number is None or number.start in done or not (room or _counts_people(number, scene)):
                continue
            if room and _most(number) > MOST_IN_ROOM:
                continue
            if _is_told(number, scene, told or {}) or _planned(scene, match.start()):
                continue
            done.add(number.start)
            key = _holder(number, match, cue, scene, cast)
            value = number.text if find_quantity(number.text) else number.value
            yield _suggest(scene, cue, match, key, "number_held", value, scene.clause(match.start()))


def _is_told(number: Span, scene: Scene, told: Mapping[int, str]) -> bool:
    """An event is told of those people, and not that they sit in a place named before them."""
    named = any(span.kind == "F" and span.start < number.start for span in scene.spans)
    return number.start in told and not (named and told[number.start] in ("detained", "held"))


def _counts_people(number: Span, scene: Scene) -> bool:
    """A bare "45" may be an age, a day or a cell; a number of people has words to it or people behind it."""
    if _most(number) < LEAST:
        return False
    if _most(number) >= PLAINLY_PEOPLE:
        return True
    return any(span.kind == "G" and 0 <= span.start - number.end <= 20 for span in scene.spans)  # noqa: PLR2004


def _most(number: Span) -> int:
    return max((int(figure) for figure in re.findall(r"\d+", number.value)), default=0)


def _planned(scene: Scene, at: int) -> bool:
    negated, maybe = scene.lex.patterns.get("negated"), scene.lex.patterns.get("maybe")
    low, high = scene.clause(at)
    if maybe and maybe.search(scene.masked[low:high]):
        return True
    return bool(negated and negated.search(scene.masked[max(low, at - 60) : at]))


def _holder(number: Span, match: re.Match[str], cue: Cue, scene: Scene, cast: Cast) -> str:
    """One facility in the clause holds them; several, or none, and the group is the subject."""
    low, high = scene.clause(match.start())
    high = max(high, match.end())
    offset = scene.sentence.start
    if "room" in match.re.groupindex and match["room"]:
        start, end = match.span("room")
        return cast.add("facility", scene.sentence.text[start:end], offset + start, offset + end)
    places = [s for s in scene.spans if s.kind == "F" and low <= s.start - offset < high]
    earlier = [s for s in scene.spans if s.kind == "F" and s.start < number.start]
    if cue.more.get("of") == "before" and earlier:
        return _thing(earlier[-1], scene, cast)
    if len(places) == 1 and not _is_plural(places[0], scene):
        return cast.add("facility", places[0].text.strip('“”"'), places[0].start, places[0].end)
    group = next((s for s in scene.spans if s.kind == "G" and 0 <= s.start - number.end < 45), None)  # noqa: PLR2004
    start, end = number.start, group.end if group is not None else number.end
    return cast.add("group", scene.sentence.text[start - offset : end - offset], start, end, plural=True)


def _is_plural(span: Span, scene: Scene) -> bool:
    pattern = scene.lex.patterns.get("plural")
    return bool(pattern and pattern.search(span.text))


def read_official(scene: Scene, cast: Cast) -> Iterator[Suggestion]:
    """Official descriptions, responses, and rules."""
    done: set[tuple[str, int, int]] = set()
    described = ""  # what the sentence has described already: "… is a school and nobody is held there"
    for cue in (*scene.lex.official, *scene.lex.rules):
        name = "rules" if ".rules." in cue.id else cue.code
        if cue.more.get("in") == "office" and not cast.official_text:
            continue
        if cue.more.get("after") == "only" and not described:
            continue
        for match in cue.finditer(scene.masked, scene.lowered):
            start, end = match.span("value")
            start, end = scene.whole(start, end)
            offset = scene.sentence.start
            value = scene.sentence.text[start - offset : end - offset].strip(' .”“"')
            mark = (name, *match.span("value"))
            if any(name == known and low < mark[2] and mark[1] < high for known, low, high in done):
                continue
            least = 4 if scene.lex.data.get("spaces", True) else 2
            if len(value) >= least and _may_be_ruled(match, name, scene):
                done.add(mark)
                key = described if cue.more.get("after") else ""
                key = key or _about(match, cue, scene, cast)
                described = key if name == "official_description" else described
                if key:
                    yield _suggest(scene, cue, match, key, name, value, match.span())
                break


def _may_be_ruled(match: re.Match[str], name: str, scene: Scene) -> bool:
    """Rules are set for a place and for those held or working in it, not for people at large."""
    span = scene.at(match, "about") if name == "rules" else None
    pattern = scene.lex.patterns.get("ruled")
    return span is None or span.kind != "G" or pattern is None or bool(pattern.search(span.text))


def _about(match: re.Match[str], cue: Cue, scene: Scene, cast: Cast) -> str:
    """What it is said of: the words of the group `about`, else the facility or document that the passage names."""
    offset, text = scene.sentence.start, scene.sentence.text
    if cue.more.get("of") == "place" and (key := cast.latest("facility")):  # "telephones must be handed in"
        return key
    if cue.more.get("of") in ("person", "case"):
        key = _person(match, scene, cast)
        if key or cue.more["of"] == "person":
            return key
    group = next((g for g in match.re.groupindex if g == "about" and match[g]), "")
    start, end = match.span(group) if group else match.span("value")
    if group:
        span = scene.starts.get(start)
        label = text[start:end].strip(' “”"')
        low = offset + start + len(text[start:end]) - len(text[start:end].lstrip(' “"'))
        if span is not None and span.kind == "F" and not _is_plural(span, scene):
            return cast.add("facility", label, low, low + len(label))
        return cast.add("group", label, low, low + len(label), plural=True)
    held = [span for span in scene.spans if span.kind == "F" and span.start - offset < start]
    if (
        cue.more.get("of") == "thing"
        and held
        and not any(s.kind in "FG" and s.start - offset >= start for s in scene.spans)
    ):
        return _thing(held[0], scene, cast)
    thing = scene.lex.patterns.get("document")
    found = thing.search(text, start, end) if thing else None
    if found:
        return cast.add("document", found[0], offset + found.start(), offset + found.end())
    for span in scene.spans:
        if span.kind in ("F", "G") and start <= span.start - offset < end:
            return _thing(span, scene, cast)
    low, high = scene.whole(start, min(end, start + 60))
    return cast.add("event", text[low - offset : high - offset], low, high)


def _thing(span: Span, scene: Scene, cast: Cast) -> str:
    kind = "group" if span.kind == "G" or _is_plural(span, scene) else "facility"
    return cast.add(kind, span.text.strip('“”"'), span.start, span.end, plural=kind == "group")


def _person(match: re.Match[str], scene: Scene, cast: Cast) -> str:
    """Whom an answer is about: the person it names, else whom the text told of last; "" if that is not clear."""
    who = scene.at(match, "who")
    if who is not None:
        return who.keys[0] if len(who.keys) == 1 else ""
    low = scene.sentence.start + match.start()
    named = {span.keys for span in scene.spans if span.kind == "P" and span.start >= low}
    named = {keys for keys in named if len(keys) == 1 and keys[0] != cast.narrator}
    if len(named) == 1:
        return next(iter(named))[0]
    told = cast.told_of(scene.number)
    return told[0] if told else cast.resolve("", scene.number, low)


def read_known(scene: Scene) -> list[tuple[int, int, str]]:
    """How something is known, where the sentence says so: (from, to, code of `how_known`) in the mask."""
    return [
        (match.start(), match.end(), cue.code)
        for cue in scene.lex.known
        for match in cue.finditer(scene.masked, scene.lowered)
    ]


def _suggest(
    scene: Scene, cue: Cue, match: re.Match[str], key: str, name: str, value: str, place: tuple[int, int]
) -> Suggestion:
    offset = scene.sentence.start
    low, high = scene.whole(min(place[0], match.start()), max(place[1], match.end()))
    text = scene.sentence.text[low - offset : high - offset]
    when = date_of(scene, match.start(), match.end(), (0, len(scene.masked)))
    cues = ((offset + match.start(), offset + min(match.end(), match.start() + 60)),)
    return Suggestion(key, name, value, low, high, text, when=when.text if when else "", rule=cue.id, cues=cues)
