"""Files sent to the desk: what they would do, what they did, and what hostile ones must not do."""

import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tizim import pipeline
from tizim.actions.imports import start_import
from tizim.actions.members import set_member
from tizim.db import importing, models
from tizim.db.queries import find_member
from tizim.web.office import jobs
from world import who

pytest_plugins = ["at_the_desk"]
SHEET = "case id,Имя,Дата задержания,Farbe\nK-1,Толқын Демесін,2017-10,rot\nK-2,Серік Сұлтан,2018,\n"
NAMED = "case id,name,detained_when\n"


@pytest.fixture(autouse=True)
def nothing_under_way():
    yield
    wait()
    jobs._last.clear()


def wait() -> None:
    end = time.monotonic() + 60
    while jobs.running() and time.monotonic() < end:
        time.sleep(0.02)
    assert jobs.running() is None


def send(client, data: str | bytes, name: str = "cases.csv"):
    raw = data.encode() if isinstance(data, str) else data
    return client.post("/imports", {"file": SimpleUploadedFile(name, raw)})


def left_behind() -> list[Path]:
    """Folders of uploads of this process; others may be at work beside it."""
    return list(Path("/dev/shm").glob(f"tizim-{os.getpid()}-*"))


def act(client, what: str, **more):
    answer = client.post("/imports/new", {"act": what, **more})
    wait()
    return answer


def test_a_sheet_is_looked_at_changed_taken_in_and_undone(archive, sit):
    client = sit("Marat")
    assert send(client, SHEET).headers["Location"] == "/imports/new"
    page = client.get("/imports/new").content.decode()
    assert "Farbe" in page and "Толқын Демесін" in page and 'name="col.3"' in page
    assert act(client, "read").status_code == 303
    page = client.get("/imports/new").content.decode()
    assert "New accounts: 2." in page and "Farbe" in page and not models.Account.objects.exists()
    assert act(client, "take_in", save_as="ministry", **{"col.3": "ignore"}).status_code == 303
    page = client.get("/imports").content.decode()
    assert "Taken in. New accounts: 2." in page and "cases.csv" in page and importing.mapping_names() == ["ministry"]
    assert client.get("/imports/new").status_code == 303  # nothing waits any more
    row = models.Import.objects.get()
    assert "2 accounts" in client.get(f"/imports/{row.id}").content.decode()
    # The next version of the same sheet updates by id.
    send(client, SHEET.replace("2018", "2018-03"), "again.csv")
    act(client, "use", saved="ministry")
    assert '<option value="ignore" dir="auto" selected>' in client.get("/imports/new").content.decode()
    act(client, "read", **{"col.3": "ignore"})
    assert "brought up to date: 2." in client.get("/imports/new").content.decode()
    act(client, "take_in", **{"col.3": "ignore"})
    assert "Updated: 1. Unchanged: 1." in client.get("/imports").content.decode()
    newest = models.Import.objects.order_by("-id").first()
    answer = client.post(f"/imports/{newest.id}", {"reason": " "})
    assert answer.status_code == 422 and 'href="#reason"' in answer.content.decode()
    assert client.post(f"/imports/{newest.id}", {"reason": "the wrong list"}).status_code == 303
    wait()
    assert "Undone" in client.get("/imports").content.decode()
    assert models.Retraction.objects.get().reason == "the wrong list" and not left_behind()


def test_problems_are_told_with_row_and_field(archive, sit):
    client = sit("Marat")
    send(client, NAMED + "K-1,Serik Sultan,some day long ago\nK-2,,2017\n")
    act(client, "read")
    page = client.get("/imports/new").content.decode()
    assert "row 1, " in page and "some day long ago" in page and "row 2, " in page


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("xl/workbook.xml", b"\0" * 300_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [("bomb.xlsx", bomb), ("not.xlsx", lambda: b"PK\x03\x04 nothing"), ("run.exe", lambda: b"MZ\x00\x01" * 50),
     ("doc.pdf", lambda: b"%PDF-1.7 \xff\xfe"), ("x.csv", lambda: b"\xff\xfe\x00\xd8" * 9)],
)  # fmt: skip
def test_hostile_files_are_refused_in_words_and_write_nothing(archive, sit, name, data):
    client = sit("Marat")
    send(client, data(), name)
    client.get("/imports/new")
    act(client, "read")
    act(client, "take_in")
    page = client.get("/imports").content.decode() + client.get("/imports/new").content.decode()
    assert "A fault of ours" not in page and not models.Account.objects.exclude(problems=[]).filter(text="").exists()
    assert not left_behind()


