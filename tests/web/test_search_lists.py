"""The lists: everybody once, in order, whatever the size of a page and whoever reads; a page reads no more than it."""

import os

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tizim import pipeline
from tizim.actions.judgements import judge
from tizim.db import directory, listing, queries
from tizim.web.search import lists
from world import account, mention_of, take_in, who

pytest_plugins = ["at_the_desk"]
NAMES = ("Bota Seyit", "Ayshe Nurlan", "托勒肯", "تولقىن", "Тоқта", "Bota Seyit", "Zeynep Omar")


@pytest.fixture
def filled(archive):
    """Seven people, two of them joined across the order of names; one in another compartment."""
    numbers = take_in(archive, *(account(name) for name in NAMES)).numbers
    take_in(archive, account("Canary Elsewhere", compartment="elsewhere"), by="Olga")
    same = {"verdict": "same", "reason": "his own words"}
    judge(by=who("Leila"), mention_a=mention_of(numbers[0]), mention_b=mention_of(numbers[6]), **same)
    pipeline.refresh(who("Ines"))
    return numbers


def paged(reader, size, kinds=("person",)):
    found, after = [], ""
    while True:
        leaf = directory.leaf(reader, kinds, size, after=after)
        found += leaf.rows
        if not leaf.after:
            return found
        after = leaf.rows[-1].id


@pytest.mark.parametrize("name", ["Leila", "Olga", "Ines"])
@pytest.mark.parametrize("size", [1, 2, 100])
def test_everybody_stands_once_in_the_order_of_their_names(filled, name, size):
    reader = who(name)
    called = listing.seen_as(reader)
    whole = {
        called.get(one, one): (set(names), tuple(numbers))
        for one, (names, numbers) in queries.listed(reader, ("person",)).items()
    }
    rows = paged(reader, size)
    assert {row.id: (set(row.names), row.numbers) for row in rows} == whole
    assert len(rows) == len(whole)
    assert [row.names[0] for row in rows] == sorted(row.names[0] for row in rows)


def test_the_way_back_shows_the_same_pages(filled):
    rows = [row.id for row in paged(who("Leila"), 100)]
    leaf = directory.leaf(who("Leila"), ("person",), 2, before=rows[4])
    assert [row.id for row in leaf.rows] == rows[2:4] and leaf.before and leaf.after
    leaf = directory.leaf(who("Leila"), ("person",), 2, before=rows[1])
    assert [row.id for row in leaf.rows] == rows[:1] and not leaf.before


def test_whom_a_reader_may_not_see_is_no_place_to_begin_at(filled):
    hidden = queries.listed(who("Olga"), ("person",))
    for at in (*hidden, "0" * 26, "x"):
        assert directory.leaf(who("Leila"), ("person",), 2, after=at) == directory.leaf(who("Leila"), ("person",), 2)


def test_a_page_asks_as_many_questions_in_a_larger_archive(filled, archive):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as found:
            directory.leaf(who("Leila"), ("person",), 3)
        return len(found)

    few = asked()
    take_in(archive, *(account(f"Zz {n}") for n in range(30)))
    pipeline.refresh(who("Ines"))
    assert asked() == few


@pytest.mark.skipif(bool(os.environ.get("TIZIM_DATABASE_URL")), reason="how SQLite says that it uses an index")
def test_the_index_is_used(filled):
    with CaptureQueriesContext(connection) as found:
        directory.leaf(who("Leila"), ("person",), 3)
    first = next(row["sql"] for row in found if "SUBSTR" in row["sql"])
    with connection.cursor() as cursor:
        plan = str(cursor.execute("EXPLAIN QUERY PLAN " + first).fetchall())
    assert "mention_by_name" in plan and "TEMP B-TREE" not in plan


def test_pages_of_a_list_lead_on_and_back(filled, read, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    first = read("Leila", "/people")
    rows = [row.id for row in paged(who("Leila"), 100)]
    assert f'href="?after={rows[1]}"' in first and "before=" not in first
    second = read("Leila", f"/people?after={rows[1]}")
    assert f'href="?after={rows[3]}"' in second and f'href="?before={rows[2]}"' in second
    assert f'<span class="count">{len(rows)}</span>' in second
