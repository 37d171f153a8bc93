"""What the answers of the interview form state: one account, as an interview file would bring it.

Answers are text as typed or chosen; what words mean is asked later, of the vocabularies (`statements.validate`).
Everything about the one who speaks that is not their kind, relation or language goes into the identity, which is sealed
before anything is written, and so does a risk to them. Not here: the form itself (`core.interview_form`).

Invariants: nothing answered is dropped · nothing is stated that was not answered · "not this sentence" only narrows.

Spec: docs/spec/interview.md, "The form".

>>> formed = form_account({"person.names.0.name": "Asan", "person.sex": "male"}, {"person.names": [0]}, "interview/1")
>>> [(one.property, one.value) for one in formed.draft.statements], formed.fields[1][""]
([('name', 'Asan'), ('sex', 'male')], 'person.sex')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tizim.core.drafts import AccountDraft, ConsentDraft, MentionDraft, SourceDraft, StatementDraft
from tizim.core.interview_form import IDENTITY, PURPOSES, rows_in
from tizim.core.vocabularies import vocabulary

PERSON = "p1"
PLAIN = ("father_name", "id_number", "birth", "sex", "ethnicity", "nationality", "birthplace", "registered_at",
         "profession")  # fmt: skip
RISKS = ("victim", "family", "interviewer")
SAME_AS = "same_as"  # qualifier of the note by which the one who speaks means somebody told of before


@dataclass(frozen=True)
class Formed:
    """The account, and for each of its statements where it was answered: part of a statement ("" for its value) →
    name of the form's field."""

    draft: AccountDraft
    fields: tuple[Mapping[str, str], ...] = ()


def form_account(
    values: Mapping[str, str], rows: Mapping[str, list[int]], external_id: str, *, same_words: str = ""
) -> Formed:
    """The account that a filled form makes. `same_words`: the note about somebody told of before, if one is named."""
    return _Forming(values, rows, same_words).account(external_id)


def inside_only() -> dict[str, str]:
    """The narrowing that leaves nothing but keeping."""
    terms = vocabulary("consent_purposes").terms
    return {code: terms[code].more["levels"][0] for code in PURPOSES if code != "keep"}


def narrowing(code: str) -> dict[str, str]:
    """What "not this sentence" takes away from one statement: nothing, everything, or all but the United Nations."""
    stays = {"": PURPOSES, "un": ("share_un", "count", "date_precision", "place_precision")}.get(code, ())
    return {purpose: level for purpose, level in inside_only().items() if purpose not in stays}


def relation_of_source(relation: str) -> str:
    """What the one who speaks is to the person, given what the person is to them: of a "father" a child."""
    known = vocabulary("relations")
    return str(known.term(relation).more.get("inverse", "")) if relation in known.codes else ""


