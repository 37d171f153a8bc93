"""All reads. Each takes the reader, and the rule of who may see what is part of the query itself.

A row that the reader may not see changes no result, no count and no order. What is superseded, retracted or
erased is not current and does not appear; it stays in the tables and in the log.

>>> from tizim.db import queries                                    # doctest: +SKIP
>>> [account.number for account in queries.facts(reader).accounts]  # doctest: +SKIP
[1, 2, 3]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tizim.core import values
from tizim.core.joining import joined, standing
from tizim.db import as_values, derivations, models, versions
from tizim.db.corrected import newest, parts
from tizim.db.findings import finding_rows, unreplaced
from tizim.policies import Actor, readable_compartments

MANY = 5000  # ids in one question


def current_accounts(reader: Actor) -> QuerySet[models.Account]:
    """Accounts the reader may see, newest version each, in the order of their numbers."""
    retracted = models.Retraction.objects.filter(
        Q(record_kind="account", record_id=OuterRef("id")) | Q(record_kind="import", record_id=OuterRef("taken_in_id"))
    )
    newer = models.Account.objects.filter(supersedes=OuterRef("id")).exclude(
        taken_in_id__in=models.Retraction.objects.filter(record_kind="import").values("record_id")
    )
    erased = models.Erasure.objects.filter(record_kind="account", record_id=OuterRef("id"))
    rows = models.Account.objects.filter(~Exists(retracted), ~Exists(newer), ~Exists(erased))
    compartments = readable_compartments(reader)
    if compartments is not None:
        rows = rows.filter(compartment__in=compartments)
    return rows.order_by("number", "id")


def seen_accounts(reader: Actor, account_ids: Iterable[str]) -> set[str]:
    """Those of the accounts that are current and that the reader may see. Asked about them alone: a query of all that
    the reader sees, inside another one, is answered for the whole archive first."""
    wanted = sorted(set(account_ids))
    some = (wanted[at : at + MANY] for at in range(0, len(wanted), MANY))
    rows = current_accounts(reader).order_by()
    return {one for ids in some for one in rows.filter(id__in=ids).values_list("id", flat=True)}


def readable_accounts(reader: Actor) -> QuerySet[models.Account]:
    """All versions of the accounts the reader may see, retracted and superseded ones too: for history and undoing."""
    compartments = readable_compartments(reader)
    rows = models.Account.objects.all()
    return rows if compartments is None else rows.filter(compartment__in=compartments)


def facts(reader: Actor, account_ids: Iterable[str] | None = None) -> values.Facts:
    """Everything current that the reader may see (or only what hangs on `account_ids`), as values."""
    accounts = current_accounts(reader)
    if account_ids is not None:
        accounts = accounts.filter(id__in=list(account_ids))
    visible = accounts.order_by().values("id")
    mention_rows = models.Mention.objects.filter(account__in=visible)
    moved, carriers, links = _moved_mentions(), _carriers(reader), source_links()
    mentions = tuple(values.Mention(m.id, m.account_id, m.kind, m.label) for m in mention_rows.order_by("id"))
    known = {mention.id for mention in mentions}
    return values.Facts(
        sources=tuple(as_values.source(row, links) for row in _sources(visible)),
        accounts=tuple(as_values.account(row, carriers) for row in accounts),
        mentions=mentions,
        statements=tuple(as_values.statement(row) for row in _statements(visible)),
        consents=tuple(as_values.consent(row) for row in _consents(visible)),
        judgements=tuple(j for j in _judgements(moved) if j.mention_a in known and j.mention_b in known),
        derivations=tuple(derivations.derivations(visible)),
        findings=tuple(f for f in findings(reader, moved) if f.mention_id in known),
        exhibits=tuple(versions.exhibits(visible, moved)),
    )


def facts_about(reader: Actor, cluster_ids: Iterable[str]) -> values.Facts:
    """What speaks about some clusters: their accounts, and those that these were drawn from or are carried by."""
    wanted = set(cluster_ids)
    mentions = {mention for mention, cluster in clusters(reader).items() if cluster in wanted} | wanted
    rows = models.Mention.objects.filter(id__in=mentions)
    accounts = _with_origins(reader, set(rows.values_list("account_id", flat=True)))
    return facts(reader, accounts)


def _with_origins(reader: Actor, account_ids: set[str]) -> set[str]:
    """The accounts, and everything they go back to over derivations, detected ones too, and carriers."""
    carriers, seen, new = _carriers(reader), set(account_ids), set(account_ids)
    held = derivations.decided(derivations.decisions(current_accounts(reader).order_by().values("id")))
    while new:
        found = derivations.sources_of(new, held)
        carried = models.Account.objects.filter(id__in=new).exclude(carried_by="")
        called = {as_values.carrier_key(kind, name) for kind, name in carried.values_list("kind", "carried_by")}
        found |= {carriers[key] for key in called if key in carriers}
        new = found - seen
        seen |= new
    return seen


def find_member(name: str) -> Actor | None:
    """The member of that name with the roles and compartments of the newest row, or None."""
    row = models.Member.objects.filter(name=name).order_by("-id").first()
    return Actor(row.name, frozenset(row.roles), frozenset(row.compartments)) if row and row.roles else None


def members() -> list[Actor]:
    newest = {row.name: row for row in models.Member.objects.order_by("id")}
    return [Actor(r.name, frozenset(r.roles), frozenset(r.compartments)) for r in newest.values() if r.roles]


def clusters(reader: Actor | None = None, *, public: bool = False) -> dict[str, str]:
    """mention id → id of the person, facility or group it belongs to.

    For a reader who may not see everything: by judgements about two mentions that they see, so that what they do not
    see joins and names nothing. A mention that is missing stands alone. Without a reader: all that is stored.
    """
    if reader is None or sees_all(reader):
        return dict(models.Cluster.objects.filter(public=public).values_list("mention_id", "cluster_id"))
    same = [row for row in standing(judgements(reader)) if row.verdict == "same" and not row.seconds]
    pairs = [(row.mention_a, row.mention_b) for row in same]
    return joined({mention for pair in pairs for mention in pair}, pairs)


def sees_all(reader: Actor) -> bool:
    """Whether no account lies in a compartment that this reader does not see."""
    compartments, found = readable_compartments(reader), ""
    rows = models.Account.objects.order_by("compartment").values_list("compartment", flat=True)
    while (found := "".join(rows.filter(compartment__gt=found)[:1])) in (compartments or frozenset()):
        continue  # from one compartment to the next, not from account to account
    return compartments is None or not found


def judgements(reader: Actor) -> list[values.Judgement]:
    """All judgements, signatures and undoings about two mentions that the reader sees, in the order of their ids."""
    told = models.Judgement.objects.values_list("mention_a_id", "mention_b_id")
    rows = _judgements(newest({one for pair in told for one in pair}))
    about = sorted({mention for row in rows for mention in (row.mention_a, row.mention_b)})
    seen = _seen(reader, about)
    return [row for row in rows if row.mention_a in seen and row.mention_b in seen]


def _seen(reader: Actor, about: list[str]) -> set[str]:
    """Those of the mentions that stand in accounts the reader sees."""
    some = (models.Mention.objects.filter(id__in=ids).values_list("id", "account_id") for ids in parts(about))
    account_of = dict(pair for rows in some for pair in rows)
    seen = seen_accounts(reader, account_of.values())
    return {mention for mention, account in account_of.items() if account in seen}


def find_account(reader: Actor, name: str) -> models.Account | None:
    """The current account called by its id, by its number as "A-17", by its external id, or by its number as "17".

    In this order: what programs hand on is ids, and an external id that is spelled like another account's id or number
    names nobody else's account.
    """
    rows, number = current_accounts(reader), name.upper().removeprefix("A-")
    numbered = number.isascii() and number.isdigit() and len(number) < 10
    found = rows.filter(id=name).first() if name else None
    if found is None and numbered and name[:2].upper() == "A-":
        found = rows.filter(number=int(number)).first()
    if found is None and name:
        found = rows.filter(external_id=name).first()
    if found is None and numbered:
        found = rows.filter(number=int(number)).first()
    return found


def accounts_of_import(import_id: str) -> dict[str, str]:
    """origin → account id of everything already taken in by one import, for resuming it."""
    return dict(models.Account.objects.filter(taken_in_id=import_id).values_list("origin", "id"))


def counts(reader: Actor) -> dict[str, int]:
    """How many accounts, sources, mentions, statements and exhibits this reader may see."""
    visible = current_accounts(reader).order_by().values("id")
    return {
        "accounts": current_accounts(reader).count(),
        "sources": _sources(visible).count(),
        "mentions": models.Mention.objects.filter(account__in=visible).count(),
        "statements": _statements(visible).count(),
        "exhibits": _exhibits(visible).count(),
    }


def _sources(visible) -> QuerySet[models.Source]:
    return models.Source.objects.filter(
        id__in=models.Account.objects.filter(id__in=visible).values("source_id")
    ).order_by("id")


def _statements(visible) -> QuerySet[models.Statement]:
    retracted = models.Retraction.objects.filter(record_kind="statement", record_id=OuterRef("id"))
    return models.Statement.objects.filter(
        ~Exists(retracted), account__in=visible, superseded_by__isnull=True
    ).order_by("id")


def _consents(visible) -> QuerySet[models.Consent]:
    return models.Consent.objects.filter(account__in=visible).order_by("id")


def current_statements(reader: Actor) -> QuerySet[models.Statement]:
    """Statements of current accounts that the reader may see, less those that were replaced or taken back."""
    return _statements(current_accounts(reader).order_by().values("id"))


def statements_of(account_ids: Iterable[str]) -> QuerySet[models.Statement]:
    """The same for accounts that the caller has found readable."""
    return _statements(list(account_ids))


def consents_of(reader: Actor, account_ids: Iterable[str]) -> list[values.Consent]:
    """The consents of these accounts, as far as the reader sees them."""
    wanted = sorted(seen_accounts(reader, account_ids))
    some = (_consents(wanted[at : at + MANY]) for at in range(0, len(wanted), MANY))
    return [as_values.consent(row) for rows in some for row in rows]


def _exhibits(visible) -> QuerySet[models.Exhibit]:
    return models.Exhibit.objects.filter(account__in=visible).select_related("object").order_by("id")


def _moved_mentions() -> dict[str, str]:
    """Old mention id → the mention that stands for it since its account was corrected."""
    step = dict(
        models.Mention.objects.filter(supersedes__isnull=False)
        .exclude(account__taken_in_id__in=models.Retraction.objects.filter(record_kind="import").values("record_id"))
        .values_list("supersedes_id", "id")
    )
    moved = {}
    for old, next_id in step.items():
        new = next_id
        while new in step:
            new = step[new]
        moved[old] = new
    return moved


def _judgements(moved: dict[str, str]) -> list[values.Judgement]:
    return [as_values.judgement(row, moved) for row in models.Judgement.objects.order_by("id")]


def findings(reader: Actor, moved: dict[str, str] | None = None) -> list[values.Finding]:
    """Those the reader sees and no later one that they see replaces; what was undone or erased replaces nothing."""
    rows = finding_rows(_moved_mentions() if moved is None else moved)
    seen = _seen(reader, sorted({row.mention_id for row in rows}))
    return unreplaced([row for row in rows if row.mention_id in seen])


def source_links(source_ids: Iterable[str] | None = None) -> dict[str, str]:
    """Source id → the custodians' opaque link, where there is one. It says nothing but "the same"."""
    own, made = models.Source.objects.exclude(same_as=""), models.SourceLink.objects.order_by("id")
    if source_ids is not None:
        ids = list(source_ids)
        own, made = own.filter(id__in=ids), made.filter(source__in=ids)
    rows = dict(own.values_list("id", "same_as"))
    rows.update(made.values_list("source_id", "link"))
    return {source: link for source, link in rows.items() if link}


