"""What came with earlier versions of an account and still belongs to it, since a correction at the desk kept it.

Such a correction (`actions.correcting`) keeps the digest of what came in; one through the interview's form
(`actions.interviews`) supersedes an interview that was taken down here. A version that was imported anew does neither.
What an import brings anew stands for itself, with the files that came with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import F, Q, QuerySet

from tizim.core import values
from tizim.db import as_values, models

INTERVIEW = "interview"  # where an account came from that was taken down in the desk's form


def continued(visible: QuerySet | list[str]) -> dict[str, str]:
    """Id of an earlier version → id of the account among `visible` (ids) that continues it."""
    same = models.Account.objects.filter(
        Q(content_sha256=F("supersedes__content_sha256"))
        | Q(origin=INTERVIEW, supersedes__origin=INTERVIEW, external_id__startswith=f"{INTERVIEW}/"),
        supersedes__isnull=False,
    )
    step = dict(same.filter(id__in=visible).values_list("supersedes_id", "id"))
    found = dict(step)
    while step:
        before = same.filter(id__in=list(step)).values_list("supersedes_id", "id")
        step = {earlier: step[id_] for earlier, id_ in before}
        found |= step
    return found


def exhibits(visible: QuerySet | list[str], moved: Mapping[str, str]) -> list[values.Exhibit]:
    """Those of accounts whose ids are `visible`, those of the versions that they continue included.

    moved: old mention id → the mention that stands for it now.
    """
    of = continued(visible)
    own = models.Exhibit.objects.filter(account__in=visible).select_related("object")
    rows = [*own, *(models.Exhibit.objects.filter(account__in=list(of)).select_related("object") if of else ())]
    found = []
    for row in sorted(rows, key=lambda one: one.id):
        one = as_values.exhibit(row)
        found.append(replace(one, account_id=of.get(one.account_id, one.account_id),
                             mention_id=moved.get(one.mention_id, one.mention_id)))  # fmt: skip
    return found


def custody(exhibit_ids: list[str]) -> dict[str, models.Exhibit]:
    """The rows of exhibits that the caller has found readable: who gave them, who took them in, when."""
    return models.Exhibit.objects.in_bulk(exhibit_ids)


def written_down(consent_ids: list[str]) -> dict[str, models.Consent]:
    """The rows of consents that the caller has found readable: who wrote them down, when and why."""
    return models.Consent.objects.in_bulk(consent_ids)
