"""Reads for deciding who is meant: open proposals, what a line of the queue must know, the rows of a history.

As in `queries`, the rule of who may see what is part of each question, and a long list takes a fixed number of
questions, however long it is. Not here: the order of the queue (`resolve.queue`), words.

>>> [row.a.called for row in open_proposals(reader, 2)]    # doctest: +SKIP
['Самат Үлгі (A-1)', 'Самат Улги (A-2)']
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from tizim.core import values
from tizim.core.joining import standing
from tizim.db import derivations, homes, models, queries
from tizim.policies import Actor

MANY = 5000  # ids in one question
URGENT = ("risk", "urgency")
MOST_PROPOSALS = 1000  # that one queue looks at
NO_NEWS = ("whereabouts_unknown", "no_contact")


@dataclass(frozen=True)
class Named:
    """A mention with what a person calls it: its label and its account's number."""

    id: str
    called: str


@dataclass(frozen=True)
class OpenProposal:
    """A proposal that nobody has judged yet, with its reasons as (field, outcome, hundredths of weight, words)."""

    a: Named
    b: Named
    probability: float
    reasons: list[list]


def open_proposals(reader: Actor, limit: int) -> list[OpenProposal]:
    """Proposals between mentions the reader may see that are neither judged nor in one cluster; likeliest first."""
    judged = {frozenset((row.mention_a, row.mention_b)) for row in standing(queries.judgements(reader))}
    of, found = queries.clusters(reader), []
    for row in _proposals(reader).order_by("-millionths", "mention_a", "mention_b").iterator():
        a, b = row.mention_a, row.mention_b
        if frozenset((a, b)) not in judged and of.get(a, a) != of.get(b, b):
            found.append(row)
        if len(found) == limit:
            break
    called = {one.id: Named(one.id, f"{one.label} (A-{one.number})") for one in mentions(reader, _sides(found))}
    return [
        OpenProposal(called[row.mention_a], called[row.mention_b], row.millionths / 1_000_000, row.reasons)
        for row in found
    ]


@dataclass(frozen=True)
class MentionRow:
    """A mention as a list shows it; `ref` is how one names it to a command."""

    id: str
    key: str
    kind: str
    label: str
    account_id: str
    number: int
    source_id: str

    @property
    def ref(self) -> str:
        return f"A-{self.number}/{self.key}"


@dataclass(frozen=True)
class QueueRows:
    """Everything that the order of the queue is made from, as far as one reader sees it.

    `proposals`: (mention, mention, millionths); `urgent`: mentions at risk or without news; `sources`: source id → the
    link by which sources are one voice; `drawn`: pairs of accounts of which one was drawn from the other, or perhaps.
    """

    proposals: list[tuple[str, str, int]]
    judgements: list[values.Judgement]
    clusters: dict[str, str]
    mentions: dict[str, MentionRow]
    urgent: frozenset[str] = frozenset()
    consents: list[values.Consent] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    drawn: frozenset[frozenset[str]] = frozenset()


def queue_rows(reader: Actor, most: int = MOST_PROPOSALS) -> QueueRows:
    """All that may stand in this reader's queue; of the open proposals the `most` telling ones, by chance and doubt."""
    rows = queries.judgements(reader)
    judged = {one for row in rows for one in (row.mention_a, row.mention_b)}
    proposals = _telling(reader, most, rows, homes.homes(reader, judged))
    about = {one for pair in proposals for one in pair[:2]} | judged
    of, shown = homes.homes(reader, about), {row.id: row for row in mentions(reader, about)}
    known = [row for row in proposals if row[0] in shown and row[1] in shown]
    accounts = {row.account_id for row in shown.values()}
    return QueueRows(
        known, rows, of, shown, _urgent(reader, about), queries.consents_of(reader, accounts),
        queries.source_links({row.source_id for row in shown.values()}), _drawn(reader, accounts),
    )  # fmt: skip


def count_open(reader: Actor) -> int:
    """How many proposals nobody has judged, at most MOST_PROPOSALS."""
    rows = queries.judgements(reader)
    judged = {one for row in rows for one in (row.mention_a, row.mention_b)}
    return len(_telling(reader, MOST_PROPOSALS, rows, homes.homes(reader, judged)))


