"""A checkpoint: the log's signed promise of its size and root at one moment.

What it is: C2SP tlog-checkpoint: origin, size, root, signed as a note. What it is not: a proof of time, or of what the
entries say. Invariants: no extension lines are written or accepted · origin and key name are the same for the log's own
signature · the caller signs a checkpoint only after the leaves are committed. Spec: docs/spec/vault.md, "Checkpoints".

>>> from tizim.vault import crypto
>>> from tizim.vault.note import Signer
>>> signer = Signer("example.org/office", crypto.new_signing_key()[0])
>>> open_checkpoint(sign_checkpoint(signer, 0, bytes(32)).note, [signer.key]).size
0
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tizim.core.errors import NotVerified
from tizim.core.i18n import gettext as _
from tizim.vault.note import Signer, VerifyKey, open_note, sign_note
from tizim.vault.spelling import parse_base64, parse_decimal, spell_base64


@dataclass(frozen=True)
class Checkpoint:
    """`note` is the signed text as it travels; the other fields are what it says."""

    origin: str
    size: int
    root: bytes
    note: bytes = b""


def sign_checkpoint(signer: Signer, size: int, root: bytes) -> Checkpoint:
    """The checkpoint of the log that is called like its signer."""
    note = sign_note(checkpoint_text(signer.name, size, root), signer)
    return Checkpoint(signer.name, size, root, note)


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    return f"{origin}\n{size}\n{spell_base64(root)}\n"


def open_checkpoint(note: bytes, keys: Iterable[VerifyKey]) -> Checkpoint:
    """What the checkpoint says, once its signature holds. Raises NotVerified."""
    opened = open_note(note, keys)
    try:
        origin, size, root, rest = opened.text.split("\n")
        if not origin or rest:
            raise ValueError("four lines, the last one empty")
        return Checkpoint(origin, parse_decimal(size), parse_base64(root, 32), note)
    except ValueError as error:
        raise NotVerified(_("This signed note is not a checkpoint of a custody log.")) from error
