"""Writing accounts: sources, accounts, mentions, statements, consents, exhibits and seals, with their leaves.

A batch is one transaction. Identities are sealed before anything is written; without a custodian an account
whose source is named is refused. The same external id supersedes the earlier version of the account: its
mentions, judgements and a withdrawn consent carry over. The same content again changes nothing. What was made of the
words that the account quotes (`actions.quoting`) is narrowed with it and keeps it in its compartment.

Not here: reading files (intake), vocabulary (statements), putting bytes into the vault (`actions.exhibits`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from django.db import transaction
from django.db.models import Max

from tizim.actions import consents as consenting
from tizim.actions.exhibits import KeptExhibit, exhibit_rows
from tizim.actions.log import Entry, append
from tizim.actions.narrowing import carried, never_wider
from tizim.actions.session import Session
from tizim.core.drafts import AccountDraft, Problem, StatementReady
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.db import models
from tizim.db.bulk import insert_rows
from tizim.db.digest import rows_sha256
from tizim.db.ids import new_id
from tizim.db.suggestions import quoted_accounts
from tizim.intake.format import clean_text as clean
from tizim.policies import Actor, check, readable_compartments

PUBLIC_FIELDS = ("language", "title", "text", "translation", "told_on", "published_on", "publication", "url",
                 "carried_by", "external_id", "origin")  # fmt: skip


@dataclass(frozen=True)
class Prepared:
    """An account that is ready to be written: the draft, its normalised statements, its problems, its kept exhibits.

    `source_id`: it comes from this source, which is there already (whoever makes this has asked whether it may be).
    """

    draft: AccountDraft
    statements: Sequence[StatementReady]
    problems: Sequence[Problem] = ()
    exhibits: Sequence[KeptExhibit] = ()
    source_id: str = ""


@dataclass
class Taken:
    """What a batch wrote. `numbers` are the accounts' numbers, in order."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    numbers: list[int] = field(default_factory=list)
    account_ids: list[str] = field(default_factory=list)


@dataclass
class _Rows:
    """Rows gathered for one transaction, in the order in which tables must be written."""

    sources: list[models.Source] = field(default_factory=list)
    accounts: list[models.Account] = field(default_factory=list)
    mentions: list[models.Mention] = field(default_factory=list)
    statements: list[models.Statement] = field(default_factory=list)
    consents: list[models.Consent] = field(default_factory=list)
    exhibits: list[models.Exhibit] = field(default_factory=list)
    objects: list[models.ExhibitObject] = field(default_factory=list)
    seals: list[models.Seal] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def write(self) -> None:
        """Exhibits get their leaf index from the log, so the log is written before them."""
        for rows in (self.sources, self.accounts, self.mentions, self.statements, self.consents, self.seals):
            insert_rows(rows)  # type: ignore[arg-type]
        indexes = append(self.entries)
        for stored, index in zip(self.objects, indexes, strict=False):
            stored.leaf_index = index
        insert_rows(self.exhibits)
        insert_rows(self.objects)


def record_accounts(
    *, by: Actor, session: Session, batch: Sequence[Prepared], taken_in: models.Import | None = None, scope: str = ""
) -> Taken:
    """Write a batch of accounts in one transaction. `scope` makes `SourceDraft.ref` unique (the import's id).

    Raises Forbidden, or BadInput when a source's identity is given and there is no custodian to seal it to.
    """
    for prepared in batch:
        check(by, "take_in", compartment=prepared.draft.compartment or "general")
    return write_accounts(by=by, session=session, batch=batch, taken_in=taken_in, scope=scope)


def write_accounts(
    *, by: Actor, session: Session, batch: Sequence[Prepared], taken_in: models.Import | None = None, scope: str = ""
) -> Taken:
    """The same for an action that has asked already whether `by` may."""
    _check_custodians(batch, session)
    taken, rows = Taken(), _Rows()
    with transaction.atomic():
        number = (models.Account.objects.aggregate(top=Max("number"))["top"] or 0) + 1
        earlier = _earlier_versions(by, batch)
        sources = _Sources(rows, session, by, scope)
        exhibit_entries: list[Entry] = []
        for prepared in batch:
            old = earlier.get(prepared.draft.external_id) if prepared.draft.external_id else None
            digest = _content_sha256(prepared)
            if old is not None and old.content_sha256 == digest:
                taken.unchanged += 1
                continue
            account = _account_row(prepared, sources.find_or_add(prepared, old), digest, by, taken_in, old)
            account.number = old.number if old else number
            _check_quotations(account, prepared.draft.origin)
            number += 0 if old else 1
            _add_account(rows, exhibit_entries, account, prepared, by, session)
            if account.external_id:
                earlier[account.external_id] = account
            taken.new, taken.updated = taken.new + (old is None), taken.updated + (old is not None)
            taken.numbers.append(account.number)
            taken.account_ids.append(account.id)
        rows.entries = exhibit_entries + rows.entries
        rows.write()
        for consent in rows.consents:
            if consent.account.supersedes_id:
                consenting.follow(consent)
    return taken


