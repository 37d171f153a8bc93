"""Mentions of corrected accounts: which stands for which now, asked about a few of them."""

from __future__ import annotations

from collections.abc import Iterable

from tizim.db import models

MANY = 5000  # ids in one question


def earlier(mention_ids: Iterable[str]) -> dict[str, str]:
    """Every version of the mentions → the given one that stands for it now, itself among them."""
    found = {one: one for one in mention_ids}
    new = set(found)
    while new:
        steps = [pair for some in parts(new) for pair in _steps().filter(id__in=some).values_list("supersedes", "id")]
        new = {old for old, _next in steps} - found.keys()
        found.update({old: found[later] for old, later in steps if old in new})
    return found


def newest(mention_ids: Iterable[str]) -> dict[str, str]:
    """Each mention → the one that stands for it since its account was corrected."""
    found = {one: one for one in mention_ids}
    new = set(found)
    while new:
        rows = (_steps().filter(supersedes__in=some).values_list("supersedes", "id") for some in parts(new))
        steps = dict(pair for some in rows for pair in some)
        found = {one: steps.get(last, last) for one, last in found.items()}
        new = set(steps.values())
    return found


def _steps():  # a query of corrected mentions
    gone = models.Retraction.objects.filter(record_kind="import").values("record_id")
    return models.Mention.objects.filter(supersedes__isnull=False).exclude(account__taken_in_id__in=gone)


def parts(ids: Iterable[str]) -> list[list[str]]:
    """The ids in order, in lists that one question can hold."""
    wanted = sorted(ids)
    return [wanted[at : at + MANY] for at in range(0, len(wanted), MANY)]
