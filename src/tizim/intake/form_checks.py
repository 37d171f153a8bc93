"""What a person should look at before an interview becomes an account: what is missing, what is odd, what cannot wait.

Kind words, never a score: every line says which field it is about and what to do. Only few things stop an interview
from being finished; a tired relative is not sent home for a blank. Not here: what words mean (`statements.validate`).

Source: the elements without which the United Nations' Working Group on Enforced or Involuntary Disappearances cannot
take up a case, and its urgent procedure (three months): its form and methods of work.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tizim.core.dates import InexactDate, find_date, from_edtf
from tizim.core.drafts import StatementReady
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.core.interview_form import IDENTITY
from tizim.core.vocabularies import fold

TAKEN = ("detained", "arrested", "sent_to_camp", "summoned", "last_contact", "no_news")
FREE = ("released_free", "released_restricted", "deceased", "left_country")
URGENT_DAYS = 92  # three months, at their longest
SHORTEST_NAME = 4  # letters of a part of a name that is looked for in other answers


@dataclass(frozen=True)
class Note:
    """A line of the check page. level: "error" (nothing is recorded before it is mended), "caution" or "hint"."""

    field: str
    message: str
    try_: str = ""
    level: str = "caution"


def lacking(values: Mapping[str, str], *, custodian: bool) -> list[Note]:
    """What is missing, in the order of the form."""
    given, found = {name: text.strip() for name, text in values.items() if text.strip()}, []
    sealed = [name for name in (*(f"source.{one}" for one in IDENTITY), "risks.source", "person.id_number")
              if name in given]  # fmt: skip
    if sealed and not custodian:
        found.append(Note(sealed[0], _("There is no custodian to seal this to."),
                          _("Make one first: tizim custodian new NAME."), "error"))  # fmt: skip
    if not any(name.startswith("person.names.") and name.endswith(".name") for name in given):
        found.append(Note("person.names.0.name", _("The person has no name yet."),
                          _("Write how they are called, if only in part."), "error"))  # fmt: skip
    if given.get("consent.keep") == "no":
        found.append(Note("consent.keep", _("They do not want this to be kept."),
                          _("Throw this interview away, or ask again."), "error"))  # fmt: skip
    for name, message in (
        ("source.kind", _("It does not say who speaks.")),
        ("source.relation", _("It does not say what the person is to the one who speaks.")),
        ("consent.given_how", _("It does not say how consent was given.")),
    ):
        if name not in given:
            found.append(Note(name, message, _("Ask, or leave it.")))
    told = [given.get(f"status.{name}") for name in ("status", "place", "health")]
    if not any(told) and ("status.as_of" in given or "status.how" in given):
        found.append(Note("status.status", _("It does not say how it is now."), _("Ask, or leave it.")))
    return found


def asked_by_the_un(ready: Iterable[StatementReady], values: Mapping[str, str]) -> list[tuple[str, bool, str]]:
    """(what the working group cannot do without, whether it is there, the field where it is asked)."""
    events = [one for one in ready if one.property == "event"]
    taken = [one for one in events if one.value in TAKEN] or events
    steps = any(one.property == "step_taken" for one in ready)
    return [
        (_("full name"), any(values.get(f"person.names.{at}.name", "").strip() for at in range(60)),
         "person.names.0.name"),
        (_("when the person was taken: at least month and year"), any(_to_the_month(one) for one in taken),
         "events.events.0.when"),
        (_("where the person was taken or last seen"), any(one.place or one.place_raw for one in taken),
         "events.events.0.place"),
        (_("who took the person"), any(one.qualifiers.get("by") for one in events), "events.events.0.by"),
        (_("what the family did to find the person, or why nothing was possible"), steps, "steps.steps.0.what"),
    ]  # fmt: skip


def taken_lately(ready: Iterable[StatementReady], told_on: str) -> str:
    """Whether somebody may have been missing for less than three months: "yes", "maybe" (dates are inexact), ""."""
    today, rows = find_date(told_on), list(ready)
    if today is None or today.latest is None:
        return ""
    if any(one.property == "status" and one.subject == "p1" and one.value in FREE for one in rows):
        return ""
    since, found = today.latest - datetime.timedelta(days=URGENT_DAYS), ""
    for one in rows:
        date = _read(one) if one.property == "event" and one.value in TAKEN else None
        if date and date.latest and date.latest >= since:
            certain = date.earliest is not None and date.earliest >= since and not date.qualifier
            found = "yes" if certain or found == "yes" else "maybe"
    return found


def naming_the_source(values: Mapping[str, str], files: Sequence[tuple[str, str]]) -> list[Note]:
    """Answers that are not sealed and hold a part of the sealed name or a telephone number. `files`: (field, words)."""
    parts = [fold(part) for part in values.get("source.name", "").split() if len(part) >= SHORTEST_NAME]
    digits = "".join(sign for sign in values.get("source.contact", "") if sign.isdigit())[-7:]
    own = {fold(part) for name, text in values.items() if ".names." in name for part in text.split()}
    looked_for = [part for part in parts if part not in own] + ([digits] if len(digits) > 5 else [])  # noqa: PLR2004
    sealed = (*(f"source.{one}" for one in IDENTITY), "risks.source", "person.id_number")
    found = []
    for name, text in (*((name, text) for name, text in values.items() if name not in sealed), *files):
        if any(part in fold(text) for part in looked_for):
            what = _("Here stands a part of the name or number of the one who speaks, where it is not sealed.")
            found.append(Note(name, what, _("Write “I” or “my brother” instead.")))
    return found


def _to_the_month(one: StatementReady) -> bool:
    date = _read(one)
    return bool(date and date.earliest and date.latest and (date.latest - date.earliest).days <= 31)  # noqa: PLR2004


def _read(one: StatementReady) -> InexactDate | None:
    try:
        return from_edtf(one.valid_when) if one.valid_when else None
    except BadInput:
        return None