def test_a_name_that_leads_elsewhere_leads_nowhere(archive, sit):
    client = sit("Marat")
    send(client, SHEET, "../../..\\evil/\u202ecases.csv")
    act(client, "take_in")
    assert models.Import.objects.get().file_name == "cases.csv"


def test_too_large_empty_and_missing_files_are_said(archive, sit, monkeypatch):
    client = sit("Marat")
    monkeypatch.setattr("tizim.web.office.taking.MOST_BYTES", 10)
    for answer in (send(client, SHEET), send(client, b""), client.post("/imports", {})):
        assert answer.status_code == 422 and 'href="#file"' in answer.content.decode()


def test_what_is_leaked_lands_in_quarantine_or_nowhere(archive, sit):
    client = sit("Marat")
    send(client, "case id,name,source kind\nL-1,Serik Sultan,leaked_file\nL-2,Tolqyn Demesin,relative\n")
    act(client, "read", **{"col.2": "source.kind"})
    assert "You are not in it" in client.get("/imports/new").content.decode()
    act(client, "take_in", **{"col.2": "source.kind"})
    assert not models.Account.objects.exists() and 'role="alert"' in client.get("/imports").content.decode()
    set_member(by=find_member("Ines"), name="Marat", roles=("collector",), compartments=("general", "quarantine"))
    client.post("/imports/new", {"act": "take_in", "col.2": "source.kind"})
    wait()
    found = dict(models.Account.objects.values_list("external_id", "compartment"))
    assert found == {"L-1": "quarantine", "L-2": "general"}
    send(client, "case id,name\nL-3,Aynur Demesin\n", "third.csv")
    act(client, "read", leaked="1")
    assert 'name="leaked" value="1" checked' in client.get("/imports/new").content.decode()  # looking forgets nothing
    act(client, "take_in", leaked="1")
    assert models.Account.objects.get(external_id="L-3").compartment == "quarantine"


def test_an_import_that_was_cut_off_goes_on_with_the_same_file(archive, sit, monkeypatch):
    client = sit("Marat")
    send(client, SHEET)
    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "BATCH", 1)
        real, calls = pipeline.take_in.record_accounts, []

        def once(**given):
            if calls:
                raise RuntimeError("Canary Demesin")
            calls.append(1)
            return real(**given)

        broken.setattr(pipeline.take_in, "record_accounts", once)
        act(client, "take_in")
    page = client.get("/imports").content.decode()
    assert "A fault of ours: RuntimeError" in page and "Canary" not in page and "interrupted" in page
    assert models.Account.objects.count() == 1 and not left_behind()
    act(client, "take_in")  # the file is still there
    assert models.Account.objects.count() == 2 and models.Import.objects.count() == 1
    assert "interrupted" not in client.get("/imports").content.decode()


def test_others_see_neither_the_file_nor_its_import(archive, sit, read):
    client = sit("Marat")
    send(client, SHEET)
    act(client, "take_in")
    row = models.Import.objects.get()
    assert "cases.csv" not in read("Olga", "/imports") and sit("Olga").get(f"/imports/{row.id}").status_code == 404
    assert sit("Olga").post(f"/imports/{row.id}", {"reason": "envy"}).status_code == 404
    assert not models.Retraction.objects.exists()
    assert sit("Tomas").get("/imports").status_code == 403 and sit("Tomas").post("/imports").status_code == 403
    start_import(by=who("Olga"), file_name="hers.csv", file_sha256="1" * 64)
    assert "hers.csv" not in read("Marat", "/imports") and "hers.csv" in read("Olga", "/imports")


def test_a_file_thrown_away_is_gone(archive, sit):
    client = sit("Marat")
    send(client, SHEET)
    act(client, "drop")
    assert client.get("/imports/new").status_code == 303 and not models.Import.objects.exists()


def test_an_error_that_is_kept_holds_no_frame_and_so_no_key(archive, sit):
    client = sit("Marat")
    send(client, b"\x00\x01 not a sheet", "cases.xlsx")
    act(client, "read")
    kept = jobs.last("read").error
    assert kept is not None and (kept.__traceback__, kept.__cause__, kept.__context__) == (None, None, None)
