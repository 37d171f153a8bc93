"""Invented people (`people`) as the features that proposals are made from. Nothing is measured here."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from sys import path

path.insert(0, str(Path(__file__).parent))

from people import Told, generate

from tizim.core.values import Mention, Statement
from tizim.resolve import MentionFeatures, features


def features_of(told: Told) -> MentionFeatures:
    """What an archive would know of this mention. An ID number stands for its keyed digest."""
    given = [
        ("birth", told.born), ("sex", told.sex), ("ethnicity", told.ethnicity), ("residence", told.county),
        ("father_name", told.father), ("profession", told.occupation), ("id_number", told.id_number),
        *(("name", name) for name in told.other_names),
    ]  # fmt: skip
    said = [
        Statement(f"{at:02}", told.account_id, told.mention_id, property_, value)
        for at, (property_, value) in enumerate(given)
        if value
    ]
    if told.village:
        said.append(Statement("90", told.account_id, told.mention_id, "registered_at", told.village, told.village))
    labels = {}
    for at, (relation, name) in enumerate(told.relatives):
        labels[f"{told.mention_id}/{at}"] = name
        said.append(
            Statement(f"8{at}", told.account_id, told.mention_id, "relation", f"{told.mention_id}/{at}",
                      qualifiers={"relation": relation})
        )  # fmt: skip
    return features(Mention(told.mention_id, told.account_id, "person", told.name), said, labels=labels)


def archive(people: int, seed: int, **more) -> list[Told]:
    """Mentions in the order in which an office may have been told: mixed."""
    told = list(generate(people, seed, **{"mentions": "mix", **more}))
    random.Random(seed).shuffle(told)
    return told


def true_pairs(told: list[Told]) -> set[tuple[str, str]]:
    """Pairs of mention ids, sorted, that are one person."""
    by: dict[str, list[str]] = defaultdict(list)
    for one in told:
        by[one.person_id].append(one.mention_id)
    return {tuple(sorted(pair)) for ids in by.values() for pair in combinations(ids, 2)}


def planted_pairs(told: list[Told]) -> set[tuple[str, str]]:
    """Pairs of mention ids, sorted, of planted twins: one name, one county, different people."""
    by: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.twin_group:
            by[one.twin_group].append(one)
    return {
        tuple(sorted((one.mention_id, other.mention_id)))
        for group in by.values()
        for one, other in combinations(group, 2)
        if one.person_id != other.person_id
    }
