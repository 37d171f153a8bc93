"""How long somebody waits after tries that did not fit: longer each time, for one name and for all together.

What it is: counts in this process's memory. What it is not: a punishment that lasts; after a minute one may try again.

Invariants: while one waits nothing is looked at, so that a right answer tells no more than a wrong one · one try at a
time, so that guessing does not take the machine from others · a name that nobody has waits as any other.

>>> patience = Patience(clock=lambda: 0.0)
>>> for _try in range(5): patience.failed("Asel")
1
2
3
4
5
>>> patience.seconds_left("Asel"), patience.seconds_left("Marat")
(4, 0)
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tizim.core.errors import Busy
from tizim.core.i18n import gettext as _
from tizim.web.clock import now

FREE = 3  # tries that cost no wait: people mistype
FREE_IN_ALL = 12  # of all names together
LONGEST_SECONDS = 60
LEAF_EVERY = 5  # failures in a row are written into the log
MOST_NAMES = 1000
EVERYBODY = ""


class TooSoon(Busy):
    """Somebody tries again before the wait is over."""


class Patience:
    def __init__(self, clock: Callable[[], float] = now) -> None:
        self.clock = clock
        self.failures: dict[str, tuple[int, float]] = {}  # name → (in a row, when the wait is over)
        self._guard, self._turn = threading.Lock(), threading.Lock()

    def seconds_left(self, name: str) -> int:
        """Until this name may be tried again."""
        ends = [self.failures.get(one, (0, 0.0))[1] for one in {name, EVERYBODY}]
        return max(0, math.ceil(max(ends) - self.clock()))

    def failed(self, name: str) -> int:
        """One more try did not fit. Returns how many in a row."""
        with self._guard:
            if len(self.failures) > MOST_NAMES:
                self.failures = {EVERYBODY: self.failures.get(EVERYBODY, (0, 0.0))}
            self._count(EVERYBODY, FREE_IN_ALL)
            return self._count(name, FREE) if name != EVERYBODY else self.failures[EVERYBODY][0]

    def _count(self, name: str, free: int) -> int:
        count = self.failures.get(name, (0, 0.0))[0] + 1
        wait = min(LONGEST_SECONDS, 2 ** min(count - free, 10)) if count > free else 0
        self.failures[name] = (count, self.clock() + wait)
        return count

    def fitted(self, name: str) -> None:
        """It fits: the counts begin anew."""
        with self._guard:
            self.failures.pop(name, None)
            self.failures.pop(EVERYBODY, None)

    @contextmanager
    def one_try(self, name: str) -> Iterator[None]:
        """Raises TooSoon while this name waits, or while somebody else's try is being looked at."""
        left = self.seconds_left(name)
        if left:
            raise TooSoon(_("That did not fit several times."), _("Wait {count} seconds, then try again.", count=left))
        if not self._turn.acquire(timeout=10):
            raise TooSoon(_("Somebody else is signing in at this moment."), _("Try again in a moment."))
        try:
            if self.seconds_left(name):
                raise TooSoon(_("That did not fit several times."), _("Wait a moment, then try again."))
            yield
        finally:
            self._turn.release()
