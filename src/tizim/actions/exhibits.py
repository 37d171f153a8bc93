"""Keeping files as evidence: bytes into the vault first, then row, key and leaf in one transaction.

A put that is cut off leaves only an unnamed object in the vault, which `scrub` sweeps; an acknowledged exhibit
has its row, its key and its leaf.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from tizim.actions.log import Entry, append
from tizim.actions.session import Session
from tizim.core.drafts import ExhibitDraft
from tizim.core.errors import BadInput, NotFound
from tizim.core.i18n import gettext as _
from tizim.db import models
from tizim.policies import Actor, check
from tizim.vault import objects


@dataclass(frozen=True)
class KeptExhibit:
    """A file whose bytes already lie in the vault, waiting for its row."""

    draft: ExhibitDraft
    stored: objects.StoredObject


def put_file(*, session: Session, draft: ExhibitDraft, progress: Callable[[int], None] | None = None) -> KeptExhibit:
    """Stream the file into the vault. Raises BadInput naming the file when it cannot be read."""
    try:
        with Path(draft.path).open("rb") as stream:
            stored = objects.put(session.workspace.vault_path, stream, progress=progress)
    except OSError as error:
        raise BadInput(_("The file cannot be read."), _("Check its name and place."), file=draft.name) from error
    return KeptExhibit(draft, stored)


def exhibit_rows(
    kept: Sequence[KeptExhibit], account, mentions, by: Actor, session: Session
) -> tuple[list[models.Exhibit], list[models.ExhibitObject], list[Entry]]:
    """Rows, keys and leaves for files already in the vault. The leaf index is set when the log is written."""
    rows, keys, entries = [], [], []
    for one in kept:
        draft, stored = one.draft, one.stored
        row = models.Exhibit(
            account=account, mention=mentions.get(draft.subject), name=draft.name, media_type=draft.media_type,
            size_bytes=stored.size_bytes, sha256=stored.sha256, caption=draft.caption,
            received_from=draft.received_from, received_on=draft.received_on, recorded_by=by.name,
        )  # fmt: skip
        rows.append(row)
        keys.append(object_row(row, stored, session))
        entries.append(Entry("exhibit", row.id, exhibit_leaf=stored.leaf_bytes))
    return rows, keys, entries


def object_row(exhibit: models.Exhibit, stored: objects.StoredObject, session: Session) -> models.ExhibitObject:
    """Where the bytes lie and what opens them; the leaf's index is set when the log is written."""
    return models.ExhibitObject(
        exhibit=exhibit, name=stored.name, ciphertext_sha256=stored.ciphertext_sha256, leaf_index=-1,
        identity=session.wrap(stored.identity), salt=stored.salt,
    )  # fmt: skip


def keep_exhibit(
    *, by: Actor, session: Session, draft: ExhibitDraft, account: models.Account | None = None,
    progress: Callable[[int], None] | None = None,
) -> models.Exhibit:  # fmt: skip
    """Keep one file, by itself or with an account that is already there. Returns when it is safe."""
    check(by, "keep_exhibit", compartment=account.compartment if account else "general")
    kept = put_file(session=session, draft=draft, progress=progress)
    with transaction.atomic():
        rows, keys, entries = exhibit_rows([kept], account, {}, by, session)
        keys[0].leaf_index = append(entries)[0]
        rows[0].save(force_insert=True)
        keys[0].save(force_insert=True)
    return rows[0]


def get_exhibit(*, by: Actor, session: Session, exhibit_id: str, target: BinaryIO) -> models.Exhibit:
    """Stream the original bytes of an exhibit to `target`. Raises NotFound for one that the actor may not see."""
    row = models.Exhibit.objects.filter(id=exhibit_id).select_related("object", "account").first()
    if row is None:
        raise NotFound(_("There is no such exhibit."))
    check(by, "get_exhibit", compartment=row.account.compartment if row.account else "general")
    if not hasattr(row, "object"):
        raise NotFound(_("This exhibit was erased. Its proof remains in the log."))
    objects.get(session.workspace.vault_path, row.object.name, session.unwrap(row.object.identity), target)
    return row
