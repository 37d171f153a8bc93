"""Unfinished interviews: begun, kept at every pause, taken over, thrown away, and finished as one account.

Keeping is not recording: a draft is no fact and has no leaf, since nothing of it may outlive it. Two things of it are
noted in the custody log: that somebody took one over, because they then read what another heard, and the account it
became. Files go into the vault at once, hashed, and get row, key and leaf when the interview is finished; until then
the draft holds what opens them (decision 0057). What is corrected names the version that it was made from, and a draft
that carries an account's words goes with that account when it is erased.

Invariants: an acknowledged answer is in the database · nothing of a draft is readable in its row · a draft ends in the
same transaction in which its account is written, so it becomes one account or none.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO, TypeVar

from django.db import transaction
from django.utils import timezone

from tizim.actions import continuing
from tizim.actions.exhibits import KeptExhibit
from tizim.actions.log import Entry, append
from tizim.actions.session import Session
from tizim.actions.take_in import Prepared, Taken, record_accounts
from tizim.core.drafts import ExhibitDraft
from tizim.core.errors import BadInput, Forbidden, NotFound
from tizim.core.i18n import gettext as _
from tizim.core.shared_form import Conflict, SharedForm, form_of
from tizim.db import drafts, models, queries
from tizim.db.drafts import InterviewDraft
from tizim.db.ids import new_id
from tizim.intake.exhibit_files import guess_media_type
from tizim.intake.format import clean_text
from tizim.policies import Actor, check
from tizim.vault import objects

KIND = "interview-draft"
EXTERNAL = "interview/"  # before a draft's id: what its account is called by those who finish it twice
LONGEST_NAME = 120  # letters of a file's name
MOST_FILES = 40
Made = TypeVar("Made")


@dataclass(frozen=True)
class KeptFile:
    """A file of an unfinished interview, already in the vault. `about`: "person" if it shows them, else ""."""

    id: str
    name: str
    media_type: str
    size_bytes: int
    sha256: str
    caption: str
    received_from: str
    received_on: str
    about: str
    stored: Mapping[str, Any] = field(repr=False)

    def exhibit(self, subject: str) -> KeptExhibit:
        """As it is recorded with the account; `subject`: key of the mention it shows, if it shows the person."""
        stored = {**self.stored, "salt": bytes.fromhex(self.stored["salt"]),
                  "leaf_bytes": bytes.fromhex(self.stored["leaf_bytes"])}  # fmt: skip
        draft = ExhibitDraft(
            "", self.name, self.media_type, self.caption, self.received_from, self.received_on,
            subject if self.about else "",
        )  # fmt: skip
        return KeptExhibit(draft, objects.StoredObject(**stored))


@dataclass
class OpenDraft:
    """An unfinished interview as whoever may open it reads it. `corrects`: external id of the account it corrects;
    `version`: id of the version of it that the form was made from; `made_from`: number of the account whose words it
    began with, 0 if none."""

    id: str
    owner: str
    compartment: str
    updated_at: datetime.datetime
    form: SharedForm
    files: list[KeptFile] = field(default_factory=list)
    corrects: str = ""
    version: str = ""
    made_from: int = 0

    @property
    def external_id(self) -> str:
        return self.corrects or EXTERNAL + self.id


def start(
    *, by: Actor, session: Session, compartment: str, values: Mapping[str, str], corrects: str = "",
    rows: Mapping[str, int] | None = None, version: str = "", made_from: int = 0,
) -> str:  # fmt: skip
    """A new unfinished interview with these answers. `rows`: how many rows groups have; for the rest see OpenDraft.
    Returns its id. Raises NotFound if the account it is made from was erased meanwhile."""
    check(by, "take_in", compartment=compartment)
    form = SharedForm()
    for home, count in (rows or {}).items():
        while len(form.rows[home]) < count and form.add_row(home) is not None:
            pass
    form.put(values, by=by.name, at=_now())
    row = InterviewDraft(id=new_id(), owner=by.name, editors=[by.name], compartment=compartment)
    made = OpenDraft(
        row.id, by.name, compartment, row.updated_at, form, corrects=corrects, version=version, made_from=made_from
    )
    with transaction.atomic():
        _lock_log()
        if made_from and queries.find_account(by, f"A-{made_from}") is None:
            raise NotFound(_("There is no account {name}.", name=f"A-{made_from}"), _("List them: tizim accounts."))
        _write(row, made, session)
    return row.id


def open_draft(*, by: Actor, session: Session, draft_id: str) -> OpenDraft:
    """What was answered so far. Raises NotFound for one that the actor may not open, as for one that is not there."""
    row = drafts.find_draft(by, draft_id)
    if row is None or by.name not in row.editors:
        raise NotFound(_("There is no such interview here."), _("It may have been finished: look among the accounts."))
    return _read(row, session)


def keep(
    *, by: Actor, session: Session, draft_id: str, given: Mapping[str, str], since: int
) -> tuple[OpenDraft, list[Conflict]]:
    """Keep answers of somebody who had version `since` before them; what another changed meanwhile is a conflict."""
    return _change(by, session, draft_id, lambda draft: draft.form.send(given, since=since, by=by.name, at=_now()))


def settle(*, by: Actor, session: Session, draft_id: str, chosen: Mapping[str, str]) -> OpenDraft:
    """Write what a person chose between two answers."""
    return _change(by, session, draft_id, lambda draft: draft.form.put(chosen, by=by.name, at=_now()))[0]


def add_row(*, by: Actor, session: Session, draft_id: str, home: str) -> int | None:
    """One more row of a group; None when there are too many."""
    return _change(by, session, draft_id, lambda draft: draft.form.add_row(home))[1]


def take_row(*, by: Actor, session: Session, draft_id: str, home: str, number: int) -> None:
    _change(by, session, draft_id, lambda draft: draft.form.take_row(home, number, by=by.name, at=_now()))


def take_over(*, by: Actor, session: Session, draft_id: str) -> None:
    """Go on with another's interview, who may go on too. It is noted before anything of it is shown."""
    row = drafts.find_draft(by, draft_id)
    if row is None:
        raise NotFound(_("There is no such interview here."), _("It may have been finished: look among the accounts."))
    with transaction.atomic():
        _lock_log()
        row = InterviewDraft.objects.select_for_update().get(id=draft_id)
        if by.name in row.editors:
            return
        append([Entry("interview_taken_over", row.id, {"from": row.owner, "by": by.name})])
        row.owner, row.editors = by.name, [*row.editors, by.name]
        row.save(update_fields=["owner", "editors"])


