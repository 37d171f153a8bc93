"""A new account meets its candidates: who is perhaps the same person, at once and without comparing anybody else.

The second way to bring what is derived up to date, beside `deriving.refresh`; both end with the same tables, and a
test holds that. A composition like `pipeline`. Not here: deciding anything, words (shells).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tizim import corroborate, resolve, statements
from tizim.actions import meeting as putting
from tizim.actions import rebuild, search_index, text_index
from tizim.copying import put_new
from tizim.core.drafts import AccountDraft, MentionDraft, SourceDraft, StatementDraft
from tizim.core.errors import BadInput
from tizim.core.values import Facts, Mention, Statement
from tizim.db import meeting, queries
from tizim.db.judging import OpenProposal, mentions
from tizim.deriving import by_cluster, features_of, findables, groups_together, refresh
from tizim.policies import Actor, deriving_for_all, readable_compartments
from tizim.resolve import MentionFeatures, Proposal, Weights
from tizim.resolve.blocks import MOST_EARLIER, Blocks, block_keys, choose, code_of, meeting_id, place_of
from tizim.resolve.learning import snapshot_size
from tizim.resolve.propose import LEAST, Sided, Weigher, compare_with, packed_names, ranked
from tizim.resolve.weighing import UNLIKELY
from tizim.resolve.weights import from_values

FEW = 5  # new people are always met one by one; more only if they are few beside those who are there
FEW_BESIDE = 50
DESCRIBED = "described"  # the id of a mention that is not there


def refresh_new(reader: Actor, account_ids: Collection[str]) -> bool:
    """Bring what is derived up to date after new accounts, comparing nobody but the people in them.

    Ends with the same tables as `refresh`, which it calls (and returns False) where only that can: many accounts,
    corrected ones, weights that are due to be learned anew, or derived tables that are behind for another reason.
    """
    known = meeting.known_of(meeting.mentions_told(account_ids))
    circles = {account.id: account.compartment for account in known.facts.accounts}
    people = Counter(circles[mention.account_id] for mention in known.facts.mentions if mention.kind == "person")
    weights = _standing_weights(deriving_for_all(reader), account_ids, people)
    if weights is None:
        refresh(reader)
        return False
    new = [mention.id for mention in known.facts.mentions]
    search_index.replace(rows=findables(known.facts), only=new)
    text_index.replace(account_ids=account_ids)
    rebuild.add_clusters(mention_ids=new)
    _put_contradictions(known.facts)
    put_new(reader, account_ids)
    _put_met(known, weights, people)  # the last: it notes what the tables cover
    return True


def _standing_weights(
    reader: Actor, account_ids: Collection[str], people: Mapping[str, int]
) -> dict[str, Weights] | None:
    """The weights of every circle, if nothing but these new accounts has changed since they were learned, else None."""
    counted, covered = meeting.facts_counted(), meeting.covered()
    counted["accounts"] -= len(account_ids)
    stored = meeting.circle_weights()
    there = sum(count for count, _values in stored.values())
    if counted != covered or not people.keys() <= stored.keys() or not meeting.is_new(account_ids):
        return None
    if sum(people.values()) > max(FEW, there // FEW_BESIDE):
        return None
    judgements = queries.judgements(reader)
    about = {one for row in judgements for one in (row.mention_a, row.mention_b)}
    judged = resolve.judged_by_circle(judgements, meeting.circles_of(about))
    for circle, (count, values) in stored.items():
        now = count + people.get(circle, 0)
        if snapshot_size(now) != snapshot_size(count) or values["basis"] != resolve.basis(now, judged.get(circle, {})):
            return None
    return {circle: from_values(values) for circle, (_count, values) in stored.items()}


def _put_contradictions(new: Facts) -> None:
    """Those of the new mentions, and of groups of which a new account speaks too."""
    called = [mention.label for mention in new.mentions if mention.kind == "group"]
    others = meeting.known_of(meeting.groups_called(called)).facts if called else Facts()
    own = {mention.id for mention in new.mentions if mention.kind != "group"}
    statements = (*others.statements, *(row for row in new.statements if row.mention_id in own))
    said = by_cluster(Facts(statements=statements), groups_together(others, {}))
    found = {cluster: corroborate.contradictions(rows) for cluster, rows in said.items()}
    rebuild.replace_contradictions(found=found, only=[*own, *(mention.id for mention in others.mentions)])


def _put_met(known: meeting.Known, weights: Mapping[str, Weights], people: Mapping[str, int]) -> None:
    numbers = {account.id: account.number for account in known.facts.accounts}
    features = features_of(known.facts, labels=known.labels, pictures=known.pictures)
    new = sorted(features, key=lambda one: (numbers[one.account_id], one.mention_id))
    circles = {account.id: account.compartment for account in known.facts.accounts}
    entry = Entry(weights, meeting.next_place())
    proposals = [proposal for one in new for proposal in entry.enter(one, circles[one.account_id])]
    rebuild.replace_proposals(proposals=proposals, only=[one.mention_id for one in new])
    counts = {circle: count for circle, (count, _values) in meeting.circle_weights().items()}
    putting.add(
        rows=entry.blocks.rows(), told=list(enumerate((one.mention_id for one in new), entry.first)),
        people={circle: counts[circle] + more for circle, more in people.items()},
    )  # fmt: skip


class Entry:
    """New mentions, one after the other, each meeting those before it: in the database, and among the new ones."""

    def __init__(self, weights: Mapping[str, Weights], first: int) -> None:
        self.weights, self.first = weights, first
        self.weigher = Weigher(weights)
        self.blocks = Blocks()
        self.entered: list[Sided] = []

    def enter(self, new: MentionFeatures, circle: str, least: float = LEAST) -> list[Proposal]:
        """The proposals of one new mention with all that came before."""
        own = Sided(new, circle, block_keys(new))
        places = {place for one in sorted(self.weights) for place in self._meet(one, new.kind, own.keys)}
        self.blocks.add(circle, new.kind, own.keys, self.first + len(self.entered))
        met = [self.entered[place - self.first] for place in sorted(places) if place >= self.first]
        met += known_sides(meeting.mentions_at([place for place in places if place < self.first]).values())
        self.entered.append(own)
        compared = compare_with(new, [one.mention for one in met], [packed_names(one.mention) for one in met])
        return self.weigher.best(own, ((met[at], levels) for at, levels in compared), least)

    def _meet(self, circle: str, kind: str, keys: Iterable[str]) -> set[int]:
        found: set[int] = set()
        for key in keys:
            code, most = code_of(circle, kind, key), MOST_EARLIER[key[0]] + 1
            stored = meeting.last_under(meeting_id(code, 0), meeting_id(code, self.first), most)
            found.update(choose(key, [*map(place_of, stored), *self.blocks.members.get(code, ())]))
        return found


def known_sides(mention_ids: Collection[str]) -> list[Sided]:
    """Stored mentions, ready to be compared. Their keys are not made again: they have been met already."""
    known = meeting.known_of(mention_ids)
    circles = {account.id: account.compartment for account in known.facts.accounts}
    features = features_of(known.facts, labels=known.labels, pictures=known.pictures)
    return [Sided(one, circles[one.account_id], frozenset()) for one in features]


@dataclass(frozen=True)
class Met:
    """Somebody who is perhaps meant: with what a person calls the mention, the probability and the receipt in words."""

    mention_id: str
    called: str
    probability: float
    receipt: list[tuple[str, str, int, str]]


def meet(reader: Actor, draft: MentionFeatures, *, limit: int = 10, least: float = LEAST) -> list[Met]:
    """Who is perhaps the same as a person that is being described: a pure read, for a desk to ask while one types.

    Looks at nothing outside the reader's compartments: keys, weights and how common a name is are theirs.
    """
    allowed = readable_compartments(reader)
    stored = {
        circle: from_values(values)
        for circle, (_count, values) in meeting.circle_weights().items()
        if allowed is None or circle in allowed
    }
    if not stored:
        return []
    entry = Entry(stored, meeting.next_place())
    circle = max(stored, key=lambda one: (stored[one].mentions, one))
    proposals = ranked(entry.enter(draft, circle, least))
    other = {p: p.mention_b if p.mention_a == draft.mention_id else p.mention_a for p in proposals}
    shown = {row.id: row for row in mentions(reader, list(other.values()))}
    return [
        Met(other[p], f"{shown[other[p]].label} (A-{shown[other[p]].number})", p.probability, _in_words(p))
        for p in proposals
        if other[p] in shown
    ][:limit]


def describe(*, name: str, born: str = "", place: str = "", father: str = "", sex: str = "") -> MentionFeatures:
    """A person as somebody describes them, in any language that take-in reads. Raises BadInput for what it does not."""
    given = {"name": name, "birth": born, "residence": place, "father_name": father, "sex": sex}
    draft = AccountDraft(
        kind="other", source=SourceDraft(kind="other"), mentions=(MentionDraft(DESCRIBED, "person", name),),
        statements=tuple(StatementDraft(DESCRIBED, property_, value) for property_, value in given.items() if value),
    )  # fmt: skip
    ready, problems = statements.validate(draft)
    for problem in problems:
        raise BadInput(problem.message, problem.try_)
    said = [Statement(str(at), "", DESCRIBED, one.property, one.value, one.value_raw) for at, one in enumerate(ready)]
    return resolve.features(Mention(DESCRIBED, "", "person", name), said)


def maybe_the_same(reader: Actor, account_ids: Collection[str]) -> list[OpenProposal]:
    """Open proposals about people in some accounts, as far as the reader sees both sides; most probable first."""
    return meeting.proposals_about(reader, meeting.mentions_told(account_ids), UNLIKELY)


def _in_words(proposal: Proposal) -> list[tuple[str, str, int, str]]:
    return [(one.field, one.outcome, round(one.weight * 100), resolve.say(one)) for one in proposal.reasons]


@dataclass(frozen=True)
class WeightsShown:
    """The weights of one compartment in words. `rows`: field, level, m, u, weight, in words, pairs, judged, origin."""

    compartment: str
    people: int
    mentions: int
    same: int
    different: int
    one_in: int
    rows: list[tuple[str, ...]]


def weights_shown(reader: Actor) -> list[WeightsShown]:
    """The weights of the reader's compartments."""
    allowed, found = readable_compartments(reader), []
    for circle, (people, values) in meeting.circle_weights().items():
        if allowed is None or circle in allowed:
            weights = from_values(values)
            found.append(
                WeightsShown(circle, people, weights.mentions, weights.same, weights.different,
                             round(1 / weights.prior), resolve.weight_rows(weights))
            )  # fmt: skip
    return found


__all__ = ["Entry", "Met", "describe", "maybe_the_same", "meet", "refresh_new", "weights_shown"]
