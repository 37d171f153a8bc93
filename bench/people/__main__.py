"""Write invented people to a CSV file, and say how common their names are.

python bench/people --people 1000000 --seed 1 --out people.csv
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from people import FIELDS, KNOWLEDGE, LEVELS, MENTIONS, Told, generate, row  # noqa: E402

TOLD = FIELDS[5:-1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python bench/people", description=__doc__)
    parser.add_argument("--people", type=int, default=1000, help="how many people (1000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same file (1)")
    parser.add_argument("--mentions", choices=list(MENTIONS), default="one", help="mentions a person (one)")
    parser.add_argument("--noise", choices=list(LEVELS), default="normal", help="slips and wrong facts (normal)")
    parser.add_argument("--knowledge", choices=list(KNOWLEDGE), default="normal", help="how much is told (normal)")
    parser.add_argument("--families", type=float, default=0.15, help="share of households told of together (0.15)")
    parser.add_argument("--twins", type=float, default=0.01, help="share of people who are planted twins (0.01)")
    parser.add_argument("--out", type=Path, help="CSV file; without it, only the summary")
    given = parser.parse_args()
    stream = generate(
        given.people,
        given.seed,
        mentions=given.mentions,
        noise=given.noise,
        knowledge=given.knowledge,
        families=given.families,
        twins=given.twins,
    )
    started, summary = time.process_time(), Summary()
    if given.out:
        with given.out.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(FIELDS)
            writer.writerows(row(told) for told in summary.watch(stream))
    else:
        for _told in summary.watch(stream):
            pass
    summary.show(time.process_time() - started)


class Summary:
    """Counts while the stream passes: systems, names as written, what is told."""

    def __init__(self) -> None:
        self.mentions = 0
        self.people: set[str] = set()
        self.systems: Counter[str] = Counter()
        self.told: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.true_names: Counter[str] = Counter()
        self.given: Counter[str] = Counter()

    def watch(self, stream: Iterator[Told]) -> Iterator[Told]:
        for told in stream:
            self.mentions += 1
            self.systems[told.system] += 1
            self.names[told.name] += 1
            if told.person_id not in self.people:
                self.people.add(told.person_id)
                self.true_names[told.true_name] += 1
                if " " in told.true_name:
                    self.given[told.true_name.split()[0]] += 1
            self.told.update(name for name in TOLD if getattr(told, name))
            yield told

    def show(self, seconds: float) -> None:
        count = max(self.mentions, 1)
        print(f"{self.mentions} mentions of {len(self.people)} people, {seconds:.0f} s of CPU")
        print("systems:", ", ".join(f"{name} {n / count:.1%}" for name, n in self.systems.most_common()))
        print("told:", ", ".join(f"{name} {self.told[name] / count:.1%}" for name in TOLD))
        self._show_common("names as written", self.names, "mentions")
        self._show_common("true names", self.true_names, "people")
        given = max(sum(self.given.values()), 1)
        common = ", ".join(f"{name} {n / given:.1%}" for name, n in self.given.most_common(10))
        print(f"given names (without Hui): {len(self.given)} distinct: {common}")

    @staticmethod
    def _show_common(title: str, names: Counter[str], whom: str) -> None:
        total = max(sum(names.values()), 1)
        print(f"{title}: {len(names)} distinct: " + ", ".join(f"{name} ({n})" for name, n in names.most_common(6)))
        for least in (1, 10, 100):
            share = sum(n for n in names.values() if n > least) / total
            print(f"  {share:.1%} of {whom} have one that {least} or more others have")


if __name__ == "__main__":
    main()
