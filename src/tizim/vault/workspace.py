"""A workspace: one office's encrypted archive, a folder.

What it is: the layout of the folder, its format version, how it comes into being, how it is opened and unlocked.

    workspace.json    format, random id, log name and keys, pinned root of the custodians; checked by the database key
    slots/            the database key, wrapped once for each way to open it (`slots`, `recovery`)
    custodians/       the signed lists of those to whom sources are sealed (`custodians`)
    vault/            exhibits, encrypted one by one (`objects`)
    tizim.db          everything else, an encrypted database (`db`); with -wal and -shm while in use
    erased.jsonl      random ids of what was erased, to be erased again after a restore
    lock              held by the process that writes

What it is not: the database (`db` opens it with the 32-byte key handed out here), a policy.

Invariants: no date, name or place in clear · the workspace appears whole or not at all · nothing is created in a
folder that is not empty · `workspace.json` edited without the key is found at the next unlocking · a newer format is
not touched.

Spec: docs/spec/keys.md, "The folder".

>>> made = create_workspace(folder, "four plain words here")
>>> unlock(open_workspace(folder), "four plain words here") == made.database_key
True
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import BadInput, Damaged, NewerFormat, NotFound
from tizim.core.i18n import gettext as _

from . import crypto, files, passphrases, recovery, slots
from .passphrases import DEFAULT, FLOOR, Costs

FORMAT = "tizim-workspace"
VERSION = 1
FILE = "workspace.json"


@dataclass(frozen=True)
class Workspace:
    """An existing workspace. `root_public_key` is None until the custodians' root is pinned."""

    path: Path
    id: str
    log_origin: str
    log_public_key: bytes
    root_public_key: bytes | None
    document: dict[str, Any]

    @property
    def slots_path(self) -> Path:
        return self.path / "slots"

    @property
    def custodians_path(self) -> Path:
        return self.path / "custodians"

    @property
    def vault_path(self) -> Path:
        return self.path / "vault"

    @property
    def database_path(self) -> Path:
        return self.path / "tizim.db"

    @property
    def lock_path(self) -> Path:
        return self.path / "lock"

    @property
    def erased_path(self) -> Path:
        return self.path / "erased.jsonl"


class Created(NamedTuple):
    """What `create_workspace` hands out once: print the shares (`recovery.render_sheet`) and forget them."""

    workspace: Workspace
    database_key: bytes
    recovery_shares: tuple[str, str, str]


def create_workspace(
    path: str | Path,
    passphrase: str,
    *,
    log_origin: str = "",
    root_public_key: bytes | None = None,
    costs: Costs = DEFAULT,
    prepare: Callable[[Workspace, bytes], None] | None = None,
) -> Created:
    """A new workspace in a new or empty folder. `prepare` (workspace, key) fills it before it appears under its name.

    Raises BadInput (the folder is not empty, the passphrase is too short), NotFound (no such parent), DiskFull.
    """
    target = Path(path).absolute()
    passphrases.check_passphrase(passphrase)
    if (target / FILE).exists():
        raise BadInput(_("There is a workspace at {path} already.", path=target), _("Open it, or choose another name."))
    key, shares = crypto.random_bytes(crypto.KEY_BYTES), recovery.new_shares()
    with files.appearing_folder(target) as building:
        made = _fill_folder(building, _new_document(key, log_origin, root_public_key))
        slots.write_slot(made.slots_path, slots.new_passphrase_slot(key, passphrase, made.id, costs=costs))
        slots.write_slot(made.slots_path, recovery.new_recovery_slot(key, shares, made.id))
        if prepare:
            prepare(made, key)
    return Created(replace(made, path=target), key, shares)


def _new_document(key: bytes, log_origin: str, root_public_key: bytes | None) -> dict[str, Any]:
    workspace_id = crypto.random_bytes(16).hex()
    secret, public = crypto.new_signing_key()
    log = {"origin": log_origin or f"tizim/{workspace_id}", "public_key": public.hex()}
    wrapped = crypto.wrap_key(_subkey(key, "log"), secret, canonical_bytes([workspace_id, log]))
    document = {
        "format": FORMAT,
        "version": VERSION,
        "workspace_id": workspace_id,
        "log": {**log, "wrapped_secret": wrapped.hex()},
        "root_public_key": root_public_key.hex() if root_public_key else "",
    }
    return {**document, "check": _check_value(document, key)}


def _subkey(key: bytes, purpose: str) -> bytes:
    return hmac.digest(key, f"tizim/workspace/v1/{purpose}".encode(), "sha256")


def _check_value(document: dict[str, Any], key: bytes) -> str:
    plain = {name: value for name, value in document.items() if name != "check"}
    return hmac.digest(_subkey(key, "check"), canonical_bytes(plain), "sha256").hex()


