"""Files that mean harm: none breaks the reader, hangs it, fills its memory, or gets anything out of this machine."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from tizim.core.drafts import AccountDraft
from tizim.intake.registry import read_drafts

from .hostile import iter_corpus

MAX_SECONDS = 60
MAX_MIB = 512
QUICK = (
    "bomb.docx", "bomb.xlsx", "laughs.docx", "reads-a-file.docx", "slip.docx", "cut.pdf", "nul.txt", "aliases.yaml",
    "ragged.csv", "nested.eml",
)  # fmt: skip


@cache
def corpus() -> dict[str, bytes]:
    return dict(iter_corpus())


READ = """
import json, re, resource, sys, time
from dataclasses import asdict
from pathlib import Path
from tizim.core.errors import TizimError
from tizim.intake.registry import read_drafts

for name in sys.argv[1:]:
    started = time.monotonic()
    try:
        given = [asdict(result) for result in read_drafts(Path(name))]
    except TizimError as error:
        given = [str(error)]
    seconds = time.monotonic() - started
    own = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
    peak = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    print(json.dumps([json.dumps(given, ensure_ascii=False), seconds, peak]))
"""


def read(files: list[Path]) -> list[tuple[str, float, int]]:
    """What reading each file gives as text, how long it took, and the most memory (KiB) that reading took so far.

    In a process of its own: what other tests started must not count as memory. Nor must the memory of the process that
    started it, which getrusage(2) carries over into the new one: the kernel's high-water mark of the new one is read.
    """
    command = [sys.executable, "-c", READ, *map(str, files)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def check(folder: Path, names: Iterable[str]) -> None:
    files = []
    for number, name in enumerate(names):
        (folder / str(number)).mkdir()
        files.append(folder / str(number) / name)
        files[-1].write_bytes(corpus()[name])
    found = read(files)
    assert len(found) == len(files)
    for file, (said, seconds, peak) in zip(files, found, strict=True):
        said.encode("utf-8")  # no half characters
        assert "\\u0000" not in said and "Traceback" not in said
        assert seconds < MAX_SECONDS
        assert socket.gethostname() not in said
        assert 0 < peak < MAX_MIB * 1024
        assert [left.name for left in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("name", QUICK)
def test_a_hostile_file_does_no_harm(tmp_path: Path, name: str) -> None:
    check(tmp_path, [name])


@pytest.mark.slow
def test_the_whole_hostile_corpus_does_no_harm(tmp_path: Path) -> None:
    check(tmp_path, corpus())
    assert len(corpus()) >= 75


def test_the_corpus_would_show_a_file_that_is_read_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Title\n\n{socket.gethostname()}", "utf-8")
    *_notices, account = read_drafts(tmp_path / "a.txt")
    assert isinstance(account, AccountDraft) and socket.gethostname() in account.text
