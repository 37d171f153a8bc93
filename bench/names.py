"""How well and how fast names are compared, next to plain string ratios in the same run.

    python bench/names.py [FOLDER] [--json OUT]

FOLDER holds `pairs.tsv` (stratum, kind, label, a, b, script_a, script_b, id_a, id_b: label 1 if `a` and `b` write
the same name) and `forms.tsv` (entity_id, stratum, form, note). Entities fall into two halves by the CRC-32 of their
id: what is tuned is tuned on "tune", what counts is "check". Swapped names (kind neg_swap) have a column of their own.
Without FOLDER only speed is measured, on names put together from the list of given names.

Figures: AUC · F1 at the threshold best on the tune half · recall at precision .99 · the pair of scripts with the
lowest AUC · recall and number of candidates by search keys. "no lexicon" is our own comparison without the list of
given names: what the sounds alone achieve. Speeds are of one core, medians of five runs, in CPU time.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import random
import statistics
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import _lru_cache_wrapper
from pathlib import Path

Row = dict[str, str]
Matcher = Callable[[str, str], float]

STRATA = {"P": "people", "S": "composed", "L": "places"}
RUNS = 5
MADE = 20_000  # names put together to measure speed
SEED = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    given = parser.parse_args()
    figures: dict[str, dict] = {}
    if given.folder:
        rows = read_rows(given.folder / "pairs.tsv")
        for name, matcher in matchers():
            figures[name] = measure(rows, matcher)
        print_quality(figures)
        figures["search keys"] = measure_keys(read_rows(given.folder / "forms.tsv"))
        print("search keys:", ", ".join(f"{key} {value}" for key, value in figures["search keys"].items()))
        pairs = [(row["a"], row["b"]) for row in rows]
    else:
        names = make_names()
        pairs = list(zip(names, names[1:], strict=False))
    figures["speed"] = measure_speed(pairs)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False), "utf-8")


def matchers() -> Iterator[tuple[str, Matcher]]:
    """The baselines that are installed, ours without the lexicon, ours."""
    from rapidfuzz import fuzz

    from tizim.names import similarity, words

    yield "WRatio", lambda a, b: fuzz.WRatio(a, b) / 100
    for name, module, romanise in romanisers():
        if importlib.util.find_spec(module):
            known = romanise()
            yield f"{name} + WRatio", lambda a, b, known=known: fuzz.WRatio(known(a), known(b)) / 100
        else:
            print(f"not installed, so not compared: {name}")
    ids_of_sounds = words.ids_of_sounds
    for name, ids in (("tizim, no lexicon", lambda *_: frozenset()), ("tizim", ids_of_sounds)):
        words.ids_of_sounds = ids
        forget()
        yield name, similarity


def romanisers() -> Iterator[tuple[str, str, Callable[[], Callable[[str], str]]]]:
    """Name, module, and what gives the function from any script to Latin letters."""

    def anyascii() -> Callable[[str], str]:
        return importlib.import_module("anyascii").anyascii

    def icu() -> Callable[[str], str]:
        make = importlib.import_module("icu").Transliterator.createInstance
        return make("Any-Latin; Latin-ASCII; Lower").transliterate

    yield "anyascii", "anyascii", anyascii
    yield "ICU Any-Latin", "icu", icu


def forget() -> None:
    """Empty what the modules of names remember about names, but not their tables."""
    import sys

    for name, module in list(sys.modules.items()):
        if name.startswith("tizim.names"):
            for held in list(vars(module).values()):
                if isinstance(held, _lru_cache_wrapper) and held.cache_parameters()["maxsize"] is not None:
                    held.cache_clear()


def measure(rows: list[Row], matcher: Matcher) -> dict:
    """All figures of one matcher, by half and stratum, and by pair of scripts on the check half."""
    halves = split(rows)
    scores = {half: [matcher(row["a"], row["b"]) for row in part] for half, part in halves.items()}
    found: dict = {"strata": {}, "scripts": {}}
    for stratum in STRATA:
        tuned = select(halves["tune"], scores["tune"], stratum)
        checked = select(halves["check"], scores["check"], stratum)
        threshold = best_f1(tuned)[1]
        found["strata"][stratum] = {
            half: {
                "n": len(pairs),
                "auc": auc(pairs),
                "r_at_p99": recall_at(pairs, 0.99),
                "f1": f1_at(pairs, threshold),
            }
            for half, pairs in (("tune", tuned), ("check", checked))
        }
        if stratum != "L":
            found["scripts"][stratum] = by_scripts(halves["check"], scores["check"], stratum)
    found["swapped_auc"] = swapped(halves["check"], scores["check"])
    return found


def split(rows: list[Row]) -> dict[str, list[Row]]:
    """Pairs whose two entities fall into the same half."""
    halves: dict[str, list[Row]] = {"tune": [], "check": []}
    for row in rows:
        one, other = (zlib.crc32(row[column].encode()) % 2 for column in ("id_a", "id_b"))
        if one == other:
            halves["check" if one else "tune"].append(row)
    return halves


def select(
    rows: list[Row], scores: list[float], stratum: str, scripts: tuple[str, ...] = ()
) -> list[tuple[float, bool]]:
    """(score, same) of whole names of a stratum, without the swapped ones."""
    return [
        (score, row["label"] == "1")
        for row, score in zip(rows, scores, strict=True)
        if row["stratum"] == stratum
        and (row["kind"] == "pos" if row["label"] == "1" else row["kind"] != "neg_swap")
        and (not scripts or tuple(sorted((row["script_a"], row["script_b"]))) == scripts)
    ]


def by_scripts(rows: list[Row], scores: list[float], stratum: str) -> dict[str, dict]:
    pairs = sorted({tuple(sorted((row["script_a"], row["script_b"]))) for row in rows if row["stratum"] == stratum})
    found = {}
    for scripts in pairs:
        chosen = select(rows, scores, stratum, scripts)
        if {same for _score, same in chosen} == {True, False}:
            found["–".join(scripts)] = {"n": len(chosen), "auc": auc(chosen), "r_at_p99": recall_at(chosen, 0.99)}
    return found


def swapped(rows: list[Row], scores: list[float]) -> float:
    """AUC of composed names against the same names with the words exchanged (father and son)."""
    both = zip(rows, scores, strict=True)
    kinds = {"pos": True, "neg_swap": False}
    return auc([(score, kinds[row["kind"]]) for row, score in both if row["stratum"] == "S" and row["kind"] in kinds])


def auc(pairs: list[tuple[float, bool]]) -> float:
    """Area under the ROC curve by ranks, ties counted half."""
    same, ranks, at = sum(label for _score, label in pairs), 0.0, 0
    ordered = sorted(pairs)
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            end += 1
        ranks += sum(label for _score, label in ordered[at:end]) * (at + 1 + end) / 2
        at = end
    other = len(pairs) - same
    return round((ranks - same * (same + 1) / 2) / (same * other), 4) if same and other else float("nan")


def curve(pairs: list[tuple[float, bool]]) -> Iterator[tuple[float, float, float]]:
    """(threshold, precision, recall) at every distinct score, highest first."""
    same, hits = sum(label for _score, label in pairs), 0
    ordered = sorted(pairs, reverse=True)
    for at, (score, label) in enumerate(ordered, 1):
        hits += label
        if at == len(ordered) or ordered[at][0] != score:
            yield score, hits / at, hits / same


def recall_at(pairs: list[tuple[float, bool]], precision: float) -> float:
    return round(max((recall for _t, exact, recall in curve(pairs) if exact >= precision), default=0.0), 4)


def best_f1(pairs: list[tuple[float, bool]]) -> tuple[float, float]:
    return max((2 * exact * recall / (exact + recall or 1), threshold) for threshold, exact, recall in curve(pairs))


def f1_at(pairs: list[tuple[float, bool]], threshold: float) -> float:
    hits = sum(label for score, label in pairs if score >= threshold)
    return round(2 * hits / max(1, sum(s >= threshold for s, _l in pairs) + sum(label for _s, label in pairs)), 4)


def measure_keys(forms: list[Row]) -> dict[str, float]:
    """Pair recall and candidates a name when any shared search key makes a candidate."""
    from tizim.names import keys

    forms = [row for row in forms if row["stratum"] in "PS" and not row["note"]]
    blocks: dict[str, set[int]] = defaultdict(set)
    for at, row in enumerate(forms):
        for key in keys(row["form"]):
            blocks[key].add(at)
    true = found = candidates = 0
    for at, row in enumerate(forms):
        near = set().union(*(blocks[key] for key in keys(row["form"]))) - {at}
        same = {k for k, other in enumerate(forms) if k != at and other["entity_id"] == row["entity_id"]}
        true, found, candidates = true + len(same), found + len(same & near), candidates + len(near)
    return {
        "recall": round(found / true, 4),
        "candidates_a_name": round(candidates / len(forms), 1),
        "names": len(forms),
    }


def make_names() -> list[str]:
    """Distinct names of two or three listed given names in one script, some with the ending of a surname."""
    from tizim.names.systems import script_of
    from tizim.names.tables import read_table

    words: dict[str, list[str]] = defaultdict(list)
    for row in read_table("given.tsv"):
        for form in row["forms"].split():
            words[script_of(form)].append(form)
    endings = {"latn": ["", "", "ov", "jan"], "cyrl": ["", "", "ова", "ұлы"], "arab": ["", "گۈل", "خان"]}
    pick, names = random.Random(SEED), set[str]()
    while len(names) < MADE:
        script = pick.choice(sorted(words))
        chosen = pick.choices(words[script], k=pick.choice((2, 2, 2, 3)))
        gap = pick.choice(("·", "")) if script == "hani" else " "
        names.add(gap.join(chosen) + pick.choice(endings.get(script, [""])))
    return pick.sample(sorted(names), len(names))


def iter_unmet(texts: list[str]) -> Iterator[str]:
    """The names no word of which is in one before."""
    met: set[str] = set()
    for text in random.Random(SEED).sample(texts, len(texts)):
        words = set(text.replace("·", " ").casefold().split())
        if met.isdisjoint(words):
            met |= words
            yield text


def measure_speed(pairs: list[tuple[str, str]]) -> dict[str, int]:
    """Names prepared and pairs compared a second in every way there is, and one peer."""
    from rapidfuzz import fuzz, process

    from tizim import names as ours
    from tizim.names import native, scoring
    from tizim.names.comparison import reference_similarity

    texts = sorted({name for pair in pairs for name in pair})
    few = pairs[:2000]
    unmet = list(iter_unmet(texts))
    found = {
        "names prepared, none met before": per_second(lambda: [ours.prepare(text) for text in texts], len(texts)),
        "names prepared, no word of them met before": per_second(
            lambda: [ours.prepare(text) for text in unmet], len(unmet)
        ),
    }
    ready = [(ours.prepare(one), ours.prepare(other)) for one, other in pairs]
    left, right = [one for one, _other in ready], [other for _one, other in ready]
    packed = [ours.pack(name) for name in right]
    ways: dict[str, tuple[Callable[[], object], int]] = {
        "pairs of prepared names, one call each": (lambda: [ours.similarity(*pair) for pair in ready], len(ready)),
        "pairs of prepared names, in a batch": (lambda: ours.similarities_of_pairs(left, right), len(ready)),
        "pairs of packed names, one against all": (
            lambda: [ours.similarities_packed(name, packed) for name in packed[:5]],
            5 * len(packed),
        ),
        "pairs of prepared names, without the compiled part": (
            lambda: [reference_similarity(*pair) for pair in ready[:2000]],
            len(few),
        ),
        "peer: rapidfuzz WRatio, one call each": (lambda: [fuzz.WRatio(*pair) for pair in pairs], len(pairs)),
        "peer: rapidfuzz WRatio, one against all": (
            lambda: [process.extract(text, texts, scorer=fuzz.WRatio, limit=None) for text in texts[:5]],
            5 * len(texts),
        ),
    }
    compiled = native.compiled
    for what, (run, count) in ways.items():
        native.compiled = None if "without" in what else compiled
        found[what] = per_second(run, count, cold="without" in what)
    native.compiled = compiled
    print("\na second on one core" + ("" if scoring.compiled else " (the compiled part is not installed)"))
    for what, speed in found.items():
        print(f"  {what:52} {speed:10,}")
    return found


def per_second(run: Callable[[], object], count: int, cold: bool = True) -> int:
    """The median of five runs in CPU time; `cold`: nothing is remembered from the run before."""
    speeds = []
    for _run in range(RUNS):
        if cold:
            forget()
        started = time.process_time()
        run()
        speeds.append(count / (time.process_time() - started))
    return round(statistics.median(speeds))


def print_quality(figures: dict[str, dict]) -> None:
    print(
        f"\n{'':24}{'':9}{'half':6}{'n':>6}{'AUC':>8}{'F1':>8}{'R@P99':>8}   lowest AUC of a pair of scripts; swapped"
    )
    for name, found in figures.items():
        for stratum, halves in found["strata"].items():
            for half, row in halves.items():
                print(f"{name:24}{STRATA[stratum]:9}{half:6}{row['n']:6}", end="")
                print(f"{row['auc']:8.4f}{row['f1']:8.4f}{row['r_at_p99']:8.4f}", end="")
                scripts = found["scripts"].get(stratum) if half == "check" else None
                if scripts:
                    worst = min(scripts, key=lambda pair: scripts[pair]["auc"])
                    print(f"   {worst} {scripts[worst]['auc']:.4f}", end="")
                print(f"; swapped {found['swapped_auc']:.4f}" if scripts and stratum == "S" else "")
        print()


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


if __name__ == "__main__":
    main()
