"""How probable it is that two strings write the same name, and why.

`compare` gives everything behind the number. The number is a logistic sum of what the alignment shows (`FEATURES`),
with weights fitted on pairs of forms of public figures, common names and places of which one in four was true
(`data/weights.tsv`). It is about *names*: two people may bear the same one, so nothing follows from it about
persons (that is `resolve`). This is the reference: `scoring` gives the same number faster.

Invariants: symmetric, deterministic, 0..1, never raises, bounded work whatever the input.

>>> found = compare("Burhan Shahidi", "包尔汉·沙希迪")
>>> found.probability > 0.9, found.reading_a, found.flags
(True, 'burhan shahidi', ())
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

from tizim.names.align import Alignment, align
from tizim.names.packed import pack
from tizim.names.prepared import PreparedName, Word, prepare
from tizim.names.sounds import spell
from tizim.names.tables import read_table

FEATURES = (
    "bias", "mean", "worst", "worst_squared", "missing", "missing_optional", "order_fixed", "order_free", "gender",
    "joined", "pairs", "weight",
)  # fmt: skip
CHILD = 2  # words missing, as which it counts that a father is laid beside his child


@dataclass(frozen=True)
class Comparison:
    """`pairs`: (words of a, words of b, distance 0..1), empty text where a word has no partner.

    `readings`: for each of them the sounds chosen on both sides, in plain letters.
    flags: order, word_missing, gender, part_only, joined, unreadable. `reading_a`, `reading_b`: the sounds chosen.
    """

    probability: float
    pairs: tuple[tuple[str, str, float], ...]
    flags: tuple[str, ...]
    reading_a: str
    reading_b: str
    readings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Evidence:
    """One way to lay two readings beside one another and what it shows.

    `turned`: the names stand in another order; `contrary`: one is a woman's and the other a man's.
    """

    left: tuple[Word, ...]
    right: tuple[Word, ...]
    alignment: Alignment
    turned: bool
    contrary: bool
    features: tuple[float, ...]
    score: float


def reference_similarity(one: PreparedName, other: PreparedName) -> float:
    """The probability (0..1) that both write the same name."""
    found = best_evidence(one, other)
    return _probability_of(found, one, other) if found else 0.0


def best_evidence(one: PreparedName, other: PreparedName) -> Evidence | None:
    """The best pair of readings, or None if either name has none. The order of the two does not matter."""
    left, right = (other, one) if pack(other) < pack(one) else (one, other)
    best: Evidence | None = None
    for left_words in left.readings:
        for right_words in right.readings:
            found = _weigh(left, left_words, right, right_words)
            if best is None or found.score > best.score:
                best = found
    return best


def _weigh(one: PreparedName, left: tuple[Word, ...], other: PreparedName, right: tuple[Word, ...]) -> Evidence:
    alignment = align(left, right)
    turned = not (one.order_free or other.order_free) and is_turned(left, right, alignment)
    fixed = one.order_fixed and other.order_fixed
    contrary = genders_differ(genders_of(one, left), genders_of(other, right))
    features = _features(left, right, alignment, (turned and fixed, turned and not fixed, contrary))
    score = 0.0
    for weight, value in zip(weights(), features, strict=True):
        score += weight * value
    return Evidence(left, right, alignment, turned, contrary, features, score)


def _features(
    left: tuple[Word, ...], right: tuple[Word, ...], found: Alignment, signs: tuple[bool, ...]
) -> tuple[float, ...]:
    pairs = found.pairs
    if not pairs:
        return (1.0, 1.0, 1.0, 1.0, 1.0, *(0.0,) * (len(FEATURES) - 5))
    mass = total = worst = 0.0
    for pair in pairs:
        weight = 0.0
        for at in pair.left:
            weight += left[at].weight
        for at in pair.right:
            weight += right[at].weight
        mass += weight
        total += weight * pair.distance
        worst = max(worst, pair.distance)
    lost = [left[i].missing for i in found.missing_left] + [right[j].missing for j in found.missing_right]
    lost += [1.0] * CHILD * is_child(left, right, found)
    return (
        1.0, total / mass if mass else 1.0, worst, worst * worst,
        float(sum(cost >= 1 for cost in lost)), sum(cost for cost in lost if cost < 1), *map(float, signs),
        float(any(len(pair.left) + len(pair.right) > 2 for pair in pairs)),
        float(min(3, len(pairs))), math.log1p(mass / 2),
    )  # fmt: skip


def is_turned(left: tuple[Word, ...], right: tuple[Word, ...], found: Alignment) -> bool:
    """Whether two names proper stand in another order on the other side (a surname that moved does not count)."""
    pairs = [pair for pair in found.pairs if left[pair.left[0]].kind == right[pair.right[0]].kind == "name"]
    if len(pairs) < 2:
        return False
    if len({pair.right for pair in pairs}) < len(pairs):  # a run on the right: its halves come in its own order
        order = [pair.left[0] for pair in pairs]
    else:
        order = [pair.right[0] for pair in sorted(pairs, key=lambda pair: pair.left)]
    return order != sorted(order)


def is_child(left: tuple[Word, ...], right: tuple[Word, ...], found: Alignment) -> bool:
    """Whether a name stands beside the father's name of a person whose own name has no partner.

    (`Нурсултан Назарбаев` and `Дарига Нурсултановна Назарбаева`.)
    """
    for pair in found.pairs:
        here, there = pair.left[0], pair.right[0]
        if left[here].kind == "patronymic" and right[there].kind == "name" and here - 1 in found.missing_left:
            return True
        if right[there].kind == "patronymic" and left[here].kind == "name" and there - 1 in found.missing_right:
            return True
    return False


def is_joined(found: Alignment) -> bool:
    """Whether a word of one side was laid beside more than one of the other."""
    once = len({pair.left for pair in found.pairs}) == len({pair.right for pair in found.pairs}) == len(found.pairs)
    return not once or any(len(pair.left) + len(pair.right) > 2 for pair in found.pairs)


def genders_differ(one: set[str], other: set[str]) -> bool:
    """Whether one name is a woman's and the other a man's."""
    return bool(one and other) and not one & other


def genders_of(name: PreparedName, words: tuple[Word, ...]) -> set[str]:
    """The gender said of a name, or those that the endings of its words have."""
    return {name.gender} if name.gender else {word.gender for word in words if word.gender}


def compare(
    a: str | PreparedName, b: str | PreparedName, *, system: str = "", order: str = "", gender: str = ""
) -> Comparison:
    """The probability with the alignment and the flags that explain it, words in the order of `a`."""
    one, other = ready(a, system, order, gender), ready(b, system, order, gender)
    found = best_evidence(one, other)
    if not found:
        return Comparison(0.0, (), ("unreadable",), _spell(one.words), _spell(other.words))
    left, right, alignment = found.left, found.right, found.alignment
    rows = [(pair.left, pair.right, round(pair.distance, 3)) for pair in alignment.pairs]
    rows += [((at,), (), left[at].missing) for at in alignment.missing_left]
    rows += [((), (at,), right[at].missing) for at in alignment.missing_right]
    if pack(other) < pack(one):  # `best_evidence` laid them the other way round
        left, right, rows = right, left, [(there, here, far) for here, there, far in rows]
    rows.sort(key=lambda row: row[0] or (len(left), *row[1]))
    pairs = tuple((_text(left, here), _text(right, there), far) for here, there, far in rows)
    sounds = tuple((_spell(left, here), _spell(right, there)) for here, there, _far in rows)
    return Comparison(_probability_of(found, one, other), pairs, _flags(found), _spell(left), _spell(right), sounds)


def _flags(found: Evidence) -> tuple[str, ...]:
    left, right, alignment = found.left, found.right, found.alignment
    lost = [left[i].kind for i in alignment.missing_left] + [right[j].kind for j in alignment.missing_right]
    flags = {
        "order": found.turned,
        "word_missing": bool(lost),
        "gender": found.contrary,
        "part_only": "name" in lost,
        "joined": is_joined(alignment),
    }
    return tuple(flag for flag, holds in flags.items() if holds)


def ready(name: str | PreparedName, system: str = "", order: str = "", gender: str = "") -> PreparedName:
    """A name prepared, by these hints if it is not prepared yet. What is no text has no words."""
    if isinstance(name, PreparedName):
        return name
    text = name if isinstance(name, str) else ""
    return prepare(text, system, order, gender) if system or order or gender else prepare(text)


def _probability_of(found: Evidence, one: PreparedName, other: PreparedName) -> float:
    return 1.0 if pack(one) == pack(other) else 1 / (1 + math.exp(-max(-30.0, min(30.0, found.score))))


def _text(words: tuple[Word, ...], positions: tuple[int, ...]) -> str:
    return " ".join(words[at].text for at in positions)


def _spell(words: tuple[Word, ...], positions: tuple[int, ...] | None = None) -> str:
    chosen = words if positions is None else [words[at] for at in positions]
    return " ".join(spell(word.sounds) for word in chosen)


@functools.cache
def weights() -> tuple[float, ...]:
    """One for each of `FEATURES`, in natural log-odds."""
    weights = {row["feature"]: float(row["weight"]) for row in read_table("weights.tsv")}
    return tuple(weights[feature] for feature in FEATURES)
