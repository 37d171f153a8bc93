"""The append-only tables. The database itself refuses UPDATE and DELETE on them (migration 0002).

A correction is a new row that supersedes. The one exception is `actions.erase`, which empties the values of
rows for which it holds an erase permit. Nothing here computes anything: values go out through `queries`.
Spec: docs/spec/statement.md. Ids are `core.ids`; `*_at` are aware UTC times; dates are EDTF text.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from tizim.db.ids import new_id


class Beginning(models.Func):
    """The letters of a name by which lists are in order. Written out, not given: only so does SQLite use the index."""

    template = "SUBSTR(%(expressions)s, 1, 60)"
    output_field = models.TextField()


def _text(**options) -> models.TextField:
    return models.TextField(blank=True, default="", **options)


class Fact(models.Model):
    """What every fact has: its id, who wrote it down, and when."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    recorded_by = _text()
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ("id",)


class Member(Fact):
    """Someone who works in the workspace. The newest row for a name holds."""

    name = models.TextField(db_index=True)
    roles = models.JSONField(default=list)
    compartments = models.JSONField(default=list)


class Import(Fact):
    """One file taken in: undone as a whole by a Retraction."""

    file_name = models.TextField()
    file_sha256 = models.CharField(max_length=64, db_index=True)
    mapping = models.JSONField(default=dict)


class ImportEnd(Fact):
    """An import came to its end, with its report. An import without one was interrupted and can be resumed."""

    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="ends")
    report = models.JSONField(default=dict)


class Source(Fact):
    """Who or what accounts come from. Identity and contact lie in a Seal, never here."""

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=40)
    ref = _text(db_index=True)
    public_name = _text(db_index=True)
    relation = _text()
    language = _text()
    same_as = _text()


class Seal(Fact):
    """Ciphertext for the custodians: one copy for each, bound to `record_id` and `purpose`."""

    record_id = models.CharField(max_length=26, db_index=True)
    purpose = models.CharField(max_length=40)
    custodians_sha256 = models.CharField(max_length=64)
    blob = models.BinaryField()


class Account(Fact):
    """One telling by one source on one occasion. `number` is the office's own; a correction keeps it."""

    number = models.PositiveIntegerField(db_index=True)
    kind = models.CharField(max_length=40)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="accounts")
    taken_in = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="accounts")
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    external_id = _text(db_index=True)
    content_sha256 = models.CharField(max_length=64)
    language = _text()
    title = _text()
    text = _text()
    translation = _text()
    told_on = _text()
    published_on = _text()
    publication = _text()
    url = _text()
    through = models.JSONField(default=list)
    carried_by = _text()
    compartment = models.CharField(max_length=80, default="general", db_index=True)
    leftovers = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    origin = _text()

    class Meta(Fact.Meta):
        indexes = [
            models.Index(fields=("carried_by",), name="account_carried", condition=~models.Q(carried_by="")),
            models.Index(fields=("told_on", "id"), name="account_told"),
        ]


class Mention(Fact):
    """A subject as it occurs in one account; `key` is its name inside the account's file."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="mentions")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    label = models.TextField()
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")

    class Meta(Fact.Meta):
        indexes = [models.Index("kind", Beginning("label"), "id", name="mention_by_name")]


class Statement(Fact):
    """One value of one property of one mention, as one account gives it."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="statements")
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="statements")
    property = models.CharField(max_length=40, db_index=True)
    value = _text()
    value_raw = _text()
    as_said = _text()
    language = _text()
    script = _text()
    locator = _text()
    how_known = models.CharField(max_length=40, blank=True, default="")
    valid_when = _text()
    when_raw = _text()
    place = models.CharField(max_length=12, blank=True, default="")
    place_raw = _text()
    qualifiers = models.JSONField(default=dict)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")


class Exhibit(Fact):
    """A file kept as evidence. Where its bytes lie, what opens them and their leaf stand in ExhibitObject."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="exhibits")
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, null=True, related_name="exhibits")
    name = models.TextField()
    media_type = _text()
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    caption = _text()
    received_from = _text()
    received_on = _text()


class Consent(Fact):
    """What a source allows; the newest row for an account (or for one statement of it) holds."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="consents")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="consents")
    purposes = models.JSONField(default=dict)
    given_how = _text()
    given_before = _text()
    given_on = _text()
    language = _text()
    withdrawn = models.BooleanField(default=False)
    reason = _text()


class Judgement(Fact):
    """A reviewer's decision about two mentions. `undoes` and `seconds` point at earlier judgements."""

    mention_a = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="judgements_a")
    mention_b = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="judgements_b")
    verdict = models.CharField(max_length=12)
    reason = _text()
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    seconds = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="seconded_by")


class Derivation(Fact):
    """A person's decision that one account was drawn from another."""

    derived = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="derived_from")
    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="derivations")
    kind = models.CharField(max_length=40)
    reason = _text()


