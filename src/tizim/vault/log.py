"""What the custody log says: leaves for exhibits and for entries, and how one is opened to a stranger.

A leaf tells nothing: both kinds are 67 bytes of the same look, without time, name, type or a plain content hash.

    exhibit  "v1:" ‖ SHA256(ciphertext) ‖ SHA256(salt32 ‖ SHA256(plaintext) ‖ len8)
    entry    "v1:" ‖ SHA256(blind32)    ‖ SHA256(salt32 ‖ SHA256(payload)   ‖ len8)     payload: canonical JSON

What it is not: the tree (`tree`), the rows in the database (actions write them), or a judge of who may open what.
Invariants: whoever destroys the salt makes a leaf unopenable for ever while every proof stays valid · a leaf is opened
by its salt alone; the blind makes both kinds look the same, and is never shown. Spec: docs/spec/vault.md, "Leaves".

>>> entry = new_entry("release", number=1)
>>> open_entry(entry.leaf, entry.blind, entry.salt, entry.payload)
{'entry': 'release', 'number': 1}
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import NotVerified
from tizim.core.i18n import gettext as _
from tizim.vault import crypto
from tizim.vault.spelling import parse_base64, parse_canonical, parse_day, parse_hex, spell_base64

VERSION = b"v1:"
SALT_BYTES = crypto.SALT_BYTES
LEAF_BYTES = len(VERSION) + 64
ERASED = "erased"
_KIND = re.compile(r"[a-z][a-z0-9_-]{0,39}")


@dataclass(frozen=True)
class Entry:
    """A leaf with what it was made from: keep the three beside it; erasing destroys them. `blind` is never shown."""

    leaf: bytes
    blind: bytes
    salt: bytes
    payload: bytes


def exhibit_leaf(ciphertext_sha256: str, salt: bytes, sha256: str, size_bytes: int) -> bytes:
    """The 67 bytes for an exhibit; hashes in hexadecimal, `size_bytes` and `sha256` of the plaintext."""
    return VERSION + parse_hex(ciphertext_sha256, 32) + commitment(salt, parse_hex(sha256, 32), size_bytes)


def commitment(salt: bytes, digest: bytes, size_bytes: int) -> bytes:
    """SHA256(salt32 ‖ digest32 ‖ len8): says nothing without the salt, and can be opened in one way only."""
    if len(salt) != SALT_BYTES or len(digest) != 32:
        raise ValueError("salt and digest have 32 bytes")
    return hashlib.sha256(salt + digest + size_bytes.to_bytes(8, "big")).digest()


def new_entry(kind: str, /, **values: Any) -> Entry:
    """An entry of this kind (consent, approval, opened, import, release …) under fresh randomness."""
    return seal_entry(_payload(kind, values), crypto.random_bytes(32), crypto.random_bytes(SALT_BYTES))


def new_erasure(index: int, leaf: bytes, on: str) -> Entry:
    """The entry that says: what `leaf` at `index` stood for was erased on that day (YYYY-MM-DD). No id, no reason."""
    return new_entry(ERASED, index=index, leaf=spell_base64(leaf), on=parse_day(on))


def seal_entry(payload: bytes, blind: bytes, salt: bytes) -> Entry:
    """The entry for given randomness. Raises ValueError for a payload that is not canonical or is no entry."""
    parse_entry(payload)
    return Entry(_entry_leaf(blind, salt, payload), blind, salt, payload)


def is_exhibit(leaf: bytes, salt: bytes, sha256: str, size_bytes: int) -> bool:
    """Whether the leaf commits to a file of this hash and size."""
    return leaf.startswith(VERSION) and leaf[-32:] == commitment(salt, parse_hex(sha256, 32), size_bytes)


def is_entry(leaf: bytes, salt: bytes, payload: bytes) -> bool:
    """Whether the leaf commits to this payload."""
    return is_exhibit(leaf, salt, hashlib.sha256(payload).hexdigest(), len(payload))


def open_entry(leaf: bytes, blind: bytes, salt: bytes, payload: bytes) -> dict[str, Any]:
    """What the entry says. Raises NotVerified when it is not what the leaf was made from."""
    try:
        holds = seal_entry(payload, blind, salt).leaf == leaf
    except ValueError:
        holds = False
    if not holds:
        raise NotVerified(_("An entry of the custody log is not what its leaf was made from."))
    return parse_entry(payload)


def parse_entry(payload: bytes) -> dict[str, Any]:
    """What an opened payload says. Raises ValueError for what is not an entry."""
    value = parse_canonical(payload)
    if not isinstance(value.get("entry"), str) or not _KIND.fullmatch(value["entry"]):
        raise ValueError("an entry says what kind it is, in small letters")
    return value


def erased_leaf(entry: dict[str, Any]) -> tuple[int, bytes] | None:
    """(index, leaf) that an opened entry declares erased; None for every other kind. Raises ValueError if malformed."""
    if entry.get("entry") != ERASED:
        return None
    index = entry.get("index")
    if set(entry) != {"entry", "index", "leaf", "on"} or type(index) is not int or index < 0:
        raise ValueError("an erasure names index, leaf and day, and nothing else")
    parse_day(str(entry["on"]))
    return index, parse_base64(str(entry["leaf"]), LEAF_BYTES)


def _payload(kind: str, values: dict[str, Any]) -> bytes:
    if "entry" in values:
        raise ValueError("“entry” is the name of the kind itself")
    return canonical_bytes({"entry": kind, **values})


def _entry_leaf(blind: bytes, salt: bytes, payload: bytes) -> bytes:
    if len(blind) != 32:
        raise ValueError("a blind has 32 bytes")
    digest = hashlib.sha256(payload).digest()
    return VERSION + hashlib.sha256(blind).digest() + commitment(salt, digest, len(payload))
