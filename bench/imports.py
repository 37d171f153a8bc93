"""How fast a sheet becomes accounts, how much memory it takes, and what a kill half-way costs.

    python bench/imports.py [ROWS]

Prints rows a second (wall clock and CPU) for the whole take-in (reading, vocabulary, facts, leaves) and for the
comparing that follows, peak memory, and the same sheet put into a plain SQLite table as a peer in the same run. Then a
process is killed with SIGKILL half-way and the take-in is repeated: nothing may be lost or doubled.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIRST = [
    "Ерғазы",
    "Бақтыгүл",
    "Serik",
    "Aigul",
    "قەيسەرجان",
    "رەيھانگۈل",
    "Nurlan",
    "Marat",
    "叶尔哈孜",
    "Gulsim",
    "Tursun",
    "Abdulla",
    "Dilnur",
    "Patigul",
]
LAST = [
    "Бұлақбай",
    "Сарыжаз",
    "Sultan",
    "Demesin",
    "ئۆمەرقۇل",
    "توختىبەگ",
    "Tasbulak",
    "Zhideli",
    "布拉克拜",
    "Omerkul",
    "Gheyret",
    "Turdi",
    "Memet",
]
HEAD = "case,name,born,sex,ethnicity,residence,profession,what happened,when,place,how known,status"


def write_sheet(path: Path, rows: int) -> None:
    """An invented sheet: twelve columns, five scripts, inexact dates."""
    choose = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD + "\n")
        for number in range(rows):
            cells = [
                f"{number:05}",
                f"{choose.choice(FIRST)}{choose.randint(1, 400)} {choose.choice(LAST)}",
                str(choose.randint(1940, 2000)),
                choose.choice("MF"),
                choose.choice(["Kazakh", "Uyghur", "Kyrgyz"]),
                choose.choice(["Tekes", "Kucha", "Kashgar"]),
                choose.choice(["teacher", "herder", "driver"]),
                choose.choice(["detained", "sentenced", "sent to a camp"]),
                choose.choice(["2017-10", "late 2017", "March 2018"]),
                choose.choice(["Tekes", "Kucha", "Hotan"]),
                choose.choice(["told by relatives", "press", "saw it"]),
                choose.choice(["in a camp", "sentenced", "no news"]),
            ]
            file.write(",".join(cells) + "\n")


def make_workspace(home: Path) -> bytes:
    from tizim.actions.workspaces import create_workspace
    from tizim.vault.workspace import unlock

    folder, _shares = create_workspace(path=home / "workspace", passphrase="four plain words here", first_member="Ines")
    return unlock(folder, "four plain words here")


def take_in(home: Path, key: bytes, *, compare: bool) -> dict[str, float]:
    """One whole take-in, with times."""
    from tizim import pipeline
    from tizim.actions.workspaces import open_session
    from tizim.db import queries

    with open_session(path=home / "workspace", key=key, writing=True) as session:
        by = queries.find_member("Ines")
        wall, cpu = time.monotonic(), time.process_time()
        report = pipeline.take_in_path(session, by, home / "cases.csv")
        wall, cpu = time.monotonic() - wall, time.process_time() - cpu
        found = {
            "new": report.new,
            "skipped": report.skipped,
            "statements": report.statements,
            "wall": wall,
            "cpu": cpu,
        }
        found["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if compare:
            started = time.monotonic()
            pipeline.refresh(by)
            found["compare_s"] = time.monotonic() - started
        found["accounts"] = len(queries.facts(by).accounts)
    return found


def peer(home: Path) -> float:
    """Seconds that Python's csv and sqlite3 take for the same rows as plain text."""
    started = time.monotonic()
    with sqlite3.connect(home / "plain.db") as plain, (home / "cases.csv").open(encoding="utf-8") as file:
        plain.execute("PRAGMA synchronous = FULL")
        plain.execute(f"CREATE TABLE cases ({', '.join(f'c{i}' for i in range(12))})")
        plain.executemany(f"INSERT INTO cases VALUES ({', '.join('?' * 12)})", list(csv.reader(file)))
    return time.monotonic() - started


def killed_half_way(home: Path, rows: int) -> None:
    """A process of its own takes in, dies at half of it, and another goes on."""
    from tizim.db import models

    key = make_workspace(home)
    child = subprocess.Popen(
        [sys.executable, __file__, "--child", str(home), key.hex()], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout
    for line in child.stdout:
        if int(line) >= rows // 2:
            os.kill(child.pid, signal.SIGKILL)
            break
    child.wait()
    found = take_in(home, key, compare=False)
    print(
        f"killed after {int(line):,} acknowledged accounts; then skipped {found['skipped']:,}, added {found['new']:,}"
    )
    from tizim.actions.workspaces import open_session

    with open_session(path=home / "workspace", key=key, writing=False):
        ids = list(models.Account.objects.values_list("external_id", flat=True))
    print(f"accounts {len(ids):,} of {rows:,}; lost {rows - len(set(ids))}; doubled {len(ids) - len(set(ids))}")


def child(home: Path, key: bytes) -> None:
    from tizim import pipeline
    from tizim.actions.workspaces import open_session
    from tizim.db import queries

    with open_session(path=home / "workspace", key=key, writing=True) as session:
        pipeline.take_in_path(
            session, queries.find_member("Ines"), home / "cases.csv",
            progress=lambda _what, count: print(count, flush=True),
        )  # fmt: skip


def main() -> None:
    from tizim import db

    db.start()
    if "--child" in sys.argv:
        child(Path(sys.argv[2]), bytes.fromhex(sys.argv[3]))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        write_sheet(home / "cases.csv", rows)
        found = take_in(home, make_workspace(home), compare=True)
        plain = peer(home)
        print(f"{found['new']:,} rows, {found['statements']:,} statements: {found['new'] / found['wall']:,.0f} rows/s "
              f"({found['new'] / found['cpu']:,.0f} a CPU second), peak {found['peak_mib']:.0f} MiB")  # fmt: skip
        print(f"comparing names afterwards {found['compare_s']:.1f} s; plain csv into SQLite {plain:.2f} s "
              f"(ratio {found['wall'] / plain:.0f})")  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        write_sheet(home / "cases.csv", rows)
        killed_half_way(home, rows)
    print(json.dumps({key: round(value, 2) for key, value in found.items()}))


if __name__ == "__main__":
    main()
