"""Everything out and in again: facts as JSON Lines, originals as files, in a signed bundle.

An archive is for leaving, for a third place and for auditors. It is not encrypted. Sealed records stay sealed. Keys are
not in it: reading it back encrypts every exhibit anew and begins a log that names the archive it came from. The signed
lists of custodians are in it, so that what was sealed to them can be opened there too, by them.

    facts/<table>.jsonl    one row a line, canonical JSON, in the order of ids; bytes as hexadecimal
    exhibits/<id>          the original bytes
    custodians.jsonl       the signed lists that sealed records name, a line for each workspace they were sealed in
    items.jsonl            the exhibits with what opens their leaves; erasures; entries of the log, opened

Spec: docs/spec/archive.md.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import BinaryField, DateField, DateTimeField

from tizim.actions.exhibits import object_row
from tizim.actions.log import Entry, append, entry_of
from tizim.actions.releases import sign_log, signer_of
from tizim.actions.seals import lists_of, read_lists
from tizim.actions.session import Session
from tizim.core.canonical import canonical_bytes
from tizim.core.errors import BadInput, Damaged
from tizim.core.i18n import gettext as _
from tizim.db import models
from tizim.db.digest import rows_sha256
from tizim.policies import Actor, check
from tizim.vault import bundle, items, objects
from tizim.vault import log as vault_log

BATCH = 200
LISTS = "custodians.jsonl"
DECIDED = (
    models.Judgement, models.Derivation, models.Finding, models.FindingTerms, models.Assessment, models.SourceLink,
    models.SuggestionDecision, models.Request, models.RequestEnd, models.SecondCheck, models.Task, models.TaskEnd,
)  # fmt: skip


@dataclass
class Counted:
    rows: int = 0
    exhibits: int = 0


def export(*, by: Actor, second: Actor | None, session: Session, target: Path) -> Counted:
    """Write everything to a new folder. Two people; a leaf before anything is written."""
    check(by, "export", second=second)
    with transaction.atomic():
        append([Entry("exported", "", {"by": by.name, "second": second.name if second else ""})])
    counted = Counted()
    tree, signed = sign_log(session)
    number = models.LogLeaf.objects.filter(kind="exported").count()
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    bundle.write_bundle(
        target, "archive", _files(session, counted), list(_items()), signer_of(session), signed, log=tree,
        number=number, date=today,
    )  # fmt: skip
    return counted


def _files(session: Session, counted: Counted) -> Iterator[tuple[str, bundle.Content]]:
    for model in models.FACTS:
        lines = []
        for row in model.objects.order_by("id").iterator(chunk_size=500):
            lines.append(canonical_bytes(row_values(row)) + b"\n")
            counted.rows += 1
        yield f"facts/{model._meta.model_name}.jsonl", b"".join(lines)
    lists = [canonical_bytes(one) + b"\n" for one in lists_of(session)]
    yield LISTS, b"".join(lists)
    for stored in models.ExhibitObject.objects.order_by("exhibit_id"):
        counted.exhibits += 1
        yield f"exhibits/{stored.exhibit_id}", _original(session, stored)


def _original(session: Session, stored: models.ExhibitObject):
    def write(stream: BinaryIO) -> None:
        objects.get(session.workspace.vault_path, stored.name, session.unwrap(stored.identity), stream)

    return write


def _items() -> Iterator[items.Item]:
    for stored in models.ExhibitObject.objects.all():
        path = f"exhibits/{stored.exhibit_id}"
        yield items.Present(stored.leaf_index, path, bytes(stored.salt), stored.ciphertext_sha256)
    erased = set()
    for row in models.LogLeaf.objects.exclude(payload="").iterator(chunk_size=1000):
        yield items.Opened(row.index, bytes(row.blind), bytes(row.salt), row.payload.encode())
        if row.kind == vault_log.ERASED:
            erased.add(json.loads(row.payload)["index"])
    for row in models.LogLeaf.objects.filter(index__in=erased):
        yield items.Erased(row.index, bytes(row.leaf))


def row_values(row) -> dict[str, Any]:
    """A fact as canonical JSON values: times in ISO 8601 UTC, bytes in hexadecimal."""
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, (datetime.datetime, datetime.date)):
            value = value.isoformat()
        elif isinstance(value, (bytes, memoryview)):
            value = bytes(value).hex()
        values[field.attname] = value
    return values


def import_archive(*, by: Actor, session: Session, archive: Path, vkey: str) -> Counted:
    """Read a verified archive into a workspace without accounts, all or nothing."""
    check(by, "take_in")
    report = bundle.verify_bundle(archive, vkey)
    if report.head is None or report.head.kind != "archive":
        raise BadInput(_("This is not an exported archive."), _("Make one with: tizim export."), file=str(archive))
    if models.Account.objects.exists():
        raise BadInput(_("This workspace holds accounts already."), _("Import into a new one: tizim init."))
    lists = _read_lists(archive)
    counted, kept = Counted(), {}
    for path in sorted((archive / "exhibits").glob("*")):
        with path.open("rb") as stream:
            kept[path.name] = objects.put(session.workspace.vault_path, stream)
    with transaction.atomic():
        for model in models.FACTS:
            counted.rows += _read_rows(model, archive)
        entries = [_account_entry(account) for account in models.Account.objects.exclude(content_sha256="")]
        for model in DECIDED:
            entries += [entry_of("imported_row", row, {}) for row in model._default_manager.order_by("id")]
        stored = [object_row(models.Exhibit.objects.get(id=i), kept[i], session) for i in sorted(kept)]
        leaves = [Entry("exhibit", row.exhibit_id, exhibit_leaf=kept[row.exhibit_id].leaf_bytes) for row in stored]
        origin = {"origin": report.head.origin, "log_size": report.head.log_size, "by": by.name,
                  "log_root": report.head.log_root.hex(), "custodians": lists}  # fmt: skip
        for row, index in zip(stored, append([*leaves, *entries, Entry("imported", "", origin)]), strict=False):
            row.leaf_index = index
        models.ExhibitObject.objects.bulk_create(stored)
    counted.exhibits = len(kept)
    return counted


def _read_lists(archive: Path) -> list[dict[str, Any]]:
    """The lists of custodians in the archive, each verified with the root that its line names."""
    try:
        lines = (archive / LISTS).read_bytes().splitlines()
        found = [json.loads(line) for line in lines]
    except (OSError, ValueError) as error:
        raise Damaged(_("{file} cannot be read.", file=LISTS)) from error
    for one in found:
        read_lists(one)
    return found


def _account_entry(account: models.Account) -> Entry:
    consents = list(account.consents.order_by("id"))
    rows = [account, *account.mentions.all(), *account.statements.all(), *consents]
    payload = {"content_sha256": rows_sha256(rows), "consents": [row.id for row in consents], "imported": True}
    return Entry("account", account.id, payload)


def _read_rows(model, archive: Path) -> int:
    table, rows = f"facts/{model._meta.model_name}.jsonl", []
    if not (archive / table).exists():  # an archive of before there was such a table; its own files are verified
        return 0
    present = set(model.objects.values_list("id", flat=True))
    with (archive / table).open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = _row(model, json.loads(line))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise Damaged(_("{file}, line {number} cannot be read.", file=table, number=number)) from error
            if row.id not in present:
                rows.append(row)
    model.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _row(model, values: dict[str, Any]):
    for field in model._meta.concrete_fields:
        value = values[field.attname]
        if isinstance(field, BinaryField):
            values[field.attname] = bytes.fromhex(value)
        elif isinstance(field, DateTimeField):
            values[field.attname] = datetime.datetime.fromisoformat(value)
        elif isinstance(field, DateField):
            values[field.attname] = datetime.date.fromisoformat(value)
    return model(**values)
