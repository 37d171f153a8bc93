"""The list of what was erased: random ids only, one a line, in a file that is only ever appended to.

What it is: what makes an erasure outlive a restored backup. The list is part of every backup and is kept apart from
it as well; after a restore `actions` erases every id again before anything opens.
What it is not: the proof of an erasure (that is a leaf of the custody log), or a reason, a name, a time.

Invariants: an id is on the disk before the erasure is acknowledged · a line cut short by a crash is skipped, never
guessed · the list never shrinks.

>>> note_erased(workspace, ["01HF7YAT00E000800000000000"])
>>> read_erased(workspace.erased_path)
('01HF7YAT00E000800000000000',)
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from tizim.core.canonical import canonical_bytes
from tizim.core.i18n import gettext as _
from tizim.core.ids import is_id

from . import files

LIMIT_BYTES = 256 << 20


class HasErased(Protocol):
    @property
    def erased_path(self) -> Path: ...


def note_erased(workspace: HasErased, ids: Iterable[str]) -> None:
    """Adds ids that are not there yet, synced. Raises DiskFull (then nothing was added), ValueError for no id."""
    known = set(read_erased(workspace.erased_path)) if workspace.erased_path.exists() else set()
    fresh = [new for new in dict.fromkeys(ids) if new not in known]
    if not all(is_id(new) for new in fresh):
        raise ValueError("only ids are noted as erased")
    if fresh:
        files.append_line(workspace.erased_path, b"\n".join(canonical_bytes({"id": new}) for new in fresh))


def read_erased(path: Path) -> tuple[str, ...]:
    """The ids in the order in which they were erased. Raises NotFound, Damaged (unreadable file)."""
    return parse_erased(files.read_file(path, what=_("The list of erasures"), limit_bytes=LIMIT_BYTES))


def parse_erased(content: bytes) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in content.split(b"\n"):
        try:
            value = json.loads(line)["id"]
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        if isinstance(value, str) and is_id(value):
            found[value] = None
    return tuple(found)
