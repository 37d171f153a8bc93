"""Values in words, for every shell: codes by their labels, dates and places as one says them, voices as a sentence.

>>> voices_words(Voices(items=4, best=2, low=2, high=2))
'4 items, 2 independent voices'
"""

from __future__ import annotations

from tizim.core.dates import from_edtf, show_date
from tizim.core.errors import TizimError
from tizim.core.exclusions import rules
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.places import place_label
from tizim.core.profiles import Voices
from tizim.core.quantities import find_quantity
from tizim.core.values import Source
from tizim.core.vocabularies import vocabulary


def value_label(property_: str, value: str, language: str, labels: dict[str, str]) -> str:
    """A code in words, a mention by its name, other values as they are."""
    if value in labels:
        return labels[value]
    properties = vocabulary("properties")
    kind = str(properties.term(property_).more.get("value_type", "")) if property_ in properties.codes else ""
    if kind.startswith("code:") and value in vocabulary(kind[5:]).codes:
        return vocabulary(kind[5:]).label(value, language)
    if kind in ("place", "country") and value:
        return place_label(value, language) or value
    if kind == "date" and value:
        try:
            return show_date(from_edtf(value).edtf, language)
        except (TizimError, ValueError):
            return value
    if kind == "quantity":
        return quantity_words(value)
    if value.startswith("hmac:"):
        return _("(sealed)")
    return value


def rule_words(code: str) -> str:
    """What a rule of contradiction is about: “two dates of birth”."""
    return next((_(rule.label) for rule in rules() if rule.code == code), code)


def quantity_words(value: str) -> str:
    """“5900..6100” as “5,900 to 6,100”, “..1000000” as “up to 1,000,000”; other text as it is."""
    found = find_quantity(value)
    if found is None:
        return value
    low, high = (f"{n:,}" if n is not None else "" for n in (found.low, found.high))
    if not low:
        return _("up to {high}", high=high)
    if not high:
        return _("at least {low}", low=low)
    return low if low == high else _("{low} to {high}", low=low, high=high)


def qualifier_words(key: str, text: str, language: str, labels: dict[str, str]) -> str:
    """A qualifier in words: the relation by its label, a facility by its name, others as “by: …”."""
    if key == "relation" and text in vocabulary("relations").codes:
        return vocabulary("relations").label(text, language)
    if key in QUALIFIER_CODES:
        text = vocabulary(QUALIFIER_CODES[key]).label(text, language)
    if key == "facility":
        return labels.get(text, text)
    return f"{qualifier_label(key)}: {text}"


QUALIFIER_CODES = {"to": "addressees", "risk_to": "endangered"}  # qualifiers whose text is a code


def qualifier_label(key: str) -> str:
    """What a qualifier is called; a sheet's own qualifier as it came."""
    return {
        "by": _("by"), "charge": _("charge"), "detail": _("detail"), "sentence_years": _("sentence in years"),
        "instrument": _("by means of"), "told_by": _("told by"),
        "learned": _("learned"), "to": _("to"), "risk_to": _("for"), "reply": _("reply"), "reply_when": _("reply on"),
        "same_as": _("perhaps also in"),
    }.get(key, key.replace("_", " "))  # fmt: skip


def level_label(level: str) -> str:
    """What a source allows for one purpose: yes or no, how much of a name, how exact a date or place."""
    return {
        "yes": _("yes"), "no": _("no"), "none": _("not at all"), "full": _("in full"), "partial": _("initials only"),
        "day": _("to the day"), "month": _("to the month"), "year": _("to the year"), "exact": _("exactly"),
        "county": _("to the county"), "prefecture": _("to the prefecture"), "region": _("to the region"),
    }.get(level, level)  # fmt: skip


def field_label(field: str) -> str:
    """What two mentions are compared by, in the words of the receipt."""
    own = {
        "start": _("to begin with"), "limit": _("limit"), "account": _("account"), "place": _("place"),
        "father": _("father"), "relatives": _("relatives"), "county": _("county"), "village": _("village"),
        "photograph": _("photograph"),
    }  # fmt: skip
    return own.get(field) or vocabulary("properties").label(field, current_language())


