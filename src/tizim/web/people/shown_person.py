"""A person, a facility or a group as their page shows them: sections in the order the field knows.

Built on `shown.Shown`; here stands what only this page has: contradictions beside the values that they are about, what
only the official version says, and the official version beside what is told of the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.safestring import SafeString

from tizim.core.dates import show_date, sort_key
from tizim.core.profiles import Contradiction, Item, Profile, ProfileValue, is_official
from tizim.core.wording import rule_words, section_label, value_label, voices_words
from tizim.web.people.kin import HELD
from tizim.web.shown import Shown, bdi_or

PERSON = (
    "testifying", "about", "location", "chronology", "reasons", "status", "how_learned", "additional", "eyewitness",
    "supplementary", "official",
)  # fmt: skip
OPEN_ITEMS, FEW_ITEMS = 1, 12  # items shown at once, and items shown on the page at all
CHIPS = 8


class ShownPerson(Shown):
    """The facts of one page."""

    def page(self, profile: Profile) -> dict[str, Any]:
        base = self.profile(replace(profile, sections={}))
        self.kinds = {row.id: self.sources[row.source_id].kind for row in self.facts.accounts}
        placed = self._placed(profile)
        sections = []
        for code in PERSON:
            values = [self.rich(value) for value in profile.sections.get(code, ())]
            own = [self.contradiction(one) for one in placed.get(code, [])]
            sections.append({"code": code, "title": section_label(code), "values": values, "contradictions": own})
        return {
            **base, "by_code": {one["code"]: one for one in sections},
            "sections": sections, "state": self.state(profile), "beside": self.beside(profile),
        }  # fmt: skip

    def rich(self, value: ProfileValue) -> dict[str, Any]:
        """One value: its accounts and voices at once, the rest folded."""
        shown = self.value(replace(value, items=value.items[:FEW_ITEMS]))
        numbers = sorted({item.account_number for item in value.items})
        official = [item for item in value.items if self.official(item)]
        return {
            **shown,
            "numbers": numbers[:CHIPS], "more_numbers": max(0, len(numbers) - CHIPS),
            "voices": voices_words(value.voices) if value.voices else "",
            "items": [{**one, "told_on": self._told_on(item)}
                      for one, item in zip(shown["items"], value.items, strict=False)],
            "more_items": max(0, len(value.items) - FEW_ITEMS),
            "open": len(value.items) <= OPEN_ITEMS,
            "official": bool(official), "only_official": bool(official) and len(official) == len(value.items),
            "as_of": value.property == "status",
        }  # fmt: skip

    def official(self, item: Item) -> bool:
        return is_official(item.how_known, self.kinds.get(item.account_id, ""))

    def _told_on(self, item: Item) -> SafeString:
        return bdi_or(show_date(item.told_on, self.language) if item.told_on else "")

    def state(self, profile: Profile) -> dict[str, Any] | None:
        """The status with the latest date, for the head of the page; undated only where there is no other."""
        rows = [row for row in profile.sections.get("status", ()) if row.property == "status"]
        if not rows:
            return None
        dates = {id(row): sort_key(row.valid_when) if row.valid_when else (0, 0) for row in rows}
        last = max(rows, key=lambda row: (bool(row.valid_when), dates[id(row)], len(row.items)))
        words = value_label(last.property, last.value, self.language, {}) or last.value_raw
        return {**self.rich(last), "held": last.value in HELD, "plain": words}

    def beside(self, profile: Profile) -> list[dict[str, Any]]:
        """What the official version says and what is told of the same, property by property."""
        values = [value for section in profile.sections.values() for value in section]
        found = []
        for name in dict.fromkeys(value.property for value in values if value.property != "name"):
            own = [value for value in values if value.property == name]
            official = [value for value in own if any(self.official(item) for item in value.items)]
            if official:
                told = [value for value in own if any(not self.official(item) for item in value.items)]
                found.append({"property": self.code("properties", name), "official": self._short(official, True),
                              "told": self._short(told, False)})  # fmt: skip
        return found

    def _short(self, values: Sequence[ProfileValue], official: bool) -> list[dict[str, Any]]:
        return [
            {
                "words": self.words(value.property, value.value, value.value_raw),
                "when": show_date(value.valid_when, self.language) if value.valid_when else "",
                "place": self.place(value.place),
                "numbers": sorted({i.account_number for i in value.items if self.official(i) == official})[:CHIPS],
            }
            for value in values
        ]  # fmt: skip

    def _placed(self, profile: Profile) -> dict[str, list[Contradiction]]:
        """Each contradiction in the section of the first of its two statements."""
        home = {
            item.statement_id: code
            for code, values in profile.sections.items() for value in values for item in value.items
        }  # fmt: skip
        found: dict[str, list[Contradiction]] = {}
        for one in profile.contradictions:
            codes = [home.get(row, "additional") for row in (one.statement_a, one.statement_b)]
            found.setdefault(min(codes, key=PERSON.index), []).append(one)
        return found

    def contradiction(self, one: Contradiction) -> dict[str, Any]:
        """As elsewhere, and an anchor by which the list of contradictions leads to it."""
        rows = [self.statements[one.statement_a], self.statements[one.statement_b]]
        numbers = sorted({self.numbers.get(row.account_id, 0) for row in rows})
        anchor = "c" + "-".join(str(self._rank(row.id)) for row in rows)
        return {**super().contradiction(one), "anchor": anchor, "numbers": numbers, "rule": rule_words(one.rule)}

    def _rank(self, statement_id: str) -> int:
        """The place of a statement among those of the page: nothing of the archive stands in an anchor."""
        if not hasattr(self, "_ranks"):
            self._ranks = {row: at for at, row in enumerate(self.statements, 1)}
        return self._ranks[statement_id]
