"""What is rendered: the projection, the profiles that other stages made from it, and the release it belongs to.

`make_register` is given the functions of those stages, because a stage imports no other stage; it hands them
projected values only. The official version is assembled apart, so that it has voices of its own and is never
counted among the others.

>>> from tizim.publish.projection import Projection
>>> stages = {"assemble": None, "count": None, "contradict": None}
>>> make_register(Projection("2026-01-01"), Release(1, "2026-01-01"), **stages).profiles
{}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from tizim.core.profiles import OFFICIAL_KINDS, Contradiction, Profile
from tizim.core.values import Mention, Statement

from .changes import Previous
from .projection import Projection
from .records import PublicSubject


@dataclass(frozen=True)
class Release:
    """One publication. `corrections` is how to reach the office (an address as text); `vkey` the key that signs."""

    number: int
    date_on: str
    title: str = ""
    office: str = ""
    corrections: str = ""
    vkey: str = ""
    previous: Previous | None = None


@dataclass(frozen=True)
class Register:
    """`profiles` and `official` by slug of the subject; `photos` by slug of the photograph: cleaned bytes."""

    projection: Projection
    release: Release
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    official: Mapping[str, Profile] = field(default_factory=dict)
    contradictions: Mapping[str, tuple[Contradiction, ...]] = field(default_factory=dict)
    photos: Mapping[str, bytes] = field(default_factory=dict)


def make_register(
    projection: Projection,
    release: Release,
    photos: Mapping[str, bytes] | None = None,
    *,
    assemble: Any,
    count: Any,
    contradict: Any,
) -> Register:
    """The register, by `statements.assemble`, `corroborate.count_voices` and `corroborate.contradictions`."""
    facts = projection.facts()
    accounts, sources = {row.id: row for row in facts.accounts}, {row.id: row for row in facts.sources}
    mentions: dict[str, list[Mention]] = defaultdict(list)
    told: dict[str, list[Statement]] = defaultdict(list)
    subject_of = {row.id: row.subject for row in projection.mentions}
    for mention in facts.mentions:
        mentions[subject_of[mention.id]].append(mention)
    for statement in facts.statements:
        told[subject_of[statement.mention_id]].append(statement)

    def voices(rows: list[Statement]) -> Any:
        return count(rows, accounts, sources, facts.derivations)

    def profile(subject: PublicSubject, rows: list[Statement]) -> Profile:
        return assemble(
            subject.id, subject.kind, mentions[subject.id], rows, accounts, sources, voices=voices, clusters=subject_of
        )

    spoken = {row.id for row in facts.accounts if sources[row.source_id].kind in OFFICIAL_KINDS}
    profiles, official, against = {}, {}, {}
    for subject in projection.subjects:
        theirs = [row for row in told[subject.id] if is_official(row, spoken)]
        profiles[subject.id] = profile(subject, [row for row in told[subject.id] if not is_official(row, spoken)])
        against[subject.id] = tuple(contradict(told[subject.id]))
        if theirs:
            official[subject.id] = profile(subject, theirs)
    return Register(projection, release, profiles, official, against, dict(photos or {}))


def is_official(statement: Statement, spoken: Set[str]) -> bool:
    """Whether it is the official version: an office or its media speak (`spoken`: ids of accounts), or are carried."""
    return statement.how_known == "official_statement" or statement.account_id in spoken
