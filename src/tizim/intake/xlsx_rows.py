"""Rows of an XLSX sheet as the text a person sees, streamed. Runs in the worker, where openpyxl meets strangers' bytes.

Leading zeros survive (as text, and as number formats such as 00000). A formula gives the value that was last
computed, and its column is named in a notice. Dates are written so that they can be read one way only
(2018-05-03), and no more precise than the cell shows them (2018-05, 2018). Not read: macros, charts, comments, hidden
sheets, cells to the right of the header.

Answers: {"header", "sheet", "above", "others"}, then [number, [cells]] a row, then {"notices": [[column, message,
try]]}. Numbers count from the row after the header.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, BinaryIO

from tizim.core.i18n import gettext as _

from .archive_check import Refused, check_archive
from .cell_text import is_formula, show_cell
from .format import clean_text
from .table import MAX_CELL_CHARS, MAX_COLUMNS, column_letter

HEADER_SEARCH_ROWS = 20
SAMPLE_ROWS = 50
MAX_ROWS = 1_048_576


def prepare(settings: dict[str, Any]) -> None:
    import openpyxl  # noqa: F401
    import openpyxl.worksheet._read_only  # noqa: F401


def read(stream: BinaryIO, settings: dict[str, Any]) -> Iterator[Any]:
    check_archive(stream)
    import openpyxl

    workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    sheet, others = _choose_sheet(workbook, settings.get("sheet", ""))
    sheet.reset_dimensions()
    formulas = None
    if _has_formulas(stream):
        formulas = openpyxl.load_workbook(stream, read_only=True, keep_links=False)[sheet.title]
        formulas.reset_dimensions()
    yield from _Sheet(sheet, formulas, others).answers()


def _choose_sheet(workbook: Any, name: str) -> tuple[Any, list[str]]:
    sheets = [sheet for sheet in workbook.worksheets if hasattr(sheet, "reset_dimensions")]
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    if name:
        chosen = next((sheet for sheet in sheets if sheet.title == name), None)
        if chosen is None:
            names = ", ".join(sheet.title for sheet in visible)
            raise Refused(_("There is no sheet “{name}”. It holds: {names}.", name=name, names=names))
    elif not visible:
        raise Refused(_("It holds no visible sheet."))
    else:
        chosen = visible[0]
    return chosen, [sheet.title for sheet in sheets if sheet is not chosen]


def _has_formulas(stream: BinaryIO) -> bool:
    """Whether any sheet holds a formula: a look at the bytes, much cheaper than reading every sheet twice."""
    found = False
    with zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            if found or not member.filename.startswith("xl/worksheets/"):
                continue
            with archive.open(member) as part:
                tail = b""
                while block := part.read(1 << 20):
                    if re.search(rb"<(?:\w+:)?f[ >/]", tail + block):
                        found = True
                        break
                    tail = block[-8:]
    stream.seek(0)
    return found


class _Sheet:
    """One worksheet on its way to rows of text."""

    def __init__(self, sheet: Any, formulas: Any, others: list[str]) -> None:
        self.sheet, self.formulas, self.others = sheet, formulas, others
        self.width = 0
        self.formula_columns: dict[int, int] = {}
        self.long_numbers: dict[int, int] = {}
        self.beyond = 0  # rows with cells to the right of the header

    def answers(self) -> Iterator[Any]:
        rows = self._rows()
        above, first, header = self._find_header(rows)
        sample = [(number, cells) for number, cells in islice(rows, SAMPLE_ROWS)]
        # A column with cells but without a header is a column: named by its letter later, never dropped.
        self.width = max([len(header), *(len(_strip_end(cells)) for _number, cells in sample)])
        if self.width > MAX_COLUMNS:
            raise Refused(_("The sheet has more than {limit} columns.", limit=MAX_COLUMNS))
        header += [""] * (self.width - len(header))
        yield {"header": header, "sheet": self.sheet.title, "above": above, "others": self.others}
        for number, cells in chain(sample, rows):
            if any(cells):
                self.beyond += any(cells[self.width :])
                yield [number - first, (cells + [""] * (self.width - len(cells)))[: self.width]]
        yield {"notices": self._notices(header)}

    def _find_header(self, rows: Iterator[tuple[int, list[str]]]) -> tuple[list[list[str]], int, list[str]]:
        """The first row with two cells or more; what stands above it (a title, a date) is handed on."""
        above: list[list[str]] = []
        for number, cells in islice(rows, HEADER_SEARCH_ROWS):
            if sum(map(bool, cells)) >= 2:
                return above, number, _strip_end(cells)
            if any(cells):
                above.append([cell for cell in cells if cell])
        raise Refused(_("The sheet “{name}” has no header row with at least two columns.", name=self.sheet.title))

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        formula_rows = self.formulas.iter_rows(values_only=True) if self.formulas is not None else None
        for number, cells in enumerate(self.sheet.iter_rows(), 1):
            if number > MAX_ROWS:
                raise Refused(_("The sheet has more than {limit} rows.", limit=MAX_ROWS))
            if formula_rows is not None:
                self._note_formulas(next(formula_rows, ()))
            self.beyond += any(cell.value is not None for cell in cells[MAX_COLUMNS + 1 :])
            yield number, [self._text(position, cell) for position, cell in enumerate(cells[: MAX_COLUMNS + 1])]

    def _note_formulas(self, values: tuple[Any, ...]) -> None:
        for position, value in enumerate(values[: MAX_COLUMNS + 1]):
            if is_formula(value):
                self.formula_columns[position] = self.formula_columns.get(position, 0) + 1

    def _text(self, position: int, cell: Any) -> str:
        value = cell.value
        if value is None:
            return ""
        if isinstance(value, str):
            return clean_text(value[:MAX_CELL_CHARS])
        if isinstance(value, (int, float)) and abs(value) >= 1e15:
            self.long_numbers[position] = self.long_numbers.get(position, 0) + 1
        return clean_text(show_cell(value, cell.number_format))

    def _notices(self, header: list[str]) -> list[list[str]]:
        def name(position: int) -> str:
            return header[position] if position < len(header) and header[position] else column_letter(position)

        formulas = _("Formulas in {count} cells: their last computed values were taken.")
        paste = _("Paste them as values if they look wrong.")
        digits = _("Numbers of more than 15 digits in {count} cells: the last digits may have been changed before.")
        enter = _("Format the column as text and enter them again.")
        found = [[name(at), formulas.format(count=n), paste] for at, n in sorted(self.formula_columns.items())]
        found += [[name(at), digits.format(count=n), enter] for at, n in sorted(self.long_numbers.items())]
        if self.beyond:
            what = _("Cells far to the right of the header in {count} rows were not read.", count=self.beyond)
            found.append(["", what, _("Give these columns a header.")])
        return found


def _strip_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
