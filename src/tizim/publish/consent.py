"""What a source allows, as one value that the rest of `publish` asks.

Consent hangs on the account and can be narrowed for one statement. The newest row holds; a missing purpose means
no; a word this module does not know means the strictest level. A narrowing can only take away: where it says more
than the account's consent does, the account's consent holds.

This module deliberately knows nothing about roles or approval: whether a release may be made at all is decided in
policies, before `select` is called.

Spec: docs/spec/release.md, "Consent".

>>> from tizim.core.values import Consent
>>> said = [Consent("c1", "a1", purposes={"publish_statement": "yes", "publish_name": "full"}),
...         Consent("c2", "a1", "s1", purposes={"publish_name": "none"})]
>>> book = read_consents(said, "2026-01-01")
>>> book.of_account("a1").name, book.of_statement("a1", "s1").name, book.of_account("a2").statement
('full', 'none', False)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tizim.core.values import Consent

YES_NO = ("no", "yes")
LEVELS: Mapping[str, tuple[str, ...]] = {  # strictest first
    "count": YES_NO,
    "publish_statement": YES_NO,
    "publish_words": YES_NO,
    "publish_name": ("none", "partial", "full"),
    "publish_photo": YES_NO,
    "date_precision": ("none", "year", "month", "day"),
    "place_precision": ("none", "country", "region", "prefecture", "county", "exact"),
}


@dataclass(frozen=True)
class Allowance:
    """What may happen with one account or statement. `levels`: purpose → position in `LEVELS` (0 = strictest)."""

    levels: Mapping[str, int] = field(default_factory=dict)

    def level(self, purpose: str) -> str:
        return LEVELS[purpose][self.levels.get(purpose, 0)]

    @property
    def count(self) -> bool:
        return self.level("count") == "yes"

    @property
    def statement(self) -> bool:
        return self.level("publish_statement") == "yes"

    @property
    def words(self) -> bool:
        """Words can name anybody in them, so they go out only where the name may stand in full."""
        return self.level("publish_words") == "yes" and self.free_text

    @property
    def free_text(self) -> bool:
        """Whether text outside the vocabularies may go out: nobody can promise that it does not name."""
        return self.name == "full"

    @property
    def name(self) -> str:
        return self.level("publish_name")

    @property
    def photo(self) -> bool:
        return self.level("publish_photo") == "yes" and self.name == "full"

    @property
    def dates(self) -> str:
        return self.level("date_precision")

    @property
    def places(self) -> str:
        return self.level("place_precision")

    def narrowed(self, purposes: Mapping[str, str]) -> Allowance:
        """This allowance, less what `purposes` takes away."""
        levels = dict(self.levels)
        for purpose in LEVELS.keys() & purposes.keys():
            levels[purpose] = min(levels.get(purpose, 0), _position(purpose, purposes[purpose]))
        return Allowance(levels)


NOTHING = Allowance()


@dataclass(frozen=True)
class ConsentBook:
    """The newest consent of each account and each statement."""

    accounts: Mapping[str, Allowance]
    narrowings: Mapping[str, Consent]

    def of_account(self, account_id: str) -> Allowance:
        return self.accounts.get(account_id, NOTHING)

    def of_statement(self, account_id: str, statement_id: str) -> Allowance:
        allowed = self.of_account(account_id)
        narrowing = self.narrowings.get(statement_id)
        if narrowing is None:
            return allowed
        return NOTHING if narrowing.withdrawn else allowed.narrowed(narrowing.purposes)

    def is_narrowed(self, statement_id: str) -> bool:
        return statement_id in self.narrowings


def read_consents(consents: Iterable[Consent], today_on: str) -> ConsentBook:
    """The newest rows that hold on `today_on` (ISO date): a consent dated later not yet, a withdrawal always."""
    accounts: dict[str, Consent] = {}
    narrowings: dict[str, Consent] = {}
    for consent in sorted(consents, key=lambda row: row.id):
        if consent.given_on[:10] > today_on and not consent.withdrawn and not consent.statement_id:
            continue
        if consent.statement_id:
            narrowings[consent.statement_id] = consent
        else:
            accounts[consent.account_id] = consent
    allowed = {account_id: _allowance(consent) for account_id, consent in accounts.items()}
    return ConsentBook(accounts=allowed, narrowings=narrowings)


def _allowance(consent: Consent) -> Allowance:
    if consent.withdrawn:
        return NOTHING
    return Allowance(
        {purpose: _position(purpose, level) for purpose, level in consent.purposes.items() if purpose in LEVELS}
    )


def _position(purpose: str, level: str) -> int:
    levels = LEVELS[purpose]
    return levels.index(level) if level in levels else 0
