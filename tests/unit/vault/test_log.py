"""Leaves say nothing, open in one way only, and stay as they are after an erasure."""

import hashlib
import io

import pytest

from tizim.core.errors import NotVerified
from tizim.vault.log import (
    LEAF_BYTES,
    erased_leaf,
    exhibit_leaf,
    new_entry,
    new_erasure,
    open_entry,
    seal_entry,
)  # fmt: skip
from tizim.vault.objects import put
from tizim.vault.spelling import spell_base64

PAYLOAD = b'{"entry":"release","number":3}'


def test_a_leaf_is_exactly_the_bytes_of_the_specification():
    salt, ciphertext, plaintext = b"s" * 32, b"c" * 300, b"letter"
    inner = hashlib.sha256(salt + hashlib.sha256(plaintext).digest() + (6).to_bytes(8, "big")).digest()
    leaf = exhibit_leaf(hashlib.sha256(ciphertext).hexdigest(), salt, hashlib.sha256(plaintext).hexdigest(), 6)
    assert leaf == b"v1:" + hashlib.sha256(ciphertext).digest() + inner


def test_an_entrys_leaf_is_exactly_the_bytes_of_the_specification():
    blind, salt = b"b" * 32, b"s" * 32
    inner = hashlib.sha256(salt + hashlib.sha256(PAYLOAD).digest() + len(PAYLOAD).to_bytes(8, "big")).digest()
    assert seal_entry(PAYLOAD, blind, salt).leaf == b"v1:" + hashlib.sha256(blind).digest() + inner


def test_exhibits_and_entries_look_the_same(tmp_path):
    leaves = [new_entry("release", number=3).leaf, put(tmp_path, io.BytesIO(b"letter")).leaf_bytes]
    assert {(len(leaf), leaf[:3]) for leaf in leaves} == {(LEAF_BYTES, b"v1:")}


def test_the_same_entry_twice_gives_two_leaves():
    assert new_entry("release", number=3).leaf != new_entry("release", number=3).leaf


def test_an_entry_opens_to_what_it_was_made_from_and_to_nothing_else():
    entry, other = new_entry("release", number=3), new_entry("release", number=3)
    assert open_entry(entry.leaf, entry.blind, entry.salt, PAYLOAD) == {"entry": "release", "number": 3}
    wrong = [
        (other.leaf, entry.blind, entry.salt, PAYLOAD),
        (entry.leaf, other.blind, entry.salt, PAYLOAD),
        (entry.leaf, entry.blind, other.salt, PAYLOAD),
        (entry.leaf, entry.blind, entry.salt, b'{"entry":"release","number":4}'),
        (entry.leaf, entry.blind[:-1], entry.salt, PAYLOAD),
        (b"v2:" + entry.leaf[3:], entry.blind, entry.salt, PAYLOAD),
    ]
    for parts in wrong:
        with pytest.raises(NotVerified):
            open_entry(*parts)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b'{"entry": "x"}',
        b'{"entry":1}',
        b'{"entry":"X"}',
        b'{"a":1}',
        b'{"entry":"a","entry":"a"}',
        b"\xff",
    ],
)
def test_a_payload_has_one_spelling_and_a_kind(payload):
    with pytest.raises(ValueError):
        seal_entry(payload, b"b" * 32, b"s" * 32)


def test_an_erasure_names_the_erased_leaf_and_no_record():
    leaf = new_entry("release", number=3).leaf
    entry = new_erasure(17, leaf, "2026-11-22")
    opened = open_entry(entry.leaf, entry.blind, entry.salt, entry.payload)
    assert erased_leaf(opened) == (17, leaf)
    assert set(opened) == {"entry", "index", "leaf", "on"}
    assert erased_leaf({"entry": "release"}) is None


@pytest.mark.parametrize("change", [{"record": "x"}, {"index": -1}, {"index": True}, {"leaf": "AA=="}, {"on": "today"}])
def test_a_malformed_erasure_is_refused(change):
    good = {"entry": "erased", "index": 1, "leaf": spell_base64(bytes(LEAF_BYTES)), "on": "2026-11-22"}
    assert erased_leaf(good)
    with pytest.raises(ValueError):
        erased_leaf({**good, **change})
