"""The queues: what waits, two side by side, judging, signing, taking back, deciding who copied whom."""

import re

import pytest

from tizim import pipeline
from tizim.actions.judgements import judge, record_derivation
from tizim.db import copies, models, queries
from world import account, mention_of, said, take_in, who

pytest_plugins = ["at_the_desk"]
STORY = (
    "The grey van stood in our lane every night until the snow, and nobody opened the door to it. In the morning the "
    "baker and both of his sons were gone from their house, and the oven was still warm when we dared to look inside."
)


@pytest.fixture
def pair(archive):
    """Two accounts of what may be one man; gives their page."""
    take_in(
        archive,
        account("Tolqyn Demesin", said("birth", "1980"), said("event", "detained", when="2017-10", as_said="taken")),
        account("Tolqyn Demesin", said("birth", "1980"), said("profession", "baker")),
    )
    pipeline.refresh(who("Leila"))
    return f"/proposals/{mention_of(1)}/{mention_of(2)}"


def judged() -> list[models.Judgement]:
    return list(models.Judgement.objects.order_by("id"))


def test_the_queue_leads_to_the_pair_and_the_pair_shows_both_sides(pair, read):
    queue = read("Leila", "/proposals")
    assert pair in queue and "% by the reasons" in queue
    page = read("Leila", pair)
    assert page.count("1980") >= 2 and "baker" in page and "not said" in page and "Your judgement" in page
    assert "What speaks for it and against it" in page


def test_a_judgement_is_written_with_its_reason_and_leads_on(pair, sit):
    answer = sit("Leila").post(pair, {"verdict": "same", "reason": "the same village and year"})
    assert (answer.status_code, answer["Location"]) == (303, "/proposals")
    assert [(row.verdict, row.reason, row.recorded_by) for row in judged()] == [
        ("same", "the same village and year", "Leila")
    ]
    clusters = queries.clusters(who("Leila"))
    assert clusters[mention_of(1)] == clusters[mention_of(2)]


def test_what_was_written_is_said_once(pair, sit):
    client = sit("Leila")
    client.post(pair, {"verdict": "undecided", "reason": "too little"})
    first, second = (client.get("/proposals").content.decode() for _time in range(2))
    assert "Written down." in first and "Written down." not in second


@pytest.mark.parametrize("given", [{"verdict": "same", "reason": "  "}, {"verdict": "maybe", "reason": "x"}, {}])
def test_a_judgement_without_reason_or_verdict_is_not_written_and_nothing_typed_is_lost(pair, sit, given):
    answer = sit("Leila").post(pair, {"reason": "", **given})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'role="alert"' in page and not judged()
    assert f">\n{given.get('reason', '')}</textarea>" in page


def test_who_may_not_judge_sees_no_button_and_is_refused(pair, sit, read):
    for name in ("Marat", "Axel"):
        assert "Your judgement" not in read(name, pair)
        assert sit(name).post(pair, {"verdict": "same", "reason": "x"}).status_code == 403
    assert not judged()


def test_a_reader_of_another_compartment_finds_no_such_pair(pair, sit):
    for ask in (sit("Olga").get, lambda path: sit("Olga").post(path, {"verdict": "same", "reason": "x"})):
        answer = ask(pair)
        assert answer.status_code == 404 and "Tolqyn" not in answer.content.decode()
    assert not judged() and "Tolqyn" not in sit("Olga").get("/proposals").content.decode()


def test_the_second_person_signs_from_the_page_and_the_first_cannot(pair, sit, read):
    first = judge(by=who("Leila"), mention_a=mention_of(1), mention_b=mention_of(2), verdict="same", reason="x")
    pipeline.refresh_judged(who("Leila"))
    assert "Sign as the second person" not in read("Leila", pair)
    assert f"/judgements/{first.id}/sign" in read("Tomas", pair)
    assert "Waits for a second person" in read("Tomas", "/proposals")
    sit("Leila").post(f"/judgements/{first.id}/sign", {"reason": "x", "back": pair})
    assert len(judged()) == 1
    client = sit("Tomas")
    answer = client.post(f"/judgements/{first.id}/sign", {"reason": "I read both", "back": pair})
    assert answer["Location"] == pair and judged()[-1].seconds_id == first.id
    assert "A public page changes with the next release." in client.get(pair).content.decode()


