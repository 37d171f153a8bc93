"""How long a search for a name takes among a million invented people, and how often it finds whom it should.

    python bench/find.py [PEOPLE] [--queries N] [--postgres] [--no-peers] [--json OUT]

PEOPLE are those of `bench/people` (1,000,000 if not said): each has an account, a mention and what is told of birth,
sex and county in an encrypted workspace. A second telling of the same person, in any system of writing and with its
own slips, is what is looked for. Each kind of question is asked N times (60 if not said) with everything warm.

Printed: rows and time of the index, its size in the database; for each kind of question wall clock and server CPU
(this process, and on PostgreSQL also its backend): median and 95th percentile; how often one of the first ten rows
bears the name that was meant ("named"), and how often the person is among those ten ("seen"); for nobody, how often
nothing is found. Peers in the same run, on the same names in memory: `rapidfuzz` WRatio over all of them, and SQLite's
full-text index of trigrams.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

SHOWN = 10
CHUNK = 2000
TOLD_AGAIN = 0.03  # share of the people of whom another telling is made, to ask by
PEER_QUERIES = 12
NOBODY = (
    "Zhwxqvo Prtlkmuz", "Qwrtzpl Xvbnmks Grfdtz", "Ббббыщъ Вввжжщ", "Hrvoje Przybyszewski", "Kjartansdóttir Þórbjörg",
    "Mgwezilo Ndlovu Tshabalala", "Vasquez Etxeberria", "ژژژپپپ ۋۋۋپپپ", "Wojciechowski Grzegorz", "ffff gggg pppp",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What is asked, and who is meant: a person and their name as it truly is ("" for nobody)."""

    text: str
    person: str = ""
    true_name: str = ""
    filters: dict = field(default_factory=dict)


def tellings(people: int) -> tuple[list, list[tuple]]:
    """The first telling of each person; and (told, told again) of some, from which questions are made."""
    from people import generate

    first: dict[str, object] = {}
    again = []
    for told in generate(people, 1, mentions=(("1", 1 - TOLD_AGAIN), ("2", TOLD_AGAIN))):
        if told.person_id in first:
            again.append((first[told.person_id], told))
        else:
            first[told.person_id] = told
    return list(first.values()), again


def statements_of(told) -> list[tuple[str, str, str]]:
    """(property, value, place)"""
    rows = [("name", name, "") for name in (told.name, *told.other_names)]
    rows += [("birth", told.born, "")] if told.born else []
    rows += [("sex", told.sex, "")] if told.sex else []
    return rows + ([("residence", "", told.county)] if told.county else [])


def write_facts(people: list) -> None:
    """An account, a mention and statements for each, as plain rows: this is not what is measured."""
    from django.db import transaction

    from tizim.db import models

    source = models.Source.objects.create(code="S-1", kind="other", recorded_by="bench")
    for start in range(0, len(people), 10 * CHUNK):
        accounts, mentions, stated = [], [], []
        for number, told in enumerate(people[start : start + 10 * CHUNK], start + 1):
            account_id = told.mention_id.replace("m", "a", 1)
            accounts.append({"id": account_id, "number": number})
            mentions.append({"id": told.mention_id, "account_id": account_id, "label": told.name})
            for at, (property_, value, place) in enumerate(statements_of(told)):
                stated.append({"id": f"{told.mention_id}s{at}", "account_id": account_id, "mention_id": told.mention_id,
                               "property": property_, "value": value, "place": place})  # fmt: skip
        with transaction.atomic():
            insert_like(models.Account(kind="other", source=source, content_sha256="x"), accounts)
            insert_like(models.Mention(key="p1", kind="person"), mentions)
            insert_like(models.Statement(), stated)


def insert_like(pattern, rows: list[dict]) -> None:
    """Rows that are as `pattern` but for what they say themselves."""
    from django.db import connection

    from tizim.db.bulk import insert_values

    fields = pattern._meta.concrete_fields
    same = {field.attname: field.get_db_prep_save(getattr(pattern, field.attname), connection) for field in fields}
    columns = [field.column for field in fields]
    insert_values(type(pattern), columns, [list({**same, **row}.values()) for row in rows])


def findables(people: list) -> Iterator:
    """What each is found by, as `tizim rebuild` makes it."""
    from tizim import deriving
    from tizim.core.values import Account, Facts, Mention, Statement

    for start in range(0, len(people), CHUNK):
        some = people[start : start + CHUNK]
        accounts = tuple(Account(told.account_id, 0, "other", "S") for told in some)
        mentions = tuple(Mention(told.mention_id, told.account_id, "person", told.name) for told in some)
        statements = tuple(
            Statement(f"{told.mention_id}s{at}", told.account_id, told.mention_id, property_, value, place=place)
            for told in some
            for at, (property_, value, place) in enumerate(statements_of(told))
        )
        yield from deriving.findables(Facts(accounts=accounts, mentions=mentions, statements=statements))


