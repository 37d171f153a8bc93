"""What the reading aid suggests, against what people wrote down from the same texts; and how fast it reads.

    python bench/reading.py --real FOLDER       reports (*.txt) beside statements.csv, in an office's own words
    python bench/reading.py --labelled FILE     JSON Lines as `reading_scores` describes them
    python bench/reading.py --speed             an invented report of 10,000 words, and hostile texts

`--real` matches a row of statements.csv to a suggestion if all of these hold, and each suggestion answers one row:
property (what "event: …", "relation to the speaker" … stand for) · subject (a person by the words of the name; a
facility or group by its kind alone, since an office describes those in its own words) · value (a code by the
vocabulary; the number told, within a tenth; other words if a quarter of the row's longer words occur in value or
passage) · date (both given: they must be able to overlap). `dated` counts matches of which both sides give a date.
Suggestions that no row records are listed: they are not wrong for that, an office writes down what it needs.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from reading_scores import scores, table

from tizim.core.dates import find_date, from_edtf, overlaps
from tizim.core.errors import BadInput
from tizim.core.quantities import find_quantity
from tizim.core.suggestions import Reading, Suggestion
from tizim.core.vocabularies import fold, vocabulary
from tizim.intake.suggesting import suggest
from tizim.reading import read
from tizim.statements.reading import read_value

WHAT = {
    "official reason": ("reason_official",),
    "number of people held": ("number_held",),
    "relation to the speaker": ("relation", "relation_to_source"),
    "minimum time cut off from family": ("rules",),
}
THINGS = ("facility", "group", "document", "organisation")
LEAST_WORD = 4  # letters of a word that is compared
SHARE = 0.25
NEAR = 1.1
Row = dict[str, str]


def bench_real(folder: Path) -> None:
    rows = list(csv.DictReader((folder / "statements.csv").open(encoding="utf-8", newline="")))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name in sorted({row["report"] for row in rows}):
        reading = read((folder / name).read_text("utf-8"))
        labels = {one.key: one for one in reading.subjects}
        left = list(reading.statements)
        for row in (row for row in rows if row["report"] == name):
            kind = _properties(row)[0]
            counts[kind]["rows"] += 1
            best = next((one for one in left if _matches(row, one, reading)), None)
            if best is None:
                print(f"not found   {name} {row['row']:>2}  {row['about']} · {row['what']} · {row['value'][:60]}")
                continue
            left.remove(best)
            counts[kind]["found"] += 1
            counts[kind]["dated"] += bool(row["when"] and best.when)
        for one in reading.statements:
            counts[one.property]["given"] += 1
        for one in left:
            print(f"beyond      {name}  {labels[one.subject].label} · {one.property} · {one.value[:60]}")
    _print(counts)


def _print(counts: dict[str, Counter[str]]) -> None:
    print(f"\n{'':22} {'rows':>5} {'found':>5} {'dated':>5} {'given':>5} {'recall':>7} {'recorded':>9}")
    whole: Counter[str] = Counter()
    for kind, count in [*sorted(counts.items()), ("all", whole)]:
        whole.update(count if kind != "all" else {})
        recall = f"{count['found'] / count['rows']:.2f}" if count["rows"] else "–"
        recorded = f"{count['found'] / count['given']:.2f}" if count["given"] else "–"
        numbers = " ".join(f"{count[name]:5d}" for name in ("rows", "found", "dated", "given"))
        print(f"{kind:22} {numbers} {recall:>7} {recorded:>9}")


def _properties(row: Row) -> tuple[str, ...]:
    if row["what"].startswith("event"):
        return ("event",)
    return WHAT.get(row["what"]) or (vocabulary("properties").find(row["what"]) or "other",)


def _matches(row: Row, one: Suggestion, reading: Reading) -> bool:
    if one.property not in _properties(row):
        return False
    subjects = {subject.key: subject for subject in reading.subjects}
    if one.property == "relation":
        persons = {one.subject: row["said_by"], one.value: row["about"]}
        same = all(_same_person(name, (subjects[key].label, *subjects[key].others)) for key, name in persons.items())
        return same and vocabulary("relations").find(row["value"]) == one.qualifiers["relation"]
    subject = subjects[one.subject]
    if row["about_kind"] == "person":
        if subject.kind != "person" or not _same_person(row["about"], (subject.label, *subject.others)):
            return False
    elif subject.kind not in THINGS:
        return False
    return _same_value(row, one) and _may_be_then(row["when"], one.when, reading.language)


def _same_person(name: str, others: tuple[str, ...]) -> bool:
    wanted = {fold(word) for word in name.split()}
    return any(wanted <= {fold(word) for word in other.split()} for other in others)


def _same_value(row: Row, one: Suggestion) -> bool:
    if one.property == "event":
        found = read_value("event", row["what"].partition(": ")[2], "en").value
        return one.value in (found, "sent_to_camp" if "camp" in row["what"] else found)
    if one.property == "number_held":
        low, high = find_quantity(row["value"]), find_quantity(one.value)
        return low is not None and high is not None and _alike(low.high or low.low, high.high or high.low)
    if one.property in ("status", "ethnicity", "nationality", "birthplace"):
        return read_value(one.property, row["value"], "en").value == read_value(one.property, one.value, "en").value
    words = {word[:6] for word in re.findall(r"\w+", row["value"].casefold()) if len(word) >= LEAST_WORD}
    if one.property.startswith("reason"):
        words |= {one.value} if one.value in _reasons_in(row["value"]) else set()
    text = f"{one.value} {one.as_said}".casefold()
    return bool(words) and sum(word in text for word in words) >= max(1, SHARE * len(words))


def _reasons_in(text: str) -> set[str]:
    from tizim.intake.suggesting.reasons import find_reasons

    return set(find_reasons(text, "en"))


def _alike(one: int | None, other: int | None) -> bool:
    """The numbers told, "about" and "up to" apart."""
    return bool(one and other) and max(one, other) <= NEAR * min(one, other)


def _may_be_then(row: str, given: str, language: str) -> bool:
    found = find_date(given, language) if given else None
    if not row or found is None:
        return True
    try:
        wanted = from_edtf(row)
    except BadInput:
        wanted = find_date(row, "en") or found
    return overlaps(wanted, found) is not False


def bench_labelled(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    print(table([scores(row, read(row["text"], row["language"])) for row in rows]))


SENTENCES = (
    "Tolqyn Demesin, a 45-year-old herder from Ghulja, was detained in October 2017 and sent to a re-education camp.",
    "His wife, Aigul Demesin, told the Harbour Post that he was sentenced to nine years in prison for praying.",
    "The authorities call the camps vocational training centres, and about 6,000 people were held in the same camp.",
    "Nobody in the village could say where the lorries went, and the shops by the bridge stayed shut all winter.",
)
HOSTILE = {
    "one letter": "a",
    "capitals": "Aigul ",
    "brackets": "(",
    "quotation marks": "“",
    "years": "2017 ",
    "surrogates": "\ud800\udfff\u202e\u2066",
    "Chinese": "被抓走艾山·吐尔逊的父亲",
    "Uyghur": "دادىسى ئەخمەت تۇرسۇننى تۇتۇپ كەتتى ",
}
SIZES = (50_000, 100_000)


def bench_speed() -> None:
    words, text = 0, []
    while words < 10_000:  # noqa: PLR2004
        text.append(SENTENCES[len(text) % len(SENTENCES)])
        words += len(text[-1].split())
    read("warm up")
    begun = time.process_time()
    found = read(" ".join(text))
    print(f"10,000 words: {time.process_time() - begun:.2f} s of a processor, {len(found.statements)} suggestions")
    for name, unit in HOSTILE.items():
        for size in SIZES:
            begun = time.process_time()
            suggest((unit * (size // len(unit) + 1))[:size])
            print(f"{name:16} {size:9,d} signs  {time.process_time() - begun:6.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", type=Path, metavar="FOLDER")
    parser.add_argument("--labelled", type=Path, metavar="FILE")
    parser.add_argument("--speed", action="store_true")
    given = parser.parse_args()
    if given.real:
        bench_real(given.real)
    if given.labelled:
        bench_labelled(given.labelled)
    if given.speed:
        bench_speed()


if __name__ == "__main__":
    main()
