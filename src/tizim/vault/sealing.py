"""Sealing: encrypting who a source is to the custodians, so that neither the server nor its staff can read it.

What it is: `seal` makes one opaque blob from a small object of text values; `open_seal` gives it back to a custodian.
What it is not: storage (the blob is a column of the database), key files (`keyfiles`), the command that writes the log
leaf before anything is shown (that is an action).

Invariants: one full copy for each custodian of a list whose signature was checked · record, purpose, list and custodian
are bound into each copy, so no blob opens under another record's name · the length tells only "up to 4, 16 or 64 KiB"
· a copy for anyone who is not on the list is noticed · the stored form says what later forms of recovery and re-sealing
need (see the spec), so it need not change for them.

Spec: docs/spec/keys.md, "Seals". RFC 9180 (HPKE) with ML-KEM-768 + X25519.

>>> blob = seal(record_id, "identity", {"name": "…", "contact": "…"}, current_list(workspace))
>>> open_seal(blob, record_id, "identity", list_history(workspace), custodian=me, secret=secret)["name"]
'…'
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import BadInput, Damaged, NewerFormat, NotFound, NotVerified
from tizim.core.i18n import gettext as _

from . import crypto, files
from .custodians import MOST_CUSTODIANS, Custodian, CustodianList

VERSION = 1
FORMAT = "tizim-seal/1"
SIZES_BYTES = (4096, 16384, 65536)
DIGEST_BYTES, ID_BYTES = 32, 16
HEAD_BYTES = 1 + DIGEST_BYTES + 1


class Seal(NamedTuple):
    """What a blob says of itself: which list it was sealed to, and a copy for each custodian's id."""

    list_digest: str
    copies: dict[str, bytes]


def seal(record_id: str, purpose: str, value: Mapping[str, Any], custodians: CustodianList) -> bytes:
    """The blob for this record and purpose. `value` is what canonical JSON can hold. Raises BadInput above 64 KiB."""
    padded = _pad(value)
    parts = [bytes([VERSION]), bytes.fromhex(custodians.digest), bytes([len(custodians.custodians)])]
    for custodian in custodians.custodians:
        info = _info(record_id, purpose, custodians.digest, custodian.id)
        copy = crypto.seal_to(custodian.public_key, padded, info)
        parts += [bytes.fromhex(custodian.id), struct.pack(">I", len(copy)), copy]
    return b"".join(parts)


def _pad(value: Mapping[str, Any]) -> bytes:
    try:
        content = canonical_bytes(dict(value))
    except ValueError as error:
        raise BadInput(_("This cannot be sealed ({why}).", why=error), _("Give text values only.")) from error
    for size in SIZES_BYTES:
        if len(content) + 4 <= size:
            return struct.pack(">I", len(content)) + content.ljust(size - 4, b"\0")
    raise BadInput(
        _("Sealed text may have at most 64 KiB; this has {found} bytes.", found=len(content)),
        _("Shorten the notes, or seal the long part as a record of its own."),
    )


def _info(record_id: str, purpose: str, list_digest: str, custodian_id: str) -> bytes:
    return canonical_bytes(
        {
            "format": FORMAT,
            "record_id": record_id,
            "purpose": purpose,
            "custodian_list": list_digest,
            "custodian": custodian_id,
        }
    )


def open_seal(
    blob: bytes,
    record_id: str,
    purpose: str,
    lists: Iterable[CustodianList],
    *,
    custodian: Custodian,
    secret: bytes,
) -> dict[str, Any]:
    """What was sealed. `lists` is the workspace's whole history.

    Raises NotVerified (a list that nobody signed, a copy for someone not on it), NotFound (not sealed to this
    custodian), Damaged (changed, or another record's), NewerFormat.
    """
    found = read_seal(blob)
    sealed_to = check_seal(found, lists)
    if custodian.id not in found.copies:
        names = ", ".join(each.name for each in sealed_to.custodians)
        raise NotFound(_("This record is not sealed to this key."), _("It can be opened by: {names}.", names=names))
    info = _info(record_id, purpose, found.list_digest, custodian.id)
    padded = crypto.open_sealed(secret, found.copies[custodian.id], info)
    if padded is None:
        raise Damaged(
            _("The sealed record does not open: it was changed, or it belongs to another record."),
            files.restore_hint(),
        )
    return _unpad(padded)


def read_seal(blob: bytes) -> Seal:
    """The outer form, without any key. Raises Damaged, NewerFormat."""
    if blob[:1] and blob[0] > VERSION:
        raise NewerFormat(_("The record was sealed by a newer Tizim."), _("Update Tizim on this computer."))
    copies: dict[str, bytes] = {}
    rest = memoryview(blob)[HEAD_BYTES:]
    while len(rest) >= ID_BYTES + 4:
        length = struct.unpack(">I", rest[ID_BYTES : ID_BYTES + 4])[0]
        end = ID_BYTES + 4 + length
        if len(rest) < end:
            break
        copies[bytes(rest[:ID_BYTES]).hex()] = bytes(rest[ID_BYTES + 4 : end])
        rest = rest[end:]
    count = blob[HEAD_BYTES - 1] if len(blob) > HEAD_BYTES else 0
    if blob[:1] != bytes([VERSION]) or rest or not 1 <= count <= MOST_CUSTODIANS or len(copies) != count:
        raise Damaged(_("The sealed record was changed or cut short."), files.restore_hint())
    return Seal(blob[1 : 1 + DIGEST_BYTES].hex(), copies)


def check_seal(found: Seal, lists: Iterable[CustodianList]) -> CustodianList:
    """The signed list this seal was made with. Raises NotVerified when there is none, or the copies are not its own."""
    sealed_to = next((each for each in lists if each.digest == found.list_digest), None)
    if sealed_to is None:
        raise NotVerified(
            _("The record was sealed to a list of custodians that this workspace does not know."),
            _("Put the folder “custodians” back from a backup; if that does not help, the record was forged."),
        )
    if set(found.copies) != {custodian.id for custodian in sealed_to.custodians}:
        raise NotVerified(
            _("The record has copies for other keys than those of its list of custodians."),
            _("Treat it as read by a stranger, and find out who could write to the database."),
        )
    return sealed_to


def _unpad(padded: bytes) -> dict[str, Any]:
    length = struct.unpack(">I", padded[:4])[0] if len(padded) in SIZES_BYTES else len(padded)
    if length > len(padded) - 4 or any(padded[4 + length :]):
        raise Damaged(_("The sealed record is not padded as it should be."), files.restore_hint())
    return files.parse_json(padded[4 : 4 + length], what=_("The sealed record"))
