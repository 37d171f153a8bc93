"""Whether one text was drawn from another, how, and from which passages.

What both texts share is laid side by side (`passages`) after the frame of the site is set aside (`chrome`). Words in
quotation marks with who said them are no derivation: two reporters who quote one official both go back to that
official. What remains must be long enough:

    a run of RUN unquoted words, or MATCHED unquoted equal words that make up SHARE of the shorter article

label: repost, near_copy, trimmed, partial_quotation, spun, spun_partial, reordered;
shared_quote, boilerplate and none are *no* reuse.

What this deliberately is not: a comparison of meaning. A translation, or a retelling without common words, is not found
here; and two accounts that agree on names, numbers and dates have copied nothing.

Invariants: `reuse(a, b)` and `reuse(b, a)` agree, with sides exchanged · containment is a share of all letters of a
text as given, 0..1 · `source` is "a", "b" or None: direction is never guessed without a sign (`direction`).

>>> told = ("The grey van stood in our lane every night until the snow. Nobody opened the door to it, "
...         "and in the morning the baker and both of his sons were gone from their house.")
>>> found = reuse(told, "HARBOUR POST | News | Letters | Sport\\n\\n" + told + "\\n\\nSubscribe to our newsletter")
>>> found["label"], found["source"], found["containment_ab"]
('repost', 'a', 1.0)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from .chrome import frame_words, is_frame
from .direction import guess_source
from .passages import Passage, align, evidence
from .words import Words, read_words

RUN = 25
MATCHED = 25
SHARE = 0.2
WHOLE = 0.9
CHANGED = 0.6
NO_REUSE = frozenset({"none", "shared_quote", "boilerplate"})


def reuse(a_text: str, b_text: str) -> dict[str, Any]:
    """Compare two texts: {containment_ab, containment_ba, label, source, passages}.

    containment_ab is the share of the first text that is found in the second. Each passage gives the offsets
    (a_start, a_end, b_start, b_end), how many words are equal and how it was found (words, spun, letters).
    """
    return compare(read_words(a_text), read_words(b_text))


def compare(a: Words, b: Words, known_a: Collection[int] = (), known_b: Collection[int] = ()) -> dict[str, Any]:
    """As `reuse`, for texts that were read already; `known_…` are words the archive knows to be site frame."""
    if (len(a), a.text) > (len(b), b.text):  # one order, so that the sides never change the answer
        return turned(compare(b, a, known_b, known_a))
    frame_a, frame_b = frame_words(a, b)
    frame_a, frame_b = frame_a.union(known_a), frame_b.union(known_b)
    shared = _Shared(a, b, align(a, b, frame_a, frame_b), frame_a, frame_b)
    label = _label(shared)
    return {
        "containment_ab": round(shared.contained(a, "a"), 4),
        "containment_ba": round(shared.contained(b, "b"), 4),
        "label": label,
        "source": None if label in NO_REUSE else guess_source(a, b, shared.passages, frame_a, frame_b),
        "passages": [_shown(a, b, passage) for passage in shared.passages],
    }


def turned(found: Mapping[str, Any]) -> dict[str, Any]:
    """The same finding with its sides exchanged."""
    other = {"a": "b", "b": "a"}
    passages = [
        {(other[key[0]] + key[1:] if key[1:2] == "_" else key): value for key, value in passage.items()}
        for passage in found["passages"]
    ]
    return {
        **found,
        "containment_ab": found["containment_ba"],
        "containment_ba": found["containment_ab"],
        "source": other.get(found["source"]),
        "passages": sorted(passages, key=lambda passage: passage["a_start"]),
    }


@dataclass(frozen=True)
class _Shared:
    a: Words
    b: Words
    passages: Sequence[Passage]
    frame_a: Collection[int]
    frame_b: Collection[int]

    def contained(self, words: Words, side: str) -> float:
        """Share of all letters of a text that lie in passages."""
        spans = _spans(self.passages, side)
        letters = sum(words.letters(first, end) for first, end in spans)
        return letters / words.letters(0, len(words)) if len(words) else 0.0

    def unquoted(self) -> float:
        """Equal words that are nobody's quoted words; a Chinese character says less than a word."""
        total = 0.0
        for passage in self.passages:
            span = range(passage.a_first, passage.a_end)
            free = sum(not self.a.spoken[i] for i in span) / len(span)
            in_b = range(passage.b_first, passage.b_end)
            free = min(free, sum(not self.b.spoken[i] for i in in_b) / len(in_b))
            weight = evidence(self.a, passage.a_first, passage.a_end) / len(span)
            total += passage.matched * free * weight
        return total

    def article_share(self) -> float:
        """Share of the shorter article, its frame and quotations aside, that the passages cover."""
        shares = []
        for words, side, frame in ((self.a, "a", self.frame_a), (self.b, "b", self.frame_b)):
            size = len(words) - len(frame)
            covered = sum(not words.spoken[i] for first, end in _spans(self.passages, side) for i in range(first, end))
            shares.append(covered / size if size else 0.0)
        return max(shares)


