"""Everything that a page about one subject needs, by questions that do not grow with the archive.

`facts` gives what `queries.facts` gives for some accounts, and `origins` what they go back to; a test holds that the
values are equal. Not here: who belongs together (`homes`), profiles (`pipeline`), words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q

from tizim.core import values
from tizim.core.joining import standing
from tizim.db import as_values, derivations, homes, models, queries
from tizim.db.findings import finding_rows, unreplaced
from tizim.db.judging import MentionRow, mentions
from tizim.db.versions import exhibits
from tizim.policies import Actor

Carriers = dict[tuple[str, str], str]


def accounts_of(reader: Actor, mention_ids: Iterable[str]) -> set[str]:
    """The current accounts, as far as the reader sees them, in which these mentions stand."""
    rows = models.Mention.objects.filter(id__in=list(mention_ids))
    return queries.seen_accounts(reader, rows.values_list("account_id", flat=True))


def origins(reader: Actor, account_ids: Collection[str]) -> set[str]:
    """The accounts, and everything they go back to over derivations, detected ones too, and carriers."""
    shown = queries.current_accounts(reader)
    seen, new = set(account_ids), set(account_ids)
    while new:
        rows = list(models.Account.objects.filter(id__in=new).only("id", "number", "kind", "carried_by"))
        decided = derivations.decisions(shown.order_by(), [row.number for row in rows])
        found = derivations.sources_of(new, derivations.decided(decided)) | set(carriers(reader, rows).values())
        new = found - seen
        seen |= new
    return seen


def carriers(reader: Actor, rows: Iterable[models.Account]) -> Carriers:
    """What these accounts are said to be carried by → the account that is called so: by its number, its external id or
    the name of its file; of several, as `queries.facts` does, the last that bears the name."""
    called = {as_values.carrier_key(row.kind, row.carried_by) for row in rows if row.carried_by}
    if not called:
        return {}
    numbers = {int(name[2:]) for _space, name in called if name[:2] == "A-" and name[2:].isdecimal() and len(name) < 12}
    names = {name for space, name in called if not space}
    asked = Q(number__in=numbers) | Q(external_id__in=names)
    for name in names:
        asked |= Q(origin=name) | Q(origin__endswith=f"/{name}")
    found: Carriers = {}
    shown = list(queries.current_accounts(reader).filter(asked).only("id", "number", "external_id", "origin"))
    for row in shown:
        found.update({(space, f"A-{row.number}"): row.id for space in ("number", "")})
    for row in shown:
        found.update({("", name): row.id for name in (row.origin.rpartition("/")[2], row.external_id) if name})
    return {key: row_id for key, row_id in found.items() if key in called}


def findings(reader: Actor, versions: Mapping[str, str]) -> list[values.Finding]:
    """Findings about these mentions that no later one that the reader sees replaces. `versions`: `homes.earlier`."""
    about, new = dict(versions), set(versions)
    while new:
        later = models.FindingTerms.objects.filter(replaces__mention__in=new).values_list("finding__mention", flat=True)
        new = set(later) - about.keys()
        about.update(homes.newest(new))
    rows = finding_rows(about, only=about)
    seen = homes.visible(reader, {row.mention_id for row in rows})
    return unreplaced([row for row in rows if row.mention_id in seen])


def facts(reader: Actor, account_ids: Iterable[str]) -> values.Facts:
    """What hangs on these accounts, as far as the reader sees it: `queries.facts` for a few of them."""
    rows = list(queries.current_accounts(reader).filter(id__in=list(account_ids)).select_related("source"))
    ids = [row.id for row in rows]
    mentions = models.Mention.objects.filter(account__in=ids).order_by("id")
    known = {one.id for one in mentions}
    versions = homes.earlier(known)
    sources = {row.source_id: row.source for row in rows}
    links, carried = queries.source_links(sources), carriers(reader, rows)
    judged = [as_values.judgement(row, versions) for row in homes.touching(versions)]
    return values.Facts(
        sources=tuple(as_values.source(sources[one], links) for one in sorted(sources)),
        accounts=tuple(as_values.account(row, carried) for row in rows),
        mentions=tuple(values.Mention(one.id, one.account_id, one.kind, one.label) for one in mentions),
        statements=tuple(as_values.statement(row) for row in queries.statements_of(ids)),
        consents=tuple(as_values.consent(row) for row in models.Consent.objects.filter(account__in=ids).order_by("id")),
        judgements=tuple(row for row in judged if row.mention_a in known and row.mention_b in known),
        derivations=tuple(derivations.derivations(ids, [row.number for row in rows])),
        findings=tuple(row for row in findings(reader, versions) if row.mention_id in known),
        exhibits=tuple(exhibits(ids, versions)),
    )  # fmt: skip


def stated(reader: Actor, account_ids: Iterable[str], properties: Collection[str]) -> list[values.Statement]:
    """Current statements of these properties in these accounts, as far as the reader sees them."""
    rows = queries.statements_of(queries.seen_accounts(reader, account_ids)).filter(property__in=properties)
    return [as_values.statement(row) for row in rows]


def last_checks(account_ids: Iterable[str]) -> dict[str, models.SecondCheck]:
    """account → the newest look that a second person took at it, for accounts that the caller has found readable."""
    rows = models.SecondCheck.objects.filter(account__in=list(account_ids)).order_by("id")
    return {row.account_id: row for row in rows}


def proposals(
    reader: Actor, mention_ids: Collection[str], judged: Iterable[values.Judgement], limit: int
) -> tuple[list[tuple[MentionRow, MentionRow]], int]:
    """(one of these mentions, another that may be the same), likeliest first, up to `limit`; and how many there are.

    Neither judged, nor joined already, each once. `judged`: what was judged near them (`homes.judgements_near`).
    """
    ours = set(mention_ids)
    pairs_judged = [{row.mention_a, row.mention_b} for row in standing(judged)]
    settled = {one for pair in pairs_judged if pair & ours for one in pair}
    rows = models.Proposal.objects.filter(Q(mention_a__in=ours) | Q(mention_b__in=ours)).order_by("-millionths", "id")
    pairs = [(a, b) if a in ours else (b, a) for a, b in rows.values_list("mention_a", "mention_b")]
    apart = [pair for pair in pairs if pair[1] not in ours | settled]
    named = {row.id: row for row in mentions(reader, {one for pair in apart for one in pair})}
    likeliest = dict(reversed([(b, a) for a, b in apart if a in named and b in named]))
    found = [(named[a], named[b]) for a, b in apart if likeliest.get(b) == a]
    return found[:limit], len(found)


def numbers(account_ids: Iterable[str]) -> dict[str, int]:
    """account → its number, for accounts that the caller has found readable."""
    return dict(models.Account.objects.filter(id__in=list(account_ids)).values_list("id", "number"))
