"""Verify everything again: every exhibit's bytes, every leaf's opening, every account's content, the log's tree.

Integrity is derived anew from bytes and rows; nothing that is stored as a result is trusted. Changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from tizim.actions.session import Session
from tizim.core.errors import NotVerified
from tizim.core.i18n import gettext as _
from tizim.db import drafts, models, queries
from tizim.db.digest import rows_sha256
from tizim.vault import log as vault_log
from tizim.vault import objects, tree
from tizim.vault import scrub as vault_scrub
from tizim.vault.checkpoint import Checkpoint

ADDED = ("mention", "statement")  # rows that an accepted suggestion added to an account


@dataclass
class Scrubbed:
    """What was verified, and every problem found."""

    exhibits: int = 0
    entries: int = 0
    accounts: int = 0
    orphans: int = 0
    problems: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Raises NotVerified with all problems, if there are any."""
        if self.problems:
            raise NotVerified(
                _("The archive is not whole: {count} problems.", count=len(self.problems)),
                _("Restore the newest backup beside it and compare: tizim restore."),
                self.problems,
            )


def scrub(*, session: Session, progress: Callable[[str, int], None] | None = None, clean: bool = False) -> Scrubbed:
    """Verify all of it. With `clean`, remains of interrupted puts are removed from the vault."""
    found = Scrubbed()
    _scrub_pages(found)
    leaves = _scrub_log(found)
    _scrub_rows(found, progress)
    folder = session.workspace.vault_path
    objects.sweep(folder, [*queries.object_names(), *drafts.kept_objects()], clean=clean)
    seen = vault_scrub.scrub(
        folder, _object_rows(session), leaves, frontier=_stored_frontier(), entries=_entry_rows(),
        checkpoints=_signed(session), progress=progress,
    )  # fmt: skip
    found.entries, found.exhibits = seen.leaves, seen.objects
    found.orphans = sum(flaw.code == "orphan" for flaw in seen.flaws)
    called = dict(models.ExhibitObject.objects.values_list("name", "exhibit_id"))
    for flaw in seen.flaws:
        if flaw.code != "orphan":
            found.problems.append(
                f"{_('exhibit')} {called[flaw.where]}: {flaw.words}" if flaw.where in called else str(flaw)
            )
    return found


def _scrub_pages(found: Scrubbed) -> None:
    """Every page of the encrypted database authenticates, also those that no row of ours reads."""
    if connection.vendor != "sqlite":
        return  # a server keeps checksums of its own
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cipher_integrity_check")
        broken = cursor.fetchall()
    if broken:
        found.problems.append(_("{count} pages of the database are damaged", count=len(broken)))


def _scrub_log(found: Scrubbed) -> list[bytes]:
    """Indexes without gaps; whatever cannot be opened any more has an erasure that says why. Returns the leaves."""
    erased = _erased_leaves()
    leaves: list[bytes] = []
    for row in models.LogLeaf.objects.order_by("index").defer("salt", "blind").iterator(chunk_size=1000):
        if row.index != len(leaves):
            found.problems.append(_("log entry {index} is missing", index=len(leaves)))
        if not row.payload and row.kind != "exhibit" and row.index not in erased:
            found.problems.append(_("log entry {index} cannot be opened, and no erasure says why", index=row.index))
        leaves.append(bytes(row.leaf))
    if models.LogState.objects.get(pk=1).size != len(leaves):
        found.problems.append(_("the log's tree is not that of its leaves"))
    return leaves


def _stored_frontier() -> tree.Frontier:
    return tree.Frontier.from_bytes(bytes(models.LogState.objects.get(pk=1).frontier))


def _entry_rows() -> Iterator[vault_scrub.EntryRow]:
    for row in models.LogLeaf.objects.exclude(payload="").order_by("index").iterator(chunk_size=1000):
        yield vault_scrub.EntryRow(row.index, bytes(row.blind), bytes(row.salt), row.payload.encode())


def _signed(session: Session) -> list[Checkpoint]:
    """What was ever signed and published: this log must continue all of it."""
    origin = session.workspace.log_origin
    said = [row.summary for row in models.Release.objects.order_by("number")]
    return [Checkpoint(origin, one["log_size"], bytes.fromhex(one["log_root"])) for one in said]


def _object_rows(session: Session) -> Iterator[vault_scrub.ObjectRow]:
    for row in models.ExhibitObject.objects.select_related("exhibit").order_by("leaf_index"):
        yield vault_scrub.ObjectRow(
            row.name, row.exhibit.size_bytes, row.exhibit.sha256, row.ciphertext_sha256, bytes(row.salt),
            session.unwrap(row.identity), row.leaf_index,
        )  # fmt: skip


def _erased_leaves() -> set[int]:
    said = models.LogLeaf.objects.filter(kind=vault_log.ERASED).values_list("payload", flat=True)
    return {json.loads(payload)["index"] for payload in said if payload}


def _scrub_rows(found: Scrubbed, progress: Callable[[str, int], None] | None) -> None:
    """Every row that a leaf committed to is there and is what it was; no account came in without a leaf."""
    known: set[str] = set()
    own = set(models.LogLeaf.objects.filter(kind__in=ADDED).values_list("record_id", flat=True))
    payloads = models.LogLeaf.objects.filter(payload__contains='"content_sha256"').order_by("index")
    for record_id, kind, payload in payloads.values_list("record_id", "kind", "payload").iterator(chunk_size=500):
        said = json.loads(payload)
        rows = _account_rows(record_id, said, own) if kind == "account" else _row(said["table"], record_id)
        if not rows or rows_sha256(rows) != said["content_sha256"]:
            found.problems.append(_("{kind} {id} is not as it was recorded", kind=kind, id=record_id))
        if kind == "account":
            known.add(record_id)
            found.accounts += 1
            if progress and found.accounts % 200 == 0:
                progress("accounts", found.accounts)
    for account in models.Account.objects.exclude(content_sha256="").exclude(id__in=known):
        found.problems.append(_("account A-{number} stands in no log entry", number=account.number))


def _account_rows(account_id: str, said: dict[str, Any], own: set[str]) -> list[Any]:
    """What came with the account: not what was added to it later, with a leaf of its own."""
    account = models.Account.objects.filter(id=account_id).first()
    if account is None:
        return []
    first = models.Consent.objects.filter(id__in=said.get("consents", ()))
    rows = [*account.mentions.all(), *account.statements.all()]
    return [account, *(row for row in rows if row.pk not in own), *first]


def _row(table: str, record_id: str) -> list[Any]:
    model = next(model for model in models.FACTS if model._meta.model_name == table)
    return list(model._default_manager.filter(pk=record_id))
