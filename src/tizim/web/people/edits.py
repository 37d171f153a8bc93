"""The history of a page in words: who wrote down, corrected, judged, signed, took back and found what, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tizim import deciding
from tizim.core.dates import show_date
from tizim.core.i18n import gettext as _
from tizim.core.values import Judgement, Statement
from tizim.db import edits as written
from tizim.db import judging
from tizim.db.edits import Edit
from tizim.db.judging import MentionRow
from tizim.policies import Actor
from tizim.web.isolated import bdi
from tizim.web.shown import Shown, bdi_or

Row = Edit | deciding.Told


def read(reader: Actor, account_ids: Sequence[str], mention_ids: Sequence[str]) -> list[Row]:
    """All that was written about these mentions in these accounts, and judged about them: newest first."""
    rows: list[Row] = [*written.edits(reader, account_ids, mention_ids), *deciding.history(reader, mention_ids)]
    return sorted(rows, key=lambda one: one.at if isinstance(one, Edit) else one.row.at, reverse=True)


def in_words(shown: Shown, reader: Actor, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Some of these rows as the page shows them."""
    told = [one.row for one in rows if isinstance(one, deciding.Told)]
    about = {mention for row in told for mention in (row.mention_a, row.mention_b)}
    mentions = {row.id: row for row in judging.mentions(reader, about)}
    return [_edit(shown, one) if isinstance(one, Edit) else _judged(shown, one, mentions) for one in rows]


def _edit(shown: Shown, one: Edit) -> dict[str, Any]:
    words = {
        "taken_in": _("taken in"), "corrected": _("corrected"), "stated": _("a statement was added"),
        "restated": _("a statement was replaced"), "taken_back": _("taken back"), "found": _("a finding"),
    }[one.kind]  # fmt: skip
    changes = [(_said(shown, before), _said(shown, after)) for before, after in one.changes]
    note = bdi_or(one.words) if one.kind == "taken_back" else SafeString("")
    if one.kind == "corrected":
        note = SafeString(_("its text was changed too")) if one.words else note
    if one.finding is not None:
        note = bdi(one.finding.conclusion)
    return {
        "kind": one.kind, "words": words, "number": one.number, "day": _day(shown, one.at),
        "by": _who(one.by, one.finding.second if one.finding else ""),
        "changes": changes, "note": note, "holds": one.holds,
    }  # fmt: skip


def _who(*names: str) -> SafeString:
    return format_html_join(" · ", "{}", ((bdi(name),) for name in names if name))


def _said(shown: Shown, row: Statement | None) -> dict[str, Any] | None:
    return shown.statement(row) if row else None


def _judged(shown: Shown, told: deciding.Told, mentions: Mapping[str, MentionRow]) -> dict[str, Any]:
    row = told.row
    verdict = {"same": _("judged the same"), "different": _("judged different"), "undecided": _("left undecided")}
    words = verdict.get(row.verdict, row.verdict)
    if row.seconds:
        words = _("signed: {what}", what=words)
    elif row.undoes:
        words = _("taken back: {what}", what=words)
    return {
        "kind": "judged", "words": words, "number": 0, "day": _day(shown, row.at), "by": bdi(row.by),
        "changes": [], "note": bdi_or(row.reason), "holds": told.holds, "pair": _pair(row, mentions),
    }  # fmt: skip


def _pair(row: Judgement, mentions: Mapping[str, MentionRow]) -> SafeString:
    sides = [mentions[one] for one in (row.mention_a, row.mention_b)]
    named = [
        format_html('{} <a class="account" href="/accounts/{}">A-{}</a>', bdi(one.label), one.number, one.number)
        for one in sides
    ]
    return format_html("{} · {}", *named)


def _day(shown: Shown, at: str) -> str:
    return show_date(at[:10], shown.language) if at else ""
