"""The pages of one person, facility or group: everything told of them, the accounts that tell it, and its history.

No page here reads more than what hangs on its subject (`db.near`, `db.homes`). Not here: lists and the search.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim import deciding, pipeline, policies
from tizim.core.i18n import gettext as _
from tizim.core.profiles import Profile
from tizim.core.values import Judgement
from tizim.db import homes, near
from tizim.policies import Actor
from tizim.web import desk
from tizim.web.isolated import bdi
from tizim.web.paging import page_of
from tizim.web.people import edits, held, parties, timeline, tree
from tizim.web.people.kin import kin
from tizim.web.people.lanes import bars
from tizim.web.people.shown_person import ShownPerson

PARTIES, EDITS, ALIKE, AT_PLACE, PAGE = 12, 6, 6, 40, 50
SHEETS = ("tokens", "frame", "desk", "parts", "people")


@dataclass(frozen=True)
class Subject:
    """Who a page is about, with all that the reader may know. `judged`: what was judged near them."""

    reader: Actor
    id: str
    profile: Profile
    shown: ShownPerson
    judged: list[Judgement]

    @property
    def accounts(self) -> list[str]:
        about = set(self.profile.mention_ids)
        return [row.account_id for row in self.shown.facts.mentions if row.id in about]


def find(profile_id: str) -> Subject:
    """The subject that a mention belongs to. Raises NotSeen."""
    reader = desk.reader()
    mentions = homes.members(reader, [profile_id])[profile_id]
    accounts = near.accounts_of(reader, mentions)
    if not accounts:
        raise desk.NotSeen(_("There is no such profile."), _("It may have been joined with another: look the name up."))
    facts = near.facts(reader, near.origins(reader, accounts))
    of = homes.homes(reader, [row.id for row in facts.mentions])
    subject = of[next(iter(mentions))]
    profile = pipeline.profiles(facts, of, [subject])[0]
    return Subject(reader, subject, profile, ShownPerson(facts, of), homes.judgements_near(reader, mentions))


def profile(request: HttpRequest, profile_id: str) -> HttpResponse:
    """Everything about one subject, in the order the field knows."""
    one = find(profile_id)
    shown, about = one.shown, set(one.profile.mention_ids)
    found, count = parties.rows(shown, about, 0, PARTIES)
    told = _history(one)
    context = {
        **shown.page(one.profile), "sheets": SHEETS, "parties": parties.table(found), "parties_count": count,
        "more_parties": count > len(found), "edits": edits.in_words(shown, one.reader, told[:EDITS]),
        "edits_count": len(told), "more_edits": len(told) > EDITS, "alike": _alike(one), "exhibits": _exhibits(one),
        "disputed": bool(deciding.conflicts_among(one.judged)),
        "may_find": policies.can_at_all(one.reader, "record_finding"),
    }  # fmt: skip
    context.update(_person(one) if one.profile.kind == "person" else _place(one))
    context["finding_of"] = one.id
    context["finding_at"] = f"/findings/{one.id}"
    context["outline"] = _outline(context)
    return render(request, "desk/people/profile.html", context)


def _outline(context: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands on the page, in order; marks which sections are shown and where."""
    more = {
        "testifying": context["parties_count"], "about": context.get("relatives") or context.get("people"),
        "chronology": context.get("dated"), "supplementary": context["exhibits"], "official": context["beside"],
    }  # fmt: skip
    found = []
    for section in context["sections"]:
        section["anchor"] = f"part-{section['code'].replace('_', '-')}"
        section["shown"] = bool(section["values"] or section["contradictions"] or more.get(section["code"]))
        if section["shown"]:
            found.append({"anchor": section["anchor"], "title": section["title"], "count": len(section["values"])})
    if context["contradictions"]:
        found.append(
            {"anchor": "contradictions", "title": _("Contradictions"), "count": len(context["contradictions"])}
        )
    if context["findings"]:
        found.append({"anchor": "findings", "title": _("Findings"), "count": len(context["findings"])})
    return [*found, {"anchor": "history", "title": _("History of this record"), "count": context["edits_count"]}]


