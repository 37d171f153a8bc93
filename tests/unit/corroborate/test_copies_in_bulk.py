"""Comparing an archive with the prints joined by an engine: the same links, and the engine sees salted numbers only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_growing import invented

from spark_cluster import cluster, run_program
from tizim.bulk.engines import DuckDB, open_engine
from tizim.bulk.tables import columns_of
from tizim.corroborate.bulk import joined_by
from tizim.corroborate.edges import find_reuse
from tizim.corroborate.postings import KEPT

COUNT, SEED = 150, 6
PROGRAM = f"""
import json, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_growing import invented
from tizim.bulk.engines import open_engine
from tizim.corroborate.bulk import joined_by
from tizim.corroborate.edges import find_reuse
if __name__ == "__main__":
    with open_engine(*sys.argv[1:]) as engine:
        found = find_reuse(invented({COUNT}, {SEED}), joined_by(engine))
    print(json.dumps([found.edges, found.ringed, found.further, found.compared]))
"""


def outcome(found) -> list:
    return json.loads(json.dumps([found.edges, found.ringed, found.further, found.compared]))


@pytest.mark.parametrize("seed", [1, SEED])
def test_duckdb_names_the_same_pairs_as_this_process(seed):
    rows = invented(COUNT, seed)
    rows += [{**rows[0], "id": f"again{number}"} for number in range(2 * KEPT)]  # more copies than a print keeps
    with open_engine("duckdb") as engine:
        there = find_reuse(rows, joined_by(engine))
    assert there.edges
    assert outcome(there) == outcome(find_reuse(rows))


def test_documents_that_share_nothing_are_joined_too():
    with open_engine("duckdb") as engine:
        assert find_reuse([], joined_by(engine)).edges == []
        assert find_reuse(invented(3, 1)[:1], joined_by(engine)).compared == 0


class Watched(DuckDB):
    """Remembers every number that it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: dict[str, list] = {}

    def put(self, name, table):
        self.given[name] = columns_of(table)
        super().put(name, table)


def test_the_engine_sees_neither_texts_nor_prints_and_never_the_same_numbers_twice():
    rows, seen = invented(60, 3), []
    for _turn in range(2):
        with Watched() as engine:
            found = find_reuse(rows, joined_by(engine))
            assert set(engine.given) == {"prints", "states"}
            seen.append(set(engine.given["prints"][1]))
    plain = {mark for marks in found.printed for mark in marks}
    assert len(seen[0]) == len(plain)
    assert not plain & (seen[0] | seen[1])
    assert not seen[0] & seen[1]


@pytest.mark.spark
@pytest.mark.slow
def test_two_workers_give_what_this_process_gives(tmp_path):
    with cluster(tmp_path) as master:
        there = json.loads(run_program(PROGRAM, "spark", master))
        logs = b"".join(path.read_bytes() for path in tmp_path.glob("log*.txt"))
    here = outcome(find_reuse(invented(COUNT, SEED)))
    assert here[0] and here[2]
    assert there == here
    assert logs.count(b"Launching executor") >= 2, "both workers took part"
