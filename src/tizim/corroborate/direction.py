"""Which of two texts was drawn from the other, when no reliable date tells: by signs on the texts, or not at all.

Signs, strongest first; the first that speaks decides, and where two of the strong ones disagree nobody decides:

1. a credit before the shared passage ("first published in …", "in the words of …": `data/credits.yaml`);
2. the frames of sites that a copy gathers on its way;
3. marks of a machine: words with digits inside, doubled words, broken words (scanning, automatic synonyms);
4. a shared passage at home in one text (its words come back there) and a guest in the other;
5. a text that is wholly contained in a longer one at home there was cut from it.

What this deliberately is not: a guess. Without a sign the answer is None.

>>> from .words import read_words
>>> guess_source(read_words("One text."), read_words("Another text."), [], set(), set()) is None
True
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from .chrome import frame_lines
from .cues import pattern, spell
from .passages import Passage
from .words import Words, is_cjk

_BROKEN = re.compile(r"[^\W\d_]\d[^\W\d_]|^\d[^\W\d_]{3,}|[^\W\d_]{3,}\d$")
LONG_LETTERS = 5
AT_HOME = 2
FRAME_LINES = 2


def guess_source(
    a: Words, b: Words, passages: Sequence[Passage], frame_a: Collection[int], frame_b: Collection[int]
) -> str | None:
    """ "a", "b", or None when no sign speaks."""
    signs = [
        credited(a, b, [p.a_first for p in passages], [p.b_first for p in passages]),
        _more_frame(a, b),
        _compare(_marks(a), _marks(b)),
    ]
    spoken = {sign for sign in signs if sign}
    if spoken:
        return spoken.pop() if len(spoken) == 1 else None
    return _host(a, b, passages, frame_a, frame_b)


def credited(a: Words, b: Words, firsts_a: Sequence[int], firsts_b: Sequence[int]) -> str | None:
    """The text that the other one gives credit to, if only one does; passages begin at these words."""
    return _compare(_has_credit(a, firsts_a), _has_credit(b, firsts_b))


def _compare(sign_a: int, sign_b: int) -> str | None:
    """The text with more of the sign is the derived one."""
    if sign_a == sign_b:
        return None
    return "b" if sign_a > sign_b else "a"


def _has_credit(words: Words, firsts: Sequence[int]) -> int:
    """Whether the words just before a shared passage, or the first line, give credit."""
    for first in [*firsts[:3], min(len(words), 20)] if firsts else ():
        start = words.starts[max(0, first - 14)] if first < len(words) else 0
        before = words.text[start : words.starts[first] if first < len(words) else len(words.text)]
        if pattern("credits").search(spell(before)):
            return 1
    return 0


def _more_frame(a: Words, b: Words) -> str | None:
    """The text that has all frame lines of the other and more of its own is the derived one."""
    lines_a, lines_b = frame_lines(a), frame_lines(b)
    if abs(len(lines_a) - len(lines_b)) >= FRAME_LINES:
        if lines_a < lines_b:
            return "a"
        if lines_b < lines_a:
            return "b"
    return None


def _marks(words: Words) -> int:
    """Whether a text bears the marks of a machine: at least two words that nobody writes."""
    doubled = sum(
        one == two and len(one) > 1 and not is_cjk(one) and words.starts[i + 1] - words.ends[i] == 1
        for i, (one, two) in enumerate(zip(words.folded, words.folded[1:], strict=False))
    )
    articles = sum(
        one in ("a", "an") and two[0].isalpha() and two.isascii() and (two[0] in "aeio") == (one == "a")
        for one, two in zip(words.folded, words.folded[1:], strict=False)
    )
    broken = sum(bool(_BROKEN.search(word)) for word in words.folded)
    return int(doubled + articles + broken >= 2)


def _host(
    a: Words, b: Words, passages: Sequence[Passage], frame_a: Collection[int], frame_b: Collection[int]
) -> str | None:
    """Where the shared words are at home: they come back in the rest of that text."""
    shared_a = {i for p in passages for i in range(p.a_first, p.a_end)}
    shared_b = {i for p in passages for i in range(p.b_first, p.b_end)}
    rest_a = {a.folded[i] for i in range(len(a)) if i not in shared_a and i not in frame_a}
    rest_b = {b.folded[i] for i in range(len(b)) if i not in shared_b and i not in frame_b}
    inside = {a.folded[i] for i in shared_a if len(a.folded[i]) >= LONG_LETTERS}
    home_a, home_b = len(inside & (rest_a - rest_b)), len(inside & (rest_b - rest_a))
    if home_a >= AT_HOME and home_a >= 3 * home_b:
        return "a"
    if home_b >= AT_HOME and home_b >= 3 * home_a:
        return "b"
    return None
