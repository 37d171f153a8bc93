"""Correcting the words of an account: a new version that supersedes the one it was made from; nothing is overwritten.

What hangs on the account comes along: mentions, statements, consent (a withdrawn one stays withdrawn), and what people
decided about suggestions while the text stays as it was. Exhibits and seals stay with the version that they came with
and are found through it (`db.versions`). A second look (`tasks.look_over`) does not come along: somebody looks again.

Two people who correct one account: the correction names the version that it was made from, and is refused when that is
not the newest any more. The same file taken in again still changes nothing: what came in is remembered as it came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from tizim.actions.log import Entry, append, entry_of
from tizim.actions.passages import find_passage
from tizim.core.errors import BadInput, NotFound
from tizim.core.i18n import gettext as _
from tizim.db import models, queries
from tizim.db.digest import rows_sha256
from tizim.intake.format import clean_text as clean
from tizim.policies import Actor, check

CORRECTED = ("title", "text", "translation", "told_on", "language")
OWN = {"id", "account", "mention", "statement", "supersedes", "recorded_by", "recorded_at", "source", "taken_in"}
Row = TypeVar("Row", bound=Model)


class Newer(BadInput):
    """Somebody corrected the account meanwhile."""


def correct_account(*, by: Actor, account: str, version: str, given: Mapping[str, str]) -> models.Account:
    """The new version. version: the id of the one that `given` (CORRECTED) was made from.

    Raises NotFound, Forbidden, Newer, or BadInput when nothing is changed.
    """
    with transaction.atomic():
        models.LogState.objects.select_for_update().get(pk=1)
        old = queries.find_account(by, account)
        if old is None:
            raise NotFound(_("There is no account {name}.", name=account), _("List them: tizim accounts."))
        check(by, "take_in", compartment=old.compartment)
        if old.id != version:
            raise Newer(_("Somebody corrected this account meanwhile. Nothing was written."),
                        _("Choose field by field what holds, then write it down."))  # fmt: skip
        changed = {name: clean(given[name]).strip() for name in CORRECTED if name in given}
        if all(getattr(old, name) == text for name, text in changed.items()):
            raise BadInput(_("Nothing is changed."), _("Change what is wrong, then write it down."))
        return _write(by, old, changed)


def _write(by: Actor, old: models.Account, changed: Mapping[str, str]) -> models.Account:
    new = _copy(old, by, supersedes=old, source=old.source, taken_in=old.taken_in, **changed)
    mentions = {row.id: _copy(row, by, account=new, supersedes=row) for row in old.mentions.order_by("id")}
    said = list(queries.statements_of([old.id]))
    statements = {row.id: _statement(row, by, new, mentions) for row in said}
    consents = _consents(by, old, new, statements)
    rows = [*mentions.values(), *statements.values(), *consents]
    for row in (new, *rows):
        row.save(force_insert=True)
    content = rows_sha256([new, *rows])
    payload = {"content_sha256": content, "consents": [row.id for row in consents], "by": by.name,
               "supersedes": old.id}  # fmt: skip
    append([Entry("account", new.id, payload), *_decisions(by, old, new, statements)])
    return new


def _copy(row: Row, by: Actor, **more: Any) -> Row:
    """The same again as a row of its own."""
    same = {one.name: getattr(row, one.name) for one in row._meta.concrete_fields if one.name not in OWN}
    return type(row)(**{**same, "recorded_by": by.name, **more})


def _statement(
    row: models.Statement, by: Actor, new: models.Account, mentions: Mapping[str, models.Mention]
) -> models.Statement:
    """The statement of the new version; where its passage stands is looked up in the new text."""

    def moved(text: str) -> str:
        return mentions[text].id if text in mentions else text

    qualifiers = {name: moved(text) if isinstance(text, str) else text for name, text in row.qualifiers.items()}
    locator = row.locator
    if locator.startswith("chars ") and new.text != row.account.text:
        where = find_passage(new.text, row.as_said)
        locator = f"chars {where[0]}-{where[1]}" if where else ""
    return _copy(row, by, account=new, mention=mentions[row.mention_id], value=moved(row.value), qualifiers=qualifiers,
                 locator=locator)  # fmt: skip


def _consents(
    by: Actor, old: models.Account, new: models.Account, statements: Mapping[str, models.Statement]
) -> Sequence[models.Consent]:
    """What holds now, of the account and of single statements."""
    newest: dict[str, models.Consent] = {}
    for row in old.consents.order_by("id"):
        newest[row.statement_id or ""] = row
    return [
        _copy(row, by, account=new, statement=statements.get(about))
        for about, row in sorted(newest.items())
        if not about or about in statements
    ]


def _decisions(
    by: Actor, old: models.Account, new: models.Account, statements: Mapping[str, models.Statement]
) -> list[Entry]:
    """What was decided about suggestions, by whom it was: as long as the text is the same. Written, with its leaves."""
    entries = []
    if new.text == old.text and new.language == old.language:
        for row in old.decisions.filter(superseded_by__isnull=True).order_by("id"):
            became = statements.get(row.statement_id or "", row.statement)
            kept = _copy(row, by, account=new, statement=became, recorded_by=row.recorded_by)
            kept.save(force_insert=True)
            payload = {"account": new.id, "statement": kept.statement_id or "", "by": by.name,
                       "decision": kept.decision, "reason": kept.reason, "supersedes": ""}  # fmt: skip
            entries.append(entry_of("suggestion", kept, payload))
    return entries
