"""Bulk linking of invented mentions of known truth: `python bench/linking.py [--mentions 1000000] [--knowledge full]`.

Prints time, memory, precision and recall, over all pairs of one person and over those of them that share a second fact
that can be compared at all (a name and a county alone are never more than undecided, so nobody can link the others by
evidence), by proposals and by groups; planted twins above "undecided"; and, in the same run at a size that they manage,
two peers: names and year of birth joined exactly, and Splink as its guide has it, with Jaro–Winkler on the romanised
name. `--spark MASTER` links a smaller set on both engines and says whether the groups are the same.
"""

from __future__ import annotations

import argparse
import functools
import os
import resource
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from people import Told, generate  # noqa: E402

from tizim.core.dates import from_edtf  # noqa: E402
from tizim.core.values import Mention, Statement  # noqa: E402
from tizim.names import romanise  # noqa: E402
from tizim.resolve.bulk.linking import Linked, link  # noqa: E402
from tizim.resolve.features import Born, MentionFeatures  # noqa: E402
from tizim.resolve.features import features as features_of_statements  # noqa: E402

SEED = 3
MENTIONS_A_PERSON = 2.27
PEERS_AT = 20_000


@functools.cache
def born(text: str) -> Born | None:
    """As an archive reads it, once for each text."""
    statement = Statement("s", "a", "m", "birth", text)
    return features_of_statements(Mention("m", "a", "person", "x"), [statement]).born if text else None


def features(told: Told) -> MentionFeatures:
    """What the matcher gets to see: everything but the truth."""
    return MentionFeatures(
        told.mention_id, told.account_id, "person", (told.name, *told.other_names), born(told.born), _one(told.sex),
        _one(told.ethnicity), _one(told.county), (told.father,) if told.father else (), told.relatives,
        _one(told.occupation), _one(told.id_number), _one(told.village),
    )  # fmt: skip


def _one(value: str) -> frozenset[str]:
    return frozenset([value]) if value else frozenset()


def stream(mentions: int, knowledge: str, noise: str = "normal") -> Iterator[Told]:
    """That many mentions, of people with one to six each."""
    people = int(mentions / MENTIONS_A_PERSON * 1.1) + 1000
    for count, told in enumerate(generate(people, SEED, mentions="mix", knowledge=knowledge, noise=noise)):
        if count == mentions:
            return
        yield told


@dataclass(slots=True)
class Known:
    """The truth about a mention, and which second facts it tells."""

    person: str
    twins: str
    facts: int
    relations: frozenset[str]


class Truth:
    """Which pairs are one person, and which of those share a second fact."""

    def __init__(self) -> None:
        self.of: dict[str, Known] = {}
        self.people: dict[str, list[Known]] = defaultdict(list)

    def watch(self, told: Iterable[Told]) -> Iterator[Told]:
        """Remember the truth while the mentions pass."""
        for one in told:
            facts = bool(one.born) | bool(one.father) << 1 | bool(one.id_number) << 2
            relations = frozenset(relation for relation, _name in one.relatives)
            known = Known(one.person_id, one.twin_group, facts, relations)
            self.of[one.mention_id] = known
            self.people[one.person_id].append(known)
            yield one

    def pairs(self) -> tuple[int, int]:
        """How many pairs are one person; how many of them share a second fact."""
        every = shared = 0
        for mentions in self.people.values():
            for at, one in enumerate(mentions):
                every += len(mentions) - at - 1
                shared += sum(second_fact(one, other) for other in mentions[at + 1 :])
        return every, shared

    def line(self, what: str, pairs: Iterable[tuple[str, str]], possible: tuple[int, int]) -> str:
        """Precision and recall of some pairs."""
        count = right = shared = twins = 0
        for a, b in pairs:
            one, other = self.of[a], self.of[b]
            count += 1
            if one.person == other.person:
                right += 1
                shared += second_fact(one, other)
            else:
                twins += bool(one.twins) and one.twins == other.twins
        return (
            f"{what:46} {count:9} pairs   precision {right / max(count, 1):.4f}   recall {right / possible[0]:.4f}   "
            f"with a second fact {shared / possible[1]:.4f}   twins {twins}"
        )


def second_fact(one: Known, other: Known) -> bool:
    """Whether both tell a birth, a father, an ID number, or somebody in the same relation."""
    return bool(one.facts & other.facts or one.relations & other.relations)


