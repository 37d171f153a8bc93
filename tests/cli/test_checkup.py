"""What the doctor says: each sign is seen to change when its cause is there."""

import datetime
import json
import re
import shutil
from types import SimpleNamespace

import pytest

from tizim.cli import checkup, machine
from tizim.cli.checkup import machine_lines, workspace_lines
from tizim.db import models
from world import who


def lines_of(archive):
    return list(workspace_lines(archive))


def one(lines, text):
    found = [line for line in lines if text in line]
    assert len(found) == 1, lines
    return found[0]


def test_every_line_begins_with_a_sign_and_ends_with_a_sentence(archive):
    for line in (*machine_lines(), *lines_of(archive)):
        assert re.match(r"[✓·✗] \S", line)


def test_a_workspace_that_is_well_has_only_the_backup_to_be_said(archive):
    assert [line for line in lines_of(archive) if line.startswith("✗")] == [one(lines_of(archive), "no backup")]


def test_a_folder_that_others_may_read_is_named_with_the_remedy(archive):
    archive.workspace.erased_path.chmod(0o644)
    assert one(lines_of(archive), "chmod").startswith("✗ Others on this computer may read or change")


def test_a_damaged_slot_and_a_missing_recovery_slot_are_named(archive):
    for path in archive.workspace.slots_path.glob("recovery-*.json"):
        path.write_text("{", "utf-8")
    lines = lines_of(archive)
    assert one(lines, "is damaged").startswith("✗")
    assert one(lines, "Ways to open it").startswith("✗ Ways to open it: passphrases 1, sets of recovery sheets 0.")


def test_what_an_interrupted_run_left_is_named(archive):
    beside = archive.workspace.path.with_name(".workspace.0a1b2c.new")
    beside.mkdir()
    models.Import.objects.create(file_name="cases.csv", file_sha256="0" * 64, recorded_by="Marat")
    lines = lines_of(archive)
    assert one(lines, str(beside)).startswith("·")
    assert one(lines, "1 imports were interrupted").startswith("·")
    assert not any("Nothing was left unfinished" in line for line in lines)


def test_a_loose_object_in_the_vault_is_counted(archive, monkeypatch):
    shelf = archive.workspace.vault_path / "ab"
    shelf.mkdir(mode=0o700)
    (shelf / ("ab" * 16 + ".age")).write_bytes(b"loose")
    monkeypatch.setattr("time.time", lambda: datetime.datetime.now().timestamp() + 7200)
    assert one(lines_of(archive), "1 files of the vault").endswith("tizim scrub --clean")


def test_a_clock_behind_the_log_is_found(archive, monkeypatch):
    monkeypatch.setattr(checkup, "_now", lambda: datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    assert one(lines_of(archive), "behind the newest entry").startswith("✗")


@pytest.mark.parametrize(("days", "sign"), [(0, "✓"), (9, "·"), (40, "✗")])
def test_an_older_backup_is_more_urgent(archive, monkeypatch, days, sign):
    from django.db import transaction

    from tizim.actions.log import Entry, append

    with transaction.atomic():
        append([Entry("backup", "", {"by": "Ines"})])
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
    monkeypatch.setattr(checkup, "_now", lambda: later)
    assert one(lines_of(archive), "The last backup").startswith(sign)


def test_a_log_that_is_not_the_one_of_a_release_is_found(archive):
    models.Release.objects.create(
        number=1, released_on=datetime.date(2026, 1, 1), bundle_sha256="", recorded_by="Petra",
        summary={"log_size": 2, "log_root": "00" * 32},
    )  # fmt: skip
    assert one(lines_of(archive), "release 1").startswith("✗")


def test_too_few_people_to_publish_is_said(archive):
    from tizim.actions.members import set_member

    for name in ("Petra", "Quentin", "Leila", "Tomas", "Olga"):
        set_member(by=who("Ines"), name=name, roles=())
    assert one(lines_of(archive), "takes two people").startswith("·")


def test_a_server_for_the_facts_is_said(archive, monkeypatch):
    monkeypatch.setenv("TIZIM_DATABASE_URL", "postgresql://localhost/tizim")
    assert one(lines_of(archive), "PostgreSQL").startswith("·")


def mounts(tmp_path, *rows):
    path = tmp_path / "mountinfo"
    path.write_text("".join(f"1 0 0:1 / {point} rw - {kind} dev rw\n" for point, kind in rows), "utf-8")
    return path


def test_the_file_system_is_that_of_the_nearest_mount(tmp_path):
    table = mounts(tmp_path, ("/", "ext4"), (tmp_path, "nfs4"), (tmp_path / "other", "vfat"))
    assert machine.file_system(tmp_path / "office", table) == "nfs4"
    assert machine.file_system(tmp_path / "office", tmp_path / "nothing") == ""


@pytest.mark.parametrize(("kind", "sign"), [("ext4", "✓"), ("nfs4", "✗"), ("tmpfs", "✗"), ("vfat", "·"), ("", "·")])
def test_a_network_drive_is_no_place_for_a_workspace(tmp_path, monkeypatch, kind, sign):
    monkeypatch.setattr(machine, "file_system", lambda folder: kind)
    assert machine.where_line(tmp_path).startswith(sign)


def test_a_synchronised_folder_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "file_system", lambda folder: "ext4")
    assert machine.where_line(tmp_path / "Dropbox" / "office").startswith("·")


@pytest.mark.parametrize(("free_mib", "sign"), [(5000, "✓"), (1000, "·"), (100, "✗")])
def test_a_full_disk_is_said_before_it_is_full(tmp_path, monkeypatch, free_mib, sign):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=free_mib << 20))
    assert machine.room_line(tmp_path).startswith(sign)


@pytest.mark.parametrize(("text", "sign"), [("MemAvailable: 900000 kB\n", "✓"), ("MemAvailable: 9000 kB\n", "✗")])
def test_too_little_memory_for_the_passphrase_is_said(tmp_path, text, sign):
    (tmp_path / "meminfo").write_text(text, "utf-8")
    assert machine.memory_line(tmp_path / "meminfo").startswith(sign)
    assert machine.memory_line(tmp_path / "nothing").startswith("·")


@pytest.mark.parametrize(
    ("rows", "sign"), [("", "✓"), ("/dev/zram0 partition 1 0 1\n", "✓"), ("/swapfile file 1 0 1\n", "·")]
)
def test_swap_in_clear_is_said(tmp_path, rows, sign):
    (tmp_path / "swaps").write_text("Filename Type Size Used Priority\n" + rows, "utf-8")
    assert machine.swap_line(tmp_path / "swaps").startswith(sign)
    assert machine.swap_line(tmp_path / "nothing").startswith("·")


def test_a_clock_before_tizim_existed_is_said(monkeypatch):
    assert machine._year_line().startswith("✓")
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert machine._year_line().startswith("✗")


def test_no_line_names_a_source_or_a_person(archive):
    from world import account, take_in

    take_in(archive, account("Secret Person"))
    said = json.dumps(lines_of(archive), ensure_ascii=False)
    assert "Secret" not in said and "Canary" not in said
