"""Small files: whole or not at all, and a full disk leaves what was there."""

import errno

import pytest

from tizim.core.errors import BadInput, Damaged, DiskFull, NotFound
from tizim.vault import erasures, files
from tizim.vault.erasures import note_erased, parse_erased, read_erased

FIRST, SECOND, THIRD = (f"01HF7YAT00E00080000000000{n}" for n in "012")


def fail_with(number, after=0):
    left = [after]

    def fail(descriptor, data):
        if left[0]:
            left[0] -= 1
            return real(descriptor, data[:3])
        raise OSError(number, "failed")

    real = files.os.write
    return fail


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("after", [0, 2])
def test_a_full_disk_keeps_the_old_file(tmp_path, monkeypatch, number, after):
    files.write_file(tmp_path / "note", b"the old text")
    monkeypatch.setattr(files.os, "write", fail_with(number, after))
    with pytest.raises(DiskFull):
        files.write_file(tmp_path / "note", b"the new text")
    monkeypatch.undo()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("note", b"the old text")]


def test_a_failing_disk_is_not_called_full(tmp_path, monkeypatch):
    monkeypatch.setattr(files.os, "write", fail_with(errno.EIO))
    with pytest.raises(OSError, match="failed") as caught:
        files.write_file(tmp_path / "note", b"text")
    assert caught.value.errno == errno.EIO


def test_a_new_file_never_replaces_one(tmp_path):
    files.write_file(tmp_path / "key", b"old", replace=False)
    with pytest.raises(FileExistsError):
        files.write_file(tmp_path / "key", b"new", replace=False)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_stick_without_hard_links_takes_a_new_file_too(tmp_path, monkeypatch):
    def no_links(*_args):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(files.os, "link", no_links)
    files.write_file(tmp_path / "key", b"old", replace=False)
    with pytest.raises(FileExistsError):
        files.write_file(tmp_path / "key", b"new", replace=False)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_line_is_added_whole_or_not(tmp_path, monkeypatch):
    files.append_line(tmp_path / "list", b"one")
    monkeypatch.setattr(files.os, "write", fail_with(errno.ENOSPC, after=1))
    with pytest.raises(DiskFull):
        files.append_line(tmp_path / "list", b"two, which is longer")
    monkeypatch.undo()
    files.append_line(tmp_path / "list", b"three")
    assert (tmp_path / "list").read_bytes() == b"one\nthree\n"


def test_a_line_cut_by_a_crash_is_never_glued_to(tmp_path):
    (tmp_path / "list").write_bytes(b'{"id":"01HF')
    files.append_line(tmp_path / "list", b"next")
    assert (tmp_path / "list").read_bytes() == b'{"id":"01HF\nnext\n'


def test_reading_what_is_not_there_or_not_a_file(tmp_path):
    with pytest.raises(NotFound):
        files.read_file(tmp_path / "none", what="The note")
    with pytest.raises(Damaged):
        files.read_file(tmp_path, what="The note")


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path, monkeypatch):
    def refuse(*_args):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(files.os, "fsync", refuse)
    with pytest.raises(BadInput, match="Read-only"):
        with files.appearing_folder(tmp_path / "new"):
            pass
    assert list(tmp_path.iterdir()) == []


def test_erasures_are_noted_once_and_in_order(office):
    note_erased(office.workspace, [SECOND, FIRST, SECOND])
    note_erased(office.workspace, [FIRST, THIRD])
    assert read_erased(office.workspace.erased_path) == (SECOND, FIRST, THIRD)
    assert office.workspace.erased_path.read_text().count("\n") == 3


def test_only_ids_are_noted(office):
    with pytest.raises(ValueError, match="only ids"):
        note_erased(office.workspace, [FIRST, "Aigul"])
    assert read_erased(office.workspace.erased_path) == ()


def test_a_full_disk_notes_nothing(office, monkeypatch):
    note_erased(office.workspace, [FIRST])
    monkeypatch.setattr(files.os, "fsync", lambda descriptor: fail_with(errno.ENOSPC)(descriptor, b""))
    with pytest.raises(DiskFull):
        note_erased(office.workspace, [SECOND, THIRD])
    monkeypatch.undo()
    assert read_erased(office.workspace.erased_path) == (FIRST,)


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"id":3}', b'{"id":"x"}', b'{"other":1}', b"[" * 100_000, b"\xff"])
def test_a_cut_or_strange_line_is_passed_over(line):
    good = b'{"id":"%s"}' % FIRST.encode()
    assert erasures.parse_erased(line + b"\n" + good + b"\n" + line) == parse_erased(good) == (FIRST,)