def throw_away(*, by: Actor, session: Session, draft_id: str) -> None:
    """Destroy an unfinished interview and its files. Only its owner may."""
    draft = open_draft(by=by, session=session, draft_id=draft_id)
    if draft.owner != by.name:
        raise Forbidden(_("Only {name} may throw this interview away.", name=draft.owner), _("Take it over first."))
    with transaction.atomic():
        row = InterviewDraft.objects.select_for_update().filter(id=draft_id).first()
        if row is None:  # its files are an account's now
            raise NotFound(_("This interview was finished already."))
        names = list(row.objects_kept)
        row.delete()
    for name in names:
        objects.remove(session.workspace.vault_path, name)


def add_file(
    *, by: Actor, session: Session, draft_id: str, stream: BinaryIO, name: str, caption: str = "",
    received_from: str = "", received_on: str = "", about: str = "",
) -> KeptFile:  # fmt: skip
    """Put a file into the vault, byte for byte, and keep it with the interview. Returns when it is safe."""
    check(by, "keep_exhibit", compartment=open_draft(by=by, session=session, draft_id=draft_id).compartment)
    stored = objects.put(session.workspace.vault_path, stream)
    plain = clean_text(name).strip()[-LONGEST_NAME:] or _("file")
    kept = KeptFile(
        new_id(), plain, guess_media_type(plain), stored.size_bytes, stored.sha256, clean_text(caption),
        clean_text(received_from), clean_text(received_on), "person" if about else "",
        {**asdict(stored), "salt": stored.salt.hex(), "leaf_bytes": stored.leaf_bytes.hex()},
    )  # fmt: skip

    def add(draft: OpenDraft) -> None:
        if len(draft.files) >= MOST_FILES:
            raise BadInput(_("There are too many files."), _("Finish this interview and begin another."))
        draft.files.append(kept)

    try:
        _change(by, session, draft_id, add)
    except BaseException:
        objects.remove(session.workspace.vault_path, stored.name)
        raise
    return kept


def remove_file(*, by: Actor, session: Session, draft_id: str, file_id: str) -> None:
    """Destroy a file that is not yet part of an account."""

    def take(draft: OpenDraft) -> list[str]:
        gone = [one.stored["name"] for one in draft.files if one.id == file_id]
        draft.files = [one for one in draft.files if one.id != file_id]
        return gone

    for name in _change(by, session, draft_id, take)[1]:
        objects.remove(session.workspace.vault_path, name)


