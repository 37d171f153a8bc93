"""Other processes of our own that do a piece of work each, on all processors, for as long as names are compared.

They are started anew and hold nothing but what they are sent, so that they may be used beside an engine's threads,
from a test, a notebook or a pipe alike (a process that is merely copied beside threads can hang). Work and outcome go
through pipes; nothing is written to disk.

>>> with Workers(1) as workers:
...     list(workers.map("builtins:sorted", [[3, 1, 2]]))
[[1, 2, 3]]
"""

from __future__ import annotations

import importlib
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Any

AHEAD = 2  # pieces of work for each process that may wait


class Workers:
    """As many processes as there are processors, or `count`."""

    def __init__(self, count: int = 0) -> None:
        self.count = count or os.cpu_count() or 1
        self.free: SimpleQueue[subprocess.Popen] = SimpleQueue()
        self.all: list[subprocess.Popen] = []

    def __enter__(self) -> Workers:
        command = [sys.executable, "-c", "from tizim.bulk.workers import serve; serve()"]
        path = os.pathsep.join(part for part in sys.path if part)
        for _number in range(self.count):
            one = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
            )
            self.all.append(one)
            self.free.put(one)
        self.threads = ThreadPoolExecutor(self.count)
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for one in self.all:
            one.kill()
        self.threads.shutdown(cancel_futures=True)
        for one in self.all:
            one.communicate()

    def map(self, function: str, pieces: Iterable[Any]) -> Iterator[Any]:
        """What `function` ("module:name") gives for each piece, in their order."""
        waiting: deque[Future] = deque()
        for piece in pieces:
            waiting.append(self.threads.submit(self._ask_next, function, piece))
            if len(waiting) > AHEAD * self.count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def tell_all(self, function: str, piece: Any) -> None:
        """Let every process do the same once, as when all must hold something. Not while they work at a `map`."""
        for one in self.all:
            _ask(one, function, piece)

    def _ask_next(self, function: str, piece: Any) -> Any:
        one = self.free.get()
        try:
            return _ask(one, function, piece)
        finally:
            self.free.put(one)


def _ask(one: subprocess.Popen, function: str, piece: Any) -> Any:
    assert one.stdin and one.stdout
    pickle.dump((function, piece), one.stdin, pickle.HIGHEST_PROTOCOL)
    one.stdin.flush()
    return pickle.load(one.stdout)


def serve() -> None:
    """Do what comes in until nothing more comes. What is asked comes from the process that started this one only."""
    taking, giving = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            function, piece = pickle.load(taking)
        except EOFError:
            return
        module, _colon, name = function.partition(":")
        pickle.dump(getattr(importlib.import_module(module), name)(piece), giving, pickle.HIGHEST_PROTOCOL)
        giving.flush()