def questions(kept: list[tuple], count: int) -> dict[str, list[Question]]:
    """Kinds of question, each asked `count` times."""
    chance = random.Random(3)
    some = chance.sample(kept, min(len(kept), 20 * count))
    longer = [
        (told, again) for told, again in some if len(told.name.split()) > 1 and told.system not in ("zh", "pinyin")
    ]
    other = [(told, again) for told, again in some if again.system[:2] != told.system[:2]]
    known = [(told, again) for told, again in longer if told.born[:4].isdigit() and told.county]
    made = {
        "as it is written": [ask(told.name, told) for told, _again in some],
        "told again, another script": [ask(again.name, told) for told, again in other],
        "a slip of the pen": [ask(misspelt(chance, told.name), told) for told, _again in longer],
        "words turned round": [ask(" ".join(told.name.split()[::-1]), told) for told, _again in longer],
        "one word": [ask(told.name.split()[0], told) for told, _again in longer],
        "one word, years": [ask(told.name.split()[0], told, born=years(told)) for told, _again in known],
        "one word, years, county, sex": [
            ask(told.name.split()[0], told, born=years(told), county=told.county, sex=told.sex)
            for told, _again in known
        ],
        "told again, years": [ask(again.name, told, born=years(told)) for told, again in known],
        "the commonest word, county": [ask(common, told, county=told.county) for common, told in commonest(known)],
        "nobody": [Question(NOBODY[at % len(NOBODY)]) for at in range(count)],
    }
    return {kind: rows[:count] for kind, rows in made.items()}


def ask(text: str, told, **filters: str) -> Question:
    return Question(text, told.person_id, told.true_name, filters)


def years(told) -> str:
    return f"{int(told.born[:4]) - 1}-{int(told.born[:4]) + 1}"


def commonest(known: list[tuple]) -> list[tuple]:
    from collections import Counter

    words = Counter(told.name.split()[0] for told, _again in known)
    common = {word for word, _n in words.most_common(5)}
    return [(told.name.split()[0], told) for told, _again in known if told.name.split()[0] in common]


def misspelt(chance: random.Random, name: str) -> str:
    """One letter left out, doubled, or exchanged with its neighbour, anywhere but at the beginning."""
    places = [at for at in range(1, len(name) - 1) if name[at].isalpha() and name[at + 1].isalpha()]
    at, kind = chance.choice(places), chance.randrange(3)
    return name[:at] + (name[at + 1 :], name[at] + name[at:], name[at + 1] + name[at] + name[at + 2 :])[kind]


def cpu(backend: int) -> float:
    """Seconds of CPU of this process, and of the database's for us if it has one."""
    own = time.process_time()
    if not backend:
        return own
    fields = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(rows: list[Question], answer: Callable[[Question], list[tuple[str, str]]], backend: int = 0) -> dict:
    """Times and hits of one kind. `answer` gives (person, true name) of what it found, best first."""
    for row in rows[:5]:
        answer(row)
    walls, named, seen, began_cpu, each = [], 0, 0, cpu(backend), []
    for row in rows:
        began, before = time.perf_counter(), cpu(0)
        found = answer(row)
        walls.append(time.perf_counter() - began)
        each.append(cpu(0) - before)
        named += any(true == row.true_name for _person, true in found[:SHOWN]) if row.person else not found
        seen += any(person == row.person for person, _true in found) if row.person else not found
    total = (cpu(backend) - began_cpu) / len(rows)
    return {
        "n": len(rows), "p50": milli(statistics.median(walls)), "p95": milli(percentile(walls)),
        "cpu": milli(total), "cpu95": milli(percentile(each)),
        "named": round(named / len(rows), 2), "seen": round(seen / len(rows), 2),
    }  # fmt: skip


def percentile(found: list[float]) -> float:
    return sorted(found)[min(len(found) - 1, int(0.95 * len(found)))]


def milli(seconds: float) -> float:
    return round(seconds * 1000, 1)


def show(name: str, figures: dict) -> None:
    columns = "  ".join(f"{key} {value:>7}" for key, value in figures.items() if key != "n")
    print(f"{name:32} {columns}", flush=True)


def our_answer(reader, people_of: dict[str, tuple[str, str]]) -> Callable[[Question], list[tuple[str, str]]]:
    from tizim import lookup

    def answer(row: Question) -> list[tuple[str, str]]:
        filters = lookup.read_filters(**row.filters)
        found = lookup.find(reader, row.text, kinds=("person",), filters=filters, limit=SHOWN)
        return [people_of[match.id] for match in found]

    return answer