def _fill_folder(folder: Path, document: dict[str, Any]) -> Workspace:
    made = _parse(folder, document)
    for part in (made.slots_path, made.custodians_path, made.vault_path):
        files.make_folder(part)
    for empty in (made.database_path, made.erased_path, made.lock_path):
        files.write_file(empty, b"")  # made here so that they are private; SQLite gives -wal and -shm the same mode
    files.write_file(folder / FILE, canonical_bytes(document) + b"\n")
    return made


def open_workspace(path: str | Path) -> Workspace:
    """The workspace in this folder, still locked. Raises NotFound, Damaged, NewerFormat; changes nothing."""
    folder = Path(path).absolute()
    if not (folder / FILE).is_file():
        raise NotFound(
            _("There is no Tizim workspace at {path}.", path=folder),
            _("Check the folder's name, or make a workspace with: tizim init."),
        )
    found = _parse(folder, files.read_json(folder / FILE, what=_("The file {name}", name=FILE)))
    for part in (found.slots_path, found.database_path, found.vault_path):
        if not part.exists():
            raise Damaged(_("The workspace is incomplete: {name} is missing.", name=part.name), files.restore_hint())
    return found


def _parse(folder: Path, document: dict[str, Any]) -> Workspace:
    version = document.get("version")
    if document.get("format") != FORMAT or type(version) is not int or version < 1:
        raise Damaged(_("The file {name} is not that of a workspace.", name=FILE), files.restore_hint())
    if version > VERSION:
        raise NewerFormat(
            _("This workspace was written by a newer Tizim (format {found}; this one knows {known}).",
              found=version, known=VERSION),
            _("Update Tizim on this computer; nothing was changed."),
        )  # fmt: skip
    try:
        root = bytes.fromhex(document["root_public_key"])
        log = document["log"]
        public, origin = bytes.fromhex(log["public_key"]), str(log["origin"])
        if len(public) != 32 or len(root) not in (0, 32) or not document["workspace_id"].isalnum():
            raise ValueError("a key has another length")
        canonical_bytes(document)
        return Workspace(folder, document["workspace_id"], origin, public, root or None, document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Damaged(_("The file {name} is damaged.", name=FILE), files.restore_hint()) from error


def unlock(workspace: Workspace, passphrase: str, *, floor: Costs = FLOOR) -> bytes:
    """The 32-byte database key. Raises WrongPassphrase, Damaged. `floor` is for tests."""
    found = slots.read_slots(workspace.slots_path)
    key = slots.open_passphrase_slots(found, passphrase, workspace.id, floor=floor)
    check_key(workspace, key)
    return key


def unlock_with_sheets(workspace: Workspace, share_a: str, share_b: str) -> bytes:
    """The database key from two different recovery sheets. Raises BadInput (a typing error, says where), Damaged."""
    key = recovery.recover_key(slots.read_slots(workspace.slots_path), workspace.id, share_a, share_b)
    check_key(workspace, key)
    return key


def check_key(workspace: Workspace, key: bytes) -> None:
    """Raises Damaged unless `workspace.json` is as the holder of this key wrote it."""
    if not hmac.compare_digest(
        str(workspace.document.get("check")).encode(), _check_value(workspace.document, key).encode()
    ):
        raise Damaged(
            _("The file {name} was changed by someone without the key, or belongs to another workspace.", name=FILE),
            files.restore_hint(),
        )


def log_signing_key(workspace: Workspace, key: bytes) -> bytes:
    """The secret half of the custody log's key (Ed25519, 32 bytes). Raises Damaged."""
    check_key(workspace, key)
    log = workspace.document["log"]
    bound_to = canonical_bytes([workspace.id, {"origin": log["origin"], "public_key": log["public_key"]}])
    secret = crypto.unwrap_key(_subkey(key, "log"), bytes.fromhex(log["wrapped_secret"]), bound_to)
    if secret is None:
        raise Damaged(_("The log's signing key does not open with this key."), files.restore_hint())
    return secret


def pin_root_key(workspace: Workspace, key: bytes, root_public_key: bytes) -> Workspace:
    """Pins the custodians' root where none was pinned at creation. Raises BadInput when there is another already."""
    check_key(workspace, key)
    if workspace.root_public_key not in (None, root_public_key):
        raise BadInput(
            _("Another root key is pinned in this workspace; it cannot be replaced."),
            _("Use the root key file that was made with the workspace."),
        )
    plain = {**workspace.document, "root_public_key": root_public_key.hex()}
    document = {**plain, "check": _check_value(plain, key)}
    files.write_file(workspace.path / FILE, canonical_bytes(document) + b"\n")
    return _parse(workspace.path, document)
