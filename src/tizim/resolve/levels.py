"""What is compared of two mentions: fields, each with its levels, from "the same" down to "nothing to compare".

A level is a code; every level is an outcome (agree, differ, nothing) and carries two shares set by hand: `m`, how
often two mentions of *one* person stand at this level where both say something, and `u`, how often two mentions of
different people do. They are where estimating starts (`weights`) and all there is in a small archive. Where they come
from: docs/weights.md. Not here: how much a level weighs in an archive (`weights`), words (`wording`), proposals.

The levels of a field are all there is between two that both say something, but for `photograph` and `account`: other
pictures and other accounts are nothing to compare, so their shares do not add up to one and stay as set by hand.

Invariants: pure · symmetric · every field answers, in the order of `FIELDS` · a side that does not say is "nothing".

>>> from tizim.resolve.features import Born, MentionFeatures
>>> one = MentionFeatures("m1", "a1", "person", ("Толқын Демесін",), born=Born(1983, 1984))
>>> other = MentionFeatures("m2", "a2", "person", ("托勒肯·德梅辛",), born=Born(1984, 1984))
>>> compare_levels(one, other)[:3]
('same', 'same_year', 'nothing')
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tizim.names import pack, prepare, similarities_packed, similarity, unordered
from tizim.resolve.features import Born, MentionFeatures

AGREE, DIFFER, NOTHING = "agree", "differ", "nothing"

WIDE_YEARS = 3  # ranges of birth that together leave open more years than this meet without saying when
TURNED = 0.85  # as near as names are that agree, if the order of their words means nothing
KNOWN = 0.8  # a word of the father's name that is so much like one of the own name tells nothing new
PICTURE_BITS = 8  # of 256: in at most so many two hashes of one picture differ (bench/pictures.py)
PICTURE = "picture:"


@dataclass(frozen=True)
class Level:
    """`m`, `u`: shares among the pairs where both sides say something, set by hand."""

    code: str
    outcome: str
    m: float
    u: float
    least: float = 0.0  # of the similarity, where the field compares names


@dataclass(frozen=True)
class Field:
    """`deciding`: levels that, beside a name, are a second fact that agrees; `helping`: that are if they add up."""

    code: str
    levels: tuple[Level, ...]
    deciding: frozenset[str] = frozenset()
    helping: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether the shares of its levels add up to one, so that they can be estimated."""
        return abs(sum(level.m for level in self.levels if level.code != NOTHING) - 1) < 1e-6

    def level(self, code: str) -> Level:
        return next(level for level in self.levels if level.code == code)


NO_LEVEL = Level(NOTHING, NOTHING, 1.0, 1.0)


def _field(code: str, *levels: Level, deciding: Iterable[str] = (), helping: Iterable[str] = ()) -> Field:
    return Field(code, (*levels, NO_LEVEL), frozenset(deciding), frozenset(helping))


