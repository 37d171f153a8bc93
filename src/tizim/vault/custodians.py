"""Custodians: the few people who can open what is sealed, and the signed lists that say who they are.

What it is: the versioned lists in `custodians/`, each signed by the root key, whose public half is pinned in
`workspace.json` and checked by the database key.
What it is not: the sealing itself (`sealing`), the files with private halves (`keyfiles`), staff roles (a role opens
no seal).

Invariants: at most five custodians · a list is used only when the pinned root signed it for this workspace · each list
names the digest of the one before it, so that none can be taken out, exchanged, or rolled back below the version that
the caller knows · lists are never overwritten: sealed records name the one they were sealed to.

Spec: docs/spec/keys.md, "Custodians".

>>> made = sign_list([custodian], workspace_id=workspace.id, previous=None, root=root)
>>> add_list(workspace, made.signed)
>>> current_list(workspace).custodians[0].name
'Keeper one'
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import BadInput, Damaged, NewerFormat, NotFound, NotVerified
from tizim.core.i18n import gettext as _
from tizim.core.ids import ALPHABET

from . import crypto, files

LIST_FORMAT = "tizim-custodians/1"
MOST_CUSTODIANS = 5
NAME_LETTERS = 80


@dataclass(frozen=True)
class Custodian:
    """`name` is readable by whoever holds the folder: a role may serve better than a person's name."""

    name: str
    public_key: bytes
    kind: str = "person"

    @property
    def id(self) -> str:
        """32 hexadecimal digits that follow from the public key."""
        return hashlib.sha256(b"tizim-custodian/1\n" + self.public_key).hexdigest()[:32]

    @property
    def fingerprint(self) -> str:
        """Five groups of four letters, to compare by telephone before signing a list."""
        return spell_fingerprint(self.public_key)


@dataclass(frozen=True)
class CustodianList:
    """A list whose signature was checked. `digest` is bound into every seal made with it; `signed` is its file."""

    workspace_id: str
    version: int
    previous: str
    custodians: tuple[Custodian, ...]
    digest: str
    signed: bytes


