"""Packing: the files of a backup as one tar stream, with a list of contents at its end.

What it is: `TarSource`, from which age reads piece by piece while it encrypts.
What it is not: encryption, compression (what is inside is encrypted already), a general tar program.

Invariants: memory does not grow with the files · a file's size is taken once and exactly that many bytes follow · no
times, owners or modes of the files are told · the last member, `contents.jsonl`, gives each name, size and SHA-256.

Spec: docs/spec/keys.md, "Backups". POSIX ustar; sizes of 8 GiB and more in base 256, as GNU tar writes them.

>>> source = TarSource([Member("workspace.json", content=b"{}")])
>>> source.read(14)
b'workspace.json'
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tarfile
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import Damaged
from tizim.core.i18n import gettext as _

CONTENTS = "contents.jsonl"
BLOCK = 512
PIECE_BYTES = 1 << 18
LONGEST_NAME = 100
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*){0,4}")


@dataclass(frozen=True)
class Member:
    """A file to keep: what stands at `path` when its turn comes, or `content`."""

    name: str
    path: Path | None = None
    content: bytes = b""


class TarSource:
    """A readable stream: the tar of `members`. The first error is kept in `error`, for age loses its kind."""

    def __init__(self, members: Iterable[Member], progress: Callable[[int], None] | None = None) -> None:
        self.error: BaseException | None = None
        self.sizes: dict[str, int] = {}
        self._progress = progress
        self._pieces = self._iter_tar(members)
        self._piece, self._at = b"", 0

    def read(self, size: int = -1) -> bytes:
        try:
            while self._at >= len(self._piece):  # an empty piece is not the end
                self._piece, self._at = next(self._pieces), 0
        except StopIteration:
            return b""
        except BaseException as error:
            self.error = error
            raise
        end = len(self._piece) if size < 0 else self._at + size
        taken = self._piece[self._at : end]
        self._at += len(taken)
        return taken

    def _iter_tar(self, members: Iterable[Member]) -> Iterator[bytes]:
        contents: list[bytes] = []
        for member in members:
            if member.name in self.sizes or member.name == CONTENTS:
                raise ValueError(f"a member's name twice: {member.name}")
            digest = hashlib.sha256()
            size = yield from _iter_member(member, digest.update)
            self.sizes[member.name] = size
            contents.append(
                canonical_bytes({"name": member.name, "sha256": digest.hexdigest(), "size_bytes": size}) + b"\n"
            )
            if self._progress:
                self._progress(sum(self.sizes.values()))
        yield from _iter_member(Member(CONTENTS, content=b"".join(contents)), lambda _piece: None)
        yield bytes(2 * BLOCK)


def _iter_member(member: Member, hear: Callable[[bytes], None]) -> Generator[bytes, None, int]:
    """Header, content, padding; returns the size. `hear` gets the content only."""
    with member.path.open("rb") if member.path else io.BytesIO(member.content) as file:
        size = left = os.fstat(file.fileno()).st_size if member.path else len(member.content)
        yield _header(member.name, size)
        while left:
            piece = file.read(min(PIECE_BYTES, left))
            if not piece:
                raise Damaged(
                    _("A file became shorter while it was read ({name}).", name=member.name),
                    _("Close other programs that work in the workspace, then try again."),
                )
            left -= len(piece)
            hear(piece)
            yield piece
    yield bytes(-size % BLOCK)
    return size


def _header(name: str, size: int) -> bytes:
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise ValueError(f"not a name for a member: {name}")
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600  # no times, no owners: a backup says nothing about its makers
    return info.tobuf(tarfile.GNU_FORMAT)
