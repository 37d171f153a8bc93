"""An account as its page shows it: its words, what it states of whom, its consent, and what could not be placed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from tizim.core.dates import show_date
from tizim.core.i18n import current_language
from tizim.core.values import Consent, Facts
from tizim.core.wording import grade_words, level_label
from tizim.db.assessments import Assessed
from tizim.web.isolated import bdi, direction, marked
from tizim.web.shown import Shown, bdi_or, through_words


class ShownAccount(Shown):
    """The facts of one account."""

    def __init__(self, facts: Facts, clusters: Mapping[str, str], seen_as: Mapping[str, str]) -> None:
        super().__init__(facts, clusters, seen_as)
        self.account = facts.accounts[0]
        self.narrowed: dict[str, list[Consent]] = {}
        for consent in facts.consents:
            self.narrowed.setdefault(consent.statement_id, []).append(consent)

    def page(self, leftovers: Mapping[str, str], problems: list[dict[str, str]]) -> dict[str, Any]:
        account = self.account
        consents = [self.consent(row) for row in reversed(self.narrowed.get("", []))]
        return {
            "number": account.number, "kind": self.code("account_kinds", account.kind),
            "source": self.source(account.source_id), "title": bdi_or(account.title),
            "told_on": _date(account.told_on), "published_on": _date(account.published_on),
            "publication": bdi_or(account.publication), "url": bdi_or(account.url),
            "through": through_words(account.through), "recorded_by": bdi_or(account.recorded_by),
            "recorded_on": _date(account.recorded_at[:10]),
            "text": Telling(account.text, account.language), "translation": Telling(account.translation, ""),
            "subjects": self.subjects(), "consent": consents[0] if consents else None, "earlier": consents[1:],
            "exhibits": [(bdi(row.name), row.size_bytes, bdi_or(row.caption)) for row in self.facts.exhibits],
            "leftovers": [(bdi(name), bdi_or(text)) for name, text in sorted(leftovers.items())],
            "problems": [(bdi(one["message"]), bdi_or(one["try_"])) for one in problems],
        }  # fmt: skip

    def assessed(self, rows: Iterable[Assessed]) -> dict[str, list[dict[str, Any]]]:
        """What reviewers hold of the source, of the account, and of its statements: three lists, never one figure."""
        found: dict[str, list[dict[str, Any]]] = {"source": [], "item": [], "statement": []}
        for one in rows:
            found.get(one.about, found["statement"]).append({
                "grade": grade_words(one.about == "source", one.grade), "reasons": bdi(one.reasons),
                "by": bdi(one.by), "day": _date(one.at[:10]),
                "statement": self.statement(self.statements[one.about]) if one.about in self.statements else None,
            })  # fmt: skip
        found["statement"] = [one for one in found["statement"] if one["statement"]]
        return found

    def subjects(self) -> list[dict[str, Any]]:
        """What is stated, by whom it is about, each with the consent that was narrowed for it."""
        found: dict[str, dict[str, Any]] = {}
        for row in self.facts.statements:
            name = bdi_or(self.labels.get(row.mention_id, ""))
            home = found.setdefault(row.mention_id, {"name": name, "link": self.link(row.mention_id), "statements": []})
            own = [self.consent(one) for one in self.narrowed.get(row.id, [])]
            home["statements"].append({**self.statement(row), "consent": own[-1] if own else None})
        return list(found.values())

    def consent(self, row: Consent) -> dict[str, Any]:
        """What is allowed, in words; the widest that nobody allowed stays away."""
        purposes = [(self.code("consent_purposes", name), level_label(level)) for name, level in row.purposes.items()]
        return {
            "withdrawn": row.withdrawn, "purposes": purposes, "given_how": self.code("ways_of_consent", row.given_how),
            "given_before": bdi_or(row.given_before), "given_on": _date(row.given_on),
        }  # fmt: skip


class Telling:
    """A long text in its own direction and language; false when there is none."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.direction = text, direction(text)
        self.language = language if language.replace("-", "").isalnum() else ""

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def html(self) -> SafeString:
        return mark_safe(linebreaks(marked(self.text)))  # noqa: S308 - escaped by `marked`


def accounts(shown: Shown) -> list[dict[str, Any]]:
    """The accounts of a list, with whether their consent was withdrawn."""
    withdrawn = {row.account_id: row.withdrawn for row in shown.facts.consents if not row.statement_id}
    return [
        {
            "number": account.number, "kind": shown.code("account_kinds", account.kind),
            "source": shown.source(account.source_id), "title": bdi_or(account.title or account.publication),
            "told_on": _date(account.told_on or account.published_on), "withdrawn": withdrawn.get(account.id, False),
        }
        for account in shown.facts.accounts
    ]  # fmt: skip


def _date(text: str) -> SafeString:
    return bdi_or(show_date(text, current_language()) if text else "")
