"""What the reading aid suggests for an account, beside its text: passages marked there, and each in words.

What is decided is shown apart, with who decided it and why. Not here: deciding (`deciding`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from tizim.core.dates import show_date
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.suggestions import Decision, Suggestion, proposed
from tizim.core.wording import value_label
from tizim.suggesting import Offer, ReadText
from tizim.web.isolated import bdi, marked
from tizim.web.shown import Shown, bdi_or, through_words

LONGEST = 40_000  # signs: a longer text takes seconds to read, which nobody waits for at a page
_LINES = re.compile(r"([\r\n]+)")


def page(shown: Shown, found: ReadText) -> dict[str, Any]:
    """What the account's page shows of them, in the reader's language; names and words as they are written."""
    open_ = [offer for offer in found.offers if offer.decided is None]
    return {
        "telling": telling(found.text, open_),
        "suggestions": [suggestion(shown, found, offer) for offer in open_],
        "decided": [suggestion(shown, found, offer) for offer in found.offers if offer.decided],
        "past": [past(shown, one) for one in found.past],
    }


def suggestion(shown: Shown, found: ReadText, offer: Offer) -> dict[str, Any]:
    """One suggestion, with what was decided about it."""
    one, labels = offer.suggestion, found.labels()
    qualifiers = {name: labels.get(value, value) for name, value in one.qualifiers.items()}
    return {
        "number": offer.number,
        "key": key_of(found, offer),
        "subject": bdi(offer.subject.label),
        "property": shown.code("properties", one.property),
        "words": bdi(value_label(one.property, one.value, current_language(), labels)),
        "when": bdi_or(one.when),
        "place": bdi_or(one.place),
        "qualifiers": shown.qualifiers(qualifiers),
        "how": shown.code("how_known", one.how_known),
        "passage": bdi(found.text[one.start : one.end]),
        "said_by": through_words(one.said_by),
        "hedged": one.hedged,
        "cues": [bdi(words) for words in dict.fromkeys(found.text[start:end] for start, end in one.cues)],
        "decision": decision(offer.decided) if offer.decided else None,
    }


def decision(row: Decision) -> dict[str, Any]:
    """What a person decided, in words."""
    words = {"accepted": _("accepted"), "corrected": _("corrected"), "rejected": _("rejected")}
    return {
        "id": row.id, "outcome": words.get(row.decision, row.decision), "by": bdi(row.by), "reason": bdi_or(row.reason),
        "day": show_date(row.at[:10], current_language()), "speaker": through_words(row.speaker),
    }  # fmt: skip


def past(shown: Shown, row: Decision) -> dict[str, Any]:
    """A decision about what the reading aid suggests no longer."""
    asked = row.proposed
    return {
        **decision(row), "subject": bdi(asked.label), "property": shown.code("properties", asked.property),
        "words": bdi(value_label(asked.property, asked.value, current_language(), {})),
    }  # fmt: skip


def key_of(found: ReadText, offer: Offer) -> str:
    """What a form carries of the suggestion that it was made for: the number alone may meanwhile be another's."""
    same = repr((found.name, *proposed(found.reading, offer.suggestion).same()))
    return hashlib.sha256(same.encode()).hexdigest()[:16]


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