class HasCustodians(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def root_public_key(self) -> bytes | None: ...
    @property
    def custodians_path(self) -> Path: ...


class Signer(Protocol):
    """The opened root key (`keyfiles.open_root_key`)."""

    @property
    def public_key(self) -> bytes: ...
    def sign(self, message: bytes) -> bytes: ...


def sign_list(
    custodians: Sequence[Custodian], *, workspace_id: str, previous: CustodianList | None, root: Signer
) -> CustodianList:
    """The next list, signed. `previous` is the current one, None for the first. Raises BadInput."""
    plain = {
        "format": LIST_FORMAT,
        "workspace_id": workspace_id,
        "version": previous.version + 1 if previous else 1,
        "previous": previous.digest if previous else "",
        "custodians": [entry_of(custodian) for custodian in custodians],
    }
    _check_members(custodians)
    signature = root.sign(_to_sign(plain))
    signed = canonical_bytes({"list": plain, "signature": signature.hex()}) + b"\n"
    return verify_list(signed, root_public_key=root.public_key, workspace_id=workspace_id)


def verify_list(signed: bytes, *, root_public_key: bytes, workspace_id: str) -> CustodianList:
    """The list in these bytes. Raises NotVerified unless this root signed it for this workspace, NewerFormat."""
    what = _("The list of custodians")
    try:
        document = files.parse_json(signed, what=what)
        plain, signature = document["list"], bytes.fromhex(document["signature"])
        check_format(plain, LIST_FORMAT, what)
        message = _to_sign(plain)
    except (Damaged, KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotVerified(_("The list of custodians is not readable."), files.restore_hint()) from error
    if not crypto.verify_signature(root_public_key, message, signature):
        raise NotVerified(
            _("The list of custodians is not signed by the root key that this workspace trusts."),
            _("Somebody may have put a key of their own into it: seal nothing, ask whoever holds the root key."),
        )
    if plain.get("workspace_id") != workspace_id:
        raise NotVerified(_("The list of custodians was signed for another workspace."), files.restore_hint())
    try:
        version, previous, entries = int(plain["version"]), str(plain["previous"]), list(plain["custodians"])
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged(_("The list of custodians lacks a part."), files.restore_hint()) from error
    found = tuple(parse_entry(entry) for entry in entries)
    _check_members(found)
    return CustodianList(workspace_id, version, previous, found, hashlib.sha256(message).hexdigest(), signed)


def add_list(workspace: HasCustodians, signed: bytes) -> CustodianList:
    """Puts the next signed list into the workspace. Raises NotVerified when it does not follow the current one."""
    history = list_history(workspace)
    new = verify_list(signed, root_public_key=_root_of(workspace), workspace_id=workspace.id)
    _check_follows(new, history[-1] if history else None)
    files.write_file(workspace.custodians_path / f"{new.version:06}.json", signed, replace=False)
    return new


def current_list(workspace: HasCustodians, *, known: tuple[int, str] | None = None) -> CustodianList:
    """The list to seal with. `known` is the newest (version, digest) that the caller has seen in the log.

    Raises NotVerified (unsigned, exchanged, rolled back), NotFound (no custodians yet).
    """
    history = list_history(workspace)
    if known and not any((each.version, each.digest) == known for each in history):
        raise NotVerified(
            _("The list of custodians was rolled back or exchanged: version {version} is missing.", version=known[0]),
            _("Seal nothing; put the folder “custodians” back from a backup."),
        )
    if not history:
        raise NotFound(_("This workspace has no custodians yet."), _("Make one with: tizim custodian new."))
    return history[-1]


def list_history(workspace: HasCustodians) -> tuple[CustodianList, ...]:
    """All lists from the first, each signed and each naming the one before. Raises NotVerified, Damaged."""
    paths = sorted(workspace.custodians_path.glob("*.json"))
    signed = [files.read_file(path, what=_("The list of custodians")) for path in paths]
    return verify_history(signed, root_public_key=_root_of(workspace), workspace_id=workspace.id) if signed else ()


def verify_history(signed: Iterable[bytes], *, root_public_key: bytes, workspace_id: str) -> tuple[CustodianList, ...]:
    """The lists in these bytes, from the first, each naming the one before. Raises as `verify_list` does."""
    found: list[CustodianList] = []
    for each in signed:
        new = verify_list(each, root_public_key=root_public_key, workspace_id=workspace_id)
        _check_follows(new, found[-1] if found else None)
        found.append(new)
    return tuple(found)


def _root_of(workspace: HasCustodians) -> bytes:
    if workspace.root_public_key is None:
        raise NotFound(_("No root key is pinned in this workspace."), _("Make one with: tizim custodian root."))
    return workspace.root_public_key


def _check_follows(new: CustodianList, before: CustodianList | None) -> None:
    if (new.version, new.previous) != ((before.version + 1, before.digest) if before else (1, "")):
        raise NotVerified(
            _("The list of custodians, version {version}, does not follow the one before it.", version=new.version),
            files.restore_hint(),
        )


def _check_members(custodians: Sequence[Custodian]) -> None:
    if not 1 <= len(custodians) <= MOST_CUSTODIANS:
        raise BadInput(
            _("A list has from one to {count} custodians.", count=MOST_CUSTODIANS),
            _("Every one of them can read every sealed record: name few."),
        )
    if min(len({each.id for each in custodians}), len({each.name for each in custodians})) < len(custodians):
        raise BadInput(_("Two custodians of the list have the same name or the same key."), _("Name each once."))


def check_name(name: str) -> str:
    plain = " ".join(name.split())
    if not plain or len(plain) > NAME_LETTERS or not plain.isprintable():
        raise BadInput(_("A custodian needs a name of at most {count} letters.", count=NAME_LETTERS), "", field="name")
    return plain


def entry_of(custodian: Custodian) -> dict[str, str]:
    return {"name": custodian.name, "kind": custodian.kind, "public_key": custodian.public_key.hex()}


def parse_entry(entry: dict[str, Any]) -> Custodian:
    try:
        custodian = Custodian(check_name(entry["name"]), bytes.fromhex(entry["public_key"]), str(entry["kind"]))
    except (KeyError, TypeError, ValueError, AttributeError, BadInput) as error:
        raise Damaged(_("A custodian's entry is damaged."), files.restore_hint()) from error
    if not crypto.is_custodian_public(custodian.public_key):
        raise Damaged(_("The public key of “{name}” is not one.", name=custodian.name), files.restore_hint())
    return custodian


def _to_sign(plain: dict[str, Any]) -> bytes:
    return LIST_FORMAT.encode() + b"\n" + canonical_bytes(plain)


def check_format(document: dict[str, Any], expected: str, what: str) -> None:
    """Raises NewerFormat for a later version of the same format, Damaged for anything else."""
    name, _slash, version = str(document.get("format", "")).partition("/")
    if document.get("format") == expected:
        return
    if name == expected.partition("/")[0] and version.isdecimal():
        raise NewerFormat(_("{what} was written by a newer Tizim.", what=what), _("Update Tizim on this computer."))
    raise Damaged(_("{what} is another kind of file.", what=what), _("Check which file was named."))


def spell_fingerprint(public_key: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(public_key).digest()[:13], "big")
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(95, -1, -5))
    return " ".join(letters[start : start + 4] for start in range(0, 20, 4))
