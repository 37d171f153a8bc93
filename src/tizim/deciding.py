"""Deciding who is meant: the queue, two mentions side by side, what a judgement would change, and its history.

A composition like `pipeline`, for shells: it asks `db` what one reader sees, and the pure stages what follows from it.
Rows that the reader may not see change nothing here. Not here: writing (`actions.judgements`), words (shells).

>>> queue(reader, "2026-11-22").lines[0].stage    # doctest: +SKIP
'conflict'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from tizim.core.joining import find_own, standing, valid_ids
from tizim.core.values import Facts, Judgement
from tizim.db import homes, judging, near, queries
from tizim.db.judging import MentionRow, QueueRows
from tizim.policies import Actor, can
from tizim.publish.consent import read_consents
from tizim.publish.opening import keep, named_mentions, open_facts
from tizim.publish.select import Settings
from tizim.publish.together import signed, together
from tizim.resolve.clusters import Conflict, clusters, new_conflicts, ways_out
from tizim.resolve.queue import Line
from tizim.resolve.queue import queue as ordered

NEW = "~"  # the id of a judgement that is not written yet: after all others


@dataclass(frozen=True)
class Queue:
    """`mentions` and `judgements` by id: what its lines name."""

    lines: list[Line]
    mentions: dict[str, MentionRow]
    judgements: dict[str, Judgement]


def queue(reader: Actor, today_on: str, most: int = judging.MOST_PROPOSALS) -> Queue:
    """What waits for this reader, best first. `today_on`: ISO date on which consents are asked.

    most: how many open proposals are weighed by their consequences: the most telling ones.
    """
    rows = judging.queue_rows(reader, most)
    public = _may_be_public(rows, today_on)
    lines = ordered(
        rows.proposals, rows.judgements, rows.clusters, conflicts=_conflicts(rows.judgements),
        waiting=_to_sign(reader, rows.judgements, public), causes=_causes(rows, public),
    )  # fmt: skip
    known = [line for line in lines if {line.mention_a, line.mention_b} <= rows.mentions.keys()]
    return Queue(known, rows.mentions, {row.id: row for row in rows.judgements})


def conflicts(reader: Actor, about: Collection[str] = ()) -> list[Conflict]:
    """Judgements that cannot all hold, as far as the reader sees them; with `about`, in the clusters of these mentions.

    A cluster may be named by its own id, which is that of a mention.
    """
    return _conflicts(_near(reader, set(about)) if about else queries.judgements(reader))


def conflicts_among(rows: Sequence[Judgement]) -> list[Conflict]:
    """The same among rows that the caller has read for this reader: all that join or part the mentions they name."""
    return _conflicts(list(rows))


def ways_out_of(reader: Actor, conflict: Conflict) -> tuple[str, ...]:
    """The judgements of which each alone, taken back, would end the conflict."""
    near = _near(reader, {conflict.mention_a, conflict.mention_b})
    return ways_out(_mentions(near), near, conflict)


@dataclass(frozen=True)
class Consequences:
    """What a judgement would change, said before it is written.

    together   mentions that would newly be one person (or facility …) with each other, if "same"
    public     "" if no public page would change; "waits" if one would once a second person signs; "changes" if a
               second person has judged so already
    conflicts  those that would arise; `own`: the reviewer's own judgement of the two that this one replaces
    """

    together: tuple[str, ...] = ()
    public: str = ""
    conflicts: tuple[Conflict, ...] = ()
    own: Judgement | None = None


def consequences(reader: Actor, mention_a: str, mention_b: str, verdict: str, today_on: str) -> Consequences:
    """What would follow if this reviewer judged the two so."""
    pair = {mention_a, mention_b}
    of, rows = homes.homes(reader, pair), _near(reader, pair)
    own = find_own(rows, reader.name, mention_a, mention_b)
    if own:
        rows.append(replace(own, id=NEW, undoes=own.id))
    new = Judgement(NEW + NEW, mention_a, mention_b, verdict, "", reader.name)
    found = new_conflicts(_mentions([*rows, new]), rows, new)
    joining = len(set(of.values())) > 1 and verdict == "same"
    joined = homes.members(reader, pair).values() if joining else ()
    members = tuple(sorted({one for some in joined for one in some}))
    return Consequences(members, _on_pages(reader, rows, new, today_on), tuple(found), own)


def effect_of(reader: Actor, judgement_id: str, today_on: str) -> str:
    """What a judgement does to public pages, as `Consequences.public`; "" when it stands no longer."""
    about = judging.about(judgement_id)
    near = _near(reader, about) if about else []
    row = next((one for one in standing(near) if one.id == judgement_id), None)
    if row is None:
        return ""
    return _on_pages(reader, [one for one in near if one.id != judgement_id], row, today_on)


def _near(reader: Actor, mentions: set[str]) -> list[Judgement]:
    """The judgements about the clusters of some mentions: no others have to do with them."""
    rows = homes.judgements_near(reader, mentions)
    of = homes.homes(reader, _mentions(rows) | mentions)
    own = {of[one] for one in mentions}
    return [row for row in rows if {of[row.mention_a], of[row.mention_b]} & own]


def _on_pages(reader: Actor, rows: Sequence[Judgement], row: Judgement, today_on: str) -> str:
    pair = {row.mention_a, row.mention_b}
    if row.verdict not in ("same", "different"):
        return ""
    public = public_mentions(reader, _mentions([*rows, row]), today_on)
    if not pair <= public:
        return ""
    one_cluster = dict.fromkeys(public, "")
    others = [one for one in rows if one.verdict != row.verdict or {one.mention_a, one.mention_b} != pair]
    second = replace(row, id=row.id + NEW, by=row.by + NEW, seconds=row.id)
    if together(public, others, one_cluster) == together(public, [*others, row, second], one_cluster):
        return ""
    done = signed(standing([*rows, row]), row.verdict)
    return "changes" if tuple(sorted(pair)) in done else "waits"


def public_mentions(reader: Actor, mention_ids: Collection[str], today_on: str) -> set[str]:
    """Those of the mentions that the next release would show under their full names."""
    accounts = {row.account_id for row in judging.mentions(reader, mention_ids)}
    opened = open_facts(near.facts(reader, accounts), today_on, Settings().withheld_compartments)
    return named_mentions(opened, keep(opened)) & set(mention_ids)


@dataclass(frozen=True)
class Told:
    """A row of a history: how deep it hangs below the judgement it signs or takes back, and whether it holds."""

    row: Judgement
    depth: int
    holds: bool


def history(reader: Actor, mention_ids: Collection[str], *, between: bool = False) -> list[Told]:
    """Judgements that touch one of the mentions (`between`: only those about two of them), the oldest first.

    Each is followed by the rows that signed it or took it back, and by what took those back.
    """
    wanted = set(mention_ids)
    rows = homes.judgements_near(reader, wanted)
    valid, below = valid_ids(rows), defaultdict(list)
    for row in rows:
        below[row.undoes or row.seconds].append(row)
    found: list[Told] = []

    def hang(row: Judgement, depth: int) -> None:
        found.append(Told(row, depth, row.id in valid))
        for one in below[row.id]:
            hang(one, depth + 1)

    for row in below[""]:
        touched = wanted & {row.mention_a, row.mention_b}
        if len(touched) > 1 or (touched and not between):
            hang(row, 0)
    return found


@dataclass(frozen=True)
class SideBySide:
    """Two mentions with everything that helps to judge them. `members`: the mentions of each one's cluster."""

    sides: tuple[MentionRow, MentionRow]
    facts: Facts
    members: tuple[tuple[MentionRow, ...], tuple[MentionRow, ...]]
    reasons: list[list]
    history: list[Told]
    mentions: dict[str, MentionRow]
    if_same: Consequences
    if_different: Consequences


