"""Backups: everything comes back, what was erased does not, and no changed or cut file puts anything in place."""

import errno
import hashlib
import io
import json
import random
import stat
import tarfile
from types import SimpleNamespace

import pytest

from tizim.core.errors import BadInput, Damaged, DiskFull, NewerFormat, NotFound, TizimError, WrongPassphrase
from tizim.vault import backup, crypto, files
from tizim.vault.backup import workspace_members, wrapping_key, write_backup
from tizim.vault.erasures import note_erased, read_erased
from tizim.vault.packing import Member, TarSource
from tizim.vault.restore import check_backup, open_backup, restore_backup, unlock_backup, unlock_backup_with_sheets
from tizim.vault.unpacking import TarSink
from tizim.vault.workspace import unlock

FIRST, SECOND = "01HF7YAT00E000800000000000", "01HF7YAT00E000800000000001"


def tree(folder):
    kept = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {name: content for name, content in kept.items() if name != "lock"}


@pytest.fixture
def full(office, tmp_path):
    """An office with a database, two exhibits and an erasure, and where its backup goes."""
    office.workspace.database_path.write_bytes(b"the snapshot of a database" * 400)
    for name, size in {"ab/ab00.age": 0, "cd/cd00.age": 700_001}.items():
        (office.workspace.vault_path / name).parent.mkdir()
        (office.workspace.vault_path / name).write_bytes(random.Random(size).randbytes(size))
    (office.workspace.vault_path / "unfinished.part").write_bytes(b"half of something")
    note_erased(office.workspace, [FIRST])
    return SimpleNamespace(**vars(office), file=tmp_path / "backup.tizim", target=tmp_path / "back")


def write(full):
    members = workspace_members(full.workspace, full.workspace.database_path)
    return write_backup(full.file, members, full.workspace, full.key)


def restore(full, **more):
    return restore_backup(open_backup(full.file), full.target, full.key, **more)


def nothing_in_place(full):
    return not full.target.exists() and not [p for p in full.target.parent.iterdir() if p.name.endswith(".new")]


def test_everything_comes_back_private_and_opens(full, quick_costs):
    written = write(full)
    (full.workspace.vault_path / "unfinished.part").unlink()
    restored = restore(full)
    assert tree(restored.workspace.path) == tree(full.workspace.path)
    assert written.sizes == restored.sizes == check_backup(open_backup(full.file), full.key)
    assert unlock(restored.workspace, full.words, floor=quick_costs) == full.key
    modes = {stat.S_IMODE(path.stat().st_mode) for path in full.target.rglob("*")}
    assert modes == {0o600, 0o700}


