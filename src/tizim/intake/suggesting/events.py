"""What happened to whom, and in what state people are: cues of `data/<language>.yaml` beside the persons of a sentence.

A cue says what is proposed and where its person stands (`Scene.find`). Negated, planned and conditional cues propose
nothing. The date and place are those of the same clause, else of a date at the head of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tizim.core.suggestions import Suggestion

from .lexicon import Cue
from .scene import Scene
from .sentences import length_of
from .spans import Span
from .subjects import Cast
from .where import spot_of
from .whom import is_about_a_thing, is_denied, persons_of

_Match = tuple[re.Match[str], str, Cue]
CARRIED = 120  # signs over which a date holds for a second verb of its sentence
MOVING = ("returned", "travelled", "resettled", "left_country", "deported")


def read_events(scene: Scene, cast: Cast) -> Iterator[Suggestion]:
    """The events and statuses of a sentence. Of cues that overlap the longest holds."""
    if not scene.lex.data.get("drops_subject") and not any(span.kind in ("P", "G", "T") for span in scene.spans):
        head = scene.lex.patterns.get("bare_head")  # "Sentenced 2019." in a list
        if head is None or not head.match(scene.masked):
            return
    both = [("event", cue) for cue in scene.lex.events] + [("", cue) for cue in scene.lex.decoys]
    both += [("status", cue) for cue in scene.lex.statuses]
    matches = [(found, name, cue) for name, cue in both for found in cue.finditer(scene.masked, scene.lowered)]
    ways = _without_overlaps(matches, scene)
    for (low, high), readings in sorted(ways.items()):
        before = max((end for _start, end in ways if end <= low), default=0)
        after = min((start for start, _end in ways if start >= high), default=len(scene.masked))
        for found, name, cue in readings:
            made = list(_suggest(found, name, cue, scene, cast, (before, after)))
            yield from made
            if made:
                break


def _without_overlaps(matches: list[_Match], scene: Scene) -> dict[tuple[int, int], list[_Match]]:
    """What to read at which words: the longest; of several over the same words each in turn until one has its person.

    A decoy, and what is denied, takes its words and is not read.
    """
    ways: dict[tuple[int, int], list[_Match]] = {}
    for found, name, cue in sorted(matches, key=lambda each: (each[0].start() - each[0].end(), each[0].start())):
        low, high = found.span()
        if any(low < end and start < high for start, end in ways if (start, end) != (low, high)):
            continue
        if not _kinds_fit(found, scene) or is_about_a_thing(found, scene):
            continue
        listed = ways.setdefault((low, high), [])
        if name and (cue.more.get("negative_ok") == "yes" or not is_denied(scene, low, high)):
            listed.append((found, name, cue))
    return ways


def _suggest(
    found: re.Match[str], name: str, cue: Cue, scene: Scene, cast: Cast, room: tuple[int, int]
) -> Iterator[Suggestion]:
    """`room`: between which other cues this one stands; what belongs to them is not taken."""
    start, end = found.span()
    persons = persons_of(found, cue, scene, cast)
    low, high = passage(scene, start, end, persons)
    when, place = date_of(scene, start, end, room), place_of(scene, start, end, room)
    where = place.text if place else unlisted_place(scene, start, end, room)
    where = where or spot_of(scene, cast, *_bounds(scene, start, end, room))
    facility = _facility(scene, start, end, room[1], cast) if name == "event" or cue.code == "camp" else ""
    offset = scene.sentence.start
    text = scene.sentence.text[low - offset : high - offset]
    made = Suggestion(
        "", name, cue.code, low, high, text, when=when.text if when else "", place=where,
        rule=cue.id, cues=((offset + start, offset + end),), qualifiers={"facility": facility} if facility else {},
    )  # fmt: skip
    for person in persons:
        if not _fits_story(cue, person, scene, cast):
            continue
        if person.kind == "G" and (name == "status" or cue.code == "held" or not _is_counted(person, scene)):
            continue  # "people are detained" is general; "300 people were detained" is told of somebody
        for key in subject_keys(person, scene, cast):
            cast.happens(key, cue.code)
            yield replace(made, subject=key, qualifiers={**made.qualifiers, **length_of(cue, scene, start, end)})


CUSTODY = frozenset({"detained", "arrested", "sent_to_camp", "held", "sentenced", "transferred", "camp", "custody"})


def _fits_story(cue: Cue, person: Span, scene: Scene, cast: Cast) -> bool:
    """`after: custody`: words that mean a release only of those who were taken ("came home"); `once`: an event that a
    later mention ("since his arrest") only comes back to."""
    told = {code for key in person.keys for code in cast.happened(key)}
    if cue.more.get("once") == "yes" and cue.code in told:
        return False
    return cue.more.get("after") != "custody" or bool(told & CUSTODY)


def subject_keys(person: Span, scene: Scene, cast: Cast) -> tuple[str, ...]:
    """The subjects a span stands for; a group becomes one when something is said of it."""
    if person.kind == "G":
        label, start = describe_group(person, scene)
        return (cast.add("group", label, start, start + len(label), plural=True),)
    return person.keys


def _is_counted(person: Span, scene: Scene) -> bool:
    """Whether a number or "hundreds of" belongs to a group."""
    label, _start = describe_group(person, scene)
    pattern = scene.lex.patterns.get("counted")
    return label != person.text or bool(pattern and pattern.search(label))


def describe_group(person: Span, scene: Scene) -> tuple[str, int]:
    """A group with the number right before it: "about 300 people"."""
    index = scene.rank(person)
    before = scene.spans[index - 1] if index else None
    offset = scene.sentence.start
    if before is not None and before.kind == "Q":
        between = scene.sentence.text[before.end - offset : person.start - offset]
        if re.fullmatch(r"\s*(?:of|of the|of the )?\s*(?:\w+\s)?", between):
            return scene.sentence.text[before.start - offset : person.end - offset], before.start
    return person.text, person.start


def passage(scene: Scene, start: int, end: int, persons: tuple[Span, ...]) -> tuple[int, int]:
    """The clause of the cue, widened to take in whom it is about."""
    low, high = scene.clause(start)
    high = max(high, scene.clause(max(end - 1, start))[1])
    for person in persons:
        low = min(low, person.start - scene.sentence.start)
        high = max(high, person.end - scene.sentence.start)
    lead = scene.lex.patterns.get("lead")
    found = lead.match(scene.masked, low, high) if lead else None
    return scene.whole(found.end() if found else low, high)


def _bounds(scene: Scene, start: int, end: int, room: tuple[int, int]) -> tuple[int, int]:
    low, high = scene.clause(start)
    high = max(high, scene.clause(max(end - 1, start))[1])
    return max(low, room[0]), min(high, max(room[1], end))


def date_of(scene: Scene, start: int, end: int, room: tuple[int, int]) -> Span | None:
    """The date in the clause of the cue, the nearest; else the only one, if it heads the sentence."""
    low, high = _bounds(scene, start, end, room)
    dates = [span for span in scene.spans if span.kind == "D"]
    offset = scene.sentence.start
    near = [span for span in dates if low <= span.start - offset < high]
    within = [span for span in near if start <= span.start - offset < end]
    if within:
        return within[0]
    if near:
        after = [span for span in near if span.start - offset >= end]
        before = [span for span in near if span.start - offset < start and _own(scene, span, room)]
        best = after[:1] or before[-1:]
        if before and after and start - (before[-1].end - offset) < after[0].start - offset - end:
            best = before[-1:]
        return best[0] if best else None
    if len(dates) != 1:
        return None
    carries = scene.lex.patterns.get("date_carries")  # "flew home in May 2018 and was stopped at the airport"
    between = scene.masked[dates[0].end - offset : start] if start - (dates[0].end - offset) <= CARRIED else ""
    return dates[0] if dates[0].start - offset <= 12 or (carries and carries.match(between)) else None  # noqa: PLR2004


def _own(scene: Scene, span: Span, room: tuple[int, int]) -> bool:
    """Whether what stands before a cue is its own, and not what ends the cue before it ("held in 2017 and freed")."""
    if scene.lex.data.get("drops_subject"):  # these languages put the date before the verb
        return True
    between = scene.masked[room[0] : span.start - scene.sentence.start]
    joint = scene.lex.patterns.get("joint")
    return room[0] == 0 or bool(joint and joint.search(between))


def place_of(scene: Scene, start: int, end: int, room: tuple[int, int]) -> Span | None:
    """The place in the clause of the cue that a word of place leads in; behind the cue before in front of it."""
    low, high = _bounds(scene, start, end, room)
    offset = scene.sentence.start
    leads = scene.lex.patterns.get("place_before")
    behind: list[Span] = []
    before: list[Span] = []
    for span in scene.spans:
        at = span.start - offset
        if span.kind != "L" or not low <= at < high:
            continue
        if leads is None or leads.search(scene.masked[max(0, at - 45) : at]):
            if at >= start:
                behind.append(span)
            elif _own(scene, span, room):
                before.append(span)
    return behind[0] if behind else before[-1] if before else None


def unlisted_place(scene: Scene, start: int, end: int, room: tuple[int, int]) -> str:
    """A name with a capital behind "in" or "near", for villages that no gazetteer has; "" if none follows the cue."""
    pattern = scene.lex.patterns.get("unlisted_place")
    high = _bounds(scene, start, end, room)[1]
    for found in pattern.finditer(scene.masked, end, high) if pattern else ():
        words = {word.casefold() for word in found["place"].split()}
        if not words & (scene.lex.words("not_names") | scene.lex.words("openers")):
            return scene.sentence.text[found.start("place") : found.end("place")]
    return ""


def _facility(scene: Scene, start: int, end: int, limit: int, cast: Cast) -> str:
    """The facility that the cue names or that follows in its clause, as a subject of its own."""
    high = min(scene.clause(max(end - 1, start))[1], limit)
    offset = scene.sentence.start
    for span in scene.spans:
        if span.kind == "F" and start <= span.start - offset < high:
            return cast.add("facility", span.text.strip('“”"'), span.start, span.end)
    return ""


def _kinds_fit(found: re.Match[str], scene: Scene) -> bool:
    """Whether the facilities are of a kind that the pattern names (one of them, where it names several)."""
    kinds = {group[2:].partition("__")[0] for group in found.re.groupindex if group.startswith("F_")}
    for group in found.re.groupindex:
        if group.startswith("F_") and found[group]:
            span = scene.starts.get(found.start(group))
            if span is None or span.value not in kinds:
                return False
    return True
