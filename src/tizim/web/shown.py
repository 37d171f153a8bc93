"""Profiles and statements as templates show them: in the reader's language, names isolated in their own script.

Text that people gave leaves this module as isolated markup (`isolated.bdi`); codes, dates and places leave it in words.

Not here: accounts as a whole (`shown_account`), who may see what (`db.queries`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from tizim.core.dates import show_date
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.places import place_label
from tizim.core.profiles import Contradiction, Item, Profile, ProfileValue
from tizim.core.values import Facts, Finding, Statement
from tizim.core.vocabularies import vocabulary
from tizim.core.voice_tree import Tree, trees
from tizim.core.wording import (
    QUALIFIER_CODES,
    link_words,
    qualifier_label,
    rule_words,
    section_label,
    source_label,
    state_words,
    value_label,
    voices_words,
    why_words,
)
from tizim.web.isolated import bdi, warnings

OPEN_ITEMS = 2  # up to so many items are shown at once; more are folded


class Shown:
    """Knows the facts of one page, and by which ids this reader calls people (`listing.seen_as`)."""

    def __init__(self, facts: Facts, clusters: Mapping[str, str], seen_as: Mapping[str, str] | None = None) -> None:
        self.facts, self.clusters, self.seen_as = facts, clusters, seen_as or {}
        self.language = current_language()
        self.labels = {mention.id: mention.label for mention in facts.mentions}
        self.sources = {source.id: source for source in facts.sources}
        self.numbers = {account.id: account.number for account in facts.accounts}
        self.statements = {statement.id: statement for statement in facts.statements}

    def profile(self, profile: Profile) -> dict[str, Any]:
        return {
            "id": self.link(profile.id),
            "kind": kind_words(profile.kind),
            "plain_name": profile.names[0] if profile.names else "",
            "names": [bdi(name) for name in profile.names],
            "warnings": list(dict.fromkeys(words for name in profile.names for words in warnings(name))),
            "sections": [(section_label(code), self.values(values)) for code, values in profile.sections.items()],
            "voices": voices_words(profile.voices) if profile.voices else "",
            "official_voices": voices_words(profile.official_voices) if profile.official_voices else "",
            "contradictions": [self.contradiction(one) for one in profile.contradictions],
            "findings": [_finding(one) for one in self.facts.findings if one.mention_id in profile.mention_ids],
        }

    def values(self, values: Iterable[ProfileValue]) -> list[dict[str, Any]]:
        return [self.value(value) for value in values]

    def value(self, value: ProfileValue) -> dict[str, Any]:
        """One value with its words, its voices and its items."""
        return {
            "property": self.code("properties", value.property),
            "words": self.words(value.property, value.value, value.value_raw),
            "link": self.link(value.related_id) if value.related_id else "",
            "when": show_date(value.valid_when, self.language) if value.valid_when else "",
            "place": self.place(value.place),
            "qualifiers": self.qualifiers(value.qualifiers),
            "voices": voices_words(value.voices) if value.voices and len(value.items) > 1 else "",
            "graph": self.graph(value),
            "items": [self._item(item, value) for item in value.items],
            "open": len(value.items) <= OPEN_ITEMS,
        }

    def graph(self, value: ProfileValue) -> list[dict[str, Any]]:
        """Where the telling of each account comes from; nothing where one account speaks for itself."""
        if value.voices is None:
            return []
        found = trees(value.voices, (item.account_id for item in value.items), self.numbers)
        return [self._tree(one) for one in found] if len(found) > 1 or any(one.links for one in found) else []

    def _tree(self, tree: Tree) -> dict[str, Any]:
        links = [
            {"kind": link_words(link.kind), "why": why_words(link.why), "to": self._tree(link.to)}
            for link in tree.links
        ]
        return {
            "number": self.numbers[tree.account_id], "state": state_words(tree.state), "why": why_words(tree.why),
            "links": links, "told_by": self.teller(tree.told_by), "told": why_words("told by the same person"),
        }  # fmt: skip

    def teller(self, told_by: str) -> SafeString:
        """Who told the one who tells: a person by name, or the words."""
        return bdi_or(self.labels.get(told_by, told_by))

    def statement(self, row: Statement) -> dict[str, Any]:
        """One account's saying so."""
        return {
            "id": row.id,
            "number": self.numbers.get(row.account_id, 0),
            "property": self.code("properties", row.property),
            "words": self.words(row.property, row.value, row.value_raw),
            "link": self.link(row.value) if row.value in self.labels else "",
            "when": show_date(row.valid_when, self.language) if row.valid_when else bdi_or(row.when_raw),
            "place": self.place(row.place) if row.place else bdi_or(row.place_raw),
            "qualifiers": self.qualifiers(row.qualifiers),
            "how": self.code("how_known", row.how_known),
            "told_by": self.teller(row.told_by),
            "locator": bdi_or(row.locator),
            "as_said": bdi(row.as_said, row.language) if row.as_said else "",
        }

    def contradiction(self, one: Contradiction) -> dict[str, Any]:
        sides = [self.statements[one.statement_a], self.statements[one.statement_b]]
        return {"sides": [self.statement(row) for row in sides], "certain": one.certain, "rule": rule_words(one.rule)}

    def link(self, mention_id: str) -> str:
        """What this reader calls the person, facility or group that a mention belongs to."""
        cluster = self.clusters.get(mention_id, mention_id)
        return self.seen_as.get(cluster, cluster)

    def words(self, property_: str, value: str, raw: str) -> SafeString:
        return bdi(value_label(property_, value, self.language, self.labels) or raw)

    def code(self, name: str, code: str) -> SafeString:
        """A code in words; words that no vocabulary knows as they were given."""
        known = vocabulary(name)
        return bdi(known.label(code, self.language)) if code in known.codes else bdi_or(code)

    def place(self, code: str) -> SafeString:
        return bdi_or(place_label(code, self.language) if code else "")

    def source(self, source_id: str) -> SafeString:
        return bdi(source_label(self.sources[source_id]))

    def qualifiers(self, given: Mapping[str, str]) -> list[tuple[SafeString, SafeString, str]]:
        """(what it is, its words, the id it leads to) of each."""
        return [self._qualifier(key, text) for key, text in sorted(given.items()) if text]

    def _qualifier(self, key: str, text: str) -> tuple[SafeString, SafeString, str]:
        if key == "relation" and text in vocabulary("relations").codes:
            return SafeString(""), self.code("relations", text), ""
        if key == "facility" and text in self.labels:
            return SafeString(""), bdi(self.labels[text]), self.link(text)
        words = self.code(QUALIFIER_CODES[key], text) if key in QUALIFIER_CODES else bdi(text)
        return bdi(qualifier_label(key)), words, ""

    def _item(self, item: Item, of: ProfileValue) -> dict[str, Any]:
        """How one account gives the value; its own date and place where they differ from those of the value."""
        return {
            "number": item.account_number,
            "source": bdi(item.source_label),
            "how": self.code("how_known", item.how_known),
            "told_by": self.teller(item.told_by),
            "through": through_words(item.through),
            "locator": bdi_or(item.locator),
            "when": show_date(item.when, self.language) if item.when and item.when != of.valid_when else "",
            "place": self.place(item.place) if item.place != of.place else "",
            "words": bdi(item.as_said, item.language) if item.as_said else "",
        }


def bdi_or(text: str) -> SafeString:
    """Isolated, or nothing at all."""
    return bdi(text) if text else SafeString("")


def through_words(names: Iterable[str]) -> SafeString:
    """Who carried a telling, the nearest to its source last."""
    return format_html_join(" ← ", "{}", ((bdi(name),) for name in reversed(tuple(names))))


def kind_words(kind: str) -> str:
    return {
        "person": _("Person"), "facility": _("Facility"), "organisation": _("Organisation"),
        "group": _("Group of people"),
    }.get(kind, "")  # fmt: skip


def _finding(row: Finding) -> dict[str, Any]:
    language = current_language()
    standard = vocabulary("standards_of_proof").label(row.standard_of_proof, language)
    return {
        "conclusion": bdi(row.conclusion), "standard": bdi_or(standard), "reasons": bdi_or(row.reasons),
        "would_change": bdi_or(row.would_change), "day": show_date(row.at[:10], language) if row.at else "",
        "by": [bdi(name) for name in (row.by, row.second) if name],
    }  # fmt: skip
