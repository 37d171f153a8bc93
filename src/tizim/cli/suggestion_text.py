"""Suggestions in words, for the terminal and as values. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tizim.cli.judgement_text import isolated
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary
from tizim.core.wording import qualifier_words, value_label

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from tizim.core.suggestions import Decision, Suggestion
    from tizim.suggesting import Offer, ReadText


def what_words(suggestion: Suggestion, labels: dict[str, str]) -> str:
    """“Tolqyn Demesin · what happened: detained · late 2017”, in the reader's language, names as they are written."""
    language = current_language()
    value = value_label(suggestion.property, suggestion.value, language, labels)
    what = f"{vocabulary('properties').label(suggestion.property, language)}: {isolated(value)}"
    more = [isolated(suggestion.when), isolated(suggestion.place)]
    for name, text in sorted(suggestion.qualifiers.items()):
        more.append(isolated(qualifier_words(name, text, language, labels)))
    if suggestion.how_known:
        more.append(vocabulary("how_known").label(suggestion.how_known, language))
    return " · ".join(part for part in (isolated(labels[suggestion.subject]), what, *more) if part)


def why_words(suggestion: Suggestion, text: str) -> str:
    """Which words of the passage led to it."""
    words = [_in_one_line(text[start:end]) for start, end in suggestion.cues]
    if not words:
        return _("why: how the sentence is built")
    return _("why: the words {words}", words=", ".join(f"“{isolated(word)}”" for word in dict.fromkeys(words)))


def decided_words(decision: Decision) -> str:
    """“accepted by Leila, 2026-11-22: his own words”."""
    said = {"accepted": _("accepted by {name}, {day}"), "corrected": _("corrected by {name}, {day}"),
            "rejected": _("rejected by {name}, {day}")}[decision.decision]  # fmt: skip
    words = said.format(name=isolated(decision.by), day=decision.at[:10])
    return f"{words}: {isolated(decision.reason)}" if decision.reason else words


def notes(offer: Offer, text: str) -> Iterator[str]:
    """Below the passage: who says so, whether the text vouches for it, why it was suggested, what was decided."""
    one = offer.suggestion
    said = [_("said by {names}", names=" ← ".join(isolated(n) for n in reversed(one.said_by)))] if one.said_by else []
    said += [_("the text does not vouch for it")] if one.hedged else []
    yield " · ".join([*said, why_words(one, text)])
    if offer.decided:
        yield decided_words(offer.decided)


def table_of(found: ReadText, *, everything: bool) -> Table:
    """The suggestions as a table; decided ones only when asked for."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column(_("no."), justify="right", no_wrap=True)
    table.add_column(_("line"), justify="right", no_wrap=True)
    table.add_column(_("what the text may state"), overflow="fold")
    labels = found.labels()
    for offer in found.offers:
        if everything or offer.decided is None:
            cell = Text.assemble(
                (what_words(offer.suggestion, labels), "bold"), "\n", _passage(offer.suggestion, found)
            )
            for note in notes(offer, found.text):
                cell.append(f"\n{note}", "dim")
            table.add_row(str(offer.number), str(offer.line), cell)
    return table


def _passage(one: Suggestion, found: ReadText) -> Text:
    """The passage in quotation marks, the words that led to it underlined."""
    from rich.text import Text

    passage = Text(_in_one_line(found.text[one.start : one.end]))
    for start, end in one.cues:
        passage.stylize("underline", max(0, start - one.start), max(0, end - one.start))
    return Text.assemble("“", passage, "”")


def _in_one_line(text: str) -> str:
    """Sign for sign, so that offsets stay; only what breaks a line becomes a blank."""
    return "".join(" " if sign in "\n\r\t\v\f\u2028\u2029" else sign for sign in text)


def as_values(found: ReadText, *, everything: bool = True) -> dict[str, Any]:
    """For `--json`: everything that is shown, codes as codes, offsets in code points."""
    subjects = [
        {"key": one.key, "kind": one.kind, "label": one.label, "start": one.start, "end": one.end,
         "others": list(one.others)}
        for one in found.reading.subjects
    ]  # fmt: skip
    offers = [one for one in found.offers if everything or one.decided is None]
    return {
        "name": found.name, "language": found.reading.language, "subjects": subjects,
        "suggestions": [_offer_values(one) for one in offers],
    }  # fmt: skip


def _offer_values(offer: Offer) -> dict[str, Any]:
    one = offer.suggestion
    values: dict[str, Any] = {
        "number": offer.number, "line": offer.line, "subject": one.subject, "property": one.property,
        "value": one.value, "start": one.start, "end": one.end, "as_said": one.as_said, "when": one.when,
        "place": one.place, "how_known": one.how_known, "said_by": list(one.said_by), "hedged": one.hedged,
        "rule": one.rule, "cues": [list(cue) for cue in one.cues], "qualifiers": dict(one.qualifiers),
    }  # fmt: skip
    if offer.decided:
        made = offer.decided
        values["decided"] = {"decision": made.decision, "by": made.by, "at": made.at, "reason": made.reason,
                             "statement": made.statement_id}  # fmt: skip
    return values
