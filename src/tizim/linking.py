"""Linking the archive in bulk: everything a reader may see → pairs found by `resolve.bulk` → proposals put away.

A composition like `deriving`. The everyday way (`deriving.refresh`, `entering`) looks at pairs that share a rare key;
this one looks at far more, also at names that are far from one another where other facts agree, and adds what it finds.
Nothing is judged and nothing is joined. Every proposal that is put away has the receipt of the everyday way, with the
weights of its circle, so that who bears a name elsewhere changes nothing that a circle's readers see.

Invariants: nothing is written before everything is found, and then all of it or nothing · proposals that stand are
kept · the next `rebuild` drops what was added here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tizim.actions import rebuild
from tizim.db import meeting, queries
from tizim.deriving import features_of
from tizim.policies import Actor, check
from tizim.resolve import MentionFeatures, Proposal, Weights, level
from tizim.resolve.bulk.linking import link
from tizim.resolve.learning import bearers_of, others
from tizim.resolve.levels import compare_levels
from tizim.resolve.propose import ranked
from tizim.resolve.weighing import receipt
from tizim.resolve.weights import from_values, hand_set

Progress = Callable[[str, int, int], None]


@dataclass
class Linked:
    """What linking came to. `levels`: how many proposals are likely, undecided, unlikely; `added`: that are new."""

    mentions: int = 0
    compared: int = 0
    groups: int = 0
    added: int = 0
    levels: Counter[str] = field(default_factory=Counter)


def link_archive(
    by: Actor, *, engine: str = "duckdb", master: str = "", above: float = 0.2, limit: int = 0,
    progress: Progress | None = None,
) -> Linked:  # fmt: skip
    """Find pairs among the people `by` may see and add them as proposals. `limit`: at most so many, likeliest first.

    Raises Forbidden, MissingPart (not installed), BadInput (no such engine).
    """
    check(by, "rebuild")
    facts = queries.facts(by)
    circle_of = {account.id: account.compartment for account in facts.accounts}
    known = {one.mention_id: one for one in features_of(facts)}
    circles: dict[str, list[MentionFeatures]] = defaultdict(list)
    for one in known.values():
        circles[circle_of[one.account_id]].append(one)
    outcome = Linked(mentions=len(known))
    pairs = _find(list(circles.values()), engine, master, above, outcome, progress)
    proposals = _weighed(pairs, known, circle_of)[: limit or None]
    outcome.levels = Counter(level(proposal.probability) for proposal in proposals)
    outcome.added = rebuild.add_proposals(proposals=proposals)
    return outcome


def _find(
    circles: Sequence[Sequence[MentionFeatures]], engine: str, master: str, above: float, outcome: Linked,
    progress: Progress | None,
) -> set[tuple[str, str]]:  # fmt: skip
    """Pairs within each circle, as if it were alone, and pairs across circles from all of them together."""
    found: set[tuple[str, str]] = set()
    home = {one.mention_id: number for number, members in enumerate(circles) for one in members}
    together = [[one for members in circles for one in members]] if len(circles) > 1 else []
    for number, members in enumerate([*circles, *together]):
        linked = link(members, engine=engine, master=master, above=above, progress=progress)
        across = number == len(circles)
        found |= {(pair.one, pair.other) for pair in linked.pairs if not across or home[pair.one] != home[pair.other]}
        outcome.compared += linked.compared
        outcome.groups += 0 if across else len(set(linked.groups.values()))
    return found


def _weighed(
    pairs: set[tuple[str, str]], known: Mapping[str, MentionFeatures], circle_of: Mapping[str, str]
) -> list[Proposal]:
    """The pairs with their receipts, likeliest first."""
    stored = {circle: from_values(values) for circle, (_people, values) in meeting.circle_weights().items()}
    sizes = Counter(circle_of[one.account_id] for one in known.values())
    weights: dict[str, Weights] = {circle: stored.get(circle) or hand_set(sizes[circle]) for circle in sizes}
    found = []
    for pair in sorted(pairs):
        one, other = known[pair[0]], known[pair[1]]
        circle = min((circle_of[side.account_id] for side in (one, other)), key=lambda c: (-weights[c].mentions, c))
        bearers = others(*(bearers_of(side, weights[circle].names) for side in (one, other)))
        found.append(receipt(one, other, compare_levels(one, other), weights[circle], bearers))
    return ranked(found)
