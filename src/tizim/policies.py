"""Who may do what, in which state. One rule serves the button (`can`) and the action (`check`).

Rules, in the order in which they are asked:
1. A verb belongs to roles; an actor needs one of them (table ROLES_FOR).
2. A record lies in a compartment; an actor needs it among theirs ("*" opens all). Reading carries the same rule
   into the query (`readable_compartments`), so that what a reader may not see changes no count.
3. Some verbs need a second person (table TWO_PEOPLE): someone else, with a role for the verb.
4. Administrators keep the machine running and see no data; no role opens a sealed source: that takes a
   custodian's key, and `open_sealed` only says who may ask.

Not here: passwords, sessions, sealed content.

>>> asel = Actor("Asel", frozenset({"reviewer"}), frozenset({"general"}))
>>> can(asel, "judge", compartment="general"), can(asel, "publish")
(True, False)
"""

from __future__ import annotations

from dataclasses import dataclass

from tizim.core.errors import Forbidden
from tizim.core.i18n import gettext as _

ROLES = ("collector", "researcher", "reviewer", "publisher", "custodian", "auditor", "administrator")

_WORK = frozenset({"collector", "researcher", "reviewer", "publisher"})
ROLES_FOR: dict[str, frozenset[str]] = {
    "read": _WORK | {"custodian", "auditor"},
    "take_in": frozenset({"collector", "researcher"}),
    "undo_import": frozenset({"collector", "researcher"}),
    "keep_exhibit": frozenset({"collector", "researcher"}),
    "get_exhibit": frozenset({"researcher", "reviewer", "publisher"}),
    "record_consent": frozenset({"collector", "reviewer", "publisher"}),
    "widen_consent": frozenset({"collector", "reviewer", "publisher"}),
    "withdraw": _WORK | {"custodian"},
    "judge": frozenset({"reviewer"}),
    "second": frozenset({"reviewer", "publisher"}),
    "plan": _WORK | {"custodian"},
    "look_over": frozenset({"researcher", "reviewer", "publisher"}),
    "answer": _WORK | {"custodian"},
    "decide_derivation": frozenset({"researcher", "reviewer"}),
    "decide_suggestion": frozenset({"collector", "researcher", "reviewer"}),
    "state": frozenset({"collector", "researcher", "reviewer"}),
    "record_finding": frozenset({"reviewer"}),
    "assess": frozenset({"reviewer"}),
    "link_sources": frozenset({"custodian"}),
    "publish": frozenset({"publisher"}),
    "export": frozenset({"publisher", "custodian"}),
    "erase": frozenset({"custodian", "publisher"}),
    "open_sealed": frozenset({"custodian"}),
    "change_custodians": frozenset({"custodian", "administrator"}),
    "manage_members": frozenset({"administrator"}),
    "back_up": frozenset({"administrator", "custodian"}),
    "rebuild": _WORK | {"administrator"},
    "audit": frozenset({"auditor", "custodian"}),
}
TWO_PEOPLE = frozenset({"publish", "widen_consent", "export", "erase", "record_finding"})


@dataclass(frozen=True)
class Actor:
    """Someone who works in the workspace, as the newest `Member` row says."""

    name: str
    roles: frozenset[str]
    compartments: frozenset[str]


def check(actor: Actor, verb: str, *, compartment: str | None = None, second: Actor | None = None) -> None:
    """Raises Forbidden with the rule and who could do it. `second` is asked for where TWO_PEOPLE says so."""
    check_first(actor, verb, compartment=compartment)
    if verb in TWO_PEOPLE:
        _check_second(actor, verb, second, compartment)


def check_first(actor: Actor, verb: str, *, compartment: str | None = None) -> None:
    """The rule for one person alone: whether they may ask for what takes two. Raises Forbidden."""
    allowed = ROLES_FOR[verb]
    if not actor.roles & allowed:
        raise Forbidden(
            _("{name} may not do this ({verb}).", name=actor.name, verb=verb),
            _("It takes one of these roles: {roles}.", roles=", ".join(sorted(allowed))),
        )
    if compartment is not None and not _opens(actor, compartment):
        raise Forbidden(_("{name} does not see this compartment.", name=actor.name), _("Ask its members."))


def can(actor: Actor, verb: str, *, compartment: str | None = None, second: Actor | None = None) -> bool:
    """The same rule for a button: whether `check` would pass."""
    try:
        check(actor, verb, compartment=compartment, second=second)
    except Forbidden:
        return False
    return True


def can_at_all(actor: Actor, verb: str) -> bool:
    """Whether the actor has a role for the verb, in whatever compartment: for a page that lists what may be done."""
    return bool(actor.roles & ROLES_FOR[verb])


def readable_compartments(actor: Actor) -> frozenset[str] | None:
    """The compartments whose records exist for this reader; None means all, an empty set none."""
    if not actor.roles & ROLES_FOR["read"]:
        return frozenset()
    return None if "*" in actor.compartments else actor.compartments


def deriving_for_all(actor: Actor) -> Actor:
    """Who computes, at `actor`'s call, what is derived: it comes from all facts and is the same for everyone.

    For computing only. What is derived is shown by queries that carry the reader again.
    """
    return Actor(actor.name, actor.roles | {"auditor"}, frozenset({"*"}))


def _opens(actor: Actor, compartment: str) -> bool:
    return "*" in actor.compartments or compartment in actor.compartments


def _check_second(actor: Actor, verb: str, second: Actor | None, compartment: str | None) -> None:
    if second is None:
        raise Forbidden(_("This takes two people ({verb}).", verb=verb), _("Name the second with --second."))
    if second.name == actor.name:
        raise Forbidden(_("The second person must be someone else than {name}.", name=actor.name))
    roles = ROLES_FOR[verb] | ROLES_FOR["second"]
    if not second.roles & roles or (compartment is not None and not _opens(second, compartment)):
        raise Forbidden(
            _("{name} may not be the second person for this ({verb}).", name=second.name, verb=verb),
            _("It takes one of these roles: {roles}.", roles=", ".join(sorted(roles))),
        )
