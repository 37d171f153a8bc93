"""Passages that two texts share, laid side by side: the evidence that people are shown.

1. Runs of three equal words are seeds; seeds in the same order, at most a few words apart on both sides, grow into
   one passage. This survives substituted words, and a passage may stand anywhere in either text.
2. Sentences that seeds do not cover are compared one with one: by the longest order-keeping series of equal *plain*
   words (spinning), and by their letters (scanning errors).

What this deliberately is not: a judgement that something was copied (`reuse` weighs that), and not a search:
both texts are given.

Invariants: passages do not overlap in the first text · offsets point into the texts as given · names and numbers
extend a passage but never carry one.

>>> from .words import read_words
>>> a = read_words("Nobody in the yard spoke of it. The grey van came back every night until the first snow fell.")
>>> b = read_words("He remembers it well: the grey van came back every night until the first snow fell.")
>>> [a.text[a.starts[p.a_first]:a.ends[p.a_end - 1]] for p in align(a, b)]
['The grey van came back every night until the first snow fell']
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from .words import Words, is_cjk

SEED = 3
CJK_SEED = 5
GAP = 4
COMMON = 12  # a run of words that stands in a text more often than this is a formula, not a seed
LEAST = 7.0  # words that a passage must share, not counting names and numbers (a Chinese character counts 0.6)
SPUN = 0.5
LETTERS = 0.8
SENTENCE = 7
COVERED = 0.9


@dataclass(frozen=True)
class Passage:
    """Words a_first..a_end-1 of one text stand beside b_first..b_end-1 of the other; `matched` of them are equal."""

    a_first: int
    a_end: int
    b_first: int
    b_end: int
    matched: int
    run: int  # the longest stretch without any change
    how: str = "words"  # words | spun | letters


def align(a: Words, b: Words, skip_a: Collection[int] = (), skip_b: Collection[int] = ()) -> list[Passage]:
    """Shared passages, in the order of the first text. Word numbers in `skip_…` (site chrome) are left out."""
    seeded = [passage for passage in _grow(_seeds(a, b, set(skip_a), set(skip_b))) if _carries(a, passage)]
    return _by_sentences(a, b, _apart(seeded), set(skip_a), set(skip_b))


def evidence(words: Words, first: int, end: int) -> float:
    """How many plain words stand there; a Chinese character says 0.6 of a word."""
    return sum((0.6 if is_cjk(words.folded[i]) else 1.0) for i in range(first, end) if words.plain[i])


def _seeds(a: Words, b: Words, skip_a: set[int], skip_b: set[int]) -> list[tuple[int, int, int]]:
    """(word of a, word of b, length) of equal runs, in the order of a."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(len(b)):
        size = CJK_SEED if is_cjk(b.folded[j]) else SEED
        if not skip_b.intersection(range(j, j + size)):
            places[tuple(b.folded[j : j + size])].append(j)
    seeds: list[tuple[int, int, int]] = []
    for i in range(len(a)):
        size = CJK_SEED if is_cjk(a.folded[i]) else SEED
        if i + size > len(a) or skip_a.intersection(range(i, i + size)):
            continue
        found = places.get(tuple(a.folded[i : i + size]), ())
        if len(found) <= COMMON:
            seeds.extend((i, j, size) for j in found)
    return seeds


def _grow(seeds: list[tuple[int, int, int]]) -> list[Passage]:
    """Seeds that follow each other closely in both texts become one passage."""
    done: list[list[int]] = []
    active: list[list[int]] = []  # a_first, b_first, a_end, b_end, matched, run, longest run
    for i, j, size in seeds:
        still = [grown for grown in active if i <= grown[2] + GAP]
        done.extend(grown for grown in active if i > grown[2] + GAP)
        active = still
        for grown in active:
            new_a, new_b = i + size - grown[2], j + size - grown[3]
            if 0 < new_a <= size + GAP and 0 < new_b <= size + GAP and (new_a == new_b or min(new_a, new_b) >= size):
                step = min(new_a, size)
                grown[4] += step
                grown[5] = grown[5] + step if new_a == new_b == step else size
                grown[6] = max(grown[6], grown[5])
                grown[2], grown[3] = i + size, j + size
                break
            if new_a <= 0 and new_b <= 0:
                break
        else:
            active.append([i, j, i + size, j + size, size, size, size])
    return [Passage(g[0], g[2], g[1], g[3], g[4], g[6]) for g in done + active]


