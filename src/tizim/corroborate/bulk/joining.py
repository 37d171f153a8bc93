"""Which documents share prints, in SQL that DuckDB and Spark both read.

    prints     every print of every document, salted
    held       those that several documents have
    holders    of each the first few documents
    states     of each that recurs: a frame, or the questions of a form (judged here, from the holders)
    met        how many prints two documents share, frames aside
and of each document the nearest. Not here: why these rules (`index`, `recurring`).
"""

from __future__ import annotations

import hashlib
import secrets
from array import array
from collections.abc import Iterable, Sequence
from itertools import groupby

from tizim.bulk.engines import Engine
from tizim.bulk.tables import as_arrow
from tizim.bulk.workers import Workers

from ..edges import Join, Joined
from ..index import FORMS, NEIGHBOURS, SHARED, Holders
from ..postings import KEPT
from ..recurring import FRAME, PLAIN, RECURRING, Recurrence

SALTED_AT_ONCE = 500  # documents

_HELD = """
    select p.mark, p.document from prints p
    join (select mark from prints group by mark having count(*) > 1) s on s.mark = p.mark"""
_HOLDERS = f"""
    select mark, document from (
        select mark, document, row_number() over (partition by mark order by document) as place from held
    ) placed where place <= {KEPT}"""
_MET = f"""
    select one, other, shared, recurring from (
        select h.document as one, o.document as other,
               sum(case when s.state is null then 1 else 0 end) as shared,
               sum(case when s.state = {RECURRING} then 1 else 0 end) as recurring
        from held h join holders o on o.mark = h.mark and o.document <> h.document
        left join states s on s.mark = h.mark where s.state is null or s.state <> {FRAME}
        group by h.document, o.document
    ) counted where shared >= {SHARED} or recurring >= {SHARED}"""
_NEAREST = f"""
    select cast(one as int) as one, cast(other as int) as other from (
        select one, other, near, row_number() over (partition by one, near order by weight desc, other) as place from (
            select one, other, case when shared >= {SHARED} then 1 else 0 end as near,
                   case when shared >= {SHARED} then shared + recurring else recurring end as weight
            from met
        ) weighed
    ) placed where place <= case when near = 1 then {NEIGHBOURS} else {FORMS} end"""


def joined_by(engine: Engine) -> Join:
    """A way for `edges.find_reuse` to name the pairs worth comparing. The engine is left without tables."""

    def join(printed: Sequence[array], recurrence: Recurrence, workers: Workers | None) -> Joined:
        documents, salted, plain = _columns(printed, workers)
        engine.put("prints", as_arrow(document=documents, mark=salted))
        engine.make("held", _HELD)
        engine.make("holders", _HOLDERS)
        engine.drop("prints")
        there = _holders(engine)
        _put_states(engine, there, recurrence)
        engine.make("met", _MET)
        pairs = {(min(pair), max(pair)) for pair in zip(*engine.columns(_NEAREST), strict=True)}
        engine.drop("held", "holders", "states", "met")
        called = {code: mark for code, mark in zip(salted, plain, strict=True) if code in there}
        return {called[code]: those for code, those in there.items()}, pairs

    return join


def _columns(printed: Sequence[array], workers: Workers | None) -> tuple[array, array, array]:
    """Document, salted print and print, one row for each print of each document."""
    salt = secrets.token_bytes(16)
    pieces = ((salt, printed[at : at + SALTED_AT_ONCE]) for at in range(0, len(printed), SALTED_AT_ONCE))
    documents, salted, plain = array("i"), array("q"), array("q")
    done = workers.map(f"{__name__}:salt_prints", pieces) if workers else map(salt_prints, pieces)
    number = 0
    for piece in done:
        for marks, codes in piece:
            documents.extend([number] * len(marks))
            plain.extend(marks)
            salted.extend(codes)
            number += 1
    return documents, salted, plain


def salt_prints(piece: tuple[bytes, Iterable[array]]) -> list[tuple[array, array]]:
    """For each document its prints, each once, and the same as hashes of eight bytes."""
    salt, printed = piece
    found = []
    for marks in printed:
        own = array("q", sorted(set(marks)))
        digests = b"".join(
            hashlib.blake2b(mark.to_bytes(8, "little"), digest_size=8, key=salt).digest() for mark in own
        )
        codes = array("q")
        codes.frombytes(digests)
        found.append((own, codes))
    return found


def _holders(engine: Engine) -> Holders:
    """Salted print → the first documents that have it."""
    rows = zip(*engine.columns("select mark, document from holders order by mark, document"), strict=True)
    return {mark: tuple(row[1] for row in some) for mark, some in groupby(rows, key=lambda row: row[0])}


def _put_states(engine: Engine, holders: Holders, recurrence: Recurrence) -> None:
    marks, states = array("q"), array("b")
    for mark, those in holders.items():
        state = recurrence.of(those)
        if state != PLAIN:
            marks.append(mark)
            states.append(state)
    engine.put("states", as_arrow(mark=marks, state=states))
