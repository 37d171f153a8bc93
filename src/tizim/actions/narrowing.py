"""What a corrected account is allowed: never more than the version before it, whoever corrects it.

Widening takes two people and is asked for (`actions.requests`); a file, a form or a correction that comes with more
does not give it. What was narrowed or withdrawn for one statement stays so for the statements of the new version that
say the same thing, or, where its words were mended, for all that state the same property of the same mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tizim.actions.consents import LEVELS, YES_NO
from tizim.db import models


def lower(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """What two narrowings leave together: each purpose that either names, at the stricter of its levels."""
    return {name: _stricter(name, one[name], other.get(name, one[name])) for name in one} | {
        name: level for name, level in other.items() if name not in one
    }


def never_wider(given: Mapping[str, str], before: models.Consent | None) -> dict[str, str]:
    """The consent that a new version comes with, without what the version before it did not allow; keeping stays."""
    if before is None:
        return dict(given)
    return {
        name: level if name == "keep" else _stricter(name, level, before.purposes.get(name, ""))
        for name, level in given.items()
    }


def carried(
    old: models.Account, statements: Sequence[models.Statement], by_name: str, own: Mapping[str, models.Consent]
) -> Iterator[models.Consent]:
    """The newest word about single statements of `old`, for the statements that say it now.

    own: statement id → the narrowing that the new version brings itself; what is carried is never wider than that.
    """
    newest: dict[str, models.Consent] = {}
    rows = models.Consent.objects.filter(account=old, statement__isnull=False).select_related("statement__mention")
    for row in rows.order_by("id"):
        newest[row.statement_id or ""] = row
    given: dict[str, list[models.Consent]] = {}
    for row in newest.values():
        for statement in _successors(row.statement, statements):
            given.setdefault(statement.id, []).append(row)
    for statement in statements:
        rows_of = given.get(statement.id, [])
        if not rows_of:
            continue
        purposes = dict(own[statement.id].purposes) if statement.id in own else {}
        for row in rows_of:  # of several, the strictest of each purpose: one row, since the newest alone holds
            purposes = lower(purposes, row.purposes)
        last = next((row for row in rows_of if row.withdrawn), rows_of[-1])
        yield models.Consent(
            account=statement.account, statement=statement, purposes=purposes, withdrawn=last.withdrawn,
            reason=last.reason, given_how=last.given_how, given_before=last.given_before, given_on=last.given_on,
            language=last.language, recorded_by=by_name,
        )  # fmt: skip


def _successors(old: models.Statement | None, statements: Sequence[models.Statement]) -> list[models.Statement]:
    if old is None:
        return []
    near = [one for one in statements if one.property == old.property and one.mention.key == old.mention.key]
    same = [one for one in near if (one.value_raw or one.value) == (old.value_raw or old.value)]
    return same or near


def _stricter(name: str, one: str, other: str) -> str:
    levels = LEVELS.get(name, YES_NO)
    return levels[min(levels.index(said) if said in levels else 0 for said in (one, other))]
