"""What intake hands over: an account as it came, before the vocabulary has been asked.

Every format module turns bytes into these values and nothing else. A draft holds *text as given*: dates,
places and codes are not normalised here (`statements.validate` does that), leading zeros survive, and
what a format could not place stays in `leftovers`, visible on the account for ever. Drafts hold the
source's identity in clear, in memory only: it is sealed before anything is written.

>>> account = AccountDraft(
...     kind="interview", language="en", text="My father was taken.",
...     source=SourceDraft(kind="relative", identity={"name": "Aigul"}),
...     mentions=(MentionDraft(key="p1", kind="person", label="Tolqyn Demesin"),),
...     statements=(StatementDraft(subject="p1", property="event", value="detained", when="late 2017",
...                                how_known="told_by_relative"),),
... )
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SourceDraft:
    """Who or what an account comes from.

    kind         code of vocabulary `source_kinds` (relative, released_detainee, press, official, leaked_file …)
    ref          the file's own key for this source: the same ref in one import is one source
    public_name  only for sources that speak in public (newspapers, offices, spokespersons, published witnesses)
    relation     how the source is related to the person spoken about (vocabulary `relations`), "" if not stated
    identity     private: name, contact, safe_hours, country, notes … sealed to the custodians, never stored in clear
    """

    kind: str
    ref: str = ""
    public_name: str = ""
    relation: str = ""
    language: str = ""
    identity: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MentionDraft:
    """A subject as it occurs in this account. `key` is unique within the account; `label` as written there.

    kind: person | facility | organisation | event | group | document
    """

    key: str
    kind: str
    label: str


@dataclass(frozen=True)
class StatementDraft:
    """One value of one property of one mention, all as text.

    subject     key of a MentionDraft of the same account
    property    code of vocabulary `properties`, or what the file called it (validate maps synonyms)
    value       as given ("Kazakh", "detained", "about 6000", the key of another mention for relations)
    as_said     the words it was said in, if the file has them
    when        inexact date as written ("late 2017", "2017-10~", "2017年秋天")
    place       place as written
    how_known   code or words ("saw it", "told by relatives")
    locator     where in the original: "row 12", "page 3", "chars 120-180", "00:12:31"
    qualifiers  further text values: by, facility, detail, sentence_years, charge, relation …; told_by: who told the one
                who tells, the key of a MentionDraft or words
    consent     narrowing of the account's consent for this statement only (purpose → level)
    """

    subject: str
    property: str
    value: str
    as_said: str = ""
    language: str = ""
    when: str = ""
    place: str = ""
    how_known: str = ""
    locator: str = ""
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    consent: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ConsentDraft:
    """What the source allows: purpose → level, codes of vocabulary `consent_purposes`. Missing means no."""

    purposes: Mapping[str, str] = field(default_factory=dict)
    given_how: str = ""
    given_before: str = ""
    given_on: str = ""
    language: str = ""


@dataclass(frozen=True)
class ExhibitDraft:
    """A file to be kept as evidence, byte for byte. `path` is where to read it now; `name` is data, never a path."""

    path: str
    name: str
    media_type: str = ""
    caption: str = ""
    received_from: str = ""
    received_on: str = ""
    subject: str = ""  # key of the mention it shows, for photographs


@dataclass(frozen=True)
class AccountDraft:
    """One telling by one source on one occasion, in its own words and language.

    external_id   the sender's own id, so that a later import can update this account
    through       who carried it, outermost first (["report-7.txt", "Green Lamp Monitor"])
    carried_by    external_id or file name of the account (a report, an article) in which this telling is found
    compartment   which circle of staff may see it ("general" unless told)
    origin        file and row it was read from, for reports and locators
    """

    kind: str
    source: SourceDraft
    language: str = ""
    title: str = ""
    text: str = ""
    translation: str = ""
    told_on: str = ""
    published_on: str = ""
    publication: str = ""
    url: str = ""
    external_id: str = ""
    through: tuple[str, ...] = ()
    carried_by: str = ""
    compartment: str = ""
    mentions: tuple[MentionDraft, ...] = ()
    statements: tuple[StatementDraft, ...] = ()
    consent: ConsentDraft = field(default_factory=ConsentDraft)
    exhibits: tuple[ExhibitDraft, ...] = ()
    leftovers: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""


@dataclass(frozen=True)
class Problem:
    """Something in the input that needs a person. `level`: "error" (a row was left out) or "notice" (kept, visible)."""

    level: str
    message: str
    file: str = ""
    row: int | None = None
    field: str = ""
    try_: str = ""


@dataclass(frozen=True)
class StatementReady:
    """A statement after the vocabulary was asked: made by `statements.validate` only, written by actions.

    `subject`, a relation's `value` and `qualifiers["facility"]` are still mention keys of the account; so is
    `qualifiers["told_by"]` where it names a person.
    Fields otherwise as in `core.values.Statement`.
    """

    subject: str
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
    consent: Mapping[str, str] = field(default_factory=dict)