def _carries(a: Words, passage: Passage) -> bool:
    return evidence(a, passage.a_first, passage.a_end) >= LEAST


def _apart(passages: list[Passage]) -> list[Passage]:
    """The longest passages first; a shorter one that lies over a taken one in either text is dropped."""
    taken: list[Passage] = []
    for passage in sorted(passages, key=lambda p: (-p.matched, p.a_first, p.b_first)):
        if not any(_overlap(passage, other) for other in taken):
            taken.append(passage)
    return taken


def _overlap(one: Passage, other: Passage) -> bool:
    in_a = min(one.a_end, other.a_end) - max(one.a_first, other.a_first)
    in_b = min(one.b_end, other.b_end) - max(one.b_first, other.b_first)
    return in_a > 2 or in_b > 2


def _by_sentences(a: Words, b: Words, seeded: list[Passage], skip_a: set[int], skip_b: set[int]) -> list[Passage]:
    """Passages with whole sentences put in where a sentence resembles one of the other text: in place of the seeded
    pieces inside them, or beside pieces that cover little of them."""
    kept = list(seeded)
    covered_a = skip_a.union(*(range(p.a_first, p.a_end) for p in seeded))
    covered_b = skip_b.union(*(range(p.b_first, p.b_end) for p in seeded))
    free_a = [_Sentence(a, *span) for span in a.sentences if _covered(span, covered_a) < COVERED]
    free_b = [_Sentence(b, *span) for span in b.sentences if _covered(span, covered_b) < COVERED]
    for pair in _sentence_pairs(a, b, free_a, free_b):
        over = [p for p in kept if _overlap(p, pair)]
        inside = [p for p in over if _inside(p, pair)]
        if len(inside) < len(over) and _covered((pair.a_first, pair.a_end), covered_a) >= 0.5:
            continue
        run = max((p.run for p in inside), default=0)
        kept = [p for p in kept if p not in inside] + [replace(pair, run=run)]
    return sorted(kept, key=lambda p: (p.a_first, p.b_first))


def _covered(span: tuple[int, int], covered: set[int]) -> float:
    return sum(i in covered for i in range(*span)) / (span[1] - span[0])


def _inside(piece: Passage, whole: Passage) -> bool:
    in_a = whole.a_first <= piece.a_first and piece.a_end <= whole.a_end
    return in_a and whole.b_first <= piece.b_first and piece.b_end <= whole.b_end


def _sentence_pairs(a: Words, b: Words, of_a: list[_Sentence], of_b: list[_Sentence]) -> list[Passage]:
    """Each sentence with the one of the other text that it most resembles, the best pairs first."""
    scored = [
        (score, i, j, how)
        for i, one in enumerate(of_a)
        for j, other in enumerate(of_b)
        for how, score in [one.likeness(other)]
        if how
    ]
    pairs: list[Passage] = []
    used_a: set[int] = set()
    used_b: set[int] = set()
    for _, i, j, how in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            one, other = of_a[i], of_b[j]
            matched = LCSseq.similarity(a.folded[one.first : one.end], b.folded[other.first : other.end])
            pairs.append(Passage(one.first, one.end, other.first, other.end, matched, 0, how))
    return pairs


class _Sentence:
    def __init__(self, words: Words, first: int, end: int) -> None:
        self.first, self.end = first, end
        self.plain = [words.folded[i] for i in range(first, end) if words.plain[i]]
        self.weight = evidence(words, first, end)
        self.letters = "".join(words.folded[first:end])

    def likeness(self, other: _Sentence) -> tuple[str, float]:
        """("spun" | "letters" | "", how alike 0..1)."""
        if min(self.weight, other.weight) < SENTENCE or max(self.weight, other.weight) > 2 * min(
            self.weight, other.weight
        ):
            return "", 0.0
        alike = LCSseq.normalized_similarity(self.plain, other.plain)
        if alike >= SPUN:
            return "spun", alike
        letters = fuzz.ratio(self.letters, other.letters) / 100
        return ("letters", letters) if letters >= LETTERS else ("", 0.0)
