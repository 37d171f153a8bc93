"""Copies, origins and attributions against a labelled set, beside plain n-gram containment in the same run.

    python bench/lineage.py FOLDER [--documents N] [--meaning]

FOLDER holds JSON Lines: pairs.jsonl {category, reuse, source, frac_a, frac_b, a, b}, corpus.jsonl {id, text, lang,
published, publisher} with corpus_edges.jsonl {derived, source, kind}, attribution.jsonl {lang, text, attributions:
[{claim, source, chain}]}, cases.jsonl {claim, docs, n_independent, circular}. `--documents N` also measures how fast
N generated documents are compared, in which copies are planted. `--meaning` adds what the extra `tizim[meaning]` finds,
and how many sentences a second it reads.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tizim.corroborate import attributions, edges, independence, reuse
from tizim.corroborate.index import Index
from tizim.corroborate.outlets import same_name
from tizim.corroborate.prints import prints
from tizim.corroborate.reuse import NO_REUSE
from tizim.corroborate.words import iter_folded

SEED = 7
BASELINE_SHARE = 0.2
Rows = list[dict[str, Any]]


def read(folder: Path, name: str) -> Rows:
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines() if line.strip()]


def by_ngrams(a: str, b: str) -> bool:
    """The baseline: a fifth of the word 3-grams (Chinese: characters) of the shorter text stand in the other."""
    left, right = (set(zip(w, w[1:], w[2:], strict=False)) for w in (list(iter_folded(a)), list(iter_folded(b))))
    return bool(left and right) and len(left & right) / min(len(left), len(right)) >= BASELINE_SHARE


def by_prints(a: str, b: str) -> bool:
    """The other baseline: a fifth of the winnowed 4-grams."""
    left, right = set(prints(a)), set(prints(b))
    return bool(left and right) and len(left & right) / min(len(left), len(right)) >= BASELINE_SHARE


def ratio(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "  –  "


def bench_pairs(rows: Rows, *, meant: bool = False) -> None:
    found = [reuse(row["a"], row["b"]) for row in rows]
    methods: dict[str, list[bool]] = {
        "tizim": [one["label"] not in NO_REUSE for one in found],
        "3-gram containment": [by_ngrams(row["a"], row["b"]) for row in rows],
        "winnowed containment": [by_prints(row["a"], row["b"]) for row in rows],
    }
    if meant:
        from tizim.corroborate import meaning

        by_meaning = [meaning.reuse(row["a"], row["b"]) for row in rows]
        methods["with meaning"] = [one["label"] not in NO_REUSE for one in by_meaning]
    kinds = list(dict.fromkeys(row["category"] for row in rows))
    print(f"pairs: {len(rows)}\n{'said to be reuse, by kind':28s}" + "".join(f"{name:>22s}" for name in methods))
    for kind in kinds:
        places = [i for i, row in enumerate(rows) if row["category"] == kind]
        cells = (f"{sum(said[i] for i in places)}/{len(places)}" for said in methods.values())
        mark = "" if rows[places[0]]["reuse"] else " (none is)"
        print(f"  {kind + mark:26s}" + "".join(f"{cell:>22s}" for cell in cells))
    for title, wanted in (("all", lambda _: True), ("without translations", lambda k: not k.startswith("transl"))):
        cells = (_precision_recall(rows, said, wanted) for said in methods.values())
        print(f"  {title + ': P / R':26s}" + "".join(f"{cell:>22s}" for cell in cells))
    told = [
        (row["source"], one["source"]) for row, one in zip(rows, found, strict=True) if row["source"] and one["source"]
    ]
    errors = defaultdict(list)
    for row, one in zip(rows, found, strict=True):
        if row["reuse"]:
            errors[row["category"]] += [
                abs(one["containment_ab"] - row["frac_a"]),
                abs(one["containment_ba"] - row["frac_b"]),
            ]
    means = (f"{kind} {sum(e) / len(e):.3f}" for kind, e in errors.items() if not kind.startswith("transl"))
    print(f"  direction right where given {sum(a == b for a, b in told)}/{len(told)}")
    print("  mean error of containment: " + ", ".join(means))


def _precision_recall(rows: Rows, said: list[bool], wanted: Callable[[str], bool]) -> str:
    kept = [(row["reuse"], one) for row, one in zip(rows, said, strict=True) if wanted(row["category"])]
    right = sum(truth and one for truth, one in kept)
    return f"{ratio(right, sum(one for _, one in kept))} / {ratio(right, sum(truth for truth, _ in kept))}"


def bench_corpus(documents: Rows, gold: Rows, find: Callable[[Rows], Rows] = edges) -> None:
    given = [{key: row.get(key) for key in ("id", "text", "lang", "published", "publisher")} for row in documents]
    start = time.perf_counter()
    found = {(edge["derived"], edge["source"]) for edge in find(given)}
    seconds = time.perf_counter() - start
    kinds = {(row["derived"], row["source"]): row["kind"] for row in gold}
    parent = {row["derived"]: row["source"] for row in gold}

    def root(document_id: str) -> str:
        while document_id in parent:
            document_id = parent[document_id]
        return document_id

    right = sum(root(derived) == root(source) for derived, source in found)
    undirected = {frozenset(pair) for pair in found}
    print(
        f"corpus: {len(documents)} documents in {seconds:.2f} s, {len(found)} links, "
        f"precision {ratio(right, len(found))}"
    )
    for kind in dict.fromkeys(kinds.values()):
        pairs = [pair for pair, its in kinds.items() if its == kind]
        print(f"  {kind:26s} {sum(frozenset(pair) in undirected for pair in pairs)}/{len(pairs)}")
    both = [pair for pair in kinds if frozenset(pair) in undirected]
    print(f"  direction right {sum(pair in found for pair in both)}/{len(both)}")


def bench_attributions(rows: Rows) -> None:
    counts: dict[str, list[int]] = defaultdict(
        lambda: [0] * 6
    )  # given, found, claims, origins, chains, wrongly flagged
    for row in rows:
        count = counts[row["lang"]]
        found = attributions(row["text"], row["lang"])
        count[0] += len(row["attributions"])
        count[1] += len(found)
        count[5] += bool(found) and not row["attributions"]
        for truth in row["attributions"]:
            best = max(found, key=lambda one: (_alike(one["claim"], truth["claim"]), _same(one, truth)), default=None)
            if best is None or _alike(best["claim"], truth["claim"]) < 0.5:
                continue
            count[2] += 1
            count[3] += _same(best, truth)
            chain = best["chain"]
            count[4] += len(chain) == len(truth["chain"]) and all(map(same_name, chain, truth["chain"]))
            found.remove(best)
    for language, (given, read_, claims, origins, chains, wrong) in counts.items():
        print(
            f"attributions {language}: {given} given, precision {ratio(claims, read_)}, recall {ratio(claims, given)}, "
            f"origin right {ratio(origins, given)}, chain right {ratio(chains, given)}, wrongly flagged {wrong}"
        )


def _alike(one: str, other: str) -> float:
    left, right = set(iter_folded(one)), set(iter_folded(other))
    return len(left & right) / len(left | right) if left | right else 0.0


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if one["source"] is None or other["source"] is None:
        return one["source"] is other["source"]
    return same_name(one["source"], other["source"])


def bench_cases(rows: Rows) -> None:
    for row in rows:
        found = independence(row["claim"], row["docs"])
        within = found["low"] <= row["n_independent"] <= found["high"] and found["circular"] == row["circular"]
        counted = f"{found['n_independent']} ({found['low']}–{found['high']})"
        answer = "within" if within else "WRONG"
        print(
            f"case {row['id']}: {row['n_independent']} wanted, {counted} found, circular {found['circular']}: {answer}"
        )


def generate(count: int) -> tuple[Rows, set[frozenset[str]]]:
    """Documents of about 220 words; one in twenty is a copy: whole, a passage of 40 words, or a third changed."""
    chance = random.Random(SEED)
    syllables = [a + b for a in "bdfghklmnprst" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(30_000)]
    weights = [1 / (i + 6) for i in range(len(words))]
    running = [sum(weights[:1])]
    for weight in weights[1:]:
        running.append(running[-1] + weight)
    frames = [" ".join(chance.choices(words, k=35)) for _ in range(40)]
    documents: Rows = []
    planted: set[frozenset[str]] = set()
    for i in range(count):
        text = chance.choices(words, cum_weights=running, k=chance.randint(150, 290))
        if i > 50 and chance.random() < 0.05:
            j = chance.randrange(max(0, i - 3000), i)
            source = re.sub(r"^.*\. ", "", documents[j]["text"]).split()
            at = chance.randrange(max(1, len(source) - 40))
            changed = [chance.choices(words, cum_weights=running)[0] if chance.random() < 0.3 else w for w in source]
            text = chance.choice([source, text[:60] + source[at : at + 40] + text[60:], changed])
            planted.add(frozenset((f"d{i}", f"d{j}")))
        frame = chance.choice(frames) + ". " if chance.random() < 0.3 else ""
        documents.append({"id": f"d{i}", "text": frame + " ".join(text), "published": f"2018-01-01T{i:08d}"})
    return documents, planted


def bench_speed(count: int) -> None:
    documents, planted = generate(count)
    start = time.process_time()
    found = {frozenset((edge["derived"], edge["source"])) for edge in edges(documents)}
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wrong = len(found - planted)  # a copy of a copy also counts as wrong here
    print(
        f"speed: {count} documents in {seconds:.1f} CPU seconds ({count / seconds:.0f}/s), peak {peak:.0f} MiB, "
        f"{len(found & planted)}/{len(planted)} planted found, {wrong} others"
    )
    index = Index()
    for row in documents:
        index.add(row["id"], row["text"])
    start = time.perf_counter()
    for i, row in enumerate(documents[:200]):
        index.add(f"again-{i}", row["text"])
    print(f"  one more document: {(time.perf_counter() - start) / min(200, count) * 1000:.2f} ms")


def bench_vectors(rows: Rows) -> None:
    from tizim.corroborate import sentence_vectors
    from tizim.corroborate.meaning_matches import text_of, told_sentences
    from tizim.corroborate.words import read_words

    texts = [read_words(row["text"]) for row in rows]
    sentences = list(dict.fromkeys(text_of(words, one) for words in texts for one in told_sentences(words)))[:200]
    sentence_vectors._known.clear()
    wall, cpu = time.perf_counter(), time.process_time()
    sentence_vectors.vectors(sentences)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    speed = f"{len(sentences) / wall:.0f}/s, {len(sentences) / cpu:.0f} a CPU second"
    print(f"meaning: {len(sentences)} sentences, {speed}, peak {peak:.0f} MiB")


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=0)
    parser.add_argument("--meaning", action="store_true")
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    bench_pairs(read(chosen.folder, "pairs.jsonl"), meant=chosen.meaning)
    corpus, gold = read(chosen.folder, "corpus.jsonl"), read(chosen.folder, "corpus_edges.jsonl")
    bench_corpus(corpus, gold)
    if chosen.meaning:
        from tizim.corroborate import meaning

        print("with meaning: ", end="")
        bench_corpus(corpus, gold, meaning.edges)
        bench_vectors(corpus)
    bench_attributions(read(chosen.folder, "attribution.jsonl"))
    bench_cases(read(chosen.folder, "cases.jsonl"))
    if chosen.documents:
        bench_speed(chosen.documents)


if __name__ == "__main__":
    main()
