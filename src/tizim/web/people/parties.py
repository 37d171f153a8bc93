"""Who testifies about somebody: each account with what may be said of its source, its consent and its second check.

A sealed source is a kind and a code ("daughter, S-14"), as everywhere in the office: who it is stands nowhere here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tizim.core.dates import show_date
from tizim.core.i18n import gettext as _
from tizim.core.values import Account, Consent, Source
from tizim.core.vocabularies import vocabulary
from tizim.core.wording import level_label
from tizim.db import near
from tizim.web.isolated import bdi
from tizim.web.shown import Shown, bdi_or

NOTHING = ("", "no", "none")


def rows(shown: Shown, mention_ids: Collection[str], begin: int, end: int) -> tuple[list[dict[str, Any]], int]:
    """Rows `begin` to `end` of the accounts in which these mentions stand, by number; and how many there are."""
    about = {row.account_id for row in shown.facts.mentions if row.id in mention_ids}
    accounts = sorted((row for row in shown.facts.accounts if row.id in about), key=lambda row: row.number)
    some = accounts[begin:end]
    checks = near.last_checks([row.id for row in some])
    consents = {row.account_id: row for row in shown.facts.consents if not row.statement_id}
    how: dict[str, dict[str, None]] = {}
    relation: dict[str, str] = {}
    for row in shown.facts.statements:
        if row.mention_id in mention_ids:
            if row.how_known:
                how.setdefault(row.account_id, {})[row.how_known] = None
            if row.property == "relation_to_source":
                relation.setdefault(row.account_id, row.value)
    found = [
        {
            "number": row.number, "says_relation": _says_relation(shown.sources[row.source_id]),
            "source": shown.source(row.source_id),
            "relation": _relation(shown, row, relation), "told_on": _told_on(shown, row),
            "how": format_html_join(", ", "{}", ((shown.code("how_known", one),) for one in how.get(row.id, ()))),
            "consent": _consent(shown, consents.get(row.id)), "check": _check(checks.get(row.id)),
        }
        for row in some
    ]  # fmt: skip
    return found, len(accounts)


def table(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The same as a table of the parts takes it."""
    link = '<a class="account" href="/accounts/{0}">A-{0}</a>'
    heads = [_("Account"), _("Source"), _("Told on"), _("How they know"), _("Consent"), _("Second check")]
    cells = [
        [format_html(link, one["number"]), _with_relation(one),
         format_html('<span class="day">{}</span>', one["told_on"] or "–"), one["how"] or "–", one["consent"],
         one["check"]]
        for one in found
    ]  # fmt: skip
    return {"caption": _("What may be said of each source"), "heads": heads, "rows": cells}


def _says_relation(source: Source) -> bool:
    """Whether what the source is called ("daughter, S-14") says it already."""
    return bool(source.relation) and not source.public_name


def _with_relation(one: dict[str, Any]) -> SafeString:
    """The source, and what it is to the person where its name does not say so."""
    if one["says_relation"] or not one["relation"]:
        return one["source"]
    return format_html('{} <span class="others">{}</span>', one["source"], one["relation"])


def _relation(shown: Shown, row: Account, stated: Mapping[str, str]) -> SafeString:
    """What the source is to the person: as kept of the source, else by the inverse of what the account states."""
    code, known = shown.sources[row.source_id].relation, vocabulary("relations")
    if not code and (said := stated.get(row.id, "")) in known.codes:
        code = str(known.term(said).more.get("inverse", ""))
    return shown.code("relations", code) if code else SafeString("")


def _told_on(shown: Shown, row: Account) -> SafeString:
    when = row.told_on or row.published_on
    return bdi_or(show_date(when, shown.language) if when else "")


def _consent(shown: Shown, row: Consent | None) -> SafeString:
    """In one line: withdrawn, keep only, or what is allowed beyond keeping."""
    if row is None:
        return SafeString(_("none recorded"))
    if row.withdrawn:
        return format_html("<strong>{}</strong>", _("withdrawn"))
    words = [said for name, said in _outside().items() if row.purposes.get(name, "") not in NOTHING]
    level = row.purposes.get("publish_name", "")
    if level not in NOTHING:
        words.append(f"{_('the name')} ({level_label(level)})")
    return SafeString(_("keep only")) if not words else format_html("{} {}", _("may go out:"), ", ".join(words))


def _outside() -> dict[str, str]:
    """What may leave the office, in a word or two."""
    return {
        "count": _("totals"), "publish_statement": _("what is stated"), "publish_words": _("its words"),
        "publish_photo": _("photographs"),
    }  # fmt: skip


def _check(row: Any) -> SafeString:
    """What the second person found."""
    if row is None:
        return SafeString(_("nobody yet"))
    if row.outcome == "fit":
        return format_html("✓ {} {}", _("looked over by"), bdi(row.recorded_by))
    return format_html("! {} {} {}", _("not yet fit:"), bdi_or(row.unverified), bdi(row.recorded_by))