FIELDS = (
    _field(
        "name",
        Level("same", AGREE, 0.78, 0.0020, 0.97),
        Level("near", AGREE, 0.12, 0.0013, 0.85),
        Level("loose", AGREE, 0.04, 0.0033, 0.5),
        Level("turned", AGREE, 0.02, 0.0007),
        Level("hardly", DIFFER, 0.02, 0.0200, 0.1),
        Level("other", DIFFER, 0.02, 0.9727),
    ),
    _field(
        "birth",
        Level("same_day", AGREE, 0.20, 0.0004),
        Level("same_year", AGREE, 0.50, 0.0300),
        Level("spans_meet", AGREE, 0.08, 0.0600),
        Level("within_one", AGREE, 0.12, 0.0500),
        Level("within_three", DIFFER, 0.07, 0.0900),
        Level("far", DIFFER, 0.03, 0.7696),
        deciding=("same_day", "same_year"),
        helping=("spans_meet", "within_one"),
    ),
    _field("sex", Level("same", AGREE, 0.99, 0.60), Level("other", DIFFER, 0.01, 0.40)),
    _field("ethnicity", Level("same", AGREE, 0.93, 0.60), Level("other", DIFFER, 0.07, 0.40)),
    _field(
        "father",
        Level("same", AGREE, 0.88, 0.0050, 0.9),
        Level("near", AGREE, 0.07, 0.0150, 0.6),
        Level("other", DIFFER, 0.05, 0.9800),
        deciding=("same",),
        helping=("near",),
    ),
    _field(
        "relatives",
        Level("same", AGREE, 0.45, 0.0060, 0.9),
        Level("near", AGREE, 0.05, 0.0140, 0.6),
        Level("other", DIFFER, 0.50, 0.9800),
        deciding=("same",),
        helping=("near",),
    ),
    _field(
        "county",
        Level("same", AGREE, 0.75, 0.0300),
        Level("same_prefecture", AGREE, 0.08, 0.0400),
        Level("near", DIFFER, 0.07, 0.1100),
        Level("other", DIFFER, 0.10, 0.8200),
    ),
    _field(
        "village",
        Level("same", AGREE, 0.60, 0.0050, 0.9),
        Level("other", DIFFER, 0.40, 0.9950),
        helping=("same",),
    ),
    _field(
        "profession",
        Level("same", AGREE, 0.50, 0.0700),
        Level("other", DIFFER, 0.50, 0.9300),
        helping=("same",),
    ),
    _field(
        "id_number",
        Level("same", AGREE, 0.96, 0.000001),
        Level("other", DIFFER, 0.04, 0.999999),
        deciding=("same",),
    ),
    _field(
        "photograph",
        Level("same_file", AGREE, 0.25, 0.001),
        Level("same_picture", AGREE, 0.15, 0.001),
        deciding=("same_file", "same_picture"),
    ),
    _field("account", Level("one_account", DIFFER, 0.04, 0.80)),
)
FIELD_OF = {field.code: field for field in FIELDS}
LOOSE = FIELD_OF["name"].level("loose").least


def compare_levels(
    one: MentionFeatures, other: MentionFeatures, share: float | None = None, turned: bool = False
) -> tuple[str, ...]:  # fmt: skip
    """The code of the level at which the two stand, for each of `FIELDS` in order.

    `share`, `turned`: how alike the names are, and whether they agree in another order, for callers that compared many.
    """
    if share is None:
        share = name_share(one, other)
        turned = share < LOOSE and names_turned(one, other)
    return (
        name_level(share, turned) if one.names and other.names else NOTHING,
        birth_level(one.born, other.born),
        _codes(one.sexes, other.sexes),
        _codes(one.ethnicities, other.ethnicities),
        father_level(one, other),
        relatives_level(one.relatives, other.relatives),
        county_level(one.places, other.places),
        _names("village", one.villages, other.villages),
        _codes(one.professions, other.professions),
        _codes(one.id_numbers, other.id_numbers),
        photograph_level(one.photographs, other.photographs),
        "one_account" if one.account_id == other.account_id else NOTHING,
    )


def name_share(one: MentionFeatures, other: MentionFeatures) -> float:
    """How alike the best two names are, 0..1."""
    return max((alike(a, b) for a in one.names for b in other.names), default=0.0)


def names_turned(one: MentionFeatures, other: MentionFeatures) -> bool:
    """Whether two of their names have the same words in another order."""
    ours, theirs = (tuple(pack(prepare(name)) for name in mention.names) for mention in (one, other))
    return any(max(similarities_packed(unordered(name), theirs), default=0.0) >= TURNED for name in ours)


def name_level(share: float, turned: bool) -> str:
    """How names of this similarity agree. `turned` counts where they would differ in the order in which they stand."""
    return "turned" if turned and share < LOOSE else _band("name", share)


def alike(one: str, other: str) -> float:
    """`names.similarity`, kept for a while: two names meet again for every pair of their bearers."""
    return _alike(one, other) if one <= other else _alike(other, one)


_BREAKS = re.compile(r"[\s·•.\-‐‑–—]+")
_alike = lru_cache(maxsize=1 << 16)(similarity)


