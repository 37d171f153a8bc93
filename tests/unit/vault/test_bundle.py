"""Bundles appear whole or not at all, replace only what is ours, and never anything that would not verify."""

import errno
import io
from pathlib import Path

import pytest
from vector_folder import green_lamp

from tizim.core.errors import BadInput, DiskFull, NotVerified
from tizim.vault import swap
from tizim.vault.bundle import verify_bundle, write_bundle
from tizim.vault.checkpoint import sign_checkpoint
from tizim.vault.items import Erased, Opened, Present, Withheld
from tizim.vault.log import new_entry
from tizim.vault.objects import get, put
from tizim.vault.tree import Tree

SIGNER, STRANGER, ITEMS, LEAVES = green_lamp.SIGNER, green_lamp.STRANGER, green_lamp.ITEMS, green_lamp.LEAVES
checkpoint_of, tree_of = green_lamp.checkpoint_of, green_lamp.tree_of
EXHIBITS = [("exhibits/photo.txt", green_lamp.PHOTO), ("exhibits/drawing.txt", green_lamp.DRAWING)]
BAD_PATHS = [
    "", "/a", "../a", "a/../b", "a//b", ".a", "-a", "a.", "a b", "con", "Aux.txt", "қ.html", "a\\b", "a\n", "x" * 101,
]  # fmt: skip


def write(target, files=(("index.html", b"page"),), items=(), *, size=9, signer=SIGNER, kind="release", **options):
    options = {"log": tree_of(size), "number": 1, "date": "2026-11-22", **options}
    return write_bundle(target, kind, files, items, signer, checkpoint_of(size, signer=signer), **options)


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_bundle_verifies_and_says_what_it_holds(tmp_path):
    info = write(tmp_path / "out", EXHIBITS, ITEMS, earlier=[checkpoint_of(4)])
    report = verify_bundle(tmp_path / "out", SIGNER.vkey, previous_checkpoint=checkpoint_of(4).note)
    assert (report.head, report.file_count, report.signed_by) == (info.head, 5, (SIGNER.name,))
    assert (report.counts.present, report.counts.withheld, report.counts.erased, report.counts.entries) == (2, 1, 1, 2)
    assert report.size_bytes == info.size_bytes


def test_the_same_values_give_the_same_bytes(tmp_path):
    write(tmp_path / "a", EXHIBITS, ITEMS)
    write(tmp_path / "b", reversed(EXHIBITS), list(reversed(ITEMS)))
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_content_comes_as_bytes_as_a_file_or_from_a_function(tmp_path):
    source = tmp_path / "source.txt"
    source.write_bytes(b"from a file")
    stored = put(tmp_path, io.BytesIO(b"from the vault"))

    def decrypt(stream):
        get(tmp_path, stored.name, stored.identity, stream)

    item = Present(0, "exhibits/c.txt", stored.salt, stored.ciphertext_sha256)
    log = Tree([stored.leaf_bytes])
    checkpoint = sign_checkpoint(SIGNER, 1, log.root())
    files = [("a.txt", b"bytes"), ("b.txt", source), ("exhibits/c.txt", decrypt)]
    write_bundle(tmp_path / "out", "evidence", files, [item], SIGNER, checkpoint, log=log, number=1, date="2026-11-22")
    assert contents(tmp_path / "out")["exhibits/c.txt"] == b"from the vault"
    assert contents(tmp_path / "out")["b.txt"] == b"from a file"


def test_a_newer_bundle_takes_the_place_of_an_older_one_whole(tmp_path):
    first = write(tmp_path / "out", [("old.html", b"old")], size=6)
    write(tmp_path / "out", [("new.html", b"new")], number=2, previous=first.sha256, earlier=[checkpoint_of(6)])
    assert "new.html" in contents(tmp_path / "out")
    assert "old.html" not in contents(tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert verify_bundle(tmp_path / "out", SIGNER.vkey).head.previous.hex() == first.sha256


@pytest.mark.parametrize("exchange", [True, False])
def test_what_fails_on_the_way_leaves_the_older_bundle_alone(tmp_path, monkeypatch, exchange):
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda one, two: False)
    write(tmp_path / "out")
    before = contents(tmp_path / "out")

    def files():
        yield "page.html", b"written"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "out", files())
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_without_an_exchange_in_one_step_the_older_bundle_is_moved_aside_and_back(tmp_path, monkeypatch):
    monkeypatch.setattr(swap, "_exchange", lambda one, two: False)
    write(tmp_path / "out")
    write(tmp_path / "out", [("new.html", b"new")])
    before = contents(tmp_path / "out")
    renamed = Path.rename

    def failing(self, target):
        if self.name.endswith(".unfinished"):
            raise OSError(errno.EIO, "I/O error")
        return renamed(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(Exception, match="disk failed"):
        write(tmp_path / "out", [("newer.html", b"newer")])
    assert contents(tmp_path / "out") == before


def test_a_run_that_was_killed_between_two_renames_is_mended_by_the_next(tmp_path):
    write(tmp_path / "out")
    before = contents(tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / ".out.replaced")
    (tmp_path / ".out.unfinished").mkdir()
    (tmp_path / ".out.unfinished" / "half.html").write_bytes(b"half")
    with pytest.raises(ValueError, match="no bundle"):
        write(tmp_path / "out", [("../escape", b"")])
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_is_one_sentence_and_changes_nothing(tmp_path):
    def full(stream):
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DiskFull):
        write(tmp_path / "out", [("page.html", full)])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("add", ["notes.txt", ".git/config", "exhibits/mine.txt"])
