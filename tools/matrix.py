"""Writes tests/web/matrix.txt anew from real requests. What changed in it is for a person to read.

python tools/matrix.py
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "tests/web/test_matrix.py"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "TIZIM_WRITE_MATRIX": "1"}, check=False)
    print("Read what changed: git diff tests/web/matrix.txt")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