class Peak(threading.Thread):
    """The most memory this process and its children held at once, in MiB; shared pages counted once (PSS)."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.mib, self.going = 0.0, True

    def run(self) -> None:
        while self.going:
            self.mib = max(self.mib, sum(map(_pss_mib, [os.getpid(), *_children(os.getpid())])))
            time.sleep(2)


def _children(of: int) -> list[int]:
    try:
        found = Path(f"/proc/{of}/task/{of}/children").read_text().split()
    except OSError:
        return []
    return [int(child) for child in found]


def _pss_mib(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def groups_as_pairs(found: Linked) -> Iterator[tuple[str, str]]:
    members = defaultdict(list)
    for mention, head in found.groups.items():
        members[head].append(mention)
    for group in members.values():
        yield from ((one, other) for at, one in enumerate(group) for other in group[at + 1 :])


def measure(mentions: int, knowledge: str, noise: str, engine: str = "duckdb", master: str = "") -> Linked:
    """Link once and say everything about it."""
    truth, peak = Truth(), Peak()
    peak.start()
    started, cpu = time.perf_counter(), _cpu()
    told = truth.watch(stream(mentions, knowledge, noise))
    found = link(map(features, told), engine=engine, master=master, progress=_say)
    seconds, cpu, peak.going = time.perf_counter() - started, _cpu() - cpu, False
    possible = truth.pairs()
    given = f"knowledge {knowledge}, noise {noise}, seed {SEED}, {engine}"
    print(f"\n{found.mentions} mentions of {len(truth.people)} people, {given}:")
    print(f"{seconds:.0f} s, {cpu:.0f} s of CPU of one core (inventing the people included), {peak.mib:.0f} MiB")
    print(f"{found.compared} pairs weighed")
    print(f"{possible[0]} pairs are one person; {possible[1] / possible[0]:.3f} of them share a second fact")
    decided = [(pair.one, pair.other, pair.probability) for pair in found.pairs if pair.decided]
    print(truth.line("proposed at .2 or more, undecided ones too", ((p.one, p.other) for p in found.pairs), possible))
    for least in (0.5, 0.8, 0.9, 0.99):
        rows = ((a, b) for a, b, probability in decided if probability >= least)
        print(truth.line(f"proposed at {least} or more, a second fact agrees", rows, possible))
    print(truth.line("groups", groups_as_pairs(found), possible), flush=True)
    return found


def _cpu() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _say(what: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{what}: {done} of {of}   ", end="", file=sys.stderr)


def compare_with_peers(knowledge: str) -> None:
    """The peers, on the same mentions as Tizim."""
    truth = Truth()
    told = list(truth.watch(stream(PEERS_AT, knowledge)))
    possible = truth.pairs()
    print(f"\nPeers on {PEERS_AT} mentions, knowledge {knowledge}:")
    found = link(map(features, told))
    print(truth.line("Tizim, groups", groups_as_pairs(found), possible))
    print(truth.line("names and years joined exactly", exact_join(told), possible))
    for least, pairs in stock_splink(told).items():
        print(truth.line(f"Splink with Jaro–Winkler, {least} or more", pairs, possible), flush=True)


def exact_join(told: Iterable[Told]) -> Iterator[tuple[str, str]]:
    """The same romanised name in capitals or not, and the same year of birth."""
    blocks = defaultdict(list)
    for one in told:
        date = from_edtf(one.born) if one.born else None
        if date and date.earliest:
            blocks[romanise(one.name).casefold(), date.earliest.year].append(one.mention_id)
    for members in blocks.values():
        yield from ((one, other) for at, one in enumerate(members) for other in members[at + 1 :])


def stock_splink(told: Iterable[Told]) -> dict[float, list[tuple[str, str]]]:
    """Splink's own comparisons, blocked on year of birth, county and name, estimated as its guide says."""
    import logging

    import pyarrow as pa
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    rows = [
        {"unique_id": one.mention_id, "name": romanise(one.name).casefold(), "sex": one.sex or None,
         "year": str(known.first) if (known := born(one.born)) else None, "county": one.county or None,
         "father": romanise(one.father).casefold() or None}
        for one in told
    ]  # fmt: skip
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("father", [0.9]),
            *(cl.ExactMatch(column) for column in ("year", "sex", "county")),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("name"), block_on("year", "county"), block_on("year", "substr(name, 1, 3)"),
        ],
    )  # fmt: skip
    api = DuckDBAPI()
    linker = Linker(api.register(pa.Table.from_pylist(rows)), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("name", "year")], recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=SEED)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("year", "county"))
    pairs = linker.inference.predict(threshold_match_probability=0.5, warning_mode="never").as_record_list()
    return {
        least: [(row["unique_id_l"], row["unique_id_r"]) for row in pairs if row["match_probability"] >= least]
        for least in (0.5, 0.9, 0.99)
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python bench/linking.py", description=__doc__)
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--knowledge", choices=["sparse", "normal", "full"], default="full")
    parser.add_argument("--noise", choices=["none", "light", "normal", "heavy"], default="normal")
    parser.add_argument("--spark", default="", help="address of a master: the same on Spark, on --spark-mentions")
    parser.add_argument("--spark-mentions", type=int, default=20_000)
    parser.add_argument("--no-peers", action="store_true")
    given = parser.parse_args()
    if not given.spark:
        measure(given.mentions, given.knowledge, given.noise)
    else:
        here = measure(given.spark_mentions, given.knowledge, given.noise)
        there = measure(given.spark_mentions, given.knowledge, given.noise, "spark", given.spark)
        print("the same groups:", here.groups == there.groups, "· the same proposals:", here.pairs == there.pairs)
    if not given.no_peers:
        compare_with_peers(given.knowledge)


if __name__ == "__main__":
    main()
