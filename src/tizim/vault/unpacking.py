"""Unpacking: a tar stream taken piece by piece, as age decrypts it, and compared with its list of contents.

What it is: `TarSink`, which hands each member's bytes to a receiver and at the end says whether all came.
What it is not: a general tar program. Only plain files are taken: no links, devices, folders; no absolute paths, no
part of a name that begins with a dot, no name twice.

Invariants: nothing is whole before `finish` returned · a member's bytes are never held in memory, its list of contents
is at most 256 MiB.

Spec: docs/spec/keys.md, "Backups".

>>> sink = TarSink(receive=lambda name, size: io.BytesIO())
>>> while piece := source.read(8192):
...     sink.write(piece)
>>> sink.finish()
{'workspace.json': 2}
"""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Callable
from typing import Protocol

from tizim.core.errors import Damaged
from tizim.core.i18n import gettext as _

from .packing import BLOCK, CONTENTS, NAME

LIMIT_CONTENTS_BYTES = 256 << 20


class Receiver(Protocol):
    def write(self, data: bytes, /) -> object: ...
    def close(self) -> None: ...


class TarSink:
    """Takes a tar stream in pieces of any size. `receive(name, size)` gives what each member is written to.

    The first error is kept in `error`; `write` raises it too.
    """

    def __init__(self, receive: Callable[[str, int], Receiver]) -> None:
        self.error: BaseException | None = None
        self._receive = receive
        self._found: dict[str, tuple[int, str]] = {}
        self._head = bytearray()
        self._member: _Incoming | None = None
        self._listing: bytearray | None = None
        self._ended_blocks = 0

    def write(self, data: bytes) -> int:
        try:
            self._take(memoryview(data))
        except BaseException as error:
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Lets go of a member that was not finished."""
        if self._member:
            self._member.target.close()
            self._member = None

    def finish(self) -> dict[str, int]:
        """Name → size of everything that came, after it was compared with the list of contents. Raises Damaged."""
        if self._member or self._head or self._ended_blocks != 2 or self._listing is None:
            raise _damaged(_("it was cut short"))
        try:
            lines = [json.loads(line) for line in bytes(self._listing).splitlines()]
            listed = {line["name"]: (line["size_bytes"], line["sha256"]) for line in lines}
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise _damaged(_("its list of contents cannot be read")) from error
        if listed != self._found:
            raise _damaged(_("its contents are not those of its list"))
        return {name: size for name, (size, _digest) in self._found.items()}

    def _take(self, data: memoryview) -> None:
        while data:
            if self._member:
                data = self._member.take(data)
                if self._member.done:
                    self._close_member(self._member)
            elif self._ended_blocks == 2:
                raise _damaged(_("something follows its end"))
            else:
                count = BLOCK - len(self._head)
                self._head += data[:count]
                data = data[count:]
                if len(self._head) == BLOCK:
                    self._begin_member(bytes(self._head))
                    self._head.clear()

    def _begin_member(self, head: bytes) -> None:
        if not any(head):
            self._ended_blocks += 1
            return
        try:
            info = tarfile.TarInfo.frombuf(head, "ascii", "strict")
        except (tarfile.TarError, ValueError) as error:
            raise _damaged(_("a header cannot be read")) from error
        plain = info.type == tarfile.REGTYPE and not info.linkname and NAME.fullmatch(info.name)
        if self._ended_blocks or self._listing is not None or not plain or info.size < 0 or info.name in self._found:
            raise _damaged(_("it holds something that no backup of ours holds"))
        if info.name == CONTENTS:
            self._listing = bytearray()
            self._member = _Incoming(info.name, info.size, _Listing(self._listing))
        else:
            self._member = _Incoming(info.name, info.size, self._receive(info.name, info.size))
        if self._member.done:
            self._close_member(self._member)

    def _close_member(self, member: _Incoming) -> None:
        self._member = None
        member.target.close()
        if member.name != CONTENTS:
            self._found[member.name] = (member.size, member.digest.hexdigest())


class _Incoming:
    """A member on its way: content first, then the padding to whole blocks."""

    def __init__(self, name: str, size: int, target: Receiver) -> None:
        self.name, self.size, self.target = name, size, target
        self.digest = hashlib.sha256()
        self._left, self._padding = size, -size % BLOCK

    @property
    def done(self) -> bool:
        return not self._left and not self._padding

    def take(self, data: memoryview) -> memoryview:
        content, rest = data[: self._left], data[self._left :]
        if content:
            self.digest.update(content)
            self.target.write(bytes(content))
            self._left -= len(content)
        if not self._left:
            padding, rest = rest[: self._padding], rest[self._padding :]
            self._padding -= len(padding)
        return rest


class _Listing:
    def __init__(self, listing: bytearray) -> None:
        self._listing = listing

    def write(self, data: bytes) -> None:
        if len(self._listing) + len(data) > LIMIT_CONTENTS_BYTES:
            raise _damaged(_("its list of contents is too long"))
        self._listing += data

    def close(self) -> None:
        """Nothing to let go of."""


def _damaged(why: str) -> Damaged:
    return Damaged(_("The backup is damaged: {why}.", why=why), _("Use another copy of it, or an older backup."))