def test_taking_back_needs_a_reason_and_ends_the_judgement(pair, sit):
    row = judge(by=who("Leila"), mention_a=mention_of(1), mention_b=mention_of(2), verdict="same", reason="x")
    client = sit("Tomas")
    client.post(f"/judgements/{row.id}/back", {"reason": "", "back": pair})
    assert len(judged()) == 1 and "needs a reason" in client.get(pair).content.decode()
    client.post(f"/judgements/{row.id}/back", {"reason": "another father", "back": "//elsewhere.example"})
    assert judged()[-1].undoes_id == row.id
    assert "another father" in client.get(pair).content.decode()


def test_a_reviewer_walks_from_pair_to_pair(archive, sit):
    take_in(archive, *(account("Tolqyn Demesin", said("birth", "1980"), external_id=one) for one in "abc"))
    pipeline.refresh(who("Leila"))
    client, at = (
        sit("Leila"),
        re.search(r'href="(/proposals/\w+/\w+)"', sit("Leila").get("/proposals").content.decode()),
    )
    steps, here = 0, at[1]
    while here != "/proposals" and steps < 9:
        here = client.post(here, {"verdict": "different", "reason": "three men"})["Location"]
        steps += 1
    assert here == "/proposals" and steps == len(judged()) == 3
    assert "Nothing waits for you here." in client.get(here).content.decode()


@pytest.fixture
def copied(archive):
    take_in(
        archive,
        account("Tolqyn", text=STORY, published_on="2018-02-01", publication="The Wire"),
        account("Tolqyn", text=STORY, published_on="2018-03-01", publication="Herald"),
    )
    pipeline.refresh(who("Leila"))


GIVEN = {"derived": "2", "source": "1", "kind": "repost", "reason": "word for word"}


def decided() -> list[tuple[str, int, int]]:
    rows = models.Derivation.objects.order_by("id").select_related("derived", "source")
    return [(row.kind, row.derived.number, row.source.number) for row in rows]


def test_a_copy_is_decided_on_its_page(copied, sit):
    client = sit("Leila")
    assert 'name="reason"' in client.get("/derivations").content.decode()
    assert client.post("/derivations", GIVEN).status_code == 303
    client.post("/derivations?all=1", {**GIVEN, "turned": "1"})
    assert decided() == [("repost", 2, 1), ("repost", 1, 2)]


def test_a_decision_without_reason_keeps_what_was_chosen(copied, sit):
    answer = sit("Leila").post("/derivations", {**GIVEN, "kind": "same_teller", "reason": ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="same_teller" dir="auto" selected' in page and decided() == []


def test_who_sees_only_one_side_decides_nothing(copied, sit):
    assert sit("Olga").post("/derivations", GIVEN).status_code == 422
    assert sit("Petra").post("/derivations", GIVEN).status_code == 403
    assert decided() == []


def test_a_decision_is_taken_back_with_a_reason(copied, sit):
    row = record_derivation(by=who("Leila"), derived="A-2", source="A-1", kind="independent", reason="x")
    client = sit("Leila")
    assert row.id in client.get("/derivations?all=1").content.decode()
    client.post("/derivations/back", {"decision": row.id, "reason": ""})
    assert [one.held is not None for one in copies.pairs(who("Leila"), decided=True)] == [True]
    client.post("/derivations/back", {"decision": row.id, "reason": "I mixed them up"})
    assert [one.held for one in copies.pairs(who("Leila"), decided=True)] == [None]
