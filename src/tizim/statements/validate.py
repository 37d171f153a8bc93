"""A draft against the vocabulary: text in, statements out that are ready to be written, and what a person should see.

1. Every statement of the draft becomes one `StatementReady`, unless it says about nobody or says nothing: an error.
2. The words as given stay (`value_raw`, `when_raw`, `place_raw`, `as_said`, qualifiers). What the vocabulary knows is
   added beside them; what it does not know stays visible as it is, with a notice that names file, row and field.
3. Nothing is completed from other statements, from the account, or from today's date.
4. A narrowing of consent that cannot be understood narrows everything (`narrowing`).
5. An identity number is in no message; found inside other words, it gives a notice.

Not here: reading files (intake), sealing identity numbers (actions), comparing statements (corroborate).

Spec: docs/spec/statement.md.

>>> from tizim.core.drafts import AccountDraft, MentionDraft, SourceDraft, StatementDraft
>>> said = StatementDraft("p1", "event: sent to a camp", "", when="осенью 2017", how_known="told by relatives")
>>> draft = AccountDraft("sheet_row", SourceDraft("relative"), mentions=(MentionDraft("p1", "person", "Tolqyn"),),
...                      statements=(said,))
>>> ready, problems = validate(draft)
>>> ready[0].value, ready[0].valid_when, ready[0].how_known, problems
('sent_to_camp', '2017-23', 'told_by_relative', [])
"""

from __future__ import annotations

import re
from functools import lru_cache

from tizim.core.dates import find_date
from tizim.core.drafts import AccountDraft, MentionDraft, Problem, StatementDraft, StatementReady
from tizim.core.i18n import gettext as _
from tizim.core.identity_numbers import find_identity_number
from tizim.core.places import find_place
from tizim.core.scripts import dominant_script, flags
from tizim.core.vocabularies import fold, vocabulary

from .narrowing import read_narrowing
from .reading import Reading, read_value
from .wording import is_not_stated, read_how_known, read_property


def validate(draft: AccountDraft) -> tuple[list[StatementReady], list[Problem]]:
    """All statements of a draft that can stand, and every problem found, in the order of the draft."""
    reader = _Reader(draft)
    ready = [made for statement in draft.statements if (made := reader.read(statement)) is not None]
    return ready, reader.problems


