"""Lines of the queue and two mentions side by side, as templates show them. Nothing is computed or decided here."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.safestring import SafeString

from tizim.core.dates import show_date
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.values import Facts, Judgement, Statement
from tizim.core.vocabularies import vocabulary
from tizim.db import homes
from tizim.db.judging import MentionRow
from tizim.deciding import Consequences, Queue, SideBySide, Told
from tizim.deriving import receipt
from tizim.policies import Actor
from tizim.web.isolated import bdi
from tizim.web.shown import Shown, bdi_or

WORDS = 240  # letters of an account's text that stand for its words when no statement has any


def line(one: Any, found: Queue) -> dict[str, Any]:
    """One line: the two, what it waits for, and what hangs on it."""
    row = found.judgements.get(one.judgement)
    causes = list(one.causes)
    return {
        "href": f"/proposals/{one.mention_a}/{one.mention_b}",
        "sides": [side(found.mentions[id_]) for id_ in (one.mention_a, one.mention_b)],
        "stage": one.stage, "percent": round(one.chance * 100), "links": len(one.conflict.chain) if one.conflict else 0,
        "by": bdi(row.by) if row else "", "verdict": verdict_words(row.verdict) if row else "",
        "reason": bdi_or(row.reason) if row else "", "causes": cause_words(causes),
    }  # fmt: skip


def side(row: MentionRow) -> dict[str, Any]:
    return {"id": row.id, "name": bdi(row.label) if row.label.strip() else _("(no name)"), "number": row.number}


def tabs(found: Queue, stage: str) -> list[dict[str, Any]]:
    """The reasons for which lines wait, each with how many do."""
    count = Counter(one.stage for one in found.lines)
    named = [
        ("", _("Everything"), len(found.lines)),
        ("conflict", _("Judgements that cannot all hold"), count["conflict"]),
        ("second", _("For your signature"), count["second"]),
        ("again", _("Undecided, with news"), count["again"]),
        ("open", _("Proposals"), count["open"]),
    ]
    return [
        {"href": f"/proposals?stage={code}" if code else "/proposals", "label": words, "here": code == stage,
         "count": number}
        for code, words, number in named
    ]  # fmt: skip


def verdict_words(verdict: str) -> str:
    return {"same": _("same"), "different": _("different"), "undecided": _("undecided")}.get(verdict, verdict)


def cause_words(causes: list[str]) -> list[str]:
    """What hangs on a judgement."""
    public, settled = causes.count("public"), causes.count("settles")
    words = [_("both may stand on public pages")] if public == 2 else []  # noqa: PLR2004 - both
    words += [_("one may stand on a public page")] if public == 1 else []
    words += [_("somebody at risk, or without news")] if "urgent" in causes else []
    words += [_("told by different sources")] if "voices" in causes else []
    return words + ([_("settles {count} more", count=settled)] if settled else [])


def pair(found: SideBySide, reader: Actor) -> dict[str, Any]:
    """Two mentions with everything that helps to judge them."""
    shown = Shown(found.facts, homes.homes(reader, [row.id for row in found.facts.mentions]))
    lines = receipt(found.reasons)
    telling = [one for one in lines if one[2] or one[1] != "nothing"]
    return {
        "sides": [
            {**side(row), "page": shown.link(row.id), "others": [side(one) for one in members if one.id != row.id]}
            for row, members in zip(found.sides, found.members, strict=True)
        ],
        "rows": beside(found.sides, found.facts, shown),
        "reasons": [
            {"field": field, "for": weight > 0, "weight": f"{weight / 100:+.2f}", "words": bdi(words or outcome)}
            for field, outcome, weight, words in telling
        ],
        "silent": [one[0] for one in lines if one not in telling],
        "outcomes": [
            {"code": code, "label": verdict_words(code), "effects": effects}
            for code, effects in (
                ("same", _effects(found.if_same, "same", found)),
                ("different", _effects(found.if_different, "different", found)),
                ("undecided", [_("It comes back when something new is told.")]),
            )
        ],
        "history": [told(one, found, reader) for one in found.history],
    }  # fmt: skip


def beside(sides: tuple[MentionRow, MentionRow], facts: Facts, shown: Shown) -> list[dict[str, Any]]:
    """Label → what each account says; `same`: both say just so, `alone`: only one says anything."""
    cells = [_cells(one, facts, shown) for one in sides]
    known, language = vocabulary("properties"), current_language()
    labels = [known.label(code, language) for code in known.codes]
    order = dict.fromkeys([*labels, *cells[0], *cells[1]])
    both = [(label, cells[0].get(label, []), cells[1].get(label, [])) for label in order]
    return [
        {"label": label, "left": left, "right": right, "alone": not (left and right), "same": left == right}
        for label, left, right in both
        if left or right
    ]


def _cells(one: MentionRow, facts: Facts, shown: Shown) -> dict[str, list[SafeString]]:
    account = next(row for row in facts.accounts if row.id == one.account_id)
    own = [row for row in facts.statements if row.mention_id == one.id]
    known, language = vocabulary("properties"), current_language()
    cells: dict[str, list[SafeString]] = {known.label("name", language): [bdi(one.label)]}
    for row in own:
        label = known.label(row.property, language) if row.property in known.codes else row.property
        words = _value(row, shown)
        if words not in cells.setdefault(label, []):
            cells[label].append(words)
    said = list(dict.fromkeys(row.as_said for row in own if row.as_said))
    text = " ".join(account.text.split())
    cut = text if len(text) <= WORDS else text[:WORDS].rsplit(" ", 1)[0] + " …"
    cells[_("source")] = [shown.source(account.source_id)]
    cells[_("in their words")] = [bdi(words, account.language) for words in (said or [cut]) if words]
    return cells


def _value(row: Statement, shown: Shown) -> SafeString:
    """“detained · October 2017 · Ghulja · saw it”."""
    stated = shown.statement(row)
    notes = [words for _label, words, _link in stated["qualifiers"]]
    parts = [stated["words"], stated["when"], stated["place"], *notes, stated["how"]]
    return SafeString(
        " · ".join(str(part) if isinstance(part, SafeString) else str(bdi(part)) for part in parts if part)
    )


def _effects(effect: Consequences, verdict: str, found: SideBySide) -> list[Any]:
    if effect.own and effect.own.verdict == verdict:
        return [_("You judged so already.")]
    said = []
    if effect.together:
        count = len([one for one in effect.together if one in found.mentions])
        said.append(_("{count} mentions become one.", count=count))
    said.append({
        "waits": _("A public page changes once a second person signs."),
        "changes": _("A public page changes with the next release: two people judged so."),
    }.get(effect.public, _("No public page changes.")))  # fmt: skip
    if effect.conflicts:
        said.append(_("It contradicts other judgements: {count}", count=len(effect.conflicts)))
    if effect.own:
        said.append(_("Your earlier judgement is taken back with it."))
    return said


def told(one: Told, found: SideBySide, reader: Actor) -> dict[str, Any]:
    """A row of the history; `may_sign` and `may_end`: which buttons stand beside it."""
    row = one.row
    plain = not (row.undoes or row.seconds)
    return {
        "id": row.id, "depth": min(one.depth, 4), "holds": one.holds, "by": bdi(row.by),
        "day": show_date(row.at[:10], current_language()) if row.at else "", "reason": bdi_or(row.reason),
        "kind": "back" if row.undoes else "signed" if row.seconds else "judged", "verdict": verdict_words(row.verdict),
        "sides": [side(found.mentions[id_]) for id_ in (row.mention_a, row.mention_b) if id_ in found.mentions],
        "may_sign": one.holds and plain and row.by != reader.name and not _signed(row, found, reader),
        "may_end": one.holds,
    }  # fmt: skip


def _signed(row: Judgement, found: SideBySide, reader: Actor) -> bool:
    return any(t.holds and t.row.seconds == row.id and t.row.by == reader.name for t in found.history)
