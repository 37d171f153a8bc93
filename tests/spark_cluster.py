"""A Spark cluster on this machine for tests: a master and two workers on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from running import free_port

LIMIT_SECONDS = 420


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A master and two workers on loopback, ended whatever happens. Gives the master's address."""
    import pyspark

    start = Path(pyspark.__file__).parent / "bin" / "spark-class"
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    variables = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m", "TMPDIR": str(folder)}
    where = ["--host", "127.0.0.1", "--webui-port", str(free_port())]
    commands = [["org.apache.spark.deploy.master.Master", "--port", str(port), *where]]
    for number in range(2):
        place = ["--work-dir", str(folder / f"worker{number}"), "--cores", "1", "--memory", "1200m"]
        ui = ["--host", "127.0.0.1", "--webui-port", str(free_port())]
        commands.append(["org.apache.spark.deploy.worker.Worker", *ui, *place, address])
    running: list[subprocess.Popen] = []
    logs = [(folder / f"log{number}.txt").open("wb") for number in range(len(commands))]
    try:
        for command, log in zip(commands, logs, strict=True):
            running.append(subprocess.Popen([start, *command], env=variables, stdout=log, stderr=log))
        _wait_for(folder / "log0.txt", b"Registering worker", 2)
        yield address
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait(30)
        for log in logs:
            log.close()


def _wait_for(log: Path, text: bytes, times: int) -> None:
    for _attempt in range(1800):
        if log.read_bytes().count(text) >= times:
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def run_program(program: str, *arguments: str) -> str:
    """What a program prints in its last line, run in a process of its own: Spark and its threads end with it."""
    variables = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], env=variables, capture_output=True, text=True,
        timeout=LIMIT_SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.splitlines()[-1]
