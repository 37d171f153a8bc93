"""What a bundle shows of the custody log: one line for each leaf, with its inclusion proof.

What it is: `items.jsonl` and `consistency.jsonl`. What it is not: the choice of what may be shown (`publish`), or the
check that a proof holds (`examine`).

    present    the exhibit is in the bundle: its path, and the salt that opens its leaf
    withheld   it exists, and is not shown: its leaf only
    erased     it existed: its leaf only; the entry of its erasure must be in the same file
    entry      an entry of the log, opened: its payload, and the salt that opens its leaf

Invariants: canonical JSON, one spelling · spec: docs/spec/bundle.md, "items.jsonl".

>>> shown = show(Withheld(4, bytes(67)), {}, [bytes(32)])
>>> parse_item(spell_item(shown)) == shown
True
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tizim.core.canonical import canonical_bytes
from tizim.vault.log import LEAF_BYTES, SALT_BYTES, exhibit_leaf, seal_entry
from tizim.vault.manifest import Listed
from tizim.vault.spelling import parse_base64, parse_canonical, spell_base64
from tizim.vault.tree import HASH_BYTES

NAME = "items.jsonl"
CONSISTENCY_NAME = "consistency.jsonl"
OPENINGS = {"present": {"path", "salt"}, "entry": {"payload", "salt"}, "withheld": set(), "erased": set()}


@dataclass(frozen=True)
class Present:
    """An exhibit that lies in the bundle under `path`; hash in hexadecimal."""

    index: int
    path: str
    salt: bytes
    ciphertext_sha256: str


@dataclass(frozen=True)
class Withheld:
    index: int
    leaf: bytes


@dataclass(frozen=True)
class Erased:
    index: int
    leaf: bytes


@dataclass(frozen=True)
class Opened:
    """An entry of the log with what its leaf was made from; the blind is used, not shown."""

    index: int
    blind: bytes
    salt: bytes
    payload: bytes


Item = Present | Withheld | Erased | Opened


@dataclass(frozen=True)
class Shown:
    """A line of items.jsonl: what everybody may see of an item."""

    state: str
    index: int
    leaf: bytes
    proof: tuple[bytes, ...]
    path: str = ""
    salt: bytes = b""
    payload: bytes = b""


def show(item: Item, listed: Mapping[str, Listed], proof: Iterable[bytes]) -> Shown:
    """The line for an item. Raises ValueError for an exhibit whose file is not in the bundle."""
    if isinstance(item, Present):
        if item.path not in listed:
            raise ValueError(f"{item.path} is shown as an exhibit and is not in the bundle")
        file = listed[item.path]
        leaf = exhibit_leaf(item.ciphertext_sha256, item.salt, file.sha256, file.size_bytes)
        return Shown("present", item.index, leaf, tuple(proof), path=item.path, salt=item.salt)
    if isinstance(item, Opened):
        leaf = seal_entry(item.payload, item.blind, item.salt).leaf
        return Shown("entry", item.index, leaf, tuple(proof), salt=item.salt, payload=item.payload)
    return Shown("erased" if isinstance(item, Erased) else "withheld", item.index, item.leaf, tuple(proof))


def spell_item(shown: Shown) -> bytes:
    """The line without its newline."""
    opening = {"path": shown.path, "payload": shown.payload.decode(), "salt": spell_base64(shown.salt)}
    line: dict[str, Any] = {name: opening[name] for name in OPENINGS[shown.state]}
    line |= {"state": shown.state, "index": shown.index, "leaf": spell_base64(shown.leaf)}
    return canonical_bytes({**line, "proof": spell_base64(b"".join(shown.proof))})


def parse_item(line: bytes) -> Shown:
    """The line, spelled right; nothing is verified yet. Raises ValueError."""
    value = parse_canonical(line)
    index = value.pop("index", None)
    if type(index) is not int or index < 0 or not all(isinstance(one, str) for one in value.values()):
        raise ValueError("an item has an index, and texts")
    state = value.get("state", "")
    if set(value) != {"state", "leaf", "proof"} | OPENINGS.get(state, {""}):
        raise ValueError("an item is present, withheld, erased or an entry, and says what its kind says")
    return Shown(
        state, index, parse_base64(value["leaf"], LEAF_BYTES), _parse_proof(value["proof"]),
        path=value.get("path", ""), salt=parse_base64(value["salt"], SALT_BYTES) if "salt" in value else b"",
        payload=value.get("payload", "").encode(),
    )  # fmt: skip


def spell_consistency(size: int, root: bytes, proof: Iterable[bytes]) -> bytes:
    """A line that proves that the log of that size and root is the beginning of this one."""
    return canonical_bytes({"size": size, "root": spell_base64(root), "proof": spell_base64(b"".join(proof))})


def parse_consistency(line: bytes) -> tuple[int, bytes, tuple[bytes, ...]]:
    """(size, root, proof). Raises ValueError."""
    value = parse_canonical(line)
    size, root, proof = (value.get(name) for name in ("size", "root", "proof"))
    if len(value) != 3 or type(size) is not int or size < 1 or not isinstance(root, str) or not isinstance(proof, str):
        raise ValueError("a line has size, root and proof")
    return size, parse_base64(root, HASH_BYTES), _parse_proof(proof)


def _parse_proof(text: str) -> tuple[bytes, ...]:
    data = parse_base64(text)
    if len(data) % HASH_BYTES:
        raise ValueError("a proof is a row of hashes")
    return tuple(data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES))
