"""How fast a large exhibit goes into the vault and out again, and in how much memory.

    python bench/exhibits.py [--mib 1024] [--folder DIR]

What it is: put and get of one file of random bytes, beside a plain copy with a hash on the same disk in the same run.
What it is not: a test; it asserts nothing. Targets: more than 100 MB/s both ways in less than 150 MiB of memory.
The figures depend on the disk: with --folder on a file system in memory they show the work of the processor alone.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tizim.vault.objects import get, put

CHUNK_BYTES = 1 << 20


def timed(work: Callable[[], object]) -> tuple[float, object]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def make_file(path: Path, mib: int) -> None:
    with path.open("wb") as file:
        for _ in range(mib):
            file.write(os.urandom(CHUNK_BYTES))
        file.flush()
        os.fsync(file.fileno())


def plain_copy(source: Path, target: Path) -> None:
    """What anybody would do by hand: cp, then a hash of the copy, then make sure that it is on the disk."""
    subprocess.run(["cp", str(source), str(target)], check=True)
    with target.open("rb") as file:
        hashlib.file_digest(file, "sha256")
        os.fsync(file.fileno())


def put_file(source: Path, folder: Path):
    with source.open("rb") as stream:
        return put(folder, stream)


def get_file(stored, folder: Path, target: Path) -> None:
    with target.open("wb") as stream:
        get(folder, stored.name, stored.identity, stream, sha256=stored.sha256)
        stream.flush()
        os.fsync(stream.fileno())


def measure(mib: int, folder: Path) -> None:
    source, vault, copy = folder / "source", folder / "vault", folder / "copy"
    vault.mkdir()
    make_file(source, mib)
    plain, _ = timed(lambda: plain_copy(source, copy))
    copy.unlink()
    before = peak_mib()
    into, stored = timed(lambda: put_file(source, vault))
    out, _ = timed(lambda: get_file(stored, vault, copy))
    size_mb = mib * CHUNK_BYTES / 1e6
    for name, seconds in (("cp and sha256", plain), ("put", into), ("get", out)):
        ratio = f"{seconds / plain:5.2f} × cp and sha256"
        print(f"{name:<14} {mib} MiB in {seconds:6.2f} s  {size_mb / seconds:7.0f} MB/s  {ratio}")
    print(f"peak memory    {peak_mib():.0f} MiB (before the first put: {before:.0f} MiB)")


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--mib", type=int, default=1024, help="size of the exhibit (default 1024)")
    parser.add_argument("--folder", type=Path, help="where to work (default: the system's temporary folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        measure(options.mib, Path(folder))


if __name__ == "__main__":
    main()