def _check_custodians(batch: Sequence[Prepared], session: Session) -> None:
    sealed = next((p for p in batch if p.draft.source.identity or _id_numbers(p.statements)), None)
    if sealed is not None and not session.has_custodians():
        raise BadInput(
            _("This account names its source, and there is no custodian to seal it to."),
            _("Make one first: tizim custodian new NAME."),
            file=sealed.draft.origin,
        )


def _earlier_versions(by: Actor, batch: Sequence[Prepared]) -> dict[str, models.Account]:
    """External id → the newest account of that name, where `by` may see it: nobody corrects what is not theirs."""
    wanted = {p.draft.external_id for p in batch if p.draft.external_id}
    undone = models.Retraction.objects.filter(record_kind="import").values("record_id")
    rows = models.Account.objects.filter(external_id__in=wanted).exclude(taken_in_id__in=undone).order_by("id")
    compartments = readable_compartments(by)
    rows = rows if compartments is None else rows.filter(compartment__in=compartments)
    return {row.external_id: row for row in rows}


def _check_quotations(account: models.Account, origin: str) -> None:
    """A corrected account stays where the words that were taken from it are: those who read there would keep them."""
    if not account.supersedes_id:
        return
    gone = models.Erasure.objects.filter(record_kind="account").values("record_id")
    undone = models.Retraction.objects.filter(record_kind="import").values("record_id")
    left = quoted_accounts(account.number).exclude(id__in=gone).exclude(taken_in_id__in=undone)
    numbers = left.exclude(compartment=account.compartment).values_list("number", flat=True)
    if numbers:
        raise BadInput(
            _(
                "Account A-{number} cannot move to the compartment {name}: what it quotes stays behind, in {known}.",
                number=account.number, name=account.compartment, known=", ".join(f"A-{one}" for one in numbers),
            ),
            _("Leave the compartment as it is, or erase these accounts first: tizim erase NO."),
            file=origin,
        )  # fmt: skip


def _content_sha256(prepared: Prepared) -> str:
    """Tells a changed account from the same one again. Identities and file paths are left out: see decision 0004."""
    draft = replace(prepared.draft, source=replace(prepared.draft.source, identity={}), exhibits=(), origin="")
    files = sorted(kept.stored.sha256 for kept in prepared.exhibits)
    return hashlib.sha256(json.dumps([draft, files], default=vars, sort_keys=True).encode()).hexdigest()


def _cleaned(value):
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, (list, tuple)) else value


def _account_row(prepared, source, digest, by, taken_in, old) -> models.Account:
    draft = prepared.draft
    return models.Account(
        kind=draft.kind or "other", source=source, taken_in=taken_in, supersedes=old, content_sha256=digest,
        compartment=draft.compartment or "general", through=_cleaned(draft.through),
        leftovers=_cleaned(dict(draft.leftovers)),
        problems=_cleaned([asdict(problem) for problem in prepared.problems]), recorded_by=by.name,
        **{name: clean(getattr(draft, name)) for name in PUBLIC_FIELDS},
    )  # fmt: skip


def _add_account(rows: _Rows, exhibit_entries: list[Entry], account, prepared: Prepared, by, session) -> None:
    old_mentions = {m.key: m for m in account.supersedes.mentions.all()} if account.supersedes_id else {}
    mentions = {}
    for draft in prepared.draft.mentions:
        mentions[draft.key] = models.Mention(
            account=account, key=draft.key[:80], kind=draft.kind, label=clean(draft.label), recorded_by=by.name,
            supersedes=old_mentions.get(draft.key),
        )  # fmt: skip
    statements, narrowed = [], []
    for ready in prepared.statements:
        row = statement_row(ready, account, mentions, by)
        if ready.property == "id_number":
            rows.seals.append(session.seal_value(row.id, "id_number", {"number": ready.value}, by))
            row.value, row.value_raw, row.as_said = session.keyed(ready.value), "", ""
        statements.append(row)
        if ready.consent:
            narrowed.append(_consent_row(account, dict(ready.consent), prepared.draft, by, statement=row))
    consents = [_first_consent(account, prepared.draft, by), *narrowed]
    if account.supersedes_id:
        own = {row.statement_id or "": row for row in narrowed}
        consents += carried(account.supersedes, statements, by.name, own)
    kept, keys, leaves = exhibit_rows(prepared.exhibits, account, mentions, by, session)
    rows.accounts.append(account)
    rows.mentions.extend(mentions.values())
    rows.statements.extend(statements)
    rows.consents.extend(consents)
    rows.exhibits.extend(kept)
    rows.objects.extend(keys)
    exhibit_entries.extend(leaves)
    content = rows_sha256([account, *mentions.values(), *statements, *consents])
    payload = {"content_sha256": content, "consents": [row.id for row in consents], "by": by.name}
    rows.entries.append(Entry("account", account.id, {**payload, "supersedes": account.supersedes_id or ""}))


