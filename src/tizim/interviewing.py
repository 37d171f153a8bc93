"""An interview, from its first answer to one account with whoever it may speak of: what the desk's form does.

The account takes the same way as one from a file: answers → draft → statements → `take_in` → what is derived. A
composition like `pipeline`. Not here: keeping what is typed (`actions.interviews`), words and pages (`web.interview`).

Invariants: who is named as the same source or the same person is looked up with whoever asks · a draft becomes one
account, however often it is finished · a correction never allows more than the account allowed, and never replaces
a version that whoever made it had not before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tizim import entering, statements
from tizim.actions import consents, continuing, interviews, pictures
from tizim.actions.interviews import OpenDraft
from tizim.actions.session import Session
from tizim.actions.take_in import Prepared
from tizim.core.drafts import Problem, StatementReady
from tizim.core.errors import BadInput, NotFound
from tizim.core.i18n import gettext as _
from tizim.core.interview_form import rows_in, section_of
from tizim.core.shared_form import Conflict
from tizim.core.values import Facts
from tizim.db import near, queries
from tizim.db.models import Account
from tizim.entering import Met
from tizim.intake import form_again
from tizim.intake.form_answers import Formed, form_account
from tizim.intake.form_checks import Note, asked_by_the_un, lacking, naming_the_source, taken_lately
from tizim.policies import Actor

MOST_SPELLINGS = 4  # of a name that are met: each costs a comparison


@dataclass(frozen=True)
class Review:
    """What a filled form makes. `un`: what the United Nations ask and whether it is there; `lately`: see
    `form_checks.taken_lately`; `source`: the account whose source speaks again."""

    formed: Formed
    ready: list[StatementReady]
    problems: list[Problem]
    notes: list[Note] = field(default_factory=list)
    un: list[tuple[str, bool, str]] = field(default_factory=list)
    lately: str = ""
    source: Account | None = None

    @property
    def errors(self) -> list[Note]:
        return [one for one in self.notes if one.level == "error"]

    def sections_with_errors(self) -> set[str]:
        return {section_of(one.field) for one in self.errors}


def review(by: Actor, session: Session, draft: OpenDraft) -> Review:
    """Everything that would be recorded, and everything a person should look at first."""
    values = draft.form.values
    same = find_named(by, values.get("person.same_person", ""))
    words = _("The one who speaks may mean the person of account A-{number}.", number=same.number) if same else ""
    formed = form_account(values, draft.form.rows, draft.external_id, same_words=words)
    ready, problems = statements.validate(formed.draft)
    source = find_named(by, values.get("source.same_as", ""))
    notes = lacking(values, custodian=session.has_custodians())
    for name, found in (("source.same_as", source), ("person.same_person", same)):
        if values.get(name) and found is None:
            notes.append(Note(name, _("There is no account {name}.", name=values[name][:20]),
                              _("Write its number, as A-12."), "error"))  # fmt: skip
    notes += _widened(by, draft, formed)
    notes += _odd(formed)
    notes += naming_the_source(values, [(f"files.{one.id}", f"{one.name} {one.caption} {one.received_from}")
                                        for one in draft.files])  # fmt: skip
    un, lately = asked_by_the_un(ready, values), taken_lately(ready, values.get("source.told_on", ""))
    return Review(formed, ready, problems, notes, un, lately, source)


def find_named(by: Actor, text: str) -> Account | None:
    """The account that somebody named by its number, if they may see it."""
    number = text.strip().upper().removeprefix("A-").removeprefix("А-")  # the Cyrillic letter too
    return queries.find_account(by, f"A-{number}") if number.isascii() and number.isdigit() else None


def _odd(formed: Formed) -> list[Note]:
    """Statement by statement, so that each line leads to its field."""
    notes = []
    for said, fields in zip(formed.draft.statements, formed.fields, strict=True):
        for problem in statements.validate(replace(formed.draft, statements=(said,)))[1]:
            if problem.field != "about":  # names are asked in their own statements
                name = fields.get(problem.field) or fields[""]
                notes.append(Note(name, problem.message, problem.try_))
    return list(dict.fromkeys(notes))


def _widened(by: Actor, draft: OpenDraft, formed: Formed) -> list[Note]:
    if not draft.corrects:
        return []
    row = queries.find_account(by, draft.corrects)
    given = [one for one in queries.consents_of(by, [row.id]) if not one.statement_id] if row else []
    now = {} if not given or given[-1].withdrawn else given[-1].purposes
    if not consents.widens(now, formed.draft.consent.purposes):
        return []
    return [Note("consent.keep", _("A correction cannot allow more than the account allows now."),
                 _("Allowing more takes two people: tizim consent."), "error")]  # fmt: skip


@dataclass(frozen=True)
class Finished:
    """The account that an interview became. `new`: by this call."""

    number: int
    account_id: str
    new: bool


def finish(by: Actor, session: Session, draft_id: str) -> Finished:
    """Record the account, destroy the draft, let the new people meet those who are known. Once, however often asked.

    Raises BadInput with the first error of the check, Newer, and what `take_in.record_accounts` raises.
    """
    try:
        draft = interviews.open_draft(by=by, session=session, draft_id=draft_id)
    except NotFound:
        return _finished_before(by, draft_id)
    if draft.corrects:
        continuing.check_newest(by, draft.corrects, draft.version)
    found = review(by, session, draft)
    if found.errors:
        raise BadInput(found.errors[0].message, found.errors[0].try_)
    prepared = Prepared(
        replace(found.formed.draft, compartment=draft.compartment), found.ready, found.problems,
        [one.exhibit("p1") for one in draft.files],
        source_id=found.source.source_id if found.source else "",
    )  # fmt: skip
    try:
        taken = interviews.finish(by=by, session=session, draft=draft, prepared=prepared)
    except NotFound:
        return _finished_before(by, draft_id)
    pictures.hash_new(session=session, account_ids=taken.account_ids)
    entering.refresh_new(by, taken.account_ids)
    row = queries.find_account(by, draft.external_id)
    assert row is not None
    return Finished(row.number, row.id, new=True)


def _finished_before(by: Actor, draft_id: str) -> Finished:
    row = queries.find_account(by, interviews.EXTERNAL + draft_id)
    if row is None:
        raise NotFound(_("There is no such interview here."), _("It may have been finished: look among the accounts."))
    return Finished(row.number, row.id, new=False)


def look(by: Actor, values: Mapping[str, str], rows: Mapping[str, list[int]]) -> list[Met]:
    """Who is perhaps the person that is being described, under any of the names given; the likeliest first."""
    names = [row["name"] for _at, row in rows_in(values, "person.names", rows["person.names"]) if row["name"]]
    places = [row["place"] for _at, row in rows_in(values, "person.addresses", rows["person.addresses"])]
    more = {"born": values.get("person.birth", ""), "father": values.get("person.father_name", ""),
            "sex": values.get("person.sex", ""), "place": next(iter(places), "")}  # fmt: skip
    found: dict[str, Met] = {}
    for name in names[:MOST_SPELLINGS]:
        for met in entering.meet(by, _described(name, more)):
            if met.mention_id not in found or met.probability > found[met.mention_id].probability:
                found[met.mention_id] = met
    return sorted(found.values(), key=lambda one: (-one.probability, one.mention_id))


def _described(name: str, more: Mapping[str, str]) -> entering.MentionFeatures:
    """By everything that can be read; what cannot be is left out, not the whole person."""
    readable: dict[str, str] = {}
    for part, text in more.items():
        try:
            entering.describe(name="x", **{part: text})
        except BadInput:
            continue
        readable[part] = text
    return entering.describe(name=name, **readable)


def again(by: Actor, session: Session, number: int) -> str:
    """A new unfinished interview that holds what an account states, to correct it. Returns its id."""
    row, facts = _of(by, number)
    values, rows = form_again.answers(facts)
    return interviews.start(
        by=by, session=session, compartment=row.compartment, values=values, rows=rows, corrects=row.external_id,
        version=row.id, made_from=row.number,
    )  # fmt: skip


@dataclass(frozen=True)
class Later:
    """The version that stands now, of an account that an unfinished interview corrects. `conflicts`: what was changed
    in it since the interview was begun; `expected` of a field: which answer nobody would ask about ("mine", "theirs"),
    or ""."""

    account: Account
    conflicts: list[Conflict]
    expected: Mapping[str, str]
    rows: Mapping[str, int]


def later(by: Actor, draft: OpenDraft) -> Later:
    """What a correction must be reconciled with. Raises NotFound when the account is not there any more."""
    row = queries.find_account(by, draft.corrects)
    if row is None:
        raise NotFound(_("There is no account {name}.", name=draft.corrects), _("List them: tizim accounts."))
    theirs, rows = form_again.answers(near.facts(by, [row.id]))
    mine, conflicts, expected = draft.form.values, [], {}
    for name in dict.fromkeys([*theirs, *mine]):
        first, here, there = draft.form.first(name), mine.get(name, ""), theirs.get(name, "")
        if there not in (here, first) and name not in form_again.NEVER_BACK:
            conflicts.append(Conflict(name, here, there, row.recorded_by, row.recorded_at.isoformat()))
            expected[name] = "theirs" if here == first else ""
    return Later(row, conflicts, expected, rows)


def reconcile(by: Actor, session: Session, draft_id: str, version: str, chosen: Mapping[str, str]) -> None:
    """Go on with a correction from the version that stands now. `chosen`: field → "mine" or "theirs".

    Raises Newer when `version` is not that one, or a field that differs was not chosen.
    """
    draft = interviews.open_draft(by=by, session=session, draft_id=draft_id)
    found = later(by, draft)
    continuing.check_newest(by, draft.corrects, version)
    if any(chosen.get(one.field) not in ("mine", "theirs") for one in found.conflicts):
        continuing.check_newest(by, draft.corrects, "")
    taken = {one.field: one.theirs for one in found.conflicts if chosen[one.field] == "theirs"}
    interviews.catch_up(by=by, session=session, draft_id=draft_id, version=version, chosen=taken, rows=found.rows)


def next_about(by: Actor, session: Session, number: int, mention_id: str) -> str:
    """A new unfinished interview about somebody whom an account names, with its source and what was allowed."""
    row, facts = _of(by, number)
    label = next((one.label for one in facts.mentions if one.id == mention_id and one.kind == "person"), None)
    if label is None:
        raise NotFound(_("There is no such person in this account."))
    values = form_again.same_source(facts) | {"person.names.0.name": label, "source.same_as": f"A-{number}"}
    return interviews.start(by=by, session=session, compartment=row.compartment, values=values, made_from=number)


def _of(by: Actor, number: int) -> tuple[Account, Facts]:
    row = queries.find_account(by, f"A-{number}")
    if row is None or row.number != number or not row.external_id.startswith(interviews.EXTERNAL):
        raise NotFound(_("There is no such interview here."), _("Only an account that was taken down here has a form."))
    return row, near.facts(by, [row.id])