class _Reader:
    """Reads the statements of one draft and gathers the problems."""

    def __init__(self, draft: AccountDraft) -> None:
        self.draft = draft
        self.problems: list[Problem] = []
        self.keys = {mention.key for mention in draft.mentions}
        self.kinds = {mention.key: mention.kind for mention in draft.mentions}
        self.labels = {mention.key: mention.label for mention in draft.mentions}
        self.by_label = _only_by_label(draft.mentions)
        self.oneself = {mention.key for mention in draft.mentions if _is_source(draft, mention)}
        for mention in draft.mentions:
            self._warn_of_letters(mention.label, "about", None)

    def read(self, given: StatementDraft) -> StatementReady | None:
        subject = self._key(given.subject)
        if not subject:
            self._error(given, "about", _("The statement is about “{name}”, who is not listed.", name=given.subject))
            return None
        if not given.property.strip():
            self._error(given, "what", _("The row does not say what is stated."))
            return None
        code, named_value, relation = read_property(given.property)
        qualifiers = {name: text for name, text in given.qualifiers.items() if text.strip()}
        if relation:
            qualifiers.setdefault("relation", relation)
        text = self._value_text(given, code, named_value, qualifiers)
        reading = self._read_value(given, code, text, qualifiers)
        when = self._when(given) or reading.when
        narrowed = self._narrowing(given) if given.consent else {}
        how_known = self._how_known(given, qualifiers, subject in self.oneself)
        self._told_by(given, qualifiers, how_known)
        self._check_words(given, code)
        return StatementReady(
            subject=subject,
            property=code,
            value=reading.value,
            value_raw=text,
            as_said=given.as_said,
            language=given.language.strip().lower(),
            script=_script(given.as_said or text),
            locator=given.locator,
            how_known=how_known,
            valid_when=when,
            when_raw=given.when,
            place=self._place(given) or ("" if given.place.strip() else reading.place),
            place_raw=given.place,
            qualifiers=qualifiers,
            consent=narrowed,
        )

    def _key(self, name: str) -> str:
        return name if name in self.keys else self.by_label.get(name, "")

    def _value_text(self, given: StatementDraft, code: str, named: str, qualifiers: dict[str, str]) -> str:
        """The words of the value. With "event: released" the value stands there, and the cell beside is its detail."""
        if code == "other" and not vocabulary("properties").find(given.property):
            qualifiers.setdefault("property", given.property.strip())
            self._notice(
                given, "what", _("“{text}” is no known property; it is kept as “other”.", text=given.property[:80]),
                _("Choose one of the properties of the vocabulary, if one fits."),
            )  # fmt: skip
        if named and given.value.strip():
            _add_detail(qualifiers, given.value)
        return named or given.value

    def _read_value(self, given: StatementDraft, code: str, text: str, qualifiers: dict[str, str]) -> Reading:
        if code == "relation":
            return self._relation(given, text, qualifiers)
        reading = read_value(code, text, given.language or self.draft.language)
        for name, value in reading.qualifiers:
            if name == "detail":
                _add_detail(qualifiers, value)
            else:
                qualifiers.setdefault(name, value)
        if reading.unread:
            shown = "" if code == "id_number" else f"“{text.strip()[:80]}”: "
            self._notice(given, "value", shown + _EXPECTED[reading.unread](), _("It is kept as it was written."))
        if not text.strip() and not given.as_said.strip():
            self._notice(given, "value", _("The statement has no value."), _("Write what is stated."))
        if "facility" in qualifiers:
            self._facility(given, qualifiers)
        return reading

    def _told_by(self, given: StatementDraft, qualifiers: dict[str, str], how_known: str) -> None:
        """A person of the account by key; else words, which stay as they are. No message repeats them."""
        text = qualifiers.get("told_by", "").strip()
        key = self._key(text)
        if key and self.kinds[key] == "person":
            qualifiers["told_by"] = key
        elif key or _LIKE_A_KEY.fullmatch(text):
            self._notice(
                given, "told_by", _("Who told it is no person listed under “about”; it is kept as words."),
                _("Words are shown inside only and join no voices. List the person, if it is known who it is."),
            )  # fmt: skip
            qualifiers["told_by"] = self.labels.get(key, text)
        if text and how_known in FIRST_HAND:
            self._notice(
                given, "told_by", _("The source knows it first-hand, and yet somebody told it."),
                _("Say “told by …” under “how known”, or leave out who told it: it is kept and joins no voices."),
            )  # fmt: skip

    def _relation(self, given: StatementDraft, text: str, qualifiers: dict[str, str]) -> Reading:
        """The value is a mention of this account; which relation it is stands in the qualifier."""
        written = qualifiers.get("relation", "")
        code = vocabulary("relations").find(written) if written else None
        if written and code is None:
            _add_detail(qualifiers, written)
            qualifiers["relation"] = "other"
            self._notice(
                given, "relation", _("“{text}” is no known relation.", text=written[:80]), _("It is kept as detail.")
            )
        elif code:
            qualifiers["relation"] = code
        key = self._key(text.strip())
        if not key:
            self._notice(
                given, "value", _("“{text}” is not listed among those spoken about.", text=text[:80]),
                _("List the related person under “about”; the name is kept as it was written."),
            )  # fmt: skip
        return Reading(key or text.strip())

    def _facility(self, given: StatementDraft, qualifiers: dict[str, str]) -> None:
        key = self._key(qualifiers["facility"])
        if key:
            qualifiers["facility"] = key
        else:
            self._notice(
                given, "facility", _("“{text}” is not listed as a facility.", text=qualifiers["facility"][:80]),
                _("List it under “about”; the name is kept as detail."),
            )  # fmt: skip
            _add_detail(qualifiers, qualifiers.pop("facility"))

    def _when(self, given: StatementDraft) -> str:
        text = given.when.strip()
        if not text or is_not_stated(text):
            return ""
        found = find_date(text, given.language or self.draft.language)
        if found is None:
            self._notice(
                given, "when", _("“{text}” cannot be read as a date.", text=text[:80]),
                _("Write it like 2017-10, late 2017 or before May 2018; the words are kept."),
            )  # fmt: skip
        return found.edtf if found else ""

    def _place(self, given: StatementDraft) -> str:
        text = given.place.strip()
        if not text or is_not_stated(text):
            return ""
        found = find_place(text)
        if found is None:
            self._notice(
                given, "place", _("“{text}” is no place of the gazetteer, or several.", text=text[:80]),
                _("Add the county, prefecture or country; the words are kept."),
            )  # fmt: skip
        return found.code if found else ""

    def _how_known(self, given: StatementDraft, qualifiers: dict[str, str], about_oneself: bool) -> str:
        text = given.how_known.strip()
        if not text:
            return ""
        code = read_how_known(text, about_oneself)
        if not code:
            qualifiers["how_known"] = text
            self._notice(
                given, "how_known", _("“{text}” is no known way of knowing.", text=text[:80]),
                _("Choose one of the vocabulary; the words are kept."),
            )  # fmt: skip
        return code or "not_stated"

    def _narrowing(self, given: StatementDraft) -> dict[str, str]:
        read, unread = read_narrowing(given.consent)
        if unread:
            self._notice(
                given, "consent", _("The narrowing “{text}” is not understood.", text="; ".join(unread)[:80]),
                _("Nothing of this statement is used until it is corrected."),
            )  # fmt: skip
        return read

    def _check_words(self, given: StatementDraft, code: str) -> None:
        if code != "id_number":
            for field, text in (("value", given.value), ("as_said", given.as_said)):
                self._warn_of_letters(text, field, given)
                if _holds_id_number(text):
                    self._notice(
                        given, field, _("An identity number stands inside these words, where it is not sealed."),
                        _("Take it out and state it as “identity number”."),
                    )  # fmt: skip

    def _warn_of_letters(self, text: str, field: str, given: StatementDraft | None) -> None:
        found = flags(text)
        if found:
            self._notice(
                given, field, _("Unusual letters: {flags}.", flags=", ".join(found)), _("Compare it with the original.")
            )

    def _notice(self, given: StatementDraft | None, field: str, message: str, try_: str) -> None:
        self.problems.append(Problem("notice", message, self.draft.origin, _row(given), field, try_))

    def _error(self, given: StatementDraft, field: str, message: str) -> None:
        self.problems.append(Problem("error", message, self.draft.origin, _row(given), field, _("Fill it in.")))


