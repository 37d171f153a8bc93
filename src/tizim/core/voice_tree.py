"""The graph behind a count of voices, as trees to read: each account that says so, and where its telling comes from.

`Voices.steps` holds the reasons as rows; here they become one tree for each account. A telling that leads back to
itself ends there; an account is told once in a tree, then only named ("above"), and so is one that lies too deep
to read ("further"). Not here: counting (`corroborate`), words (`core.wording`).

>>> steps = (("B", "repost", "A", "found"), ("A", "origin", "s1", "saw it"))
>>> (tree,) = trees(Voices(2, 1, 1, 1, steps=steps), ["B"], {"A", "B"})
>>> tree.links[0].kind, tree.links[0].to.account_id, tree.links[0].to.state
('repost', 'A', 'origin')
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from .profiles import Voices

ENDS = ("origin", "carries", "unresolved")
DEEPEST = 20  # links below one account: nobody reads further, and a page has to end

Steps = Mapping[str, list[tuple[str, str, str]]]  # account → (relation, target, why)


@dataclass(frozen=True)
class Link:
    """`kind`: a code of `derivation_kinds`, or carries. `why`: who found it (a code of `wording.why_words`)."""

    kind: str
    why: str
    to: Tree


@dataclass(frozen=True)
class Tree:
    """`state`: origin, carries (an office or a document that others carry too), unresolved, circular, above (told
    further up in this tree), further (too deep to be told here); "" where the links say it all.
    `through`: names that the telling came through, outermost first; `told_by`: the mention of who told it, where others
    were told by the same person."""

    account_id: str
    state: str = ""
    why: str = ""
    through: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    told_by: str = ""


def trees(voices: Voices, account_ids: Iterable[str], accounts: Collection[str]) -> list[Tree]:
    """A tree for each account that gives the value, in the order given. `accounts`: the ids of all that are known."""
    steps: dict[str, list[tuple[str, str, str]]] = {}
    for account_id, relation, target, why in voices.steps:
        steps.setdefault(account_id, []).append((relation, target, why))
    return [_tree(steps, one, accounts, (), set()) for one in dict.fromkeys(account_ids)]


def _tree(steps: Steps, account_id: str, accounts: Collection[str], above: tuple[str, ...], told: set[str]) -> Tree:
    """`above`: the accounts that lead here, outermost first; `told`: those whose links stand in this tree already."""
    own = steps.get(account_id, [])
    down = [
        (relation, target, why)
        for relation, target, why in own
        if target in accounts
        and target != account_id
        and target not in above
        and relation not in ("circular", "through", "told_by")
    ]
    if down and (account_id in told or len(above) >= DEEPEST):
        return Tree(account_id, "above" if account_id in told else "further")
    told.add(account_id)
    below = (*above, account_id)
    links = tuple(Link(relation, why, _tree(steps, target, accounts, below, told)) for relation, target, why in down)
    through = tuple(target for relation, target, _why in own if relation == "through")
    told_by = next((target for relation, target, _why in own if relation == "told_by"), "")
    for state in (*ENDS, "circular"):
        for relation, target, why in own:
            if relation == state and (relation == "circular" or target not in accounts):
                return Tree(account_id, state, why, through, links, told_by)
    return Tree(account_id, "", "", through, links, told_by)
