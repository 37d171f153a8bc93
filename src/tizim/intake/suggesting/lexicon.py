"""The words and patterns of one language, from `data/<language>.yaml`, `…_facts`, `…_events` and `…_wider.yaml`.

Patterns are written over a *mask* of the sentence (`spans`), in which every person, place, date and so on is one slot:
`{P}` a person, `{G}` a group, `{L}` a place, `{F}` a facility, `{D}` a date, `{Q}` a number, `{who}` the person a frame
is about, `{of}` and `{name}` the persons of a relation, `{rel}` its word, `{F:prison}` a facility of that kind,
`{numeral}` a number up to 199 in figures or words, `{numeral_}` one that an ending may follow, `<list>` one word of
that list. New ways to say something are new lines of data.

>>> english = lexicon("en")
>>> bool(english.events[0].pattern.search("was detained"))
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from .anchors import anchors
from .numerals import numeral_pattern, words_pattern

LANGUAGES = ("en", "ru", "zh", "kk", "ug")
SLOTS = {
    "P": "\ue001",
    "O": "\ue002",
    "L": "\ue003",
    "F": "\ue004",
    "D": "\ue005",
    "Q": "\ue006",
    "G": "\ue007",
    "T": "\ue008",
}
FILL = "\ue000"
_NAMED = {"who": "P", "of": "P", "name": "P", "held": "G", "place": "L", "facility": "F", "number": "Q", "when": "D"}
_SLOT = re.compile(r"\{([A-Za-z]+_?)(?::([a-z_]+))?\}")
_LIST = re.compile(r"(?<!\(\?P)(?<!\(\?)<([a-z_]+)>")


@dataclass(frozen=True)
class Cue:
    """One rule: what its pattern proposes. `more` holds what only its reader knows (`who`, `detail` …)."""

    id: str
    code: str
    pattern: re.Pattern[str]
    who: str
    more: Mapping[str, Any]

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Words in lower case of which one stands in every text that the pattern fits; empty where that is unknown."""
        return anchors(self.pattern.pattern)

    def finditer(self, masked: str, lowered: str) -> Iterator[re.Match[str]]:
        """The places that the pattern fits; `lowered` is `masked` in lower case."""
        if self.anchors and not any(word in lowered for word in self.anchors):
            return iter(())
        return self.pattern.finditer(masked)


@dataclass(frozen=True)
class Lexicon:
    """Everything of one language. `data` is the file itself for what needs no pattern."""

    language: str
    data: Mapping[str, Any]
    events: tuple[Cue, ...]
    decoys: tuple[Cue, ...]  # what looks like an event and is none ("released from hospital")
    statuses: tuple[Cue, ...]
    basics: tuple[Cue, ...]
    treatment: tuple[Cue, ...]
    health: tuple[Cue, ...]
    reasons: tuple[Cue, ...]
    numbers: tuple[Cue, ...]
    official: tuple[Cue, ...]
    rules: tuple[Cue, ...]
    known: tuple[Cue, ...]
    relations: tuple[Cue, ...]
    patterns: Mapping[str, re.Pattern[str]]

    def words(self, name: str) -> frozenset[str]:
        """A list of the file in lower case; empty if the language has none of that name."""
        return _folded(self.language, name)


@cache
def _folded(language: str, name: str) -> frozenset[str]:
    return frozenset(str(word).casefold() for word in lexicon(language).data["words"].get(name, ()))


_KINDS = (
    *("events", "decoys", "statuses", "basics", "treatment", "health", "reasons"),
    *("numbers", "official", "rules", "known", "relations"),
)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language of `LANGUAGES`. Raises KeyError."""
    if language not in LANGUAGES:
        raise KeyError(language)
    data = _load(language)
    for more in ("facts", "events"):
        for name, part in _load(f"{language}_{more}").items():
            data[name] = {**data.get(name, {}), **part} if isinstance(part, dict) else part
    _widen(data, _load(f"{language}_wider"))
    data["words"] = {name: listed.split(", ") for name, listed in data["words"].items()}
    data["words"]["year_word"] = [words_pattern(language)]
    kinds: dict[str, tuple[Cue, ...]] = {kind: tuple(_cues(language, kind, data)) for kind in _KINDS}
    patterns = {name: compile_pattern(text, data) for name, text in data.get("patterns", {}).items()}
    return Lexicon(language, data, patterns=patterns, **kinds)


def _load(name: str) -> dict[str, Any]:
    import yaml

    path = Path(__file__).resolve().parent / "data" / f"{name}.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's parser, where built
    return dict(yaml.load(path.read_text("utf-8"), Loader=loader))  # noqa: S506 - a safe loader either way


def _widen(data: dict[str, Any], wider: Mapping[str, Any]) -> None:
    """Add the further ways of `wider` to `data`: words to words, cues to cues; a pattern holds with either wording."""
    for name, part in wider.items():
        if isinstance(part, list):
            data[name] = [*data.get(name, []), *part]
            continue
        known = data.setdefault(name, {})
        for key, more in part.items():
            if isinstance(more, list):
                old = known.get(key, [])
                known[key] = [*(old if isinstance(old, list) else [old]), *more]
            elif isinstance(more, str) and key in known:
                known[key] = f"{known[key]}, {more}" if name == "words" else f"(?:{known[key]})|(?:{more})"
            else:
                known[key] = more


def _cues(language: str, kind: str, data: Mapping[str, Any]) -> list[Cue]:
    found = []
    for name, entry in (data.get(kind) or {}).items():
        for at, written in enumerate(entry if isinstance(entry, list) else [entry]):
            more = {"cue": written} if isinstance(written, str) else dict(written)
            code = str(more.pop("code", name))
            rule = f"{language}.{kind}.{name}" + (f".{at + 1}" if at else "")
            found.append(Cue(rule, code, compile_pattern(more.pop("cue"), data), str(more.pop("who", "")), more))
    return found


def compile_pattern(written: str, data: Mapping[str, Any]) -> re.Pattern[str]:
    """A pattern as the data files write it, over masked text; case does not count."""

    def slot(found: re.Match[str]) -> str:
        name, kind = found[1], found[2]
        if kind:  # a facility of this kind: the reader looks
            return f"(?P<{name}_{kind}__{found.start()}>{SLOTS[name]}{FILL}*)(?!{FILL})"
        if name.startswith("numeral"):
            return numeral_pattern(data["language"], open_end=name.endswith("_"))
        if name == "rel":
            return "|".join(sorted((w for ws in data["relation_words"].values() for w in ws), key=len, reverse=True))
        if name in SLOTS:
            return f"{SLOTS[name]}{FILL}*(?!{FILL})"
        return f"(?P<{name}>{SLOTS[_NAMED[name]]}{FILL}*)(?!{FILL})"

    return re.compile(_SLOT.sub(slot, expand(written, data)), re.IGNORECASE)


def expand(written: str, data: Mapping[str, Any]) -> str:
    """A pattern with its `<lists>` written out; `data` as its file holds it, or as `Lexicon.data`."""
    spelled = str(written)
    for _depth in range(3):  # lists may name lists
        spelled = _LIST.sub(lambda found: _any(data["words"][found[1]], data), spelled)
    return spelled


def _any(words: Sequence[Any], data: Mapping[str, Any]) -> str:
    """One of these words, the longest first; in scripts with spaces a whole one."""
    edge = (r"(?<![^\W_])", r"(?![^\W_])") if data.get("spaces", True) else ("", "")
    ordered = sorted({str(word) for word in words}, key=lambda word: (-len(word), word))
    return f"{edge[0]}(?:{'|'.join(ordered)}){edge[1]}"
