"""The ways a language says who says so, as patterns compiled from `data/attribution/<language>.yaml`.

A frame is written the way one reads it: `^according to {S}, {C}$`. `{S}` is the source, `{M}` the medium or person that
it went through, `{V}` who stands between the two, `{C}` what is said (`{A}` and `{B}`: its parts around the frame).
`<say>` is one word of the list `say`; `{C:…}` gives a slot a shape of its own and `{S:evidence}` asks for a word of a
list inside it. `@phrases` stands for every phrase of that list in each of its `places`: before what is said, after it,
in its middle. New ways to say it are new lines of data.

What this deliberately is not: grammar. A frame that fits is a reading to be confirmed by a person.

>>> found = [frame.search("According to Aigul, the gate was shut") for frame in read_frames("en").frames]
>>> next(match.group("S", "C") for match in found if match)
('Aigul', 'the gate was shut')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import count
from typing import Any

import yaml

from .frame_cues import Cue, any_of, read_cues

_SLOT = re.compile(r"\{(lead|when|[SMVCAB])(?::((?:[^{}]|\{[\d,]+\})+))?\}")
_LIST = re.compile(r"<([a-z_]+)>")
CLAIM = ".{3,}?"


class Seen:
    """A text in lower case, and which cues were found in it, for one frame after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lowered = text.casefold()
        self._found: dict[int, bool] = {}

    def lacks(self, number: int, cue: re.Pattern[str]) -> bool:
        found = self._found.get(number)
        if found is None:
            found = self._found[number] = cue.search(self._lowered) is not None
        return not found


@dataclass(frozen=True)
class Frame:
    """One pattern, compiled when a text first holds its cues, each of which has a number."""

    source: str
    cues: tuple[tuple[int, re.Pattern[str]], ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source, re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        """Where it fits."""
        return self.search_seen(Seen(text))

    def search_seen(self, seen: Seen) -> re.Match[str] | None:
        """Where it fits, in a text that other frames may have looked at."""
        for number, cue in self.cues:
            if seen.lacks(number, cue):
                return None
        return self.pattern.search(seen.text)


@dataclass(frozen=True)
class Frames:
    """The patterns of one language. Said is, with `after` and `before`, the quotation beside them; with `back`, the
    sentence before; with `dateline`, what follows it. `subject` is whom a sentence is about, for the next pronoun."""

    frames: tuple[Frame, ...]
    after: tuple[Frame, ...]
    before: tuple[Frame, ...]
    hedged: tuple[Frame, ...]
    back: tuple[Frame, ...]
    dateline: tuple[Frame, ...]
    subject: tuple[Frame, ...]
    via: tuple[Frame, ...]  # a source and the medium it spoke to, in one name
    adding: Frame
    split: re.Pattern[str]
    verbs: re.Pattern[str]  # a name that holds one of these is two clauses, not a name
    trim: tuple[re.Pattern[str], ...]  # what is no part of a name
    reject: re.Pattern[str]  # what no name holds
    pronouns: frozenset[str]
    not_sources: frozenset[str]
    introduced: Frame | None  # a paper that the next sentence may quote as "the memo"
    papers: frozenset[str]


def first_of(frames: Iterable[Frame], text: str) -> re.Match[str] | None:
    """Where the first of these that fits does."""
    seen = Seen(text)
    return next((found for frame in frames if (found := frame.search_seen(seen))), None)


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
    data = yaml.safe_load(file.read_text(encoding="utf-8"))

    def read(name: str) -> tuple[Frame, ...]:
        return tuple(_frame(frame, data) for frame in data.get(name, ()))

    words = data["words"]
    return Frames(
        frames=tuple(_frame(frame, data) for frame in _in_all_places(data)),
        after=read("after"),
        before=read("before"),
        hedged=read("hedged"),
        back=read("back"),
        dateline=read("dateline"),
        subject=read("subject"),
        via=read("via"),
        adding=_frame(data["adding"], data),
        split=re.compile(data["split"], re.IGNORECASE),
        verbs=re.compile(_any(words["verbs"], data), re.IGNORECASE),
        trim=tuple(re.compile(pattern, re.IGNORECASE) for pattern in data["trim"]),
        reject=re.compile(data["reject"], re.IGNORECASE),
        pronouns=frozenset(words["pronoun"]),
        not_sources=frozenset(words["not_source"]),
        introduced=_frame(data["introduced"], data) if "introduced" in data else None,
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
        if shape in words:
            return f"(?P<{name}>[^,;:]{{0,60}}?{_any(words[shape], data)}(?: [^,;:]{{2,60}}?)?)"
        if shape is None:
            shape = CLAIM if name in "CAB" else data["name" if name == "S" else "source"]
        return f"(?P<{name}>{shape})"

    spelled = _LIST.sub(lambda found: _any(words[found.group(1)], data), _SLOT.sub(slot, frame))
    return Frame(spelled, tuple(_numbered(cue) for cue in read_cues(frame, words)))


@cache
def _numbered(cue: Cue) -> tuple[int, re.Pattern[str]]:
    return next(_numbers), re.compile(any_of(word.casefold() for word in cue))


_numbers = count()


def _any(words: Sequence[str], data: Mapping[str, Any]) -> str:
    """One of these words, the longest first; where words are written apart, a whole one."""
    edge = r"\b" if data.get("spaces", True) else ""
    return f"{edge}(?:{any_of(words)}){edge}"
