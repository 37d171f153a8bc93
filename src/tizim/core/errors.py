"""What can go wrong for a user, said in one sentence, with what to try next.

Every error that a user can cause is one of these. A shell prints `str(error)` and ends with
`error.exit_code`; nobody ever sees a traceback for something they can mend themselves.

>>> raise_me = WrongPassphrase("The passphrase does not open this workspace.", "Check the keyboard layout.")
>>> str(raise_me), raise_me.exit_code
('The passphrase does not open this workspace. Check the keyboard layout.', 4)
"""

from __future__ import annotations

from collections.abc import Sequence


class TizimError(Exception):
    """`what` failed and what to `try_`. Subclasses differ by exit code only."""

    exit_code = 1

    def __init__(self, what: str, try_: str = "") -> None:
        super().__init__(what, try_)
        self.what = what
        self.try_ = try_

    def __str__(self) -> str:
        return f"{self.what} {self.try_}".strip()


class BadInput(TizimError):
    """Input that cannot be taken as it is. Names the file, the row (1 = first data row) and the field where known."""

    exit_code = 3

    def __init__(self, what: str, try_: str = "", *, file: str = "", row: int | None = None, field: str = "") -> None:
        super().__init__(what, try_)
        self.file, self.row, self.field = file, row, field

    def __str__(self) -> str:
        from .i18n import gettext as _  # it raises errors of this module

        where = [self.file] if self.file else []
        if self.row is not None:
            where.append(_("row {row}", row=self.row))
        if self.field:
            where.append(_("field “{name}”", name=self.field))
        prefix = ", ".join(where)
        return f"{prefix}: {super().__str__()}" if prefix else super().__str__()


class WrongPassphrase(TizimError):
    exit_code = 4


class Locked(WrongPassphrase):
    """The workspace is locked and no passphrase was given."""


class Busy(TizimError):
    """Another process works in the workspace."""

    exit_code = 5


class NewerFormat(TizimError):
    """Written by a newer Tizim than this one."""

    exit_code = 6


class Damaged(TizimError):
    """A file is missing, truncated or changed."""

    exit_code = 7


class DiskFull(TizimError):
    exit_code = 8


class Forbidden(TizimError):
    """A policy says no. The sentence says which rule and who could do it."""

    exit_code = 9


class NotFound(TizimError):
    exit_code = 10


class NotVerified(TizimError):
    """A bundle, a proof or a signature does not hold. `problems` lists every one found."""

    exit_code = 11

    def __init__(self, what: str, try_: str = "", problems: Sequence[str] = ()) -> None:
        super().__init__(what, try_)
        self.problems = tuple(problems)


class MissingPart(TizimError):
    """A program or an optional part of Tizim is not installed."""

    exit_code = 12


class ParserFailed(BadInput):
    """A stranger's file made its reader fail, hang, or ask for too much. The original is kept."""
