"""A file, or a folder of files, as one thing to take in.

Files come in the order of their names; hidden files and links are left out. In a folder, a file of no known kind is a
notice and the others go on. Not here: formats (`registry`), writing.

>>> [draft.origin for draft in iter_drafts(Path("interviews"))]    # doctest: +SKIP
['a.yaml', 'b/c.yaml']
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tizim.core.drafts import AccountDraft, Problem
from tizim.core.errors import BadInput

from .format import ReadOptions
from .registry import read_drafts


def iter_drafts(path: Path, *, options: ReadOptions | None = None) -> Iterator[AccountDraft | Problem]:
    """Drafts and problems from a file, or from every file of a folder. Raises BadInput for a file of no known kind."""
    if not path.is_dir():
        yield from read_drafts(path, options=options)
        return
    unknown: list[tuple[Path, Problem]] = []
    exhibits: set[Path] = set()
    for file in folder_files(path):
        place = file.relative_to(path).as_posix()
        try:
            for draft in read_drafts(file, options=options):
                if isinstance(draft, AccountDraft):
                    exhibits |= {Path(one.path).resolve() for one in draft.exhibits}
                yield _placed(draft, place, file.name)
        except BadInput as error:
            unknown.append((file, Problem("notice", error.what, file=place, try_=error.try_)))
    # A picture that an interview names came in with it.
    yield from (problem for file, problem in unknown if file.resolve() not in exhibits)


def _placed(draft: AccountDraft | Problem, place: str, name: str) -> AccountDraft | Problem:
    """Two folders may hold files of one name: what a person reads must say which."""
    if isinstance(draft, AccountDraft):
        return replace(draft, origin=f"{place}{draft.origin.removeprefix(name)}")
    return replace(draft, file=place)


def folder_files(folder: Path) -> list[Path]:
    """Files of a folder that are taken in, sorted by their path."""
    found = (f for f in folder.rglob("*") if f.is_file() and not f.is_symlink())
    return sorted(f for f in found if not any(part.startswith(".") for part in f.relative_to(folder).parts))


def bytes_sha256(path: Path) -> str:
    """SHA-256 of a file, or of the names and hashes of a folder's files: the same bytes are the same import."""
    try:
        if not path.is_dir():
            with path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise BadInput(str(error.strerror), "", file=path.name) from error
    lines = "".join(f"{bytes_sha256(f)} {f.relative_to(path).as_posix()}\n" for f in folder_files(path))
    return hashlib.sha256(lines.encode()).hexdigest()
