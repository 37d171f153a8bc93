"""The graph behind a count of voices, as trees to read: each account that says so, and where its telling comes from.

`Voices.steps` holds the reasons as rows; here they become one tree for each account. A telling that leads back to
itself ends there. Not here: counting (`corroborate`), words (`core.wording`).

>>> steps = (("B", "repost", "A", "found"), ("A", "origin", "s1", "saw it"))
>>> (tree,) = trees(Voices(2, 1, 1, 1, steps=steps), ["B"], {"A", "B"})
>>> tree.links[0].kind, tree.links[0].to.account_id, tree.links[0].to.state
('repost', 'A', 'origin')
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .profiles import Voices

ENDS = ("origin", "carries", "unresolved")


@dataclass(frozen=True)
class Link:
    """`kind`: a code of `derivation_kinds`, or carries. `why`: who found it (a code of `wording.why_words`)."""

    kind: str
    why: str
    to: Tree


@dataclass(frozen=True)
class Tree:
    """`state`: origin, carries (an office or a document that others carry too), unresolved, circular; "" where the
    links say it all. `through`: names that the telling came through, outermost first."""

    account_id: str
    state: str = ""
    why: str = ""
    through: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


def trees(voices: Voices, account_ids: Iterable[str], accounts: Collection[str]) -> list[Tree]:
    """A tree for each account that gives the value, in the order given. `accounts`: the ids of all that are known."""
    return [_tree(voices, one, accounts, ()) for one in dict.fromkeys(account_ids)]


def _tree(voices: Voices, account_id: str, accounts: Collection[str], above: tuple[str, ...]) -> Tree:
    own = [step for step in voices.steps if step[0] == account_id]
    links = [
        Link(relation, why, _tree(voices, target, accounts, (*above, account_id)))
        for _from, relation, target, why in own
        if target in accounts
        and target != account_id
        and target not in above
        and relation not in ("circular", "through")
    ]
    through = tuple(target for _from, relation, target, _why in own if relation == "through")
    for state in (*ENDS, "circular"):
        for _from, relation, target, why in own:
            if relation == state and (relation == "circular" or target not in accounts):
                return Tree(account_id, state, why, through, tuple(links))
    return Tree(account_id, "", "", through, tuple(links))
