"""The worker: what it cannot do, and what its failures look like from outside."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tizim.core.drafts import AccountDraft
from tizim.core.errors import ParserFailed
from tizim.core.i18n import use_language
from tizim.intake.registry import read_drafts
from tizim.intake.sandbox import Limits, run_worker

CONFINED = (
    "import os, sys, socket, ctypes; from tizim.intake.confine import confine;"
    "held = confine(memory_bytes=512 << 20, cpu_seconds=5); kernel = ctypes.CDLL(None, use_errno=True)\n"
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="namespaces and Landlock are Linux'")


def confined(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-c", CONFINED + code], capture_output=True, text=True, check=False, timeout=20
    )


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("A title\n\nSome words stand here.\n", "utf-8")
    return path


@linux
def test_a_worker_says_how_it_is_confined(text_file: Path) -> None:
    first = next(run_worker("document", text_file, {"kind": "txt"}))
    assert first["confined"]["limits"] == "rlimit"
    assert first["confined"]["network"] == "namespace"


@pytest.mark.parametrize(
    "code",
    [
        "socket.socket()",
        "open('/tmp/tizim-written', 'w')",
        "os.system('true')",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.fork()",
        "os.rename('/tmp/tizim-a', '/tmp/tizim-b')",
        "socket.getaddrinfo('localhost', 80)",
    ],
)
def test_the_interpreter_refuses(code: str) -> None:
    run = confined(code)
    assert "PermissionError" in run.stderr and run.returncode == 1


@linux
def test_the_kernel_refuses_files_even_where_the_interpreter_is_passed_by() -> None:
    run = confined("print(held['files'], kernel.open(b'/etc/hostname', 0), kernel.open(b'/tmp/tizim-x', 65, 438))")
    held, *descriptors = run.stdout.split("\n")[0].rsplit(" ", 2)
    if not held:
        pytest.skip("this kernel has no Landlock")
    assert descriptors == ["-1", "-1"]


@linux
def test_the_kernel_leaves_no_network_even_where_the_interpreter_is_passed_by() -> None:
    code = (
        "s = kernel.socket(2, 1, 0); address = bytes([2, 0, 0, 9, 127, 0, 0, 1]) + bytes(8);"
        "print(s >= 0, kernel.connect(s, address, 16), ctypes.get_errno())"
    )
    opened, result, error = confined(code).stdout.split()
    assert (opened, result) == ("True", "-1") and error in ("101", "13")  # no route, or no permission; never "refused"


def test_without_confinement_the_same_code_runs() -> None:
    run = subprocess.run([sys.executable, "-I", "-c", "import socket; socket.socket()"], check=False, timeout=20)
    assert run.returncode == 0


def test_a_worker_inherits_no_environment(text_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIZIM_PASSPHRASE_FILE", "/secret")
    seen = {}
    real = subprocess.Popen

    def watching(*arguments, **named):
        seen.update(named["env"])
        return real(*arguments, **named)

    monkeypatch.setattr(subprocess, "Popen", watching)
    list(run_worker("document", text_file, {"kind": "txt"}))
    assert set(seen) <= {"TZ", "SYSTEMROOT"}


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(wall_seconds=0.02), "took longer"),
        (Limits(memory_bytes=32 << 20), "memory"),
        (Limits(answer_bytes=60), "unfolds"),
    ],
)
def test_a_worker_over_its_limits_is_a_clear_failure(text_file: Path, limits: Limits, said: str) -> None:
    text_file.write_text("word " * 3_000_000, "utf-8")
    with pytest.raises(ParserFailed, match=said):
        list(run_worker("document", text_file, {"kind": "txt"}, limits))


def test_a_worker_that_computes_too_long_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<html>" + b"<p a>" * 190_000)
    with pytest.raises(ParserFailed, match="seconds of computing"):
        list(run_worker("document", path, {"kind": "html"}, Limits(cpu_seconds=1)))


def test_a_worker_that_breaks_down_is_a_clear_failure(text_file: Path) -> None:
    with pytest.raises(ParserFailed, match="broke down"):
        list(run_worker("no such job", text_file, {}))


def test_a_worker_ends_with_its_reader(text_file: Path) -> None:
    before = threading.active_count()
    answers = run_worker("document", text_file, {"kind": "txt"})
    next(answers)
    answers.close()
    assert threading.active_count() <= before + 1  # the watch ends within its next look


def test_a_worker_speaks_the_readers_language(tmp_path: Path, text_file: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    with use_language("ru"):
        results = list(read_drafts(tmp_path / "a.pdf"))
    assert isinstance(results[-1], AccountDraft) and results[-1].exhibits[0].name == "a.pdf"
