"""Runs the worker from outside: starts it with nothing, reads its answers with limits, ends it when it overstays.

A file of a stranger is opened here only to be handed on as the worker's standard input; no byte of it is looked at
in this process. What lies encrypted in the vault is handed on through a pipe and never touches a disk. Answers are
believed only as far as their shape goes: lines of JSON within the size limit. This module knows no format.

Invariants: no worker outlives its caller's loop · waiting for one answer takes at most `wall_seconds` · every
failure is `ParserFailed`, with what happened and what to try.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from tizim.core.errors import ParserFailed
from tizim.core.i18n import gettext as _


@dataclass(frozen=True)
class Limits:
    """`wall_seconds` is for one answer; `answer_bytes` the longest answer."""

    memory_bytes: int = 512 << 20
    cpu_seconds: int = 30
    wall_seconds: float = 40.0
    answer_bytes: int = 64 << 20


def run_worker(
    job: str, path: Path, settings: Mapping[str, Any] | None = None, limits: Limits | None = None
) -> Generator[Any, None, None]:
    """The answers of the worker to the file at `path`, as they come; the first says how it is confined.

    Raises ParserFailed when it crashes, hangs, asks for too much or does not speak as agreed.
    """
    limits = limits or Limits()
    with path.open("rb") as stream:
        process = _start(job, stream, settings or {}, limits)
    yield from _until_the_end(process, path, limits)


def run_worker_on_bytes(
    job: str, data: bytes, name: str, settings: Mapping[str, Any] | None = None, limits: Limits | None = None
) -> Generator[Any, None, None]:
    """The same for bytes that lie in no file. `name`: what an error calls them."""
    limits = limits or Limits()
    process = _start(job, subprocess.PIPE, settings or {}, limits)
    threading.Thread(target=_feed, args=(process, data), daemon=True).start()
    yield from _until_the_end(process, Path(name), limits)


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    """Ends with the worker: it reads all, or it is gone and the pipe breaks."""
    assert process.stdin is not None
    with suppress(OSError), process.stdin:
        process.stdin.write(data)


def _until_the_end(process: subprocess.Popen[bytes], path: Path, limits: Limits) -> Generator[Any, None, None]:
    watch = _Watch(process, limits.wall_seconds)
    try:
        yield from _answers(process, watch, path, limits)
    finally:
        watch.end()
        process.kill()
        process.stdout.close()  # type: ignore[union-attr]
        process.wait()


def _start(job: str, stdin: BinaryIO | int, settings: Mapping[str, Any], limits: Limits) -> subprocess.Popen[bytes]:
    told = {**settings, "memory_bytes": limits.memory_bytes, "cpu_seconds": limits.cpu_seconds}
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-m", "tizim.intake.worker", job, json.dumps(told)]
    environment = {"TZ": "UTC"} | ({"SYSTEMROOT": os.environ["SYSTEMROOT"]} if os.name == "nt" else {})
    return subprocess.Popen(
        command,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=os.sep,
        start_new_session=True,
    )


def _answers(process: subprocess.Popen[bytes], watch: _Watch, path: Path, limits: Limits) -> Iterator[Any]:
    stdout = process.stdout
    assert stdout is not None
    while True:
        watch.start_waiting()
        line = stdout.readline(limits.answer_bytes)
        watch.stop_waiting()
        if not line.endswith(b"\n"):
            raise _failure(process, watch, path, limits, too_long=len(line) >= limits.answer_bytes)
        try:
            answer = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ParserFailed(_("The reader gave an unreadable answer."), _still_kept(), file=path.name) from error
        if isinstance(answer, dict) and "failed" in answer:
            raise _told_failure(answer, path, limits)
        if isinstance(answer, dict) and "end" in answer:
            return
        yield answer


class _Watch:
    """Ends the worker when one answer takes too long. Time that the caller spends between answers does not count."""

    def __init__(self, process: subprocess.Popen[bytes], wall_seconds: float) -> None:
        self.process, self.wall_seconds = process, wall_seconds
        self.waiting_since: float | None = None
        self.overstayed = False
        self.ended = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def start_waiting(self) -> None:
        self.waiting_since = time.monotonic()

    def stop_waiting(self) -> None:
        self.waiting_since = None

    def end(self) -> None:
        self.ended.set()

    def _run(self) -> None:
        while not self.ended.wait(min(0.2, self.wall_seconds / 4)):
            since = self.waiting_since
            if since is not None and time.monotonic() - since > self.wall_seconds:
                self.overstayed = True
                self.process.kill()
                return


def _failure(
    process: subprocess.Popen[bytes], watch: _Watch, path: Path, limits: Limits, *, too_long: bool
) -> ParserFailed:
    """Why the answers stopped in the middle."""
    if too_long:
        what = _("It unfolds into more than {limit} MiB.", limit=limits.answer_bytes >> 20)
        return ParserFailed(what, _still_kept(), file=path.name)
    try:
        code = process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        code = 0
    if watch.overstayed:
        what = _("Reading it took longer than {limit} seconds.", limit=round(limits.wall_seconds))
    elif code in (-24, -9):  # SIGXCPU, and SIGKILL from the hard limit
        what = _("Reading it took more than {limit} seconds of computing.", limit=limits.cpu_seconds)
    else:
        what = _("Its reader broke down.")
    return ParserFailed(what, _still_kept(), file=path.name)


def _told_failure(answer: dict[str, Any], path: Path, limits: Limits) -> ParserFailed:
    if answer["failed"] == "memory":
        what = _("Reading it needs more than {limit} MiB of memory.", limit=limits.memory_bytes >> 20)
    elif answer["failed"] == "Refused":
        return ParserFailed(str(answer.get("reason", ""))[:300], _still_kept(), file=path.name)
    else:
        reason = str(answer.get("reason", "")).split("\n")[0][:120] or str(answer["failed"])[:80]
        what = _("It is damaged, or not what its name says ({reason}).", reason=reason.rstrip("."))
    return ParserFailed(what, _still_kept(), file=path.name)


def _still_kept() -> str:
    return _("The original is kept as it is; ask for it in another format if its text is needed.")
