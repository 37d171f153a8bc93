"""The process that reads strangers' files: `python -m tizim.intake.worker JOB SETTINGS`, started by `sandbox` only.

The file stands on standard input; answers are lines of JSON on standard output. Before the first byte is read the
process confines itself (`confine`): it holds no key, has no network, can open no other file. Whatever goes wrong
becomes an answer `{"failed": …}` if there is still breath for it; the parent does not rely on that.

Lines: first `{"confined": {…}}`, then what the job yields, last `{"end": true}`.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

from tizim.core.i18n import use_language

from .confine import confine

JOBS = {
    "rows": "tizim.intake.xlsx_rows",
    "document": "tizim.intake.extract",
    "picture": "tizim.intake.extract.picture",
}


def main(arguments: list[str]) -> int:
    job, settings = arguments[0], json.loads(arguments[1])
    use_language(settings.get("language", "en"))
    module = import_module(JOBS[job])
    module.prepare(settings)  # heavy imports first: afterwards fewer files can be opened
    held = confine(memory_bytes=settings["memory_bytes"], cpu_seconds=settings["cpu_seconds"])
    _say({"confined": held})
    try:
        for answer in module.read(sys.stdin.buffer, settings):
            _say(answer)
    except MemoryError:
        _say({"failed": "memory"})
        return 3
    except Exception as error:  # noqa: BLE001 - any failure of any parser is the same answer
        _say({"failed": type(error).__name__, "reason": str(error)[:300]})
        return 3
    _say({"end": True})
    return 0


def _say(answer: Any) -> None:
    sys.stdout.buffer.write(json.dumps(answer, separators=(",", ":")).encode("ascii") + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
