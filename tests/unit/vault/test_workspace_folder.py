"""A workspace comes into being whole or not at all, tells nothing in clear, and says what is wrong in one sentence."""

import errno
import json
import os
import stat

import pytest

from tizim.core.errors import BadInput, Damaged, DiskFull, NewerFormat, NotFound
from tizim.vault import files, workspace
from tizim.vault.crypto import sign, verify_signature
from tizim.vault.workspace import check_key, create_workspace, log_signing_key, open_workspace, pin_root_key, unlock

WORDS = "four plain words here"


def edit(found, **changes):
    path = found.path / workspace.FILE
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


def test_what_was_made_opens_with_its_passphrase(office, quick_costs):
    assert unlock(open_workspace(office.workspace.path), office.words, floor=quick_costs) == office.key


def test_a_workspace_made_with_the_usual_costs_opens_without_a_lowered_floor(tmp_path):
    made = create_workspace(tmp_path / "real", WORDS)
    assert unlock(made.workspace, WORDS) == made.database_key


def test_everything_is_private_whatever_the_umask_says(tmp_path, quick_costs):
    before = os.umask(0)
    try:
        made = create_workspace(tmp_path / "open", WORDS, costs=quick_costs)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in made.workspace.path.rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*") if path.is_dir()}
    assert (modes, folders) == ({0o600}, {0o700})


def test_neither_key_nor_shares_nor_passphrase_lie_in_the_folder(office):
    everything = b"".join(path.read_bytes() for path in office.workspace.path.rglob("*") if path.is_file())
    secrets = [office.key, office.key.hex().encode(), office.words.encode(), *(s.encode() for s in office.shares)]
    assert not [secret for secret in secrets if secret in everything]


def test_an_empty_folder_is_taken_and_a_full_one_is_left_as_it_was(tmp_path, quick_costs):
    (tmp_path / "empty").mkdir()
    create_workspace(tmp_path / "empty", WORDS, costs=quick_costs)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("hello")
    with pytest.raises(BadInput, match="not an empty folder"):
        create_workspace(tmp_path / "full", WORDS, costs=quick_costs)
    with pytest.raises(BadInput, match="already"):
        create_workspace(tmp_path / "empty", WORDS, costs=quick_costs)
    with pytest.raises(NotFound):
        create_workspace(tmp_path / "no" / "parent", WORDS, costs=quick_costs)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "full"]


def test_a_failure_on_the_way_leaves_nothing(tmp_path, quick_costs):
    def fail(_workspace, _key):
        raise RuntimeError("the database could not be made")

    with pytest.raises(RuntimeError):
        create_workspace(tmp_path / "new", WORDS, costs=quick_costs, prepare=fail)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
def test_a_full_disk_at_any_step_is_one_sentence_and_leaves_nothing(tmp_path, quick_costs, monkeypatch, call):
    def full(*_args, **_named):
        raise OSError(errno.ENOSPC, "No space left on device")

    target = files.Path if call == "rename" else files.os
    monkeypatch.setattr(target, call, full)
    with pytest.raises(DiskFull, match="disk is full"):
        create_workspace(tmp_path / "new", WORDS, costs=quick_costs)
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_prepare_fills_the_folder_before_it_has_its_name(tmp_path, quick_costs):
    seen = []
    create_workspace(
        tmp_path / "new", WORDS, costs=quick_costs, prepare=lambda w, key: seen.append((w.path.exists(), len(key)))
    )
    assert seen == [(True, 32)]


def test_no_workspace_a_newer_one_and_a_damaged_one_are_told_apart(office):
    with pytest.raises(NotFound, match="tizim init"):
        open_workspace(office.workspace.path / "vault")
    edit(office.workspace, version=2)
    with pytest.raises(NewerFormat, match="format 2"):
        open_workspace(office.workspace.path)
    for wrong in ({"format": "other"}, {"version": "1"}, {"version": True}, {"log": []}, {"root_public_key": "zz"}):
        edit(office.workspace, **{"version": 1, "format": "tizim-workspace", **wrong})
        with pytest.raises(Damaged):
            open_workspace(office.workspace.path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 90_000, b'{"a":1,"a":2}', b"x" * (2 << 20)])
def test_a_file_that_is_no_json_object_is_damaged(office, content):
    (office.workspace.path / workspace.FILE).write_bytes(content)
    with pytest.raises(Damaged):
        open_workspace(office.workspace.path)


@pytest.mark.parametrize("missing", ["slots", "vault", "tizim.db"])
def test_a_missing_part_is_named(office, missing):
    (office.workspace.path / missing).rename(office.workspace.path / "elsewhere")
    with pytest.raises(Damaged, match=missing):
        open_workspace(office.workspace.path)


@pytest.mark.parametrize("field", ["workspace_id", "root_public_key"])
def test_an_edit_without_the_key_is_found_when_unlocking(office, quick_costs, field):
    edit(office.workspace, **{field: "ab" * (16 if field == "workspace_id" else 32)})
    with pytest.raises(Damaged if field == "root_public_key" else NotFound):
        unlock(open_workspace(office.workspace.path), office.words, floor=quick_costs)


def test_an_exchanged_log_key_is_found(office):
    log = {**office.workspace.document["log"], "public_key": "ab" * 32}
    edit(office.workspace, log=log)
    with pytest.raises(Damaged):
        log_signing_key(open_workspace(office.workspace.path), office.key)


def test_the_log_key_signs_for_the_public_key_of_the_file(office):
    secret = log_signing_key(office.workspace, office.key)
    assert verify_signature(office.workspace.log_public_key, b"checkpoint", sign(secret, b"checkpoint"))


def test_another_key_is_not_this_workspaces(office):
    with pytest.raises(Damaged):
        check_key(office.workspace, bytes(32))


def test_a_root_is_pinned_once(office):
    pin_root_key(office.workspace, office.key, b"r" * 32)
    again = open_workspace(office.workspace.path)
    assert again.root_public_key == b"r" * 32
    check_key(again, office.key)
    with pytest.raises(BadInput, match="cannot be replaced"):
        pin_root_key(again, office.key, b"s" * 32)
