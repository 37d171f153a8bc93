"""Backups and drills from the desk: in a thread, one at a time, and what is said when something does not hold."""

import os
import threading
import time

import pytest
from django.test import RequestFactory

from tizim.core.errors import BadInput, Busy
from tizim.db import models
from tizim.web.office import backup as page_of_backups
from tizim.web.office import jobs
from world import account, take_in

pytest_plugins = ["at_the_desk"]
pytestmark = pytest.mark.skipif(
    bool(os.environ.get("TIZIM_DATABASE_URL")), reason="a server is backed up with its own tools"
)


def wait() -> None:
    end = time.monotonic() + 60
    while jobs.running() and time.monotonic() < end:
        time.sleep(0.05)
    assert jobs.running() is None


@pytest.fixture(autouse=True)
def nothing_under_way():
    yield
    wait()
    jobs._last.clear()


def test_a_backup_is_made_said_and_comes_back_whole(archive, sit, tmp_path):
    take_in(archive, account(), account("Serik Sultan"))
    client = sit("Ines")
    assert "There is no backup yet" in client.get("/backup").content.decode()
    out = tmp_path / "usb"
    out.mkdir()
    assert client.post("/backup", {"act": "backup", "drive": "typed", "folder": str(out)}).status_code == 303
    wait()
    page = client.get("/backup").content.decode()
    (made,) = out.iterdir()
    assert (
        "read again from the drive" in page
        and "The last backup is of" in page
        and str(out) not in page.split("Does it really")[0]
    )
    assert '"to":"folder"' in models.LogLeaf.objects.get(kind="backed_up").payload
    assert client.post("/backup", {"act": "drill", "backup": "typed", "file": str(made)}).status_code == 303
    wait()
    page = client.get("/backup").content.decode()
    assert "2 accounts" in page and "every hash is right" in page
    assert not list(archive.workspace.path.glob("drill-*")) and not (archive.workspace.path / "backup.part").exists()
    made.write_bytes(made.read_bytes()[:-50])
    client.post("/backup", {"act": "drill", "backup": "typed", "file": str(made)})
    wait()
    page = client.get("/backup").content.decode()
    assert "every hash is right" not in page and 'role="alert"' in page
    assert not list(archive.workspace.path.glob("drill-*"))


@pytest.mark.parametrize("folder", ["", "relative", "/no/such/folder", "workspace"])
def test_a_wrong_folder_is_said_beside_its_field(archive, sit, folder):
    typed = str(archive.workspace.path) if folder == "workspace" else folder
    answer = sit("Ines").post("/backup", {"act": "backup", "drive": "typed", "folder": typed})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'href="#folder"' in page and f'value="{typed}"' in page
    assert not models.LogLeaf.objects.filter(kind="backup").exists()


def test_a_drive_that_is_not_plugged_in_cannot_be_named(archive, sit):
    answer = sit("Ines").post("/backup", {"act": "backup", "drive": "/etc", "folder": ""})
    assert answer.status_code == 422


def test_one_work_at_a_time_and_its_progress_can_be_asked_for(archive, sit):
    client, go, rf = sit("Ines"), threading.Event(), RequestFactory()

    def wait_for_it(job):
        job.step("rows", 3, 9)
        go.wait(30)
        raise BadInput("no")

    jobs.begin(rf.get("/"), jobs.Job("backup", "long work", "Ines"), wait_for_it)
    try:
        with pytest.raises(Busy):
            jobs.begin(rf.get("/"), jobs.Job("drill", "other", "Ines"), wait_for_it)
        time.sleep(0.2)
        answer = client.get("/work", headers={"HX-Request": "true"})
        assert "3 of 9 rows" in answer.content.decode() and "HX-Refresh" not in answer.headers
        assert "long work" in client.get("/backup").content.decode()
    finally:
        go.set()
    wait()
    assert client.get("/work").headers["HX-Refresh"] == "true"
    assert 'role="alert"' in client.get("/backup").content.decode()


def test_a_week_without_a_backup_is_said(archive, sit, monkeypatch):
    from django.db import transaction

    from tizim.actions.log import Entry, append

    with transaction.atomic():
        append([Entry("backed_up", "", {"by": "Ines", "to": "drive"})])
    client = sit("Ines")
    assert "It is time for the next" not in client.get("/backup").content.decode()
    assert "No backup was made" not in client.get("/").content.decode()
    monkeypatch.setattr(page_of_backups, "OVERDUE_DAYS", -1)
    assert "It is time for the next" in client.get("/backup").content.decode()
    assert "No backup was made" in client.get("/").content.decode()


def test_who_may_not_back_up_sees_nothing_of_it(archive, sit):
    assert sit("Marat").get("/backup").status_code == 403
    assert "/backup" not in sit("Marat").get("/").content.decode()
