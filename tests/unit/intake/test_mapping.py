"""Mappings: written by people, guessed from headers, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tizim.core.errors import BadInput
from tizim.core.i18n import LANGUAGES
from tizim.intake.guess_columns import guess_mapping
from tizim.intake.mapping import dump_mapping, mapping_from, parse_mapping
from tizim.intake.targets import known_targets, load_columns, parse_target
from tizim.intake.template import LAYOUTS, _columns, heading, write_template

from .sheets import read

SPEC = (Path(__file__).parents[3] / "docs/spec/spreadsheet.md").read_text("utf-8")


def guessed(*header: str) -> list[str]:
    columns = guess_mapping(header, []).mapping.columns
    return [columns.get(name, "leftover") for name in header]


def test_somebody_elses_headers_are_understood() -> None:
    assert guessed("report", "row", "said_by", "said_to", "about", "about_kind", "what", "value", "how_known") == [
        "account.carried_by", "statement.number", "source.speaker", "account.through", "about.name", "about.kind",
        "statement.what", "statement.value", "statement.how_known",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "targets"),
    [
        (["№", "ФИО", "Дата рождения", "Дата задержания", "Телефон"],
         ["statement.number", "about.name", "about.birth", "about.event.detained.when", "source.identity.contact"]),
        (["姓名", "身份证号", "拘留时间", "刑期", "电话"],
         ["about.name", "about.id_number", "about.event.detained.when", "about.event.sentenced.sentence_years",
          "source.identity.contact"]),
        (["Name", "Name (Chinese)", "D.O.B.", "Date of arrest", "Camp", "Colour"],
         ["about.name", "about.also_name", "about.birth", "about.event.arrested.when", "about.event.held.facility",
          "leftover"]),
        (["аты-жөні", "туған жылы", "ұсталған күні", "айтушыға кім болады"],
         ["about.name", "about.birth", "about.event.detained.when", "about.relation_to_source"]),
    ],
)  # fmt: skip
def test_headers_in_four_languages(header: list[str], targets: list[str]) -> None:
    assert guessed(*header) == targets


def test_cells_tell_what_a_nameless_column_is() -> None:
    rows = [["A", "told by relatives"], ["B", "saw it"], ["C", "rumour"]]
    assert guess_mapping(["Name", "xyz"], rows).mapping.columns["xyz"] == "statement.how_known"


def test_a_submitters_account_name_never_becomes_a_publishable_field() -> None:
    assert guessed("name", "_submitted_by", "deviceid")[1:] == ["source.identity.submitted_by", "leftover"]


@pytest.mark.parametrize("per", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_understood_in_every_language(per: str, language: str) -> None:
    names = heading(language, per=per)
    codes = [code for code, _labels, _note in _columns(LAYOUTS[per])]
    assert len(set(names)) == len(names)
    assert guessed(*names) == guessed(*codes) and "leftover" not in guessed(*codes)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_filled_in_template_is_read_without_a_mapping(tmp_path: Path, suffix: str) -> None:
    write_template(tmp_path / f"cases{suffix}", language="ug")
    accounts, problems = read(tmp_path / f"copy{suffix}", (tmp_path / f"cases{suffix}").read_bytes())
    assert (accounts, problems) == ([], [])
    with pytest.raises(BadInput, match="a file already"):
        write_template(tmp_path / f"cases{suffix}")


def test_the_uyghur_template_reads_from_right_to_left(tmp_path: Path) -> None:
    import openpyxl

    write_template(tmp_path / "a.xlsx", language="ug", per="statement")
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert workbook["statements"].sheet_view.rightToLeft and workbook["كودلار"].sheet_view.rightToLeft
    assert workbook["statements"].column_dimensions["A"].number_format == "@"
    assert workbook["codes"].max_row > 200


def test_the_mapping_of_the_spec_is_read_and_written_again() -> None:
    mapping = parse_mapping(SPEC.split("```yaml\n")[1].split("```")[0].encode())
    assert mapping.columns["Taken"] == "about.event.detained.when" and mapping.group_by == ("No.",)
    assert parse_mapping(dump_mapping(mapping).encode()) == mapping == mapping_from(mapping.as_dict())


def test_the_spec_names_every_target() -> None:
    missing = [
        target for target in (column["target"] for column in load_columns()["columns"]) if f"`{target}" not in SPEC
    ]
    assert [target for target in missing if not target.startswith("source.identity.")] == []


def test_every_known_target_is_a_target() -> None:
    assert all(parse_target(target) for target in known_targets())


@pytest.mark.parametrize(
    ("target", "meant"),
    [("about.brith", "about.birth"), ("statement.wat", "statement.what"), ("acount.id", "account.id")],
)
def test_a_misspelt_target_says_what_was_meant(target: str, meant: str) -> None:
    with pytest.raises(BadInput, match=meant):
        parse_target(target)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns: {A: about.name}", "not a column mapping"),
        ("tizim: mapping/1\ncolums: {A: about.name}", "“columns”"),
        ("tizim: mapping/1\ncolumns: {A: about.nme}", "about.name"),
        ("tizim: mapping/1\ncolumns: [A]", "map of texts"),
        ("tizim: mapping/1\nalways: {about.x: y}", "not something a column"),
        ("tizim: mapping/1\ngroup_by: A", "list of headers"),
        ("tizim: mapping/1\n---\ntizim: mapping/1", "one document"),
    ],
)
def test_a_wrong_mapping_names_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parse_mapping(text.encode())


def test_a_mapping_for_another_sheet_names_the_missing_column(tmp_path: Path) -> None:
    mapping = parse_mapping(b"tizim: mapping/1\ncolumns: {Nmae: about.name}")
    with pytest.raises(BadInput, match="Did you mean “Name”"):
        read(tmp_path / "a.csv", "Name,Born\nA,1970\n", mapping=mapping)
