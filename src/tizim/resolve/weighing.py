"""The receipt of one pair: every field with its level and weight, adding up to the odds that the two are one person.

A name alone never gets a pair above "undecided": unless a second fact agrees, the log-odds are held at `NAME_ALONE`,
because people with one name in one county are common. A second fact is one that decides (`Field.deciding`: birth,
father, relatives, ID number, photograph file) with a weight of at least `DECIDES`, or lesser ones (`Field.helping`: a
village, an occupation, a birth a year off …) that weigh at least `DECIDE_TOGETHER` together, once enough mentions tell
how common they are; sex, people and county are none. Nor do other facts suffice without a name that agrees, but for
the ID number: siblings share father, relatives and home, and a photograph may show several people. This module
decides nothing: people judge.

Lines are codes and values, never words: `wording.say` puts them into the reader's language when they are shown.

>>> from tizim.resolve.features import Born, MentionFeatures
>>> one = MentionFeatures("m1", "a1", "person", ("Толқын Демесін",), born=Born(1983, 1984))
>>> other = MentionFeatures("m2", "a2", "person", ("托勒肯·德梅辛",), born=Born(1984, 1984))
>>> found = weigh(one, other)
>>> [(line.field, line.level) for line in found.reasons if line.outcome == "agree"]
[('name', 'same'), ('birth', 'same_year')]
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from os.path import commonprefix

from tizim.resolve.features import Born, MentionFeatures
from tizim.resolve.levels import AGREE, FIELDS, NOTHING, Field, alike, compare_levels
from tizim.resolve.weights import HAND_SET, Weights

NAME_ALONE = 0.4  # log-odds: a probability of .6
DECIDES = 1.0
DECIDE_TOGETHER = 3.0  # twenty times as likely
KNOWS_HOW_COMMON = 1000  # mentions that weights were learned from, before such facts decide
LIKELY = 0.9
UNLIKELY = 0.2

NAMES_AGREE = frozenset(level.code for level in FIELDS[0].levels if level.outcome == AGREE)
WITHOUT_NAME = frozenset({"id_number"})  # siblings share the rest, and one photograph may show several people
DECIDING = {at: field.deciding for at, field in enumerate(FIELDS) if field.deciding}
HELPING = {at: field.helping for at, field in enumerate(FIELDS) if field.helping}


@dataclass(frozen=True)
class Reason:
    """One line of the receipt. `values`: what was compared, of the first mention and of the second, and numbers."""

    field: str
    level: str
    outcome: str
    weight: float
    values: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """Two mentions (a < b), how probable it is that they are one, and the receipt."""

    mention_a: str
    mention_b: str
    probability: float
    reasons: tuple[Reason, ...]


def weigh(one: MentionFeatures, other: MentionFeatures, weights: Weights = HAND_SET, bearers: int = 0) -> Proposal:
    """The receipt of one pair. `bearers`: how many others have about this name."""
    one, other = sorted((one, other), key=lambda mention: mention.mention_id)
    return receipt(one, other, compare_levels(one, other), weights, bearers)


def receipt(
    one: MentionFeatures, other: MentionFeatures, levels: tuple[str, ...], weights: Weights, bearers: int
) -> Proposal:
    """The same where the levels are known. `one` must be the mention with the smaller id."""
    reasons = [Reason("start", NOTHING, NOTHING, round(weights.start, 2))]
    for field, level in zip(FIELDS, levels, strict=True):
        weight = round(weights.of(field.code, level, bearers), 2)
        values = _values(field, level, one, other, weights, bearers) if level != NOTHING else ()
        reasons.append(Reason(field.code, level, field.level(level).outcome, weight, values))
    odds = sum(reason.weight for reason in reasons)
    held = held_back(levels, weights)
    if odds > NAME_ALONE and held:
        reasons.append(Reason("limit", held, NOTHING, round(NAME_ALONE - odds, 2)))
    odds = sum(reason.weight for reason in reasons)
    return Proposal(one.mention_id, other.mention_id, _probability(odds), tuple(reasons))


def probability(levels: tuple[str, ...], weights: Weights, bearers: int) -> float:
    """What `receipt` would come to, without writing it."""
    odds = round(weights.start, 2)
    for field, level in zip(FIELDS, levels, strict=True):
        if level != NOTHING:
            odds += round(weights.of(field.code, level, bearers), 2)
    if odds > NAME_ALONE and held_back(levels, weights):
        odds = NAME_ALONE
    return _probability(odds)


def every_field(lines: Mapping[str, Reason]) -> list[Reason]:
    """The lines of a receipt in order; a field that is not among them has nothing to compare."""
    inner = [lines.get(field.code) or Reason(field.code, NOTHING, NOTHING, 0.0) for field in FIELDS]
    return [
        *(lines[code] for code in ("start",) if code in lines),
        *inner,
        *(lines[c] for c in ("limit",) if c in lines),
    ]


def level(probability: float) -> str:
    """likely, undecided or unlikely: for colours and queues. Never a decision."""
    return "likely" if probability >= LIKELY else "undecided" if probability >= UNLIKELY else "unlikely"


def held_back(levels: tuple[str, ...], weights: Weights) -> str:
    """Why a pair stays undecided however much it adds up to: no second fact agrees, or the names do not; "" if free."""
    agreeing = {
        FIELDS[at].code
        for at, deciding in DECIDING.items()
        if levels[at] in deciding and weights.of(FIELDS[at].code, levels[at]) >= DECIDES
    }
    if not agreeing and not _agree_together(levels, weights):
        return "second_fact"
    return "" if levels[0] in NAMES_AGREE or agreeing & WITHOUT_NAME else "names"


def _agree_together(levels: tuple[str, ...], weights: Weights) -> bool:
    if not weights.basis or weights.mentions < KNOWS_HOW_COMMON:
        return False
    helping = [weights.of(FIELDS[at].code, levels[at]) for at, those in HELPING.items() if levels[at] in those]
    return sum(weight for weight in helping if weight > 0) >= DECIDE_TOGETHER


def _probability(odds: float) -> float:
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 6)


def _values(
    field: Field, level: str, one: MentionFeatures, other: MentionFeatures, weights: Weights, bearers: int
) -> tuple[str | int, ...]:
    """What stands on the line. ID numbers and photographs show nothing: that they agree is all there is to say."""
    if field.code == "name":
        return (*_nearest(one.names, other.names), 2 ** weights.rarity(bearers))
    if field.code == "birth" and one.born and other.born:
        return (_span(one.born), _span(other.born))
    if field.code == "father":
        return _nearest(one.fathers, other.fathers)
    if field.code == "relatives":
        return _nearest_relatives(one, other)
    if field.code == "village":
        return _nearest(tuple(sorted(one.villages)), tuple(sorted(other.villages)))
    codes = {
        "sex": (one.sexes, other.sexes),
        "ethnicity": (one.ethnicities, other.ethnicities),
        "county": (one.places, other.places),
        "profession": (one.professions, other.professions),
    }.get(field.code)
    if codes is None:
        return ()
    shared = sorted(codes[0] & codes[1])
    return (shared[-1], shared[-1]) if shared else _nearest_codes(*codes)


def _nearest(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, str, int]:
    share, one, other = max((alike(a, b), a, b) for a in ours for b in theirs)
    return one, other, int(share * 100)


def _nearest_relatives(one: MentionFeatures, other: MentionFeatures) -> tuple[str, str, int]:
    pairs = [(a, b) for kind, a in one.relatives for same, b in other.relatives if kind == same and kind != "father"]
    share, ours, theirs = max((alike(a, b), a, b) for a, b in pairs)
    return ours, theirs, int(share * 100)


def _nearest_codes(ours: frozenset[str], theirs: frozenset[str]) -> tuple[str, str]:
    """The two that have the most leading digits in common."""
    if len(ours) == len(theirs) == 1:
        return min(ours), min(theirs)
    _shared, one, other = max((len(commonprefix([a, b])), a, b) for a in ours for b in theirs)
    return one, other


def _span(born: Born) -> str:
    return born.day or (str(born.first) if born.first == born.last else f"{born.first}–{born.last}")