def voices_words(voices: Voices) -> str:
    """“4 items, 2 independent voices”, as a range when uncertain."""
    items = _("1 item") if voices.items == 1 else _("{items} items", items=voices.items)
    if voices.low == voices.high == 1:
        count = _("1 independent voice")
    else:
        span = str(voices.best) if voices.low == voices.high else f"{voices.low}–{voices.high}"
        count = _("{count} independent voices", count=span)
    words = f"{items}, {count}"
    return f"{words} · {_('circular: these only cite each other')}" if voices.circular else words


def section_label(code: str) -> str:
    """The heading of a profile's section."""
    return {
        "testifying": _("Testifying parties"), "about": _("About"), "location": _("Location"),
        "chronology": _("Chronology"), "reasons": _("Suspected and official reasons"), "status": _("Status"),
        "how_learned": _("How this was learned"), "additional": _("Additional information"),
        "eyewitness": _("Eyewitness accounts"), "supplementary": _("Supplementary materials"),
        "official": _("Official version"),
    }.get(code, code)  # fmt: skip


def source_label(source: Source) -> str:
    """What may be said of a source inside the office: its public name, or kind and code ("daughter, S-14")."""
    if source.public_name:
        return source.public_name
    name = "relations" if source.relation else "source_kinds"
    code = source.relation or source.kind
    known = vocabulary(name)
    return f"{known.label(code, current_language()) if code in known.codes else code}, {source.code}"


def derivation_words(kind: str) -> str:
    """How one account stands to another: “copy”, “independent”."""
    return vocabulary("derivation_kinds").label(kind, current_language())


def direction_words(direction: str) -> str:
    """How it is known which of two alike texts came first."""
    return {
        "date": _("the other one is earlier"), "signs": _("the other one came first, by signs on the texts"),
        "open": _("which came first is open"),
    }.get(direction, "")  # fmt: skip


def why_words(why: str) -> str:
    """Why an account counts as it does: the reasons in `Voices.steps`."""
    return {
        "speaks for itself": _("speaks for itself"), "speaks of what they lived": _("speaks of what they lived"),
        "speaks of what they saw": _("speaks of what they saw"), "was told by the person": _("was told by the person"),
        "was told by a relative": _("was told by a relative"),
        "was told by an acquaintance": _("was told by an acquaintance"),
        "was told by an official": _("was told by an official"),
        "was told by someone held there": _("was told by someone held there"),
        "an official notice": _("an official notice"), "an official statement": _("an official statement"),
        "a document": _("a document"), "a leaked document": _("a leaked document"),
        "taken from the press, origin not known": _("taken from the press, origin not known"),
        "a rumour, origin not known": _("a rumour, origin not known"),
        "an estimate of others, origin not known": _("an estimate of others, origin not known"),
        "does not say how it knows": _("does not say how it knows"),
        "the report carries this telling": _("the report carries this telling"),
        "decided by a reviewer": _("decided by a reviewer"),
        "a reviewer thinks so, not certain": _("a reviewer thinks so, not certain"),
        "found by comparing the texts": _("found by comparing the texts"),
        "found by comparing the texts, needs a person": _("found by comparing the texts, needs a person"),
        "these only cite each other": _("these only cite each other"),
        "told by the same person": derivation_words("same_teller"),
    }.get(why, why)  # fmt: skip


def state_words(state: str) -> str:
    """What an account is in a count of voices, where its telling comes to an end."""
    return {
        "origin": _("a voice"), "carries": _("one voice with all that carry it"), "unresolved": _("no certain voice"),
        "circular": _("no voice"), "heard": _("no further voice: what it carries is heard directly"),
        "above": _("see above"), "further": _("goes back further than is shown here"),
    }.get(state, "")  # fmt: skip


def link_words(kind: str) -> str:
    """How an account stands to the one that its telling comes from."""
    return _("carries") if kind == "carries" else derivation_words(kind)


def joined_words(code: str) -> str:
    """Why several accounts are one voice: `Voice.joined`."""
    return {
        "same_source": _("the same source"), "same_name": _("the same name in public"),
        "linked": _("a custodian found that these sources are one"), "same_teller": derivation_words("same_teller"),
        "same_office": _("they carry what one office said"),
        "same_document": _("they carry one document, as far as is known"),
    }.get(code, "")  # fmt: skip


def grade_words(of_source: bool, grade: str) -> str:
    """A reviewer's grade of a source (reliability) or of what it says (credibility)."""
    return vocabulary("reliabilities" if of_source else "credibilities").label(grade, current_language())
