"""Which published mentions stand on one page: only by judgements about published mentions, signed by two people.

1. A judgement that touches an unpublished mention has no effect here, not even as a bridge between two published ones:
   who is known to be whom inside must not show outside.
2. A `same` counts if another person confirmed it, or judged the same of the same two, and nobody took it back.
3. Where a standing `different` contradicts the chain that joins two mentions, nothing new stands together: the page
   stays as the release before left it, and where there was none, each of the chain stands alone. One person parts no
   page; where a second has signed the `different`, all of the chain stand alone until it is settled.
4. Mentions with only initials or no name are not brought here at all: joining them would say more about them than
   their sources allowed.

>>> from tizim.core.values import Judgement
>>> both = [Judgement("j1", "m1", "m2", "same", "", "Ana"), Judgement("j2", "m1", "m2", "same", "", "Bo", seconds="j1")]
>>> together(["m1", "m2", "m3"], both, {"m1": "m1", "m2": "m1", "m3": "m3"})
{'m1': 'm1', 'm2': 'm1', 'm3': 'm3'}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tizim.core.joining import joined
from tizim.core.joining import standing as standing_judgements
from tizim.core.values import Judgement

Pair = frozenset[str]


def together(
    mention_ids: Iterable[str],
    judgements: Sequence[Judgement],
    clusters_of: Mapping[str, str],
    releases: Sequence[str] = (),
) -> dict[str, str]:
    """mention id → smallest id of its page. The signed judgements among `mention_ids` and `clusters_of` must agree.

    `releases`: ids of the releases made so far, in order; an id says when. Without them a dispute parts every chain.
    """
    mentions = sorted(set(mention_ids))
    if not disputed_pages(mentions, judgements, clusters_of):
        releases = ()  # nothing to hold: what was shown before does not matter
    page_of = {mention: mention for mention in mentions}
    for until in (*releases, None):
        told = judgements if until is None else [row for row in judgements if row.id < until]
        page_of = _next_pages(mentions, standing_judgements(told), clusters_of, page_of)
    return page_of


def disputed_pages(
    mention_ids: Iterable[str], judgements: Sequence[Judgement], clusters_of: Mapping[str, str]
) -> dict[str, str]:
    """mention id → smallest id of the page it would stand on, for pages in which somebody judged two different."""
    rows = standing_judgements(judgements)
    of = _joined(sorted(set(mention_ids)), rows, clusters_of)
    heads = {of[row.mention_a] for row in _differing(rows, of)}
    return {mention: head for mention, head in of.items() if head in heads}


def _next_pages(
    mentions: Sequence[str], rows: Sequence[Judgement], clusters_of: Mapping[str, str], before: Mapping[str, str]
) -> dict[str, str]:
    """The pages of a release, when the one before it had those of `before`."""
    of = _joined(mentions, rows, clusters_of)
    heads = {of[row.mention_a] for row in _differing(rows, of)}
    parted = {of[a] for a, b in signed(rows, "different") if a in of and of[a] == of.get(b)}
    first: dict[tuple[str, str], str] = {}
    pages = {}
    for mention in mentions:
        head = of[mention]
        held = (head, before[mention])
        page = mention if head in parted else first.setdefault(held, mention)
        pages[mention] = page if head in heads else head
    return pages


def _joined(mentions: Iterable[str], rows: Iterable[Judgement], clusters_of: Mapping[str, str]) -> dict[str, str]:
    known = set(mentions)
    pairs = [
        (a, b)
        for a, b in signed_same(rows)
        if a in known and b in known and clusters_of.get(a, a) == clusters_of.get(b, b)
    ]
    return joined(known, pairs)


def _differing(rows: Iterable[Judgement], of: Mapping[str, str]) -> list[Judgement]:
    return [
        row
        for row in rows
        if row.verdict == "different" and not row.seconds
        if row.mention_a in of and of[row.mention_a] == of.get(row.mention_b)
    ]


def signed_same(rows: Iterable[Judgement]) -> list[tuple[str, str]]:
    """Pairs of mentions that two people hold to be the same, sorted."""
    return signed(rows, "same")


def signed(rows: Iterable[Judgement], verdict: str) -> list[tuple[str, str]]:
    """Pairs of mentions that two people judged so, sorted: both by themselves, or one confirmed the other."""
    said = [row for row in rows if row.verdict == verdict and row.by]
    pair_of = {row.id: frozenset((row.mention_a, row.mention_b)) for row in said}
    people: dict[Pair, set[str]] = defaultdict(set)
    for row in said:
        if not row.seconds or pair_of.get(row.seconds) == pair_of[row.id]:
            people[pair_of[row.id]].add(row.by)
    return sorted(tuple(sorted(pair)) for pair, names in people.items() if len(names) > 1 and len(pair) == 2)  # type: ignore[misc]