def _telling(
    reader: Actor, most: int, judgements: Collection[values.Judgement], of: Mapping[str, str]
) -> list[tuple[str, str, int]]:
    """Proposals that nobody has judged, the most telling first (`Proposal.telling`).

    `of`: the homes of all mentions that were judged; any other stands alone.
    """
    rows = models.Proposal.objects.all() if queries.sees_all(reader) else _proposals(reader)
    rows = rows.order_by("-telling", "mention_a", "mention_b")
    judged, found = {frozenset((row.mention_a, row.mention_b)) for row in standing(judgements)}, []
    for a, b, millionths in rows.values_list("mention_a", "mention_b", "millionths").iterator():
        if frozenset((a, b)) not in judged and of.get(a, a) != of.get(b, b):
            found.append((a, b, millionths))
            if len(found) == most:
                break
    return found


def _urgent(reader: Actor, about: Collection[str]) -> frozenset[str]:
    """Those of the mentions whose person somebody says is at risk, or without news."""
    together = homes.members(reader, about)
    everyone = sorted({one for some in together.values() for one in some})
    risks = Q(property__in=URGENT) | Q(property="status", value__in=NO_NEWS) | Q(value="no_news")
    told: set[str] = set()
    for at in range(0, len(everyone), MANY):
        part = everyone[at : at + MANY]
        accounts = models.Mention.objects.filter(id__in=part).values_list("account_id", flat=True)
        stated = queries.statements_of(queries.seen_accounts(reader, accounts)).filter(risks, mention_id__in=part)
        told |= set(stated.values_list("mention_id", flat=True))
    return frozenset(one for one, some in together.items() if some & told)


def _drawn(reader: Actor, accounts: Collection[str]) -> frozenset[frozenset[str]]:
    few = len(accounts) < MANY
    return derivations.drawn_pairs(
        sorted(accounts) if few else queries.current_accounts(reader).order_by().values("id")
    )


def about(judgement_id: str) -> set[str]:
    """The two mentions that a judgement is about, by their newest versions. For deciding, not for showing."""
    row = models.Judgement.objects.filter(id=judgement_id).first()
    return set(homes.newest({row.mention_a_id, row.mention_b_id}).values()) if row else set()


def mentions(reader: Actor, ids: Collection[str]) -> list[MentionRow]:
    """These mentions, as far as the reader sees them."""
    wanted, found = sorted(ids), []
    for at in range(0, len(wanted), MANY):
        rows = models.Mention.objects.filter(id__in=wanted[at : at + MANY])
        columns = ("id", "key", "kind", "label", "account_id", "account__number", "account__source_id")
        found += [MentionRow(*row) for row in rows.values_list(*columns)]
    seen = queries.seen_accounts(reader, (row.account_id for row in found))
    return [row for row in found if row.account_id in seen]


def mentions_of_account(reader: Actor, account_id: str) -> list[MentionRow]:
    """The mentions of one account that the reader sees, in the order in which they were written down."""
    ids = models.Mention.objects.filter(account_id=account_id).values_list("id", flat=True)
    return sorted(mentions(reader, list(ids)), key=lambda row: row.id)


def stored_clusters(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """mention id → (cluster, cluster for publication), as they are put away. For deriving, not for showing."""
    found: dict[str, dict[bool, str]] = {}
    wanted = sorted(ids)
    for at in range(0, len(wanted), MANY):
        rows = models.Cluster.objects.filter(mention_id__in=wanted[at : at + MANY])
        for mention, cluster, public in rows.values_list("mention_id", "cluster_id", "public"):
            found.setdefault(mention, {})[public] = cluster
    return {mention: (of[False], of[True]) for mention, of in found.items() if len(of) == 2}


def accounts_of(ids: Collection[str]) -> set[str]:
    """The accounts of these mentions. For deriving, not for showing."""
    return set(models.Mention.objects.filter(id__in=list(ids)).values_list("account_id", flat=True))


def find_proposal(reader: Actor, mention_a: str, mention_b: str) -> models.Proposal | None:
    """What was proposed about these two, with its reasons."""
    a, b = sorted((mention_a, mention_b))
    seen = homes.visible(reader, {a, b}) == {a, b}
    return models.Proposal.objects.filter(mention_a=a, mention_b=b).first() if seen else None


def _proposals(reader: Actor) -> QuerySet[models.Proposal]:
    visible = queries.current_accounts(reader).order_by().values("id")
    seen = models.Mention.objects.filter(account__in=visible).order_by().values("id")
    return models.Proposal.objects.filter(mention_a__in=seen, mention_b__in=seen)


def _sides(rows: Collection[models.Proposal]) -> set[str]:
    return {one for row in rows for one in (row.mention_a, row.mention_b)}
