"""The same groups on DuckDB and on a real Spark cluster: a master and two workers on loopback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spark_cluster import cluster, run_program

ROOT = Path(__file__).parents[3]
MENTIONS = 400
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


def linked(engine: str, master: str = "") -> dict:
    return json.loads(run_program(PROGRAM, engine, master))


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
