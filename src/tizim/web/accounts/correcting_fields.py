"""The fields in which a suggestion is corrected, and the correction that they come back as.

What a person leaves as it stands stays as suggested: a field counts only where it differs from what it was shown with.
Codes are shown as words; what is typed is read by the vocabulary (`statements.validate`), whatever language it is in.
"""

from __future__ import annotations

from collections.abc import Mapping

from tizim.actions.stating import NEW, Correction
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary
from tizim.core.wording import qualifier_label, value_label
from tizim.db import judging
from tizim.db.models import Account
from tizim.suggesting import Offer, ReadText
from tizim.web import desk
from tizim.web.fields import Field

KINDS = ("person", "facility", "organisation", "event", "group", "document")
QUALIFIERS = ("facility", "by", "charge", "sentence_years", "detail", "relation", "told_by")
NEAREST_LAST = " ← "


def mention_kinds() -> dict[str, str]:
    """What one may speak of, in words."""
    return {
        "person": _("Person"), "facility": _("Facility"), "organisation": _("Organisation"), "event": _("Event"),
        "group": _("Group of people"), "document": _("Document"),
    }  # fmt: skip


def codes(name: str, *, first: str = "") -> list[tuple[str, str]]:
    """The choices of a vocabulary, after `first` for none."""
    known, language = vocabulary(name), current_language()
    return [("", first or _("not stated")), *((code, known.label(code, language)) for code in known.codes)]


def subjects(row: Account) -> list[tuple[str, str]]:
    """The mentions of an account as choices: key and name."""
    return [(one.key, one.label or _("(no name)")) for one in judging.mentions_of_account(desk.reader(), row.id)]


def shown(text: ReadText, offer: Offer) -> dict[str, str]:
    """Every field as the suggestion has it, in words."""
    one, labels, language = offer.suggestion, text.labels(), current_language()
    named = {name: labels.get(value, value) for name, value in one.qualifiers.items()}
    relations = vocabulary("relations")
    if named.get("relation") in relations.codes:
        named["relation"] = relations.label(named["relation"], language)
    return {
        "subject": "", "kind": offer.subject.kind, "name": offer.subject.label, "property": one.property,
        "value": value_label(one.property, one.value, language, labels), "when": one.when, "place": one.place,
        "how_known": one.how_known, "said_by": NEAREST_LAST.join(reversed(one.said_by)), "speaker": "",
        **{f"q_{name}": named.get(name, "") for name in (*QUALIFIERS, *one.qualifiers)},
    }  # fmt: skip


def fields(given: Mapping[str, str], row: Account, text: ReadText, offer: Offer) -> list[Field]:
    """All fields, with what was typed, else with what is suggested."""
    now = {name: given.get(name, value) for name, value in shown(text, offer).items()}
    known = [("", _("as suggested")), *subjects(row), (NEW, _("somebody or something new"))]
    speaking = _("as the words show")
    kinds = [(code, words) for code, words in mention_kinds().items()]
    return [
        Field("subject", _("Of whom"), "select", now["subject"], choices=known),
        Field("name", _("Name, for somebody new"), value=now["name"]),
        Field("kind", _("Kind, for somebody new"), "select", now["kind"], choices=kinds),
        Field("property", _("What is stated"), "select", now["property"], choices=codes("properties")),
        Field("value", _("Value"), value=now["value"]),
        Field("when", _("When"), "date", now["when"]),
        Field("place", _("Where"), value=now["place"]),
        Field("how_known", _("How the source knows"), "select", now["how_known"], choices=codes("how_known")),
        *(Field(name, qualifier_words(name[2:]), value=value) for name, value in now.items() if name.startswith("q_")),
        Field("said_by", _("Who says so"), value=now["said_by"],
              hint=_("The nearest first, with ← between them. Empty: the account itself says so.")),
        Field("speaker", _("What kind of source that is"), "select", now["speaker"],
              choices=codes("source_kinds", first=speaking)),
    ]  # fmt: skip


def qualifier_words(name: str) -> str:
    return {"facility": _("Facility"), "relation": _("Relation")}.get(name, qualifier_label(name))


def correction(given: Mapping[str, str], row: Account, text: ReadText, offer: Offer) -> Correction:
    """What differs from the suggestion."""
    before = shown(text, offer)
    changed = {name: given[name].strip() for name in before if name in given and given[name].strip() != before[name]}
    keys = {one.label: one.key for one in text.reading.subjects}
    qualifiers = None
    if any(name.startswith("q_") for name in changed):
        stay = dict(offer.suggestion.qualifiers)
        told = {name[2:]: keys.get(value, value) for name, value in changed.items() if name.startswith("q_")}
        qualifiers = {name: value for name, value in (stay | told).items() if value}
    value = changed.get("value")
    if value is not None and (changed.get("property") or offer.suggestion.property) == "relation":
        value = keys.get(value, value)
    said_by = None
    if "said_by" in changed:
        said_by = tuple(name.strip() for name in reversed(changed["said_by"].split("←")) if name.strip())
    subject = changed.get("subject") or None
    return Correction(
        property=changed.get("property"), value=value, when=changed.get("when"), place=changed.get("place"),
        how_known=changed.get("how_known"), qualifiers=qualifiers, subject=subject, kind=changed.get("kind"),
        name=changed.get("name"), said_by=said_by, speaker=changed.get("speaker", ""),
    )  # fmt: skip
