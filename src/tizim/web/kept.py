"""Figures that take longer to count than anybody wants to wait, kept in memory for those who count the same.

What took longer than a blink to count is kept, for each circle of readers, a hundred times as long as it took; a small
office never meets this. Nothing is kept beyond this process, nor when the desk is opened anew or locked.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from tizim.policies import Actor
from tizim.web import desk

BLINK_SECONDS, KEPT, LONGEST_SECONDS = 0.1, 100, 120.0
Value = TypeVar("Value")


@dataclass(frozen=True)
class _Counted:
    of: object
    until: float


_counted: dict[tuple[object, ...], _Counted] = {}
_one_at_a_time = threading.Lock()  # around the table only: counting itself may go on side by side


def counted(reader: Actor, what: str, count: Callable[[], Value]) -> Value:
    """`count()` for this reader, new unless counting takes longer than a blink. what: names the figures."""
    key = (what, id(desk.session()), desk.secret(), reader.name, reader.compartments, reader.roles)
    with _one_at_a_time:
        kept = _counted.get(key)
    now, began = time.monotonic(), time.thread_time()
    if kept is not None and now < kept.until:
        return cast(Value, kept.of)  # it was put under this key
    of = count()
    took = time.thread_time() - began  # of this thread: a machine that is busy otherwise makes nothing stale
    with _one_at_a_time:
        for old in [one for one, row in _counted.items() if row.until < now]:
            del _counted[old]
        if took > BLINK_SECONDS:
            _counted[key] = _Counted(of, now + min(LONGEST_SECONDS, took * KEPT))
    return of


def forget() -> None:
    """Nothing stays counted: the desk was locked."""
    with _one_at_a_time:
        _counted.clear()
