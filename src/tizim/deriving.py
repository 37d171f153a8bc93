"""What is derived from the facts, computed again: search keys, clusters, contradictions, proposals, derivations found.

A composition like `pipeline`: it knows the order of the stages and computes nothing itself. Facts are not written
here; what is derived is put away by `actions.rebuild`.

Invariants: a pure function of all facts: twice gives the same, whoever asks and in whatever language.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from tizim import corroborate, resolve
from tizim.actions import meeting, prints, rebuild, search_index, text_index
from tizim.core.values import Facts, Statement
from tizim.corroborate.edges import Join, Reuse, find_reuse
from tizim.corroborate.edges import Progress as Steps
from tizim.corroborate.meaning import with_meaning
from tizim.db import judging, near, queries, translations
from tizim.db.meeting import pictures_of
from tizim.policies import Actor, deriving_for_all

Progress = Callable[[str, int], None]


def refresh(reader: Actor, progress: Progress | None = None) -> None:
    """Drop and recompute everything derived. A pure function of all facts: twice gives the same, whoever asks."""
    facts = queries.facts(deriving_for_all(reader))
    search_index.replace_all(rows=findables(facts), progress=progress)
    text_index.replace_all()
    _put_clusters(facts)
    put_edges(facts)
    _put_proposals(facts)  # the last: it notes what the tables cover
    if progress:
        progress("proposals", len(facts.mentions))


def put_edges(facts: Facts, join: Join | None = None, progress: Steps | None = None) -> Reuse:
    """Who was drawn from whom, found by words; what was found by meaning stays (`translating`), as far as it may."""
    documents = documents_of(facts)
    meant = translations.found_by_meaning({document["id"] for document in documents})
    found = find_reuse(documents, join, progress)
    rebuild.replace_edges(edges=with_meaning(found.edges, meant))
    prints.replace_all(
        accounts=[document.id for document in found.documents], printed=found.printed, ringed=found.ringed,
        further=found.further,
    )  # fmt: skip
    return found


def _put_proposals(facts: Facts) -> None:
    """Proposals, the weights they rest on, and the keys by which the next account meets its candidates."""
    compartments = {account.id: account.compartment for account in facts.accounts}
    numbers = {account.id: account.number for account in facts.accounts}
    features = sorted(features_of(facts), key=lambda one: (numbers[one.account_id], one.mention_id))
    circle_of = {one.mention_id: compartments[one.account_id] for one in features}
    judged = resolve.judged_by_circle(facts.judgements, circle_of)
    proposed = resolve.propose_by_compartment(features, compartments, judged=judged)
    rebuild.replace_proposals(proposals=proposed.proposals)
    meeting.replace_all(
        rows=proposed.blocks.rows(), mentions=[one.mention_id for one in features], people=proposed.sizes,
        weights={circle: weights.as_values() for circle, weights in proposed.weights.items()},
    )  # fmt: skip


def refresh_clusters(reader: Actor) -> list[str]:
    """After a judgement: who belongs together now. Returns the conflicts in words, for a person to settle."""
    return _put_clusters(queries.facts(deriving_for_all(reader)), {row_id for row_id, _ in queries.name_rows(reader)})


def refresh_judged(reader: Actor) -> None:
    """The same after a judgement, reading what is said only in the clusters that it changes.

    Ends with the same tables as `refresh_clusters`, which it calls for groups: those of one name are shown as one.
    """
    everyone = deriving_for_all(reader)
    rows = queries.judgements(everyone)
    about = {one for row in rows for one in (row.mention_a, row.mention_b)}
    inner = resolve.clusters(about, rows).of
    public = resolve.clusters(about, rows, need_second=lambda _row: True).of
    before = judging.stored_clusters(about)
    changed = {one for one in about if before.get(one) != (inner[one], public[one])}
    touched = {cluster for one in changed for cluster in (inner[one], *before.get(one, ())[:1])}
    members = {one for one in about if inner[one] in touched}
    facts = near.facts(everyone, judging.accounts_of(members))
    if any(mention.kind == "group" and mention.id in members for mention in facts.mentions):
        refresh_clusters(reader)
        return
    rebuild.change_clusters(inner={one: inner[one] for one in changed}, public={one: public[one] for one in changed})
    own = Facts(statements=tuple(row for row in facts.statements if row.mention_id in members))
    found = {cluster: corroborate.contradictions(said) for cluster, said in by_cluster(own, inner).items()}
    rebuild.replace_contradictions(found=found, only=sorted(touched))


def _put_clusters(facts: Facts, seen: set[str] | frozenset[str] = frozenset()) -> list[str]:
    mentions = [mention.id for mention in facts.mentions]
    inner = resolve.clusters(mentions, facts.judgements)
    public = resolve.clusters(mentions, facts.judgements, need_second=lambda _row: True)
    rebuild.replace_clusters(inner=inner.of, public=public.of)
    said = by_cluster(facts, groups_together(facts, inner.of))
    rebuild.replace_contradictions(found={c: corroborate.contradictions(rows) for c, rows in said.items()})
    labels = {mention.id: mention.label for mention in facts.mentions}
    return [
        f"{labels[c.mention_a]} ≠ {labels[c.mention_b]}, {len(c.chain)} × same"
        for c in inner.conflicts
        if {c.mention_a, c.mention_b} <= seen
    ]


def receipt(stored: list[list]) -> list[tuple[str, str, int, str]]:
    """A stored receipt in the reader's language: (field, outcome, hundredths of weight, words) for every field."""
    lines = {
        field: resolve.Reason(field, level, outcome, weight / 100, tuple(values))
        for field, outcome, weight, level, values in stored
    }
    return [(one.field, one.outcome, round(one.weight * 100), resolve.say(one)) for one in resolve.every_field(lines)]