def side_by_side(reader: Actor, mention_a: str, mention_b: str, today_on: str) -> SideBySide:
    """Both mentions with what is known of them, of their clusters, and what judging them would change."""
    together = homes.members(reader, (mention_a, mention_b))
    groups = [sorted(together[one] | {one}) for one in (mention_a, mention_b)]
    told = history(reader, {mention_a, mention_b})
    about = {one for group in groups for one in group} | _mentions([one.row for one in told])
    rows = {row.id: row for row in judging.mentions(reader, about)}
    proposal = judging.find_proposal(reader, mention_a, mention_b)
    return SideBySide(
        (rows[mention_a], rows[mention_b]),
        near.facts(reader, {rows[mention_a].account_id, rows[mention_b].account_id}),
        (tuple(rows[one] for one in groups[0]), tuple(rows[one] for one in groups[1])),
        proposal.reasons if proposal else [], told, rows,
        consequences(reader, mention_a, mention_b, "same", today_on),
        consequences(reader, mention_a, mention_b, "different", today_on),
    )  # fmt: skip


def _mentions(rows: Iterable[Judgement]) -> set[str]:
    return {one for row in rows for one in (row.mention_a, row.mention_b)}


def _conflicts(rows: list[Judgement]) -> list[Conflict]:
    return list(clusters(_mentions(rows), rows).conflicts)


def _may_be_public(rows: QueueRows, today_on: str) -> set[str]:
    """Mentions whose accounts may be published with full names; what is stated of them is not looked at."""
    book = read_consents(rows.consents, today_on)
    allowed = {account: book.of_account(account) for account in {row.account_id for row in rows.mentions.values()}}
    return {
        one
        for one, row in rows.mentions.items()
        if allowed[row.account_id].statement and allowed[row.account_id].name == "full"
    }


def _to_sign(reader: Actor, rows: Sequence[Judgement], public: set[str]) -> list[Judgement]:
    """Judgements of others that this reader may sign, where a public page waits for it."""
    if not can(reader, "second"):
        return []
    return [row for row in waiting(rows, public) if row.by != reader.name]


def waiting(rows: Sequence[Judgement], public: set[str]) -> list[Judgement]:
    """Standing judgements of one person alone that would change which mentions stand together in public."""
    valid = standing(rows)
    done = {verdict: {frozenset(pair) for pair in signed(valid, verdict)} for verdict in ("same", "different")}
    pages = together(public, [row for row in valid if row.verdict == "same"], dict.fromkeys(public, ""))
    found = {}
    for row in valid:
        pair = frozenset((row.mention_a, row.mention_b))
        if row.seconds or row.verdict not in done or not pair <= public or pair in done[row.verdict]:
            continue
        if (pages[row.mention_a] == pages[row.mention_b]) == (row.verdict == "different"):
            found[pair, row.verdict] = row
    return list(found.values())


def _causes(rows: QueueRows, public: set[str]) -> Callable[[str, str], list[str]]:
    """What follows for a pair, as codes of `resolve.queue.CONSEQUENCES`."""
    of, known = rows.clusters, rows.mentions
    urgent = {of.get(one, one) for one in rows.urgent}

    def causes(a: str, b: str) -> list[str]:
        found = ["public"] * len({a, b} & public)
        found += ["urgent"] if {of.get(a, a), of.get(b, b)} & urgent else []
        one, other = known[a], known[b]
        voices = [rows.sources.get(row.source_id, row.source_id) for row in (one, other)]
        drawn = frozenset((one.account_id, other.account_id)) in rows.drawn
        return found + (["voices"] if voices[0] != voices[1] and not drawn else [])

    return causes
