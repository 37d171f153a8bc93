"""A restore drill: a backup is read into a folder of its own, everything is verified, and the folder is removed.

It runs in a process of its own, so that the workspace which is open stays open (restoring connects a process to the
restored database). The key comes by a pipe and is in no argument, environment or file.

    in   one JSON line {"backup": path, "folder": path, "key": hexadecimal, "language": code}
    out  lines {"read": bytes so far}; at the end {"accounts": …, "exhibits": …, "entries": …} or {"error": …, "try": …}
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tizim import db
from tizim.core.errors import Damaged, TizimError
from tizim.core.i18n import current_language, use_language
from tizim.core.i18n import gettext as _
from tizim.policies import Actor, check

EVERY_BYTES = 1 << 22
PREFIX = "drill-"


@dataclass(frozen=True)
class Drilled:
    """What came back whole: accounts, exhibits and entries of the log, each verified."""

    accounts: int
    exhibits: int
    entries: int


def drill(*, by: Actor, key: bytes, backup: Path, beside: Path, progress: Callable[[int], None]) -> Drilled:
    """Restore `backup` into a new folder in `beside`, verify it, remove it. Raises what restoring raises."""
    check(by, "back_up")
    for left in beside.glob(f"{PREFIX}*"):  # of a drill that was cut off; only one runs at a time
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=beside) as folder:
        said = {"backup": str(backup), "folder": str(Path(folder) / "drill"), "key": key.hex()}
        with subprocess.Popen(
            [sys.executable, "-m", "tizim.drill"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, env=_without_server(),
        ) as child:  # fmt: skip
            assert child.stdin and child.stdout  # noqa: S101 - for the type checker: both are pipes
            child.stdin.write(json.dumps({**said, "language": current_language()}) + "\n")
            child.stdin.close()
            for line in child.stdout:
                answer = json.loads(line)
                if "read" in answer:
                    progress(answer["read"])
                elif "error" in answer:
                    what, try_ = answer["error"], answer["try"]
                    raise Damaged(what, try_)
                else:
                    return Drilled(**answer)
    raise Damaged(_("The drill ended without an answer."), _("Try it in the terminal: tizim restore FILE FOLDER."))


def _without_server() -> dict[str, str]:
    """A backup is a folder's; the child must never reach the database server of the workspace that is open."""
    return {name: value for name, value in os.environ.items() if name != "TIZIM_DATABASE_URL"}


def main() -> None:
    """The child's side."""
    given = json.loads(sys.stdin.readline())
    db.start()
    from tizim.actions.backups import restore_with_key

    told = 0

    def progress(read: int) -> None:
        nonlocal told
        if read - told >= EVERY_BYTES:
            told = read
            _say({"read": read})

    with use_language(given["language"]):
        try:
            done = restore_with_key(
                backup=Path(given["backup"]), folder=Path(given["folder"]), key=bytes.fromhex(given["key"]),
                progress=progress,
            )  # fmt: skip
        except TizimError as error:
            _say({"error": error.what, "try": error.try_})
        else:
            _say({"accounts": done.accounts, "exhibits": done.exhibits, "entries": done.entries})


def _say(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
