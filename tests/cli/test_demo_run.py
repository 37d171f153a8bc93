"""`make demo` after its installation: the whole main job on the fictional case, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_demo_runs_from_the_case_file_to_a_verified_register(tmp_path):
    command = [sys.executable, str(ROOT / "demo" / "run.py"), "--no-serve", "--folder", str(tmp_path / "demo")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Verified: ") == 2
    assert "Perhaps the same, for a person to decide" in done.stdout
    key = next(line for line in done.stdout.splitlines() if "--key " in line).rpartition("--key ")[2]
    verify = [sys.executable, str(ROOT / "verify" / "verify.py"), str(tmp_path / "demo" / "register"), "--key", key]
    said = subprocess.run(verify, check=False, capture_output=True, text=True, timeout=60)
    assert said.returncode == 0 and said.stdout.startswith("VERIFIED"), said.stdout + said.stderr
