"""Objects: in and out unchanged, nothing half-left, and the disk's troubles said in one sentence."""

import errno
import hashlib
import io
import os
import time

import pytest

from tizim.core.errors import Damaged, DiskFull, NotFound, TizimError
from tizim.vault import objects
from tizim.vault.log import exhibit_leaf
from tizim.vault.objects import get, iter_names, open_object, put, remove, sweep

SIZES = [0, 1, 65535, 65536, 65537, 3 << 20]


def files_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def fetched(folder, stored):
    target = io.BytesIO()
    get(folder, stored.name, stored.identity, target)
    return target.getvalue()


class FailingStream(io.RawIOBase):
    """Gives, or takes, some bytes and then fails."""

    def __init__(self, error, after=200_000):
        self.error, self.left = error, after

    def read(self, size=-1):
        if self.left <= 0:
            raise self.error
        self.left -= size
        return b"x" * size

    def write(self, data):
        if self.left <= 0:
            raise self.error
        self.left -= len(data)
        return len(data)


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_in_comes_out_byte_for_byte(tmp_path, size):
    content = os.urandom(size)
    stored = put(tmp_path, io.BytesIO(content))
    assert fetched(tmp_path, stored) == content
    assert (stored.size_bytes, stored.sha256) == (size, hashlib.sha256(content).hexdigest())
    ciphertext = open_object(tmp_path, stored.name).read()
    assert stored.ciphertext_sha256 == hashlib.sha256(ciphertext).hexdigest()
    assert content not in ciphertext or size < 2


def test_the_leaf_is_made_of_both_hashes_the_salt_and_the_size(tmp_path):
    stored = put(tmp_path, io.BytesIO(b"letter"))
    assert stored.leaf_bytes == exhibit_leaf(stored.ciphertext_sha256, stored.salt, stored.sha256, 6)


def test_the_same_file_twice_shares_neither_name_nor_key_nor_bytes_nor_leaf(tmp_path):
    one, two = (put(tmp_path, io.BytesIO(b"same")) for _ in range(2))
    assert one.sha256 == two.sha256
    for field in ("name", "identity", "salt", "ciphertext_sha256", "leaf_bytes"):
        assert getattr(one, field) != getattr(two, field)


def test_secrets_do_not_show_when_an_object_is_printed(tmp_path):
    stored = put(tmp_path, io.BytesIO(b"letter"))
    assert stored.identity not in repr(stored)
    assert repr(stored.salt) not in repr(stored)


def test_folders_and_files_are_private(tmp_path):
    name = put(tmp_path, io.BytesIO(b"letter")).name
    path = tmp_path / name[:2] / f"{name}.age"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_progress_is_told_up_to_the_last_byte(tmp_path):
    heard = []
    put(tmp_path, io.BytesIO(bytes(5 << 20)), progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 5 << 20
    assert len(heard) >= 5


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EIO, Damaged), (errno.EACCES, TizimError)],
)
def test_a_failing_disk_is_said_in_one_sentence_and_leaves_nothing(tmp_path, monkeypatch, number, kind):
    def failing(descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(objects.os, "fsync", failing)
    with pytest.raises(TizimError) as caught:
        put(tmp_path, io.BytesIO(b"letter"))
    assert type(caught.value) is kind
    assert files_in(tmp_path) == []


def test_a_stream_that_cannot_be_read_to_its_end_leaves_nothing(tmp_path):
    with pytest.raises(Damaged):
        put(tmp_path, FailingStream(OSError(errno.EIO, "I/O error")))
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path, FailingStream(KeyboardInterrupt()))
    assert files_in(tmp_path) == []


def test_a_failing_folder_sync_takes_the_object_back(tmp_path, monkeypatch):
    def failing(path):
        raise OSError(errno.EIO, "I/O error")

    monkeypatch.setattr(objects.files, "sync_folder", failing)
    with pytest.raises(Damaged):
        put(tmp_path, io.BytesIO(b"letter"))
    assert files_in(tmp_path) == []