def features_of(
    facts: Facts, *, labels: Mapping[str, str] | None = None, pictures: Mapping[str, list[str]] | None = None
) -> list[resolve.MentionFeatures]:
    """What is known of each person mentioned, for comparing. `labels`, `pictures`: of others than `facts` has."""
    by_mention: dict[str, list[Statement]] = {}
    for statement in facts.statements:
        by_mention.setdefault(statement.mention_id, []).append(statement)
    people = (mention for mention in facts.mentions if mention.kind == "person")
    labels = {mention.id: mention.label for mention in facts.mentions} | dict(labels or {})
    kept = pictures_of() if pictures is None else pictures
    return [
        resolve.features(one, by_mention.get(one.id, []), labels=labels, photographs=kept.get(one.id, ()))
        for one in people
    ]


def findables(facts: Facts, only: Collection[str] | None = None) -> Iterator[search_index.Findable]:
    """What each mention (or each of `only`) is found by. Hedged years of birth reach two years either way."""
    said: dict[str, list[Statement]] = {}
    for statement in facts.statements:
        said.setdefault(statement.mention_id, []).append(statement)
    compartments = {account.id: account.compartment for account in facts.accounts}
    for mention in facts.mentions:
        if only is None or mention.id in only:
            own = said.get(mention.id, [])
            known = resolve.features(mention, own)
            statuses = {row.value for row in own if row.property == "status" and row.value}
            born, more = known.born, 2 * (known.born.loose if known.born else 0)
            yield search_index.Findable(
                mention.id, compartments[mention.account_id], mention.kind, known.names,
                (born.first - more, born.last + more) if born else None,
                search_index.marks_of(known.sexes, known.places, statuses),
            )  # fmt: skip


def documents_of(facts: Facts) -> list[dict[str, str]]:
    """Accounts with a text to compare. A file that carries an account with its text is left out: it is the same one."""
    carriers = {account.carried_by for account in facts.accounts if account.text}
    return [
        {"id": a.id, "text": a.text, "lang": a.language, "published": a.published_on, "publisher": a.publication}
        for a in facts.accounts
        if a.text and a.id not in carriers
    ]


def groups_together(facts: Facts, clusters: dict[str, str]) -> dict[str, str]:
    """Clusters with groups of one name as one: “the camps” has no identity that could be mistaken."""
    first: dict[str, str] = {}
    together = dict(clusters)
    for mention in sorted((m for m in facts.mentions if m.kind == "group"), key=lambda m: m.id):
        together[mention.id] = first.setdefault(mention.label.casefold().strip(), mention.id)
    return together


def by_cluster(facts: Facts, clusters: dict[str, str]) -> dict[str, list[Statement]]:
    """Cluster id → the statements about it."""
    said: dict[str, list[Statement]] = {}
    for statement in facts.statements:
        said.setdefault(clusters.get(statement.mention_id, statement.mention_id), []).append(statement)
    return said
