"""Changing who the custodians are: a new signed list, its leaf, then the file."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from tizim.actions.log import Entry, append
from tizim.actions.session import Session
from tizim.policies import Actor, check
from tizim.vault import custodians, keyfiles
from tizim.vault.passphrases import DEFAULT, FLOOR, Costs
from tizim.vault.workspace import pin_root_key


def add_custodian(
    *, by: Actor, session: Session, name: str, passphrase: str, key_file: Path, root_key: Path, root_passphrase: str,
    costs: Costs = DEFAULT, floor: Costs = FLOOR,
) -> custodians.Custodian:  # fmt: skip
    """A new key pair for `name` in `key_file`, and the next list, signed with the root key (made at the first time)."""
    check(by, "change_custodians")
    if session.workspace.root_public_key is None and not root_key.exists():
        keyfiles.new_root_key(root_key, root_passphrase, costs=costs)
    root = keyfiles.open_root_key(root_key, root_passphrase, floor=floor)
    session.workspace = pin_root_key(session.workspace, session.key, root.public_key)
    added = keyfiles.new_custodian(name, passphrase, key_file, costs=costs)
    before = session.custodians
    listed = custodians.sign_list(
        [*(before.custodians if before else ()), added], workspace_id=session.workspace.id, previous=before, root=root
    )
    custodians.add_list(session.workspace, listed.signed)
    with transaction.atomic():
        payload = {"version": listed.version, "digest": listed.digest, "by": by.name, "added": added.id}
        append([Entry("custodians", "", payload)])
    session.custodians = listed
    return added
