"""XLSX as the text a person sees, read by the worker."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from tizim.core.errors import BadInput, ParserFailed
from tizim.intake.cell_text import show_cell
from tizim.intake.sheet import open_table
from tizim.intake.table import Row

from .sheets import save_xlsx

DAY = datetime.datetime(2018, 5, 3)


def table(path: Path, sheet: str = ""):
    with open_table(path, sheet) as found:
        rows = list(found.rows)
    return found.header, [row.cells for row in rows if isinstance(row, Row)], found.notices + [
        row for row in rows if not isinstance(row, Row)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (7, "00000", "00007"), (7, "General", "7"), (7.0, "General", "7"), (7.25, "General", "7.25"),
        (0.45, "0%", "45%"), (1234.5, "#,##0.00", "1234.50"), (True, "General", "TRUE"),
        (DAY, "yyyy-mm-dd h:mm:ss", "2018-05-03"), (DAY, "mmm-yy", "2018-05"), (DAY, "yyyy", "2018"),
        (DAY.replace(hour=14, minute=30), "d/m/yy h:mm", "2018-05-03 14:30"), (datetime.time(9, 5), "h:mm", "09:05"),
        (123456789012345678, "0", "123456789012345678"), (float("inf"), "0", "inf"), ("#REF!", "General", "#REF!"),
    ],
)  # fmt: skip
def test_a_cell_is_what_a_person_sees(value: object, number_format: str, shown: str) -> None:
    assert show_cell(value, number_format) == shown


def test_leading_zeros_survive(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ["id", "name"], ["007", "Асан"], [8, "ئەركىن"], formats={"A3": "000"})
    assert table(path)[1] == [["007", "Асан"], ["008", "ئەركىن"]]


def test_a_title_above_the_header_is_reported(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ["Cases of 2018"], [], ["id", "name"], ["1", "A"])
    header, rows, notices = table(path)
    assert header == ["id", "name"] and rows == [["1", "A"]]
    assert "Cases of 2018" in notices[0].message


def test_a_formula_gives_its_last_value_and_a_notice(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ["id", "n"], ["1", "=1+1"])
    _header, rows, notices = table(path)
    assert rows == [["1", ""]]  # nothing was ever computed here
    assert [(notice.field, notice.level) for notice in notices] == [("n", "notice")]


def test_a_column_without_a_header_is_kept(tmp_path: Path) -> None:
    header, rows, _notices = table(save_xlsx(tmp_path / "a.xlsx", ["id", "name"], ["1", "A", None, "note"]))
    assert header == ["id", "name", "column C", "column D"] and rows == [["1", "A", "", "note"]]


def test_numbers_too_long_for_a_cell_are_noticed(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ["id", "name"], [650101199001011234, "A"])
    assert "15 digits" in table(path)[2][0].message


def test_hidden_sheets_are_not_read_and_others_are_named(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.sheet_state = "hidden"
    workbook.active.append(["secret", "x"])
    workbook.create_sheet("Seen").append(["id", "name"])
    workbook.save(tmp_path / "a.xlsx")
    header, _rows, notices = table(tmp_path / "a.xlsx")
    assert header == ["id", "name"] and "Sheet" in notices[0].message


def test_a_sheet_is_chosen_by_name_and_a_missing_one_says_which_there_are(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ["id", "name"], title="Cases")
    assert table(path, "Cases")[0] == ["id", "name"]
    with pytest.raises(ParserFailed, match="It holds: Cases"):
        table(path, "Nope")


def test_rows_keep_their_numbers_across_blank_ones(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ["id", "name"], ["1", "A"], [], ["3", "C"])
    with open_table(path) as found:
        assert [row.number for row in found.rows] == [1, 3]


def test_a_torn_workbook_is_one_sentence(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ["id", "name"])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(BadInput, match="complete Office file"):
        table(path)
