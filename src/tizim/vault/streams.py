"""Streams that count and hash what passes through them, and remember what went wrong.

What it is: the two ends that `objects` puts between a file and age. What it is not: buffering or encryption.
Invariants: whatever the inner stream raises is kept in `error`, because age reports only its text · `progress` is
called at most once every MiB, and once when the input ends.

>>> reader = HashingReader(io.BytesIO(b"abc"))
>>> reader.read(10), reader.size_bytes
(b'abc', 3)
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol

STEP_BYTES = 1 << 20


class HasError(Protocol):
    """A stream that remembers what went wrong."""

    @property
    def error(self) -> BaseException | None: ...


@contextmanager
def remembered_errors(*streams: HasError) -> Iterator[None]:
    """Raise what a stream remembered, whatever age made of it.

    Age loses an error's kind, and at its last flush the error itself: what its buffer still holds is written when the
    buffer goes, and nobody is told when that fails.
    """
    try:
        yield
    except Exception:
        _raise_first(streams)
        raise
    _raise_first(streams)


def _raise_first(streams: Iterable[HasError]) -> None:
    for stream in streams:
        if stream.error is not None:
            raise stream.error from None


class _Counting:
    def __init__(self, inner: BinaryIO, progress: Callable[[int], None] | None = None) -> None:
        self.error: BaseException | None = None
        self.size_bytes = 0
        self._inner, self._progress, self._told = inner, progress, 0
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Of everything that passed so far, in hexadecimal."""
        return self._digest.hexdigest()

    def _count(self, data: bytes, *, ended: bool = False) -> None:
        self._digest.update(data)
        self.size_bytes += len(data)
        if self._progress and (ended or self.size_bytes - self._told >= STEP_BYTES):
            self._told = self.size_bytes
            self._progress(self.size_bytes)


class HashingReader(_Counting):
    """Reads from the inner stream."""

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._inner.read(size)
            self._count(data, ended=not data)
        except BaseException as error:
            self.error = error
            raise
        return data


class WatchedReader:
    """Reads from the inner stream and only remembers what went wrong."""

    def __init__(self, inner: BinaryIO) -> None:
        self.error: BaseException | None = None
        self._inner = inner

    def read(self, size: int = -1) -> bytes:
        try:
            return self._inner.read(size)
        except BaseException as error:
            self.error = error
            raise


class HashingWriter(_Counting):
    """Writes to the inner stream: all of it, or an error. A stream that returns no count has taken everything."""

    def write(self, data: bytes) -> int:
        try:
            rest = memoryview(data)
            while rest:
                taken = self._inner.write(rest)
                rest = rest[len(rest) if taken is None else taken :]
            self._count(data)
        except BaseException as error:
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        self._inner.flush()
