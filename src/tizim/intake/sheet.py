"""Spreadsheets: XLSX and CSV, Tizim's own template or anybody's sheet with a mapping, row by row.

CSV is read here; XLSX is opened by the worker only. Streams: memory does not grow with the number of rows. Each
draft's `origin` tells its rows ("cases.csv rows 12-14"), so that a resumed import goes on after the last one
that was written (`ReadOptions.after_row`, `last_row`).

Spec: docs/spec/spreadsheet.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from tizim.core.drafts import Problem
from tizim.core.errors import BadInput
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _

from .csv_reader import read_csv
from .format import Drafts, Format, ReadOptions
from .guess_columns import MappingGuess, guess_mapping
from .mapping import check_headers
from .plan import Plan
from .row_groups import iter_groups
from .sandbox import Limits, run_worker
from .sheet_drafts import SheetDrafts
from .table import Row, Table, name_columns
from .template import OTHER_SHEETS

SAMPLE_ROWS = 50
MAX_ERRORS = 1_000
LIMITS = Limits(cpu_seconds=50, wall_seconds=30)


def iter_sheet(path: Path, options: ReadOptions) -> Drafts:
    """The accounts of a sheet. Raises BadInput when the sheet as a whole cannot be understood."""
    errors = 0
    for result in _iter_all(path, options):
        if isinstance(result, Problem) and result.level == "error":
            errors += 1
            if errors > MAX_ERRORS:
                continue
        yield result
    if errors > MAX_ERRORS:
        what = _("{count} more rows were left out.", count=errors - MAX_ERRORS)
        yield Problem("error", what, file=path.name, try_=_("Mend those named above first."))


def _iter_all(path: Path, options: ReadOptions) -> Drafts:
    mapping = options.mapping
    with open_table(path, options.sheet or (mapping.sheet if mapping else "")) as table:
        sample = list(islice(table.rows, SAMPLE_ROWS))
        if mapping is None:
            mapping = _guess(table, sample).mapping
        check_headers(mapping, table.header, file=path.name)
        plan = Plan(mapping, table.header)
        _check_plan(plan, path.name)
        yield from table.notices
        yield from _kept_columns(plan, path.name)
        drafts = SheetDrafts(plan, file=path.name, folder=path.parent)
        for found in iter_groups(plan, chain(sample, table.rows), file=path.name):
            if isinstance(found, Problem):
                if found.row is None or found.row > options.after_row:
                    yield found
            elif found.last > options.after_row:
                yield from drafts.iter_group(found)
            else:
                for _known in drafts.iter_group(found):
                    pass  # what was taken before: read again only so that speakers keep their numbers


def guess_sheet(path: Path, sheet: str = "") -> tuple[MappingGuess, list[str], list[list[str]]]:
    """The guessed mapping of the sheet at `path`, its header, and some rows to show beside it. Raises BadInput."""
    with open_table(path, sheet) as table:
        sample = list(islice(table.rows, SAMPLE_ROWS))
        return _guess(table, sample), table.header, [row.cells for row in sample if isinstance(row, Row)]


def last_row(origin: str) -> int:
    """The last row (or document) that an account was read from, as its `origin` says; 0 if it says none.

    >>> last_row("cases.csv rows 12-14"), last_row("two.yaml document 2")
    (14, 2)
    """
    found = re.search(r"(?:rows? (?:\d+-)?|document )(\d+)$", origin)
    return int(found[1]) if found else 0


@contextmanager
def open_table(path: Path, sheet: str = "") -> Iterator[Table]:
    """The table in a CSV or XLSX file, open while the block runs. Raises BadInput."""
    with path.open("rb") as stream:
        if stream.read(4) == b"PK\x03\x04":
            answers = run_worker("rows", path, {"sheet": sheet, "language": current_language()}, LIMITS)
            try:
                yield _table_of(answers, path.name)
            finally:
                answers.close()
        else:
            stream.seek(0)
            yield read_csv(stream, file=path.name)


def _table_of(answers: Iterator, file: str) -> Table:
    next(answers)  # how the worker is confined
    first = next(answers)
    notices: list[Problem] = []
    header = name_columns([str(cell) for cell in first["header"]], file, notices)
    if first["above"]:
        words = " · ".join(" ".join(cells) for cells in first["above"])[:300]
        notices.append(Problem("notice", _("Above the header stands: {words}", words=words), file=file))
    if others := [str(name) for name in first["others"] if name not in OTHER_SHEETS]:
        notices.append(
            Problem(
                "notice",
                _("Other sheets of this file were not read: {names}.", names=", ".join(others)[:300]),
                file=file,
                try_=_("Name the sheet to read it."),
            )
        )
    return Table(header, _rows_of(answers, file, len(header)), notices)


def _rows_of(answers: Iterator, file: str, width: int) -> Iterator[Row | Problem]:
    for answer in answers:
        if isinstance(answer, list):
            number, cells = answer
            if len(cells) == width:
                yield Row(int(number), [str(cell) for cell in cells])
        else:
            for column, message, try_ in answer.get("notices", ()):
                yield Problem("notice", str(message), file=file, field=str(column), try_=str(try_))


def _guess(table: Table, sample: list[Row | Problem]) -> MappingGuess:
    return guess_mapping(table.header, [row.cells for row in sample if isinstance(row, Row)])


def _check_plan(plan: Plan, file: str) -> None:
    if not plan.has_subject():
        raise BadInput(
            _("No column of this sheet says whom it is about: {names}.", names=", ".join(plan.header[:30])),
            _("Write a mapping for it (docs/spec/spreadsheet.md), or use the template: tizim template."),
            file=file,
        )


def _kept_columns(plan: Plan, file: str) -> Iterator[Problem]:
    if plan.leftover_columns:
        names = ", ".join(name for name, _position in plan.leftover_columns)
        yield Problem(
            "notice",
            _("These columns are not known and stay beside the accounts as they are: {names}.", names=names),
            file=file,
            try_=_("A mapping can say what they are."),
        )


def _sniff(suffix: str, head: bytes) -> int:
    if head.startswith(b"PK\x03\x04"):
        return 95 if suffix in (".xlsx", ".xlsm") else 0
    if head.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        return 0
    return 80 if suffix in (".csv", ".tsv") else 0


FORMATS = (Format(name="sheet", suffixes=(".xlsx", ".xlsm", ".csv", ".tsv"), sniff=_sniff, iter_drafts=iter_sheet),)
