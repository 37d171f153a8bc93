"""Mentions as columns of numbers: what the engines get to see. Texts stay here, each under its number.

A `called` number stands for a set of texts that name one thing (all names of a mention, its fathers, its villages,
the name of one relative); every other number is a code. -1 and an empty place mean that nothing was said.

Not here: reading names (`alike`), comparing anything (`candidates`, `model`).

>>> from tizim.resolve.features import Born, MentionFeatures
>>> found = encode([MentionFeatures("m1", "a1", "person", ("Толқын Демесін",), born=Born(1983, 1984))])
>>> found.ids, list(found.columns["first"]), found.called
(['m1'], [1983], [('Толқын Демесін',)])
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from tizim.bulk.tables import as_arrow
from tizim.resolve.features import MentionFeatures

if TYPE_CHECKING:
    import pyarrow as pa

UNKNOWN = -1
NUMBERS = ("account", "called", "father", "village", "kin", "sexes", "first", "last", "day")
CODES = ("ethnicities", "professions", "id_numbers", "photographs")
PLACES = ("counties", "prefectures", "wholes", "regions", "vague")
KIN = ("mention", "relation", "relative")


class Numbers:
    """A number for each different value, from 0, in the order in which they came."""

    def __init__(self) -> None:
        self.of: dict[Hashable, int] = {}

    def __call__(self, value: Hashable) -> int:
        return self.of.setdefault(value, len(self.of))


@dataclass
class Encoded:
    """`ids`: mention ids by row. `called`: the texts of each called number. `kin`: one row a relative."""

    ids: list[str] = field(default_factory=list)
    columns: dict[str, array] = field(default_factory=lambda: {name: array("i") for name in NUMBERS})
    lists: dict[str, list[tuple[int, ...]]] = field(default_factory=lambda: {name: [] for name in CODES + PLACES})
    kin: dict[str, array] = field(default_factory=lambda: {name: array("i") for name in KIN})
    called: list[tuple[str, ...]] = field(default_factory=list)

    def mentions(self) -> pa.Table:
        """One row a mention. `match_key` is empty: Splink reads that of a pair beside it (`model`)."""
        import pyarrow as pa

        rows, codes = len(self.ids), pa.list_(pa.int32())
        columns = {"unique_id": pa.array(range(rows), pa.int32()), "match_key": pa.array([""] * rows)}
        numbers = as_arrow(**self.columns)
        columns |= dict(zip(numbers.column_names, numbers.columns, strict=True))
        columns |= {name: pa.array([v or None for v in values], codes) for name, values in self.lists.items()}
        return pa.table(columns)


def encode(mentions: Iterable[MentionFeatures]) -> Encoded:
    """All mentions, in the order in which they come; of them only numbers and distinct texts are kept."""
    encoder = _Encoder()
    for mention in mentions:
        encoder.add(mention)
    encoder.found.called = list(encoder.called.of)  # type: ignore[arg-type]
    return encoder.found


class _Encoder:
    def __init__(self) -> None:
        self.found = Encoded()
        self.called, self.accounts = Numbers(), Numbers()
        self.codes: dict[str, Numbers] = {}
        self.shared: dict[tuple[int, ...], tuple[int, ...]] = {}

    def add(self, mention: MentionFeatures) -> None:
        row, born = len(self.found.ids), mention.born
        relatives = [(kind, name) for kind, name in mention.relatives if kind != "father" and name.strip()]
        self.found.ids.append(mention.mention_id)
        numbers = (
            self.accounts(mention.account_id),
            self._texts(mention.names),
            self._texts(mention.fathers),
            self._texts(mention.villages),
            len(relatives),
            sum(1 << min(self._code("sex", sex), 30) for sex in mention.sexes) or UNKNOWN,
            born.first if born else UNKNOWN,
            born.last if born else UNKNOWN,
            date.fromisoformat(born.day).toordinal() if born and born.day else UNKNOWN,
        )
        for values, number in zip(self.found.columns.values(), numbers, strict=True):
            values.append(number)
        for kind, relative in relatives:
            numbers_of = (row, self._code("relation", kind), self.called((relative,)))
            for values, number in zip(self.found.kin.values(), numbers_of, strict=True):
                values.append(number)
        self._add_lists(mention)

    def _add_lists(self, mention: MentionFeatures) -> None:
        listed: dict[str, tuple[int, ...]] = dict.fromkeys(PLACES, ())
        if mention.places:
            listed = _divisions(mention.places)
        for name in CODES:
            listed[name] = tuple(sorted(self._code(name, value) for value in getattr(mention, name)))
        for name, values in self.found.lists.items():
            values.append(self.shared.setdefault(listed[name], listed[name]))

    def _texts(self, texts: Iterable[str]) -> int:
        found = tuple(sorted({text for text in texts if text.strip()}))
        return self.called(found) if found else UNKNOWN

    def _code(self, kind: str, value: str) -> int:
        return self.codes.setdefault(kind, Numbers())(value)


def _divisions(places: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """What two places are compared by, as in `levels.county_level`.

    counties: codes of counties and countries · prefectures: those that the codes lie in · wholes: prefectures meant
    as a whole · regions: those that the codes lie in · vague: regions meant as a whole
    """
    found: dict[str, set[int]] = {name: set() for name in PLACES}
    for code in places:
        if not code.isdigit():
            number = 1_000_000 + int.from_bytes(code.encode()[:2], "big")
            found["counties"].add(number)
            found["regions"].add(number)
            continue
        found["regions"].add(int(code[:2]))
        if code.endswith("0000"):
            found["vague"].add(int(code[:2]))
            continue
        found["prefectures"].add(int(code[:4]))
        if code.endswith("00"):
            found["wholes"].add(int(code[:4]))
        else:
            found["counties"].add(int(code))
    return {name: tuple(sorted(values)) for name, values in found.items()}
