"""Writing the derived tables. What stands in them is computed by the pure stages; here it is only put away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import AutoField

from tizim.core.canonical import canonical_bytes
from tizim.db import models
from tizim.db.postings import part_id, read_rows


def replace_clusters(*, inner: Mapping[str, str], public: Mapping[str, str]) -> None:
    """Put away which mentions belong together, for the office and for publication."""
    rows = [models.Cluster(mention_id=m, cluster_id=c, public=False) for m, c in sorted(inner.items())]
    rows += [models.Cluster(mention_id=m, cluster_id=c, public=True) for m, c in sorted(public.items())]
    with transaction.atomic():
        models.Cluster.objects.all().delete()
        models.Cluster.objects.bulk_create(rows, batch_size=200)


def change_clusters(*, inner: Mapping[str, str], public: Mapping[str, str]) -> None:
    """Put away where these mentions belong now, leaving all others."""
    touched = sorted({*inner, *public})
    rows = [models.Cluster(mention_id=m, cluster_id=inner[m], public=False) for m in touched]
    rows += [models.Cluster(mention_id=m, cluster_id=public[m], public=True) for m in touched]
    with transaction.atomic():
        models.Cluster.objects.filter(mention_id__in=touched).delete()
        models.Cluster.objects.bulk_create(rows, batch_size=200)


def add_clusters(*, mention_ids: Iterable[str]) -> None:
    """New mentions, each by itself: nobody has judged them yet."""
    rows = [models.Cluster(mention_id=m, cluster_id=m, public=public) for m in mention_ids for public in (False, True)]
    models.Cluster.objects.bulk_create(rows, batch_size=200)


def replace_proposals(*, proposals: Iterable, only: Sequence[str] | None = None) -> None:
    """Proposals of who may be the same; with `only`, those that touch these mentions."""
    rows = [_proposal(p) for p in sorted(proposals, key=lambda p: (p.mention_a, p.mention_b))]
    with transaction.atomic():
        if only is None:
            models.Proposal.objects.all().delete()
        else:
            touched = list(only)
            models.Proposal.objects.filter(mention_a__in=touched).delete()
            models.Proposal.objects.filter(mention_b__in=touched).delete()
        models.Proposal.objects.bulk_create(rows, batch_size=200)


def add_proposals(*, proposals: Iterable) -> int:
    """More proposals; those of pairs that have one already are left as they stand. How many are new."""
    with transaction.atomic():
        known = set(models.Proposal.objects.values_list("mention_a", "mention_b"))
        rows = [
            _proposal(p)
            for p in sorted(proposals, key=lambda p: (p.mention_a, p.mention_b))
            if (p.mention_a, p.mention_b) not in known
        ]
        models.Proposal.objects.bulk_create(rows, batch_size=200)
    return len(rows)


def _proposal(given) -> models.Proposal:
    chance = round(given.probability * 1_000_000)
    return models.Proposal(
        mention_a=given.mention_a, mention_b=given.mention_b, millionths=chance,
        telling=chance * 5_000_000 - chance * chance * 4, reasons=stored_reasons(given.reasons),
    )  # fmt: skip


def stored_reasons(reasons: Iterable) -> list[list]:
    """The lines of a receipt as codes and values; what has nothing to compare is left out and filled in when shown."""
    return [
        [line.field, line.outcome, round(line.weight * 100), line.level, list(line.values)]
        for line in reasons
        if line.weight or line.level != "nothing"
    ]


def replace_edges(*, edges: Iterable[Mapping]) -> None:
    """Detected derivations between accounts, with their passages as places in the two texts."""
    rows = [
        models.ReuseEdge(
            derived_id=edge["derived"], source_id=edge["source"], kind=edge.get("kind", ""),
            evidence={key: value for key, value in edge.items() if key not in ("derived", "source", "kind")},
        )
        for edge in sorted(edges, key=lambda edge: (edge["derived"], edge["source"]))
    ]  # fmt: skip
    with transaction.atomic():
        models.ReuseEdge.objects.all().delete()
        models.ReuseEdge.objects.bulk_create(rows, batch_size=200)


def replace_contradictions(*, found: Mapping[str, Iterable], only: Sequence[str] | None = None) -> None:
    """Contradictions by cluster; with `only`, of these clusters, leaving the others."""
    rows = [
        models.Contradiction(
            cluster_id=cluster, statement_a=one.statement_a, statement_b=one.statement_b, rule=one.rule,
            certain=one.certain,
        )
        for cluster in sorted(found)
        for one in found[cluster]
    ]  # fmt: skip
    with transaction.atomic():
        stale = models.Contradiction.objects.all()
        (stale if only is None else stale.filter(cluster_id__in=list(only))).delete()
        models.Contradiction.objects.bulk_create(rows, batch_size=200)


def derived_sha256() -> str:
    """One digest over everything derived, for the test that a rebuild is identical."""
    columns = [["lists of names", sorted(map(repr, _iter_lists()))]]
    for model in models.DERIVED:
        if model is not models.NameKey:
            names = [field.attname for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
            columns.append([model.__name__, sorted(map(repr, model.objects.values_list(*names)))])
    return hashlib.sha256(canonical_bytes(columns)).hexdigest()


def _iter_lists() -> Iterator[tuple[int, list[int]]]:
    """The names listed under each key. Their order and their parts say when they came, which is not derived."""
    for key, parts in models.NameKey.objects.filter(parts__gt=0).values_list("id", "parts").iterator():
        rows = read_rows([part_id(key, part) for part in range(parts)])
        yield key, sorted(name for _row_id, _parts, held in rows for name in held)
