"""Every format that Tizim reads, and the one way to read a file.

To add a format: write one module with a tuple `FORMATS` of `Format` values and name it in `MODULES`.
Nothing else knows formats. A file is recognised by its first bytes before its name, because names lie.
This module does not keep files and writes nothing; whoever calls it stores the original as an exhibit.

>>> find_format(Path("case.yaml"), b"tizim: interview/1\\n").name
'interview'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tizim.core.drafts import AccountDraft, Problem
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _

from .format import HEAD_BYTES, Format, ReadOptions

if TYPE_CHECKING:
    from .mapping import ColumnMapping

MODULES = ("interview", "sheet", "documents")


def iter_formats() -> Iterator[Format]:
    for module in MODULES:
        yield from import_module(f"tizim.intake.{module}").FORMATS


def find_format(path: Path, head_bytes: bytes) -> Format | None:
    """The format that is surest of these first bytes and this file name, or None when none is."""
    suffix = path.suffix.lower()
    best: Format | None = None
    best_sure = 0
    for format_ in iter_formats():
        sure = format_.sniff(suffix, head_bytes)
        if sure > best_sure:
            best, best_sure = format_, sure
    return best


def get_format(path: Path) -> Format:
    """The format of the file at `path`. Raises BadInput when the file cannot be read or is of no known format."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError as error:
        raise _unreadable(path, error) from error
    if not head:
        raise BadInput(_("The file is empty."), _("Ask for it to be sent again."), file=path.name)
    if found := find_format(path, head):
        return found
    known = sorted({suffix for format_ in iter_formats() for suffix in format_.suffixes})
    raise BadInput(
        _("This kind of file is not known."),
        _("Tizim reads {suffixes}. Save it as one of these, or keep it as an exhibit.", suffixes=", ".join(known)),
        file=path.name,
    )


def read_drafts(
    path: Path, *, mapping: ColumnMapping | None = None, options: ReadOptions | None = None
) -> Iterator[AccountDraft | Problem]:
    """The accounts of one file, as they come, with what went wrong between them.

    `mapping` says what the columns of a sheet are (else they are guessed). Raises BadInput when the file as a
    whole cannot be read; everything smaller is a Problem in the stream.
    """
    options = options or ReadOptions()
    if mapping is not None:
        options = replace(options, mapping=mapping)
    return _iter_drafts(get_format(path), path, options)


def _iter_drafts(format_: Format, path: Path, options: ReadOptions) -> Iterator[AccountDraft | Problem]:
    try:
        yield from format_.iter_drafts(path, options)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> BadInput:
    return BadInput(
        _("The file cannot be read: {reason}.", reason=error.strerror or error),
        _("Check the name and whether you may read it."),
        file=path.name,
    )
