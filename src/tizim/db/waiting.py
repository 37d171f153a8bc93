"""How much there is, and how much waits for people, counted in the database for the first page.

Whoever sees all compartments is answered from the tables as they stand; anybody else by what they may see, row by row.
What is superseded or taken back is counted out of facts; derived rows of it are gone with the next refresh.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from tizim.db import copies, judging, listing, models, queries, tasks
from tizim.db.requests import open_requests
from tizim.policies import Actor

PLACES = ("facility", "organisation", "group")


@dataclass(frozen=True)
class Waiting:
    """`proposals` is at most judging.MOST_PROPOSALS; `requests` those that this reader may sign or has asked."""

    people: int
    places: int
    accounts: int
    proposals: int
    derivations: int
    contradictions: int
    requests: int
    due: int
    unchecked: int


def waiting(reader: Actor, today_on: str) -> Waiting:
    """Counts for one reader. `today_on`: ISO date by which tasks are due."""
    people, places = subjects(reader)
    return Waiting(
        people=people, places=places, accounts=queries.current_accounts(reader).count(),
        proposals=judging.count_open(reader), derivations=len(copies.pairs(reader)),
        contradictions=listing.contradicted_part(reader, 0, 0)[1], requests=len(open_requests(reader)),
        due=tasks.count_due(reader, today_on), unchecked=tasks.count_unchecked(reader),
    )  # fmt: skip


def subjects(reader: Actor) -> tuple[int, int]:
    """(people, facilities and groups): mentions, less those that were joined with another."""
    visible = queries.current_accounts(reader).order_by().values("id")
    rows = models.Mention.objects.filter(account__in=visible)
    joined = models.Cluster.objects.filter(public=False).exclude(cluster_id=F("mention_id"))
    found = []
    for kinds in (("person",), PLACES):
        of_kind = rows.filter(kind__in=kinds)
        if queries.sees_all(reader):
            less = of_kind.filter(id__in=joined.values("mention_id")).count()
        else:
            of = queries.clusters(reader)
            less = of_kind.filter(id__in=[one for one, home in of.items() if one != home]).count()
        found.append(of_kind.count() - less)
    return found[0], found[1]
