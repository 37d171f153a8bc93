"""A sheet as it comes: a header, rows of text, and what was noticed. What CSV and XLSX have in common.

>>> name_columns(["id", "", "id"], "", [])
['id', 'column B', 'id (2)']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tizim.core.drafts import Problem
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _

MAX_COLUMNS = 500
MAX_CELL_CHARS = 131_072  # the limit of Python's csv module, held for XLSX too


class Row(NamedTuple):
    """`number`: 1 is the first row after the header. `cells`: as many as the header has."""

    number: int
    cells: list[str]


@dataclass
class Table:
    """`rows` can be read once, in order; Problems stand where the broken rows stood."""

    header: list[str]
    rows: Iterator[Row | Problem]
    notices: list[Problem] = field(default_factory=list)


def name_columns(cells: list[str], file: str, notices: list[Problem]) -> list[str]:
    """A name for every column: blank headers are called by their letter, repeated ones are numbered."""
    if len(cells) > MAX_COLUMNS:
        raise BadInput(
            _("The sheet has more than {limit} columns.", limit=MAX_COLUMNS), _("Remove those not needed."), file=file
        )
    names: list[str] = []
    taken: set[str] = set()
    for position, cell in enumerate(cells):
        plain = " ".join(cell.replace("\x00", "").split()) or _("column {letter}", letter=column_letter(position))
        name, count = plain, 1
        while name in taken:
            count += 1
            name = f"{plain} ({count})"
        if name != plain:
            notices.append(
                Problem("notice", _("The column “{name}” stands more than once.", name=plain), file=file, field=name)
            )
        taken.add(name)
        names.append(name)
    return names


def column_letter(position: int) -> str:
    """How a spreadsheet calls the column at `position` (0 is "A")."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