_EXPECTED = {
    "event_kinds": lambda: _("no known kind of event; it is kept as “other”."),
    "statuses": lambda: _("no known status."),
    "ethnicities": lambda: _("no known ethnic group."),
    "sexes": lambda: _("no known sex."),
    "relations": lambda: _("no known relation."),
    "facility_kinds": lambda: _("no known kind of facility."),
    "urgencies": lambda: _("no known kind of urgency."),
    "date": lambda: _("cannot be read as a date."),
    "age": lambda: _("cannot be read as an age."),
    "place": lambda: _("no place of the gazetteer, or several."),
    "country": lambda: _("no known country."),
    "quantity": lambda: _("cannot be read as a number of people."),
    "id_number": lambda: _("The identity number has a wrong form or check character."),
}


def _is_source(draft: AccountDraft, mention: MentionDraft) -> bool:
    """Whether the mention is the one who speaks, or the group or place that a former detainee speaks of from inside."""
    source = draft.source
    if mention.kind != "person":
        return source.kind == "released_detainee"
    names = {fold(name) for name in (source.public_name, source.identity.get("name", "")) if name}
    return vocabulary("relations").find(source.relation) == "self" or fold(mention.label) in names


def _only_by_label(mentions: tuple[MentionDraft, ...]) -> dict[str, str]:
    """label → key, for labels that stand for one mention only."""
    keys: dict[str, set[str]] = {}
    for mention in mentions:
        keys.setdefault(mention.label, set()).add(mention.key)
    return {label: next(iter(found)) for label, found in keys.items() if len(found) == 1 and label}


def _add_detail(qualifiers: dict[str, str], text: str) -> None:
    old = qualifiers.get("detail", "")
    if text.strip() and text.strip() not in old.split("; "):
        qualifiers["detail"] = f"{old}; {text.strip()}" if old else text.strip()


FIRST_HAND = frozenset({"experienced_it", "saw_it"})
_LIKE_A_KEY = re.compile(r"[A-Za-z]{1,3}\d{1,4}")
_ROW = re.compile(r"\brow (\d+)")


def _row(given: StatementDraft | None) -> int | None:
    found = _ROW.search(given.locator) if given else None
    return int(found[1]) if found else None


@lru_cache(maxsize=10_000)
def _script(text: str) -> str:
    return dominant_script(text)


_LONG_NUMBER = re.compile(r"(?<![\d])\d[\d \-]{10,22}[\dXxХх](?![\d])")


def _holds_id_number(text: str) -> bool:
    for found in _LONG_NUMBER.finditer(text):
        number = find_identity_number(found[0])
        if number is not None and number.valid and not number.old_form:
            return True
    return False
