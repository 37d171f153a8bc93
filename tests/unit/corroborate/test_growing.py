"""One document after the other, or all at once: the links, the shelves and what stands are the same."""

import importlib
import random

import pytest

from tizim.corroborate import edges as all_at_once
from tizim.corroborate.comparing import Document
from tizim.corroborate.edges import find_reuse
from tizim.corroborate.growing import Kept
from tizim.corroborate.postings import KEPT, Postings


def invented(count: int, seed: int) -> list[dict[str, str]]:
    """Texts of invented words with copies, trimmed copies, texts from two sources, quotations, forms and frames."""
    chance = random.Random(seed)
    words = [f"w{number:x}" for number in range(2_000)]

    def told(length: int) -> str:
        return " ".join(chance.choices(words, k=length))

    frames, quoted = [told(40) for _ in range(2)], told(60)
    form = [told(15) + "?" for _ in range(6)]
    found: list[dict[str, str]] = []
    for at in range(count):
        text, turn = told(chance.choice((60, 110, 160))), chance.random()
        if found and turn < 0.4:
            text = _drawn_from(chance, [row["text"].split() for row in found[-40:]], told)
        elif turn < 0.5:
            text = f"{text[:200]}. {quoted}. {text[200:]}"
        elif turn < 0.6:
            text = "\n\n".join(f"{question} {told(20)}" for question in form)
        if chance.random() < 0.3:
            text = f"{chance.choice(frames)}.\n\n{text}"
        date = f"2018-{chance.randrange(1, 13):02}" if chance.random() < 0.7 else ""
        found.append({"id": f"d{at:04}", "text": text, "published": date})
    return found


def _drawn_from(chance, texts, told) -> str:
    one, other, turn = chance.choice(texts), chance.choice(texts), chance.random()
    at = chance.randrange(len(one) // 2)
    if turn < 0.3:
        return " ".join(one[at : at + 90])
    if turn < 0.5:
        return " ".join(one) + " " + told(30)
    return " ".join(one if turn < 0.8 else one[:50] + other[:70])


def one_by_one(rows) -> tuple[Kept, int]:
    kept = Kept()
    compared = [kept.take(Document(at, row["id"], row["text"], row["published"])).compared
                for at, row in enumerate(rows)]  # fmt: skip
    return kept, sum(compared)


def in_order(links):
    return sorted(links, key=lambda link: (link["derived"], link["source"]))


@pytest.mark.parametrize(("count", "seed"), [(90, 0), (90, 1), (90, 2), (90, 3), (40, 20)])
def test_one_by_one_or_at_once_the_links_are_the_same(count, seed):
    rows = invented(count, seed)
    kept, _compared = one_by_one(rows)
    every = kept.links_from(kept.links)
    found = find_reuse(rows)
    assert found.edges and found.further
    for name in ("edges", "ringed", "further"):
        assert in_order(getattr(every, name)) == in_order(getattr(found, name)), name
    assert kept.postings.shelves == Postings.of(found.printed).shelves


def test_the_invented_texts_have_all_that_makes_it_hard():
    """So that the test above does not pass because nothing happens: rings, frames found late, pairs compared again."""
    rings, again = 0, 0
    for seed in range(4):
        rows = invented(90, seed)
        found = find_reuse(rows)
        rings += len(found.ringed)
        again += one_by_one(rows)[1] - found.compared
    assert rings > 0
    assert again > 0


def test_many_documents_are_compared_by_other_processes_with_the_same_outcome(monkeypatch):
    rows = invented(120, 9)
    here = all_at_once(rows)
    monkeypatch.setattr(importlib.import_module("tizim.corroborate.edges"), "MANY", 100)
    steps: list[tuple[str, int, int]] = []
    there = find_reuse(rows, progress=lambda *step: steps.append(step))
    assert there.edges == here
    assert ("texts", 120, 120) in steps and ("pairs", there.compared, there.compared) in steps


def test_a_shelf_keeps_the_first_documents_whether_they_come_one_by_one_or_at_once():
    printed = [[7, 7 << 40, number] for number in range(3 * KEPT)]
    shelves = Postings()
    for number, marks in enumerate(printed):
        shelves.add(number, marks)
    assert shelves.holders([7])[7] == tuple(range(KEPT))
    assert Postings.of(printed).shelves == shelves.shelves
    assert Postings.of(printed).shared() == {mark: tuple(range(KEPT)) for mark in (7, 7 << 40)}


def test_neighbours_on_a_shelf_are_not_taken_for_holders():
    shelves = Postings.of([[1 << 20], [(1 << 20) + 1], [(1 << 20) - 1]])
    assert shelves.holders([1 << 20, (1 << 20) + 2]) == {1 << 20: (0,)}
