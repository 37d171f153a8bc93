"""What consent opens: which accounts, which mentions by which name, which statements and how much of each.

Everything here is decided from one account's own rows and its own consent. What other accounts hold, published or
not, changes nothing: that is what makes the selection free of interference. One thing looks across the statements
of an account: a mention is published only if something is stated of it (or somebody was held in it), and a relation
only if both its persons are.

>>> from tizim.core.values import Facts
>>> opened = open_facts(Facts(), "2026-01-01", frozenset())
>>> keep(opened)
{}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tizim.core.values import Account, Facts, Mention, Source, Statement

from .consent import ConsentBook, read_consents
from .levels import NAME_LEVELS, name_levels
from .narrow import NAMES, Narrowed, narrow
from .records import speaks_in_public


@dataclass(frozen=True)
class Opened:
    """Rows of accounts whose statements may be published, by id. `levels`: how each mention may be named."""

    sources: Mapping[str, Source]
    accounts: Mapping[str, Account]
    mentions: Mapping[str, Mention]
    statements: Mapping[str, Statement]
    levels: Mapping[str, str]
    book: ConsentBook

    def level_of(self, statement_id: str) -> str:
        return self.levels[self.statements[statement_id].mention_id]


def open_facts(facts: Facts, today_on: str, withheld_compartments: frozenset[str]) -> Opened:
    """The part of `facts` that consent opens on `today_on`."""
    book, sources = read_consents(facts.consents, today_on), {row.id: row for row in facts.sources}
    accounts = {
        row.id: row
        for row in facts.accounts
        if book.of_account(row.id).statement
        and row.compartment not in withheld_compartments
        and row.source_id in sources
    }
    inside = [row for row in facts.mentions if row.account_id in accounts]
    account_of = {row.id: row.account_id for row in inside}
    stated = {row.id: row for row in facts.statements if account_of.get(row.mention_id, "") == row.account_id}
    levels = name_levels(inside, stated.values(), book)
    mentions = {row.id: row for row in inside if row.id in levels}
    return Opened(sources, accounts, mentions, stated, levels, book)


def keep(opened: Opened) -> dict[str, Narrowed]:
    """statement id → what is left of it, for every statement that goes out."""
    kinds: dict[str, dict[str, str]] = {}
    for key, row in opened.mentions.items():
        if opened.levels[key] == "full":
            kinds.setdefault(row.account_id, {})[key] = row.kind
    cuts = ((key, _cut(row, opened, kinds.get(row.account_id, {}))) for key, row in opened.statements.items())
    cut = {key: left for key, left in cuts if left}
    published = published_mentions(opened, cut)
    return {
        key: replace(left, facility=left.facility if left.facility in published else "")
        for key, left in cut.items()
        if opened.statements[key].mention_id in published and (not left.related or left.related in published)
    }


def published_mentions(opened: Opened, kept: Mapping[str, Narrowed]) -> set[str]:
    """Mentions with a page: something is stated of them beyond names and kin, or somebody was held in them."""
    of = {key: opened.statements[key].mention_id for key in kept}
    own = {of[key] for key, left in kept.items() if left.property not in NAMES | {"relation"}}
    return own | {left.facility for key, left in kept.items() if left.facility and of[key] in own}


def named_mentions(opened: Opened, kept: Mapping[str, Narrowed]) -> set[str]:
    """Those of them whose names may stand in full; only these are ever joined on one page."""
    return {key for key in published_mentions(opened, kept) if opened.levels[key] == "full"}


def _cut(row: Statement, opened: Opened, kinds: Mapping[str, str]) -> Narrowed | None:
    level = opened.levels.get(row.mention_id)
    allowed = opened.book.of_statement(row.account_id, row.id)
    if level is None or NAME_LEVELS.index(allowed.name) < NAME_LEVELS.index(level):
        return None  # narrowed below the name of its page
    if opened.mentions[row.mention_id].kind == "facility" and allowed.places != "exact":
        return None
    source = opened.sources[opened.accounts[row.account_id].source_id]
    allowed = allowed.narrowed({"publish_name": level})  # what is said of someone without a name must not name them
    return narrow(row, allowed, kinds, speaks_in_public=speaks_in_public(source))
