"""The questions of each section, with what was answered: fields and rows of fields as the page shows them.

Labels in the desk's language; codes of the vocabularies in words. Hints say what was understood (`reading_back`). Not
here: what is asked at all (`core.interview_form`), what answers state (`intake.form_answers`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tizim.core.i18n import LANGUAGES, current_language
from tizim.core.i18n import gettext as _
from tizim.core.interview_form import EXCEPT, FORM, KINDS, LONGEST, PURPOSES
from tizim.core.shared_form import Conflict, SharedForm
from tizim.core.vocabularies import vocabulary
from tizim.core.wording import level_label
from tizim.web.fields import Field
from tizim.web.interview.consent_words import Aloud, aloud
from tizim.web.interview.reading_back import read_back

Choices = Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class Question:
    """How one field is asked. `codes`: a vocabulary to choose from; `words`: one whose words are suggested."""

    label: str
    kind: str = "text"
    hint: str = ""
    codes: str = ""
    choices: Choices = ()
    words: str = ""
    wide: bool = False
    brief: bool = False
    lines: int = 2


@dataclass(frozen=True)
class Group:
    """Rows of a section, each with its number, which it keeps. `home`: `section.group`."""

    home: str
    label: str
    said: str
    add: str
    rows: Sequence[tuple[int, Sequence[Field]]]

    @property
    def id(self) -> str:
        return self.home.replace(".", "-")


Block = Field | Group | Aloud


@dataclass
class Asking:
    """Makes the blocks of one section from a form. `conflicts`: by field; `typed`: what stands in them instead."""

    form: SharedForm
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def blocks(self, code: str) -> list[Block]:
        """In the order in which they are asked."""
        section, asked = FORM[code], QUESTIONS[code]()
        found: list[Block] = [aloud("begin", self.language)] if code == "consent" else []
        for name in section.fields:
            if name not in asked:
                continue
            if code == "consent" and name in PURPOSES:
                found.append(aloud(name, self.language))
            found += self.fields(f"{code}.{name}", asked[name])
        groups = [self.group(f"{code}.{group}", GROUPS[group](), asked) for group in section.groups]
        if code == "consent":
            found.append(aloud("end", self.language))
        return [*groups, *found] if code in ("person", "steps") else [*found, *groups]

    @property
    def language(self) -> str:
        return self.form.value("source.language")

    def group(self, home: str, words: tuple[str, str, str], asked: Mapping[str, Question]) -> Group:
        section, name = home.split(".")
        rows = []
        for number in self.form.rows[home]:
            fields = [one for part in FORM[section].groups[name]
                      for one in self.fields(f"{home}.{number}.{part}", asked[f"{name}.{part}"])]  # fmt: skip
            rows.append((number, fields))
        return Group(home, *words, rows)

    def fields(self, name: str, asked: Question) -> list[Field]:
        """The field, and where two people answered it differently the choice between them."""
        value = self.typed.get(name, self.form.value(name))
        choices = asked.choices or (_codes(asked.codes) if asked.codes else ())
        conflict = self.conflicts.get(name)
        own = Field(
            name, asked.label, asked.kind, value, hint=read_back(name, value, self.language) or asked.hint,
            error=self.errors.get(name, ""), choices=choices, wide=asked.wide, brief=asked.brief, lines=asked.lines,
            beside=asked.kind == "radios", dir="ltr" if name == "person.id_number" else "auto",
            extra={"list": f"words-{asked.words}" if asked.words else "",
                   "maxlength": str(LONGEST) if asked.kind == "textarea" else ""},
        )  # fmt: skip
        return [own] if conflict is None else [own, _choose(name, conflict, choices)]


def _choose(name: str, conflict: Conflict, choices: Choices) -> Field:
    words = {one[0]: one[1] for one in choices}
    mine, theirs = (words.get(text, text) or _("(nothing)") for text in (conflict.mine, conflict.theirs))
    other = _("{name}, at {time}", name=conflict.by, time=conflict.at[11:16])
    return Field(
        f"choose.{name}", _("Two people answered this. Which holds?"), "radios", error=_("Choose one."), required=True,
        choices=(("mine", mine, _("as it stands above")), ("theirs", theirs, other)),
    )  # fmt: skip


def _codes(name: str) -> Choices:
    known, language = vocabulary(name), current_language()
    return [("", "–"), *((code, known.label(code, language)) for code in known.codes)]


def words_of(name: str) -> list[str]:
    """The labels of a vocabulary, as suggestions."""
    known, language = vocabulary(name), current_language()
    return [known.label(code, language) for code in known.codes if code not in ("other", "unknown")]


def excepts() -> Choices:
    words = (_("as the rest"), _("this not: inside only"), _("this only to the United Nations"))
    return list(zip(EXCEPT, words, strict=True))


def _source() -> dict[str, Question]:
    kinds, language = vocabulary("source_kinds"), current_language()
    return {
        "kind": Question(_("Who speaks"), "select", choices=[(code, kinds.label(code, language)) for code in KINDS]),
        "relation": Question(
            _("What the person is to them"), "select", codes="relations",
            hint=_("Whoever asks for a father chooses: father. For oneself: the person themselves."),
        ),
        "name": Question(_("Name of the one who speaks"), hint=_("Sealed: only a custodian can read it.")),
        "contact": Question(_("Telephone or address"), hint=_("Sealed.")),
        "safe_way": Question(_("How to reach them safely"), hint=_("Sealed. For example: only messages, never calls.")),
        "safe_hours": Question(_("When to reach them safely"), hint=_("Sealed.")),
        "country": Question(_("Country they live in"), hint=_("Sealed.")),
        "notes": Question(_("Anything else about them"), "textarea", hint=_("Sealed."), lines=2),
        "language": Question(_("Language they speak"), "select",
                             choices=[(one.code, one.name) for one in LANGUAGES.values()]),
        "told_on": Question(_("Day of this interview"), "date"),
        "same_as": Question(_("The same one who spoke in account"), brief=True,
                            hint=_("Its number, as A-12: then nothing sealed is asked again.")),
    }  # fmt: skip


def _consent() -> dict[str, Question]:
    terms, language = vocabulary("consent_purposes"), current_language()
    found = {}
    for code in PURPOSES:
        levels = terms.term(code).more["levels"]
        found[code] = Question(
            terms.label(code, language), "radios", choices=[(level, level_label(level)) for level in levels]
        )
    return found | {
        "given_how": Question(_("How consent was given"), "select", codes="ways_of_consent"),
        "given_before": Question(_("Before whom"), hint=_("Whoever of the office was there.")),
        "given_on": Question(_("When consent was given"), "date", hint=_("If on another day than the interview.")),
    }


def _person() -> dict[str, Question]:
    spellings = (("", _("as heard")), ("document", _("as on a document")))
    return {
        "names.name": Question(_("Name"), hint=_("Every spelling in a row of its own, in any script.")),
        "names.as": Question(_("Written"), "select", choices=spellings),
        "father_name": Question(_("Father's or clan name")),
        "id_number": Question(_("Identity number"), hint=_("Sealed: only a custodian can read it."), brief=True),
        "birth": Question(_("Born"), "date", hint=_("As exactly as it is known: 1975, about 1975, spring 1975.")),
        "age": Question(_("Age, if birth is not known"), brief=True),
        "sex": Question(_("Sex"), "select", codes="sexes"),
        "ethnicity": Question(_("Ethnic group"), "select", codes="ethnicities"),
        "nationality": Question(_("Citizenship")),
        "birthplace": Question(_("Place of birth")),
        "registered_at": Question(_("Household registration")),
        "profession": Question(_("Profession")),
        "addresses.place": Question(_("Lived in"), hint=_("The old name in one row, today's name in another.")),
        "addresses.when": Question(_("When"), "date"),
    }


def _events() -> dict[str, Question]:
    return {
        "text": Question(_("The telling in their own words"), "textarea", lines=6,
                         hint=_("If you write it down. Names of those who speak do not belong here.")),
        "events.what": Question(_("What happened"), "select", codes="event_kinds"),
        "events.when": Question(_("When"), "date", hint=_("As told: late 2017, about October 2017, before May 2018.")),
        "events.place": Question(_("Where: county or town"), hint=_("In any language.")),
        "events.facility": Question(_("In what place: camp, prison, station"), words="facilities"),
        "events.by": Question(_("By whom"), hint=_("Uniform, car, office.")),
        "events.how": Question(_("How do you know?"), "select", codes="how_known"),
        "events.told_by": Question(_("Who told you?"), hint=_("Shown inside only.")),
        "events.learned": Question(_("When did you learn of it?"), "date"),
        "events.suspected": Question(_("Reason that you suspect"), words="reasons"),
        "events.official": Question(_("Reason that officials gave"), words="reasons"),
        "events.years": Question(_("Sentence in years"), "number", brief=True),
        "events.said": Question(_("In their words"), "textarea", wide=True),
        "events.except": Question(_("May this be used?"), "select", choices=excepts()),
    }  # fmt: skip


def _status() -> dict[str, Question]:
    return {
        "status": Question(_("How it is now"), "select", codes="statuses"),
        "as_of": Question(_("As of when"), "date", hint=_("The day of the interview, unless you say another.")),
        "place": Question(_("Where now"), hint=_("In any language.")),
        "how": Question(_("How do you know?"), "select", codes="how_known"),
        "health": Question(_("Health"), "textarea"),
        "dependants": Question(_("Children and others who depended on them"), "textarea"),
        "except": Question(_("May this be used?"), "select", choices=excepts()),
        "relatives.name": Question(_("Name")),
        "relatives.relation": Question(_("What they are to the person"), "select", codes="relations"),
        "relatives.status": Question(_("How it is with them"), "select", codes="statuses"),
        "relatives.when": Question(_("As of when"), "date"),
        "relatives.how": Question(_("How do you know?"), "select", codes="how_known"),
        "relatives.except": Question(_("May this be used?"), "select", choices=excepts()),
    }


def _steps() -> dict[str, Question]:
    return {
        "steps.to": Question(_("To whom"), "select", codes="addressees"),
        "steps.when": Question(_("When"), "date"),
        "steps.what": Question(_("What was done"), "textarea"),
        "steps.reply": Question(_("What they replied"), "textarea"),
        "steps.reply_when": Question(_("When they replied"), "date"),
        "steps.except": Question(_("May this be used?"), "select", choices=excepts()),
        "why_none": Question(_("If nothing was possible: why"), "textarea"),
    }


def _risks() -> dict[str, Question]:
    urgencies, language = vocabulary("urgencies"), current_language()
    marks = [("", "–"), ("no", _("not urgent")), *((one, urgencies.label(one, language)) for one in urgencies.codes)]
    return {
        "victim": Question(_("Danger for the person, if this became known"), "textarea", hint=_("Inside only.")),
        "family": Question(_("Danger for the family"), "textarea", hint=_("Inside only.")),
        "source": Question(_("Danger for the one who speaks"), "textarea", hint=_("Sealed with their name.")),
        "interviewer": Question(_("Danger for you"), "textarea", hint=_("Inside only.")),
        "urgency": Question(_("Is it urgent?"), "select", choices=marks),
        "why": Question(_("Why"), "textarea", hint=_("Inside only.")),
    }


QUESTIONS = {
    "source": _source, "consent": _consent, "person": _person, "events": _events, "status": _status, "steps": _steps,
    "risks": _risks,
}  # fmt: skip
GROUPS = {
    "names": lambda: (_("How the person is called"), _("Name"), _("One more name")),
    "addresses": lambda: (_("Where the person lived"), _("Address"), _("One more address")),
    "events": lambda: (_("What happened, one thing a row"), _("What happened"), _("One more thing that happened")),
    "relatives": lambda: (_("Relatives also taken"), _("Relative"), _("One more relative")),
    "steps": lambda: (_("What the family did"), _("Step"), _("One more step")),
}


def section_names() -> dict[str, str]:
    """What each section is called, in their order."""
    return {
        "source": _("Who speaks"), "consent": _("Consent"), "person": _("The person"), "events": _("What happened"),
        "status": _("How it is now"), "steps": _("Steps taken"), "risks": _("Dangers"), "files": _("Papers and sound"),
        "check": _("Check and finish"),
    }  # fmt: skip
