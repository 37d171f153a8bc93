"""Linking in bulk on DuckDB writes nothing to any disk; and the watch that says so would see it if it did."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

CANARY = "Qanariyabek"

LINKING = f"""
from tizim.resolve.bulk.linking import link
from tizim.resolve.features import Born, MentionFeatures
def word(n):
    return "".join("btdkgqlmnrsz"[n // 12**at % 12] + "aeiou"[at] for at in range(4)).title()
if __name__ == "__main__":
    told = [MentionFeatures(f"m{{n}}", f"a{{n}}", "person", (f"{CANARY} {{word(n // 2 * 7)}}",), fathers=("{CANARY}",),
                            born=Born(1950 + n // 2 % 50, 1950 + n // 2 % 50)) for n in range(2000)]
    print(len(link(told).pairs))
"""
SPILLING = f"""
import duckdb
database = duckdb.connect(config={{"memory_limit": "40MB", "threads": 1}})
database.execute("create table told as select '{CANARY} ' || i || repeat('x', 100) as name, i from range(600000) t(i)")
database.execute("create table again as select * from told order by i desc")
"""


def test_no_file_appears_while_names_are_linked(tmp_path):
    seen, said = watch(tmp_path, LINKING)
    assert int(said) > 0
    assert seen == {}


def test_the_watch_sees_a_database_that_spills(tmp_path):
    seen, _said = watch(tmp_path, SPILLING, check=False)
    assert any(CANARY.encode() in content for content in seen.values())


def watch(tmp_path: Path, program: str, *, check: bool = True) -> tuple[dict[str, bytes], str]:
    """Run a program with a home, a temporary folder and a working folder of its own; every file that appeared there."""
    places = {name: tmp_path / name for name in ("home", "temporary", "working")}
    for place in places.values():
        place.mkdir()
    script = tmp_path / "program.py"
    script.write_text(program)
    variables = {"HOME": places["home"], "TMPDIR": places["temporary"], "XDG_CACHE_HOME": places["home"] / "cache"}
    process = subprocess.Popen(
        [sys.executable, "-B", script], cwd=places["working"], stdout=subprocess.PIPE, text=True,
        stderr=None if check else subprocess.DEVNULL, env={**os.environ, **{k: str(v) for k, v in variables.items()}},
    )  # fmt: skip
    seen: dict[str, bytes] = {}
    while process.poll() is None:
        _look(places.values(), seen)
        time.sleep(0.005)
    _look(places.values(), seen)
    out, _err = process.communicate(timeout=20)
    assert process.returncode == 0 or not check
    return seen, out


def _look(places, seen: dict[str, bytes]) -> None:
    for place in places:
        for folder, _folders, names in os.walk(place):  # passes over what is gone again
            for name in names:
                path = Path(folder) / name
                seen.setdefault(str(path), b"")
                with suppress(OSError):
                    seen[str(path)] = max(seen[str(path)], path.read_bytes()[:5_000_000], key=len)
