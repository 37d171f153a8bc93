"""What was understood of an answer, said at once beside it: a date, a place, a script, whether a number can be right.

Words for the one who types; nothing here is kept. An identity number is never repeated.

>>> read_back("events.events.0.when", "late 2017", "en"), read_back("person.sex", "male", "en")
('Understood: late 2017', '')
"""

from __future__ import annotations

from tizim.core.dates import find_date, show_date
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.identity_numbers import find_identity_number
from tizim.core.places import find_place, place_label
from tizim.core.scripts import dominant_script
from tizim.core.vocabularies import vocabulary
from tizim.web.isolated import warnings

DATES = ("when", "birth", "as_of", "told_on", "given_on", "reply_when", "learned")
PLACES = ("place", "birthplace", "registered_at")


def read_back(name: str, value: str, language: str) -> str:
    """In the reader's language; "" where there is nothing to say. `language`: of whoever speaks."""
    text, last = value.strip(), name.rsplit(".", 1)[1]
    if not text:
        return ""
    if name == "person.id_number":
        return _number(text)
    if last in DATES:
        return _date(text, language)
    if last in PLACES:
        return _place(text)
    return _script(text) if last == "name" and name.startswith("person.names.") else ""


def _date(text: str, language: str) -> str:
    found = find_date(text, language) or find_date(text)
    if found is None:
        return _("Not understood as a date; the words are kept as they are.")
    return _("Understood: {words}", words=show_date(found.edtf, current_language()))


def _place(text: str) -> str:
    found = find_place(text)
    if found is None:
        return _("Not in the list of places, or several are called so; the words are kept as they are.")
    above = place_label(found.parent, current_language()) if found.parent else ""
    words = place_label(found.code, current_language())
    return _("Understood: {words}", words=f"{words}, {above}" if above else words)


def _script(text: str) -> str:
    scripts = {
        "Latn": _("Latin letters"), "Cyrl": _("Cyrillic letters"), "Arab": _("Arabic letters"),
        "Hani": _("Chinese characters"), "mixed": _("letters of several scripts"),
    }  # fmt: skip
    said = [scripts.get(dominant_script(text), ""), *warnings(text)]
    return " · ".join(one for one in said if one)


def _number(text: str) -> str:
    found = find_identity_number(text)
    if found is None:
        return _("This is no identity number of China or Kazakhstan; it is sealed as it is.")
    if not found.valid:
        return _("The check character does not agree: look for a mistyped digit.")
    language = current_language()
    sex = vocabulary("sexes").label(found.sex, language)
    where = place_label(found.division, language) if found.division else place_label(found.country, language)
    return _("The number can be right. It says: {where}, {born}, {sex}.", where=where, sex=sex,
             born=show_date(found.born_on, language))  # fmt: skip