def test_a_folder_with_somebody_elses_files_is_not_replaced(tmp_path, add):
    write(tmp_path / "out", EXHIBITS)
    place = tmp_path / "out" / add
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"mine")
    with pytest.raises(BadInput):
        write(tmp_path / "out")
    assert place.read_bytes() == b"mine"


def test_a_folder_that_is_not_a_bundle_of_ours_is_not_replaced(tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_bytes(b"mine")
    write(tmp_path / "theirs", signer=STRANGER)
    for target in ("photos", "theirs", "theirs/index.html", "no/such/folder"):
        with pytest.raises(BadInput):
            write(tmp_path / target)


def test_an_empty_folder_may_be_filled(tmp_path):
    (tmp_path / "out").mkdir()
    assert write(tmp_path / "out").file_count == 4


def test_evidence_is_private_and_a_release_is_for_all(tmp_path):
    write(tmp_path / "evidence", kind="evidence")
    write(tmp_path / "release")
    assert (tmp_path / "evidence").stat().st_mode & 0o077 == 0
    assert (tmp_path / "release").stat().st_mode & 0o555 == 0o555


@pytest.mark.parametrize(
    "path",
    ["", "/a", "../a", "a/../b", "a//b", ".a", "-a", "a.", "a b", "con", "Aux.txt", "қ.html", "a\\b", "a\n", "x" * 101],
)
def test_a_path_that_means_something_else_elsewhere_is_refused(tmp_path, path):
    with pytest.raises(ValueError, match="no bundle"):
        write(tmp_path / "out", [(path, b"")])


def test_names_that_a_bundle_uses_itself_or_twice_are_refused(tmp_path):
    for files in ([("manifest.txt", b"")], [("checkpoint", b"")], [("a", b""), ("A", b"")]):
        with pytest.raises(ValueError, match="bundle"):
            write(tmp_path / "out", files)


def test_what_would_not_verify_is_never_written(tmp_path):
    stray = new_entry("import", rows=1)
    for items in (
        [Erased(3, LEAVES[3])],
        [Withheld(2, LEAVES[1])],
        [Opened(1, stray.blind, stray.salt, stray.payload)],
        [Withheld(2, LEAVES[2]), Withheld(2, LEAVES[2])],
    ):
        with pytest.raises(NotVerified) as caught:
            write(tmp_path / "out", items=items)
        assert caught.value.problems
    assert list(tmp_path.iterdir()) == []


def test_a_log_that_is_behind_or_beside_what_it_published_publishes_nothing(tmp_path):
    for earlier in (checkpoint_of(11), checkpoint_of(6, forked=True)):
        with pytest.raises(NotVerified):
            write(tmp_path / "out", earlier=[earlier])


def test_an_exhibit_that_is_not_in_the_bundle_cannot_be_shown(tmp_path):
    with pytest.raises(ValueError, match="not in the bundle"):
        write(tmp_path / "out", items=ITEMS[:1])


def test_all_problems_of_a_spoilt_bundle_are_told_at_once(tmp_path):
    write(tmp_path / "out", EXHIBITS)
    (tmp_path / "out" / "exhibits" / "photo.txt").write_bytes(b"other")
    (tmp_path / "out" / "exhibits" / "drawing.txt").unlink()
    (tmp_path / "out" / "added\n\u202e.txt").write_bytes(b"more")
    with pytest.raises(NotVerified) as caught:
        verify_bundle(tmp_path / "out", SIGNER.vkey)
    assert [problem.split(":")[0] for problem in caught.value.problems] == [
        "added\\n\\u202e.txt", "exhibits/drawing.txt", "exhibits/photo.txt",
    ]  # fmt: skip


def test_a_public_key_that_is_none_is_bad_input(tmp_path):
    with pytest.raises(BadInput):
        verify_bundle(tmp_path, "nonsense")
