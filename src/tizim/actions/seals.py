"""Opening one sealed record: the leaf first, then the passphrase, then the words; nothing is written but the leaf.

The leaf is committed, and on the disk, before anything can be shown: a crash between the two shows nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.db import transaction

from tizim.actions.log import Entry, append
from tizim.actions.session import Session
from tizim.core.errors import BadInput, Damaged, NotFound
from tizim.core.i18n import gettext as _
from tizim.db import models, queries
from tizim.policies import Actor, check
from tizim.vault import sealing
from tizim.vault.custodians import Custodian, CustodianList, list_history, verify_history


def open_sealed(
    *, by: Actor, session: Session, record: str, reason: str, unlock_secret: Callable[[], tuple[Custodian, bytes]]
) -> dict[str, str]:
    """The sealed content of one record (a source's code like S-14, or a record id).

    `unlock_secret` is asked only after the leaf is safe; it returns the custodian and their secret key.
    """
    check(by, "open_sealed")
    if not reason.strip():
        raise BadInput(_("Opening a sealed record needs a reason."), _("Say it: --reason “…”."))
    seal = _find_seal(by, record)
    with transaction.atomic():
        payload = {"by": by.name, "reason": reason.strip(), "purpose": seal.purpose}
        append([Entry("sealed_opened", seal.record_id, payload)])
    custodian, secret = unlock_secret()
    lists = (*list_history(session.workspace), *(one for lists in earlier_lists() for one in read_lists(lists)))
    return sealing.open_seal(bytes(seal.blob), seal.record_id, seal.purpose, lists, custodian=custodian, secret=secret)


def lists_of(session: Session) -> list[dict[str, Any]]:
    """Every list that something here may be sealed to, as values: of this workspace, and of those read into it."""
    workspace = session.workspace
    if workspace.root_public_key is None:
        return earlier_lists()
    signed = [one.signed.decode() for one in list_history(workspace)]
    own = {"workspace_id": workspace.id, "root_public_key": workspace.root_public_key.hex(), "lists": signed}
    return [own, *earlier_lists()]


def earlier_lists() -> list[dict[str, Any]]:
    """The lists that came with imported archives, as the log's entries keep them: for opening, never for sealing."""
    rows = models.LogLeaf.objects.filter(kind="imported").order_by("index")
    return [lists for row in rows if row.payload for lists in json.loads(row.payload).get("custodians", ())]


def read_lists(lists: dict[str, Any]) -> tuple[CustodianList, ...]:
    """The verified lists in one such value. Raises NotVerified, Damaged, NewerFormat."""
    try:
        root, workspace_id = bytes.fromhex(lists["root_public_key"]), str(lists["workspace_id"])
        signed = [str(one).encode() for one in lists["lists"]]
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged(_("The lists of custodians in the archive cannot be read.")) from error
    return verify_history(signed, root_public_key=root, workspace_id=workspace_id)


def _find_seal(by: Actor, record: str) -> models.Seal:
    visible = queries.readable_accounts(by)
    source = models.Source.objects.filter(code=record, accounts__in=visible).first()
    record_id = source.id if source else record
    row = models.Seal.objects.filter(record_id__in=_same_number(record_id)).order_by("-id").first()
    known = models.Source.objects.filter(id=record_id, accounts__in=visible).exists() or (
        models.Statement.objects.filter(id=record_id, account__in=visible).exists()
    )
    if row is None or not known or not row.blob:
        raise NotFound(_("There is nothing sealed under {name}.", name=record), _("Use a code as in: tizim accounts."))
    return row


def _same_number(record_id: str) -> list[str]:
    """The record, and for an identity number the same one in other versions of its account: it was sealed only once."""
    said = models.Statement.objects.filter(id=record_id, property="id_number").select_related("account").first()
    if said is None or not said.value:
        return [record_id]
    same = models.Statement.objects.filter(account__number=said.account.number, property="id_number", value=said.value)
    return [record_id, *same.values_list("id", flat=True)]