def statement_row(
    ready: StatementReady, account: models.Account, mentions: Mapping[str, models.Mention], by: Actor
) -> models.Statement:
    """A statement as a row; keys of mentions become their ids."""

    def mention_id(key: str) -> str:
        return mentions[key].id if key in mentions else key

    qualifiers = {name: clean(text) for name, text in ready.qualifiers.items()}
    for name in ("facility", "told_by"):
        if name in qualifiers:
            qualifiers[name] = mention_id(qualifiers[name])
    value = mention_id(ready.value) if ready.property == "relation" else clean(ready.value)
    return models.Statement(
        account=account, mention=mentions[ready.subject], property=ready.property, value=value,
        value_raw=clean(ready.value_raw), as_said=clean(ready.as_said), language=ready.language, script=ready.script,
        locator=clean(ready.locator), how_known=ready.how_known, valid_when=ready.valid_when,
        when_raw=clean(ready.when_raw), place=ready.place, place_raw=clean(ready.place_raw), qualifiers=qualifiers,
        recorded_by=by.name,
    )  # fmt: skip


def _first_consent(account, draft: AccountDraft, by) -> models.Consent:
    """What the account came with; a corrected version of a withdrawn account stays withdrawn, none allows more."""
    last = None
    if account.supersedes_id:
        last = account.supersedes.consents.filter(statement__isnull=True).order_by("-id").first()
        if last is not None and last.withdrawn:
            return models.Consent(
                account=account, purposes=last.purposes, withdrawn=True, reason=last.reason, recorded_by=by.name
            )
    return _consent_row(account, never_wider(draft.consent.purposes, last), draft, by)


def _consent_row(account, purposes: dict[str, str], draft: AccountDraft, by, statement=None) -> models.Consent:
    consent = draft.consent
    return models.Consent(
        account=account, statement=statement, purposes=purposes, given_how=clean(consent.given_how),
        given_before=clean(consent.given_before), given_on=consent.given_on, language=consent.language,
        recorded_by=by.name,
    )  # fmt: skip


class _Sources:
    """Finds the source a draft means, or adds one and seals its identity."""

    def __init__(self, rows: _Rows, session: Session, by: Actor, scope: str) -> None:
        self.rows, self.session, self.by, self.scope = rows, session, by, scope
        self.known: dict[tuple[str, str], models.Source] = {}
        self.next_code = models.Source.objects.count() + 1

    def find_or_add(self, prepared: Prepared, old: models.Account | None) -> models.Source:
        """The source a draft means. A corrected account keeps its own; an identity that came again is sealed anew."""
        given = prepared.draft.source
        if prepared.source_id:
            named = models.Source.objects.get(id=prepared.source_id)
            self._seal(named, given.identity)
            return named
        for key in self._keys(given):
            found = self.known.get(key) or self._stored(key)
            if found is not None:
                self.known[key] = found
                return found
        if old is not None and (old.source.kind, old.source.public_name) == (given.kind, clean(given.public_name)):
            self._seal(old.source, given.identity)
            return old.source
        source = models.Source(
            id=new_id(), code=f"S-{self.next_code}", kind=given.kind or "other", recorded_by=self.by.name,
            ref=f"{self.scope}/{given.ref}" if given.ref else "", public_name=clean(given.public_name),
            relation=given.relation, language=given.language,
        )  # fmt: skip
        self.next_code += 1
        self.rows.sources.append(source)
        self.known.update(dict.fromkeys(self._keys(given), source))
        self._seal(source, given.identity)
        return source

    def _seal(self, source: models.Source, identity: Mapping[str, str]) -> None:
        if identity:
            self.rows.seals.append(self.session.seal_value(source.id, "source", dict(identity), self.by))

    def _keys(self, given) -> list[tuple[str, str]]:
        keys = [("ref", f"{self.scope}/{given.ref}")] if given.ref else []
        # A name that speaks in public is one source wherever it occurs; a private source never is, without its ref.
        return keys + ([("public", f"{given.kind}/{given.public_name}")] if given.public_name and not keys else [])

    def _stored(self, key: tuple[str, str]) -> models.Source | None:
        if key[0] == "ref":
            return models.Source.objects.filter(ref=key[1]).first()
        kind, _slash, name = key[1].partition("/")
        return models.Source.objects.filter(kind=kind, public_name=name).order_by("id").first()


def _id_numbers(statements: Sequence[StatementReady]) -> bool:
    return any(ready.property == "id_number" for ready in statements)