def accounts(request: HttpRequest, profile_id: str) -> HttpResponse:
    """Every account about one subject."""
    one = find(profile_id)
    about = set(one.profile.mention_ids)
    _none, count = parties.rows(one.shown, about, 0, 0)
    context = page_of(request, range(count), PAGE)
    here = context["page"]
    found, _count = parties.rows(one.shown, about, (here - 1) * PAGE, here * PAGE)
    return render(request, "desk/people/accounts.html", {**context, **_named(one), "table": parties.table(found)})


def history(request: HttpRequest, profile_id: str) -> HttpResponse:
    """All that was written down, judged and found about one subject, newest first."""
    one = find(profile_id)
    context = page_of(request, _history(one), PAGE)
    return render(
        request,
        "desk/people/history.html",
        {**context, **_named(one), "edits": edits.in_words(one.shown, one.reader, context["rows"])},
    )


def people_at(request: HttpRequest, profile_id: str) -> HttpResponse:
    """Everybody who is said to have been at a place."""
    one = find(profile_id)
    context = page_of(request, held.people_at(one.shown, set(one.profile.mention_ids)), PAGE)
    return render(request, "desk/people/held.html", {**context, **_named(one), "people": context["rows"]})


def _named(one: Subject) -> dict[str, Any]:
    name = one.profile.names[0] if one.profile.names else ""
    return {"id": one.id, "name": bdi(name) if name else _("(no name)"), "plain_name": name or _("(no name)"),
            "sheets": SHEETS}  # fmt: skip


def _history(one: Subject) -> list[edits.Row]:
    return edits.read(one.reader, one.accounts, one.profile.mention_ids)


def _alike(one: Subject) -> dict[str, Any]:
    """Open proposals about this subject, likeliest first."""
    rows, count = near.proposals(one.reader, one.profile.mention_ids, one.judged, ALIKE)
    shown = [
        {"href": f"/proposals/{own.id}/{other.id}", "name": bdi(other.label) if other.label.strip() else _("(no name)"),
         "number": other.number}
        for own, other in rows
    ]  # fmt: skip
    return {"rows": shown, "more": count - len(shown)}


def _exhibits(one: Subject) -> list[dict[str, Any]]:
    """Files kept with the accounts about this subject, but those that are kept about somebody else."""
    about, accounts = set(one.profile.mention_ids), set(one.accounts)
    numbers = {row.id: row.number for row in one.shown.facts.accounts}
    return [
        {"name": bdi(row.name), "caption": bdi(row.caption) if row.caption else "", "size": row.size_bytes,
         "number": numbers[row.account_id]}
        for row in one.shown.facts.exhibits
        if row.account_id in accounts and (not row.mention_id or row.mention_id in about) and not row.erased
    ]  # fmt: skip


def _person(one: Subject) -> dict[str, Any]:
    dated = bars(value for section in one.profile.sections.values() for value in section)
    relatives = kin(one.reader, one.id, one.shown.facts)
    name = one.profile.names[0] if one.profile.names else ""
    state = one.shown.state(one.profile)
    words, locked = (str(state["plain"]), state["held"]) if state else ("", False)
    drawings = [tree.family(name, words, relatives, held=locked, columns=columns) for columns in (2, 4)]
    return {
        "timeline": timeline.timeline(dated, datetime.now(UTC).date()), "dated": dated,
        "family": [one for one in drawings if one],
        "relatives": [one for one in relatives if not one.of], "further": [one for one in relatives if one.of],
    }  # fmt: skip


def _place(one: Subject) -> dict[str, Any]:
    people = held.people_at(one.shown, set(one.profile.mention_ids))
    return {"people": people[:AT_PLACE], "people_count": len(people), "more_people": len(people) > AT_PLACE}
