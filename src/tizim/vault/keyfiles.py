"""Key files that people keep apart from the workspace: each custodian's own, and the root that signs their list.

What it is: one JSON file a key, its private half wrapped by its holder's passphrase, its public half readable.
What it is not: a part of the workspace. A custodian's file belongs on the custodian's own stick; the root's file in a
safe, away from the laptop: it is needed only when custodians change.

Invariants: no file is overwritten · a private half is never written unwrapped · name, kind and public half are
authenticated with it, so an exchanged public half shows when its holder opens the file; before that, compare
fingerprints by telephone.

Spec: docs/spec/keys.md, "Key files".

>>> new_custodian("Keeper one", "four plain words here", stick / "keeper-1.json").fingerprint
'9V2K 7QD0 …'
>>> root = open_root_key(safe / "root.json", "four other words here")
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import BadInput, Damaged, NotFound, WrongPassphrase
from tizim.core.i18n import gettext as _

from . import crypto, files, passphrases
from .custodians import Custodian, check_format, check_name, entry_of, parse_entry
from .passphrases import DEFAULT, FLOOR, Costs

CUSTODIAN_FORMAT = "tizim-custodian/1"
ROOT_FORMAT = "tizim-root-key/1"


@dataclass(frozen=True)
class RootKey:
    """The opened root: signs lists of custodians, nothing else."""

    public_key: bytes
    secret: bytes = field(repr=False)

    def sign(self, message: bytes) -> bytes:
        return crypto.sign(self.secret, message)


def new_custodian(
    name: str, passphrase: str, file: str | Path, *, kind: str = "person", costs: Costs = DEFAULT
) -> Custodian:
    """A new key pair in a new `file`. Raises BadInput (name, passphrase, file exists), NotFound (no such folder)."""
    secret, public = crypto.new_custodian_key()
    custodian = Custodian(check_name(name), public, kind)
    _write(Path(file), secret, passphrase, {"format": CUSTODIAN_FORMAT, **entry_of(custodian)}, costs)
    return custodian


def read_custodian(file: str | Path) -> Custodian:
    """The public half, without a passphrase. Compare its fingerprint with its holder before signing. Raises Damaged."""
    return parse_entry(_read(Path(file), CUSTODIAN_FORMAT, _("The custodian key file")))


def open_custodian(file: str | Path, passphrase: str, *, floor: Costs = FLOOR) -> tuple[Custodian, bytes]:
    """The custodian and the private half (96 bytes). Raises WrongPassphrase, Damaged. `floor` is for tests."""
    document = _read(Path(file), CUSTODIAN_FORMAT, _("The custodian key file"))
    return parse_entry(document), _unwrap(document, passphrase, floor, crypto.CUSTODIAN_SECRET_BYTES)


def new_root_key(file: str | Path, passphrase: str, *, costs: Costs = DEFAULT) -> RootKey:
    """A new root in a new `file`; pin its public half with `create_workspace` or `pin_root_key`. Raises as above."""
    secret, public = crypto.new_signing_key()
    _write(Path(file), secret, passphrase, {"format": ROOT_FORMAT, "public_key": public.hex()}, costs)
    return RootKey(public, secret)


def open_root_key(file: str | Path, passphrase: str, *, floor: Costs = FLOOR) -> RootKey:
    """Raises NotFound, WrongPassphrase, Damaged. `floor` is for tests."""
    document = _read(Path(file), ROOT_FORMAT, _("The root key file"))
    secret = _unwrap(document, passphrase, floor, crypto.KEY_BYTES)
    return RootKey(crypto.signing_public(secret), secret)


def _write(path: Path, secret: bytes, passphrase: str, about: Mapping[str, Any], costs: Costs) -> None:
    passphrases.check_passphrase(passphrase)
    content = canonical_bytes(passphrases.wrap(secret, passphrase, about, costs)) + b"\n"
    try:
        files.write_file(path, content, replace=False)
    except FileExistsError as error:
        raise BadInput(
            _("There is a file {path} already; key files are never overwritten.", path=path), _("Choose another name.")
        ) from error
    except FileNotFoundError as error:
        raise NotFound(
            _("There is no folder {path}.", path=path.parent), _("Make it first, or choose another.")
        ) from error


def _read(path: Path, expected: str, what: str) -> dict[str, Any]:
    document = files.read_json(path, what=what)
    check_format(document, expected, what)
    return document


def _unwrap(document: dict[str, Any], passphrase: str, floor: Costs, length: int) -> bytes:
    secret = passphrases.unwrap(document, passphrase, floor=floor)
    if secret is None:
        raise WrongPassphrase(
            _("The passphrase does not open this key file."),
            _("Check the keyboard layout; if it is certainly right, the file was changed: compare it with its copy."),
        )
    if len(secret) != length:
        raise Damaged(_("The key file holds another kind of key."), _("Check which file was named."))
    return secret
