"""CSV from anywhere: encodings, delimiters, broken rows."""

from __future__ import annotations

import io

import pytest

from tizim.core.drafts import Problem
from tizim.core.errors import BadInput
from tizim.intake.csv_reader import guess_delimiter, read_csv
from tizim.intake.encoding import guess_encoding

KAZAKH = "id;аты;жері\n007;Қанат Ерболұлы;Құлжа\n"
RUSSIAN = "id;имя;место\n007;Иван Петров;Кульджа\n"
CHINESE = "id,姓名,地点\n007,叶尔兰,伊宁县\n"
UYGHUR = "id,ئىسىم,ئورۇن\n007,ئەركىن,غۇلجا\n"


def cells(data: bytes) -> list:
    return [row if isinstance(row, Problem) else row.cells for row in read_csv(io.BytesIO(data)).rows]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (KAZAKH, "utf-8"), (KAZAKH, "utf-8-sig"), (KAZAKH, "utf-16"), (KAZAKH, "utf-16-le"), (KAZAKH, "kz1048"),
        (RUSSIAN, "cp1251"), (RUSSIAN, "utf-16-be"), (CHINESE, "gb18030"), (CHINESE, "utf-8"),
        (UYGHUR, "utf-8"), (UYGHUR, "utf-16"),
    ],
)  # fmt: skip
def test_a_sheet_is_read_in_whatever_encoding_it_came(text: str, encoding: str) -> None:
    delimiter = ";" if ";" in text else ","
    assert cells(text.encode(encoding)) == [text.splitlines()[1].split(delimiter)]


def test_a_guessed_encoding_is_said() -> None:
    table = read_csv(io.BytesIO(RUSSIAN.encode("cp1251")))
    assert "cp1251" in table.notices[0].message
    assert not read_csv(io.BytesIO(RUSSIAN.encode())).notices


def test_valid_utf_8_is_never_taken_for_something_else() -> None:
    assert guess_encoding("Қайрат 姓名".encode()).sure == 1.0


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    assert guess_delimiter(delimiter.join("abc") + "\n" + delimiter.join(["1,5", "2", "3"])) == delimiter


def test_a_ragged_row_is_named_and_the_rest_goes_on() -> None:
    first, broken, last = cells(b"a,b\n1,2\n3\n4,5\n")
    assert (first, last) == (["1", "2"], ["4", "5"])
    assert broken.row == 2 and "1 cells" in broken.message


def test_surplus_empty_cells_are_no_problem() -> None:
    assert cells(b"a,b\n1,2,,\n") == [["1", "2"]]


def test_an_unclosed_quote_does_not_swallow_the_rows_after_it() -> None:
    found = cells(b'a,b\n1,2\n3,"x\n5,6\n7,8\n')
    assert found[0] == ["1", "2"] and found[1].row == 2 and found[2:] == [["5", "6"], ["7", "8"]]


def test_nul_and_broken_bytes_name_their_row() -> None:
    found = cells("a,b\n1,әсем\n2,\0\n".encode() + b"3,\xff\n4,x\n")
    assert [getattr(row, "row", None) for row in found] == [None, 2, 3, None]


def test_blank_lines_count_but_are_no_rows() -> None:
    rows = list(read_csv(io.BytesIO(b"a,b\n\n1,2\n,\n3,4\n")).rows)
    assert [row.number for row in rows] == [2, 4]


def test_a_line_of_ten_megabytes_is_a_problem_and_no_more() -> None:
    found = cells(b"a\n" + b"x" * (10 << 20) + b"\n5\n")
    assert isinstance(found[0], Problem) and found[1] == ["5"]


def test_many_open_quotes_do_not_hang() -> None:
    assert cells(b"a,b\n" + b'"x\n' * 50_000)


def test_a_sheet_without_a_header_is_refused() -> None:
    with pytest.raises(BadInput, match="header"):
        read_csv(io.BytesIO(b"\n\n"))


def test_blank_and_repeated_headers_get_names() -> None:
    table = read_csv(io.BytesIO(b"id,,id\n1,2,3\n"))
    assert table.header == ["id", "column B", "id (2)"] and len(table.notices) == 1
