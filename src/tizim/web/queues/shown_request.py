"""What one person asks and a second answers, in words."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString

from tizim.core.dates import show_date
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary
from tizim.core.wording import level_label, value_label
from tizim.db.judging import MentionRow
from tizim.db.requests import Asked
from tizim.web.isolated import bdi
from tizim.web.shown import bdi_or


def shown(one: Asked) -> dict[str, Any]:
    """A request: what would be done, about whom, who asks and why."""
    row = one.row
    return {
        "id": row.id, "title": verb_words(row.verb), "verb": row.verb, "number": one.number,
        "called": bdi_or(one.called), "about": row.mention_id or "",
        "facts": [*_about(one), *_given(row.verb, row.given)],
        "by": bdi(row.recorded_by), "reason": bdi_or(row.reason), "may_sign": one.may_sign, "own": one.own,
        "day": show_date(row.recorded_at.date().isoformat(), current_language()),
    }  # fmt: skip


def _about(one: Asked) -> list[tuple[str, SafeString]]:
    """Which finding would give way, or for which statement alone more would be allowed."""
    found = [(_("The earlier finding that it replaces"), bdi(one.replaced))] if one.replaced else []
    if one.statement is not None:
        said = one.statement
        words = value_label(said.property, said.value, current_language(), {}) or said.value_raw or said.as_said
        found.append((_("one statement"), bdi(words)))
    return found


def verb_words(verb: str) -> str:
    return {
        "record_finding": _("A finding"), "widen_consent": _("More is allowed than before"),
        "erase": _("Destroy an account for good"), "publish": _("Publish the register"),
        "export": _("Take everything out as plain files"),
    }.get(verb, verb)  # fmt: skip


def named(row: MentionRow) -> dict[str, Any]:
    return {"id": row.id, "name": bdi(row.label) if row.label.strip() else _("(no name)"), "number": row.number}


def _given(verb: str, given: dict[str, Any]) -> list[tuple[str, SafeString]]:
    language = current_language()
    if verb == "record_finding":
        known = vocabulary("standards_of_proof")
        standard = str(given.get("standard_of_proof", ""))
        words = known.label(standard, language) if standard in known.codes else standard
        found = [
            (_("What is concluded"), given.get("conclusion", "")), (_("Standard of proof"), words),
            (_("What it rests on, and what speaks against it"), given.get("reasons", "")),
            (_("What would change it"), given.get("would_change", "")),
        ]  # fmt: skip
        return [(label, bdi(text)) for label, text in found if text]
    if verb == "widen_consent":
        purposes, ways = vocabulary("consent_purposes"), vocabulary("ways_of_consent")
        how = str(given.get("given_how", ""))
        told = [
            (_("How it was given"), ways.label(how, language) if how in ways.codes else how),
            (_("Before whom"), given.get("given_before", "")), (_("When"), given.get("given_on", "")),
            (_("Only for"), _("one statement") if given.get("statement_id") else ""),
        ]  # fmt: skip
        return [(label, bdi(text)) for label, text in told if text] + [
            (purposes.label(code, language) if code in purposes.codes else code, bdi(level_label(str(level))))
            for code, level in dict(given.get("purposes", {})).items()
        ]
    if verb == "erase":
        return [(_("What happens"), bdi(_("What was said, its files and its keys are destroyed. That it was erased, "
                                          "by whom and why, stays in the log.")))]  # fmt: skip
    return [(str(name), bdi(text)) for name, text in given.items() if isinstance(text, str) and text]
