"""How many true pairs of names share a search key, and how many other names share one too.

    python bench/candidates.py FOLDER [--json OUT]

FOLDER holds `forms.tsv` (entity_id, stratum, form, note; see `bench/names.py`). Forms with a note (parts of names)
are left out, as are places. Two forms of one entity are a true pair; "recall" is the share of true pairs that the keys
bring together, "candidates" how many other forms a form meets. Peers in the same run: the 200 forms with the most
trigrams in common, of the name as it is written and of the name in plain Latin letters.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

TOP = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    given = parser.parse_args()
    with (given.folder / "forms.tsv").open(encoding="utf-8", newline="") as lines:
        forms = [row for row in csv.DictReader(lines, delimiter="\t") if row["stratum"] in "PS" and not row["note"]]
    figures = measure([row["form"] for row in forms], [row["entity_id"] for row in forms])
    print(f"{len(forms)} forms of {len({row['entity_id'] for row in forms})} names")
    for name, row in figures.items():
        print(f"{name:44}", "  ".join(f"{key} {value:>8}" for key, value in row.items()))
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False), "utf-8")


def measure(forms: list[str], entities: list[str]) -> dict[str, dict]:
    from tizim.names import keys, part_keys, prepare, romanise

    prepared = [prepare(form) for form in forms]
    began = time.process_time()
    found = [keys(name) for name in prepared]
    a_second = round(len(forms) / (time.process_time() - began))
    figures = {}
    for kinds in ("n", "nc", "ncd", "ncdp"):
        some = [{key for key in own if key[0] in kinds} for own in found]
        figures["keys " + " ".join(f"{kind}:" for kind in kinds)] = row_of(sharing(some), entities, map(len, some))
    figures["keys n: c: d: p:"]["names a second"] = a_second
    parts = [part_keys(name) for name in prepared]
    both = [one | other for one, other in zip(found, parts, strict=True)]
    figures["the same and keys of single words"] = row_of(sharing(both), entities, map(len, both))
    for name, spell in (("as written", str.casefold), ("in Latin letters", romanise)):
        near = by_trigrams([spell(form) for form in forms])
        figures[f"{TOP} with most trigrams in common, {name}"] = row_of(near, entities, ())
    return figures


def sharing(keys: list) -> list[set[int]]:
    """For each name, those that share a key with it."""
    blocks: dict[str, set[int]] = defaultdict(set)
    for at, own in enumerate(keys):
        for key in own:
            blocks[key].add(at)
    return [set().union(*(blocks[key] for key in own)) - {at} for at, own in enumerate(keys)]


def by_trigrams(texts: list[str]) -> list[set[int]]:
    """For each text, the TOP others with the most trigrams in common, for their length."""
    grams = [{f"  {text} "[at : at + 3] for at in range(len(text) + 1)} for text in texts]
    lists: dict[str, list[int]] = defaultdict(list)
    for at, own in enumerate(grams):
        for gram in own:
            lists[gram].append(at)
    found = []
    for at, own in enumerate(grams):
        common = Counter(other for gram in own for other in lists[gram])
        del common[at]
        weigh: Callable[[int], float] = lambda other, own=own, common=common: common[other] / len(own | grams[other])  # noqa: E731
        found.append(set(sorted(common, key=weigh, reverse=True)[:TOP]))
    return found


def row_of(near: list[set[int]], entities: list[str], counts: Iterable[int]) -> dict:
    mates: dict[str, set[int]] = defaultdict(set)
    for at, entity in enumerate(entities):
        mates[entity].add(at)
    true = sum(len(mates[entity]) - 1 for entity in entities)
    met = sum(len(near[at] & mates[entity]) for at, entity in enumerate(entities))
    counted = list(counts)
    row = {"recall": round(met / true, 4), "candidates": round(sum(map(len, near)) / len(near), 1)}
    return row | ({"keys": round(sum(counted) / len(counted), 1)} if counted else {})


if __name__ == "__main__":
    main()
