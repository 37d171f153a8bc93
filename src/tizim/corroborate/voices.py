"""How many independent voices stand behind some statements, as a number with its range and its reasons.

Counted at the level of a statement, never of a document: a report can be original for one statement and derived for
another. Give `count_voices` the statements that say the same thing.

1. Each statement's account is followed over its links (`links`) to the accounts where the telling ends. A ring that
   leads nowhere else is circular reporting and has no origin.
2. A report that carries a telling (`carried_by`) is no further voice: a daughter's words in a report are one voice,
   the daughter, through the report.
3. The source of each end counts once: the same source, the same public name, the same custodian's link are one voice.
4. How the source knows decides how it counts (`standing`): rumours, press and estimates of others widen the range;
   an official statement carried by ten outlets is one voice.

    low   every link holds, certain or not; accounts that go back to the same third person are one voice
    best  certain links hold, and uncertain ones where they lead straight to an end; uncertain links are never chained
    high  only certain links hold, and every unresolved source would turn out to be a voice of its own

Invariants: low ≤ best ≤ high; 0 only for nothing and for circular reporting · the order of rows changes nothing ·
names, numbers and dates that two accounts share are never evidence that one copied the other.

>>> from tizim.core.values import Account, Derivation, Source, Statement
>>> told = [Statement("t1", "A", "m1", "status", "camp", how_known="saw_it"),
...         Statement("t2", "B", "m2", "status", "camp")]
>>> accounts = [Account("A", 1, "interview", "s1"), Account("B", 2, "article", "s2")]
>>> sources = [Source("s1", "S-1", "relative"), Source("s2", "S-2", "press")]
>>> count = count_voices(told, accounts, sources, [Derivation("B", "A", "repost")])
>>> count.items, count.best, count.low, count.high
(2, 1, 1, 1)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tizim.core.profiles import Voices
from tizim.core.values import Account, Derivation, Source, Statement

from .links import Graph, Links, add_carried, ends_of, read_links
from .standing import Standing, speaks_directly, standing_of, voice_key

Step = tuple[str, str, str, str]
_Row = TypeVar("_Row", Account, Source)


def count_voices(
    statements: Sequence[Statement],
    accounts: Mapping[str, Account] | Iterable[Account],
    sources: Mapping[str, Source] | Iterable[Source],
    derivations: Iterable[Derivation] = (),
) -> Voices:
    """The independent voices behind statements that say the same thing. Accounts and sources by id, or as rows.

    For many values of one archive make one `VoiceCounter`.
    """
    return VoiceCounter(accounts, sources, derivations).count(statements)


class VoiceCounter:
    """An archive made ready once, to count the voices of many values."""

    def __init__(
        self,
        accounts: Mapping[str, Account] | Iterable[Account],
        sources: Mapping[str, Source] | Iterable[Source],
        derivations: Iterable[Derivation] = (),
    ) -> None:
        self._accounts, self._sources = _by_id(accounts), _by_id(sources)
        self._derived: dict[str, list[Derivation]] = defaultdict(list)
        for row in derivations:
            self._derived[row.derived_id].append(row)
            self._derived[row.source_id].append(row)

    def count(self, statements: Sequence[Statement]) -> Voices:
        """The independent voices behind statements that say the same thing."""
        if not statements:
            return Voices(items=0, best=0, low=0, high=0)
        giving = sorted({statement.account_id for statement in statements})
        links = read_links(self._derivations_of(giving), giving)
        add_carried(links, {item: self.carrier_of(item) for item in giving}, giving)
        low = _count(statements, self, lambda item: _furthest_ends(item, links))
        best = _count(statements, self, lambda item: _nearest_ends(item, links))
        high = _count(statements, self, lambda item: ends_of(item, links.certain)[0])
        top = high.voices + len(high.unresolved)
        least = min(low.least(), top)
        return Voices(
            items=len(statements),
            best=min(max(best.least(), least), top),
            low=least,
            high=top,
            circular=any(rings and not ends for ends, rings in (ends_of(item, links.certain) for item in giving)),
            steps=tuple(sorted({*_steps(giving, self, links), *best.steps})),
        )

    def source_of(self, account_id: str) -> Source | None:
        account = self._accounts.get(account_id)
        return self._sources.get(account.source_id) if account else None

    def carrier_of(self, account_id: str) -> str:
        account = self._accounts.get(account_id)
        return account.carried_by if account else ""

    def through(self, account_id: str) -> tuple[str, ...]:
        account = self._accounts.get(account_id)
        return account.through if account else ()

    def _derivations_of(self, giving: Sequence[str]) -> list[Derivation]:
        """The derivations that can be reached from these accounts."""
        found: dict[int, Derivation] = {}
        seen, waiting = set(giving), list(giving)
        while waiting:
            for row in self._derived.get(waiting.pop(), ()):
                found[id(row)] = row
                if row.source_id not in seen:
                    seen.add(row.source_id)
                    waiting.append(row.source_id)
        return list(found.values())


def _by_id(rows: Mapping[str, _Row] | Iterable[_Row]) -> Mapping[str, _Row]:
    return rows if isinstance(rows, Mapping) else {row.id: row for row in rows}


def _furthest_ends(item: str, links: Links) -> frozenset[str]:
    """Every link holds. A ring that rests on an uncertain link still counts as one telling."""
    ends, rings = ends_of(item, links.all())
    if ends or not rings:
        return ends
    sure_ends, sure_rings = ends_of(item, links.certain)
    return frozenset({min(rings)}) if sure_ends or not sure_rings else frozenset()


def _nearest_ends(item: str, links: Links) -> frozenset[str]:
    """Certain links hold; from where they end, one uncertain link is followed, never a second."""
    ends: set[str] = set()
    for end in ends_of(item, links.certain)[0]:
        beyond: set[str] = set()
        for target in links.uncertain.get(end, ()):
            beyond |= ends_of(target, links.certain)[0]
        ends |= beyond - {end} or {end}
    return frozenset(ends)


@dataclass
class _Tally:
    voices: int = 0
    unresolved: set[str] = field(default_factory=set)
    steps: set[Step] = field(default_factory=set)

    def least(self) -> int:
        """Voices that are certain to be there: sources that name nobody are at least one together."""
        return self.voices or int(bool(self.unresolved))


def _count(statements: Sequence[Statement], archive: VoiceCounter, ends: Callable[[str], frozenset[str]]) -> _Tally:
    """Distinct voices and distinct unresolved sources over the ends of all statements."""
    own: dict[str, list[Statement]] = defaultdict(list)
    for row in sorted(statements, key=lambda row: row.id):
        own[row.account_id].append(row)
    found: list[_Voice] = []
    for account_id, rows in own.items():
        for end in ends(account_id):
            source = archive.source_of(end)
            for row in own.get(end, rows):
                by = "" if row.property == "event" else row.qualifiers.get("by", "")
                found.append(_Voice(end, source, row.how_known, standing_of(source, row.how_known, by, end)))
    return _tally(found)


@dataclass(frozen=True)
class _Voice:
    end: str
    source: Source | None
    how_known: str
    standing: Standing


def _tally(found: Sequence[_Voice]) -> _Tally:
    tally = _Tally()
    voices = {each.standing.key for each in found if each.standing.kind == "voice"}
    unresolved = {each.standing.key for each in found if each.standing.kind == "unresolved"}
    carriers: dict[str, set[str]] = defaultdict(set)
    for each in found:
        relation = {"voice": "origin", "carried": "carries", "unresolved": "unresolved"}[each.standing.kind]
        tally.steps.add((each.end, relation, each.source.id if each.source else "", each.standing.why))
        if each.standing.kind == "carried" and not _is_heard_directly(each, found):
            voices.add(each.standing.key)
            if each.how_known != "official_statement":  # two outlets may hold two documents, or the same one
                carriers[each.standing.key].add(voice_key(each.source, each.end))
    for key, names in carriers.items():
        unresolved |= {f"{key}/{name}" for name in sorted(names)[1:]}
    tally.voices, tally.unresolved = len(voices), unresolved - voices
    return tally


def _is_heard_directly(carried: _Voice, found: Sequence[_Voice]) -> bool:
    """Whether the unnamed office or document that is carried here is among the voices itself."""
    return carried.standing.key.startswith("carried:") and any(
        each.standing.kind == "voice" and speaks_directly(each.source, carried.how_known) for each in found
    )


def _steps(giving: Iterable[str], archive: VoiceCounter, links: Links) -> Iterable[Step]:
    """Why accounts are held together: links with who found them, tellings that were carried, rings."""
    for item in giving:
        for derived in {item, *_reached(item, links.all())}:
            for target, kind in links.certain.get(derived, {}).items():
                yield derived, kind, target, _why(links, derived, target, sure=True)
            for target, kind in links.uncertain.get(derived, {}).items():
                yield derived, kind, target, _why(links, derived, target, sure=False)
            for target, kind in links.shared.get(derived, {}).items():
                yield derived, kind, target, "decided by a reviewer"
        for ring in ends_of(item, links.certain)[1]:
            yield item, "circular", ring, "these only cite each other"
        for name in archive.through(item):
            yield item, "through", name, "carried by"


def _why(links: Links, derived: str, target: str, *, sure: bool) -> str:
    if links.certain.get(derived, {}).get(target) == "carries":
        return "the report carries this telling"
    if links.decided.get((derived, target)):
        return "decided by a reviewer" if sure else "a reviewer thinks so, not certain"
    return "found by comparing the texts" if sure else "found by comparing the texts, needs a person"


def _reached(item: str, graph: Graph) -> set[str]:
    seen: set[str] = set()
    waiting = [item]
    while waiting:
        for target in graph.get(waiting.pop(), ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen
