"""Look-ups over a register, made once and shared by all pages of all languages.

>>> from tizim.publish.projection import Projection
>>> from tizim.publish.register import Register, Release
>>> Contents(Register(Projection("2026-01-01"), Release(1, "2026-01-01"))).subjects
{}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tizim.core.profiles import Profile, ProfileValue

from .changes import compare, page_digests
from .records import (
    PublicAccount,
    PublicDerivation,
    PublicFinding,
    PublicPhoto,
    PublicSource,
    PublicStatement,
    PublicSubject,
)
from .register import Register

FOLDERS = {"person": "p", "facility": "f", "organisation": "g", "group": "g"}


class Contents:
    """Rows of a register by their public ids."""

    def __init__(self, register: Register) -> None:
        projection = register.projection
        self.register = register
        self.subjects: dict[str, PublicSubject] = {row.id: row for row in projection.subjects}
        self.sources: dict[int, PublicSource] = {row.number: row for row in projection.sources}
        self.accounts: dict[int, PublicAccount] = {row.number: row for row in projection.accounts}
        self.known = {f"a{number}" for number in self.accounts}  # as `Projection.facts` calls them
        self.statements: dict[str, PublicStatement] = {row.id: row for row in projection.statements}
        self.subject_of: dict[str, str] = {row.id: row.subject for row in projection.mentions}
        self.held_at: dict[str, list[PublicStatement]] = defaultdict(list)
        self.about: dict[str, list[PublicStatement]] = defaultdict(list)
        self.accounts_of: dict[str, set[int]] = defaultdict(set)
        self.labels: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.findings: dict[str, list[PublicFinding]] = defaultdict(list)
        self.photos: dict[str, list[PublicPhoto]] = defaultdict(list)
        self.drawn: dict[int, list[PublicDerivation]] = defaultdict(list)
        self._hang(register)
        self.official = set(_values_of(register.official.values()))
        self.value_of = _values_of((*register.profiles.values(), *register.official.values()))
        self.digests = page_digests(projection)
        self.changes = compare(self.digests, register.release.previous)

    def _hang(self, register: Register) -> None:
        """Hang every row on the pages where it appears."""
        projection = register.projection
        for mention in projection.mentions:
            self.accounts_of[mention.subject].add(mention.account)
            if mention.label:
                self.labels[mention.subject].append((mention.label, mention.account))
        for statement in projection.statements:
            self.about[self.subject_of[statement.mention]].append(statement)
            facility = statement.qualifiers.get("facility", "")
            if facility:
                self.held_at[self.subject_of[facility]].append(statement)
        for finding in projection.findings:
            self.findings[finding.subject].append(finding)
        for derivation in projection.derivations:
            self.drawn[derivation.derived].append(derivation)
        for photo in projection.photos:
            if photo.id in register.photos:
                self.photos[photo.subject].append(photo)

    def source_of(self, account: int) -> PublicSource:
        return self.sources[self.accounts[account].source]

    def path_of(self, slug: str) -> str:
        """The page of a subject, below the folder of a language."""
        return f"{FOLDERS[self.subjects[slug].kind]}/{slug}.html"

    def find_subject(self, mention: str) -> PublicSubject | None:
        """The subject of a mention, where a value or a profile points to one."""
        slug = self.subject_of.get(mention, mention)
        return self.subjects.get(slug)

    def of_kind(self, *kinds: str) -> list[PublicSubject]:
        return [row for row in self.register.projection.subjects if row.kind in kinds]


def _values_of(profiles: Iterable[Profile]) -> dict[str, ProfileValue]:
    """Statement → the value of a profile that it stands behind."""
    return {
        item.statement_id: value
        for profile in profiles
        for values in profile.sections.values()
        for value in values
        for item in value.items
    }
