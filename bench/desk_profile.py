"""How long the page of a person takes in a large archive, and how many questions it asks of the database.

    python bench/desk_profile.py --folder F [--people 100000] [--pages 200]

F holds an archive of invented people, made by `bench/desk.py` unless it lies there already. Each page is asked through
Django in this process: milliseconds of server time (p50, p95) and questions, for a reader who sees everything and for
one from whom a compartment is hidden (an account of it is written if there is none). Then one person is told of by 200
accounts. The peer in the same run is what such a page read before: everybody's clusters and all that is said about one.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

SECRET, PEER_PAGES, MANY_ACCOUNTS = "of-this-run", 5, 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=200)
    options = parser.parse_args()
    from desk import MEMBER, PASSPHRASE, make

    from tizim import db

    if not (options.folder / "workspace").is_dir():
        make(options.folder, options.people)
    db.start()
    from tizim.actions.members import set_member
    from tizim.actions.workspaces import open_session
    from tizim.db import models, queries
    from tizim.vault.workspace import open_workspace, unlock

    path = options.folder / "workspace"
    with open_session(path=path, key=unlock(open_workspace(path), PASSPHRASE), writing=True) as session:
        by = queries.find_member(MEMBER)
        set_member(by=by, name="Zara", roles=("reviewer", "collector"), compartments=("*",))
        set_member(by=by, name="Leila", roles=("reviewer",), compartments=("general",))
        ids = list(models.Mention.objects.filter(kind="person").values_list("id", flat=True))
        print(f"{len(ids)} mentions, {models.Statement.objects.count()} statements, "
              f"{models.Judgement.objects.count()} judgements")  # fmt: skip
        some = random.Random(5).sample(ids, min(options.pages, len(ids)))
        measure(session, "Zara", "sees everything", some)
        if not models.Account.objects.filter(compartment="apart").exists():
            told(session, 1, "apart")
        measure(session, "Leila", "sees a part", some)
        person = many(session)
        measure(session, "Zara", f"told by {MANY_ACCOUNTS} accounts", [person] * 5)
        peer(queries.find_member("Zara"), some[:PEER_PAGES])


def measure(session, name: str, what: str, ids: list[str]) -> None:
    """Prints milliseconds of the pages and the questions of one."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tizim.web import desk

    desk.open_desk(name, SECRET, session)
    client = Client(SERVER_NAME="localhost")
    client.cookies[desk.COOKIE] = SECRET
    client.get(f"/people/{ids[0]}")  # vocabularies are read once
    spent, cpu, sizes = [], [], []
    for one in ids:
        began, used = time.perf_counter(), time.process_time()
        answer = client.get(f"/people/{one}")
        spent.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - used) * 1000)
        assert answer.status_code == 200, (one, answer.status_code)
        sizes.append(len(answer.content))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(f"/people/{ids[0]}")
    print(f"{what:24} p50 {statistics.median(spent):6.0f} ms  p95 {at(spent, 0.95):6.0f} ms  "
          f"(processor {statistics.median(cpu):.0f}, {at(cpu, 0.95):.0f})  {len(asked)} questions, "
          f"{statistics.median(sizes) / 1000:.0f} kB", flush=True)  # fmt: skip


def at(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def told(session, count: int, compartment: str) -> list[str]:
    """Accounts about one Tolqyn, each by a source of its own; returns the ids of his mentions."""
    from tizim import statements
    from tizim.actions.take_in import Prepared, record_accounts
    from tizim.core.drafts import AccountDraft, ConsentDraft, MentionDraft, SourceDraft, StatementDraft
    from tizim.db import models, queries

    batch = []
    for n in range(count):
        stated = [("event", "detained", f"2017-{n % 12 + 1:02}"), ("status", "camp", f"2018-{n % 12 + 1:02}"),
                  ("birth", str(1970 + n % 3), ""), ("sex", "male", "")]  # fmt: skip
        draft = AccountDraft(
            kind="interview", language="en", text=f"My neighbour {n} was taken.", compartment=compartment,
            source=SourceDraft(kind="relative", relation="daughter"),
            mentions=(MentionDraft("p1", "person", f"Tolqyn Demesin {n % 7}"),),
            statements=tuple(StatementDraft("p1", name, value, when=when, how_known="saw_it", as_said="They took him.")
                             for name, value, when in stated),
            consent=ConsentDraft(purposes={"keep": "yes"}, given_how="signed"),
        )  # fmt: skip
        batch.append(Prepared(draft, *statements.validate(draft)))
    taken = record_accounts(by=queries.find_member("Zara"), session=session, batch=batch)
    return list(models.Mention.objects.filter(account__in=taken.account_ids).values_list("id", flat=True))


def many(session) -> str:
    """Somebody of whom many accounts tell, joined by judgements; the id of a mention."""
    from tizim.actions import rebuild
    from tizim.actions.judgements import judge
    from tizim.db import queries

    mentions = sorted(told(session, MANY_ACCOUNTS, "general"))
    rebuild.add_clusters(mention_ids=mentions)
    reviewer = queries.find_member("Zara")
    for other in mentions[1:]:
        judge(by=reviewer, mention_a=mentions[0], mention_b=other, verdict="same", reason="the same street")
    from tizim.db import models

    models.Cluster.objects.filter(mention_id__in=mentions).update(cluster_id=mentions[0])
    return mentions[0]


def peer(reader, ids: list[str]) -> None:
    """What a page read when it read the archive: all clusters, and the facts about one of them."""
    from tizim.db import listing, queries

    spent = []
    for one in ids:
        began = time.perf_counter()
        of = queries.clusters(reader)
        queries.facts_about(reader, [of.get(one, one)])
        listing.seen_as(reader)
        spent.append((time.perf_counter() - began) * 1000)
    print(f"{'peer: the whole archive':24} p50 {statistics.median(spent):6.0f} ms, reading only", flush=True)


if __name__ == "__main__":
    main()
