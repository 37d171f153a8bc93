"""New ids: `core.ids` with the clock and the randomness of this machine; never falls back within one process."""

from __future__ import annotations

import os
import threading
import time

from tizim.core.ids import compose_id

_guard = threading.Lock()
_last_ms = 0
_count = 0
MOST = (1 << 12) - 1


def new_id() -> str:
    """A random, time-ordered id. Within a process each is greater than the one before (RFC 9562, method 1: a counter of
    12 bits after the milliseconds), so that what was written down first comes first."""
    global _last_ms, _count
    with _guard:
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms, _count = now, 0
        elif _count == MOST:
            _last_ms, _count = _last_ms + 1, 0
        else:
            _count += 1
        rest = int.from_bytes(os.urandom(9), "big") & ((1 << 68) - 1)
        return compose_id(_last_ms, (_count << 68 | rest).to_bytes(10, "big"))
