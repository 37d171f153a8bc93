"""Kills and failing system calls, many times: what was acknowledged must be there, what was not must not be half there.

A warm process forks one worker a run. The worker waits until strace is attached, then works on a fresh copy of a
workspace while strace injects SIGKILL, ENOSPC or EIO at the n-th call of one kind. A second fork opens what is left.

    python rig.py exhibits RUNS SEED      three files are kept, each acknowledged on a pipe
    python rig.py imports  RUNS SEED      a sheet is taken in, interrupted, and taken in again
    python rig.py decided  RUNS SEED      suggestions are accepted, of a report and of whom it quotes

Prints one JSON line: runs, hits (runs in which the fault struck), acknowledged, lost, half, doubled, unclear errors.
With TIZIM_RIG_BROKEN=1 the worker acknowledges before it writes: the negative control, which must lose something.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "openat", "unlink", "ftruncate")
DATABASE_CALLS = ("pwrite64", "fdatasync")  # deciding writes no other file
FAULTS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO")
FILES = 3
ROWS = 24
PLACES = ("", "Tekes", "Ghulja", "Nilka")
BROKEN = os.environ.get("TIZIM_RIG_BROKEN") == "1"


def prepare(home: Path, kind: str) -> bytes:
    """One workspace to copy, without sealed sources, so that every run does the same."""
    from tizim.actions.workspaces import create_workspace
    from tizim.vault.passphrases import Costs
    from tizim.vault.workspace import unlock

    costs = Costs(passes=1, memory_kib=32, lanes=1)
    folder, _shares = create_workspace(
        path=home / "made", passphrase="four plain words here", first_member="Ines", costs=costs
    )
    key = unlock(folder, "four plain words here", floor=costs)
    if kind == "decided":
        take_in_report(home / "made", key)
    return key


def take_in_report(folder: Path, key: bytes) -> None:
    """A-1: a published report, of which something is suggested. Also imports everything that accepting needs."""
    from suggested import REPORT
    from tizim.actions.suggestions import accept
    from tizim.actions.take_in import Prepared, record_accounts
    from tizim.actions.workspaces import open_session
    from tizim.core.drafts import AccountDraft, SourceDraft
    from tizim.db import queries

    draft = AccountDraft("article", SourceDraft("press", public_name="The Lantern Herald"), language="en", text=REPORT)
    with open_session(path=folder, key=key, writing=True) as session:
        by = queries.find_member("Ines")
        record_accounts(by=by, session=session, batch=[Prepared(draft, [])])
        shutil.copytree(folder, folder.parent / "copy")
    with open_session(path=folder.parent / "copy", key=key, writing=True) as session:
        reading, several = suggested()
        for one in several:
            accept(by=by, session=session, account="A-1", reading=reading, suggestion=one)


def sheet(home: Path) -> Path:
    path = home / "cases.csv"
    lines = [f"{number:04},Person Number{number},detained,2017-{number % 12 + 1:02}" for number in range(ROWS)]
    path.write_text("case,name,what happened,when\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def acknowledge(pipe: int, text: object) -> None:
    try:
        os.write(pipe, f"{text}\n".encode())
    except OSError:  # the fault struck the rig's own pipe: nothing was acknowledged
        os._exit(1)


def work_exhibits(folder: Path, key: bytes, pipe: int, home: Path) -> None:
    from tizim.actions.exhibits import keep_exhibit
    from tizim.actions.workspaces import open_session
    from tizim.core.drafts import ExhibitDraft
    from tizim.db import queries

    with open_session(path=folder, key=key, writing=True) as session:
        for number in range(FILES):
            path = home / f"file-{number}"
            draft = ExhibitDraft(str(path), path.name)
            if BROKEN:
                acknowledge(pipe, hashlib.sha256(path.read_bytes()).hexdigest())
            kept = keep_exhibit(by=queries.find_member("Ines"), session=session, draft=draft)
            if not BROKEN:
                acknowledge(pipe, kept.sha256)


def work_imports(folder: Path, key: bytes, pipe: int, home: Path) -> None:
    from tizim import pipeline
    from tizim.actions.workspaces import open_session
    from tizim.db import queries

    pipeline.BATCH = 5
    with open_session(path=folder, key=key, writing=True) as session:
        if BROKEN:
            acknowledge(pipe, ROWS)
        pipeline.take_in_path(
            session, queries.find_member("Ines"), home / "cases.csv",
            progress=lambda _what, count: None if BROKEN else acknowledge(pipe, count),
        )  # fmt: skip


def look_at_exhibits(folder: Path, key: bytes, acknowledged: list[str], home: Path) -> dict[str, int]:
    from tizim.actions.exhibits import get_exhibit
    from tizim.actions.scrubbing import scrub
    from tizim.actions.workspaces import open_session
    from tizim.db import models, queries

    with open_session(path=folder, key=key, writing=True) as session:
        found = {}
        for row in models.Exhibit.objects.all():
            target = io.BytesIO()
            get_exhibit(by=queries.find_member("Ines"), session=session, exhibit_id=row.id, target=target)
            found[row.sha256] = hashlib.sha256(target.getvalue()).hexdigest() == row.sha256
        half = scrub(session=session).problems
        lost = [one for one in acknowledged if not found.get(one)]
        return {"acknowledged": len(acknowledged), "lost": len(lost), "half": len(half), "doubled": 0}


def look_at_imports(folder: Path, key: bytes, acknowledged: list[str], home: Path) -> dict[str, int]:
    from tizim import pipeline
    from tizim.actions.scrubbing import scrub
    from tizim.actions.workspaces import open_session
    from tizim.db import models, queries

    pipeline.BATCH = 5
    with open_session(path=folder, key=key, writing=True) as session:
        told = max((int(one) for one in acknowledged), default=0)
        lost = max(0, told - models.Account.objects.count())
        ended = models.ImportEnd.objects.exists()
        if not ended:  # the same file again goes on where it stopped
            pipeline.take_in_path(session, queries.find_member("Ines"), home / "cases.csv")
        names = Counter(models.Mention.objects.values_list("label", flat=True))
        doubled = sum(count - 1 for count in names.values())
        half = len(scrub(session=session).problems) + (ROWS - len(names)) + models.Import.objects.count() - 1
        return {"acknowledged": told, "lost": lost, "half": half, "doubled": doubled}


def suggested():
    """A reading and sixteen suggestions to be accepted."""
    from suggested import report_reading

    reading = report_reading()
    return reading, [replace(one, place=place) for place in PLACES for one in reading.statements]


def work_decided(folder: Path, key: bytes, pipe: int, home: Path) -> None:
    from tizim.actions.suggestions import accept
    from tizim.actions.workspaces import open_session
    from tizim.db import queries

    reading, several = suggested()
    with open_session(path=folder, key=key, writing=True) as session:
        by = queries.find_member("Ines")
        for number, one in enumerate(several):
            if BROKEN:
                acknowledge(pipe, number)
            accept(by=by, session=session, account="A-1", reading=reading, suggestion=one)
            if not BROKEN:
                acknowledge(pipe, number)


def look_at_decided(folder: Path, key: bytes, acknowledged: list[str], home: Path) -> dict[str, int]:
    """Each decision has its statement and its leaves, and what was not acknowledged can be decided again."""
    from tizim.actions.scrubbing import scrub
    from tizim.actions.suggestions import accept
    from tizim.actions.workspaces import open_session
    from tizim.core.errors import BadInput
    from tizim.db import models, queries

    reading, several = suggested()
    with open_session(path=folder, key=key, writing=True) as session:
        by = queries.find_member("Ines")
        there = models.SuggestionDecision.objects.count()
        half = scrub(session=session).problems
        for one in several:
            try:
                accept(by=by, session=session, account="A-1", reading=reading, suggestion=one)
            except BadInput:
                continue  # it is there
        decided = models.SuggestionDecision.objects.count()
        wrong = abs(models.Statement.objects.count() - decided) + abs(len(several) - decided)
        quoted = models.Account.objects.filter(kind="quotation").count()
        return {"acknowledged": len(acknowledged), "lost": max(0, len(acknowledged) - there),
                "half": len(half) + wrong, "doubled": max(0, quoted - 2)}  # fmt: skip


WORK = {
    "exhibits": (work_exhibits, look_at_exhibits),
    "imports": (work_imports, look_at_imports),
    "decided": (work_decided, look_at_decided),
}


def run_once(kind: str, key: bytes, home: Path, fault: str, call: str, nth: int) -> dict[str, int]:
    folder = home / "run"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(home / "made", folder)
    reading, writing = os.pipe()
    waiting, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.close(go)
        os.read(waiting, 1)
        os._exit(_quietly(lambda: WORK[kind][0](folder, key, writing, home)))
    os.close(writing)
    os.close(waiting)
    tracer = subprocess.Popen(
        ["strace", "-q", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={nth}+1000",
         "-p", str(child)], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _wait_until_traced(child)
    os.write(go, b"!")
    os.close(go)
    with os.fdopen(reading, encoding="ascii") as lines:
        acknowledged = [line.strip() for line in lines if line.endswith("\n")]
    _pid, status = os.waitpid(child, 0)
    tracer.wait(20)
    seen = _in_a_fork(lambda: WORK[kind][1](folder, key, acknowledged, home))
    code = os.waitstatus_to_exitcode(status)
    return {**seen, "hits": int(code != 0), "unclear": int(code == 99)}


def _wait_until_traced(pid: int) -> None:
    for _attempt in range(2000):
        if "TracerPid:\t0" not in Path(f"/proc/{pid}/status").read_text():
            return
        time.sleep(0.001)
    raise SystemExit("strace did not attach")


def _quietly(call) -> int:
    """0 done, 1 refused with a clear error, 99 anything else."""
    from tizim.core.errors import TizimError

    try:
        call()
    except TizimError:
        return 1
    except BaseException as error:  # noqa: BLE001 - the point is to count what is not clear
        if os.environ.get("TIZIM_RIG_TALK"):
            import traceback

            traceback.print_exception(error)
        return 99
    return 0


def _in_a_fork(call) -> dict[str, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            answer = call()
        except BaseException as error:  # noqa: BLE001 - a workspace that does not open counts as half-written
            answer = {"acknowledged": 0, "lost": 1, "half": 1, "doubled": 0, "why": repr(error)[:300]}
        os.write(writing, json.dumps(answer).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = json.loads(pipe.read() or b"{}")
    os.waitpid(child, 0)
    return answer


def main() -> None:
    kind, runs, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    choose = random.Random(seed)
    from tizim import db

    db.start()
    from tizim import pipeline

    with tempfile.TemporaryDirectory(prefix="tizim-rig-") as name:
        home = Path(name)
        key = prepare(home, kind)
        for number in range(FILES):
            (home / f"file-{number}").write_bytes(choose.randbytes(1 << 12 + number * 3))
        pipeline.preview(sheet(home))  # imports everything now, so that no fault strikes Python's own files
        total: Counter[str] = Counter(runs=runs)
        reasons = []
        for _run in range(runs):
            call, fault = choose.choice(DATABASE_CALLS if kind == "decided" else CALLS), choose.choice(FAULTS)
            nth = choose.randint(1, 12 if call in ("rename", "unlink") else 40)
            result = run_once(kind, key, home, fault, call, nth)
            why = result.pop("why", "")
            if why or result["lost"] or result["half"] or result["doubled"] or result["unclear"]:
                reasons.append(f"{call}:{fault}:{nth} {result} {why}")
            total.update(result)
    print(json.dumps({**total, "reasons": reasons[:10]}))


if __name__ == "__main__":
    main()
