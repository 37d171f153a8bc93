"""The tree against published vectors and against a slow, obvious reading of RFC 6962."""

import hashlib
import random

import pytest

from tizim.vault.tree import (
    EMPTY_ROOT,
    Frontier,
    Tree,
    append,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = """
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77
d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4
76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef
ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c
5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328
""".splitlines()[1:]
# (index, size, proof) as published with the Certificate Transparency reference code
PATHS = [
    (0, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 "
           "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
           "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
    (5, 8, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b "
           "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 "
           "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
]  # fmt: skip


# the slow, obvious reference: the definitions of RFC 6962, word for word


def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    k = split(len(leaves))
    return hashlib.sha256(b"\1" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    return path(m, leaves[:k]) + [mth(leaves[k:])] if m < k else path(m - k, leaves[k:]) + [mth(leaves[:k])]


def subproof(m, leaves, whole):
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = split(len(leaves))
    if m <= k:
        return subproof(m, leaves[:k], whole) + [mth(leaves[k:])]
    return subproof(m - k, leaves[k:], False) + [mth(leaves[:k])]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_reference_vectors(size):
    assert Tree(LEAVES[:size]).root().hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "words"), PATHS)
def test_inclusion_proofs_are_those_of_the_reference_vectors(index, size, words):
    assert [item.hex() for item in Tree(LEAVES).inclusion(index, size)] == words.split()


def test_every_proof_up_to_40_leaves_is_that_of_the_obvious_reference():
    leaves = [bytes([number]) for number in range(40)]
    tree = Tree(leaves)
    for size in range(1, 41):
        root = mth(leaves[:size])
        assert tree.root(size) == root
        for index in range(size):
            proof = tree.inclusion(index, size)
            assert list(proof) == path(index, leaves[:size])
            assert verify_inclusion(leaf_hash(leaves[index]), index, size, proof, root)
        for old in range(1, size):
            proof = tree.consistency(old, size)
            assert list(proof) == subproof(old, leaves[:size], True)
            assert verify_consistency(old, tree.root(old), size, root, proof)


def test_appending_to_a_frontier_gives_the_roots_of_the_whole_tree():
    tree, frontier = Tree(), Frontier()
    for number in range(300):
        leaf = number.to_bytes(2, "big")
        index, frontier, root = append(frontier, leaf)
        assert index == tree.append(leaf) == number
        assert root == frontier.root == tree.root()
        assert frontier == tree.frontier() == Frontier.from_bytes(frontier.to_bytes())


def test_a_proof_for_another_leaf_index_size_or_root_is_refused():
    leaves = [bytes([number]) for number in range(13)]
    tree = Tree(leaves)
    for index in range(13):
        proof, root, hashed = tree.inclusion(index), tree.root(), leaf_hash(leaves[index])
        others = [place for place in range(13) if place != index]
        assert not any(verify_inclusion(hashed, other, 13, proof, root) for other in others)
        assert not any(verify_inclusion(leaf_hash(leaves[other]), index, 13, proof, root) for other in others)
        assert not verify_inclusion(hashed, index, 13, proof, tree.root(12))
        assert not verify_inclusion(hashed, index, 13, proof[:-1], root)
        assert not verify_inclusion(hashed, index, 13, (*proof, root), root)


def test_a_log_that_rewrote_its_past_has_no_consistency_proof():
    honest, forked = Tree(LEAVES), Tree([b"another past", *LEAVES[1:]])
    for old in range(1, 8):
        for proof in (honest.consistency(old), forked.consistency(old)):
            assert not verify_consistency(old, honest.root(old), 8, forked.root(), proof)
    assert not verify_consistency(8, honest.root(), 8, forked.root(), ())


def test_changed_proofs_are_refused():
    rng, tree = random.Random(7), Tree(bytes([number]) for number in range(100))
    for _ in range(300):
        old, size = sorted(rng.sample(range(1, 101), 2))
        proof = list(tree.consistency(old, size))
        assert verify_consistency(old, tree.root(old), size, tree.root(size), proof)
        at = rng.randrange(len(proof))
        proof[at] = bytes([proof[at][0] ^ 1]) + proof[at][1:]
        assert not verify_consistency(old, tree.root(old), size, tree.root(size), proof)


def test_verification_says_no_to_sizes_that_make_no_sense():
    root = Tree([b"a"]).root()
    assert not verify_inclusion(leaf_hash(b"a"), 0, 0, (), root)
    assert not verify_inclusion(leaf_hash(b"a"), -1, 1, (), root)
    assert not verify_consistency(2, root, 1, root, ())
    assert not verify_consistency(0, root, 1, root, ())
    assert verify_consistency(0, EMPTY_ROOT, 1, root, ())
    assert not verify_consistency(1, root, 2, root, ())


@pytest.mark.parametrize(
    "data", [b"1", b"\0" * 8 + b"x" * 32, (1).to_bytes(8, "big"), (3).to_bytes(8, "big") + b"x" * 33]
)
def test_bytes_that_are_no_frontier_are_refused(data):
    with pytest.raises(ValueError, match="frontier"):
        Frontier.from_bytes(data)


def test_an_empty_row_is_the_empty_frontier():
    assert Frontier.from_bytes(b"") == Frontier.from_bytes(Frontier().to_bytes()) == Frontier()


def test_entries_outside_the_log_raise():
    tree = Tree(LEAVES)
    for wrong in (
        lambda: tree.inclusion(8),
        lambda: tree.consistency(9),
        lambda: tree.root(9),
        lambda: tree.leaf_hash(-1),
    ):
        with pytest.raises(IndexError):
            wrong()


def test_leaves_and_nodes_never_collide():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)
