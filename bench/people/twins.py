"""Only the planted twins: pairs of mentions of two different people with one name in one county."""

from __future__ import annotations

from collections.abc import Iterator

from .stream import generate
from .told import Told


def twin_pairs(
    people: int, seed: int, *, twins: float = 0.5, noise: str = "normal"
) -> Iterator[tuple[Told, Told, str]]:
    """Pairs (one, other, kind) of different people: kind is what tells them apart: birth, father, or bare (nothing)."""
    waiting: dict[str, Told] = {}
    for told in generate(people, seed, twins=twins, noise=noise, only_twins=True):
        other = waiting.pop(told.twin_group, None)
        if other is None:
            waiting[told.twin_group] = told
        else:
            yield other, told, kind_of(told)


def kind_of(told: Told) -> str:
    """What is told of a planted twin beyond name, sex, people and county."""
    return "birth" if told.born else "father" if told.father else "bare"
