"""The graph behind each count, on the page and in the data: what may be published of it, and all of that."""

from __future__ import annotations

import json
import re

import pytest
from sample import FULL, World, published

LABEL = "Asan Erkin"


def told(kinds="AB", **more) -> World:
    """One man in several accounts by sources of their own, each saying that he is in a camp."""
    w = World()
    for name in kinds:
        w.source(f"S{name}", more.get(f"kind{name}", "press"), public_name=more.get(f"name{name}", f"Paper {name}"))
        published_on = f"2018-09-0{'ABCDEFG'.index(name) + 1}"
        w.account(name, f"S{name}", FULL, kind="article", published_on=published_on, title=f"Story {name}")
        w.mention(f"m{name}", name, "person", LABEL)
        w.says(f"t{name}", name, f"m{name}", "status", "camp", how_known=more.get(f"knows{name}", "saw_it"))
    for other in kinds[1:]:
        w.same(f"m{kinds[0]}", f"m{other}")
    return w


def made_of(w: World, languages=("en",)):
    made = published(w.facts(), languages=languages)
    rows = [json.loads(line) for line in made["data/voices.jsonl"].splitlines()]
    return made, rows


def graph_on(made, language="en") -> str:
    (page,) = [data.decode() for path, data in made.items() if path.startswith(f"{language}/p/")]
    found = re.search(r'<details class="graph">.*?</details>', page, re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])).strip() if found else ""


def test_a_copy_stands_under_the_voice_it_goes_back_to_with_who_found_it():
    w = told()
    w.derived("B", "A", "repost", by="Leila", reason="canaryword")
    made, (row,) = made_of(w)
    assert graph_on(made) == (
        "Where it comes from Voice 1 A1 1 September 2018 speaks of what they saw "
        "A2 2 September 2018 repost decided by a reviewer A1"
    )
    assert row["voices"] == [{"accounts": [1, 2], "counts": True, "ends": [1], "joined": "", "state": "origin"}]
    assert [(step["account"], step["relation"], step["to"], step["source"]) for step in row["steps"]] == [
        (1, "origin", 0, 1),
        (2, "repost", 1, 0),
    ]
    assert not any(word in data for data in made.values() for word in (b"Leila", b"canaryword"))


def test_a_detected_copy_is_not_said_to_be_decided():
    w = told()
    w.derived("B", "A", "repost", certain=False)
    made, (row,) = made_of(w)
    assert "repost found by comparing the texts A1" in graph_on(made)
    assert json.loads(made["data/derivations.jsonl"])["decided"] is False and row["best"] == 1


def test_every_step_rests_on_published_statements_and_every_value_has_one_row():
    w = told("ABC")
    w.says("x", "A", "mA", "profession", "beekeeper")
    made, rows = made_of(w)
    known = {json.loads(line)["id"] for line in made["data/statements.jsonl"].splitlines()}
    assert {one for row in rows for one in row["statements"]} == known
    assert {one for row in rows for step in row["steps"] for one in step["statements"]} == known
    assert [(row["property"], row["items"], row["best"]) for row in rows] == [("profession", 1, 1), ("status", 3, 3)]


def test_circular_reporting_is_flagged_as_no_voice():
    w = told(knowsA="press", knowsB="press")
    w.derived("A", "B", "repost")
    w.derived("B", "A", "repost")
    made, (row,) = made_of(w)
    text = graph_on(made)
    assert "Circular: these only cite each other" in text and "Voice 1" not in text
    assert row["circular"] and [one["state"] for one in row["voices"]] == ["circular"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"nameA": "Lamp", "nameB": "Lamp"}, "Voice 1 the same name in public"),
        ({"knowsA": "official_statement", "knowsB": "official_statement"}, "Voice 1 they carry what one office said"),
        ({"knowsA": "leaked_document", "knowsB": "leaked_document"}, "Voice 1 they carry one document"),
        ({"knowsB": "rumour"}, "No certain voice A2 2 September 2018 a rumour, origin not known"),
    ],
)
def test_why_accounts_are_one_voice_or_none_is_said(more, words):
    w = told(**more)
    made = published(w.facts(), languages=("en",))
    assert any(words in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", data.decode())) for data in made.values())


def test_one_account_alone_says_how_it_speaks_and_unfolds_nothing():
    made, (row,) = made_of(told("A"))
    (page,) = [data.decode() for path, data in made.items() if path.startswith("en/p/")]
    assert graph_on(made) == "" and '<span class="why">speaks of what they saw</span>' in page
    assert len(row["steps"]) == 1


def test_a_chain_through_an_account_that_stays_inside_is_not_there():
    w = told("AB")
    apart = made_of(w)[0]
    w.account("H", "SA", {"keep": "yes", "count": "yes"})
    w.derived("B", "H", "repost", by="Leila")
    w.derived("H", "A", "repost", by="Leila")
    assert made_of(w)[0] == apart


def test_an_account_that_only_stands_in_the_graph_is_listed_with_the_others():
    w = told("AB")
    w.source("wire", "news_agency", public_name="Steppe Wire")
    w.account("C", "wire", FULL, kind="article", published_on="2018-08-01", title="The first")
    w.mention("mC", "C", "person", "Roza Kadir")
    w.says("tC", "C", "mC", "status", "camp")
    w.derived("A", "C", "repost", by="Leila")
    made, _rows = made_of(w)
    page = next(data.decode() for path, data in made.items() if path.startswith("en/p/") and LABEL in data.decode())
    assert 'href="#account-1"' in page and 'id="account-1"' in page and "The first" in page


def test_a_new_decision_about_a_copy_changes_the_page():
    w = told()
    before = json.loads(made_of(w)[0]["data/changes.json"])["pages"]
    w.derived("B", "A", "repost", by="Leila")
    after = json.loads(made_of(w)[0]["data/changes.json"])["pages"]
    assert before.keys() == after.keys() and before != after


@pytest.mark.parametrize("language", ["en", "kk", "ug", "ru", "zh"])
def test_the_graph_stands_in_every_language_without_a_script(language):
    w = told(knowsB="rumour")
    made = published(w.facts(), languages=(language,))
    (page,) = [data.decode() for path, data in made.items() if path.startswith(f"{language}/p/")]
    assert page.count('<details class="graph">') == 1 and "<script" not in page
    assert ("Where it comes from" in page) == (language == "en") == ("speaks of what they saw" in page)
    assert language == "en" or "Voice 1" not in page


def test_paper_shows_what_is_folded():
    css = published(told().facts(), languages=("en",))["static/site.css"].decode()
    assert "::details-content { content-visibility: visible" in css[css.index("@media print") :]
