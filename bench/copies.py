"""Who copied whom among many documents: speed, memory, what is found, and the time one document more takes.

    python bench/copies.py [--documents 100000] [--engine duckdb] [--workspace 100000] [--peers 10000]

On invented documents of about 220 words with planted reposts, trimmed reposts, quoted passages, changed copies and site
frames: documents a second on all processors, peak memory of all processes, planted links found (also as: the two are
joined by a chain of links) and links that join no family. `--peers`: the same number of documents for datasketch's and
rensa's MinHash (each said to be missing if it is) and for plain 3-gram containment; neither says where or who copied.
`--workspace`: a workspace (SQLCipher) with that many texts is made, its index measured, and 200 accounts are taken in
one by one, every second one of them a copy: milliseconds until their links are stored.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from entry import show, timed  # noqa: E402
from linking import Peak  # noqa: E402

from tizim.bulk.engines import open_engine  # noqa: E402
from tizim.corroborate.bulk import joined_by  # noqa: E402
from tizim.corroborate.edges import find_reuse  # noqa: E402

SEED = 11
ENTERED = 200
SHARES = {"repost": 0.03, "trimmed": 0.01, "quotation": 0.015, "changed": 0.01}
FRAMED = 0.3
THRESHOLD = 0.5
COMMON = 50  # a 3-gram that more documents have calls nobody, for the peer
Pairs = set[frozenset[str]]


@dataclass
class Planted:
    """Documents, and for each derived one its source and how it was drawn from it."""

    documents: list[dict[str, str]] = field(default_factory=list)
    source: dict[str, str] = field(default_factory=dict)
    kind: dict[str, str] = field(default_factory=dict)

    def root(self, document_id: str) -> str:
        while document_id in self.source:
            document_id = self.source[document_id]
        return document_id


class Invented:
    """A stream of documents from invented words, as often used as words are."""

    def __init__(self, seed: int = SEED) -> None:
        self.chance = random.Random(seed)
        syllables = [a + b for a in "bdfghklmnprstvz" for b in "aeiou"]
        self.words = ["".join(self.chance.choices(syllables, k=self.chance.randint(1, 4))) for _ in range(40_000)]
        self.running = list(accumulate(1 / (rank + 6) for rank in range(len(self.words))))
        self.frames = [" ".join(self.told(35)) for _ in range(60)]
        self.bodies: list[list[str]] = []

    def told(self, length: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self.running, k=length)

    def fill(self, planted: Planted, count: int, *, copies: bool | None = None) -> None:
        """`copies`: every document is one, none is, or None: by the shares."""
        for at in range(len(self.bodies), len(self.bodies) + count):
            kind = self._kind(at, copies)
            body = self.told(self.chance.randint(160, 280))
            if kind:
                other = self.chance.randrange(max(0, at - 4_000), at)
                body = self._drawn(kind, self.bodies[other], body)
                planted.source[f"d{at}"], planted.kind[f"d{at}"] = f"d{other}", kind
            self.bodies.append(body)
            text = _sentences(body)
            if self.chance.random() < FRAMED:
                text = f"{self.chance.choice(self.frames)}.\n\n{text}"
            day = f"{2010 + at // 12_000}-{at // 1_000 % 12 + 1:02}-{at // 40 % 25 + 1:02}"
            planted.documents.append({"id": f"d{at}", "text": text, "published": day})

    def _kind(self, at: int, copies: bool | None) -> str:
        if copies is False or at < 50:
            return ""
        kinds, shares = list(SHARES), list(SHARES.values())
        if copies is None:
            kinds, shares = [*kinds, ""], [*shares, 1 - sum(shares)]
        return self.chance.choices(kinds, weights=shares)[0]

    def _drawn(self, kind: str, source: list[str], own: list[str]) -> list[str]:
        if kind == "repost":
            return source
        if kind == "trimmed":
            return source[: max(80, len(source) * 2 // 3)]
        if kind == "changed":
            return [self.told(1)[0] if self.chance.random() < 0.25 else word for word in source]
        at = self.chance.randrange(max(1, len(source) - 45))
        return own[:70] + source[at : at + 45] + own[70:]


def _sentences(words: list[str]) -> str:
    return " ".join(" ".join(words[at : at + 18]) + "." for at in range(0, len(words), 18))


def compare(planted: Planted, engine: str) -> None:
    """Tizim over all of them."""
    count = len(planted.documents)
    peak = Peak()
    peak.start()
    started, cpu = time.perf_counter(), processor_seconds()
    if engine == "here":
        found = find_reuse(planted.documents)
    else:
        with open_engine(engine) as where:
            found = find_reuse(planted.documents, joined_by(where))
    seconds, cpu, peak.going = time.perf_counter() - started, processor_seconds() - cpu, False
    print(
        f"{count} documents, {engine}: {seconds:.1f} s ({count / seconds:.0f} a second), {cpu:.1f} s of CPU of one core"
    )
    print(f"  {count / cpu:.0f} a CPU second; {peak.mib:.0f} MiB in all processes; {found.compared} pairs compared")
    say_found("  tizim", planted, {frozenset((edge["derived"], edge["source"])) for edge in found.edges})
    right = [edge for edge in found.edges if planted.source.get(edge["derived"]) == edge["source"]]
    turned = [edge for edge in found.edges if planted.source.get(edge["source"]) == edge["derived"]]
    print(f"    direction right {len(right)}/{len(right) + len(turned)}", flush=True)


def processor_seconds() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def say_found(name: str, planted: Planted, found: Pairs) -> None:
    """Recall by kind, directly and by a chain; how many links join documents of different families."""
    heads: dict[str, str] = {}

    def head(one: str) -> str:
        while heads.get(one, one) != one:
            one = heads[one]
        return one

    for one, other in map(tuple, found):
        heads[head(one)] = head(other)
    ids = {row["id"] for row in planted.documents}
    direct, joined, every = Counter(), Counter(), Counter()
    for derived, source in planted.source.items():
        if derived in ids:
            kind = planted.kind[derived]
            every[kind] += 1
            direct[kind] += frozenset((derived, source)) in found
            joined[kind] += head(derived) == head(source)
    wrong = sum(len({planted.root(one) for one in pair}) > 1 for pair in found)
    kinds = ", ".join(f"{kind} {direct[kind] / every[kind]:.3f} ({joined[kind] / every[kind]:.3f})" for kind in every)
    print(f"{name}: {len(found)} links, precision {1 - wrong / max(1, len(found)):.4f}; recall directly (by a chain) "
          f"{kinds}", flush=True)  # fmt: skip


def compare_with_peers(planted: Planted) -> None:
    peers: dict[str, Callable[[Planted], Pairs]] = {
        "datasketch MinHash ≥ .5": by_datasketch, "rensa MinHash ≥ .5": by_rensa, "3-gram containment ≥ .2": by_ngrams
    }  # fmt: skip
    for name, peer in peers.items():
        started = time.process_time()
        try:
            found = peer(planted)
        except ImportError as error:
            print(f"  {name}: missing ({error.name})")
            continue
        seconds = time.process_time() - started
        print(f"  {name}: {len(planted.documents) / seconds:.0f} documents a CPU second")
        say_found(f"  {name}", planted, found)


def shingles(text: str) -> list[str]:
    words = text.lower().replace(".", " ").split()
    return [" ".join(three) for three in zip(words, words[1:], words[2:], strict=False)]


def by_datasketch(planted: Planted) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=128)
    found: Pairs = set()
    for row in planted.documents:
        sketch = MinHash(num_perm=128)
        sketch.update_batch([one.encode() for one in shingles(row["text"])])
        found |= {frozenset((row["id"], other)) for other in index.query(sketch)}
        index.insert(row["id"], sketch)
    return found


def by_rensa(planted: Planted) -> Pairs:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=THRESHOLD, num_perm=128, num_bands=32)
    found: Pairs = set()
    sketches: list[Any] = []
    for number, row in enumerate(planted.documents):
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update(shingles(row["text"]))
        for other in index.query(sketch):
            if sketches[other].jaccard(sketch) >= THRESHOLD:
                found.add(frozenset((row["id"], planted.documents[other]["id"])))
        sketches.append(sketch)
        index.insert(number, sketch)
    return found


def by_ngrams(planted: Planted) -> Pairs:
    """A fifth of the 3-grams of the shorter text stand in the other."""
    holders: dict[int, list[int]] = defaultdict(list)
    sizes: list[int] = []
    found: Pairs = set()
    for number, row in enumerate(planted.documents):
        own = {hash(one) for one in shingles(row["text"])}
        sizes.append(len(own))
        met = Counter(other for one in own if len(holders.get(one, ())) < COMMON for other in holders.get(one, ()))
        for other, count in met.items():
            if count >= 0.2 * min(sizes[number], sizes[other]):
                found.add(frozenset((row["id"], planted.documents[other]["id"])))
        for one in own:
            holders[one].append(number)
    return found


def measure_workspace(count: int) -> None:
    """One document more, in a workspace with that many."""
    from tizim import db

    db.start()
    from tizim.actions.workspaces import create_workspace, open_session
    from tizim.db import queries
    from tizim.deriving import put_edges
    from tizim.policies import deriving_for_all
    from tizim.vault.workspace import unlock

    invented, planted, more = Invented(SEED + 1), Planted(), Planted()
    invented.fill(planted, count)
    for _turn in range(ENTERED // 2):
        invented.fill(more, 1, copies=False)
        invented.fill(more, 1, copies=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "workspace"
        made, _shares = create_workspace(path=home, passphrase="four plain words here", first_member="Ines")
        with open_session(path=home, key=unlock(made, "four plain words here"), writing=True) as session:
            by = queries.find_member("Ines")
            fill(session, by, planted.documents)
            before = database_mib()
            started = time.perf_counter()
            found = put_edges(queries.facts(deriving_for_all(by)))
            print(f"workspace of {count} texts: compared and stored in {time.perf_counter() - started:.0f} s, "
                  f"{len(found.edges)} links; index and links take {database_mib() - before:.0f} MiB "
                  f"beside {before:.0f} MiB", flush=True)  # fmt: skip
            enter_one_by_one(session, by, more)


def fill(session, by, documents: Iterable[dict[str, str]]) -> list[str]:
    """Write an account for each document; returns their ids."""
    from tizim.actions.take_in import Prepared, record_accounts
    from tizim.core.drafts import AccountDraft, SourceDraft

    ids: list[str] = []
    for some in portions(list(documents), 500):
        drafts = [
            AccountDraft(
                kind="other", source=SourceDraft(kind="other"), text=row["text"], published_on=row["published"]
            )
            for row in some
        ]
        ids += record_accounts(by=by, session=session, batch=[Prepared(one, []) for one in drafts]).account_ids
    return ids


def portions(rows: list, size: int) -> Iterator[list]:
    return (rows[at : at + size] for at in range(0, len(rows), size))


def database_mib() -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        pages, size, free = (
            int(cursor.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "page_size", "freelist_count")
        )
    return (pages - free) * size / 1024**2


def enter_one_by_one(session, by, more: Planted) -> None:
    from tizim import copying
    from tizim.db import models

    before, spent = models.ReuseEdge.objects.count(), {"": [], "a copy": []}
    for row in more.documents:
        ids = fill(session, by, [row])
        copy = "a copy" if row["id"] in more.source else ""
        spent[copy].append(timed(lambda ids=ids: copying.put_new(by, ids)))
    print(f"{len(more.documents)} accounts more, one by one: {models.ReuseEdge.objects.count() - before} links more "
          f"of {len(more.source)} planted")  # fmt: skip
    show("all", spent[""] + spent["a copy"])
    show("those that copy nothing", spent[""])
    show("copies", spent["a copy"])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--engine", action="append", choices=["here", "duckdb"])
    parser.add_argument("--workspace", type=int, default=100_000)
    parser.add_argument("--peers", type=int, default=10_000)
    chosen = parser.parse_args()
    planted = Planted()
    Invented().fill(planted, max(chosen.documents, chosen.peers))
    for engine in chosen.engine or ["here"] if chosen.documents else ():
        compare(Planted(planted.documents[: chosen.documents], planted.source, planted.kind), engine)
    if chosen.peers:
        few = Planted(planted.documents[: chosen.peers], planted.source, planted.kind)
        compare(few, "here")
        compare_with_peers(few)
    if chosen.workspace:
        measure_workspace(chosen.workspace)


if __name__ == "__main__":
    main()
