"""Searches that a member keeps for themselves. Nobody else sees them; they are no facts and leave the log alone."""

from __future__ import annotations

from collections.abc import Mapping

from tizim import policies
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.db import models
from tizim.policies import Actor

LONGEST_NAME, MOST = 80, 100


def save(*, by: Actor, name: str, asked: Mapping[str, str]) -> None:
    """Keep a search under a name; one of that name is replaced. Raises BadInput, NotAllowed."""
    policies.check(by, "read")
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise BadInput(_("A search is kept under a name of at most 80 letters."), _("Write a short name."))
    own = models.SavedSearch.objects.filter(owner=by.name)
    if own.exclude(name=name).count() >= MOST:
        raise BadInput(_("No more than 100 searches are kept."), _("Remove one that is no longer used."))
    models.SavedSearch.objects.update_or_create(owner=by.name, name=name, defaults={"asked": dict(asked)})


def drop(*, by: Actor, number: int) -> None:
    """Forget one of one's own searches; another's is not touched."""
    models.SavedSearch.objects.filter(owner=by.name, id=number).delete()
