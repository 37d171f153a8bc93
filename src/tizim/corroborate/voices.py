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
5. Sources that were all told so by one and the same person are one voice (`tellers`), two at the upper end: each may
   know more than she was told.

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

from .each import Heard, each_voice
from .links import Graph, Links, add_carried, ends_of, read_links
from .standing import speaks_directly, standing_of, voice_key
from .tellers import by_teller, teller_of

Step = tuple[str, str, str, str]
_Row = TypeVar("_Row", Account, Source)


def count_voices(
    statements: Sequence[Statement],
    accounts: Mapping[str, Account] | Iterable[Account],
    sources: Mapping[str, Source] | Iterable[Source],
    derivations: Iterable[Derivation] = (),
    people: Mapping[str, str] | None = None,
) -> Voices:
    """The independent voices behind statements that say the same thing. Accounts and sources by id, or as rows.

    `people`: mention id → who it is, as reviewers judged, for telling who told whom. For many values of one archive
    make one `VoiceCounter`.
    """
    return VoiceCounter(accounts, sources, derivations, people).count(statements)


class VoiceCounter:
    """An archive made ready once, to count the voices of many values."""

    def __init__(
        self,
        accounts: Mapping[str, Account] | Iterable[Account],
        sources: Mapping[str, Source] | Iterable[Source],
        derivations: Iterable[Derivation] = (),
        people: Mapping[str, str] | None = None,
    ) -> None:
        self._accounts, self._sources = _by_id(accounts), _by_id(sources)
        self.people = people or {}
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
        low = _read(statements, self, lambda item: _furthest_ends(item, links))
        near = _read(statements, self, lambda item: _nearest_ends(item, links))
        high = _read(statements, self, lambda item: ends_of(item, links.certain)[0], tellers=False)
        top = high.voices + len(high.unresolved)
        least = min(low.least(), top)
        best = min(max(near.least(), least), top)
        told = next((reading for reading in (near, low, high) if reading.least() == best), near)
        rings = {item: ends_of(item, links.certain) for item in giving}
        return Voices(
            items=len(statements),
            best=best,
            low=least,
            high=top,
            circular=any(ring and not ends for ends, ring in rings.values()),
            steps=tuple(sorted({*_steps(giving, self, links), *near.steps})),
            each=each_voice(told.heard, told.keys, {item: ring for item, (_ends, ring) in rings.items()}),
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
    """Who is heard; `keys` of what counts as a voice, of what may be one, and the reasons."""

    heard: Sequence[Heard]
    keys: set[str] = field(default_factory=set)
    unresolved: set[str] = field(default_factory=set)
    steps: set[Step] = field(default_factory=set)

    @property
    def voices(self) -> int:
        return len(self.keys)

    def least(self) -> int:
        """Voices that are certain to be there: sources that name nobody are at least one together."""
        return self.voices or int(bool(self.unresolved))


def _read(
    statements: Sequence[Statement], archive: VoiceCounter, ends: Callable[[str], frozenset[str]], tellers: bool = True
) -> _Tally:
    """The voices, if the telling of each account ends where `ends` says."""
    heard = _heard(statements, archive, ends)
    return _tally(by_teller(heard) if tellers else heard)


def _heard(
    statements: Sequence[Statement], archive: VoiceCounter, ends: Callable[[str], frozenset[str]]
) -> list[Heard]:
    """Who is heard at the ends of all statements."""
    own: dict[str, list[Statement]] = defaultdict(list)
    for row in sorted(statements, key=lambda row: row.id):
        own[row.account_id].append(row)
    found: list[Heard] = []
    for account_id, rows in own.items():
        for end in sorted(ends(account_id)):
            source = archive.source_of(end)
            for row in own.get(end, rows):
                by = "" if row.property == "event" else row.qualifiers.get("by", "")
                standing = standing_of(source, row.how_known, by, end)
                found.append(Heard(account_id, end, source, row, standing, teller_of(row, archive.people)))
    return found


def _tally(found: Sequence[Heard]) -> _Tally:
    """Distinct voices and distinct unresolved sources."""
    tally = _Tally(found)
    voices = {each.standing.key for each in found if each.standing.kind == "voice"}
    unresolved = {each.standing.key for each in found if each.standing.kind == "unresolved"}
    carriers: dict[str, set[str]] = defaultdict(set)
    for each in found:
        tally.steps.add((each.end, each.relation, each.source.id if each.source else "", each.standing.why))
        if each.joined_by_teller:
            tally.steps.add((each.end, "told_by", each.statement.told_by, "told by the same person"))
        if each.standing.kind == "carried" and not _is_heard_directly(each, found):
            voices.add(each.standing.key)
            if each.statement.how_known != "official_statement":  # two outlets may hold two documents, or the same one
                carriers[each.standing.key].add(voice_key(each.source, each.end))
    for key, names in carriers.items():
        unresolved |= {f"{key}/{name}" for name in sorted(names)[1:]}
    tally.keys, tally.unresolved = voices, unresolved - voices
    return tally


def _is_heard_directly(carried: Heard, found: Sequence[Heard]) -> bool:
    """Whether the unnamed office or document that is carried here is among the voices itself."""
    return carried.standing.key.startswith("carried:") and any(
        each.standing.kind == "voice" and speaks_directly(each.source, carried.statement.how_known) for each in found
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
