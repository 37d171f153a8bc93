"""`make bench`: every figure that can be measured without a set from outside; each next to a peer in the same run.

Sets from outside: `python bench/names.py FOLDER`, and in the same way `candidates.py` and `lineage.py`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    runs: list[list[str]] = [
        ["names.py"],
        ["sheet.py"],
        ["imports.py"],
        ["exhibits.py"],
        ["twins.py"],
        ["pictures.py", "60"],
        ["entry.py", "5000", "5000"],
        ["find.py", "20000"],
        ["linking.py", "--mentions", "20000"],
        ["copies.py", "--documents", "10000", "--peers", "5000", "--workspace", "5000"],
    ]
    demo = HERE.parent / ".demo"
    if (demo / "workspace").exists():
        runs.append(["serving.py", str(demo / "workspace"), str(demo / "passphrase.txt"), "Nadira Ormanbaq"])
    for script, *arguments in runs:
        print(f"\n{script}", flush=True)
        subprocess.run([sys.executable, str(HERE / script), *arguments], check=True)


if __name__ == "__main__":
    main()
