"""Slots: the database key of a workspace, wrapped several times, once for each way to open it.

What it is: `slots/*.json`, one file a slot. Kind "passphrase" (Argon2id and an AEAD) is made here; kind "recovery"
(2 of 3 sheets) by `recovery`. A backup carries the same objects in its header, so the functions that open take objects.
What it is not: the key's user (`db` opens the database with it), a policy on who may add a slot.

Invariants: every slot of a workspace holds the same 32 bytes · a slot is bound to its workspace, kind and id, and does
not open elsewhere · the last slot cannot be removed · removing a slot does not change the database key: who copied the
slot and knows its passphrase before keeps a key to copies made before.

Spec: docs/spec/keys.md, "Slots".

>>> slot = new_passphrase_slot(key, "four plain words here", workspace_id)
>>> open_passphrase_slots([slot], "four plain words here", workspace_id) == key
True
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import BadInput, Damaged, NewerFormat, NotFound, WrongPassphrase
from tizim.core.i18n import gettext as _

from . import crypto, files, passphrases
from .passphrases import DEFAULT, FLOOR, Costs

FORMAT = "tizim-slot/1"
MOST_SLOTS = 16


def new_passphrase_slot(
    key: bytes, passphrase: str, workspace_id: str, *, label: str = "", costs: Costs = DEFAULT
) -> dict[str, Any]:
    """A slot object. `label` tells people whose it is; it is readable by whoever holds the folder. Raises BadInput."""
    passphrases.check_passphrase(passphrase)
    return passphrases.wrap(key, passphrase, _about("passphrase", workspace_id, label), costs)


def _about(kind: str, workspace_id: str, label: str = "") -> dict[str, Any]:
    slot_id = crypto.random_bytes(8).hex()
    return {"format": FORMAT, "kind": kind, "workspace_id": workspace_id, "slot_id": slot_id, "label": label}


def open_passphrase_slots(
    slots: Iterable[dict[str, Any]], passphrase: str, workspace_id: str, *, floor: Costs = FLOOR
) -> bytes:
    """The database key from the first slot that this passphrase opens. Raises WrongPassphrase, or Damaged when no slot
    can be read at all."""
    damaged: Damaged | None = None
    tried = 0
    for slot in slots:
        if slot.get("kind") != "passphrase" or slot.get("workspace_id") != workspace_id:
            continue
        try:
            key = passphrases.unwrap(slot, passphrase, floor=floor)
        except Damaged as error:
            damaged = error
            continue
        tried += 1
        if key is not None and len(key) == crypto.KEY_BYTES:
            return key
    if damaged and not tried:
        raise damaged
    if not tried:
        raise NotFound(
            _("This workspace has no passphrase slot."), _("Open it with two recovery sheets: tizim recover.")
        )
    hint = _("Check the keyboard layout and capital letters; two recovery sheets open it too.")
    if damaged:
        hint = f"{hint} {_('One slot is damaged, perhaps yours: put it back from a backup.')}"
    raise WrongPassphrase(_("The passphrase does not open this workspace."), hint)


def read_slots(folder: Path) -> list[dict[str, Any]]:
    """All readable slots, by file name. Raises Damaged when there are files and none is readable, NotFound for none."""
    found, problems = inspect_slots(folder)
    if found:
        return found
    if problems:
        raise problems[0]
    raise NotFound(_("The workspace has no key slots ({path}).", path=folder), files.restore_hint())


def inspect_slots(folder: Path) -> tuple[list[dict[str, Any]], list[Damaged | NewerFormat]]:
    """The readable slots, and what is wrong with the others."""
    found: list[dict[str, Any]] = []
    problems: list[Damaged | NewerFormat] = []
    for path in sorted(folder.glob("*.json"))[: 2 * MOST_SLOTS]:
        try:
            found.append(parse_slot(files.read_json(path, what=_("The key slot {name}", name=path.name))))
        except (Damaged, NewerFormat) as error:
            problems.append(error)
    return found, problems


def parse_slot(slot: dict[str, Any]) -> dict[str, Any]:
    """The same object when it is a slot of this format. Raises NewerFormat, Damaged."""
    name, _slash, version = str(slot.get("format", "")).partition("/")
    if name == "tizim-slot" and version.isdecimal() and int(version) > 1:
        raise NewerFormat(_("A key slot was written by a newer Tizim."), _("Update Tizim on this computer."))
    fields = ("kind", "workspace_id", "slot_id")
    if slot.get("format") != FORMAT or not all(isinstance(slot.get(field), str) for field in fields):
        raise Damaged(_("A key slot is damaged: a field is missing."), files.restore_hint())
    return slot


def write_slot(folder: Path, slot: dict[str, Any]) -> Path:
    """Writes `<kind>-<slot id>.json`. Raises BadInput when there are too many."""
    if len(list(folder.glob("*.json"))) >= MOST_SLOTS:
        raise BadInput(_("A workspace has at most {count} slots.", count=MOST_SLOTS), _("Remove one first."))
    path = folder / f"{slot['kind']}-{slot['slot_id']}.json"
    files.write_file(path, canonical_bytes(slot) + b"\n", replace=False)
    return path


def remove_slot(folder: Path, slot_id: str) -> None:
    """Takes one way to open away. Raises NotFound, BadInput for the last one."""
    readable = read_slots(folder)
    paths = [path for path in sorted(folder.glob("*.json")) if path.stem.endswith(f"-{slot_id}")]
    if not paths:
        raise NotFound(_("There is no slot {id}.", id=slot_id), _("List the slots first."))
    if not [slot for slot in readable if slot["slot_id"] != slot_id]:
        raise BadInput(
            _("This is the last slot: without it nobody could ever open the workspace."), _("Add another slot first.")
        )
    for path in paths:
        path.unlink()
    files.sync_folder(folder)


def change_passphrase(
    folder: Path, key: bytes, slot_id: str, passphrase: str, *, label: str = "", costs: Costs = DEFAULT
) -> str:
    """A new slot first, then the old one goes: at no moment is there none. Returns the new slot's id."""
    old = next((slot for slot in read_slots(folder) if slot["slot_id"] == slot_id), None)
    if old is None or old["kind"] != "passphrase":
        raise NotFound(_("There is no passphrase slot {id}.", id=slot_id), _("List the slots first."))
    slot = new_passphrase_slot(key, passphrase, old["workspace_id"], label=label or str(old["label"]), costs=costs)
    write_slot(folder, slot)
    remove_slot(folder, slot_id)
    return str(slot["slot_id"])
