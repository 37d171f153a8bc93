"""The agent: keeps a key for a while, for its own user only, and leaves nothing behind."""

import ctypes
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tizim.core.errors import BadInput, MissingPart
from tizim.vault import agent, agent_process
from tizim.vault.agent import agent_status, find_key, start_agent, stop_agent

KEY = bytes(range(100, 132))
ID = "0123456789abcdef" * 2


@pytest.fixture
def runtime(monkeypatch):
    with TemporaryDirectory(dir="/tmp") as folder:  # short: a socket's path has about a hundred bytes
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)
        stop_agent(ID)


def gone(process, seconds=5):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":  # ended; whoever inherited it will notice
            return True
        time.sleep(0.01)
    return False


def test_it_keeps_the_key_until_it_is_told_to_stop(runtime):
    assert find_key(ID) is None
    start_agent(ID, KEY, minutes=30)
    status = agent_status(ID)
    assert find_key(ID) == KEY
    assert 1790 < status.seconds_left <= 1800
    assert stop_agent(ID)
    assert (find_key(ID), agent_status(ID), stop_agent(ID)) == (None, None, False)
    assert gone(status.process)
    assert list((runtime / "tizim").iterdir()) == []


def test_it_ends_by_itself(runtime):
    start_agent(ID, KEY, minutes=0.3 / 60)
    process = agent_status(ID).process
    time.sleep(0.35)
    assert find_key(ID) is None
    assert gone(process)
    assert list((runtime / "tizim").iterdir()) == []


@pytest.mark.parametrize(("seconds", "answer"), [(5, KEY), (-1, b"")])
def test_a_question_after_a_long_sleep_gets_nothing(seconds, answer):
    key = ctypes.create_string_buffer(KEY, 32)
    held = agent_process.Held(key, ID, agent_process.now() + seconds)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"key " + ID.encode())
        assert agent_process.answer(ours, held)
        ours.close()
        assert theirs.recv(99) == answer


def test_a_second_start_replaces_the_first(runtime):
    start_agent(ID, KEY)
    first = agent_status(ID).process
    start_agent(ID, bytes(32))
    assert find_key(ID) == bytes(32)
    assert gone(first)


def test_other_workspaces_have_their_own(runtime):
    start_agent(ID, KEY)
    assert find_key("f" * 32) is None
    same_name = "9" * 16 + ID[-16:]
    assert find_key(same_name) is None


def test_the_key_is_in_no_argument_no_variable_and_no_file(runtime):
    start_agent(ID, KEY)
    process = Path(f"/proc/{agent_status(ID).process}")
    shown = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
    assert [form for form in (KEY, KEY.hex().encode()) if form in shown] == []
    assert [path for path in runtime.rglob("*") if path.is_file()] == []


def test_socket_and_folder_are_private(runtime):
    start_agent(ID, KEY)
    path = next((runtime / "tizim").iterdir())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_no_debugger_and_no_core_of_it(runtime):
    start_agent(ID, KEY)
    limits = Path(f"/proc/{agent_status(ID).process}/limits").read_text()
    assert next(line for line in limits.splitlines() if "core file" in line).split()[4:6] == ["0", "0"]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_another_user_gets_nothing_even_through_an_open_door(runtime):
    start_agent(ID, KEY)
    path = next((runtime / "tizim").iterdir())
    for each in (runtime, path.parent, path):
        each.chmod(0o777)
    ask = f"""
import os, socket
os.setgid(65534); os.setuid(65534)
s = socket.socket(socket.AF_UNIX); s.settimeout(5); s.connect({str(path)!r})
try:
    s.sendall(b"key {ID}")
    print(s.recv(99))
except (BrokenPipeError, ConnectionResetError):  # hung up before it read our question
    print(b"")
"""
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert answer.stdout == "b''\n"
    path.parent.chmod(0o700)
    assert find_key(ID) == KEY


@pytest.mark.parametrize("request_", [b"", b"key", b"key \xff", b"give " + ID.encode(), b"x" * 5000])
def test_strange_requests_are_not_answered_and_do_no_harm(runtime, request_):
    start_agent(ID, KEY)
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(next((runtime / "tizim").iterdir())))
        caller.sendall(request_)
        caller.shutdown(socket.SHUT_WR)
        try:
            answer = caller.recv(99)
        except ConnectionResetError:
            answer = b""
        assert answer == b""
    assert find_key(ID) == KEY


def test_it_ends_cleanly_when_told_by_a_signal(runtime):
    start_agent(ID, KEY)
    process = agent_status(ID).process
    os.kill(process, signal.SIGTERM)
    assert gone(process)
    assert list((runtime / "tizim").iterdir()) == []


def test_a_left_over_socket_is_replaced(runtime):
    start_agent(ID, KEY)
    process = agent_status(ID).process
    os.kill(process, signal.SIGKILL)
    assert gone(process)
    assert find_key(ID) is None
    start_agent(ID, KEY)
    assert find_key(ID) == KEY


@pytest.mark.parametrize("minutes", [0, -1, 721, float("nan"), float("inf")])
def test_no_end_and_no_beginning_are_refused(runtime, minutes):
    with pytest.raises(BadInput):
        start_agent(ID, KEY, minutes=minutes)


def test_a_folder_that_others_could_use_is_refused(runtime):
    (runtime / "tizim").mkdir(mode=0o755)
    with pytest.raises(MissingPart, match="private folder"):
        start_agent(ID, KEY)
    (runtime / "tizim").rmdir()
    (runtime / "elsewhere").mkdir(mode=0o700)
    (runtime / "tizim").symlink_to(runtime / "elsewhere")
    with pytest.raises(MissingPart):
        start_agent(ID, KEY)
    assert find_key(ID) is None


def test_a_process_that_cannot_start_is_one_sentence(runtime, monkeypatch):
    monkeypatch.setattr(agent_process, "__file__", "/nowhere/agent.py")
    with pytest.raises(MissingPart, match="cannot be kept unlocked"):
        start_agent(ID, KEY)


def test_a_path_too_long_for_a_socket_is_said(runtime, monkeypatch):
    long = runtime / ("l" * 90)
    long.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))
    with pytest.raises(MissingPart, match="too long"):
        start_agent(ID, KEY)


def test_without_a_runtime_folder_a_private_one_is_used(monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    assert agent._private_folder(make=True) == Path(f"/tmp/tizim-{os.getuid()}")
