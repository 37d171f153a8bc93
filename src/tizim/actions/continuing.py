"""What a correction through the interview's form keeps of the version that it supersedes, which the form does not ask.

Title and translation, and what was narrowed or withdrawn for single statements: neither one person nor a form may widen
that. Files stay with the version that they came with and are found through it (`db.versions`). Not here: words
corrected at the desk (`actions.correcting`), the form itself (`actions.interviews`).

Invariant: nothing that a correction still says is allowed more than it was before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tizim.actions import consents
from tizim.actions.correcting import Newer, correct_account
from tizim.actions.log import append, entry_of
from tizim.actions.take_in import Prepared
from tizim.core.errors import BadInput, NotFound
from tizim.core.i18n import gettext as _
from tizim.db import models, queries
from tizim.policies import Actor

# What the form asks in one place: words that were narrowed as one of these may come back as another.
TOGETHER = (
    {"event", "reason_suspected", "reason_official"},
    {"status", "located_in"},
    {"step_taken", "official_response"},
    {"risk", "urgency"},
)
Said = tuple[str, ...]


def check_newest(by: Actor, account: str, version: str) -> models.Account:
    """The account that a correction supersedes. Raises Newer if `version` is not the one that stands; NotFound."""
    old = queries.find_account(by, account)
    if old is None:
        raise NotFound(_("There is no account {name}.", name=account), _("List them: tizim accounts."))
    if old.id != version:
        raise Newer(_("Somebody corrected this account meanwhile. Nothing was written."),
                    _("Choose field by field what holds, then write it down."))  # fmt: skip
    return old


def with_what_was_kept(old: models.Account, prepared: Prepared) -> Prepared:
    """The correction with the words that its form does not hold. Raises BadInput if it allows more than `old` now."""
    last = old.consents.filter(statement__isnull=True).order_by("-id").first()
    now = {} if last is None or last.withdrawn else last.purposes
    if consents.widens(now, prepared.draft.consent.purposes):
        raise BadInput(_("A correction cannot allow more than the account allows now."),
                       _("Allowing more takes two people: tizim consent."))  # fmt: skip
    return replace(prepared, draft=replace(prepared.draft, title=old.title, translation=old.translation))


def put_back(by: Actor, old: models.Account, prepared: Prepared) -> models.Account | None:
    """A correction that brings back what once came in is none for `take_in`: its words are put back here."""
    given = {name: getattr(prepared.draft, name) for name in ("text", "told_on", "language")}
    if all(getattr(old, name) == text for name, text in given.items()):
        return None
    return correct_account(by=by, account=old.id, version=old.id, given=given)


def keep_narrowed(by: Actor, old: models.Account, new: models.Account) -> None:
    """Narrow the statements of `new` as those of `old` were. Written with its leaves, in the caller's transaction."""
    before = _newest(old)
    if not before:
        return
    own, of = _newest(new), _counterparts(old, new, set(before))
    rows = []
    for statement_id, earlier in sorted(of.items()):
        given = [before[one] for one in sorted(earlier)]
        row = _merged(by, new, statement_id, given, own.get(statement_id))
        if row is not None:
            row.save(force_insert=True)
            rows.append(row)
    append([entry_of("withdrawal" if row.withdrawn else "consent", row, {
        "account": new.id, "statement": row.statement_id, "by": by.name, "purposes": row.purposes,
        "withdrawn": row.withdrawn}) for row in rows])  # fmt: skip


def _newest(account: models.Account) -> dict[str, models.Consent]:
    """statement id → what holds for it alone."""
    rows = models.Consent.objects.filter(account=account, statement__isnull=False).order_by("id")
    return {row.statement_id: row for row in rows if row.statement_id}


def _counterparts(old: models.Account, new: models.Account, narrowed: set[str]) -> Mapping[str, set[str]]:
    """Statement of `new` → the narrowed ones of `old` that it may stand for.

    The same said of the same subject; where nothing is, all that is new or changed in the same place of the form, and
    the same words anywhere: which of them was meant nobody can tell, so each stays as narrow.
    """
    earlier, now = _statements(old), _statements(new)
    exact = {one: _said(one) for one in (*earlier, *now)}
    known = {name for one in earlier for name in exact[one]}
    changed = [one for one in now if not exact[one] & known]
    found: dict[str, set[str]] = defaultdict(set)
    for one in earlier:
        if one.id not in narrowed:
            continue
        same = [it for it in now if exact[it] & exact[one]]
        for it in same or _perhaps(one, changed):
            found[it.id].add(one.id)
    return found


def _perhaps(one: models.Statement, changed: Iterable[models.Statement]) -> list[models.Statement]:
    place = next((names for names in TOGETHER if one.property in names), {one.property})
    there = [it for it in changed if it.property in place]
    of_them = [it for it in there if it.mention.key == one.mention.key or it.mention.label == one.mention.label]
    words = {_words(one)} - {""}
    return list({it.id: it for it in (*(of_them or there), *(it for it in changed if _words(it) in words))}.values())


def _statements(account: models.Account) -> list[models.Statement]:
    labels = dict(account.mentions.values_list("id", "label"))
    rows = list(account.statements.select_related("mention").order_by("id"))
    for row in rows:  # compared in memory only: a relation's value is an id that differs in each version
        row.value = labels.get(row.value, row.value)
        row.value_raw = "" if row.property == "relation" else row.value_raw
    return rows


def _words(row: models.Statement) -> str:
    return (row.value_raw or row.value).strip()


def _said(row: models.Statement) -> frozenset[Said]:
    """What it says, of its subject by key and by name: a key may be another's once somebody was left out."""
    said = (row.property, _words(row), row.when_raw, row.place_raw, row.how_known, row.as_said)
    return frozenset({("key", row.mention.key, *said), ("label", row.mention.label, *said)})


def _merged(
    by: Actor, new: models.Account, statement_id: str, given: list[models.Consent], own: models.Consent | None
) -> models.Consent | None:
    """What is left by all that was narrowed, before and in the form; None if that holds already."""
    purposes: dict[str, str] = dict(own.purposes) if own else {}
    for row in given:
        for purpose, level in row.purposes.items():
            levels = consents.LEVELS.get(purpose, consents.YES_NO)
            purposes[purpose] = min(purposes.get(purpose, level), level,
                                    key=lambda one: levels.index(one) if one in levels else 0)  # fmt: skip
    withdrawn = next((row for row in reversed(given) if row.withdrawn), None)
    if own is not None and (own.withdrawn or (purposes == own.purposes and withdrawn is None)):
        return None
    last = withdrawn or given[-1]
    return models.Consent(
        account=new, statement_id=statement_id, purposes=purposes, withdrawn=last.withdrawn, reason=last.reason,
        given_how=last.given_how, given_before=last.given_before, given_on=last.given_on, language=last.language,
        recorded_by=by.name,
    )  # fmt: skip
