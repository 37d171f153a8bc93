"""300 runs with SIGKILL, ENOSPC and EIO at the n-th system call: nothing acknowledged is lost or half there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RIG = Path(__file__).with_name("rig.py")
pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace"),
    pytest.mark.skipif(bool(os.environ.get("TIZIM_DATABASE_URL")), reason="the embedded database"),
]


def rig(kind: str, runs: int, seed: int, **environment: str) -> dict:
    done = subprocess.run(
        [sys.executable, str(RIG), kind, str(runs), str(seed)],
        capture_output=True, text=True, check=True, env={**os.environ, **environment}, timeout=900,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("kind", "seed"), [("exhibits", 11), ("exhibits", 12), ("imports", 13), ("imports", 14), ("decided", 15)]
)
def test_no_acknowledged_write_is_lost_or_half_applied(kind, seed):
    seen = rig(kind, 75, seed)
    print(
        f"{kind}: {seen['runs']} runs, {seen['hits']} struck, {seen['acknowledged']} acknowledged, "
        f"95 % bound 3/{seen['hits']}"
    )
    assert seen["hits"] >= 15
    assert (seen["lost"], seen["half"], seen["doubled"], seen["unclear"]) == (0, 0, 0, 0), seen["reasons"]


@pytest.mark.parametrize("kind", ["exhibits", "imports", "decided"])
def test_the_rig_sees_a_worker_that_acknowledges_too_early(kind):
    assert rig(kind, 25, 3, TIZIM_RIG_BROKEN="1")["lost"] > 0
