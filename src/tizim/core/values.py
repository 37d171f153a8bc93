"""Facts as values: what the database holds, handed to the pure stages without the database.

Each class mirrors one append-only table. Values are frozen; `superseded` rows are already left out by
whoever assembles them. Ids are those of `core.ids`; times are ISO 8601 UTC text; dates are EDTF text
(`core.dates`). A profile, a cluster or a page is never a fact and has no class here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Source:
    """`code` is the office's own name for a source ("S-14"); `public_name` only where the source speaks in public.

    `same_as` is an opaque link computed by custodians: sources with the same link are one voice.
    """

    id: str
    code: str
    kind: str
    public_name: str = ""
    relation: str = ""
    same_as: str = ""
    sealed: bool = False


@dataclass(frozen=True)
class Account:
    """`number` is what people call it in the office (A-17) and never leaves it."""

    id: str
    number: int
    kind: str
    source_id: str
    language: str = ""
    title: str = ""
    text: str = ""
    translation: str = ""
    told_on: str = ""
    published_on: str = ""
    publication: str = ""
    url: str = ""
    through: tuple[str, ...] = ()
    carried_by: str = ""
    compartment: str = "general"
    recorded_by: str = ""
    recorded_at: str = ""


@dataclass(frozen=True)
class Mention:
    id: str
    account_id: str
    kind: str
    label: str


@dataclass(frozen=True)
class Statement:
    """One value of one property of one mention, as one account gives it.

    value        normalised: a vocabulary code, EDTF date, place code, a mention id (relations), or text
    value_raw    as given, before the vocabulary was asked
    valid_when   EDTF (level 1) or "" if not stated; `when_raw` as given
    place        code of `core.places` or ""; `place_raw` as given
    qualifiers   by, facility (mention id), detail, sentence_years, low, high …
    told_by      who told the one who tells: a mention id, or words. Part of who the source is: never published, and
                 apart from the qualifiers because some of those are
    """

    id: str
    account_id: str
    mention_id: str
    property: str
    value: str
    value_raw: str = ""
    as_said: str = ""
    language: str = ""
    script: str = ""
    locator: str = ""
    how_known: str = ""
    valid_when: str = ""
    when_raw: str = ""
    place: str = ""
    place_raw: str = ""
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    recorded_by: str = ""
    recorded_at: str = ""
    told_by: str = ""


@dataclass(frozen=True)
class Consent:
    """What a source allows for an account, or (`statement_id`) for one statement of it. The newest row holds."""

    id: str
    account_id: str
    statement_id: str = ""
    purposes: Mapping[str, str] = field(default_factory=dict)
    given_how: str = ""
    given_before: str = ""
    given_on: str = ""
    language: str = ""
    withdrawn: bool = False


@dataclass(frozen=True)
class Judgement:
    """A reviewer's decision that two mentions are the same, different, or undecided.

    `undoes` names the judgement that this row takes back; `seconds` the one that a second person confirms.
    """

    id: str
    mention_a: str
    mention_b: str
    verdict: str
    reason: str
    by: str
    at: str = ""
    undoes: str = ""
    seconds: str = ""


@dataclass(frozen=True)
class Derivation:
    """Account `derived_id` was drawn from account `source_id`; decided by a person, or detected (`by` is empty)."""

    derived_id: str
    source_id: str
    kind: str
    by: str = ""
    reason: str = ""
    certain: bool = True


@dataclass(frozen=True)
class Finding:
    """A reviewer's written conclusion about a mention, with its standard of proof and reasons; signed by two.

    `would_change` says what would make the reviewers think otherwise.
    """

    id: str
    mention_id: str
    conclusion: str
    standard_of_proof: str
    reasons: str
    by: str
    second: str = ""
    at: str = ""
    would_change: str = ""


@dataclass(frozen=True)
class Exhibit:
    """A file kept as evidence. `leaf` is its index in the custody log; `erased` files keep their proofs only."""

    id: str
    account_id: str
    name: str
    media_type: str
    size_bytes: int
    sha256: str
    caption: str = ""
    mention_id: str = ""
    leaf: int = -1
    erased: bool = False


@dataclass(frozen=True)
class Facts:
    """Everything a reader may see, current rows only: the input of the pure stages."""

    sources: tuple[Source, ...] = ()
    accounts: tuple[Account, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    consents: tuple[Consent, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    findings: tuple[Finding, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
