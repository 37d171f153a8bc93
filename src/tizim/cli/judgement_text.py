"""Judgements, conflicts and lines of the queue in words for the terminal. Nothing is computed here.

>>> isolated("Samat"), len(isolated("قايرات")) - len("قايرات")
('Samat', 2)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tizim.core.i18n import gettext as _

if TYPE_CHECKING:
    from tizim.core.values import Judgement
    from tizim.db.judging import MentionRow
    from tizim.deciding import Conflict, Line, Told

ISOLATE, END = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """A text that people gave, so that its direction does not turn the words around it."""
    turns = any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text)
    return f"{ISOLATE}{text}{END}" if turns else text


def named(mention: MentionRow) -> str:
    """“A-1/p1 Самат Үлгі”: what one types, and who it is."""
    return f"{mention.ref} {isolated(mention.label)}".rstrip()


def verdict_words(verdict: str) -> str:
    return {"same": _("same"), "different": _("different"), "undecided": _("undecided")}.get(verdict, verdict)


def queue_lines(
    number: int, line: Line, mentions: Mapping[str, MentionRow], rows: Mapping[str, Judgement]
) -> list[str]:
    """Two lines: which two mentions, and why they stand there."""
    a, b = mentions[line.mention_a], mentions[line.mention_b]
    why = [stage_words(line, rows.get(line.judgement)), *cause_words(line.causes)]
    return [f"{number:4}  {named(a)}  |  {named(b)}", f"      {' · '.join(why)}"]


def stage_words(line: Line, row: Judgement | None) -> str:
    """What a line of the queue waits for."""
    if line.conflict:
        count = len(line.conflict.chain)
        return _("conflict: judged different, and joined by {count} judgements “same”", count=count)
    if row and line.stage == "second":
        return _("waits for a second person: {name} judged “{verdict}” ({reason})", name=isolated(row.by),
                 verdict=verdict_words(row.verdict), reason=isolated(row.reason))  # fmt: skip
    if row:
        return _("{name} left it undecided; something new was told since", name=isolated(row.by))
    return _("{percent} % by the reasons", percent=round(line.chance * 100))


def cause_words(causes: Iterable[str]) -> list[str]:
    """What hangs on a judgement."""
    found = list(causes)
    public, settled = found.count("public"), found.count("settles")
    words = [_("both may stand on public pages")] if public == 2 else []
    words += [_("one may stand on a public page")] if public == 1 else []
    words += [_("somebody at risk, or without news")] if "urgent" in found else []
    words += [_("told by different sources")] if "voices" in found else []
    return words + ([_("settles {count} more", count=settled)] if settled else [])


def judgement_words(row: Judgement) -> str:
    """“same, by Ann (2026-11-22): his own words”."""
    return _("{verdict}, by {name} ({day}): {reason}", verdict=verdict_words(row.verdict), name=isolated(row.by),
             day=row.at[:10], reason=isolated(row.reason))  # fmt: skip


def conflict_lines(
    conflict: Conflict,
    mentions: Mapping[str, MentionRow],
    rows: Mapping[str, Judgement],
    ways: Sequence[str] | None = None,
) -> Iterator[str]:
    """Who judged what and why, as a chain; then which single judgement, taken back, would end it."""
    a, b = mentions[conflict.mention_a], mentions[conflict.mention_b]
    yield f"{named(a)}  ≠  {named(b)}"
    known = [rows[one] for one in (*conflict.different, *conflict.chain) if one in rows]
    for row in known:
        sign = "≠" if row.verdict == "different" else "="
        yield f"  {mentions[row.mention_a].ref} {sign} {mentions[row.mention_b].ref}  {judgement_words(row)}  {row.id}"
    if ways:
        yield f"  {_('Each of these, taken back alone, would end it: {ids}', ids=', '.join(ways))}"
    elif ways is not None:
        yield f"  {_('No single judgement ends it: several people judged so.')}"


def history_lines(told: Iterable[Told], mentions: Mapping[str, MentionRow]) -> Iterator[str]:
    """Each judgement with the rows that signed it or took it back below it."""
    for one in told:
        row, indent = one.row, "    " * one.depth
        state = _("holds") if one.holds else _("taken back")
        who = {"name": isolated(row.by), "at": row.at[:16].replace("T", " ")}
        if row.undoes:
            said = _("taken back by {name}, {at}", **who)
        elif row.seconds:
            said = _("signed by {name}, {at}", **who)
        else:
            pair = f"{named(mentions[row.mention_a])}  |  {named(mentions[row.mention_b])}"
            yield f"{indent}{pair}"
            said = _("“{verdict}”, judged by {name}, {at}", verdict=verdict_words(row.verdict), **who)
        reason = f": {isolated(row.reason)}" if row.reason else ""
        yield f"{indent}  {said}{reason}  [{state}]  {row.id}"
