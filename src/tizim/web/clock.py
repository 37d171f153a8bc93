"""Seconds for delays and ends of visits, which also pass while the computer sleeps, where the system tells them."""

from __future__ import annotations

import time


def now() -> float:
    """Seconds since some moment before this process began."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
