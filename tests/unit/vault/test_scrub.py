"""Scrubbing finds every kind of damage, and nothing in a vault that is whole."""

import io
from dataclasses import replace

import pytest

from tizim.core.errors import NotVerified
from tizim.vault.checkpoint import Checkpoint
from tizim.vault.log import new_entry
from tizim.vault.objects import put, remove
from tizim.vault.scrub import EntryRow, ObjectRow, scrub
from tizim.vault.tree import Tree


@pytest.fixture
def vault(tmp_path):
    """folder, rows of three objects, their leaves and an entry's, the entry."""
    stored = [put(tmp_path, io.BytesIO(text)) for text in (b"letter", b"photograph", b"recording" * 9000)]
    entry = new_entry("import", rows=3)
    rows = [
        ObjectRow(one.name, one.size_bytes, one.sha256, one.ciphertext_sha256, one.salt, one.identity, index)
        for index, one in enumerate(stored)
    ]
    leaves = [one.leaf_bytes for one in stored] + [entry.leaf]
    return tmp_path, rows, leaves, EntryRow(3, entry.blind, entry.salt, entry.payload)


def path_of(folder, row):
    return folder / row.name[:2] / f"{row.name}.age"


def codes(folder, rows, leaves, **options):
    return [flaw.code for flaw in scrub(folder, rows, leaves, **options).flaws]


def test_a_whole_vault_has_no_flaw(vault):
    folder, rows, leaves, entry = vault
    tree, heard = Tree(leaves), []
    past = [Checkpoint("example.org/office", size, tree.root(size)) for size in (0, 2, 4)]
    done = scrub(
        folder, rows, leaves, frontier=tree.frontier(), entries=[entry], checkpoints=past,
        progress=lambda what, count: heard.append((what, count)),
    )  # fmt: skip
    done.check()
    assert (done.objects, done.leaves, done.root, done.flaws) == (3, 4, tree.root(), ())
    assert done.size_bytes == sum(row.size_bytes for row in rows)
    assert heard == [("log", 4), ("objects", 1), ("objects", 2), ("objects", 3)]


def test_a_missing_object_is_found(vault):
    folder, rows, leaves, _ = vault
    remove(folder, rows[1].name)
    assert codes(folder, rows, leaves) == ["missing"]


@pytest.mark.parametrize("at", [0, 100, -1])
def test_a_changed_byte_is_found(vault, at):
    folder, rows, leaves, _ = vault
    data = bytearray(path_of(folder, rows[2]).read_bytes())
    data[at] ^= 1
    path_of(folder, rows[2]).write_bytes(data)
    assert codes(folder, rows, leaves) == ["changed"]


def test_objects_that_changed_places_are_found(vault):
    folder, rows, leaves, _ = vault
    one, two = (path_of(folder, row).read_bytes() for row in rows[:2])
    path_of(folder, rows[0]).write_bytes(two)
    path_of(folder, rows[1]).write_bytes(one)
    assert codes(folder, rows, leaves) == ["changed", "changed"]


def test_an_object_that_no_row_knows_is_found(vault):
    folder, rows, leaves, _ = vault
    assert codes(folder, rows[1:], leaves) == ["orphan"]


def test_an_erased_object_must_be_gone(vault):
    folder, rows, leaves, _ = vault
    erased = [replace(rows[0], erased=True, salt=b"", identity=""), *rows[1:]]
    assert codes(folder, erased, leaves) == ["erased"]
    remove(folder, rows[0].name)
    assert codes(folder, erased, leaves) == []


def test_a_row_that_was_changed_is_found(vault):
    folder, rows, leaves, _ = vault
    assert codes(folder, [replace(rows[0], sha256="00" * 32), *rows[1:]], leaves) == ["changed"]
    assert codes(folder, [replace(rows[0], salt=bytes(32)), *rows[1:]], leaves) == ["leaf"]
    assert codes(folder, [replace(rows[0], leaf_index=1), *rows[1:]], leaves) == ["leaf"]


def test_a_leaf_that_was_changed_added_or_taken_out_is_found(vault):
    folder, rows, leaves, entry = vault
    frontier = Tree(leaves).frontier()
    assert codes(folder, rows, [*leaves[:3], new_entry("import", rows=4).leaf], frontier=frontier) == ["tree"]
    assert codes(folder, rows, leaves[:3], frontier=frontier) == ["tree"]
    assert codes(folder, rows, [*leaves, leaves[0]], frontier=frontier) == ["tree"]
    assert codes(folder, rows, leaves, entries=[replace(entry, payload=b'{"entry":"import","rows":4}')]) == ["opening"]


def test_a_log_that_is_behind_or_beside_its_own_signature_is_found(vault):
    folder, rows, leaves, _ = vault
    ahead = Checkpoint("example.org/office", 5, Tree([*leaves, b"x"]).root())
    beside = Checkpoint("example.org/office", 2, Tree([b"x", b"y"]).root())
    assert codes(folder, rows, leaves, checkpoints=[ahead]) == ["behind"]
    assert codes(folder, rows, leaves, checkpoints=[beside]) == ["forked"]


def test_all_flaws_are_told_at_once(vault):
    folder, rows, leaves, _ = vault
    remove(folder, rows[0].name)
    remove(folder, rows[1].name)
    with pytest.raises(NotVerified) as caught:
        scrub(folder, rows, leaves).check()
    assert len(caught.value.problems) == 2
