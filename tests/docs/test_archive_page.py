"""docs/spec/archive.md: its tables are those of the code, its samples are readable, its program runs."""

import contextlib
import datetime
import io
import json
import re
from pathlib import Path

import pytest

from tizim.actions.archives import _row, row_values
from tizim.core.canonical import canonical_bytes
from tizim.db import models

pytest_plugins = ("cli.office",)
PAGE = (Path(__file__).parents[2] / "docs" / "spec" / "archive.md").read_text("utf-8")
EVERYWHERE = {"id", "recorded_by", "recorded_at"}


def fields_on_the_page(table):
    cell = re.search(rf"^\| `{table}` \| (.*) \|$", PAGE, re.M)
    assert cell, f"{table} is not on the page"
    return set(re.findall(r"`([a-z_0-9]+)`", re.sub(r"\([^)]*\)", "", cell[1]).replace("`undoes`", "")))


@pytest.mark.parametrize("model", models.FACTS, ids=lambda model: model._meta.model_name)
def test_every_table_is_on_the_page_with_its_fields(model):
    held = {field.attname for field in model._meta.concrete_fields}
    assert fields_on_the_page(model._meta.model_name) == held - EVERYWHERE
    assert held >= EVERYWHERE


def test_no_table_is_on_the_page_that_is_not_written():
    section = PAGE.partition("## Fields")[2].partition("\n## ")[0]
    named = set(re.findall(r"^\| `(\w+)`", section, re.M))
    assert named == {model._meta.model_name for model in models.FACTS}


@pytest.mark.parametrize("table", ["mention", "judgement"])
def test_a_sample_line_is_canonical_and_can_be_read(table):
    line = re.search(rf"<!-- sample: {table} -->\n```json\n(.*)\n```", PAGE)[1]
    values = json.loads(line)
    model = next(model for model in models.FACTS if model._meta.model_name == table)
    assert canonical_bytes(values).decode() == line
    assert canonical_bytes(row_values(_row(model, dict(values)))).decode() == line


def test_the_files_of_an_archive_are_those_of_the_page_and_its_program_runs(typed, monkeypatch):
    terminal = typed("an office with accounts")
    printed, code = terminal.type("tizim export everything --second Bolat")
    assert code == 0, printed
    folder = terminal.folder / "everything"
    shown = PAGE.partition("## The folder")[2].partition("## Fields")[0]
    names = {path.name for path in folder.iterdir()}
    assert all(name in shown for name in names), names
    program, said = re.search(r"```python\n(.*?)```.*?```\n(.*?)```", PAGE, re.S).groups()
    monkeypatch.chdir(terminal.folder)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(program, "archive.md", "exec"), {"__name__": "archive"})
    assert out.getvalue() == said


def test_a_day_is_written_as_one():
    released = models.Release(number=1, released_on=datetime.date(2026, 11, 22))
    assert row_values(released)["released_on"] == "2026-11-22"
