"""Reads for long lists: ids only, so that a page reads in full what it shows and nothing more.

As in `queries`, the rule of who may see what is part of each question. Not here: profiles, words.

>>> account_ids(reader)[:2]    # doctest: +SKIP
['01M8…', '01M8…']
"""

from __future__ import annotations

from collections.abc import Collection

from tizim.db import models
from tizim.db.queries import clusters, current_accounts, current_statements, sees_all
from tizim.policies import Actor, readable_compartments


def accounts_part(reader: Actor, begin: int, end: int) -> list[str]:
    """Ids of a part of what `account_ids` gives."""
    return list(current_accounts(reader).values_list("id", flat=True)[begin:end])


def count_accounts(reader: Actor) -> int:
    return current_accounts(reader).count()


def account_ids(reader: Actor) -> list[str]:
    """Ids of all current accounts that the reader may see, in the order of their numbers."""
    return list(current_accounts(reader).values_list("id", flat=True))


def find_numbered(reader: Actor, number: int) -> models.Account | None:
    """The current account A-`number`. No other is found because somebody named it so."""
    return current_accounts(reader).filter(number=number).first() if number < 2**31 else None


def seen_as(reader: Actor) -> dict[str, str]:
    """cluster id → the id by which this reader calls it: that of the first mention they may see.

    The id of a cluster is that of a mention, perhaps one that the reader must not know of. Empty where they see all.
    """
    if readable_compartments(reader) is None:
        return {}
    visible = current_accounts(reader).order_by().values("id")
    mentions = models.Mention.objects.filter(account__in=visible).order_by("id").values_list("id", flat=True)
    of = clusters(reader)
    names: dict[str, str] = {}
    for mention in mentions:
        names.setdefault(of.get(mention, mention), mention)
    return names


def contradicted_part(reader: Actor, begin: int, end: int) -> tuple[list[str], int]:
    """A part of the clusters of `contradicted`, each once, and how many there are."""
    if not sees_all(reader):
        found = sorted(set(contradicted(reader)))
        return found[begin:end], len(found)
    rows = models.Contradiction.objects.order_by("cluster_id").values_list("cluster_id", flat=True).distinct()
    return list(rows[begin:end]), rows.count()


def contradictions_of(reader: Actor, cluster_ids: Collection[str]) -> list[models.Contradiction]:
    """The contradictions of these clusters of which the reader sees both statements."""
    rows = list(models.Contradiction.objects.filter(cluster_id__in=list(cluster_ids)).order_by("cluster_id", "id"))
    about = {one for row in rows for one in (row.statement_a, row.statement_b)}
    seen = set(current_statements(reader).filter(id__in=about).values_list("id", flat=True))
    return [row for row in rows if row.statement_a in seen and row.statement_b in seen]


def accounts_of_statements(statement_ids: Collection[str]) -> set[str]:
    """The accounts in which these statements stand, which the caller has found readable."""
    return set(models.Statement.objects.filter(id__in=list(statement_ids)).values_list("account_id", flat=True))


def contradicted(reader: Actor) -> list[str]:
    """Ids of clusters whose statements contradict each other, where the reader sees both sides and what joins them."""
    visible = current_statements(reader).order_by().values("id")
    rows = models.Contradiction.objects.filter(statement_a__in=visible, statement_b__in=visible)
    if sees_all(reader):
        return list(rows.order_by("cluster_id").values_list("cluster_id", flat=True))
    pairs = list(rows.values_list("statement_a", "statement_b"))
    about = models.Statement.objects.filter(id__in={one for pair in pairs for one in pair}).select_related("mention")
    mentions, of = {row.id: row.mention for row in about}, clusters(reader)
    sides = [[of.get(mentions[one].id, mentions[one].id) for one in pair] for pair in pairs]
    groups = [mentions[a].kind == "group" for a, _b in pairs]  # groups of one name are shown as one
    return sorted(a for (a, b), group in zip(sides, groups, strict=True) if a == b or group)
