"""The ways a language says who says so, as patterns compiled from `data/attribution/<language>.yaml`.

A frame is written the way one reads it: `^according to {S}, {C}$`. `{S}` is the source, `{M}` the medium or person that
it went through, `{C}` what is said, `<say>` one word of the list `say`; `{C:…}` gives a slot a shape of its own and
`{S:evidence}` asks for a word of a list inside it. New ways to say it are new lines of data.

What this deliberately is not: grammar. A frame that fits is a reading to be confirmed by a person.

>>> found = [frame.search("According to Aigul, the gate was shut") for frame in read_frames("en").frames]
>>> next(match.group("S", "C") for match in found if match)
('Aigul', 'the gate was shut')
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_SLOT = re.compile(r"\{(lead|when|[SMC])(?::((?:[^{}]|\{[\d,]+\})+))?\}")
_LIST = re.compile(r"<([a-z_]+)>")
DEFAULT_CLAIM = ".{3,}?"


@dataclass(frozen=True)
class Frames:
    """Compiled patterns of one language. In `after` and `before` the claim is a quotation beside the pattern."""

    frames: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]
    before: tuple[re.Pattern[str], ...]
    hedged: tuple[re.Pattern[str], ...]
    adding: re.Pattern[str]
    split: re.Pattern[str]
    verbs: re.Pattern[str]  # a name that holds one of these is two clauses, not a name
    trim: tuple[re.Pattern[str], ...]  # what is no part of a name
    via: re.Pattern[str]  # a source and the medium it spoke to, in one name
    reject: re.Pattern[str]  # what no name holds
    pronouns: frozenset[str]
    not_sources: frozenset[str]
    introduced: re.Pattern[str] | None  # a paper that the next sentence may quote as "the memo"
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
    data = yaml.safe_load(file.read_text(encoding="utf-8"))

    def compiled(name: str) -> tuple[re.Pattern[str], ...]:
        return tuple(_compile(frame, data) for frame in data[name])

    words = data["words"]
    return Frames(
        frames=compiled("frames"),
        after=compiled("after"),
        before=compiled("before"),
        hedged=compiled("hedged"),
        adding=_compile(data["adding"], data),
        split=re.compile(data["split"], re.IGNORECASE),
        verbs=re.compile(_any(words["verbs"], data), re.IGNORECASE),
        trim=tuple(re.compile(pattern, re.IGNORECASE) for pattern in data["trim"]),
        via=re.compile(data["via"], re.IGNORECASE),
        reject=re.compile(data["reject"], re.IGNORECASE),
        pronouns=frozenset(words["pronoun"]),
        not_sources=frozenset(words["not_source"]),
        introduced=_compile(data["introduced"], data) if "introduced" in data else None,
        papers=frozenset(words.get("evidence", ())),
    )


def _compile(frame: str, data: Mapping[str, Any]) -> re.Pattern[str]:
    words: Mapping[str, Sequence[str]] = data["words"]

    def slot(found: re.Match[str]) -> str:
        name, shape = found.groups()
        if name in ("lead", "when"):
            return str(data[name])
        if shape in words:
            return f"(?P<{name}>[^,;:]{{0,60}}?{_any(words[shape], data)}(?: [^,;:]{{2,60}}?)?)"
        if shape is None:
            shape = DEFAULT_CLAIM if name == "C" else data["name" if name == "S" else "source"]
        return f"(?P<{name}>{shape})"

    spelled = _SLOT.sub(slot, frame)
    return re.compile(_LIST.sub(lambda found: _any(words[found.group(1)], data), spelled), re.IGNORECASE)


def _any(words: Sequence[str], data: Mapping[str, Any]) -> str:
    """One of these words, the longest first; where words are written apart, a whole one."""
    edge = r"\b" if data.get("spaces", True) else ""
    return f"{edge}(?:{'|'.join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))}){edge}"
