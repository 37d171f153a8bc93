"""The same groups on DuckDB and on a real Spark cluster: a master and two workers on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from running import free_port

ROOT = Path(__file__).parents[3]
MENTIONS = 400
LIMIT_SECONDS = 420
PROGRAM = f"""
import json, sys
sys.path.insert(0, {str(ROOT / "bench")!r})
from linking import features, stream
from tizim.resolve.bulk.linking import link
if __name__ == "__main__":
    engine, master = sys.argv[1:]
    found = link(map(features, stream({MENTIONS}, "full")), engine=engine, master=master)
    pairs = [[pair.one, pair.other, pair.probability, pair.decided] for pair in found.pairs]
    print(json.dumps({{"groups": found.groups, "pairs": pairs, "compared": found.compared}}))
"""


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
    for _attempt in range(600):
        if log.read_bytes().count(text) >= times:
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def linked(engine: str, master: str = "") -> dict:
    variables = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, engine, master], env=variables, capture_output=True, text=True,
        timeout=LIMIT_SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.spark
@pytest.mark.slow
def test_two_workers_give_what_one_process_gives(tmp_path):
    here = linked("duckdb")
    with cluster(tmp_path) as master:
        there = linked("spark", master)
        logs = b"".join(path.read_bytes() for path in tmp_path.glob("log*.txt"))
    assert here["groups"]
    assert there == here
    assert logs.count(b"Launching executor") >= 2, "both workers took part"
