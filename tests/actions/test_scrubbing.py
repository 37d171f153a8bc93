"""Scrubbing derives everything again: whatever was changed behind the database's back is named."""

import pytest
from django.db import connection

from tizim.actions.exhibits import keep_exhibit
from tizim.actions.judgements import judge
from tizim.actions.scrubbing import scrub
from tizim.core.drafts import ExhibitDraft
from tizim.db import models
from world import account, mention_of, take_in, who


@pytest.fixture
def full(archive, tmp_path):
    (tmp_path / "letter.txt").write_bytes(b"a letter")
    take_in(archive, account(), account("Serik"))
    judge(by=who("Leila"), mention_a=mention_of(1), mention_b=mention_of(2), verdict="same", reason="one man")
    keep_exhibit(by=who("Marat"), session=archive, draft=ExhibitDraft(str(tmp_path / "letter.txt"), "letter.txt"))
    return archive


def behind_the_back(sql: str) -> None:
    """What somebody with the key and a database tool could do: take the triggers away first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(sql)
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(sql)


def test_an_untouched_archive_is_whole(full):
    found = scrub(session=full)
    assert (found.problems, found.exhibits, found.accounts, found.orphans) == ([], 1, 2, 0)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE tizim_statement SET value = 'released' WHERE property = 'event'",
        "UPDATE tizim_account SET told_on = '2019' WHERE number = 1",
        "UPDATE tizim_mention SET label = 'Somebody Else'",
        "DELETE FROM tizim_statement WHERE property = 'event'",
        "UPDATE tizim_logleaf SET payload = '' WHERE kind = 'account'",
        "UPDATE tizim_logleaf SET payload = REPLACE(payload, 'Marat', 'Olga') WHERE kind = 'account'",
        "DELETE FROM tizim_logleaf WHERE kind = 'exhibit'",
        "UPDATE tizim_exhibit SET size_bytes = 9",
        "UPDATE tizim_consent SET withdrawn = NOT withdrawn",
        "UPDATE tizim_judgement SET verdict = 'different'",
        "DELETE FROM tizim_judgement",
        "UPDATE tizim_logstate SET size = size - 1",
    ],
)
def test_every_change_behind_its_back_is_found(full, sql):
    behind_the_back(sql)
    assert scrub(session=full).problems


def test_a_changed_a_cut_and_a_missing_file_are_found(full):
    (path,) = full.workspace.vault_path.rglob("*.age")
    data = path.read_bytes()
    for changed in (data[:-1] + bytes([data[-1] ^ 1]), data[:-1], None):
        path.unlink()
        if changed is not None:
            path.write_bytes(changed)
        assert len(scrub(session=full).problems) == 1
        path.write_bytes(data)
    assert scrub(session=full).problems == []


def test_remains_of_interrupted_puts_are_counted_and_swept(full):
    import os
    import time

    folder = full.workspace.vault_path / "ab"
    folder.mkdir(exist_ok=True)
    orphan = folder / ("ab" + "0" * 30 + ".age")
    orphan.write_bytes(b"x")
    os.utime(orphan, (time.time() - 7200,) * 2)
    assert scrub(session=full).orphans == 1
    scrub(session=full, clean=True)
    assert not orphan.exists()
    assert models.Exhibit.objects.count() == 1
