"""The public records: all that a release is made from, and nothing else.

Each class is what remains of a fact after `select`. No field here holds an office number, an id of a fact, a time
of recording, a locator into a private exhibit or anything sealed: what has no field cannot leak. Numbers of accounts
and sources are given anew in each release; ids are slugs (`core.ids.public_slug`) of published rows only.

These are not profiles: other stages assemble those from `Projection.facts()`.

Spec: docs/spec/release.md, "Records".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tizim.core.values import Source

SPEAKERS = {"press", "broadcaster", "news_agency", "ngo", "international_body", "researcher", "official", "state_media"}
PAPERS = {"leaked_file", "court_document", "official_document", "database"}
PUBLIC_KINDS = frozenset(SPEAKERS | PAPERS)  # kinds of source that speak in public, under their own name


def speaks_in_public(source: Source) -> bool:
    """Whether it does. An officer whom a private account quotes is of a public kind, and sealed: that one does not."""
    return source.kind in PUBLIC_KINDS and bool(source.public_name.strip() or not source.sealed)


SUBJECT_KINDS = ("person", "facility", "organisation", "group")


@dataclass(frozen=True)
class PublicSource:
    """`name` only for `PUBLIC_KINDS`.

    voice   the lowest number of those sources which are one voice with it, if a custodian linked them; 0 = none
    """

    number: int
    kind: str
    relation: str = ""
    name: str = ""
    voice: int = 0


@dataclass(frozen=True)
class PublicAccount:
    """`told_on` of a source that does not speak in public is never finer than its year.

    through     who carried it, where those words are public as the name of a published source or publication
    carried_by  number of the published account in which this telling is found; 0 = none
    """

    number: int
    source: int
    kind: str
    language: str = ""
    title: str = ""
    told_on: str = ""
    published_on: str = ""
    publication: str = ""
    url: str = ""
    through: tuple[str, ...] = ()
    carried_by: int = 0


@dataclass(frozen=True)
class PublicSubject:
    """A page. `level` is how its name may stand: full, partial (initials) or none."""

    id: str
    kind: str
    level: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicMention:
    """A subject as it occurs in one account; `label` in full, as initials, or empty, as its subject's `level` says."""

    id: str
    subject: str
    account: int
    kind: str
    label: str = ""


@dataclass(frozen=True)
class PublicStatement:
    """As `core.values.Statement`, with dates and places as coarse as consented. `value` of a relation is a mention."""

    id: str
    account: int
    mention: str
    property: str
    value: str
    value_raw: str = ""
    as_said: str = ""
    language: str = ""
    how_known: str = ""
    when: str = ""
    place: str = ""
    locator: str = ""
    qualifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PublicDerivation:
    """Account `derived` was drawn from account `drawn_from`: the office's conclusion about two published accounts.

    decided  a reviewer decided so; otherwise it was found by comparing the texts
    """

    derived: int
    drawn_from: int
    kind: str
    certain: bool = True
    decided: bool = False


@dataclass(frozen=True)
class PublicFinding:
    """A conclusion that two reviewers signed. Their names stay inside."""

    subject: str
    conclusion: str
    standard_of_proof: str
    reasons: str
    would_change: str = ""


@dataclass(frozen=True)
class PublicPhoto:
    """A photograph to be shown. Its bytes travel beside the projection, under this id, already cleaned (`photo`)."""

    id: str
    subject: str
    account: int
    caption: str = ""
