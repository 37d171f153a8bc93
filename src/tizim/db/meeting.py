"""Reads for a new account that meets its candidates: who shares a key, what is known of them, what they are weighed by.

Like everything derived this is computed over all facts; who may see what comes out is asked where it is shown
(`judging`, `queries`), or by naming the circles (`compartments`) that may be met. Not here: which keys, comparing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from tizim.core import values
from tizim.db import models
from tizim.db.as_values import statement as statement_value
from tizim.db.judging import Named, OpenProposal, mentions
from tizim.db.queries import current_accounts
from tizim.policies import Actor

AT_ONCE = 500  # ids a question


def circle_weights() -> dict[str, tuple[int, dict]]:
    """compartment → (how many people are mentioned in it, the values of its weights)."""
    rows = models.CircleWeights.objects.order_by("compartment").values_list("compartment", "people", "weights")
    return {compartment: (people, weights) for compartment, people, weights in rows}


def last_under(first: int, end: int, most: int) -> list[int]:
    """The largest `most` ids of Meeting from `first` up to but not including `end`, smallest first."""
    table = connection.ops.quote_name(models.Meeting._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {table} WHERE id >= %s AND id < %s ORDER BY id DESC LIMIT %s", [first, end, most]
        )
        return [row_id for (row_id,) in reversed(cursor.fetchall())]


def mentions_at(places: Collection[int]) -> dict[int, str]:
    """place in the order of telling → mention id."""
    wanted, found = sorted(places), {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = models.Told.objects.filter(id__in=wanted[start : start + AT_ONCE])
        found.update(dict(rows.values_list("id", "mention_id")))
    return found


def next_place() -> int:
    """The place of the next mention in the order of telling."""
    last = models.Told.objects.order_by("-id").values_list("id", flat=True).first()
    return 0 if last is None else last + 1


def facts_counted() -> dict[str, int]:
    """How many rows there are of the facts by whose number it shows that derived tables are behind."""
    return {
        "accounts": models.Account.objects.count(),
        "retractions": models.Retraction.objects.count(),
        "erasures": models.Erasure.objects.count(),
        "decisions": models.SuggestionDecision.objects.count(),
    }


def covered() -> dict[str, int]:
    """The same when the derived tables were last brought up to date."""
    return dict(models.Covered.objects.values_list("id", "count"))


@dataclass(frozen=True)
class Known:
    """Mentions with what was said of them. `facts` holds their accounts, the mentions and the statements only.

    `labels`: of mentions that these speak of; `pictures`: mention → what tells the pictures kept of it.
    """

    facts: values.Facts
    labels: dict[str, str]
    pictures: dict[str, list[str]]


def known_of(mention_ids: Collection[str]) -> Known:
    """What is current of some mentions, in a fixed number of questions for each five hundred."""
    mentions: list[values.Mention] = []
    statements: list[values.Statement] = []
    accounts: list[values.Account] = []
    for some in _portions(mention_ids):
        rows = models.Mention.objects.filter(id__in=some).order_by("id")
        mentions += (values.Mention(*row) for row in rows.values_list("id", "account_id", "kind", "label"))
        retracted = models.Retraction.objects.filter(record_kind="statement", record_id=OuterRef("id"))
        stated = models.Statement.objects.filter(~Exists(retracted), mention__in=some, superseded_by__isnull=True)
        statements += map(statement_value, stated.order_by("id"))
    for some in _portions({mention.account_id for mention in mentions}):
        kept = models.Account.objects.filter(id__in=some).order_by("number", "id")
        columns = ("id", "number", "kind", "source_id", "compartment", "text")
        for row_id, number, kind, source_id, compartment, text in kept.values_list(*columns):
            accounts.append(values.Account(row_id, number, kind, source_id, compartment=compartment, text=text))
    related = {row.value for row in statements if row.property == "relation"}
    labels = {}
    for some in _portions(related):
        labels.update(dict(models.Mention.objects.filter(id__in=some).values_list("id", "label")))
    facts = values.Facts(accounts=tuple(accounts), mentions=tuple(mentions), statements=tuple(statements))
    return Known(facts, labels, pictures_of(mention_ids))


def pictures_of(mention_ids: Collection[str] | None = None) -> dict[str, list[str]]:
    """mention id → what tells the pictures kept of it (None: of all mentions): "sha256:…", and "picture:…" if hashed.

    A picture that one account keeps of two people shows several, and tells neither.
    """
    found: dict[str, list[str]] = {}
    rows = models.Exhibit.objects.filter(mention__isnull=False, media_type__startswith="image/").exclude(sha256="")
    for some in [None] if mention_ids is None else _portions(mention_ids):
        about = models.Mention.objects.filter(id__in=some or ()).values("account")
        kept = (rows if some is None else rows.filter(account__in=about)).order_by("id")
        hashes = _hashes_of(kept)
        shown: dict[tuple[str, str], set[str]] = {}
        for row_id, account_id, mention_id, sha256 in kept.values_list("id", "account_id", "mention_id", "sha256"):
            for digest in ("sha256:" + sha256, *hashes.get(row_id, ())):
                shown.setdefault((account_id, digest), set()).add(mention_id)
        for (_account, digest), mentions_shown in shown.items():
            mention_id, *others = mentions_shown
            if not others and (some is None or mention_id in some):
                found.setdefault(mention_id, []).append(digest)
    return found


def _hashes_of(exhibits: QuerySet[models.Exhibit]) -> dict[str, list[str]]:
    rows = models.PictureHash.objects.filter(exhibit_id__in=exhibits.order_by().values("id")).exclude(value="")
    return {row_id: ["picture:" + value] for row_id, value in rows.values_list("exhibit_id", "value")}


def mentions_told(account_ids: Collection[str]) -> list[str]:
    """Ids of all mentions of some accounts, in the order in which they were told."""
    found: list[tuple[int, str]] = []
    for some in _portions(account_ids):
        found += models.Mention.objects.filter(account__in=some).values_list("account__number", "id")
    return [row_id for _number, row_id in sorted(found)]


def _portions(ids: Collection[str]) -> Iterable[list[str]]:
    wanted = sorted(ids)
    return (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))


def is_new(account_ids: Collection[str]) -> bool:
    """Whether none of these accounts is another version of an earlier one."""
    ids = list(account_ids)
    numbers = models.Account.objects.filter(id__in=ids).values("number")
    return not models.Account.objects.filter(number__in=numbers).exclude(id__in=ids).exists()


def groups_called(labels: Collection[str]) -> list[str]:
    """Current mentions of groups with one of these labels, however it is written."""
    wanted = {label.casefold().strip() for label in labels}
    everyone = Actor("", frozenset({"auditor"}), frozenset({"*"}))
    rows = models.Mention.objects.filter(kind="group", account__in=current_accounts(everyone).order_by().values("id"))
    return sorted(row_id for row_id, label in rows.values_list("id", "label") if label.casefold().strip() in wanted)


def circles_of(mention_ids: Collection[str]) -> dict[str, str]:
    """mention → compartment."""
    found: dict[str, str] = {}
    for some in _portions(mention_ids):
        found.update(dict(models.Mention.objects.filter(id__in=some).values_list("id", "account__compartment")))
    return found


def proposals_about(reader: Actor, mention_ids: Collection[str], least: float) -> list[OpenProposal]:
    """Proposals of at least this probability about some mentions, if the reader sees both sides; likeliest first."""
    found: dict[int, models.Proposal] = {}
    for some in _portions(mention_ids):
        rows = models.Proposal.objects.filter(millionths__gte=round(least * 1_000_000))
        for side in (rows.filter(mention_a__in=some), rows.filter(mention_b__in=some)):
            found.update((row.pk, row) for row in side)
    rows_found = sorted(found.values(), key=lambda row: (-row.millionths, row.mention_a, row.mention_b))
    sides = {one for row in rows_found for one in (row.mention_a, row.mention_b)}
    called = {one.id: Named(one.id, f"{one.label} (A-{one.number})") for one in mentions(reader, sides)}
    return [
        OpenProposal(called[row.mention_a], called[row.mention_b], row.millionths / 1_000_000, row.reasons)
        for row in rows_found
        if row.mention_a in called and row.mention_b in called
    ]
