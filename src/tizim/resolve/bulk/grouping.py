"""Who belongs together: groups of mentions from weighed pairs, never held together by a weak chain.

Pairs join in the order of their weight. Two groups are not joined if any two of their mentions contradict each other
(told apart by one account, born years apart, of another sex, with another father or ID number): the pair stays a
proposal, and people see both. The outcome depends on neither the order nor the engine of the pairs.

>>> group(4, [(0, 1, 9.0), (1, 2, 8.0), (2, 3, 7.0)], [(0, 2)])
[0, 0, 2, 2]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def group(count: int, pairs: Iterable[tuple[int, int, float]], apart: Iterable[tuple[int, int]] = ()) -> list[int]:
    """For each of `count` mentions the smallest mention of its group. `pairs`: (one, other, weight)."""
    head = list(range(count))
    members: dict[int, list[int]] = {}
    against: dict[int, set[int]] = defaultdict(set)
    for one, other in apart:
        against[one].add(other)
        against[other].add(one)

    def find(mention: int) -> int:
        while head[mention] != mention:
            head[mention] = head[head[mention]]
            mention = head[mention]
        return mention

    for one, other, _weight in sorted(pairs, key=lambda pair: (-round(pair[2], 6), pair[0], pair[1])):
        first, second = sorted((find(one), find(other)))
        if first == second:
            continue
        ours, theirs = members.get(first, [first]), members.get(second, [second])
        few, many = (ours, second) if len(ours) <= len(theirs) else (theirs, first)
        if any(find(foe) == many for mention in few for foe in against.get(mention, ())):
            continue
        head[second] = first
        members[first] = ours + theirs
        members.pop(second, None)
    return [find(mention) for mention in range(count)]
