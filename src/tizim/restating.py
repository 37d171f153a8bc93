"""What is derived, brought up to date after suggestions became statements of mentions that are there already.

The third way beside `deriving.refresh` and `entering.refresh_new`; all three end with the same tables, and a test
holds that. A statement that nobody is compared by changes what one is found by and what contradicts it, nothing else;
where more may have changed (a new person, a name, a birth, something taken back), everything is computed again.
"""

from __future__ import annotations

from collections.abc import Collection

from tizim import corroborate
from tizim.actions import meeting as putting
from tizim.actions import rebuild, search_index
from tizim.core.values import Facts, Mention, Statement
from tizim.db import judging, meeting, near, queries, suggestions
from tizim.deriving import by_cluster, findables, refresh
from tizim.policies import Actor, deriving_for_all

# What `resolve.features` reads of a person. A test states one value of every property and compares with `refresh`.
COMPARED = frozenset(
    {
        "name", "father_name", "birth", "age", "sex", "ethnicity", "nationality", "birthplace", "residence",
        "registered_at", "profession", "id_number", "relation",
    }
)  # fmt: skip


def refresh_stated(reader: Actor, statement_ids: Collection[str], *, decided: int) -> bool:
    """After `decided` decisions made these statements and nothing else changed. False: all was computed again."""
    said = suggestions.statements_and_replaced(statement_ids)
    mentions = {statement.mention_id for statement in said}
    named = mentions | {text for row in said for text in row.qualifiers.values()}  # a facility is named by its id
    known = meeting.known_of(named).facts
    if not _is_small(said, known.mentions, decided):
        refresh(reader)
        return False
    new = _without_cluster(known.mentions)
    rebuild.add_clusters(mention_ids=sorted(new))
    touched = mentions | new
    search_index.replace(rows=findables(known), only=touched)
    _put_contradictions(reader, mentions)
    putting.cover()
    return True


def _is_small(said: Collection[Statement], mentions: Collection[Mention], decided: int) -> bool:
    """Whether nobody new came in and nothing was said that anybody is compared by. Groups of one name are shown as one
    (`groups_together`): what is said of them touches other accounts."""
    covered, counted, new = meeting.covered(), meeting.facts_counted(), _without_cluster(mentions)
    if counted != {**covered, "decisions": covered.get("decisions", 0) + decided}:
        return False
    if any(one.kind == "group" or (one.kind == "person" and one.id in new) for one in mentions):
        return False
    return not any(statement.property in COMPARED for statement in said)


def _without_cluster(mentions: Collection[Mention]) -> set[str]:
    known = judging.stored_clusters([one.id for one in mentions])
    return {one.id for one in mentions} - known.keys()


def _put_contradictions(reader: Actor, mentions: Collection[str]) -> None:
    """Of the clusters that these mentions belong to."""
    everyone = deriving_for_all(reader)
    of = queries.clusters(everyone)
    touched = {of.get(one, one) for one in mentions}
    members = {one for one, home in of.items() if home in touched} | set(mentions)
    facts = near.facts(everyone, judging.accounts_of(members))
    own = Facts(statements=tuple(row for row in facts.statements if row.mention_id in members))
    found = {cluster: corroborate.contradictions(rows) for cluster, rows in by_cluster(own, of).items()}
    rebuild.replace_contradictions(found=found, only=sorted(touched))
