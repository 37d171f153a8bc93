"""How alike two names are, for millions of pairs: each text is read once, each two distinct ones are compared once.

What is compared are `called` numbers (`encoding`): sets of texts that name one thing. The best two texts count, as for
one pair (`levels`). The outcome is a rank: how many of the bounds `RANKS` the similarity reaches. Names are read and
compared in this process and its children, whatever engine links; keys of names leave as 64-bit hashes, salted anew in
every run. Not here: which mention bears a name, which pairs are worth it (`candidates`).

>>> RANKS[rank_of(0.99) - 1], rank_of(0.02)
(0.97, 0)
"""

from __future__ import annotations

import bisect
import hashlib
import secrets
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from types import TracebackType

from tizim import names
from tizim.bulk.workers import Workers
from tizim.resolve.levels import FIELDS, LOOSE, TURNED

Progress = Callable[[str, int, int], None]
Ranked = tuple[array, array, array]  # one called number, the other, the rank of the two

RANKS = tuple(sorted({level.least for field in FIELDS for level in field.levels if level.least}))
TURNED_RANK = 8  # names that agree in another order only; one more than the ranks there are, and one character
READ_AT_ONCE, COMPARED_AT_ONCE = 2_000, 50_000

_packed: list[tuple[bytes, ...]] = []  # by called number, in a process that compares


def rank_of(share: float) -> int:
    """How many of the bounds `RANKS` a similarity reaches."""
    return bisect.bisect_right(RANKS, share)


class Reader:
    """Reads sets of texts, then compares them by number, in as many processes as there are processors.

    `whole`, `words`: called number and key, of whole names and of their single words, keys as salted hashes; the third
    column of `whole` is 1 for a key of one word and the beginning of another · `single`: by called number, whether
    all its names are one word. One word beside a longer name of the same mention says nothing more and is left out.
    """

    def __init__(self, called: Sequence[tuple[str, ...]], progress: Progress | None = None) -> None:
        self.called, self.progress = called, progress
        self.whole = (array("i"), array("q"), array("b"))
        self.words = (array("i"), array("q"))
        self.single = bytearray()

    def __enter__(self) -> Reader:
        self.workers = Workers().__enter__()
        salt = secrets.token_bytes(16)
        pieces = ((at, self.called[at : at + READ_AT_ONCE], salt) for at in range(0, len(self.called), READ_AT_ONCE))
        packed: list[tuple[bytes, ...]] = []
        for blobs, single, whole, words in self.workers.map(f"{__name__}:read", pieces):
            packed += blobs
            self.single += single
            for column, values in zip((*self.whole, *self.words), (*whole, *words), strict=True):
                column.extend(values)
            if self.progress:
                self.progress("names", len(packed), len(self.called))
        for at in range(0, len(packed), COMPARED_AT_ONCE):
            self.workers.tell_all(f"{__name__}:hold", (at, packed[at : at + COMPARED_AT_ONCE]))
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.workers.__exit__(kind, error, trace)

    def ranks(self, one: array, other: array, least: int, turned: bool = False) -> Ranked:
        """The pairs whose rank is at least `least`, in their order. Quickest when sorted by `one`.

        `turned`: those that agree in another order have the rank `TURNED_RANK`.
        """
        found: Ranked = (array("i"), array("i"), array("b"))
        pieces = range(0, len(one), COMPARED_AT_ONCE)
        work = ((one[at : at + COMPARED_AT_ONCE], other[at : at + COMPARED_AT_ONCE], least, turned) for at in pieces)
        for part in self.workers.map(f"{__name__}:compare", work):
            for column, values in zip(found, part, strict=True):
                column.extend(values)
        return found


def read(piece: tuple[int, Sequence[tuple[str, ...]], bytes]) -> tuple:
    """What a worker reads: packed names, whether each is one word, keys of whole names, keys of words."""
    at, called, salt = piece
    blobs, single = [], bytearray()
    whole, words = (array("i"), array("q"), array("b")), (array("i"), array("q"))
    for number, texts in enumerate(called, at):
        ready = [names.prepare(text) for text in texts]
        longer = [name for name in ready if sum(word.kind == "name" for word in name.words) > 1]
        blobs.append(tuple(names.pack(name) for name in longer or ready))
        single.append(not longer)
        for key in sorted({key for name in longer or ready for key in names.keys(name) if key[0] in "ncp"}):
            _put(whole, number, _hash(key, salt), key[0] == "p")
        for key in sorted({key for name in ready for key in names.part_keys(name) if key[0] in "wl"}):
            _put(words, number, _hash(key, salt))
    return blobs, single, whole, words


def _put(columns: Sequence[array], *values: int) -> None:
    for column, value in zip(columns, values, strict=True):
        column.append(value)


def _hash(key: str, salt: bytes) -> int:
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8, key=salt).digest()
    return int.from_bytes(digest, "little", signed=True)


def hold(piece: tuple[int, list[tuple[bytes, ...]]]) -> None:
    """Keep packed names for comparing, from that number on."""
    at, blobs = piece
    _packed[at:] = blobs


def compare(work: tuple[array, array, int, bool]) -> Ranked:
    """What a worker finds among pairs of numbers that are at least so much alike."""
    found: Ranked = (array("i"), array("i"), array("b"))
    least, turned = work[2:]
    for one, rows in groupby(zip(work[0], work[1], strict=True), lambda row: row[0]):
        others = [row[1] for row in rows]
        ranks = _turned_ranks(one, others) if turned else map(rank_of, _shares(_packed[one], others))
        for other, rank in zip(others, ranks, strict=True):
            if rank >= least:
                _put(found, one, other, rank)
    return found


def _turned_ranks(one: int, others: list[int]) -> list[int]:
    """Ranks, `TURNED_RANK` for those that agree only if the words may stand in another order.

    Names are never less alike for that, so most pairs are done after one comparison.
    """
    found = list(_shares(tuple(names.unordered(name) for name in _packed[one]), others))
    ranks = [0] * len(others)
    near = [at for at, share in enumerate(found) if share >= RANKS[0]]
    for at, share in zip(near, _shares(_packed[one], [others[at] for at in near]), strict=True):
        ranks[at] = TURNED_RANK if share < LOOSE and found[at] >= TURNED else rank_of(share)
    return ranks


def _shares(ours: tuple[bytes, ...], others: list[int]) -> Iterator[float]:
    """How alike the best two texts of each two sets are."""
    if len(ours) == 1 and all(len(_packed[other]) == 1 for other in others):
        yield from names.similarities_packed(ours[0], [_packed[other][0] for other in others])
        return
    for other in others:
        yield max(max(names.similarities_packed(one, _packed[other])) for one in ours)