def peers(people: list, asked: dict[str, list[Question]]) -> dict[str, dict]:
    """The same questions without filters, on all names in memory."""
    from rapidfuzz import fuzz, process

    found: dict[str, dict] = {}
    told = [(row.name, row.person_id, row.true_name) for row in people]
    texts = [name for name, _person, _true in told]
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5(name, tokenize='trigram')")
    index.executemany("INSERT INTO t(rowid, name) VALUES (?, ?)", enumerate(texts))

    def scan(row: Question) -> list[tuple[str, str]]:
        best = process.extract(row.text, texts, scorer=fuzz.WRatio, limit=SHOWN, score_cutoff=85)
        return [told[at][1:] for _text, _score, at in best]

    def trigrams(row: Question) -> list[tuple[str, str]]:
        grams = {row.text[at : at + 3].replace('"', "") for at in range(len(row.text) - 2)}
        query = " OR ".join(f'"{gram}"' for gram in grams if len(gram) == 3)
        if not query:
            return []
        rows = index.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?", (query, SHOWN))
        return [told[at][1:] for (at,) in rows]

    for name, answer in (("rapidfuzz WRatio over all", scan), ("FTS5 trigrams", trigrams)):
        for kind, rows in asked.items():
            if not any(row.filters for row in rows):
                found[f"{name}: {kind}"] = measure(rows[:PEER_QUERIES], answer)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    if given.postgres and "TIZIM_DATABASE_URL" not in os.environ:
        import runpy

        server = runpy.run_path(str(HERE.parent / "tests" / "run.py"))
        with server["Postgres"](server["find_postgres"]()) as url:
            os.environ["TIZIM_DATABASE_URL"] = url
            run(given)
    else:
        run(given)


def run(given: argparse.Namespace) -> None:
    from tizim import db

    db.start()
    from django.db import connection

    from tizim.actions.workspaces import create_workspace, open_session
    from tizim.policies import Actor
    from tizim.vault import workspace as folders

    with tempfile.TemporaryDirectory() as home:
        folder, _shares = create_workspace(
            path=Path(home) / "w", passphrase="four plain words here", first_member="Ines"
        )
        with open_session(path=Path(home) / "w", key=folders.unlock(folder, "four plain words here"), writing=True):
            figures = build_and_ask(given, connection, Actor("Ines", frozenset({"researcher"}), frozenset({"*"})))
            connection.close()
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False), "utf-8")


def build_and_ask(given: argparse.Namespace, connection, reader) -> dict:
    from tizim.actions import search_index

    people, again = tellings(given.people)
    began = time.perf_counter()
    write_facts(people)
    took, facts = time.perf_counter() - began, size(connection)
    print(f"{given.people:,} people on {connection.vendor}: facts {took:.0f} s, {facts / 2**20:.0f} MiB", flush=True)
    began, before, memory = time.perf_counter(), time.process_time(), peak()
    search_index.replace_all(rows=findables(people))
    wall, used = time.perf_counter() - began, time.process_time() - before
    built = {"wall_s": round(wall), "cpu_s": round(used), "mib": round((size(connection) - facts) / 2**20),
             "rows": rows_of(), "memory_mib": peak() - memory}  # fmt: skip
    print("index:", ", ".join(f"{key} {value}" for key, value in built.items()), flush=True)
    backend = 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
            cursor.execute("SELECT pg_backend_pid()")
            backend = cursor.fetchone()[0]
        elif connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    asked = questions(again, given.queries)
    people_of = {told.mention_id: (told.person_id, told.true_name) for told in people}
    found: dict[str, dict] = {}
    for kind, rows in asked.items():
        found[kind] = measure(rows, our_answer(reader, people_of), backend)
        show(kind, found[kind])
    together = measure([row for rows in zip(*asked.values(), strict=False) for row in rows],
                       our_answer(reader, people_of), backend)  # fmt: skip
    show("all kinds together", together)
    beside = {} if given.no_peers else peers(people, asked)
    for kind, row in beside.items():
        show(kind, row)
    return {"people": given.people, "index": built, "find": {**found, "all": together}, "peers": beside}


def peak() -> int:
    """Most memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def rows_of() -> dict[str, int]:
    from tizim.db import models

    return {model.__name__: model.objects.count() for model in (models.SearchName, models.SearchBearer, models.NameKey)}


def size(connection) -> int:
    """Bytes of the whole database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]
        cursor.execute("PRAGMA page_count")
        pages = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA page_size")
        return pages * int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
