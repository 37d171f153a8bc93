"""Who belongs together, asked about a few mentions: bounded reads with the same answers as `queries.clusters`.

A page about one person must not read the archive. Whoever sees all accounts is answered from the stored clusters; for
any other reader the judgements are followed from mention to mention, as far as they lead among those that they see.

Invariant (tests/web/test_near.py): for every reader and mention the answers are those of `queries.clusters` and
`listing.seen_as`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from tizim.core import values
from tizim.core.joining import joined, standing
from tizim.db import as_values, models, queries
from tizim.db.corrected import earlier, newest, parts
from tizim.policies import Actor

__all__ = ["earlier", "homes", "judgements_near", "members", "newest", "touching", "visible"]


def homes(reader: Actor, mention_ids: Iterable[str]) -> dict[str, str]:
    """mention → what this reader calls the subject it belongs to; a mention alone is called by its own id."""
    wanted = set(mention_ids)
    if queries.sees_all(reader):
        of = _stored(wanted)
        called = _called(reader, set(of.values()))
        return {one: called[of[one]] for one in wanted}
    rows = judgements_near(reader, wanted)
    pairs = [(row.mention_a, row.mention_b) for row in standing(rows) if row.verdict == "same" and not row.seconds]
    of = joined(wanted | {one for pair in pairs for one in pair}, pairs)
    return {one: of[one] for one in wanted}


def members(reader: Actor, mention_ids: Iterable[str]) -> dict[str, set[str]]:
    """mention or cluster → all mentions of the same subject that the reader sees, itself among them."""
    wanted = set(mention_ids)
    found: dict[str, set[str]] = {one: set() for one in wanted}
    if queries.sees_all(reader):
        of = _stored(wanted)
        together = _of_clusters(set(of.values()))
        seen = visible(reader, {one for ids in together.values() for one in ids} | wanted)
        return {one: (together[of[one]] | {one}) & seen for one in wanted}
    near = judgements_near(reader, wanted)
    pairs = [(row.mention_a, row.mention_b) for row in standing(near) if row.verdict == "same" and not row.seconds]
    of = joined(wanted | {one for pair in pairs for one in pair}, pairs)
    by_home: dict[str, set[str]] = defaultdict(set)
    for one, home in of.items():
        by_home[home].add(one)
    seen = visible(reader, of)
    for one in wanted:
        found[one] = by_home[of[one]] & seen
    return found


def judgements_near(reader: Actor, mention_ids: Collection[str]) -> list[values.Judgement]:
    """All that was judged about these mentions and about those that judgements join them with, as the reader sees it,
    by the newest versions of the mentions, in the order of the rows."""
    new = visible(reader, mention_ids)
    known, found = set(new), {}
    while new:
        versions = earlier(new)
        rows = touching(versions)
        versions.update(newest({one for row in rows for one in (row.mention_a_id, row.mention_b_id)} - set(versions)))
        moved = {row.id: as_values.judgement(row, versions) for row in rows}
        sides = {one for row in moved.values() for one in (row.mention_a, row.mention_b)}
        seen = visible(reader, sides - known) | known
        kept = {key: row for key, row in moved.items() if row.mention_a in seen and row.mention_b in seen}
        found.update(kept)
        same = {one for row in kept.values() if row.verdict == "same" for one in (row.mention_a, row.mention_b)}
        new = same - known
        known |= new
    return [found[key] for key in sorted(found)]


def visible(reader: Actor, mention_ids: Iterable[str]) -> set[str]:
    """Those that stand in accounts the reader sees."""
    rows = (models.Mention.objects.filter(id__in=some).values_list("id", "account_id") for some in parts(mention_ids))
    account_of = dict(pair for some in rows for pair in some)
    seen = queries.seen_accounts(reader, account_of.values())
    return {one for one, account in account_of.items() if account in seen}


def touching(mention_ids: Iterable[str]) -> list[models.Judgement]:
    """Every row about one of these versions of mentions, in the order of the rows. For reads that ask who sees them."""
    rows = models.Judgement.objects.all()
    some = (rows.filter(Q(mention_a__in=part) | Q(mention_b__in=part)) for part in parts(mention_ids))
    found = {row.id: row for part in some for row in part}
    return [found[key] for key in sorted(found)]


def _stored(mention_ids: Iterable[str]) -> dict[str, str]:
    found = {one: one for one in mention_ids}
    for some in parts(found):
        rows = models.Cluster.objects.filter(public=False, mention_id__in=some)
        found.update(rows.values_list("mention_id", "cluster_id"))
    return found


def _of_clusters(cluster_ids: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {one: set() for one in cluster_ids}
    for some in parts(found):
        rows = models.Cluster.objects.filter(public=False, cluster_id__in=some)
        for mention, cluster in rows.values_list("mention_id", "cluster_id"):
            found[cluster].add(mention)
    return found


def _called(reader: Actor, cluster_ids: set[str]) -> dict[str, str]:
    """cluster → the first of its mentions that the reader sees: its own id, unless that account was taken back."""
    gone = cluster_ids - visible(reader, cluster_ids)
    together = _of_clusters(gone)
    seen = visible(reader, {one for ids in together.values() for one in ids})
    first = {cluster: min(ids & seen, default=cluster) for cluster, ids in together.items()}
    return {one: first.get(one, one) for one in cluster_ids}
