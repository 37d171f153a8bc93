"""The probability that two names are the same, fast: one pair, a list, a table, from texts or from packed names.

Uses the compiled part (`compiled/`) where it is installed and the reference in `comparison` where it is not; both
give the same numbers, about fifty times apart in speed. Prepare or pack once, compare often.

>>> from tizim.names.prepared import prepare
>>> name = pack(prepare("Burhan Shahidi"))
>>> near, far = similarities_packed(name, [pack(prepare("包尔汉·沙希迪")), pack(prepare("Sanubar Tursun"))])
>>> near > 0.9 > 0.1 > far
True
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from tizim.names import align, distance
from tizim.names.comparison import CHILD, ready, reference_similarity, weights
from tizim.names.native import compiled, tables_of
from tizim.names.packed import pack, unpack
from tizim.names.prepared import PreparedName
from tizim.names.sounds import UNIT

CONSTANTS = (
    align.JOIN_COST, align.MISSING_COST, align.INITIAL_COST, align.INITIAL_OTHER, align.KNOWN_SAME,
    align.KNOWN_OTHER, align.GENDER_COST, CHILD, UNIT, distance.LEAST_WEIGHT, distance.HOPELESS, distance.LEAST_CLASSES,
)  # fmt: skip


def similarity(
    a: str | PreparedName, b: str | PreparedName, *, system: str = "", order: str = "", gender: str = ""
) -> float:
    """The probability (0..1) that `a` and `b` write the same name. Hints go to `prepare` with every text."""
    one, other = ready(a, system, order, gender), ready(b, system, order, gender)
    if compiled is None:
        return reference_similarity(one, other)
    return compiled.score(tables(), pack(one), pack(other))


def similarities(
    names: Sequence[str | PreparedName],
    others: Sequence[str | PreparedName],
    *,
    system: str = "",
    order: str = "",
    gender: str = "",
) -> list[list[float]]:
    """Every name against every other: a row for each of `names`."""
    columns = _packed(others, system, order, gender)
    return [similarities_packed(name, columns) for name in _packed(names, system, order, gender)]


def similarities_of_pairs(
    names: Sequence[str | PreparedName],
    others: Sequence[str | PreparedName],
    *,
    system: str = "",
    order: str = "",
    gender: str = "",
) -> list[float]:
    """The first of `names` against the first of `others`, and so on. Raises ValueError if one list is longer."""
    if len(names) != len(others):
        raise ValueError(f"{len(names)} names cannot be paired with {len(others)}")
    left, right = _packed(names, system, order, gender), _packed(others, system, order, gender)
    if compiled is None:
        return [reference_similarity(unpack(one), unpack(other)) for one, other in zip(left, right, strict=True)]
    return compiled.score_pairs(tables(), left, right)


def similarities_packed(one: bytes, others: Sequence[bytes]) -> list[float]:
    """One packed name against many. Raises ValueError if one of them is broken or of another version."""
    if compiled is None:
        name = unpack(one)
        return [reference_similarity(name, unpack(other)) for other in others]
    return compiled.score_many(tables(), one, tuple(others))


def _packed(names: Sequence[str | PreparedName], system: str, order: str, gender: str) -> tuple[bytes, ...]:
    return tuple([pack(ready(name, system, order, gender)) for name in names])


@functools.cache
def tables() -> bytes:
    """What the compiled part needs to know."""
    return tables_of(weights(), CONSTANTS)