def _label(shared: _Shared) -> str:
    unquoted = shared.unquoted()
    runs = max((_free_run(shared.a, passage) for passage in shared.passages), default=0)
    if not (runs >= RUN or (unquoted >= MATCHED and shared.article_share() >= SHARE)):
        if shared.passages and any(shared.a.spoken[p.a_first] for p in shared.passages):
            return "shared_quote"
        return "boilerplate" if shared.frame_a and not shared.passages else "none"
    return _kind(shared)


def _free_run(a: Words, passage: Passage) -> float:
    """The longest run of equal words in a passage, if it is not somebody's quoted words."""
    free = sum(not a.spoken[i] for i in range(passage.a_first, passage.a_end))
    weight = evidence(a, passage.a_first, passage.a_end) / (passage.a_end - passage.a_first)
    return min(passage.run, free) * weight


def _kind(shared: _Shared) -> str:
    """The way it was reused, from how much of each article is shared and how faithfully."""
    share_a, share_b = _article_part(shared, "a"), _article_part(shared, "b")
    words = sum(max(p.a_end - p.a_first, p.b_end - p.b_first) for p in shared.passages)
    faithful = sum(p.matched for p in shared.passages) / max(1, words)
    changed = faithful < WHOLE and _letters_alike(shared) < CHANGED
    if max(share_a, share_b) < 0.6:
        return "spun_partial" if changed else "partial_quotation"
    if changed:
        return "spun"
    if _is_reordered(shared.passages):
        return "reordered"
    if min(share_a, share_b) < WHOLE - 0.1:
        return "trimmed"
    return "repost" if faithful >= 0.98 and len(shared.passages) <= 3 else "near_copy"


def _letters_alike(shared: _Shared) -> float:
    """How alike the changed words are letter by letter: scanning errors change letters, synonyms whole words."""
    left: list[str] = []
    for words, other, side, opposite in ((shared.a, shared.b, "a", "b"), (shared.b, shared.a, "b", "a")):
        theirs = {other.folded[i] for first, end in _spans(shared.passages, opposite) for i in range(first, end)}
        own = [words.folded[i] for first, end in _spans(shared.passages, side) for i in range(first, end)]
        left.append("".join(word for word in own if word not in theirs))
    return fuzz.ratio(*left) / 100


def _article_part(shared: _Shared, side: str) -> float:
    """Share of an article that lies in passages; lines that are frame by themselves are no part of it."""
    words, frame = (shared.a, shared.frame_a) if side == "a" else (shared.b, shared.frame_b)
    spans = _spans(shared.passages, side)
    covered = {i for first, end in spans for i in range(first, end)}
    own_frame = {
        i
        for line in words.lines
        if not covered.intersection(range(*line)) and is_frame(words, *line)
        for i in range(*line)
    }
    return len(covered) / max(1, len(words) - len(own_frame.union(frame)))


def _is_reordered(passages: Sequence[Passage]) -> bool:
    falls = sum(one.b_first > two.b_first for one, two in zip(passages, passages[1:], strict=False))
    return len(passages) >= 3 and falls * 3 >= len(passages) - 1


def _spans(passages: Sequence[Passage], side: str) -> list[tuple[int, int]]:
    """The words of one side that lie in passages, each counted once."""
    spans = sorted((p.a_first, p.a_end) if side == "a" else (p.b_first, p.b_end) for p in passages)
    united: list[tuple[int, int]] = []
    for first, end in spans:
        free = max(first, united[-1][1]) if united else first
        if free < end:
            united.append((free, end))
    return united


def _shown(a: Words, b: Words, passage: Passage) -> dict[str, Any]:
    return {
        "a_start": a.starts[passage.a_first],
        "a_end": a.ends[passage.a_end - 1],
        "b_start": b.starts[passage.b_first],
        "b_end": b.ends[passage.b_end - 1],
        "matched": passage.matched,
        "how": passage.how,
        "quoted": a.spoken[passage.a_first] and b.spoken[passage.b_first],
    }