def test_size_and_hash_are_those_of_the_file(full):
    written = write(full)
    content = full.file.read_bytes()
    assert (written.size_bytes, written.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_passphrase_and_sheets_open_it(full, quick_costs):
    write(full)
    header = open_backup(full.file)
    assert unlock_backup(header, full.words, floor=quick_costs) == full.key
    assert unlock_backup_with_sheets(header, full.shares[2], full.shares[1]) == full.key
    with pytest.raises(WrongPassphrase):
        unlock_backup(header, "four other words here", floor=quick_costs)


def test_nothing_of_the_workspace_is_readable_in_it(full):
    write(full)
    content = full.file.read_bytes()
    for secret in (b"snapshot of a database", b"cd00.age", b"contents.jsonl", FIRST.encode(), full.key):
        assert secret not in content


def test_erasures_are_applied_again_before_anything_appears(full):
    write(full)
    seen = []
    restored = restore(full, erased=[SECOND], prepare=lambda w, key, ids: seen.append((w.path.name, key, ids)))
    assert seen[0][0].startswith(".back.") and seen[0][1:] == (full.key, (FIRST, SECOND))
    assert restored.erased_ids == read_erased(restored.workspace.erased_path) == (FIRST, SECOND)


def test_an_erasure_that_fails_puts_nothing_in_place(full):
    write(full)

    def fail(*_args):
        raise DiskFull("The disk is full.")

    with pytest.raises(DiskFull):
        restore(full, prepare=fail)
    assert nothing_in_place(full)


def test_no_changed_byte_puts_anything_in_place(full):
    write(full)
    right, dice = full.file.read_bytes(), random.Random(3)
    line = right.index(b"\n") + 1
    places = [dice.randrange(line) for _ in range(60)] + [dice.randrange(line, len(right)) for _ in range(60)]
    for place in [*places, line, line + 200, len(right) - 1]:
        full.file.write_bytes(right[:place] + bytes([right[place] ^ 1 << dice.randrange(8)]) + right[place + 1 :])
        with pytest.raises(TizimError):
            restore(full)
        assert nothing_in_place(full)


@pytest.mark.parametrize("share", [0, 0.001, 0.3, 0.9, 0.99999])
def test_a_cut_file_puts_nothing_in_place(full, share):
    write(full)
    content = full.file.read_bytes()
    full.file.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(Damaged):
        restore(full)
    assert nothing_in_place(full)


def test_a_lengthened_file_puts_nothing_in_place(full):
    write(full)
    full.file.write_bytes(full.file.read_bytes() + b"x")
    with pytest.raises(Damaged):
        restore(full)


def test_the_slots_of_a_backup_cannot_be_exchanged(full, quick_costs):
    write(full)
    line, _newline, body = full.file.read_bytes().partition(b"\n")
    document = json.loads(line)
    full.file.write_bytes(json.dumps({**document, "slots": document["slots"][:1]}).encode() + b"\n" + body)
    with pytest.raises(Damaged, match="first line"):
        restore(full)


def test_a_newer_backup_and_another_file_are_told_apart(full):
    full.file.write_bytes(b'{"format":"tizim-backup/2"}\n')
    with pytest.raises(NewerFormat):
        open_backup(full.file)
    for content in (b"", b"PK\x03\x04", b'{"format":"tizim-backup/1"}\n', b'{"format":"tizim-backup/1","slots":[3]}\n'):
        full.file.write_bytes(content)
        with pytest.raises(Damaged):
            open_backup(full.file)
    with pytest.raises(NotFound):
        open_backup(full.target)


def test_nothing_is_overwritten(full):
    write(full)
    with pytest.raises(BadInput, match="already"):
        write(full)
    full.target.mkdir()
    (full.target / "letter").write_text("mine")
    with pytest.raises(BadInput, match="not an empty folder"):
        restore(full)
    assert tree(full.target) == {"letter": b"mine"}


def test_a_missing_folder_and_a_missing_member_are_told_apart(full):
    members = [Member("tizim.db", full.target / "gone")]
    with pytest.raises(Damaged, match="incomplete"):
        write_backup(full.file, members, full.workspace, full.key)
    with pytest.raises(NotFound, match="no folder"):
        write_backup(full.target / "no" / "b", [], full.workspace, full.key)


@pytest.mark.parametrize("after", [0, 1, 5])
def test_a_full_disk_while_writing_leaves_no_file(full, monkeypatch, after):
    real, left = backup.HashingWriter.write, [after]

    def fill(self, data):
        left[0] -= 1
        if left[0] < 0:
            self.error = OSError(errno.ENOSPC, "No space left on device")
            raise self.error
        return real(self, data)

    monkeypatch.setattr(backup.HashingWriter, "write", fill)
    before = sorted(path.name for path in full.file.parent.iterdir())
    with pytest.raises(DiskFull):
        write(full)
    assert sorted(path.name for path in full.file.parent.iterdir()) == before


def test_a_full_disk_while_restoring_leaves_nothing(full, monkeypatch):
    write(full)

    def fill(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", fill)
    with pytest.raises(DiskFull):
        restore(full)
    assert nothing_in_place(full)


def sealed_tar(full, tar):
    """A backup whose first line is right and whose tar is what someone with the key put there."""
    header, recipient = backup._new_header(full.workspace, full.key)
    full.file.write_bytes(header + crypto.age_encrypt(tar, recipient))


def hostile(name="vault/ab/x.age", **fields):
    info = tarfile.TarInfo(name)
    for field, value in fields.items():
        setattr(info, field, value)
    return info.tobuf(tarfile.GNU_FORMAT)[:512]


@pytest.mark.parametrize(
    "head",
    [
        hostile("../outside"),
        hostile("/tmp/outside"),
        hostile("vault/../../outside"),
        hostile("vault/.hidden"),
        hostile("vault//x"),
        hostile("link", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        hostile("link", type=tarfile.LNKTYPE, linkname="tizim.db"),
        hostile("device", type=tarfile.CHRTYPE),
        hostile("vault/ab", type=tarfile.DIRTYPE),
        hostile("vault/ab/x.age", size=1 << 40),
        b"x" * 512,
        b"\xff" * 512,
    ],
    ids=str,
)
def test_a_hostile_tar_puts_nothing_anywhere(full, head):
    sealed_tar(full, head + bytes(1024))
    around = sorted(path.name for path in full.target.parent.iterdir())
    with pytest.raises(Damaged):
        restore(full)
    assert sorted(path.name for path in full.target.parent.iterdir()) == around


@pytest.mark.parametrize("name", ["elsewhere.txt", "slots/x.sh", "custodians/1.json", "tizim.db-wal", "vault"])
def test_a_file_that_no_workspace_has_is_not_made(full, name):
    sealed_tar(full, packed([Member("workspace.json", full.workspace.path / "workspace.json"), Member(name)]))
    with pytest.raises(Damaged, match="no workspace has"):
        restore(full)
    assert nothing_in_place(full)


def test_a_folder_under_the_name_of_a_file_is_refused(full):
    sealed_tar(full, packed([Member("vault/ab"), Member("vault/ab/x.age")]))
    with pytest.raises(BadInput):
        restore(full)
    assert nothing_in_place(full)


def packed(members):
    source = TarSource(members)
    return b"".join(iter(lambda: source.read(7777), b""))


@pytest.mark.parametrize("step", [1, 511, 513, 100_000])
def test_pieces_of_any_size_give_the_same(step):
    members = [Member("empty"), Member("a/one", content=b"1" * 512), Member("a/two", content=b"2" * 1000)]
    tar, got = packed(members), {}

    class Kept(io.BytesIO):
        def close(self):
            got[self.name] = self.getvalue()

    def receive(name, _size):
        kept = Kept()
        kept.name = name
        return kept

    sink = TarSink(receive)
    for start in range(0, len(tar), step):
        sink.write(tar[start : start + step])
    assert sink.finish() == {"empty": 0, "a/one": 512, "a/two": 1000}
    assert got == {member.name: member.content for member in members}


def test_other_tar_programs_read_it_too():
    with tarfile.open(fileobj=io.BytesIO(packed([Member("a/one", content=b"1" * 700)]))) as tar:
        assert tar.getnames() == ["a/one", "contents.jsonl"]
        assert tar.extractfile("a/one").read() == b"1" * 700


def test_a_missing_member_an_extra_one_and_a_changed_one_are_found():
    one, two = Member("one", content=b"1"), Member("two", content=b"2")
    both = packed([one, two])
    wrong = [
        both[1024:],  # the first member is gone
        both[:1024] + both[:1024].replace(b"one", b"six") + both[1024:],
        both.replace(b"1" + bytes(511), b"7" + bytes(511)),
        both[:-512],
        both + bytes(512),
        both[:2048] + bytes(1024),
        packed([one])[:-1024] + both,
    ]
    for tar in wrong:
        sink = TarSink(lambda _name, _size: io.BytesIO())
        with pytest.raises(Damaged):
            sink.write(tar)
            sink.finish()


def test_a_file_that_shrinks_while_it_is_read_is_noticed(tmp_path, monkeypatch):
    (tmp_path / "big").write_bytes(bytes(1 << 20))
    source = TarSource([Member("big", tmp_path / "big")])
    source.read(1 << 10)
    with (tmp_path / "big").open("r+b") as file:
        file.truncate(1 << 10)
    with pytest.raises(Damaged, match="shorter"):
        while source.read(1 << 20):
            pass


@pytest.mark.parametrize("name", ["", "../x", "/x", ".x", "a/.x", "a b", "x" * 101, "contents.jsonl", "a/b/c/d/e/f"])
def test_a_strange_name_is_never_written(name):
    with pytest.raises(ValueError, match="name"):
        packed([Member(name)])


def test_each_backup_has_a_key_of_its_own(full):
    write(full)
    first = open_backup(full.file).document["wrapped_identity"]
    full.file.unlink()
    write(full)
    assert open_backup(full.file).document["wrapped_identity"] != first
    assert wrapping_key(full.key) != full.key


def test_a_link_in_the_vault_is_not_followed_into_a_backup(full, tmp_path):
    (full.workspace.vault_path / "ab" / "link.age").symlink_to("/etc/hostname")
    assert not [m for m in workspace_members(full.workspace, full.file) if "link" in m.name]


def test_the_key_of_another_workspace_writes_and_reads_nothing(full):
    with pytest.raises(Damaged):
        write_backup(full.file, [], full.workspace, bytes(32))
    write(full)
    with pytest.raises(Damaged):
        restore_backup(open_backup(full.file), full.target, bytes(32))


def test_the_wrapped_key_has_one_spelling(full):
    write(full)
    line, rest = full.file.read_bytes().split(b"\n", 1)
    spelled = json.loads(line)["wrapped_identity"].encode()
    full.file.write_bytes(line.replace(spelled, spelled.upper()) + b"\n" + rest)
    with pytest.raises(Damaged):
        restore(full)
    assert nothing_in_place(full)
