"""Who works in the workspace: the newest row for a name holds; no roles means that the member has left."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from tizim.actions.log import Entry, append
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.db import models, queries
from tizim.db.sign_ins import who_signs_in
from tizim.policies import ROLES, Actor, can, check

FIRST_ROLES = ("collector", "researcher", "reviewer", "publisher", "auditor", "administrator")


def set_member(
    *, by: Actor | None, name: str, roles: Iterable[str], compartments: Iterable[str] = ("general",)
) -> Actor:
    """Add a member, or change or remove (no roles) one. Without `by` only while there is no member at all."""
    roles, compartments = sorted(set(roles)), sorted(set(compartments))
    unknown = [role for role in roles if role not in ROLES]
    if not name.strip():
        raise BadInput(_("A member needs a name."))
    if unknown:
        raise BadInput(
            _("Unknown role: {roles}.", roles=", ".join(unknown)), _("Roles: {roles}.", roles=", ".join(ROLES))
        )
    if by is not None:
        check(by, "manage_members")
        able = {member for member, ready in who_signs_in().items() if ready}
        others = [one for one in queries.members() if one.name != name.strip() and (not able or one.name in able)]
        if not any(can(one, "manage_members") for one in others) and "administrator" not in roles:
            raise BadInput(
                _("Nobody would be left who can change members."), _("Make somebody else an administrator first.")
            )
    with transaction.atomic():
        if by is None and models.Member.objects.exists():
            raise BadInput(_("This workspace has members already."), _("Say who you are: --by NAME."))
        row = models.Member.objects.create(
            name=name.strip(), roles=roles, compartments=compartments, recorded_by=by.name if by else name
        )
        said = {"name": row.name, "roles": roles, "compartments": compartments, "by": row.recorded_by}
        append([Entry("member", row.id, said)])
        if not roles:
            models.SignIn.objects.filter(member=row.name).delete()  # whoever left does not sign in any more
    return queries.find_member(row.name) or Actor(row.name, frozenset(), frozenset())
