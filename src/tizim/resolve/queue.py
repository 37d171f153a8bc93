"""What is worth a reviewer's time, in the order in which it is: a pure function of what one reviewer sees.

First what people already said and what waits for people: conflicts, judgements to sign, pairs left undecided of which
something new was told since. Then open proposals by what a judgement is expected to bring:

    worth = (chance + doubt) × (1 + consequences)
    chance        that the two are one, by the proposal (0 to 1); doubt = 4 × chance × (1 - chance)
    consequences  1 for each of the two who may stand on a public page; 2 for a person at risk or without news; 1 if the
                  sources are not one and neither account was drawn from the other, so that the independent voices may
                  become more; ½ for each further proposal that the same judgement would settle, at most 2

Proposals between the same two clusters are one line, that of the likeliest, because one judgement settles them all.

Invariants: pure, the same rows give the same order · worth ranks pairs, never people · nothing is decided here.

>>> worth(0.5, ()), worth(0.5, ("public", "public"))
(1.5, 4.5)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from tizim.core.joining import standing
from tizim.core.values import Judgement
from tizim.resolve.clusters import Conflict

CONSEQUENCES = {"public": 1.0, "urgent": 2.0, "voices": 1.0, "settles": 0.5}
MOST_SETTLED = 4
STAGES = ("conflict", "second", "again", "open")

Causes = Callable[[str, str], Iterable[str]]


@dataclass(frozen=True)
class Line:
    """One line of the queue. `stage` is one of STAGES; `causes` codes of CONSEQUENCES, once for each time they count.

    `chance` of an open proposal, 0 for the others; `judgement`: the row that waits, or that left it undecided;
    `conflict`: the conflict of the first stage.
    """

    stage: str
    mention_a: str
    mention_b: str
    chance: float = 0.0
    worth: float = 0.0
    causes: tuple[str, ...] = ()
    judgement: str = ""
    conflict: Conflict | None = None


def worth(chance: float, causes: Iterable[str]) -> float:
    """What a judgement is expected to bring; the formula stands above."""
    return round((chance + 4 * chance * (1 - chance)) * (1 + sum(CONSEQUENCES[code] for code in causes)), 6)


def queue(
    proposals: Iterable[tuple[str, str, int]],
    judgements: Collection[Judgement],
    of: Mapping[str, str],
    *,
    conflicts: Iterable[Conflict] = (),
    waiting: Iterable[Judgement] = (),
    causes: Causes = lambda _a, _b: (),
) -> list[Line]:
    """All lines, best first. `proposals`: (mention, mention, millionths); `of`: mention → cluster, itself if missing.

    `waiting`: judgements that this reviewer may sign. `causes` gives the consequences of judging two mentions but for
    "settles", which follows from the proposals themselves.
    """
    found = [Line("conflict", one.mention_a, one.mention_b, conflict=one) for one in conflicts]
    found += [_line("second", row, causes) for row in waiting]
    judged = _judged(judgements, of)
    found += [_proposed(rows, causes) for pair, rows in _by_clusters(proposals, of).items() if pair not in judged]
    taken = {frozenset((line.mention_a, line.mention_b)) for line in found if line.stage != "open"}
    found += [
        _line("again", row, causes)
        for row in _told_since(judged, judgements, of)
        if frozenset((row.mention_a, row.mention_b)) not in taken
    ]
    return sorted(found, key=lambda one: (STAGES.index(one.stage), -one.worth, one.mention_a, one.mention_b))


def _line(stage: str, row: Judgement, causes: Causes) -> Line:
    found = tuple(sorted(causes(row.mention_a, row.mention_b)))
    return Line(stage, row.mention_a, row.mention_b, worth=worth(0.5, found), causes=found, judgement=row.id)


def _proposed(rows: list[tuple[int, str, str]], causes: Causes) -> Line:
    negative, a, b = min(rows)
    chance, further = -negative / 1_000_000, min(len(rows) - 1, MOST_SETTLED)
    found = (*sorted(causes(a, b)), *["settles"] * further)
    return Line("open", a, b, chance, worth(chance, found), found)


def _by_clusters(
    proposals: Iterable[tuple[str, str, int]], of: Mapping[str, str]
) -> dict[frozenset[str], list[tuple[int, str, str]]]:
    """The proposals between each two clusters; none within one."""
    found: dict[frozenset[str], list[tuple[int, str, str]]] = defaultdict(list)
    for a, b, millionths in proposals:
        pair = frozenset((of.get(a, a), of.get(b, b)))
        if len(pair) > 1:
            found[pair].append((-millionths, a, b))
    return found


def _judged(judgements: Iterable[Judgement], of: Mapping[str, str]) -> dict[frozenset[str], Judgement]:
    """The newest standing judgement between each two clusters; a `different` before any `undecided`."""
    found: dict[frozenset[str], Judgement] = {}
    for row in standing(judgements):
        pair = frozenset((of.get(row.mention_a, row.mention_a), of.get(row.mention_b, row.mention_b)))
        if not row.seconds and len(pair) > 1 and (row.verdict == "different" or _is_open(found.get(pair))):
            found[pair] = row
    return found


def _is_open(row: Judgement | None) -> bool:
    return row is None or row.verdict != "different"


def _told_since(
    judged: Mapping[frozenset[str], Judgement], judgements: Iterable[Judgement], of: Mapping[str, str]
) -> list[Judgement]:
    """What was left undecided before something new was told: an account, or a judgement that joined either side.

    Ids tell the time. A mention whose account was corrected has a newer id, so a correction is news as well.
    """
    newest: dict[str, str] = {}
    told = [(mention, mention) for mention in of]
    told += [(row.mention_a, row.id) for row in standing(judgements) if row.verdict == "same" and not row.seconds]
    for mention, row_id in told:
        cluster = of.get(mention, mention)
        newest[cluster] = max(newest.get(cluster, ""), row_id)
    return [
        row
        for pair, row in judged.items()
        if row.verdict == "undecided" and any(max(newest.get(cluster, ""), cluster) > row.id for cluster in pair)
    ]