def test_a_target_without_room_is_a_full_disk(tmp_path):
    stored = put(tmp_path, io.BytesIO(bytes(500_000)))
    with pytest.raises(DiskFull):
        get(
            tmp_path, stored.name, stored.identity, FailingStream(OSError(errno.ENOSPC, "No space left"), after=100_000)
        )


def test_the_systems_own_full_disk_is_a_full_disk(tmp_path):
    stored = put(tmp_path, io.BytesIO(b"letter"))
    with open("/dev/full", "wb", buffering=0) as full, pytest.raises(DiskFull):  # noqa: PTH123
        get(tmp_path, stored.name, stored.identity, full)


def test_any_change_to_the_ciphertext_is_damage(tmp_path):
    stored = put(tmp_path, io.BytesIO(b"letter" * 20_000))
    path = tmp_path / stored.name[:2] / f"{stored.name}.age"
    whole = path.read_bytes()
    for changed in (whole[:-1], whole[: len(whole) // 2], b"", whole[:-1] + bytes([whole[-1] ^ 1]), whole + b"x"):
        path.write_bytes(changed)
        with pytest.raises(Damaged):
            fetched(tmp_path, stored)


def test_another_objects_key_does_not_open(tmp_path):
    one, two = (put(tmp_path, io.BytesIO(b"letter")) for _ in range(2))
    with pytest.raises(Damaged):
        get(tmp_path, one.name, two.identity, io.BytesIO())


def test_a_file_that_is_not_the_one_that_was_kept_is_damage(tmp_path):
    stored = put(tmp_path, io.BytesIO(b"letter"))
    with pytest.raises(Damaged):
        get(tmp_path, stored.name, stored.identity, io.BytesIO(), sha256="00" * 32)


def test_an_erased_object_is_gone(tmp_path):
    stored = put(tmp_path, io.BytesIO(b"letter"))
    assert remove(tmp_path, stored.name) is True
    assert remove(tmp_path, stored.name) is False
    assert files_in(tmp_path) == []
    with pytest.raises(NotFound):
        fetched(tmp_path, stored)


def test_names_are_never_paths(tmp_path):
    for name in ("../../etc/passwd", "", "A" * 32, "0" * 31, "0" * 31 + "/"):
        with pytest.raises(ValueError, match="hexadecimal"):
            remove(tmp_path, name)


def test_sweep_finds_what_no_row_knows_and_takes_only_that(tmp_path):
    kept, orphan = (put(tmp_path, io.BytesIO(b"letter")).name for _ in range(2))
    (tmp_path / f"{'0' * 32}.part").write_bytes(b"cut off")
    (tmp_path / "notes.txt").write_bytes(b"somebody's own")
    found = sweep(tmp_path, [kept], min_age_seconds=-5)
    assert (found.orphans, found.parts) == ((orphan,), ("0" * 32,))
    assert sweep(tmp_path, [kept], clean=True, min_age_seconds=-5) == found
    assert list(iter_names(tmp_path)) == [kept]
    assert files_in(tmp_path) == sorted([f"{kept[:2]}/{kept}.age", "notes.txt"])


def test_sweep_leaves_young_objects_alone(tmp_path):
    name = put(tmp_path, io.BytesIO(b"letter")).name
    assert sweep(tmp_path, [], clean=True).orphans == ()
    os.utime(tmp_path / name[:2] / f"{name}.age", (time.time() - 7200,) * 2)
    assert sweep(tmp_path, []).orphans == (name,)


@pytest.mark.parametrize("size", [0, 10, 5_000, 200_000])
def test_a_write_that_fails_at_the_very_end_is_not_taken_for_success(tmp_path, monkeypatch, size):
    """Age writes what its buffer holds when the buffer goes; a failing disk must be noticed then too."""

    class Failing(objects.HashingWriter):
        def write(self, data):
            self.error = OSError(errno.EIO, "Input/output error")
            raise self.error

    monkeypatch.setattr(objects, "HashingWriter", Failing)
    with pytest.raises(TizimError):
        objects.put(tmp_path, io.BytesIO(bytes(size)))
    assert not list(tmp_path.rglob("*.age"))
