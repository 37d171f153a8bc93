"""A whole file: previewed, taken in, interrupted and resumed, updated by id, undone."""

import pytest

from tizim import pipeline
from tizim.actions.imports import undo_import
from tizim.core.errors import Forbidden, NotFound
from tizim.db import models, queries
from world import who

HEAD = "case,name,what happened,when\n"


def sheet(tmp_path, rows: int, change: str = "detained"):
    path = tmp_path / "cases.csv"
    lines = [f"{n:04},Person Number{n},{change},2017-{n % 12 + 1:02}" for n in range(rows)]
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def take(archive, path):
    return pipeline.take_in_path(archive, who("Marat"), path)


def test_a_preview_says_the_same_and_writes_nothing(archive, tmp_path):
    path = sheet(tmp_path, 7)
    told = pipeline.preview(path)
    assert not models.Account.objects.exists()
    done = take(archive, path)
    assert (told.new, told.statements) == (done.new, done.statements) == (7, 7)


def test_leading_zeros_survive(archive, tmp_path):
    take(archive, sheet(tmp_path, 2))
    assert queries.find_account(who("Marat"), "0001") is not None


def test_an_interrupted_import_goes_on_where_it_stopped(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH", 3)
    path, calls = sheet(tmp_path, 10), []

    def stop(what, count):
        calls.append(count)
        if len(calls) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.take_in_path(archive, who("Marat"), path, progress=stop)
    assert models.Account.objects.count() == 6
    again = take(archive, path)
    assert (again.resumed, again.skipped, again.new) == (True, 6, 4)
    assert models.Account.objects.count() == 10
    assert models.Import.objects.count() == 1


def test_a_later_sheet_updates_by_id(archive, tmp_path):
    take(archive, sheet(tmp_path, 4))
    report = take(archive, sheet(tmp_path, 5, change="released"))
    assert (report.new, report.updated) == (1, 4)
    said = {row.value for row in queries.facts(who("Marat")).statements if row.property == "event"}
    assert said == {"released"}


def test_undoing_an_import_takes_all_of_it_back_and_shows_what_was_before(archive, tmp_path):
    take(archive, sheet(tmp_path, 4))
    second = take(archive, sheet(tmp_path, 5, change="released"))
    assert undo_import(by=who("Marat"), import_id=second.import_id, reason="wrong file") == 5
    said = [row.value for row in queries.facts(who("Marat")).statements if row.property == "event"]
    assert said == ["detained"] * 4
    with pytest.raises(NotFound):
        undo_import(by=who("Marat"), import_id=second.import_id, reason="again")


def test_an_undone_file_can_be_taken_in_again(archive, tmp_path):
    path = sheet(tmp_path, 3)
    first = take(archive, path)
    undo_import(by=who("Marat"), import_id=first.import_id, reason="mistake")
    assert take(archive, path).new == 3
    assert len(queries.facts(who("Marat")).accounts) == 3


def test_a_bad_row_is_named_and_the_rest_goes_on(archive, tmp_path):
    path = sheet(tmp_path, 3)
    path.write_text(path.read_text("utf-8") + "0009,Too,many,cells,here,are\n0010,Last One,detained,2018\n", "utf-8")
    report = take(archive, path)
    assert (report.new, report.left_out) == (4, 1)
    (problem,) = [p for p in report.problems if p.level == "error"]
    assert (problem.file, problem.row) == ("cases.csv", 4)


def test_a_folder_is_one_import_and_an_unknown_file_in_it_a_notice(archive, tmp_path):
    folder = tmp_path / "post"
    (folder / "deep").mkdir(parents=True)
    sheet(folder / "deep", 2)
    (folder / "strange.bin").write_bytes(b"\0\1\2\3")
    report = take(archive, folder)
    assert (report.new, report.left_out) == (2, 0)
    assert any(problem.file == "strange.bin" for problem in report.problems)
    assert models.Account.objects.first().origin.startswith("deep/cases.csv")


def test_nobody_undoes_an_import_of_which_they_may_not_see_everything(archive, tmp_path):
    report = take(archive, sheet(tmp_path, 2))
    with pytest.raises(Forbidden):
        undo_import(by=who("Olga"), import_id=report.import_id, reason="envy")
    assert not models.Retraction.objects.exists()


def test_a_preview_counts_what_is_known_only_for_those_who_may_see_it(archive, tmp_path):
    take(archive, sheet(tmp_path, 3))
    path = sheet(tmp_path, 4)
    mine, hers = (pipeline.preview(path, by=who(name)) for name in ("Marat", "Olga"))
    assert (hers.new, hers.updated) == (4, 0) and (mine.new, mine.updated) == (1, 3)
