"""A form that several people may fill at once, and none loses a word: answers with the version at which each changed.

Whoever sends a form says which version they had before them. A field that they left as it was there changes nothing; a
field that only they changed is taken; a field that somebody else changed in between, to something else, is a conflict
that a person settles. Not here: what is asked (`interview_form`), storing and sealing (`actions.interviews`).

Invariants: an answer is only ever replaced by whoever had seen it · a row that one person takes away comes back with
what another was writing in it · the same form sent twice changes nothing the second time.

>>> form = SharedForm()
>>> form.send({"person.sex": "male"}, since=0, by="Ana", at="14:03")
[]
>>> [(one.field, one.mine, one.theirs) for one in form.send({"person.sex": "female"}, since=0, by="Bo", at="14:04")]
[('person.sex', 'female', 'male')]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from .interview_form import BEGINS, GROUPS, MOST_ROWS, row_of

KEPT = 12  # earlier answers of a field that are remembered; whoever saw an older one is asked


@dataclass(frozen=True)
class Answer:
    """What stood in a field from a version on, and who wrote it."""

    version: int
    value: str
    by: str = ""
    at: str = ""


@dataclass(frozen=True)
class Conflict:
    """Two answers for one field. `by`, `at`: who wrote the one that stands, and when."""

    field: str
    mine: str
    theirs: str
    by: str
    at: str


@dataclass
class SharedForm:
    """answers: field → its answers, the newest last. rows: `section.group` → numbers of its rows in their order."""

    version: int = 0
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=lambda: {one: [*range(BEGINS[one])] for one in GROUPS})
    next_row: dict[str, int] = field(default_factory=lambda: dict(BEGINS))

    @property
    def values(self) -> dict[str, str]:
        """field → what stands there now, of rows that are there."""
        return {name: found for name in self.answers if self._there(name) and (found := self.answers[name][-1].value)}

    def value(self, name: str) -> str:
        found = self.answers.get(name)
        return found[-1].value if found else ""

    def first(self, name: str) -> str | None:
        """What stood in a field when the form began; None: that is not known any more."""
        begun = min((one.version for of in self.answers.values() for one in of[:1]), default=0)
        return self._seen(name, begun)

    def send(self, given: Mapping[str, str], *, since: int, by: str, at: str) -> list[Conflict]:
        """Take what somebody sent who had version `since` before them. What is in conflict is left as it stands."""
        conflicts, taken = [], self._of_rows_taken_away(given, since)
        for name, value in given.items():
            stands, seen = self.value(name), self._seen(name, since)
            if name in taken or value in (stands, seen):
                continue
            if stands in (seen, value):
                taken[name] = value
            else:
                last = self.answers[name][-1]
                conflicts.append(Conflict(name, value, stands, last.by, last.at))
        self.put(taken, by=by, at=at)
        return conflicts

    def _of_rows_taken_away(self, given: Mapping[str, str], since: int) -> dict[str, str]:
        """All that is sent of rows which somebody took away, and in which the sender went on writing."""
        gone = {name: row for name in given if (row := row_of(name)) and not self._there(name)}
        written = {row for name, row in gone.items() if given[name] and given[name] != self._seen(name, since)}
        return {name: given[name] for name, row in gone.items() if row in written}

    def put(self, given: Mapping[str, str], *, by: str, at: str) -> None:
        """Write answers whatever stood there; their rows are there from now on."""
        if not given:
            return
        self.version += 1
        for name, value in given.items():
            self.answers[name] = [*self.answers.get(name, ()), Answer(self.version, value, by, at)][-KEPT:]
            self._bring(name)

    def add_row(self, home: str) -> int | None:
        """One more row of a group; None when there are too many."""
        if len(self.rows[home]) >= MOST_ROWS:
            return None
        number = self.next_row[home]
        self.version, self.next_row[home] = self.version + 1, number + 1
        self.rows[home] = [*self.rows[home], number]
        return number

    def take_row(self, home: str, number: int, *, by: str, at: str) -> None:
        """Take a row away with its answers; one row, an empty one, always stays."""
        if number not in self.rows.get(home, ()):
            return
        start = f"{home}.{number}."
        gone = {name: "" for name in self.answers if name.startswith(start) and self.value(name)}
        self.put(gone, by=by, at=at)
        self.version += 1
        self.rows[home] = [one for one in self.rows[home] if one != number]
        if not self.rows[home]:
            self.add_row(home)

    def _seen(self, name: str, since: int) -> str | None:
        """What stood in the field at a version; None: that is not known any more."""
        answers = self.answers.get(name, [])
        before = [one for one in answers if one.version <= since]
        if before:
            return before[-1].value
        return "" if len(answers) < KEPT else None

    def _there(self, name: str) -> bool:
        row = row_of(name)
        return row is None or row[1] in self.rows.get(row[0], ())

    def _bring(self, name: str) -> None:
        row = row_of(name)
        if row and self.value(name) and row[1] not in self.rows.get(row[0], ()) and row[1] < self.next_row[row[0]]:
            self.rows[row[0]] = sorted([*self.rows[row[0]], row[1]])

    def as_values(self) -> dict[str, Any]:
        """For keeping, as JSON values."""
        return asdict(self)


def form_of(values: Mapping[str, Any]) -> SharedForm:
    """What `as_values` gave."""
    answers = {name: [Answer(**one) for one in found] for name, found in values["answers"].items()}
    return SharedForm(values["version"], answers, dict(values["rows"]), dict(values["next_row"]))
