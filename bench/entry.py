"""How long a new account takes to meet its candidates, and how long a rebuild takes, on invented people.

    python bench/entry.py [PEOPLE] [REBUILT]

Fills a workspace with PEOPLE invented mentions (100,000) and takes in a hundred more, one by one: milliseconds until
who may be the same is stored and read back (p50, p95, processor time), and for a question while one types (`meet`). And
the time of a rebuild of REBUILT mentions (10,000) and of all, beside a peer in the same run: comparing the names of all
pairs, measured on a part and multiplied.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from invented import archive, features_of
from people import Told

ASKED = 100
AT_ONCE = 500


def main(people: int, rebuilt: int) -> None:
    from tizim import db

    db.start()
    from tizim.actions.workspaces import create_workspace, open_session
    from tizim.db import queries
    from tizim.vault.workspace import unlock

    told = archive(int((people + ASKED) / 2.2) + 1000, 1)[: people + ASKED]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "workspace"
        made, _shares = create_workspace(path=home, passphrase="four plain words here", first_member="Ines")
        key = unlock(made, "four plain words here")
        with open_session(path=home, key=key, writing=True) as session:
            by = queries.find_member("Ines")
            fill(session, by, told[:rebuilt])
            print(f"rebuild of {rebuilt} mentions: {rebuild_seconds(by)}", flush=True)
            print(
                f"  peer, names of all pairs: {all_pairs_seconds(told[:rebuilt]):.0f} s CPU (from a part)", flush=True
            )
            if people > rebuilt:
                fill(session, by, told[rebuilt:people])
                print(f"rebuild of {people} mentions: {rebuild_seconds(by)}", flush=True)
            enter_one_by_one(session, by, told[people:])


def fill(session, by, told: list[Told]) -> list[str]:
    """Write accounts of these mentions, each by itself; returns the accounts' ids."""
    from tizim import statements
    from tizim.actions.take_in import Prepared, record_accounts

    ids: list[str] = []
    for start in range(0, len(told), AT_ONCE):
        drafts = [draft_of(one) for one in told[start : start + AT_ONCE]]
        batch = [Prepared(draft, *statements.validate(draft)) for draft in drafts]
        ids += record_accounts(by=by, session=session, batch=batch).account_ids
    return ids


def draft_of(told: Told):
    from tizim.core.drafts import AccountDraft, MentionDraft, SourceDraft, StatementDraft

    given = [
        ("name", told.name), *(("name", name) for name in told.other_names), ("birth", told.born), ("sex", told.sex),
        ("ethnicity", told.ethnicity), ("residence", told.county), ("registered_at", told.village),
        ("father_name", told.father), ("profession", told.occupation), ("status", "camp"),
    ]  # fmt: skip
    said = [StatementDraft("p", property_, value) for property_, value in given if value]
    mentions = [MentionDraft("p", "person", told.name)]
    for at, (relation, name) in enumerate(told.relatives):
        mentions.append(MentionDraft(f"r{at}", "person", name))
        said.append(StatementDraft("p", "relation", f"r{at}", qualifiers={"relation": relation}))
    return AccountDraft(
        kind="other", source=SourceDraft(kind="other"), mentions=tuple(mentions), statements=tuple(said)
    )  # fmt: skip


def rebuild_seconds(by) -> str:
    from tizim import pipeline
    from tizim.db import models

    wall, cpu = time.monotonic(), time.process_time()
    pipeline.refresh(by)
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    mentions, proposals = models.Told.objects.count(), models.Proposal.objects.count()
    return f"{cpu:.1f} s CPU, {wall:.1f} s in all; {mentions} people mentioned, {proposals} proposals"


def all_pairs_seconds(told: list[Told]) -> float:
    """What comparing every name with every other would take: the first hundred with all, multiplied."""
    from tizim.names import pack, prepare, similarities_packed

    packed = [pack(prepare(one.name)) for one in told]
    started = time.process_time()
    for one in packed[:ASKED]:
        similarities_packed(one, packed)
    return (time.process_time() - started) / ASKED * len(packed) / 2


def enter_one_by_one(session, by, told: list[Told]) -> None:
    from tizim import entering

    stored, asked = [], []
    for one in told:
        described = features_of(one)
        asked.append(timed(lambda described=described: entering.meet(by, described)))
        ids = fill(session, by, [one])
        spent = timed(lambda ids=ids: entering.refresh_new(by, ids) and entering.maybe_the_same(by, ids))
        stored.append(spent)
    print(f"{len(told)} new accounts, one by one")
    show("candidates stored and read", stored)
    show("asked while one types", asked)


def timed(do) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    do()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def show(words: str, spent: list[tuple[float, float]]) -> None:
    wall, cpu = [sorted(side) for side in zip(*spent, strict=True)]
    p95 = wall[int(len(wall) * 0.95)]
    print(f"  {words:28} p50 {statistics.median(wall):.0f} ms   p95 {p95:.0f} ms   CPU {statistics.median(cpu):.0f} ms")


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    main(*(numbers + [100_000, 10_000][len(numbers) :]))
