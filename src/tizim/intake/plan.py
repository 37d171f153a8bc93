"""A mapping made ready for one sheet: where each target stands among the cells, and what a row holds for it.

Pure look-ups, made once a sheet so that a row costs little. What a row means is decided in `sheet_drafts`.

>>> plan = Plan(ColumnMapping({"Who": "about.name", "Born": "about.birth"}), ["Who", "Born", "Other"])
>>> plan.text(Row(1, [" Asan ", "1970", "x"]), "about.name"), [header for header, _ in plan.leftover_columns]
('Asan', ['Other'])
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .mapping import ColumnMapping
from .table import Row
from .targets import parse_target


@dataclass
class Property:
    """Columns of one property of the subject: `values` (several spellings, several photos) and its parts."""

    name: str
    kind: str = ""
    values: list[int] = field(default_factory=list)
    parts: dict[str, int] = field(default_factory=dict)


class Plan:
    """`header` of the sheet and `mapping`, looked up."""

    def __init__(self, mapping: ColumnMapping, header: list[str]) -> None:
        self.mapping, self.header = mapping, header
        self.positions: dict[str, list[int]] = {}
        self.properties: dict[tuple[str, str], Property] = {}
        self.leftover_columns: list[tuple[str, int]] = []
        self.words = {
            header.index(name): {written.casefold(): meant for written, meant in words.items()}
            for name, words in mapping.values.items()
        }
        for position, name in enumerate(header):
            self._place(name, position, mapping.columns.get(name, "leftover"))
        self.group = [header.index(name) for name in mapping.group_by] or self.positions.get("account.id", [])[:1]
        self.states_rows = "statement.what" in self.positions or "statement.what" in mapping.always

    def _place(self, name: str, position: int, text: str) -> None:
        target = parse_target(text)
        if target.section == "leftover":
            self.leftover_columns.append((name, position))
        elif target.section == "about" and target.name not in ("name", "kind", "also_name"):
            found = self.properties.setdefault((target.name, target.kind), Property(target.name, target.kind))
            if target.part and target.part not in found.parts:
                found.parts[target.part] = position
            elif target.part:
                self.leftover_columns.append((name, position))
            else:
                found.values.append(position)
        elif target.section != "ignore":
            self.positions.setdefault(text, []).append(position)

    def cell(self, row: Row, position: int) -> str:
        text = row.cells[position].strip()
        words = self.words.get(position)
        return words.get(text.casefold(), text) if words else text

    def text(self, row: Row, target: str) -> str:
        """What the row holds for `target`: the first column with words, else what holds always, else ""."""
        for position in self.positions.get(target, ()):
            if text := self.cell(row, position):
                return text
        return self.mapping.always.get(target, "")

    def texts(self, row: Row, target: str) -> list[str]:
        """All that the row holds for a target that several columns may share."""
        found = [self.cell(row, position) for position in self.positions.get(target, ())]
        return [text for text in found if text] or [text for text in [self.mapping.always.get(target, "")] if text]

    def names(self, prefix: str) -> list[str]:
        """The names of the targets of this sheet that begin with `prefix`."""
        known = {*self.positions, *self.mapping.always}
        return sorted(target.removeprefix(prefix) for target in known if target.startswith(prefix))

    def group_key(self, row: Row) -> tuple[str, ...]:
        return tuple(row.cells[position].strip() for position in self.group)

    def has_subject(self) -> bool:
        """Whether the sheet can say anything at all: whom it is about, or an account in its own words."""
        return bool({"about.name", "account.text"} & {*self.positions, *self.mapping.always})
