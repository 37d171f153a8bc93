"""The copied projection: the only thing a publishing process sees of a workspace.

It goes to that process as canonical bytes and comes back equal, so nothing can ride along. `facts()` turns it into
the values other stages read (`core.values`), with public numbers in place of ids, so that profiles, voices and
contradictions of public pages are computed from published statements only.

Invariants: made by `select` only · to bytes and back is the identity · the order of every tuple follows from
published content.

Spec: docs/spec/release.md, "Projection".

>>> empty = Projection(date_on="2026-01-01")
>>> read_projection(empty.to_bytes()) == empty
True
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import Damaged, NewerFormat
from tizim.core.i18n import gettext as _
from tizim.core.values import Account, Derivation, Facts, Finding, Mention, Source, Statement

from .narrow import PUBLIC_QUALIFIERS
from .records import (
    PublicAccount,
    PublicDerivation,
    PublicFinding,
    PublicMention,
    PublicPhoto,
    PublicSource,
    PublicStatement,
    PublicSubject,
)

FORMAT = "tizim/projection/1"
REVIEWER = "a reviewer"  # who decided a derivation; a name does not leave the office


@dataclass(frozen=True)
class Projection:
    """`totals`: name → number rounded down, of what the archive documents (see `totals.declassify_totals`)."""

    date_on: str
    sources: tuple[PublicSource, ...] = ()
    accounts: tuple[PublicAccount, ...] = ()
    subjects: tuple[PublicSubject, ...] = ()
    mentions: tuple[PublicMention, ...] = ()
    statements: tuple[PublicStatement, ...] = ()
    derivations: tuple[PublicDerivation, ...] = ()
    findings: tuple[PublicFinding, ...] = ()
    photos: tuple[PublicPhoto, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        return canonical_bytes(
            {"format": FORMAT, **vars(self), **{name: [vars(row) for row in getattr(self, name)] for name in _ROWS}}
        )

    def facts(self) -> Facts:
        """As facts. Ids: "a3" is account 3, "s2" source 2; mentions and statements have their slugs.

        A relation and a facility point to subjects, so that two accounts which name the same ones agree.
        """
        subject_of = {row.id: row.subject for row in self.mentions}
        mention_of = {row.subject: row.id for row in reversed(self.mentions)}  # of each subject the first
        return Facts(
            sources=tuple(_source(row) for row in self.sources),
            accounts=tuple(_account(row) for row in self.accounts),
            mentions=tuple(Mention(row.id, f"a{row.account}", row.kind, row.label) for row in self.mentions),
            statements=tuple(_statement(row, subject_of) for row in self.statements),
            derivations=tuple(
                Derivation(
                    f"a{row.derived}",
                    f"a{row.drawn_from}",
                    row.kind,
                    REVIEWER if row.decided else "",
                    certain=row.certain,
                )  # fmt: skip
                for row in self.derivations
            ),
            findings=tuple(_finding(row, mention_of[row.subject]) for row in self.findings),
        )


_ROWS: Mapping[str, type] = {
    "sources": PublicSource,
    "accounts": PublicAccount,
    "subjects": PublicSubject,
    "mentions": PublicMention,
    "statements": PublicStatement,
    "derivations": PublicDerivation,
    "findings": PublicFinding,
    "photos": PublicPhoto,
}


def read_projection(data: bytes) -> Projection:
    """The projection in canonical bytes. Raises Damaged, or NewerFormat for a format this version does not know."""
    try:
        content = json.loads(data)
        written_as = content.pop("format", "")
        if written_as != FORMAT:
            if not written_as.startswith("tizim/projection/"):
                raise ValueError(written_as)
            raise NewerFormat(
                _("The projection is written as “{version}”.", version=written_as),
                _("Use the version of Tizim that made it."),
            )
        rows = {name: tuple(_row(kind, row) for row in content.pop(name)) for name, kind in _ROWS.items()}
        projection = Projection(date_on=content.pop("date_on"), totals=content.pop("totals"), **rows)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(_("The projection cannot be read."), _("Make it again from the workspace.")) from error
    if content or projection.to_bytes() != data or not _only_public(projection):
        raise Damaged(
            _("The projection holds something this version does not know."), _("Make it again from the workspace.")
        )
    return projection


def _only_public(projection: Projection) -> bool:
    """Whether no qualifier came along that `narrow` does not know, such as who told a source."""
    return all(row.qualifiers.keys() <= PUBLIC_QUALIFIERS for row in projection.statements)


def _row(kind: type, content: dict[str, Any]) -> Any:
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in content.items()})


def _source(row: PublicSource) -> Source:
    code = f"S{row.number}"
    return Source(
        f"s{row.number}", code, row.kind, row.name, row.relation, same_as=f"s{row.voice}" if row.voice else ""
    )


def _account(row: PublicAccount) -> Account:
    return Account(
        id=f"a{row.number}",
        number=row.number,
        kind=row.kind,
        source_id=f"s{row.source}",
        language=row.language,
        title=row.title,
        told_on=row.told_on,
        published_on=row.published_on,
        publication=row.publication,
        url=row.url,
        through=row.through,
        carried_by=f"a{row.carried_by}" if row.carried_by else "",
    )


def _statement(row: PublicStatement, subject_of: Mapping[str, str]) -> Statement:
    qualifiers = dict(row.qualifiers)
    if "facility" in qualifiers:
        qualifiers["facility"] = subject_of[qualifiers["facility"]]
    return Statement(
        id=row.id,
        account_id=f"a{row.account}",
        mention_id=row.mention,
        property=row.property,
        value=subject_of[row.value] if row.property == "relation" else row.value,
        value_raw=row.value_raw,
        as_said=row.as_said,
        language=row.language,
        locator=row.locator,
        how_known=row.how_known,
        valid_when=row.when,
        place=row.place,
        qualifiers=qualifiers,
    )


def _finding(row: PublicFinding, mention: str) -> Finding:
    return Finding(
        "", mention, row.conclusion, row.standard_of_proof, row.reasons, by="", would_change=row.would_change
    )
