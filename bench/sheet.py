"""How fast a sheet is read, and in how much memory: `python bench/sheet.py [ROWS]`.

Writes a fictional sheet of ROWS rows (default 10,000) as CSV and as XLSX into a temporary folder, reads each of them
into drafts, and prints rows per second and peak memory. Reading only: nothing is validated or written.
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tizim.core.drafts import AccountDraft, Problem
from tizim.intake.registry import read_drafts

SEED = 20181
HEADER = ["account_id", "source_kind", "source_name", "about", "what", "value", "when", "place", "how_known", "as_said"]
GIVEN = ["Аян", "Бота", "Дархан", "Ergin", "Gülnar", "ئەركىن", "قەمبەر", "叶尔兰", "Mahire", "Turgan"]
WHAT = [("event", "detained"), ("event", "released"), ("profession", "baker"), ("status", "whereabouts unknown"),
        ("birth", "0197"), ("ethnicity", "Uyghur"), ("health", "weak heart")]  # fmt: skip


def iter_rows(count: int) -> Iterator[list[str]]:
    """Three statements an account, on fictional people."""
    chance = random.Random(SEED)
    for number in range(count):
        what, value = chance.choice(WHAT)
        name = f"{chance.choice(GIVEN)} {chance.choice(GIVEN)}"
        words = f"{name} was taken in the winter; nobody at home has heard from them since. ({number})"
        yield [f"{number // 3:06d}", "relative", f"Source {number // 3}", name, what, value, "late 2017",
               "Ili", "told by relatives", words]  # fmt: skip


def write_csv(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(chain([HEADER], iter_rows(count)))


def write_xlsx(path: Path, count: int) -> None:
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("statements")
    for row in chain([HEADER], iter_rows(count)):
        sheet.append(row)
    workbook.save(path)


def measure(path: Path, count: int) -> str:
    """Reads `path` once; says how fast, and checks that nothing was lost."""
    started = time.perf_counter()
    accounts = statements = 0
    for draft in read_drafts(path):
        if isinstance(draft, AccountDraft):
            accounts, statements = accounts + 1, statements + len(draft.statements)
        elif isinstance(draft, Problem) and draft.level == "error":
            raise SystemExit(f"{path.name}: {draft}")
    seconds = time.perf_counter() - started
    if statements != count or accounts != -(-count // 3):
        raise SystemExit(f"{path.name}: {accounts} accounts and {statements} statements of {count} rows")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"{path.suffix[1:]:5} {count / seconds:8.0f} rows/s   {own:6.0f} MiB here   {worker:6.0f} MiB in the worker"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        write_csv(Path(folder) / "cases.csv", count)
        write_xlsx(Path(folder) / "cases.xlsx", count)
        print(f"{count} rows, seed {SEED}")
        for name in ("cases.csv", "cases.xlsx"):
            print(measure(Path(folder) / name, count))


if __name__ == "__main__":
    main()
