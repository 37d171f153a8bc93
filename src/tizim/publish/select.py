"""The only door out: facts in, the copied projection out.

A statement goes out only if the newest consent for its account says so and nothing took it back or narrowed it away.
What goes out is built up from allow-lists (`narrow`, `numbering`, `levels`), never cut down from a full record.

Invariants, held by the non-interference tests: two workspaces that agree on what is consented give the same
projection, whatever else they hold, in whatever order · judgements count only between published mentions (`together`) ·
no number, order or slug follows from a row that stays inside · the one number about unpublished rows is
`totals.declassify_totals`.

What this deliberately is not: the decision that a release may be made (two people, policies), nor a profile
(`Projection.facts()` goes to other stages for that).

Spec: docs/spec/release.md.

>>> select([], [], [], [], [], [], [], [], [], clusters_of={}, today_on="2026-01-01").date_on
'2026-01-01'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tizim.core.ids import public_slug
from tizim.core.values import (
    Account,
    Consent,
    Derivation,
    Exhibit,
    Facts,
    Finding,
    Judgement,
    Mention,
    Source,
    Statement,
)

from .numbering import Part
from .opening import keep, open_facts, published_mentions
from .pages import Pages, in_order, make_pages
from .projection import Projection
from .records import PublicDerivation, PublicFinding, PublicPhoto
from .totals import SMALLEST_CELL, declassify_totals

PHOTO_TYPES = frozenset({"image/jpeg", "image/png"})


@dataclass(frozen=True)
class Settings:
    """withheld_compartments: circles of staff whose accounts are not published, whatever their consents say."""

    withheld_compartments: frozenset[str] = frozenset({"quarantine"})
    smallest_cell: int = SMALLEST_CELL


def select(  # noqa: PLR0917 - one argument for each kind of fact, in the order of core.values.Facts
    sources: Iterable[Source],
    accounts: Iterable[Account],
    mentions: Iterable[Mention],
    statements: Iterable[Statement],
    consents: Iterable[Consent],
    judgements: Iterable[Judgement],
    derivations: Iterable[Derivation],
    findings: Iterable[Finding],
    exhibits: Iterable[Exhibit],
    *,
    clusters_of: Mapping[str, str],
    today_on: str,
    settings: Settings = Settings(),  # noqa: B008 - frozen
) -> Projection:
    """What may be public on `today_on` (ISO date).

    `clusters_of` (mention id → cluster id) must come from judgements that two people signed; it can only keep
    mentions apart here, because pages are joined over published mentions alone.
    """
    facts = Facts(
        tuple(sources),
        tuple(accounts),
        tuple(mentions),
        tuple(statements),
        tuple(consents),
        tuple(judgements),
        tuple(derivations),
        tuple(findings),
        tuple(exhibits),
    )
    return select_from(facts, clusters_of=clusters_of, today_on=today_on, settings=settings)


def select_from(
    facts: Facts,
    *,
    clusters_of: Mapping[str, str],
    today_on: str,
    settings: Settings = Settings(),  # noqa: B008 - frozen
) -> Projection:
    """`select` for facts that are already together."""
    return select_and_hold(facts, clusters_of=clusters_of, today_on=today_on, settings=settings)[0]


def select_and_hold(
    facts: Facts,
    *,
    clusters_of: Mapping[str, str],
    today_on: str,
    settings: Settings = Settings(),  # noqa: B008 - frozen
    releases: Sequence[str] = (),
) -> tuple[Projection, int]:
    """The same, and on how many pages a dispute lets nothing new stand together.

    `releases`: ids of the releases so far, in order, so that a disputed page stays as the last one left it.
    """
    opened = open_facts(facts, today_on, settings.withheld_compartments)
    kept = keep(opened)
    pages = make_pages(opened, published_mentions(opened, kept), facts.judgements, clusters_of, releases)
    totals = declassify_totals(facts, clusters_of, today_on=today_on, smallest_cell=settings.smallest_cell)
    chosen = Projection(
        date_on=today_on,
        sources=pages.numbers.sources,
        accounts=pages.numbers.accounts,
        subjects=pages.subjects(kept),
        mentions=in_order(pages.mention(key) for key in pages.subject_of),
        statements=in_order(pages.statement(key, left) for key, left in kept.items()),
        derivations=_derivations(pages, facts.derivations),
        findings=_findings(pages, facts.findings),
        photos=_photos(pages, facts.exhibits),
        totals=totals,
    )
    return chosen, pages.held


def photo_slug(exhibit_id: str) -> str:
    """The public id of a photograph, so that its owner can hand over the bytes for `Projection.photos`."""
    return public_slug("photo", exhibit_id)


def _derivations(pages: Pages, derivations: Iterable[Derivation]) -> tuple[PublicDerivation, ...]:
    """Between accounts that are both published under their own number; the office's reasons stay inside, and so does
    what it looked at and found independent."""
    of = pages.numbers.of
    rows = set()
    for row in derivations:
        derived, drawn_from = of.get(Part(row.derived_id, "")), of.get(Part(row.source_id, ""))
        if derived and drawn_from and derived != drawn_from and row.kind != "independent":
            rows.add(PublicDerivation(derived, drawn_from, row.kind, row.certain, bool(row.by)))
    return in_order(rows)


def _findings(pages: Pages, findings: Iterable[Finding]) -> tuple[PublicFinding, ...]:
    rows = {
        PublicFinding(
            pages.subject_of[row.mention_id], row.conclusion, row.standard_of_proof, row.reasons, row.would_change
        )
        for row in findings
        if row.by and row.second and row.second != row.by and pages.is_named(row.mention_id)
    }
    return in_order(rows)


def _photos(pages: Pages, exhibits: Iterable[Exhibit]) -> tuple[PublicPhoto, ...]:
    rows = []
    for row in exhibits:
        allowed = pages.opened.book.of_account(row.account_id)
        shown = allowed.photo and pages.is_named(row.mention_id) and not row.erased
        if not shown or row.media_type not in PHOTO_TYPES:
            continue
        if pages.opened.mentions[row.mention_id].account_id == row.account_id:
            caption = row.caption if allowed.words else ""
            subject, number = pages.subject_of[row.mention_id], pages.number_of(row.mention_id)
            rows.append(PublicPhoto(photo_slug(row.id), subject, number, caption))
    return in_order(rows)