class Finding(Fact):
    """A reviewer's written conclusion, with its standard of proof and reasons."""

    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="findings")
    conclusion = models.TextField()
    standard_of_proof = models.CharField(max_length=40)
    reasons = models.TextField()
    second = _text()


class FindingTerms(Fact):
    """What would change a finding, and the earlier finding that it replaces. Written with it."""

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="terms")
    would_change = _text()
    replaces = models.OneToOneField(Finding, on_delete=models.PROTECT, null=True, related_name="replaced_by")


class Assessment(Fact):
    """How reliable a reviewer holds the source of an account (`source` is set), or how credible what it says, or one
    statement of it: two things, never one. A code of its vocabulary; the newest of one reviewer holds."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="assessments")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="assessments")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="assessments")
    grade = _text()
    reasons = _text()


class SourceLink(Fact):
    """A custodian's opaque link: sources with the same one are one voice. The newest for a source holds."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="links")
    link = _text()
    reason = _text()


class SuggestionDecision(Fact):
    """What a person decided about one suggestion of the reading aid for a passage of an account's text.

    The passage, property, value and `label` (of the subject) are as suggested, `rule` is what proposed it, `suggested`
    holds the rest of it. `speaker`: to whom it was given, outermost medium first; empty: the account itself.
    `statement` is what it became, perhaps corrected; null when it was rejected.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="decisions")
    passage_start = models.PositiveIntegerField()
    passage_end = models.PositiveIntegerField()
    property = models.CharField(max_length=40)
    value = _text()
    label = _text()
    rule = _text()
    suggested = models.JSONField(default=dict)
    speaker = models.JSONField(default=list)
    decision = models.CharField(max_length=12)
    reason = _text()
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="decisions")
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")


class Request(Fact):
    """One person asks for what takes two; `given` is what the action will be given. A second person answers it."""

    verb = models.CharField(max_length=40)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="requests")
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, null=True, related_name="requests")
    compartment = models.CharField(max_length=80, blank=True, default="")
    given = models.JSONField(default=dict)
    reason = _text()


class RequestEnd(Fact):
    """A request was done (`result` is what came of it), refused by the second person, or withdrawn by the first."""

    of = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=12)
    reason = _text()
    result = models.CharField(max_length=26, blank=True, default="")


class SecondCheck(Fact):
    """A second person looked an account over before it leaves the office. The newest of an account holds.

    `ticks`: codes of the vocabulary second_checks; `outcome`: fit or not_yet; `unverified`: what remains so, in words.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="checks")
    ticks = models.JSONField(default=list)
    outcome = models.CharField(max_length=12)
    unverified = _text()


class Task(Fact):
    """What the office promised itself to do by a day (ISO), perhaps about an account. Ended by a TaskEnd."""

    kind = models.CharField(max_length=20)
    due_on = models.CharField(max_length=10, db_index=True)
    words = _text()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="tasks")
    compartment = models.CharField(max_length=80, default="general")


class TaskEnd(Fact):
    """A task was done, or dropped, with what came of it."""

    of = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=12)
    words = _text()


class Retraction(Fact):
    """Takes back an import, an account, a statement or a derivation as a whole, without touching it."""

    record_kind = models.CharField(max_length=20)
    record_id = models.CharField(max_length=26, db_index=True)
    reason = _text()


class Erasure(Fact):
    """The tombstone of an erased record: that something was erased, by whom and why. Never what."""

    record_kind = models.CharField(max_length=20)
    record_id = models.CharField(max_length=26, db_index=True)
    leaf_index = models.BigIntegerField(null=True)
    erased_leaf_index = models.BigIntegerField()
    reason = _text()
    second = _text()


class Release(Fact):
    """One signed, dated publication: what it was made from, so that the next one can tell what changed."""

    number = models.PositiveIntegerField(unique=True)
    released_on = models.DateField()
    bundle_sha256 = models.CharField(max_length=64)
    second = _text()
    summary = models.JSONField(default=dict)


class LogLeaf(models.Model):
    """A leaf of the custody log. `payload`, `salt` and `blind` open it; erasing empties them, the leaf stays."""

    index = models.BigIntegerField(primary_key=True)
    leaf = models.BinaryField()
    kind = models.CharField(max_length=40)
    record_id = models.CharField(max_length=26, blank=True, db_index=True)
    payload = _text()
    salt = models.BinaryField(default=bytes)
    blind = models.BinaryField(default=bytes)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("index",)
        indexes = (models.Index(fields=["kind", "index"], name="tizim_log_kind"),)


FACTS = (
    Member, Import, ImportEnd, Source, Seal, Account, Mention, Statement, Exhibit, Consent, Judgement, Derivation,
    Finding, FindingTerms, Assessment, SourceLink, SuggestionDecision, Request, RequestEnd, SecondCheck,
    Task, TaskEnd, Retraction, Erasure, Release,
)  # fmt: skip
