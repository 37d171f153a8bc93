"""Drawing one of several choices by its share, quickly. The generator is always handed in: no chance without a seed."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterable
from itertools import accumulate

Table = tuple[list[str], list[float]]


def cumulated(pairs: Iterable[tuple[str, float]]) -> Table:
    """Choices and their cumulative shares up to 1, for `pick`."""
    names, weights = zip(*pairs, strict=True)
    total = sum(weights)
    return list(names), list(accumulate(weight / total for weight in weights))


def pick(chance: random.Random, table: Table) -> str:
    """One of the choices by its share."""
    names, shares = table
    return names[min(bisect(shares, chance.random()), len(names) - 1)]
