"""Which of the links between documents stand: the direct source of each document, and no rings.

1. A document points at its *direct* source: the one it shares most with, the frame of its site included, so that
   a repost of a repost points at the repost. A second source counts only for passages that the first does not have.
2. Of the links that are left, the surest come first; one that would close a ring is left out.

What this deliberately is not: a transitive closure, and not a decision.

Invariants: no two links between the same documents, no ring · a pure function of the links, whatever their order.

>>> links = [{"derived": a, "source": b, "direction": "open"} for a, b in ("ba", "cb", "ac")]
>>> [[link["derived"] + link["source"] for link in some] for some in without_rings(links)]
[['ac', 'ba'], ['cb']]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .comparing import Link

NEAR = 0.95  # sources that share nearly as much as the nearest one
NEW_LETTERS = 120  # letters that a second source must add
_SUREST = {"date": 0, "signs": 1, "open": 2}


def direct_sources(links: Iterable[Link], dates: Mapping[str, str]) -> tuple[list[Link], list[Link]]:
    """(links to direct sources, the others). `dates`: when each source was published, empty if unknown.

    Of sources that are equally near, the earliest: its copies are no better.
    """
    by_derived: dict[str, list[Link]] = {}
    for link in links:
        by_derived.setdefault(link["derived"], []).append(link)
    direct: list[Link] = []
    further: list[Link] = []
    for _derived, choices in sorted(by_derived.items()):
        most = max(link["shared"] for link in choices)
        near = min(NEAR * most, most - 2)
        choices.sort(key=lambda link: (link["shared"] < near, dates[link["source"]] or "9999", -link["containment"],
                                       link["source"]))  # fmt: skip
        covered: set[int] = set()
        for link in choices:
            letters = {i for p in link["passages"] for i in range(p["a_start"], p["a_end"])}
            if not covered or len(letters - covered) >= NEW_LETTERS:
                direct.append(link)
                covered |= letters
            else:
                further.append(link)
    return direct, further


def without_rings(links: Sequence[Link]) -> tuple[list[Link], list[Link]]:
    """(links by how sure their direction is, those that would close a ring), each in the order of the documents."""
    upward: dict[str, set[str]] = {}
    kept: list[Link] = []
    closing: list[Link] = []
    for link in sorted(links, key=lambda link: (_SUREST[link["direction"]], link["derived"], link["source"])):
        if _leads(link["source"], link["derived"], upward):
            closing.append(link)
        else:
            upward.setdefault(link["derived"], set()).add(link["source"])
            kept.append(link)
    return sorted(kept, key=_order), sorted(closing, key=_order)


def _order(link: Link) -> tuple[str, str]:
    return link["derived"], link["source"]


def _leads(start: str, goal: str, upward: Mapping[str, set[str]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        waiting.extend(upward.get(node, set()) - seen)
        seen |= upward.get(node, set())
    return False
