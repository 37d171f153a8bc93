"""Sources as attributions name them: from the words of a frame to the chain from outermost medium to origin.

A name loses its articles and what is told about it. A pronoun takes the source that the caller knows. A phrase that
names two ("a guard quoted by the Lamp", "the Lamp, which had it from a guard") is a chain of its own, to any depth.

What this deliberately is not: a directory of names; two spellings are compared elsewhere (`outlets`).

Invariant: every name is words of the text; nothing is made up.

>>> from .frames import read_frames
>>> chain_of_words("a guard quoted by the Lamp", read_frames("en"), "")
('Lamp', 'guard')
"""

from __future__ import annotations

import re

from .frames import Frames

Chain = tuple[str, ...]
SOURCE_WORDS = 14
DEEPEST = 4  # names in one phrase
TAIL = " \t\n.,;:!?。，；：！？…—–-"
SIGNS = re.compile(r"[\u3400-\u9fff]")
_ARTICLES = frozenset({"the", "a", "an", "both", "even", "only", "its", "his", "her", "their"})
_AFTER_HEAD = re.compile(r"\s(?:in|on|at|during|after|before)\s")
_OF_SOMETHING = re.compile(r"['’]s?\b")


def chains_of(found: re.Match[str], frames: Frames, speaker: str) -> list[Chain]:
    """The chain of a frame that fits, or two where "both X and Y" say it; none if its words are no names."""
    spoken = found.group("S")
    if re.match(r"both ", spoken, re.IGNORECASE) and " and " in spoken:
        parts = [tidy(part, frames) for part in re.sub(r"^both ", "", spoken, flags=re.IGNORECASE).split(" and ", 1)]
        return [(part,) for part in parts if part]
    chain = chain_of(found, frames, speaker)
    return [chain] if chain else []


def chain_of(found: re.Match[str], frames: Frames, speaker: str) -> Chain:
    """From the outermost medium to the origin; empty if the words are no names."""
    groups = found.groupdict()
    sources = chain_of_words(groups["S"], frames, speaker)
    between = tuple(name for word in ("V",) if groups.get(word) for name in chain_of_words(groups[word], frames, ""))
    told = groups.get("M") or ""
    if not sources or (groups.get("V") and not between) or not told or told.strip(TAIL).casefold() in frames.ours:
        return (*between, *sources) if sources else ()
    media = chain_of_words(groups["M"], frames, speaker)
    if not media:
        return ()
    if between or is_named(groups["M"]) or is_named(media[-1]) or found.start("M") < found.start("S"):
        return (*media, *between, *sources)
    return sources


def chain_of_words(spoken: str, frames: Frames, speaker: str, deep: int = DEEPEST) -> Chain:
    """The names in one phrase."""
    both = frames.via.first(spoken.strip(TAIL)) if deep > 1 else None
    if both:
        media = chain_of_words(both["M"], frames, speaker, deep - 1)
        sources = chain_of_words(both["S"], frames, speaker, deep - 1)
        if media and sources:
            return (*media, *sources)
    name = _source(spoken, frames, speaker)
    return (name,) if name else ()


def _source(spoken: str, frames: Frames, speaker: str) -> str:
    """The source as a name: a pronoun takes the one before it; a name beside a description stands for it."""
    if spoken.strip(TAIL).casefold() in frames.pronouns:
        return speaker or spoken.strip(TAIL)
    name = tidy(spoken, frames)
    first = name.split()[0].casefold() if name else ""
    if name.casefold() in frames.pronouns:
        return speaker or name
    if first in frames.not_sources or len(name.split()) > SOURCE_WORDS:
        return ""
    return "" if frames.verbs.search(name) or frames.reject.search(name) else name


def tidy(name: str, frames: Frames) -> str:
    """A name without articles and adverbs; of a name and a description ("the Lamp's director") the name."""
    parts = [part.strip(TAIL) for part in name.split(", ") if part.strip(TAIL)]
    best = max(parts, key=_is_like_a_name, default="")
    before = None
    while before != best:
        before = best
        for pattern in frames.trim:
            best = pattern.sub("", best).strip(TAIL)
    return "" if best.casefold() in _ARTICLES else best


def _is_like_a_name(part: str) -> tuple[bool, int]:
    """What somebody of something is called comes after what they are called; then the more capitals the better."""
    return not _OF_SOMETHING.search(part), sum(word[:1].isupper() for word in part.split())


def is_named(medium: str) -> bool:
    """Whether a listener is a medium or a person with a name ("a rally" is neither)."""
    head = _AFTER_HEAD.split(medium)[0]
    return any(word[:1].isupper() or word[:1] in "«《“" or SIGNS.match(word) for word in head.split())
