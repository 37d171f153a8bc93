"""CSV from anywhere: encoding and delimiter found out, every cell as text, a broken row named and passed over.

Streams: at most one record is in memory. Row 1 is the first record after the header. This is not a dialect zoo: comma,
semicolon, tab or bar; double quotes, doubled inside a quoted cell. Nothing here knows what a column means, and a
cell that begins with "=" is text like any other.

>>> [row.cells for row in read_csv(io.BytesIO(b"id;name\\n007;Asan\\n")).rows]
[['007', 'Asan']]
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from tizim.core.drafts import Problem
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _

from .encoding import SAMPLE_BYTES, guess_encoding
from .format import has_unstorable
from .table import Row, Table, name_columns

DELIMITERS = ",;\t|"
MAX_LINE_CHARS = 1 << 20
REREAD_CHARS = 4 << 20


def read_csv(stream: BinaryIO, *, file: str = "") -> Table:
    """The table in a CSV file that can be sought. Raises BadInput when it has no header."""
    head = stream.read(SAMPLE_BYTES)
    stream.seek(0)
    guess = guess_encoding(head)
    notices = []
    if guess.sure < 1:
        notices.append(
            Problem(
                "notice",
                _("The encoding was guessed: {name}.", name=guess.name),
                file=file,
                try_=_("If names look wrong, save the sheet as UTF-8."),
            )
        )
    # Bytes that are not text stay visible as lone surrogates, so that their row can be named; UTF-16 has no such way.
    errors = "replace" if guess.name.startswith("utf-16") else "surrogateescape"
    text = io.TextIOWrapper(stream, encoding=guess.name, errors=errors, newline="")
    delimiter = guess_delimiter(head.decode(guess.name, "replace"))
    records = _iter_records(text, delimiter, file)
    header = _header(records, file, notices)
    return Table(header=header, rows=_iter_rows(records, len(header), file), notices=notices)


def guess_delimiter(text: str) -> str:
    """The delimiter that splits the first lines into the same number of cells, more than one; "," when none does."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    best, best_count = ",", 0.0
    for delimiter in DELIMITERS:
        widths = [len(cells) for cells in _split(lines, delimiter)]
        if not widths or widths[0] < 2:
            continue
        agreeing = sum(1 for width in widths if width == widths[0]) / len(widths)
        if agreeing * widths[0] > best_count:
            best, best_count = delimiter, agreeing * widths[0]
    return best


def _split(lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in lines]


def _iter_records(text: io.TextIOWrapper, delimiter: str, file: str) -> Iterator[list[str] | Problem]:
    """Records as the csv module sees them; where it cannot go on, a Problem, and then the line after the broken one."""
    lines = _Lines(text)
    while True:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            for record in reader:
                lines.taken()
                yield record
            return
        except csv.Error as error:
            first = lines.first
            lines.go_back()
            yield Problem(
                "error",
                _("Lines {first} to {last} cannot be read: {reason}.", first=first, last=lines.first - 1, reason=error)
                if lines.first > first + 1
                else _("Line {line} cannot be read: {reason}.", line=first, reason=error),
                file=file,
                try_=_("Look for a quote that is not closed, or not doubled inside a quoted cell."),
            )


class _Lines:
    """Lines of at most 1 MiB (the rest of a longer one is passed over), kept until their record was taken.

    A quote that is never closed swallows the rows after it: `go_back` gives them out again, as far as the
    allowance for reading things twice reaches.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.held: list[str] = []  # lines of the record being read
        self.again: list[str] = []  # lines to give out again, last first
        self.first = 1  # number of the first line of that record
        self.allowance = REREAD_CHARS

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.again.pop() if self.again else self._read()
        if not line:
            raise StopIteration
        self.held.append(line)
        return line

    def taken(self) -> None:
        self.first += len(self.held)
        self.held.clear()

    def go_back(self) -> None:
        """Give out again what came after the first line of the broken record."""
        rest = self.held[1:]
        size = sum(map(len, rest))
        if size <= self.allowance:
            self.allowance -= size
            self.again.extend(reversed(rest))
            del self.held[1:]
        self.taken()

    def _read(self) -> str:
        line = self.text.readline(MAX_LINE_CHARS)
        if len(line) == MAX_LINE_CHARS and line[-1] not in "\r\n":
            while (rest := self.text.readline(MAX_LINE_CHARS)) and rest[-1] not in "\r\n":
                pass
        return line


def _header(records: Iterator[list[str] | Problem], file: str, notices: list[Problem]) -> list[str]:
    for record in records:
        if isinstance(record, Problem):
            break
        if any(cell.strip() for cell in record):
            return name_columns(record, file, notices)
    raise BadInput(_("The sheet has no header row."), _("The first row must name the columns."), file=file)


def _iter_rows(records: Iterator[list[str] | Problem], width: int, file: str) -> Iterator[Row | Problem]:
    for number, record in enumerate(records, 1):
        if isinstance(record, Problem):
            yield replace(record, row=number)
        elif any(map(str.strip, record)):
            yield _row(number, record, width, file)


def _row(number: int, record: list[str], width: int, file: str) -> Row | Problem:
    if len(record) > width and not any(map(str.strip, record[width:])):
        record = record[:width]  # some programs end every row with delimiters
    if len(record) != width:
        return Problem(
            "error",
            _("The row has {count} cells, the header has {width}.", count=len(record), width=width),
            file=file,
            row=number,
            try_=_("Put cells that hold the delimiter in quotes; the row was left out."),
        )
    if bad := next((cell for cell in record if has_unstorable(cell)), None):
        return Problem(
            "error",
            _("A cell cannot be read as text: {cell}.", cell=ascii(bad[:40])),
            file=file,
            row=number,
            try_=_("Save the sheet as UTF-8; the row was left out."),
        )
    return Row(number, record)
