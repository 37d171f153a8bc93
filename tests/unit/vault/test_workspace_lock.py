"""One writer at a time, and a crash never leaves the door shut."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tizim.core.errors import Busy
from tizim.vault.lock import lock_workspace

HOLD = """
import sys, time
from types import SimpleNamespace
from pathlib import Path
from tizim.vault.lock import lock_workspace
with lock_workspace(SimpleNamespace(lock_path=Path(sys.argv[1])), shared=sys.argv[2] == "shared"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def hold(office):
    started = []

    def start(kind="alone"):
        command = [sys.executable, "-c", HOLD, str(office.workspace.lock_path), kind]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        started.append(process)
        assert process.stdout.readline() == b"held\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_another_process_is_named_and_a_killed_one_lets_go(office, hold):
    other = hold()
    with pytest.raises(Busy, match=f"process {other.pid}"):
        with lock_workspace(office.workspace):
            pass
    with pytest.raises(Busy):
        with lock_workspace(office.workspace, shared=True):
            pass
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    with lock_workspace(office.workspace):
        pass


def test_readers_share_and_keep_the_writer_out(office, hold):
    hold("shared")
    with lock_workspace(office.workspace, shared=True):
        pass
    with pytest.raises(Busy, match="Another Tizim"):
        with lock_workspace(office.workspace):
            pass


def test_it_waits_as_long_as_asked_and_no_longer(office):
    with lock_workspace(office.workspace):
        started = time.monotonic()
        with pytest.raises(Busy, match=str(os.getpid())):
            with lock_workspace(office.workspace, wait_seconds=0.1):
                pass
        assert 0.1 <= time.monotonic() - started < 2


def test_an_error_inside_lets_go(office):
    with pytest.raises(ZeroDivisionError):
        with lock_workspace(office.workspace):
            raise ZeroDivisionError
    with lock_workspace(office.workspace):
        assert office.workspace.lock_path.read_text() == f"{os.getpid()}\n"
    assert office.workspace.lock_path.read_bytes() == b""
