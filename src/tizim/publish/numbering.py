"""Public numbers: who an account comes from, said without saying who.

Accounts and sources are numbered anew for each release, in an order that follows from published content only. An
account that tells of someone who may not be named in full is split: each such person stands under a number of their
own, under a source number of its own, so that no number leads from a page without a name to a page with one.

A source that does not speak in public is a kind and a relation ("relative, daughter"), never a name; of an account
of such a source only the year is told.

>>> from tizim.core.values import Account, Source
>>> book = read_consents([], "2026-01-01")
>>> parts = {Part("A", ""): "slug1"}
>>> number_parts(parts, {"A": Account("A", 17, "interview", "s")}, {"s": Source("s", "S-9", "relative")}, book).sources
(PublicSource(number=1, kind='relative', relation='', name='', voice=0),)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tizim.core.values import Account, Source
from tizim.core.vocabularies import vocabulary

from .consent import ConsentBook, read_consents
from .narrow import coarse_date
from .records import PUBLIC_KINDS, PublicAccount, PublicSource, speaks_in_public

__all__ = ["Numbers", "Part", "number_parts", "read_consents"]


class Part(NamedTuple):
    """All of an account that may name in full (`mention_id` empty), or one mention that may not."""

    account_id: str
    mention_id: str


@dataclass(frozen=True)
class Numbers:
    of: Mapping[Part, int]
    accounts: tuple[PublicAccount, ...]
    sources: tuple[PublicSource, ...]


def number_parts(
    parts: Mapping[Part, str], accounts: Mapping[str, Account], sources: Mapping[str, Source], book: ConsentBook
) -> Numbers:
    """Numbers for `parts` (part → smallest slug of its published mentions), with what may be said of each."""
    drafts = {part: _account(part, accounts[part.account_id], sources, book) for part in parts}
    ordered = sorted(parts, key=lambda part: (_said_on(drafts[part]), drafts[part].kind, parts[part]))
    of = {part: number for number, part in enumerate(ordered, start=1)}
    source_of, public_sources = _number_sources(ordered, accounts, sources)
    spoken = {row.name.casefold() for row in public_sources} | {row.publication.casefold() for row in drafts.values()}
    numbered = []
    for part in ordered:
        account, draft = accounts[part.account_id], drafts[part]
        carrier = of.get(Part(account.carried_by, ""), 0)
        through = () if part.mention_id else tuple(w for w in account.through if w.strip() and w.casefold() in spoken)
        fields = {**vars(draft), "number": of[part], "source": source_of[part], "through": through}
        numbered.append(PublicAccount(**{**fields, "carried_by": 0 if part.mention_id else carrier}))
    return Numbers(of, tuple(numbered), public_sources)


def _said_on(draft: PublicAccount) -> str:
    return draft.published_on or draft.told_on


def _account(part: Part, account: Account, sources: Mapping[str, Source], book: ConsentBook) -> PublicAccount:
    """What may be said of the account, before it has a number."""
    allowed = book.of_account(account.id)
    if part.mention_id or not speaks_in_public(sources[account.source_id]):
        return PublicAccount(0, 0, _kind(account.kind), told_on=_year(account.told_on, allowed.dates))
    return PublicAccount(
        number=0,
        source=0,
        kind=_kind(account.kind),
        language=account.language,
        title=account.title,
        told_on=coarse_date(account.told_on, allowed.dates),
        published_on=coarse_date(account.published_on, allowed.dates),
        publication=account.publication,
        url=account.url,
    )


def _kind(kind: str) -> str:
    return kind if kind in vocabulary("account_kinds").codes else "other"


def _year(edtf: str, precision: str) -> str:
    return coarse_date(edtf, "year") if precision != "none" else ""


def _number_sources(
    ordered: list[Part], accounts: Mapping[str, Account], sources: Mapping[str, Source]
) -> tuple[dict[Part, int], tuple[PublicSource, ...]]:
    """Number sources by what is said of them, then by their first account."""
    voices: dict[Part, list[Part]] = defaultdict(list)  # first part of a source → its parts
    first_of: dict[str, Part] = {}
    for part in ordered:
        source_id = accounts[part.account_id].source_id
        first = part if part.mention_id else first_of.setdefault(source_id, part)
        voices[first].append(part)
    said = {first: _source(first, sources[accounts[first.account_id].source_id]) for first in voices}
    rank = {part: number for number, part in enumerate(ordered)}
    firsts = sorted(voices, key=lambda part: (said[part].kind, said[part].relation, said[part].name, rank[part]))
    number_of = {first: number for number, first in enumerate(firsts, start=1)}
    voice_of = _shared_voices(firsts, number_of, accounts, sources)
    rows = tuple(
        PublicSource(number_of[first], said[first].kind, said[first].relation, said[first].name, voice_of.get(first, 0))
        for first in firsts
    )
    return {part: number_of[first] for first, parts in voices.items() for part in parts}, rows


def _source(part: Part, source: Source) -> PublicSource:
    kind = source.kind if source.kind in vocabulary("source_kinds").codes else "other"
    relation = source.relation if source.relation in vocabulary("relations").codes else ""
    name = source.public_name.strip() if kind in PUBLIC_KINDS and not part.mention_id else ""
    return PublicSource(0, kind, "" if kind in PUBLIC_KINDS else relation, name)


def _shared_voices(
    firsts: list[Part], number_of: Mapping[Part, int], accounts: Mapping[str, Account], sources: Mapping[str, Source]
) -> dict[Part, int]:
    """Parts of different sources that a custodian linked as one person → the lowest number among them."""
    linked: dict[str, list[Part]] = defaultdict(list)
    for first in firsts:
        same_as = sources[accounts[first.account_id].source_id].same_as
        if same_as and not first.mention_id:
            linked[same_as].append(first)
    groups = [group for group in linked.values() if len(group) > 1]
    return {first: min(number_of[other] for other in group) for group in groups for first in group}
