"""What a sentence must hold for a frame to be worth trying: a frame fits few sentences, and most are seen at once.

A cue is a set of words of which one must stand in the text. Cues are read off a frame as it is written: its plain
letters, its lists, and choices between plain words; what may be missing gives none.

What this deliberately is not: a match. A text with all cues of a frame may still not fit it.

Invariant: a frame never fits a text that lacks one of its cues.

>>> [sorted(cue) for cue in read_cues("^according to {S}, (?:quoted|cited) by {M}(?: again)?$", {})]
[['cited', 'quoted'], ['according to ']]
>>> any_of(["told", "tell", "tells"])
't(?:ell(?:s)?|old)'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

Cue = frozenset[str]
LEAST = 2  # letters of a cue
_GAP = "\0"
_SLOT = re.compile(r"\{[A-Za-z]+(?::(?:[^{}]|\{[\d,]+\})+)?\}")
_SLOT_OF_LIST = re.compile(r"\{[A-Z]:([a-z_]+)\}")
_LISTED = re.compile(r"<(\w+)>")
_GROUP = re.compile(r"\((\?[^:()]*:|\?[!=]|\?<[!=])?([^()]*)\)([?*]\??|\{0?,\d+\}\??|\+)?")
_UNSURE = re.compile(
    r"(?:\[(?:\\.|[^\]\\])*\]|\\.|\.)(?:[?*+]\??|\{[\d,]+\}\??)?|(?:<\w+>|[^()])(?:[?*]|\{0?,\d+\})\??|[$^+]", re.DOTALL
)


def read_cues(frame: str, words: Mapping[str, Sequence[str]]) -> tuple[Cue, ...]:
    """The cues of a frame with its lists, in no order that matters."""
    listed: dict[str, Cue] = {name: frozenset(word.casefold() for word in some) for name, some in words.items()}

    def opened(group: re.Match[str]) -> str:
        kind, inside, count = group.groups()
        if kind in ("?!", "?=", "?<!", "?<=") or (count and count[0] != "+"):
            return _GAP
        if "|" not in inside:
            return inside
        each = [_best(part, listed) for part in inside.split("|")]
        if not all(each):
            return _GAP
        name = f"choice{len(listed)}"  # stands in its place: if a group around it may be missing, so may this
        listed[name] = frozenset().union(*each)
        return f"<{name}>"

    frame = re.sub(r"\(\?P<\w+>", "(?:", frame)
    flat = _SLOT.sub(_GAP, _SLOT_OF_LIST.sub(lambda slot: f"<{slot[1]}>" if slot[1] in words else _GAP, frame))
    flat = _UNSURE.sub(_GAP, flat)
    before = ""
    while before != flat:
        before, flat = flat, _GROUP.sub(opened, flat)
    cues = [listed[name] for name in _LISTED.findall(flat)]
    cues.append(_best(_LISTED.sub(_GAP, flat), {}))
    return tuple(cue for cue in dict.fromkeys(cues) if cue and min(map(len, cue)) >= LEAST)


def _best(part: str, listed: Mapping[str, Cue]) -> Cue:
    """What surely stands in a text that fits this piece: one word of its list, else its longest plain letters."""
    found = _LISTED.search(part)
    if found:
        return listed.get(found[1], frozenset())
    longest = max(re.split(f"[{_GAP}()|]", part), key=len)
    return frozenset({longest.casefold()} if longest else ())


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of these words, the longest that fits, in which words share their beginnings."""
    return _any_of(frozenset(words))


@cache
def _any_of(words: frozenset[str]) -> str:
    tree: dict[str, dict] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(tree)


def _pattern(tree: Mapping[str, Mapping]) -> str:
    branches = [re.escape(letter) + _pattern(after) for letter, after in sorted(tree.items()) if letter]
    if not branches:
        return ""
    if "" in tree:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
