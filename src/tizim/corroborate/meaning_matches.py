"""Sentences of two texts that say the same thing, whatever their words and languages, in the same order.

1. Only sentences count that somebody wrote for this text: no frame of a site, no quoted speech (two reporters who quote
   one official both go back to that official), nothing of less than LEAST words.
2. Each sentence is seen relative to its own text: what all of them share (the language, the subject) is taken away.
   Two reports of one event are alike as a whole; only a translation is alike sentence by sentence.
3. A match is each other's best and stands out: its margin is how far it lies above its best rivals on both sides. The
   neighbours of a match are no rivals: translators cut and join sentences.
4. Matches that keep the order of both texts are added up as far as their margins exceed MARGIN, and must be

    across languages     at least 3, 38 % of the shorter text, margins of ACROSS together
    within a language    at least 4, 50 % of the shorter text, margins of WITHIN together

What this deliberately is not: a measure of likeness, and not a decision: everything found so needs a person. Names,
numbers and dates are no evidence here: they stand in the sentences of independent witnesses too.

Invariants: pure · exchanging the texts exchanges the answer · needs `sentence_vectors`.

>>> from .words import read_words
>>> is_same_language(read_words("The grey van came back every night."), read_words("Gri minibüs her gece geri geldi."))
False
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING, Any

from .attributions import attributions
from .chrome import is_frame
from .sentence_vectors import vectors
from .words import Words, is_cjk

if TYPE_CHECKING:
    from numpy import ndarray

LEAST = 4.0  # words of a sentence; a Chinese character counts 0.6
RIVALS = 4
MARGIN = 0.1
ACROSS, WITHIN = 0.5, 1.1
MATCHES = {"across": 3, "within": 4}
SHARE = {"across": 0.38, "within": 0.5}
SAME_LANGUAGE = 0.25  # how alike the runs of three letters are: above .4 within a language, below .15 across
GAP = 2  # sentences between two matches that are taken to belong together


@dataclass(frozen=True)
class Sentence:
    """Words first..end-1 of a text."""

    first: int
    end: int
    spoken: bool


@dataclass(frozen=True)
class Likeness:
    """Pairs of sentences (number in a, number in b) in order; `strength` is their margins together."""

    pairs: tuple[tuple[int, int], ...]
    strength: float
    share: float  # of the unquoted sentences of the shorter text
    same_language: bool

    def holds(self) -> bool:
        """Whether one text was drawn from the other, or both from a third, as far as meaning tells."""
        kind, least = ("within", WITHIN) if self.same_language else ("across", ACROSS)
        return len(self.pairs) >= MATCHES[kind] and self.share >= SHARE[kind] and self.strength >= least


def told_sentences(words: Words, frame: Collection[int] = ()) -> list[Sentence]:
    """The sentences of a text that are neither frame nor too short."""
    aside = set(frame).union(*(range(*line) for line in words.lines if is_frame(words, *line)))
    found = []
    for first, end in words.sentences:
        span = range(first, end)
        weight = sum(0.6 if is_cjk(words.folded[i]) else 1.0 for i in span)
        if weight >= LEAST and sum(i in aside for i in span) * 2 < len(span):
            found.append(Sentence(first, end, sum(words.spoken[i] for i in span) * 2 >= len(span)))
    return found


def without_reported(words: Words, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The same sentences; those that say who says so are spoken, as if they stood in quotation marks."""
    said = sorted(found["start"] for found in attributions(words.text) if found["chain"])

    def is_said(each: Sentence) -> bool:
        at = bisect_left(said, words.starts[each.first])
        return at < len(said) and said[at] < words.ends[each.end - 1]

    return [replace(each, spoken=each.spoken or is_said(each)) for each in sentences]


def text_of(words: Words, sentence: Sentence) -> str:
    """A sentence as it stands in its text."""
    return words.text[words.starts[sentence.first] : words.ends[sentence.end - 1]]


def match(a: Words, b: Words, of_a: Sequence[Sentence], of_b: Sequence[Sentence]) -> Likeness:
    """The sentences of both texts that say the same, in the order of both."""
    same = is_same_language(a, b)
    shorter = min(sum(not each.spoken for each in side) for side in (of_a, of_b)) if of_a and of_b else 0
    if shorter < MATCHES["across"]:
        return Likeness((), 0.0, 0.0, same)
    alike = _relative(a, of_a) @ _relative(b, of_b).T
    strength, pairs = _in_order(_margins(alike.round(6), of_a, of_b))
    return Likeness(tuple(pairs), round(strength, 3), round(len(pairs) / shorter, 3), same)


def is_same_language(a: Words, b: Words) -> bool:
    """Whether two texts share the letter runs of ordinary words (names and numbers aside), as in one language."""
    one, other = _letter_runs(a), _letter_runs(b)
    size = sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return sum(n * other[run] for run, n in one.items()) >= SAME_LANGUAGE * max(1.0, size)


def _letter_runs(words: Words) -> Counter[str]:
    runs: Counter[str] = Counter()
    for word, plain in zip(words.folded, words.plain, strict=True):
        if plain:
            edged = word if is_cjk(word) else f" {word} "
            runs.update([edged] if len(edged) < 3 else (edged[i : i + 3] for i in range(len(edged) - 2)))
    return runs


def fill_gaps(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs with those between them, where as many sentences were left over on both sides: for showing."""
    filled = list(pairs[:1])
    for (i, j), (next_i, next_j) in zip(pairs, pairs[1:], strict=False):
        between = next_i - i - 1
        if between == next_j - j - 1 and between <= GAP:
            filled += [(i + step, j + step) for step in range(1, between + 1)]
        filled.append((next_i, next_j))
    return filled


def _relative(words: Words, sentences: Sequence[Sentence]) -> ndarray[Any, Any]:
    """Vectors of the sentences without what they all share, of length one."""
    import numpy

    rows = vectors([text_of(words, each) for each in sentences])
    rows = rows - rows.mean(axis=0)
    return rows / numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def _margins(
    alike: ndarray[Any, Any], of_a: Sequence[Sentence], of_b: Sequence[Sentence]
) -> list[tuple[int, int, float]]:
    """(sentence of a, of b, margin beyond MARGIN) for unquoted sentences that are each other's best."""
    best_of_a, best_of_b = alike.argmax(axis=1).tolist(), alike.argmax(axis=0).tolist()
    rows: list[list[float]] = alike.tolist()
    found = []
    for i, j in enumerate(best_of_a):
        if best_of_b[j] != i or of_a[i].spoken or of_b[j].spoken:
            continue
        rivals = [value for k, value in enumerate(rows[i]) if abs(k - j) > 1]
        rivals += [row[j] for k, row in enumerate(rows) if abs(k - i) > 1]
        best = sorted(rivals)[-RIVALS:]
        margin = rows[i][j] - (sum(best) / len(best) if best else 0.0) - MARGIN
        if margin > 0:
            found.append((i, j, margin))
    return found


def _in_order(matches: Sequence[tuple[int, int, float]]) -> tuple[float, list[tuple[int, int]]]:
    """The strongest selection of matches that rises in both texts."""
    best: list[tuple[float, list[tuple[int, int]]]] = []
    for i, j, margin in matches:
        before = [one for one in best if one[1][-1][0] < i and one[1][-1][1] < j]
        strength, pairs = max(before, key=lambda one: one[0], default=(0.0, []))
        best.append((strength + margin, [*pairs, (i, j)]))
    return max(best, key=lambda one: one[0], default=(0.0, []))
