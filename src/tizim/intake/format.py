"""What a format is: a name, how to recognise it, and how to read drafts out of it.

A format module makes one or more `Format` values and lists them in its `FORMATS`; `registry` does the rest.
This module knows no format. Invariants that every format keeps: text comes out as it stood in the file, except
that NUL and lone surrogates never leave intake (a database has no place for them) · bad input is a `Problem`
that names file, row and field, and the rest goes on · nothing is dropped silently.

>>> clean_text("a\\x00b\\ud800"), has_unstorable("a\\x00b")
('ab\ufffd', True)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tizim.core.drafts import AccountDraft, Problem

if TYPE_CHECKING:
    from .mapping import ColumnMapping

HEAD_BYTES = 4096

Drafts = Iterator[AccountDraft | Problem]


@dataclass(frozen=True)
class ReadOptions:
    """How to read one file.

    mapping      what the columns of a sheet are; None: guessed from the header
    sheet        name of the worksheet to read; "": the first one that is not hidden
    after_row    rows up to this one were taken before (a resumed import): read, but not handed out again
    language     language of the text where the file does not say and the text does not show it
    """

    mapping: ColumnMapping | None = None
    sheet: str = ""
    after_row: int = 0
    language: str = ""


@dataclass(frozen=True)
class Format:
    """One way an account may arrive.

    suffixes     file endings, lower case, with the dot
    sniff        (suffix, first bytes) → 0..100, how sure that the file is of this format
    iter_drafts  (path, options) → drafts and problems, in the order of the file
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[str, bytes], int]
    iter_drafts: Callable[[Path, ReadOptions], Drafts]


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def has_unstorable(text: str) -> bool:
    """Whether `text` holds a NUL or a lone surrogate."""
    return _UNSTORABLE.search(text) is not None


def clean_text(text: str) -> str:
    """`text` without NULs, with U+FFFD for each lone surrogate. The original file still shows what stood there."""
    if not has_unstorable(text):
        return text
    return re.sub("[\ud800-\udfff]", "\ufffd", text.replace("\x00", ""))
