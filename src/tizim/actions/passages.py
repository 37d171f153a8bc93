"""A statement that a person makes from a passage of an account, or from a place in its recording, by their own reading.

The passage stands in the statement as the text has it, sign by sign, with where it begins and ends. Statement, the
mention that is made for it and their leaves are one transaction. What the account allows holds for it too.

Rules, in the order in which they are asked:
1. The account is current and seen by the actor, who has a role for it (`state`).
2. The passage stands in the account's text (spaces and line breaks aside); or a place in the original is named.
3. The statement is validated like any other; what the vocabulary does not know stays as words, with a notice.
4. The same is not stated twice of the same place.

Not here: what the reading aid suggests (`actions.suggestions`), bringing profiles up to date (`tizim.restating`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from tizim.actions.log import append, entry_of
from tizim.actions.stating import NEW, Correction, Stating
from tizim.core.drafts import Problem, StatementDraft
from tizim.core.errors import BadInput, NotFound
from tizim.core.i18n import gettext as _
from tizim.core.suggestions import Reading, SuggestedSubject
from tizim.db import models, queries
from tizim.policies import Actor, check

MOST_SIGNS = 5000  # of a passage


@dataclass(frozen=True)
class Said:
    """What a person reads from a passage; all as text. subject: key of a mention of the account, or NEW with kind and
    name. locator: where in the original, for what stands in no text ("00:12:31", "page 3")."""

    subject: str
    property: str
    value: str
    passage: str = ""
    locator: str = ""
    when: str = ""
    place: str = ""
    how_known: str = ""
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "person"
    name: str = ""


def state(*, by: Actor, account: str, said: Said) -> tuple[models.Statement, Sequence[Problem]]:
    """The statement, written, and what a person should see. Raises NotFound, Forbidden, BadInput with the field."""
    row = queries.find_account(by, account)
    if row is None:
        raise NotFound(_("There is no account {name}.", name=account), _("List them: tizim accounts."))
    check(by, "state", compartment=row.compartment)
    _check(said)
    with transaction.atomic():
        models.LogState.objects.select_for_update().get(pk=1)  # two people at once: the second sees the first
        stating = Stating(by, row, _subject_of(said), Correction(subject=said.subject))
        made, problems = stating.state(_draft(row, said))
        _check_new(by, made)
        added = [*stating.made.values(), made]
        for one in added:
            one.save(force_insert=True)
        append([entry_of(one._meta.model_name or "", one, {"by": by.name}) for one in added])
    return made, problems


def find_passage(text: str, passage: str) -> tuple[int, int] | None:
    """Where the words stand in the text, however a browser has broken their lines; None if they do not.

    >>> find_passage("He was\\n\\ntaken  away.", "was taken away")
    (3, 21)
    """
    words = [re.escape(word) for word in passage.split()]
    found = re.search(r"\s+".join(words), text) if words else None
    return found.span() if found else None


def _check(said: Said) -> None:
    missing = {"subject": _("Say of whom this is stated."), "property": _("Say what is stated.")}
    for name, words in missing.items():
        if not getattr(said, name).strip():
            raise BadInput(words, field=name)
    if said.subject == NEW and not said.name.strip():
        raise BadInput(_("Somebody new needs a name."), _("Write it as it stands in the account."), field="name")
    if not said.value.strip():
        raise BadInput(_("The statement has no value."), _("Write what is stated."), field="value")
    if not said.passage.strip() and not said.locator.strip():
        raise BadInput(_("A statement stands on words of the account, or on a place in it."),
                       _("Copy the words, or say where: page 3, 00:12:31."), field="passage")  # fmt: skip
    if len(said.passage) > MOST_SIGNS:
        raise BadInput(_("The passage is too long."), _("Choose the sentence that says it."), field="passage")


def _subject_of(said: Said) -> Reading:
    return Reading("", (SuggestedSubject(said.subject, said.kind, said.name.strip(), 0, 0),))


def _draft(row: models.Account, said: Said) -> StatementDraft:
    words, locator = "", said.locator.strip()
    if said.passage.strip():
        where = find_passage(row.text, said.passage)
        if where is None:
            raise BadInput(_("These words do not stand in the account."),
                           _("Copy them from its original text, without a change."), field="passage")  # fmt: skip
        words = row.text[where[0] : where[1]]
        locator = locator or f"chars {where[0]}-{where[1]}"
    return StatementDraft(
        subject=said.subject, property=said.property, value=said.value.strip(), as_said=words, language=row.language,
        when=said.when.strip(), place=said.place.strip(), how_known=said.how_known, locator=locator,
        qualifiers={name: text.strip() for name, text in said.qualifiers.items() if text.strip()},
    )  # fmt: skip


def _check_new(by: Actor, made: models.Statement) -> None:
    same = ("account", "mention", "property", "value", "locator", "valid_when", "place", "when_raw", "qualifiers")
    told = queries.current_statements(by).filter(**{name: getattr(made, name) for name in same if name != "qualifiers"})
    if any(row.qualifiers == made.qualifiers for row in told):
        raise BadInput(_("This is stated already, from the same place."), _("Look at what the account states."))
