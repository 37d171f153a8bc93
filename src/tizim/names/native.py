"""The compiled part, if it was built where Tizim is installed, and the tables handed to it.

Built from `compiled/` by setuptools; without a C compiler everything works all the same, only slower. What it
computes is in `distance`, `align` and `comparison`, which are the reference. Not here: when it is used.

>>> len(tables_of([0.0] * 12, [0.0] * 12)) > 1000
True
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from types import ModuleType

from tizim.names.sounds import sounds

FORMAT = 5  # of packed names and of the tables; raised here and in compiled/packed.h together
_HIGHEST = 0xFFFF  # a cost that is never taken, because dropping both sounds is cheaper


def _load() -> ModuleType | None:
    try:
        from tizim.names import _score  # type: ignore[attr-defined]
    except ImportError:
        return None
    return _score if _score.FORMAT == FORMAT else None  # another one is left over from an older installation


compiled = _load()


def tables_of(weights: Sequence[float], constants: Sequence[float]) -> bytes:
    """Sounds, weights and constants in the machine's own byte order (see `score.c`)."""
    table = sounds()
    costs = [min(cost, _HIGHEST) for row in table.cost for cost in row]
    classes = bytes(ord(letter) if letter not in ("", "H") else 0 for letter in table.classes)
    numbers = struct.pack(f"={1 + len(weights) + len(constants)}d", len(table.letters), *weights, *constants)
    return numbers + array("H", table.drop).tobytes() + array("H", costs).tobytes() + classes
