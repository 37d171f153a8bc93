"""The ways a language says who says so, as patterns compiled from `data/attribution/<language>.yaml`.

A frame is written the way one reads it: `^according to {S}, {C}$`. `{S}` is the source, `{M}` the medium or person that
it went through, `{V}` who stands between the two, `{C}` what is said (`{A}` and `{B}`: its parts around the frame).
`<say>` is one word of the list `say`; `{C:…}` gives a slot a shape of its own and `{S:evidence}` asks for a word of a
list inside it. `@phrases` stands for every phrase of that list in each of its `places`: before what is said, after it,
in its middle. New ways to say it are new lines of data.

What this deliberately is not: grammar. A frame that fits is a reading to be confirmed by a person.

>>> found = read_frames("en").frames.first("According to Aigul, the gate was shut")
>>> found.group("S", "C")
('Aigul', 'the gate was shut')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

from .frame_cues import Cue, any_of, read_cues

_SLOT = re.compile(r"\{(lead|when|[SMVCAB])(?::((?:[^{}]|\{[\d,]+\})+))?\}")
_LIST = re.compile(r"<([a-z_]+)>")
CLAIM = ".{3,}?"
CUES = 2  # of a frame that are looked for, the rarest


@dataclass(frozen=True)
class Frame:
    """One pattern, compiled when a text first holds its cues."""

    source: str
    cues: tuple[Cue, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source, re.IGNORECASE)


class FrameGroup:
    """Frames in the order in which they are tried."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        kept = [sorted(one.cues, key=_rarity)[:CUES] for one in frames]
        numbers = {cue: number for number, cue in enumerate(dict.fromkeys(cue for cues in kept for cue in cues))}
        self.frames = frames
        self._words = [(1 << number, next(iter(cue))) for cue, number in numbers.items() if len(cue) == 1]
        self._lists = [(1 << number, _compiled(cue)) for cue, number in numbers.items() if len(cue) > 1]
        self._masks = [sum(1 << numbers[cue] for cue in cues) for cues in kept]

    def fits(self, text: str) -> Iterator[re.Match[str]]:
        """Where each frame fits that does."""
        lowered = text.casefold()
        there = sum([bit for bit, word in self._words if word in lowered])
        there += sum([bit for bit, words in self._lists if words.search(lowered)])
        for mask, frame in zip(self._masks, self.frames, strict=True):
            if mask & there == mask:
                found = frame.pattern.search(text)
                if found:
                    yield found

    def first(self, text: str) -> re.Match[str] | None:
        """Where the first one fits that does."""
        return next(self.fits(text), None)


@dataclass(frozen=True)
class Frames:
    """The patterns of one language. Said is, with `after` and `before`, the quotation beside them; with `inside`, both
    parts of one; with `back`, the sentence before; with `dateline`, what follows it.
    `subject` is whom a sentence is about, for the next pronoun."""

    frames: FrameGroup
    after: FrameGroup
    before: FrameGroup
    hedged: FrameGroup
    inside: FrameGroup
    back: FrameGroup
    dateline: FrameGroup
    subject: FrameGroup
    via: FrameGroup  # a source and the medium it spoke to, in one name
    adding: FrameGroup
    split: re.Pattern[str]
    verbs: re.Pattern[str]  # a name that holds one of these is two clauses, not a name
    trim: tuple[re.Pattern[str], ...]  # what is no part of a name
    reject: re.Pattern[str]  # what no name holds
    pronouns: frozenset[str]
    not_sources: frozenset[str]
    ours: frozenset[str]  # whoever writes, or anybody: no medium
    introduced: FrameGroup  # a paper that the next sentence may quote as "the memo"
    papers: frozenset[str]


@cache
def languages() -> frozenset[str]:
    """The languages that have frames."""
    folder = files(__package__).joinpath("data/attribution")
    return frozenset(file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml"))


@cache
def read_frames(language: str) -> Frames:
    """The frames of a language. Raises KeyError for one that has none."""
    if language not in languages():
        raise KeyError(language)
    file = files(__package__).joinpath(f"data/attribution/{language}.yaml")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's parser, where built
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506

    def read(name: str) -> FrameGroup:
        return FrameGroup([_frame(frame, data) for frame in data.get(name, ())])

    words = data["words"]
    return Frames(
        frames=FrameGroup([_frame(frame, data) for frame in _in_all_places(data)]),
        after=read("after"),
        before=read("before"),
        hedged=read("hedged"),
        inside=read("inside"),
        back=read("back"),
        dateline=read("dateline"),
        subject=read("subject"),
        via=read("via"),
        adding=read("adding"),
        split=re.compile(data["split"], re.IGNORECASE),
        verbs=re.compile(_any(words["verbs"], data), re.IGNORECASE),
        trim=tuple(re.compile(pattern, re.IGNORECASE) for pattern in data["trim"]),
        reject=re.compile(data["reject"], re.IGNORECASE),
        pronouns=frozenset(words["pronoun"]),
        not_sources=frozenset(words["not_source"]),
        ours=frozenset(words.get("ours", ())),
        introduced=read("introduced"),
        papers=frozenset(words.get("evidence", ())),
    )


def _in_all_places(data: Mapping[str, Any]) -> list[str]:
    """Frames as they are; where one reads `@phrases`, each of these phrases in each place where it may stand."""
    found: list[str] = []
    for frame in data["frames"]:
        if frame.startswith("@"):
            places = data["places"][frame[1:]]
            found += [place.replace("@", phrase) for phrase in data[frame[1:]] for place in places]
        else:
            found.append(frame)
    return found


def _frame(frame: str, data: Mapping[str, Any]) -> Frame:
    words: Mapping[str, Sequence[str]] = data["words"]

    def slot(found: re.Match[str]) -> str:
        name, shape = found.groups()
        if name in ("lead", "when"):
            return str(data[name])
        shape = data.get("shapes", {}).get(shape, shape)
        if shape in words:
            return f"(?P<{name}>[^,;:]{{0,60}}?{_any(words[shape], data)}(?: [^,;:]{{2,60}}?)?)"
        if shape is None:
            shape = CLAIM if name in "CAB" else data["name" if name == "S" else "source"]
        return f"(?P<{name}>{shape})"

    spelled = _LIST.sub(lambda found: _any(words[found.group(1)], data), _SLOT.sub(slot, frame))
    return Frame(spelled, read_cues(frame, words))


def _rarity(cue: Cue) -> tuple[int, int, str]:
    """Long words are rare, and so are few; cues of short ones stand in every text and spare nothing."""
    return -min(map(len, cue)), len(cue), min(cue)


@cache
def _compiled(cue: Cue) -> re.Pattern[str]:
    return re.compile(any_of(cue))


def _any(words: Sequence[str], data: Mapping[str, Any]) -> str:
    """One of these words, the longest first; where words are written apart, a whole one."""
    edge = r"\b" if data.get("spaces", True) else ""
    return f"{edge}(?:{any_of(words)}){edge}"
