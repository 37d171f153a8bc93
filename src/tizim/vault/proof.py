"""A proof in one file: this leaf stands in that log, checkable offline with the log's public key.

What it is: C2SP tlog-proof (`.tlog-proof`): the index, the inclusion proof, the checkpoint; `extra` carries what opens
an exhibit's leaf (salt32 ‖ SHA256(ciphertext)), so that a file, its proof and a public key are enough.
What it is not: a proof of when, or of what is true in the file. `extra` is not signed: it counts only because the leaf
made with it is in the tree. Spec: docs/spec/vault.md, "Proofs".

>>> parse_proof(spell_proof(Proof(0, (), b"a\\n1\\nb\\n\\n- x\\n"))).index
0
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tizim.core.errors import NotVerified
from tizim.core.i18n import gettext as _
from tizim.vault.checkpoint import Checkpoint, open_checkpoint
from tizim.vault.log import SALT_BYTES, exhibit_leaf
from tizim.vault.note import VerifyKey
from tizim.vault.spelling import parse_base64, parse_decimal, spell_base64
from tizim.vault.tree import HASH_BYTES, leaf_hash, verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
SUFFIX = ".tlog-proof"


@dataclass(frozen=True)
class Proof:
    index: int
    hashes: tuple[bytes, ...]
    checkpoint_note: bytes
    extra: bytes = b""


def exhibit_opening(salt: bytes, ciphertext_sha256: str) -> bytes:
    """What `extra` holds for an exhibit."""
    return salt + bytes.fromhex(ciphertext_sha256)


def spell_proof(proof: Proof) -> bytes:
    extra = f"extra {spell_base64(proof.extra)}\n" if proof.extra else ""
    hashes = "".join(spell_base64(item) + "\n" for item in proof.hashes)
    return f"{HEADER}\n{extra}index {proof.index}\n{hashes}\n".encode() + proof.checkpoint_note


def parse_proof(data: bytes) -> Proof:
    """Raises NotVerified for what is not a proof. Nothing is verified yet."""
    try:
        head, gap, note = data.partition(b"\n\n")
        lines = head.decode("ascii").split("\n")
        if not gap or lines.pop(0) != HEADER:
            raise ValueError("another format")
        extra = (
            parse_base64(lines.pop(0).removeprefix("extra ")) if lines[:1] and lines[0].startswith("extra ") else b""
        )
        word, number = lines.pop(0).split(" ")
        if word != "index":
            raise ValueError("no index")
        proof = Proof(parse_decimal(number), tuple(parse_base64(line, HASH_BYTES) for line in lines), note, extra)
        if spell_proof(proof) != data:
            raise ValueError("another spelling")
    except (ValueError, IndexError) as error:
        raise NotVerified(_("This is not a proof file of a custody log.")) from error
    return proof


def verify_proof(proof: Proof, leaf: bytes, keys: Iterable[VerifyKey]) -> Checkpoint:
    """The checkpoint under which `leaf` is proved to be in the log. Raises NotVerified."""
    checkpoint = open_checkpoint(proof.checkpoint_note, keys)
    if not verify_inclusion(leaf_hash(leaf), proof.index, checkpoint.size, proof.hashes, checkpoint.root):
        raise NotVerified(_("This proof does not lead from the leaf to the root of the log."))
    return checkpoint


def verify_exhibit(proof: Proof, sha256: str, size_bytes: int, keys: Iterable[VerifyKey]) -> Checkpoint:
    """As `verify_proof`, for a file with this hash and size and a proof that opens its leaf. Raises NotVerified."""
    if len(proof.extra) != SALT_BYTES + HASH_BYTES:
        raise NotVerified(_("This proof does not open the leaf of an exhibit."))
    leaf = exhibit_leaf(proof.extra[SALT_BYTES:].hex(), proof.extra[:SALT_BYTES], sha256, size_bytes)
    return verify_proof(proof, leaf, keys)
