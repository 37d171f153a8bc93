"""A proof file proves its own leaf in its own log, and nothing else."""

import hashlib
import io

import pytest

from tizim.core.errors import NotVerified
from tizim.vault.checkpoint import sign_checkpoint
from tizim.vault.note import Signer
from tizim.vault.objects import put
from tizim.vault.proof import Proof, exhibit_opening, parse_proof, spell_proof, verify_exhibit, verify_proof
from tizim.vault.tree import Tree

SIGNER = Signer("example.org/green-lamp", bytes(range(32)))
LEAVES = [b"a", b"b", b"c", b"d", b"e"]


def proof_of(index, leaves=LEAVES, extra=b""):
    tree = Tree(leaves)
    return Proof(index, tree.inclusion(index), sign_checkpoint(SIGNER, tree.size, tree.root()).note, extra)


@pytest.mark.parametrize("extra", [b"", b"opening"])
def test_a_proof_survives_being_written_and_read(extra):
    for index in range(5):
        proof = proof_of(index, extra=extra)
        assert parse_proof(spell_proof(proof)) == proof
        assert verify_proof(proof, LEAVES[index], [SIGNER.key]).size == 5


def test_a_proof_for_another_leaf_is_refused():
    with pytest.raises(NotVerified):
        verify_proof(proof_of(1), LEAVES[2], [SIGNER.key])


def test_every_changed_byte_of_a_proof_is_noticed():
    data = spell_proof(proof_of(3))
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(NotVerified):
            verify_proof(parse_proof(changed), LEAVES[3], [SIGNER.key])


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"@v1", b"@v2"), (b"index 3", b"index 03"), (b"index 3", b"index"), (b"index 3\n", b""), (b"\n\n", b"\n"),
     (b"=\n", b"\n"), (b"@v1\n", b"@v1\nextra \n"), (b"index 3", b"index  3")],
)  # fmt: skip
def test_what_is_nearly_a_proof_is_refused(old, new):
    data = spell_proof(proof_of(3))
    assert old in data
    with pytest.raises(NotVerified):
        parse_proof(data.replace(old, new))


def test_a_file_its_proof_and_a_public_key_are_enough(tmp_path):
    stored = put(tmp_path, io.BytesIO(b"letter"))
    proof = proof_of(1, [b"a", stored.leaf_bytes], exhibit_opening(stored.salt, stored.ciphertext_sha256))
    given = parse_proof(spell_proof(proof))
    assert verify_exhibit(given, hashlib.sha256(b"letter").hexdigest(), 6, [SIGNER.key]).size == 2
    for sha256, size in ((hashlib.sha256(b"lettre").hexdigest(), 6), (stored.sha256, 7)):
        with pytest.raises(NotVerified):
            verify_exhibit(given, sha256, size, [SIGNER.key])
    with pytest.raises(NotVerified):
        verify_exhibit(proof_of(1), stored.sha256, 6, [SIGNER.key])
