"""What the reading aid suggests for an account, beside its text: passages marked there, and each in words.

Only what nobody has decided is shown. The desk reads; the words to type decide (`tizim suggestion`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.suggestions import Suggestion
from tizim.core.wording import value_label
from tizim.suggesting import Offer, ReadText
from tizim.web.isolated import bdi, marked
from tizim.web.shown import Shown, bdi_or, through_words

LONGEST = 40_000  # signs: a longer text takes seconds to read, which nobody waits for at a page
_LINES = re.compile(r"([\r\n]+)")


def page(shown: Shown, found: ReadText) -> dict[str, Any]:
    """What the account's page shows of them, in the reader's language; names and words as they are written."""
    offers, labels = [offer for offer in found.offers if offer.decided is None], found.labels()
    return {
        "telling": telling(found.text, offers),
        "suggestions": [_suggestion(shown, offer, labels, found.text) for offer in offers],
        "command": f"tizim suggestion accept {found.name} {offers[0].number}" if offers else "",
    }


def _suggestion(shown: Shown, offer: Offer, labels: dict[str, str], text: str) -> dict[str, Any]:
    one = offer.suggestion
    qualifiers = {name: labels.get(value, value) for name, value in one.qualifiers.items()}
    return {
        "number": offer.number,
        "subject": bdi(offer.subject.label),
        "property": shown.code("properties", one.property),
        "words": bdi(value_label(one.property, one.value, current_language(), labels)),
        "when": bdi_or(one.when),
        "place": bdi_or(one.place),
        "qualifiers": shown.qualifiers(qualifiers),
        "how": shown.code("how_known", one.how_known),
        "passage": bdi(text[one.start : one.end]),
        "said_by": through_words(one.said_by),
        "hedged": one.hedged,
        "cues": [bdi(words) for words in dict.fromkeys(text[start:end] for start, end in one.cues)],
    }


def telling(text: str, offers: Sequence[Offer]) -> SafeString:
    """The text in paragraphs, each passage a link to its suggestion, the words that led to it set off."""
    marks = [offer.suggestion for offer in offers]
    edges = {0, len(text)}
    for one in marks:
        edges |= {one.start, one.end, *(at for cue in one.cues for at in cue)}
    cuts = sorted(at for at in edges if 0 <= at <= len(text))
    parts = [_part(text[start:end], start, offers) for start, end in zip(cuts, cuts[1:], strict=False)]
    return mark_safe(linebreaks("".join(parts)))  # noqa: S308 - each part is escaped by `marked`


def _part(words: str, start: int, offers: Sequence[Offer]) -> str:
    """A stretch that lies in the same passages throughout; no link crosses the end of a line."""
    inside = [offer for offer in offers if offer.suggestion.start <= start < offer.suggestion.end]
    if not inside:
        return marked(words)
    shortest = min(inside, key=lambda offer: (offer.suggestion.end - offer.suggestion.start, offer.number))
    cue = any(_is_cue(offer.suggestion, start) for offer in inside)
    runs = _LINES.split(words)
    title = _("suggestion {number}", number=shortest.number)
    return "".join(run if _LINES.fullmatch(run) else _link(run, shortest.number, title, cue=cue) for run in runs if run)


def _is_cue(one: Suggestion, start: int) -> bool:
    return any(first <= start < last for first, last in one.cues)


def _link(run: str, number: int, title: str, *, cue: bool) -> SafeString:
    words = format_html("<strong>{}</strong>", marked(run)) if cue else marked(run)
    return format_html('<a class="passage" href="#s{}" title="{}">{}</a>', number, title, words)
