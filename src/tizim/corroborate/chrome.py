"""Which lines of two texts are the frame of a site and not its article.

A line that only one text has needs no answer: it is never part of a shared passage. Of the lines that both have:

1. a line is frame by its form (a row of links) or by what it says (subscriptions, imprint: `data/chrome.yaml`);
2. so is every shared line in the same stretch (no blank line between), if that stretch stands at an edge of the text
   and is not most of it;
3. where what is shared lies only at both edges of both texts, and nothing between, it is frame; if some of it is
   frame already, so are the other lines of the stretches at the edges (who we are, how we work), and no more; if
   none is, and a paragraph of more than 25 words is among it, it is taken for a story's own beginning and end.

What recurs in many texts of an archive is found by `index`.

What this deliberately is not: a reader of HTML; text has been extracted already.

>>> from .words import read_words
>>> words = read_words("Home | City | Sport | Letters\\nThe vans came again on Monday night, people in the lane said.")
>>> [is_frame(words, *line) for line in words.lines]
[True, False]
"""

from __future__ import annotations

import re
from collections.abc import Collection

from .cues import pattern, spell
from .words import Words, is_cjk

_LINKS = re.compile(r"\s[|/•·»›]\s|\s>>?\s|->|\s{2,}\S")
_ENDS = re.compile(r"[.!?…。！？؟][\"”»’')\]」』]*\s*$")
LONG_WORDS = 60
LEAST_MIDDLE_WORDS = 30
LEAD_WORDS = 25


def is_frame(words: Words, first: int, end: int) -> bool:
    """Whether a line (words first..end-1) is navigation or an imprint by its form or its words."""
    line = words.text[words.starts[first] : words.ends[end - 1] + 2]
    if len(_LINKS.findall(line)) >= 2 and not _ENDS.search(line):
        return True
    if end - first > LONG_WORDS:
        return False
    said = len(set(pattern("chrome").findall(spell(line))))
    return said >= 2 or (said == 1 and (end - first <= 12 or not _ENDS.search(line)))


def line_key(words: Words, first: int, end: int) -> str:
    """A line as it is compared with lines of other texts."""
    return " ".join(words.folded[first:end])


def frame_words(a: Words, b: Words) -> tuple[set[int], set[int]]:
    """The word numbers of shared site frame in each text."""
    shared = {line_key(a, *line) for line in a.lines} & {line_key(b, *line) for line in b.lines}
    frame = {key for text in (a, b) for key in _frame_lines(text, shared)}
    if not frame and any(_weight(key) > LEAD_WORDS for key in shared):
        return set(), set()  # nothing tells of a site: whole paragraphs may be a lead and an end taken over
    if shared - frame:
        frame |= _edges(a, b, shared - frame) or _edges(a, b, shared) & _edge_zones(a) & _edge_zones(b)
    return _numbers(a, frame), _numbers(b, frame)


def _weight(key: str) -> float:
    """How many words a line has; two Chinese characters count as one."""
    return sum(0.5 if is_cjk(word) else 1.0 for word in key.split())


def frame_lines(words: Words) -> set[str]:
    """The lines of a text that are frame by themselves: a copy gathers them on its way."""
    return {line_key(words, *line) for line in words.lines if is_frame(words, *line)}


def _frame_lines(words: Words, shared: Collection[str]) -> set[str]:
    found = {key for line in words.lines if (key := line_key(words, *line)) in shared and is_frame(words, *line)}
    edge_zones = {words.zones[0], words.zones[-1]} if words.zones else set()
    for zone in edge_zones:
        lines = [line for line, its in zip(words.lines, words.zones, strict=True) if its == zone]
        size = sum(end - first for first, end in lines)
        if size * 2 < len(words) and any(line_key(words, *line) in found for line in lines):
            found |= {key for line in lines if (key := line_key(words, *line)) in shared}
    return found


def _edges(a: Words, b: Words, shared: Collection[str]) -> set[str]:
    """Shared lines, if they stand only at the head and at the foot of both texts around different articles."""
    rims = [_rim(text, shared) for text in (a, b)]
    if all(head and foot and middle >= LEAST_MIDDLE_WORDS for head, foot, middle in rims):
        (head_a, foot_a, _), (head_b, foot_b, _) = rims
        if head_a == head_b and foot_a == foot_b and head_a | foot_a == shared:
            return set(shared)
    return set()


def _edge_zones(words: Words) -> set[str]:
    """Lines of the first and the last stretch without a blank line, if neither is most of the text."""
    found: set[str] = set()
    for zone in {words.zones[0], words.zones[-1]} if words.zones else set():
        lines = [line for line, its in zip(words.lines, words.zones, strict=True) if its == zone]
        if sum(end - first for first, end in lines) * 2 < len(words):
            found |= {line_key(words, *line) for line in lines}
    return found


def _rim(words: Words, shared: Collection[str]) -> tuple[set[str], set[str], int]:
    """Shared lines at the head, at the foot, and how many words stand between them."""
    keys = [line_key(words, *line) for line in words.lines]
    head = next((i for i, key in enumerate(keys) if key not in shared), len(keys))
    foot = next((i for i, key in enumerate(reversed(keys)) if key not in shared), len(keys))
    between = words.lines[head : len(keys) - foot]
    return set(keys[:head]), set(keys[len(keys) - foot :]), sum(end - first for first, end in between)


def _numbers(words: Words, frame: Collection[str]) -> set[int]:
    return {i for first, end in words.lines if line_key(words, first, end) in frame for i in range(first, end)}
