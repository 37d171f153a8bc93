"""Which judgements stand, and which mentions pairs of them join: the arithmetic below clusters and public pages.

1. A row with `undoes` takes another row back and says nothing itself. Taking back a taking-back restores.
2. Rows that take each other back in a circle (which no action writes) are all void.

Not here: conflicts and second people (`resolve.clusters`), what may be public (`publish.together`).

>>> rows = [Judgement("j1", "m2", "m1", "same", "", "Ana"), Judgement("j2", "m2", "m1", "same", "", "Ana", undoes="j1")]
>>> [row.id for row in standing(rows)], joined(["m1", "m2", "m3"], [("m3", "m2")])
([], {'m1': 'm1', 'm2': 'm2', 'm3': 'm2'})
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable

from tizim.core.values import Judgement


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The rows that nobody took back, without the rows that only take back; sorted by id."""
    rows = {row.id: row for row in judgements}
    valid = valid_ids(rows.values())
    return [rows[row_id] for row_id in sorted(rows) if row_id in valid and not rows[row_id].undoes]


def valid_ids(judgements: Iterable[Judgement]) -> frozenset[str]:
    """Ids of the rows that nobody took back; rows that take back are rows like others."""
    rows = {row.id: row for row in judgements}
    undoers: dict[str, set[str]] = defaultdict(set)
    for row in rows.values():
        if row.undoes in rows:
            undoers[row.undoes].add(row.id)
    stands: dict[str, bool] = {}
    ready = deque(sorted(row_id for row_id in rows if row_id not in undoers))
    while ready:
        row_id = ready.popleft()
        stands[row_id] = not any(stands[undoer] for undoer in undoers.get(row_id, ()))
        target = rows[row_id].undoes
        if target in rows and target not in stands and all(undoer in stands for undoer in undoers[target]):
            ready.append(target)
    return frozenset(row_id for row_id, holds in stands.items() if holds)


def find_own(judgements: Iterable[Judgement], name: str, mention_a: str, mention_b: str) -> Judgement | None:
    """The judgement of these two mentions by that reviewer that stands."""
    pair = {mention_a, mention_b}
    found = [row for row in standing(judgements) if row.by == name and not row.seconds]
    return next((row for row in found if {row.mention_a, row.mention_b} == pair), None)


def joined(mentions: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """mention → smallest mention that pairs join it with, directly or through others."""
    head = {mention: mention for mention in sorted(mentions)}

    def find(mention: str) -> str:
        while head[mention] != mention:
            head[mention] = head[head[mention]]
            mention = head[mention]
        return mention

    for one, other in pairs:
        first, second = sorted((find(one), find(other)))
        head[second] = first
    return {mention: find(mention) for mention in head}
