"""`make test`: install what the tests need where that is allowed, run all of them, and say what was left out.

As root on Debian the programs PostgreSQL, strace, Chromium and Java are installed when they are missing; npm, where it
is there, brings axe-core. Elsewhere the tests that need them are left out and named at the end; with CI=true nothing
may be left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = {
    "strace": "strace", "chromium": "chromium", "java": "openjdk-17-jre-headless", "postgres": "postgresql",
}  # fmt: skip
MARKS = {"strace": "faults", "chromium": "browser", "java": "spark"}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FONTS = ("fonts-noto-core", "fonts-noto-cjk", "fonts-ukij-uyghur")


def find_postgres() -> Path | None:
    """The folder of initdb and postgres, newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True)
    return found[0].parent if found else None


def missing_programs() -> list[str]:
    missing = [name for name in MARKS if shutil.which(name) is None]
    return missing + ([] if find_postgres() else ["postgres"]) + ([] if fetch_axe() else ["npm"])


def fetch_axe() -> bool:
    """Whether axe-core stands in node_modules as package-lock.json says; npm puts it there, and runs nothing of it."""
    kept, lock = ROOT / "node_modules" / ".package-lock.json", ROOT / "package-lock.json"
    if shutil.which("npm") and not (kept.is_file() and kept.stat().st_mtime >= lock.stat().st_mtime):
        subprocess.run(["npm", "ci", "--ignore-scripts", "--silent"], cwd=ROOT, check=False)
    return AXE.is_file()


def install(missing: list[str]) -> None:
    packages = [PACKAGES[name] for name in missing if name in PACKAGES] + (list(FONTS) if "chromium" in missing else [])
    if not packages or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    print("Installing", *packages, flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", *packages], check=False, **quiet)


class Postgres:
    """A server of our own on a socket in a temporary folder; never the machine's."""

    def __init__(self, binaries: Path) -> None:
        self.binaries, self.home = binaries, Path(tempfile.mkdtemp(prefix="tizim-pg-"))
        self.prefix: list[str] = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self.home, "postgres")
            self.prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def __enter__(self) -> str:
        data = self.home / "data"
        make = [*self.prefix, self.binaries / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8"]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, cwd="/")
        options = ["-c", f"unix_socket_directories={self.home}", "-c", "listen_addresses=", "-c", "fsync=off"]
        self.server = subprocess.Popen(
            [*self.prefix, self.binaries / "postgres", "-D", data, *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
        )  # fmt: skip
        ready = [self.binaries / "pg_isready", "-h", self.home]
        for _attempt in range(100):
            if subprocess.run(ready, check=False, stdout=subprocess.DEVNULL).returncode == 0:
                break
            time.sleep(0.1)
        return f"postgresql://postgres@{str(self.home).replace('/', '%2F')}/postgres"

    def __exit__(self, *_error: object) -> None:
        self.server.terminate()
        self.server.wait(20)
        shutil.rmtree(self.home, ignore_errors=True)


def pytest(*arguments: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", "-n", "2", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


def main() -> int:
    strict = os.environ.get("CI") == "true"
    missing = missing_programs()
    if missing:
        install(missing)
        missing = missing_programs()
    left_out = [f"not {mark}" for name, mark in MARKS.items() if name in missing]
    started = time.monotonic()
    failed = pytest(*(["-m", " and ".join(left_out)] if left_out else []), *sys.argv[1:])
    binaries = find_postgres()
    if binaries and not sys.argv[1:]:
        print("\nThe same actions and queries on PostgreSQL:", flush=True)
        with Postgres(binaries) as url:
            failed |= pytest(TIZIM_DATABASE_URL=url)
    print(f"\n{time.monotonic() - started:.0f} s", flush=True)
    if missing:
        print("Left out, for want of a program:", *missing, flush=True)
    return 1 if failed or (strict and missing) else 0


if __name__ == "__main__":
    sys.exit(main())
