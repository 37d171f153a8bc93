"""An account as the answers of the form that made it: to correct it, or to go on with the same source.

What is sealed does not come back: the one who speaks stays as sealed, and an identity number must be typed again. What
the form does not ask stays out of it. Not here: reading the account (`db.queries`).

Invariant: a narrowing that the form cannot say comes back as "inside only", never as less; where the form does not ask
for one, it is carried over when the correction is written (`actions.continuing`).
"""

from __future__ import annotations

from tizim.core.interview_form import BEGINS, IDENTITY, PURPOSES
from tizim.core.values import Consent, Facts, Mention, Statement

from .form_answers import PERSON, PLAIN, SAME_AS, inside_only, narrowing

Answers = dict[str, str]
# What no account gives back to a form: it is sealed, or says only whose words these are.
NEVER_BACK = {"source.same_as", "person.id_number", "risks.source", *(f"source.{name}" for name in IDENTITY)}


def answers(facts: Facts) -> tuple[Answers, dict[str, int]]:
    """The answers, and how many rows each group has."""
    return _Again(facts).answers()


def same_source(facts: Facts) -> Answers:
    """What stays when the same source goes on with another person: kind, language and what was allowed."""
    account, source = facts.accounts[0], facts.sources[0]
    found = {"source.kind": source.kind, "source.language": account.language, "source.told_on": account.told_on}
    return found | _consent(facts)


def _consent(facts: Facts) -> Answers:
    given: list[Consent] = [one for one in facts.consents if not one.statement_id]
    if not given or given[-1].withdrawn:
        return {}
    last = given[-1]
    found = {f"consent.{code}": last.purposes[code] for code in PURPOSES if code in last.purposes}
    return found | {f"consent.{name}": getattr(last, name) for name in ("given_how", "given_before", "given_on")}


class _Again:
    """The statements of one account, each put back to where it was answered."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.mentions = {one.id: one for one in facts.mentions}
        self.person: Mention = facts.mentions[0]
        self.found: Answers = {}
        self.rows: dict[str, int] = {}
        self.narrowed = {one.statement_id: dict(one.purposes) for one in facts.consents if one.statement_id}

    def answers(self) -> tuple[Answers, dict[str, int]]:
        account = self.facts.accounts[0]
        self.found = same_source(self.facts) | {"events.text": account.text}
        related = {row.value: row for row in self.facts.statements if row.property == "relation"}
        for row in self.facts.statements:
            if row.mention_id == self.person.id:
                self.about_person(row)
            elif row.mention_id in related:
                self.about_relative(row, related[row.mention_id])
        rows = {home: max(self.rows.get(home, 0), least) for home, least in BEGINS.items()}
        return {name: text for name, text in self.found.items() if text}, rows

    def about_person(self, row: Statement) -> None:
        raw, code = row.value_raw or row.value, row.property
        if code == "name":
            self.row("person.names", None, name=raw, **{"as": "document" if row.how_known == "document" else ""})
        elif code in PLAIN and code != "id_number":
            self.found[f"person.{code}"] = raw
        elif code == "age":
            self.found["person.age"] = raw
        elif code == "relation_to_source":
            self.found["source.relation"] = row.value
        elif code == "residence":
            self.row("person.addresses", None, place=raw, when=row.when_raw)
        elif code == "note" and SAME_AS in row.qualifiers:
            self.found["person.same_person"] = row.qualifiers[SAME_AS]
        elif code == "relation":
            related = self.mentions.get(row.value)
            self.row("status.relatives", row, name=related.label if related else raw,
                     relation=row.qualifiers.get("relation", ""), when=row.when_raw, how=row.how_known,
                     **self.exception(row))  # fmt: skip
        else:
            self.happened(row, raw)

    def happened(self, row: Statement, raw: str) -> None:
        code, said = row.property, row.qualifiers
        if code == "event":
            facility = self.mentions.get(said.get("facility", ""))
            self.row("events.events", row, what=row.value, when=row.when_raw, place=row.place_raw,
                     facility=facility.label if facility else "", by=said.get("by", ""), how=row.how_known,
                     told_by=self.teller(row), learned=said.get("learned", ""), years=said.get("sentence_years", ""),
                     said=row.as_said, **self.exception(row))  # fmt: skip
        elif code in ("reason_suspected", "reason_official"):
            told = {"when": row.when_raw, "how": row.how_known, "told_by": self.teller(row),
                    "learned": said.get("learned", ""), **self.exception(row)}  # fmt: skip
            self.row("events.events", row, **{code.removeprefix("reason_"): raw}, **told)
        elif code in ("status", "located_in"):
            self.found |= {f"status.{name}": text for name, text in self.exception(row).items()}
            self.found |= {"status.as_of": row.when_raw, "status.how": row.how_known}
            self.found |= {"status.status": row.value, "status.place": row.place_raw} if code == "status" else {
                "status.place": raw}  # fmt: skip
        elif code in ("health", "dependants"):
            self.found |= {f"status.{code}": raw, "status.except": self.exception(row)["except"]}
        elif code == "step_taken":
            self.step(row, raw)
        elif code == "official_response":
            self.row("steps.steps", row, reply=raw, reply_when=row.when_raw)
        elif code == "risk":
            self.found[f"risks.{said['risk_to']}" if said.get("risk_to") else "risks.why"] = raw
        elif code == "urgency":
            self.found |= {"risks.urgency": row.value, "risks.why": said.get("detail", "")}

    def step(self, row: Statement, raw: str) -> None:
        said = row.qualifiers
        if said.get("to") == "nobody" and not row.locator:
            self.found["steps.why_none"] = raw
        else:
            self.row("steps.steps", row, to=said.get("to", ""), when=row.when_raw, what=raw,
                     reply=said.get("reply", ""), reply_when=said.get("reply_when", ""),
                     **self.exception(row))  # fmt: skip

    def about_relative(self, row: Statement, relation: Statement) -> None:
        if row.property == "status":
            self.row("status.relatives", relation, status=row.value, when=row.when_raw, how=row.how_known)

    def row(self, home: str, at: Statement | None, **told: str) -> None:
        """Into the row that the locator names ("row 2"), or the next."""
        number = self.rows.get(home, 0)
        if at is not None and at.locator.removeprefix("row ").isdigit():
            number = int(at.locator.removeprefix("row ")) - 1
        self.rows[home] = max(self.rows.get(home, 0), number + 1)
        for name, text in told.items():
            self.found[f"{home}.{number}.{name}"] = text or self.found.get(f"{home}.{number}.{name}", "")

    def teller(self, row: Statement) -> str:
        known = self.mentions.get(row.told_by)
        return known.label if known else row.told_by

    def exception(self, row: Statement) -> dict[str, str]:
        """What was narrowed for one statement, as the form says it."""
        given = self.narrowed.get(row.id)
        if not given:
            return {"except": ""}
        return {"except": "un" if given == narrowing("un") and given != inside_only() else "inside"}


__all__ = ["PERSON", "answers", "same_source"]