def birth_level(ours: Born | None, theirs: Born | None) -> str:
    """Ranges of years: what leaves many years open only meets; a hedge or an age is a year off so easily."""
    if not ours or not theirs:
        return NOTHING
    if ours.day and ours.day == theirs.day:
        return "same_day"
    gap = max(ours.first - theirs.last, theirs.first - ours.last, 0)
    if gap == 0:
        open_years = ours.last - ours.first + theirs.last - theirs.first + 1
        return "same_year" if open_years <= WIDE_YEARS else "spans_meet"
    return "within_one" if gap == 1 else "within_three" if gap <= 3 else "far"


def father_level(one: MentionFeatures, other: MentionFeatures) -> str:
    """Fathers' names, without what stands in the own name already: Ablet Ismail's father is Ismail, that is no news."""
    level = _names("father", one.fathers, other.fathers)
    if level == "other":
        return level
    ours = [news for father in one.fathers if (news := _news(father, one.names))]
    theirs = [news for father in other.fathers if (news := _news(father, other.names))]
    found = _names("father", ours, theirs)
    return found if found in ("same", "near") else NOTHING


@lru_cache(maxsize=1 << 15)
def _news(father: str, names: tuple[str, ...]) -> str:
    """The words of a father's name that are not in one of `names`."""
    own = {word for name in names for word in split_words(name)}
    return " ".join(word for word in split_words(father) if not any(alike(word, known) >= KNOWN for known in own))


@lru_cache(maxsize=1 << 14)
def split_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in _BREAKS.split(name.casefold()) if word)


def county_level(ours: frozenset[str], theirs: frozenset[str]) -> str:
    """The nearest two places: one county (or one country abroad), one prefecture, one region, or none of these.

    A prefecture beside a county in it is "same_prefecture"; two counties of one prefecture are "near".
    """
    if not ours or not theirs:
        return NOTHING
    if ours & theirs:
        shared = ours & theirs
        return "same" if any(not code.endswith("00") for code in shared) else "same_prefecture"
    best = NOTHING
    order = ("same_prefecture", "near", "other", NOTHING)
    for one in ours:
        for other in theirs:
            best = min(best, _places_apart(one, other), key=order.index)
    return best


def _places_apart(one: str, other: str) -> str:
    if not (one.isdigit() and other.isdigit()) or one[:2] != other[:2]:
        return "other"
    if one[2:] == "0000" or other[2:] == "0000":  # somewhere in the region: nothing to compare
        return NOTHING
    if one[:4] == other[:4]:
        return "same_prefecture" if one.endswith("00") or other.endswith("00") else "near"
    return "other"


def relatives_level(ours: Iterable[tuple[str, str]], theirs: Iterable[tuple[str, str]]) -> str:
    """People in the same relation, fathers left out (they are a field of their own): any that agree."""
    shares = [alike(a, b) for kind, a in ours for other, b in theirs if kind == other and kind != "father"]
    return _band("relatives", max(shares)) if shares else NOTHING


def photograph_level(ours: frozenset[str], theirs: frozenset[str]) -> str:
    """Whether the same *file*, or the same picture saved again, lies with both. What a picture shows is not looked at.

    `sha256:` is a digest of the bytes, `picture:` a hash of the whole picture's light and dark (64 hexadecimal digits,
    `intake.pictures`), which a blank or written page does not get. Other pictures say nothing, one person has many.
    """
    if not ours or not theirs:
        return NOTHING
    if any(one.startswith("sha256:") for one in ours & theirs):
        return "same_file"
    pictures = [[int(one[len(PICTURE) :], 16) for one in side if one.startswith(PICTURE)] for side in (ours, theirs)]
    near = any((a ^ b).bit_count() <= PICTURE_BITS for a in pictures[0] for b in pictures[1])
    return "same_picture" if near else NOTHING


def _codes(ours: frozenset[str], theirs: frozenset[str]) -> str:
    if not ours or not theirs:
        return NOTHING
    return "same" if ours & theirs else "other"


def _names(field: str, ours: Iterable[str], theirs: Iterable[str]) -> str:
    shares = [alike(a, b) for a in ours for b in theirs]
    return _band(field, max(shares)) if shares else NOTHING


def _band(field: str, share: float) -> str:
    return next(one.code for one in FIELD_OF[field].levels if share >= one.least and one.code != "turned")
