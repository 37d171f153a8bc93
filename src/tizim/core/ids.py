"""Random, time-ordered ids (UUID version 7, RFC 9562), written as 26 letters of Crockford's base 32.

An id says nothing about what it names: no hash of a name is ever an id. Time order keeps database pages
together; it also means that an id tells when it was made, so ids of facts never leave the workspace
(`public_slug` makes what a page is called).

This module is pure: the caller gives the time and the random bytes.

>>> compose_id(1_700_000_000_000, bytes(10))
'01HF7YAT00E008000000000000'
>>> is_id('01HF7YAT00E008000000000000')
True
"""

from __future__ import annotations

import hashlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26


def compose_id(unix_ms: int, random_bytes: bytes) -> str:
    """An id from milliseconds since 1970 (48 bits) and 10 random bytes (74 bits are used)."""
    if not 0 <= unix_ms < 1 << 48:
        raise ValueError("time out of range")
    if len(random_bytes) != 10:
        raise ValueError("an id needs 10 random bytes")
    rand = int.from_bytes(random_bytes, "big")
    number = unix_ms << 80 | 0x7 << 76 | (rand >> 68 & 0xFFF) << 64 | 0b10 << 62 | rand & ((1 << 62) - 1)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def is_id(text: str) -> bool:
    """Whether `text` is spelled like an id of ours."""
    return len(text) == LENGTH and text[0] in "01234567" and all(letter in ALPHABET for letter in text)


def public_slug(kind: str, *ids: str) -> str:
    """What a public page is called: 12 letters that reveal neither the id nor its time.

    A function of the ids of published mentions only, so that unpublished rows cannot change it.
    """
    digest = hashlib.sha256(("tizim/slug/v1\n" + kind + "\n" + min(ids)).encode()).digest()
    number = int.from_bytes(digest[:8], "big") >> 4
    return "".join(ALPHABET[number >> shift & 31] for shift in range(55, -1, -5)).lower()