def _carriers(reader: Actor) -> dict[tuple[str, str], str]:
    """What an account may be called by those that it carries (external id, file name, number) → its id."""
    rows = current_accounts(reader).values_list("id", "number", "external_id", "origin")
    known = {(space, f"A-{number}"): row_id for row_id, number, _own, _origin in rows for space in ("number", "")}
    for row_id, _number, external_id, origin in rows:
        name = origin.rpartition("/")[2]
        known.update({("", called): row_id for called in (name, external_id) if called})
    return known


def name_rows(reader: Actor, kinds: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """(mention id, a name of it): labels and stated names of everything the reader may see."""
    visible = current_accounts(reader).order_by().values("id")
    mentions = models.Mention.objects.filter(account__in=visible)
    if kinds:
        mentions = mentions.filter(kind__in=kinds)
    rows = list(mentions.values_list("id", "label"))
    stated = _statements(visible).filter(property="name", mention__in=mentions.values("id"))
    rows += list(stated.values_list("mention_id", "value"))
    return sorted(set(rows))


def find_mention(account: models.Account, key: str) -> str | None:
    """The id of the mention that its account's file calls `key`, or that is labelled so."""
    rows = models.Mention.objects.filter(account=account)
    row = rows.filter(key=key).first() or rows.filter(label=key).first()
    return row.id if row else None


def log_rows(last: int, kind: str = "") -> list[models.LogLeaf]:
    """The newest log entries, oldest of them first; what only fills up the log before a release must be asked for."""
    rows = models.LogLeaf.objects.filter(kind=kind) if kind else models.LogLeaf.objects.exclude(kind="padding")
    return list(rows.order_by("-index")[:last])[::-1]


def find_mapping(name: str) -> dict | None:
    """A column mapping saved under this name."""
    row = models.SheetMapping.objects.filter(name=name).first()
    return row.mapping if row else None


def count_known(reader: Actor, external_ids: Iterable[str]) -> int:
    """How many of these external ids are of accounts that the reader may see."""
    ids, found = sorted(external_ids), 0
    for at in range(0, len(ids), 500):
        rows = current_accounts(reader).order_by().filter(external_id__in=ids[at : at + 500])
        found += rows.values("external_id").distinct().count()
    return found


@dataclass(frozen=True)
class ImportRow:
    """An import in a list. `accounts` counts what this reader may see."""

    id: str
    file_name: str
    recorded_at: datetime
    accounts: int
    ended: bool
    undone: bool


def imports(reader: Actor) -> list[ImportRow]:
    """Imports, newest first."""
    undone = set(models.Retraction.objects.filter(record_kind="import").values_list("record_id", flat=True))
    ended = set(models.ImportEnd.objects.values_list("of_id", flat=True))
    told = readable_accounts(reader).exclude(taken_in=None).order_by().values("taken_in_id").annotate(count=Count("id"))
    seen = dict(told.values_list("taken_in_id", "count"))
    return [
        ImportRow(row.id, row.file_name, row.recorded_at, seen.get(row.id, 0), row.id in ended, row.id in undone)
        for row in models.Import.objects.order_by("-id")
    ]


def leaves() -> Iterable[bytes]:
    """All leaves of the custody log, in order."""
    return map(bytes, models.LogLeaf.objects.order_by("index").values_list("leaf", flat=True).iterator())


def object_names() -> list[str]:
    """The names of all objects of the vault that belong to an exhibit."""
    return list(models.ExhibitObject.objects.values_list("name", flat=True))


def releases() -> list[models.Release]:
    return list(models.Release.objects.order_by("number"))


def next_release() -> tuple[int, models.Release | None]:
    """The number of the next release, and the one before it."""
    last = models.Release.objects.order_by("-number").first()
    return (last.number + 1 if last else 1), last


def listed(reader: Actor, kinds: tuple[str, ...]) -> dict[str, tuple[list[str], list[int]]]:
    """cluster id → (names, account numbers) of everything of these kinds that the reader may see; no profiles made."""
    visible = current_accounts(reader).order_by().values("id")
    rows = models.Mention.objects.filter(account__in=visible, kind__in=kinds)
    of = clusters(reader)
    found: dict[str, tuple[list[str], list[int]]] = {}
    for mention_id, label, number in rows.order_by("account__number", "id").values_list(
        "id", "label", "account__number"
    ):
        names, numbers = found.setdefault(of.get(mention_id, mention_id), ([], []))
        if label not in names:
            names.append(label)
        if number not in numbers:
            numbers.append(number)
    return found