@dataclass
class _Forming:
    values: Mapping[str, str]
    rows: Mapping[str, list[int]]
    same_words: str
    mentions: dict[str, MentionDraft] = field(default_factory=dict)
    statements: list[StatementDraft] = field(default_factory=list)
    fields: list[Mapping[str, str]] = field(default_factory=list)

    def account(self, external_id: str) -> Formed:
        names = self.each("person.names")
        self.mentions[PERSON] = MentionDraft(PERSON, "person", names[0][1]["name"] if names else "")
        self.person(names)
        self.events()
        self.status()
        self.relatives()
        self.steps()
        self.risks()
        draft = AccountDraft(
            kind="interview", source=self.source(), language=self.get("source.language"), text=self.get("events.text"),
            told_on=self.get("source.told_on"), external_id=external_id, mentions=tuple(self.mentions.values()),
            statements=tuple(self.statements), consent=self.consent(), origin="interview",
        )  # fmt: skip
        return Formed(draft, tuple(self.fields))

    def get(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def each(self, home: str) -> list[tuple[int, dict[str, str]]]:
        return rows_in(self.values, home, self.rows.get(home, []))

    def source(self) -> SourceDraft:
        identity = {name: self.get(f"source.{name}") for name in IDENTITY} | {"risk": self.get("risks.source")}
        return SourceDraft(
            kind=self.get("source.kind") or "other", relation=relation_of_source(self.get("source.relation")),
            language=self.get("source.language"), identity={name: text for name, text in identity.items() if text},
        )  # fmt: skip

    def consent(self) -> ConsentDraft:
        purposes = {code: self.get(f"consent.{code}") for code in PURPOSES}
        return ConsentDraft(
            {"keep": "yes"} | {code: level for code, level in purposes.items() if level},
            self.get("consent.given_how"), self.get("consent.given_before"),
            self.get("consent.given_on") or self.get("source.told_on"), self.get("source.language"),
        )  # fmt: skip

    def state(self, home: str, property_: str, value: str, parts: Mapping[str, str] | None = None, **more) -> None:
        """One statement. `parts`: which of its parts was answered where, besides the value in `home`."""
        qualifiers = {name: text for name, text in more.pop("qualifiers", {}).items() if text}
        subject = more.pop("subject", PERSON)
        self.statements.append(StatementDraft(subject, property_, value, qualifiers=qualifiers, **more))
        self.fields.append({"": home, **(parts or {})})

    def person(self, names: list[tuple[int, dict[str, str]]]) -> None:
        for number, row in names:
            known = "document" if row["as"] == "document" else ""
            self.state(f"person.names.{number}.name", "name", row["name"], how_known=known)
        if relation := self.get("source.relation"):
            self.state("source.relation", "relation_to_source", relation)
        for code in PLAIN:
            if value := self.get(f"person.{code}"):
                self.state(f"person.{code}", code, value)
        if value := self.get("person.age"):
            self.state("person.age", "age", value, when=self.get("source.told_on"))
        for number, row in self.each("person.addresses"):
            home = f"person.addresses.{number}"
            self.state(f"{home}.place", "residence", row["place"], {"when": f"{home}.when"}, when=row["when"])
        if other := self.get("person.same_person"):
            self.state("person.same_person", "note", self.same_words or other, qualifiers={SAME_AS: other},
                       consent=inside_only())  # fmt: skip

    def events(self) -> None:
        for at, (number, row) in enumerate(self.each("events.events"), 1):
            home = f"events.events.{number}"
            where = {"when": f"{home}.when", "place": f"{home}.place", "how_known": f"{home}.how"}
            shared: dict[str, Any] = {"when": row["when"], "how_known": row["how"], "locator": f"row {at}",
                      "consent": narrowing(row["except"])}  # fmt: skip
            told = {name: row[name] for name in ("told_by", "learned")}
            qualifiers = {"by": row["by"], "sentence_years": row["years"], "facility": self.facility(row["facility"])}
            said: dict[str, Any] = {
                "as_said": row["said"],
                "language": self.get("source.language") if row["said"] else "",
            }
            if _happened(row):
                self.state(f"{home}.what", "event", row["what"] or "other", where, place=row["place"],
                           qualifiers=qualifiers | told, **said, **shared)  # fmt: skip
            for name in ("suspected", "official"):
                if row[name]:
                    self.state(f"{home}.{name}", f"reason_{name}", row[name], where, qualifiers=told, **shared)

    def facility(self, label: str) -> str:
        """The key of a facility of this account; one label is one facility."""
        if not label:
            return ""
        known = {one.label: key for key, one in self.mentions.items() if one.kind == "facility"}
        key = known.get(label) or f"f{len(known) + 1}"
        self.mentions[key] = MentionDraft(key, "facility", label)
        return key

    def status(self) -> None:
        as_of = self.get("status.as_of") or self.get("source.told_on")
        where = {"when": "status.as_of", "place": "status.place", "how_known": "status.how"}
        narrowed = narrowing(self.get("status.except"))
        if value := self.get("status.status"):
            self.state("status.status", "status", value, where, when=as_of, place=self.get("status.place"),
                       how_known=self.get("status.how"), consent=narrowed)  # fmt: skip
        elif place := self.get("status.place"):
            self.state("status.place", "located_in", place, where, when=as_of, how_known=self.get("status.how"),
                       consent=narrowed)  # fmt: skip
        if value := self.get("status.health"):
            self.state("status.health", "health", value, where, when=as_of, how_known=self.get("status.how"),
                       consent=narrowed)  # fmt: skip
        if value := self.get("status.dependants"):
            self.state("status.dependants", "dependants", value, consent=narrowed)

    def relatives(self) -> None:
        for at, (number, row) in enumerate(self.each("status.relatives"), 1):
            home, key = f"status.relatives.{number}", f"p{at + 1}"
            self.mentions[key] = MentionDraft(key, "person", row["name"])
            shared: dict[str, Any] = {"locator": f"row {at}", "consent": narrowing(row["except"])}
            known: dict[str, Any] = {} if row["status"] else {"when": row["when"], "how_known": row["how"]}
            self.state(f"{home}.relation", "relation", key, qualifiers={"relation": row["relation"]}, **known, **shared)
            self.state(f"{home}.name", "name", row["name"], subject=key, **shared)
            if row["status"]:
                where = {"when": f"{home}.when", "how_known": f"{home}.how"}
                self.state(f"{home}.status", "status", row["status"], where, subject=key, when=row["when"],
                           how_known=row["how"], **shared)  # fmt: skip

    def steps(self) -> None:
        known = vocabulary("addressees")
        for at, (number, row) in enumerate(self.each("steps.steps"), 1):
            home, shared = f"steps.steps.{number}", {"locator": f"row {at}", "consent": narrowing(row["except"])}
            official = row["to"] in known.codes and known.term(row["to"]).more.get("official") == "yes"
            reply = {} if official else {"reply": row["reply"], "reply_when": row["reply_when"]}
            told = row["what"] or known.label(row["to"], self.get("source.language") or "en")
            self.state(f"{home}.what", "step_taken", told, {"when": f"{home}.when"}, when=row["when"],
                       qualifiers={"to": row["to"], **reply}, **shared)  # fmt: skip
            if official and (row["reply"] or row["reply_when"]):
                self.state(f"{home}.reply", "official_response", row["reply"], {"when": f"{home}.reply_when"},
                           when=row["reply_when"], qualifiers={"to": row["to"]}, **shared)  # fmt: skip
        if why := self.get("steps.why_none"):
            self.state("steps.why_none", "step_taken", why, qualifiers={"to": "nobody"})

    def risks(self) -> None:
        for code in RISKS:
            if text := self.get(f"risks.{code}"):
                self.state(f"risks.{code}", "risk", text, qualifiers={"risk_to": code}, consent=inside_only())
        urgency, why = self.get("risks.urgency"), self.get("risks.why")
        if urgency and urgency != "no":
            self.state("risks.urgency", "urgency", urgency, qualifiers={"detail": why}, consent=inside_only())
        elif why:
            self.state("risks.why", "risk", why, consent=inside_only())


def _happened(row: Mapping[str, str]) -> bool:
    """Whether a row says that something happened; one that says only why states the reason alone."""
    if any(row[name] for name in ("what", "place", "facility", "by", "years", "said")):
        return True
    why = row["suspected"] or row["official"]
    return not why and any(row[name] for name in ("when", "how", "told_by", "learned"))
