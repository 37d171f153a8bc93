"""Rows that belong to one account, as a stream: rows next to each other with the same cells in the grouping columns.

Constant memory is bought with one rule: an account's rows stand together. When a group comes back further down, its
rows become an account of their own, with a notice and (where the sheet has ids) an id that ends in "#2", so that
nothing overwrites anything; sorting the sheet joins them. In a sheet with a statement a row, a row whose grouping
cells are all empty continues the account above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tizim.core.drafts import Problem
from tizim.core.i18n import gettext as _

from .plan import Plan
from .table import Row

MAX_ROWS = 5_000
MAX_NOTICES = 50


@dataclass
class RowGroup:
    """`part`: 1, or which piece of a scattered account this is."""

    rows: list[Row] = field(default_factory=list)
    part: int = 1

    @property
    def first(self) -> int:
        return self.rows[0].number

    @property
    def last(self) -> int:
        return self.rows[-1].number


def iter_groups(plan: Plan, rows: Iterable[Row | Problem], *, file: str) -> Iterator[RowGroup | Problem]:
    """Groups in the order of the sheet, with the problems where they stood."""
    grouping = _Grouping(file)
    group: RowGroup | None = None
    key: tuple[str, ...] = ()
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        here = plan.group_key(row)
        continues = here == key if any(here) else plan.states_rows and bool(plan.group)
        if group is not None and continues and len(group.rows) < MAX_ROWS:
            group.rows.append(row)
            continue
        if group is not None:
            yield group
        if any(here) or not continues:
            key = here
        group, notice = grouping.begin(key, row)
        if notice:
            yield notice
    if group is not None:
        yield group
    yield from grouping.summary()


class _Grouping:
    """Remembers which groups were seen, by a number each, and says when one comes back."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.parts: dict[int, int] = {}
        self.again = 0

    def begin(self, key: tuple[str, ...], row: Row) -> tuple[RowGroup, Problem | None]:
        if not any(key):
            return RowGroup([row]), None
        number = hash(key)
        part = self.parts[number] = self.parts.get(number, 0) + 1
        notice = None
        if part > 1:
            self.again += 1
            if self.again <= MAX_NOTICES:
                notice = Problem(
                    "notice",
                    _("These rows belong to an account further up ({key}), but do not stand next to it.",
                      key=", ".join(text for text in key if text)[:120]),
                    file=self.file,
                    row=row.number,
                    try_=_("They were taken as an account of their own; sort the sheet to keep them together."),
                )  # fmt: skip
        return RowGroup([row], part), notice

    def summary(self) -> Iterator[Problem]:
        if self.again > MAX_NOTICES:
            more = self.again - MAX_NOTICES
            yield Problem(
                "notice", _("{count} more groups of rows are scattered in this way.", count=more), file=self.file
            )
