"""The Merkle tree of the custody log: append, root, proofs, and how strangers check them.

What it is: RFC 6962 section 2.1 (the same tree as RFC 9162) over SHA-256. `Frontier` is all that a database row needs
so that an append costs O(log n); `Tree` holds every node in memory (64 bytes a leaf) and makes proofs for any size.
What it is not: it knows nothing about what a leaf means (`log`), about signatures (`checkpoint`) or about disks.
Invariants: a frontier of size n holds one hash for each set bit of n, largest subtree first · verification never raises
for wrong values from outside, it says False · spec: docs/spec/vault.md, "Tree".

>>> index, frontier, root = append(Frontier(), b"first")
>>> (index, frontier.size, root == leaf_hash(b"first"))
(0, 1, True)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
MAX_SIZE = 1 << 62


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True)
class Frontier:
    """The roots of the perfect subtrees that a tree of `size` leaves consists of, largest first."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size < MAX_SIZE or len(self.hashes) != self.size.bit_count():
            raise ValueError("a frontier holds one hash for each set bit of its size")
        if any(len(item) != HASH_BYTES for item in self.hashes):
            raise ValueError("a hash has 32 bytes")

    @property
    def root(self) -> bytes:
        return _fold(self.hashes)

    def to_bytes(self) -> bytes:
        """8 bytes of size (big-endian), then the hashes: what a database row keeps."""
        return self.size.to_bytes(8, "big") + b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, data: bytes) -> Frontier:
        """The reverse of `to_bytes`; nothing at all is the empty tree. Raises ValueError."""
        if not data:
            return cls()
        if len(data) < 8 or (len(data) - 8) % HASH_BYTES:
            raise ValueError("these bytes are no frontier")
        hashes = tuple(data[at : at + HASH_BYTES] for at in range(8, len(data), HASH_BYTES))
        return cls(int.from_bytes(data[:8], "big"), hashes)


def append(frontier: Frontier, leaf: bytes) -> tuple[int, Frontier, bytes]:
    """(index of the new leaf, the frontier with it, the new root). O(log n), nothing else is needed or changed."""
    hashes, node, size = list(frontier.hashes), leaf_hash(leaf), frontier.size
    while size & 1:
        node, size = node_hash(hashes.pop(), node), size >> 1
    grown = Frontier(frontier.size + 1, (*hashes, node))
    return frontier.size, grown, grown.root


def _fold(hashes: Sequence[bytes]) -> bytes:
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


class Tree:
    """All nodes of the tree over the leaves given so far. Proofs for every size up to `size`."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[bytearray] = [bytearray()]
        for leaf in leaves:
            self.append(leaf)

    @property
    def size(self) -> int:
        return len(self._levels[0]) // HASH_BYTES

    def append(self, leaf: bytes) -> int:
        """The index of the new leaf."""
        index = self.size
        self._levels[0] += leaf_hash(leaf)
        level, position = 0, index
        while position & 1:
            parent = node_hash(self._node(level, position - 1), self._node(level, position))
            level, position = level + 1, position >> 1
            if level == len(self._levels):
                self._levels.append(bytearray())
            self._levels[level] += parent
        return index

    def leaf_hash(self, index: int) -> bytes:
        """Raises IndexError."""
        if not 0 <= index < self.size:
            raise IndexError(f"the log has no entry {index}")
        return self._node(0, index)

    def root(self, size: int | None = None) -> bytes:
        """The root of the first `size` leaves (all of them unless told). Raises IndexError."""
        return self.frontier(size).root

    def frontier(self, size: int | None = None) -> Frontier:
        wanted = self.size if size is None else size
        if not 0 <= wanted <= self.size:
            raise IndexError(f"the log has no size {wanted}")
        return Frontier(wanted, tuple(self._perfect(0, wanted)))

    def inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """RFC 6962 PATH(index, D[size]): from the leaf's sibling up. Raises IndexError."""
        start, end = 0, self.size if size is None else size
        if not 0 <= index < end <= self.size:
            raise IndexError(f"entry {index} is not in a log of {end}")
        proof = []
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                proof.append(self._span(middle, end))
                end = middle
            else:
                proof.append(self._span(start, middle))
                start = middle
        return tuple(reversed(proof))

    def consistency(self, old_size: int, new_size: int | None = None) -> tuple[bytes, ...]:
        """RFC 6962 PROOF(old_size, D[new_size]); nothing for an empty or an equal tree. Raises IndexError."""
        start, end = 0, self.size if new_size is None else new_size
        if not 0 <= old_size <= end <= self.size:
            raise IndexError(f"no log of {old_size} comes before one of {end}")
        if old_size in (0, end):
            return ()
        proof = []
        while old_size != end:
            middle = start + _split(end - start)
            if old_size <= middle:
                proof.append(self._span(middle, end))
                end = middle
            else:
                proof.append(self._span(start, middle))
                start = middle
        if start:
            proof.append(self._span(start, end))
        return tuple(reversed(proof))

    def _node(self, level: int, position: int) -> bytes:
        return bytes(self._levels[level][position * HASH_BYTES : (position + 1) * HASH_BYTES])

    def _perfect(self, start: int, end: int) -> Iterable[bytes]:
        while start < end:
            level = (end - start).bit_length() - 1
            yield self._node(level, start >> level)
            start += 1 << level

    def _span(self, start: int, end: int) -> bytes:
        return _fold(tuple(self._perfect(start, end)))


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def verify_inclusion(hashed_leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf with this `leaf_hash` stands at `index` of the tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size < MAX_SIZE:
        return False
    node, position, last = hashed_leaf, index, size - 1
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and node == root


def verify_consistency(old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the old tree is the beginning of the new one (RFC 9162, 2.1.4.2); the empty one always is."""
    if not 0 <= old_size <= new_size < MAX_SIZE:
        return False
    if old_size == 0:
        return old_root == EMPTY_ROOT and not proof
    if old_size == new_size:
        return old_root == new_root and not proof
    nodes = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    if not nodes:
        return False
    position, last = old_size - 1, new_size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = nodes[0]
    for sibling in nodes[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root
