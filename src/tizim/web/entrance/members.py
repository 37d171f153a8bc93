"""Who works here, for administrators: roles, compartments, invitations. It shows nothing of the archive."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.actions import sign_ins
from tizim.actions.members import set_member
from tizim.core.errors import BadInput, TizimError
from tizim.core.i18n import gettext as _
from tizim.db import queries
from tizim.db.sign_ins import who_signs_in
from tizim.policies import ROLES, Actor
from tizim.web import desk
from tizim.web.acting import attempt, done
from tizim.web.entrance.signing_in import way
from tizim.web.fields import Field
from tizim.web.isolated import bdi

CONFIRMED_MINUTES = 15


def members(request: HttpRequest) -> HttpResponse:
    """The list, and a form for one more or for changing one (`?change=`, its place in the list)."""
    given, error = request.POST, None
    if request.method == "POST":
        if not desk.confirmed(request, CONFIRMED_MINUTES):
            return done(request, "/confirm" + way("/members"))
        error = attempt(lambda: _set(request)).error
        if error is None:
            return done(request, "/members", _("Written down."))
    listed, states = queries.members(), who_signs_in()
    place = {str(at): one for at, one in enumerate(listed, start=1)}
    changed = None if error else place.get(request.GET.get("change", ""))
    context = {
        "rows": [_row(one, states.get(one.name)) for one in listed],
        "fields": _fields_given(given) if error else _fields(changed), "error": error, "changed": changed,
    }  # fmt: skip
    return render(request, "desk/entrance/members.html", context, status=422 if error else 200)


def leaves(request: HttpRequest) -> HttpResponse:
    """A member leaves: no role, no sign-in, no visit."""
    if not desk.confirmed(request, CONFIRMED_MINUTES):
        return done(request, "/confirm" + way("/members"))
    name = request.POST.get("name", "")
    tried = attempt(lambda: set_member(by=desk.reader(), name=_known(name).name, roles=()))
    if tried.error:
        return done(request, "/members", str(tried.error), "error")
    _end_visits(name)
    return done(request, "/members", _("{name} does not work here any more.", name=name))


def invite(request: HttpRequest) -> HttpResponse:
    """A code for one member, shown this once."""
    if not desk.confirmed(request, CONFIRMED_MINUTES):
        return done(request, "/confirm" + way("/members"))
    name = request.POST.get("name", "")
    tried = attempt(lambda: sign_ins.invite(by=desk.reader(), session=desk.session(), name=name))
    if tried.value is None:
        return done(request, "/members", str(tried.error), "error")
    return render(request, "desk/entrance/invitation.html", {"name": name, "code": tried.value})


def role_words() -> dict[str, str]:
    """What each role is called, and what it may do, in the reader's language."""
    return {
        "collector": _("Takes in accounts"), "researcher": _("Researches and compares"),
        "reviewer": _("Reviews and judges"), "publisher": _("Publishes"), "custodian": _("Keeps sealed sources"),
        "auditor": _("Reads the log"), "administrator": _("Manages members; sees no data"),
    }  # fmt: skip


def _row(one: Actor, ready: bool | None) -> dict[str, object]:
    words = role_words()
    states = {None: _("No sign-in yet"), False: _("Invited"), True: _("Signs in")}
    return {
        "name": one.name, "roles": [words[role] for role in ROLES if role in one.roles],
        "compartments": [_("all") if name == "*" else bdi(name) for name in sorted(one.compartments)],
        "state": states[ready], "ready": bool(ready),
    }  # fmt: skip


def _fields(one: Actor | None) -> list[Field]:
    roles = [role for role in ROLES if one and role in one.roles]
    compartments = ", ".join(sorted(one.compartments)) if one else "general"
    return _form(one.name if one else "", roles, compartments)


def _fields_given(given: object) -> list[Field]:
    return _form(given.get("name", ""), given.getlist("roles"), given.get("compartments", ""))  # type: ignore[attr-defined]


def _form(name: str, roles: list[str], compartments: str) -> list[Field]:
    hint = _("Names of compartments, with commas between them. * opens all.")
    choices = list(role_words().items())
    return [
        Field("name", _("Name"), value=name, required=True),
        Field("roles", _("What they do here"), kind="checkboxes", choices=choices, chosen=roles or [""]),
        Field("compartments", _("Compartments that they see"), value=compartments, hint=hint),
    ]


def _set(request: HttpRequest) -> Actor:
    given = request.POST
    roles = given.getlist("roles")
    if not roles:
        raise BadInput(_("A member needs at least one role."), _("Whoever leaves is taken off the list below."))
    compartments = [part.strip() for part in given.get("compartments", "").split(",") if part.strip()]
    return set_member(by=desk.reader(), name=given.get("name", ""), roles=roles, compartments=compartments)


def _known(name: str) -> Actor:
    found = queries.find_member(name)
    if found is None:
        raise TizimError(_("There is no such member."))
    return found


def _end_visits(name: str) -> None:
    for one in desk.visits_of(name):
        desk.end_visit(one.id)
