"""Backup, restore, and what was erased in between."""

import shutil
import threading
import time

import pytest
from django.db import connections, transaction

from conftest import ON_POSTGRESQL, PASSPHRASE
from tizim.actions.backups import SNAPSHOT, back_up, restore, restore_with_key
from tizim.actions.erase import erase_account
from tizim.actions.exhibits import keep_exhibit
from tizim.actions.log import Entry, append
from tizim.actions.workspaces import open_session
from tizim.core.drafts import ExhibitDraft
from tizim.core.errors import Damaged, MissingPart, TizimError, WrongPassphrase
from tizim.db import queries
from world import account, take_in, who

pytestmark = pytest.mark.skipif(ON_POSTGRESQL, reason="a server is backed up with its own tools")


@pytest.fixture
def backup(archive, tmp_path):
    (tmp_path / "letter.txt").write_bytes(b"a canary letter")
    take_in(archive, account(), account("Serik Sultan"))
    row = queries.find_account(who("Marat"), "A-1")
    keep_exhibit(by=who("Marat"), session=archive, account=row, draft=ExhibitDraft(str(tmp_path / "letter.txt"), "l"))
    done = back_up(by=who("Ines"), session=archive, target=tmp_path / "backup.tizim")
    assert (done.exhibits, done.entries > 10) == (1, True)
    return archive, tmp_path / "backup.tizim"


def reopened(folder, key):
    return open_session(path=folder, key=key, writing=False)


def test_a_restored_workspace_holds_the_same_facts(backup, tmp_path, quick_costs):
    archive, file = backup
    before = queries.facts(who("Axel"))
    done = restore(backup=file, folder=tmp_path / "again", passphrase=PASSPHRASE, floor=quick_costs)
    assert done.exhibits == 1
    with reopened(tmp_path / "again", archive.key):
        assert queries.facts(who("Axel")) == before


def test_what_was_erased_since_is_erased_again(backup, tmp_path, quick_costs):
    archive, file = backup
    erase_account(by=who("Petra"), session=archive, account="A-1", reason="danger", second=who("Quentin"))
    newer = tmp_path / "erased.jsonl"
    newer.write_bytes(archive.workspace.erased_path.read_bytes())
    done = restore(backup=file, folder=tmp_path / "again", passphrase=PASSPHRASE, erasures=[newer], floor=quick_costs)
    assert done.erased_again == 1
    with reopened(tmp_path / "again", archive.key):
        assert [row.number for row in queries.facts(who("Axel")).accounts] == [2]
    assert not list((tmp_path / "again" / "vault").rglob("*.age"))


def test_a_wrong_passphrase_a_cut_file_and_a_full_folder_put_nothing_in_place(backup, tmp_path, quick_costs):
    _archive, file = backup
    with pytest.raises(WrongPassphrase):
        restore(backup=file, folder=tmp_path / "again", passphrase="five other plain words", floor=quick_costs)
    cut = tmp_path / "cut.tizim"
    cut.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(Damaged):
        restore(backup=cut, folder=tmp_path / "again", passphrase=PASSPHRASE, floor=quick_costs)
    with pytest.raises(TizimError):
        restore(backup=file, folder=tmp_path / "home", passphrase=PASSPHRASE, floor=quick_costs)
    assert not (tmp_path / "again").exists()


def test_a_damaged_archive_is_not_backed_up_as_if_it_were_whole(backup, tmp_path):
    archive, _file = backup
    (path,) = archive.workspace.vault_path.rglob("*.age")
    path.write_bytes(b"x")
    with pytest.raises(TizimError, match="not whole"):
        back_up(by=who("Ines"), session=archive, target=tmp_path / "second.tizim")
    assert not (tmp_path / "second.tizim").exists()


def test_on_a_server_it_says_what_to_use(archive, tmp_path, monkeypatch):
    from django.db import connection

    monkeypatch.setattr(connection, "vendor", "postgresql")
    with pytest.raises(MissingPart, match="own tools"):
        back_up(by=who("Ines"), session=archive, target=tmp_path / "b")


def test_a_backup_is_whole_though_others_write_while_it_is_made(archive, tmp_path, monkeypatch):
    """The copy of the database is taken while nobody can write, and what is written later is not in it."""
    take_in(archive, account())
    ended, failed = threading.Event(), []

    def write() -> None:
        try:
            while not ended.wait(0.02):
                with transaction.atomic():
                    append([Entry("task", "", {"filling": "x" * 400_000})])
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)
        finally:
            connections.close_all()

    writer = threading.Thread(target=write)
    copied = shutil.copyfile

    def slowly(source, target):  # as from a slow disk: time enough to write between two pages
        data = source.read_bytes()
        time.sleep(0.6)
        assert source.read_bytes() == data
        return copied(source, target)

    monkeypatch.setattr("tizim.actions.backups.shutil.copyfile", slowly)
    monkeypatch.setattr("tizim.actions.backups.PAUSE_SECONDS", 0.01)
    writer.start()
    try:
        back_up(by=who("Ines"), session=archive, target=tmp_path / "busy.tizim")
    finally:
        ended.set()
        writer.join()
    assert not failed and not (archive.workspace.path / SNAPSHOT).exists()
    done = restore_with_key(backup=tmp_path / "busy.tizim", folder=tmp_path / "again", key=archive.key)
    assert done.accounts == 1 and done.entries > 10