def finish(*, by: Actor, session: Session, draft: OpenDraft, prepared: Prepared) -> Taken:
    """Write the account and destroy the draft, both or neither. `prepared` was made from `draft`, which must be as
    it stands: raises NotFound if it was finished meanwhile, BadInput if somebody changed it, and Newer if it corrects
    a version that is not the newest any more."""
    with transaction.atomic():
        _lock_log()
        row = InterviewDraft.objects.select_for_update().filter(id=draft.id).first()
        if row is None:
            raise NotFound(_("This interview was finished already."))
        if _read(row, session) != draft:
            raise BadInput(_("Somebody changed this interview meanwhile."), _("Read it again, then finish it."))
        old = continuing.check_newest(by, draft.corrects, draft.version) if draft.corrects else None
        if old is not None:
            prepared = continuing.with_what_was_kept(old, prepared)
        taken = record_accounts(by=by, session=session, batch=[prepared])
        if old is not None and taken.account_ids:
            continuing.keep_narrowed(by, old, models.Account.objects.get(id=taken.account_ids[0]))
        elif old is not None and (back := continuing.put_back(by, old, prepared)):
            taken.account_ids.append(back.id)
        row.delete()
    return taken


def catch_up(*, by: Actor, session: Session, draft_id: str, version: str, chosen: Mapping[str, str],
             rows: Mapping[str, int]) -> None:  # fmt: skip
    """Let a correction be made from `version` from now on, with what a person chose of it. `rows`: as in `start`."""

    def change(draft: OpenDraft) -> None:
        for home, count in rows.items():
            while draft.form.next_row[home] < count and draft.form.add_row(home) is not None:
                pass
        draft.form.put(chosen, by=by.name, at=_now())
        draft.version = version

    _change(by, session, draft_id, change)


def destroy_made_from(session: Session, numbers: Collection[int], external_ids: Collection[str]) -> list[str]:
    """Destroy every unfinished interview that began with the words of these accounts, whoever's it is.

    In the transaction that erases them, after the log was locked. Returns the names of its files in the vault.
    """
    names: list[str] = []
    for row in InterviewDraft.objects.all():
        try:
            draft = _read(row, session)
        except BadInput:  # of another workspace, or damaged: nobody reads it here
            continue
        if draft.made_from in numbers or (draft.corrects and draft.corrects in external_ids):
            names += [one.stored["name"] for one in draft.files]
            row.delete()
    return names


def _lock_log() -> None:
    """Before any draft is locked: erasing an account locks the log first too, so neither waits for the other."""
    models.LogState.objects.select_for_update().get(pk=1)


def _change(by: Actor, session: Session, draft_id: str, change: Callable[[OpenDraft], Made]) -> tuple[OpenDraft, Made]:
    open_draft(by=by, session=session, draft_id=draft_id)
    with transaction.atomic():
        row = InterviewDraft.objects.select_for_update().filter(id=draft_id).first()
        if row is None:
            raise NotFound(_("This interview was finished already."))
        draft = _read(row, session)
        before = _content(draft)
        made = change(draft)
        if _content(draft) != before:
            row.updated_at = draft.updated_at = timezone.now()
            _write(row, draft, session)
    return draft, made


def _read(row: InterviewDraft, session: Session) -> OpenDraft:
    content = json.loads(session.unwrap_content(KIND, row.id, bytes(row.content)))
    files = [KeptFile(**one) for one in content["files"]]
    form = form_of(content["form"])
    corrects, version = content["corrects"], content.get("version", "")
    made_from = content.get("made_from", _named_at_first(form))
    return OpenDraft(row.id, row.owner, row.compartment, row.updated_at, form, files, corrects, version, made_from)


def _named_at_first(form: SharedForm) -> int:
    """The account that a draft from before `made_from` was kept began with: the one whose source goes on."""
    first = form.answers.get("source.same_as", [])[:1]
    number = first[0].value.removeprefix("A-") if first and first[0].version == 1 else ""
    return int(number) if number.isascii() and number.isdigit() else 0


def _content(draft: OpenDraft) -> str:
    files = [asdict(one) for one in draft.files]
    made = {"corrects": draft.corrects, "version": draft.version, "made_from": draft.made_from}
    return json.dumps({"form": draft.form.as_values(), "files": files, **made}, ensure_ascii=False)


def _write(row: InterviewDraft, draft: OpenDraft, session: Session) -> None:
    row.version = draft.form.version
    row.content = session.wrap_content(KIND, row.id, _content(draft))
    row.objects_kept = [one.stored["name"] for one in draft.files]
    row.save()


def _now() -> str:
    return timezone.now().isoformat(timespec="minutes")
