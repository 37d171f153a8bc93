"""Linking in bulk: what it finds among people of known truth, what it never proposes, and that levels are the same."""

from __future__ import annotations

import itertools
import random
import sys
from pathlib import Path

import pytest

from tizim.bulk.engines import DuckDB
from tizim.core.errors import BadInput
from tizim.resolve.bulk import model
from tizim.resolve.bulk.encoding import encode
from tizim.resolve.bulk.grouping import group
from tizim.resolve.bulk.linking import NAME_ALONE, link
from tizim.resolve.bulk.training import Model
from tizim.resolve.features import Born, MentionFeatures
from tizim.resolve.levels import FIELD_OF, FIELDS, compare_levels

sys.path.insert(0, str(Path(__file__).parents[3] / "bench"))

from linking import features, stream  # noqa: E402
from people import twin_pairs  # noqa: E402

MENTIONS = 1_500
LEARNED = Model(model.shares(), 1 / 3000, pairs=10_000)


def mention(number: int, name: str = "Толқын Демесін", *, account: str = "", **facts) -> MentionFeatures:
    return MentionFeatures(f"m{number}", account or f"a{number}", "person", (name,), **facts)


@pytest.fixture(scope="module")
def told():
    return list(stream(MENTIONS, "full"))


@pytest.fixture(scope="module")
def linked(told):
    return link(map(features, told))


def test_most_of_what_is_planted_is_found_and_hardly_anything_else(told, linked):
    person = {one.mention_id: one.person_id for one in told}
    true = {
        frozenset(pair)
        for _, them in itertools.groupby(sorted(person, key=person.__getitem__), person.__getitem__)
        for pair in itertools.combinations(them, 2)
    }
    members = {head: [m for m, other in linked.groups.items() if other == head] for head in linked.groups.values()}
    found = {frozenset(pair) for them in members.values() for pair in itertools.combinations(them, 2)}
    precision, recall = len(found & true) / len(found), len(found & true) / len(true)
    print(f"precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= 0.98
    assert recall >= 0.8


def test_the_order_of_the_mentions_changes_no_group(told, linked):
    shuffled = list(told)
    random.Random(7).shuffle(shuffled)
    again = link(map(features, shuffled), known=linked.model)
    assert partition(again.groups) == partition(linked.groups)


def partition(groups: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(m for m, other in groups.items() if other == head) for head in groups.values()}


def test_planted_twins_stay_undecided_without_a_second_fact():
    pairs = [(one, other) for one, other, kind in twin_pairs(400, 5) if kind != "father"]
    found = link(features(told) for pair in pairs for told in pair)
    twins = {frozenset((one.mention_id, other.mention_id)) for one, other in pairs}
    proposed = [pair for pair in found.pairs if {pair.one, pair.other} in twins]
    assert proposed
    assert max(pair.probability for pair in proposed) <= NAME_ALONE
    assert not any(found.groups.get(a, a) == found.groups.get(b, b) for a, b in map(tuple, twins))


def test_two_people_whom_one_account_names_are_no_pair():
    born = Born(1983, 1983, "1983-04-09")
    apart = [mention(1, account="a", born=born), mention(2, account="a", born=born)]
    assert link(apart).pairs == []
    [pair] = link([mention(1, born=born), mention(2, born=born)]).pairs
    assert pair.decided


def test_a_name_a_county_and_a_village_alone_are_never_more_than_undecided():
    facts = {"places": frozenset({"650102"}), "villages": frozenset({"Yengi"}), "sexes": frozenset({"male"})}
    found = link(mention(n, **facts) for n in range(2))
    assert all(not pair.decided and pair.probability <= NAME_ALONE for pair in found.pairs)
    assert found.groups == {}


def test_names_that_agree_in_another_order_agree():
    told = {"born": Born(1983, 1983, "1983-04-09"), "fathers": ("Ербол",), "places": frozenset({"650102"})}
    pair = [mention(1, **told), mention(2, "Демесін Толқын", **told), mention(3, "Қайрат Сәмет", **told)]
    [found, *_] = link(pair, known=LEARNED).pairs
    assert (found.one, found.other, found.decided) == ("m1", "m2", True)
    levels = compare_levels(pair[0], pair[1])
    assert levels[0] == "turned" == compare_levels(pair[1], pair[0])[0]
    assert compare_levels(pair[0], pair[2])[0] == "other"


def test_a_village_decides_once_it_is_known_how_common_villages_are():
    facts = {"places": frozenset({"650102"}), "villages": frozenset({"Yengi"}), "sexes": frozenset({"male"})}
    [pair] = link((mention(n, **facts) for n in range(2)), known=LEARNED).pairs
    assert pair.decided


def test_no_group_has_two_who_are_hardly_one_whoever_they_have_in_common():
    """The first and the last share a name, and nothing else that was told."""
    first = mention(1, born=Born(1983, 1983), sexes=frozenset({"male"}), id_numbers=frozenset({"x"}))
    between = mention(2, id_numbers=frozenset({"x", "y"}))
    last = mention(3, born=Born(1950, 1950), sexes=frozenset({"female"}), id_numbers=frozenset({"y"}))
    found = link([first, between, last], known=LEARNED)
    sure = {(pair.one, pair.other) for pair in found.pairs if pair.decided and pair.probability > 0.5}
    assert sure == {("m1", "m2"), ("m2", "m3")}
    assert sorted(found.groups) == ["m1", "m2"]


def test_a_group_never_chains_over_two_who_contradict_each_other():
    assert group(3, [(0, 1, 0.9), (1, 2, 0.8)]) == [0, 0, 0]
    assert group(3, [(0, 1, 0.9), (1, 2, 0.8)], [(0, 2)]) == [0, 0, 2]
    assert group(3, [(0, 1, 0.8), (1, 2, 0.9)], [(0, 2)]) == [0, 1, 1]


def test_groups_do_not_depend_on_the_order_of_pairs():
    chance = random.Random(3)
    pairs = [(a, b, round(chance.random(), 2)) for a, b in itertools.combinations(range(12), 2)]
    apart = [(a, b) for a, b in itertools.combinations(range(12), 2) if chance.random() < 0.2]
    expected = group(12, pairs, apart)
    for _turn in range(20):
        chance.shuffle(pairs)
        chance.shuffle(apart)
        assert group(12, pairs, apart) == expected


def told_in_every_way() -> list[MentionFeatures]:
    """Mentions that differ in births, places, sexes and the like, so that their pairs stand at every level."""
    births = [None, *(Born(first, last) for first, last in ((1980, 1980), (1981, 1981), (1978, 1979), (1960, 1985)))]
    births += [Born(1980, 1980, "1980-05-06"), Born(1984, 1985, loose=True), Born(1999, 1999)]
    places = [
        [],
        ["650102"],
        ["650103"],
        ["650100"],
        ["650000"],
        ["653101"],
        ["kz"],
        ["650102", "653101"],
        ["kz", "tr"],
    ]
    sexes = [[], ["male"], ["female"]]
    mentions = [mention(n, born=born) for n, born in enumerate(births)]
    mentions += [mention(100 + n, places=frozenset(some)) for n, some in enumerate(places)]
    mentions += [mention(200 + n, sexes=frozenset(some), ethnicities=frozenset(some)) for n, some in enumerate(sexes)]
    return mentions


@pytest.mark.parametrize("code", ["birth", "county", "sex", "ethnicity"])
def test_a_level_in_sql_is_the_level_of_one_pair(code):
    mentions = told_in_every_way()
    at = [field.code for field in FIELDS].index(code)
    conditions = model._conditions(FIELD_OF[code], DuckDB.overlap, "match_key")
    last = list(model.shares()[code])[-1]
    cases = " ".join(f"when {condition} then '{level}'" for level, condition in conditions.items())
    encoded = encode(mentions)
    names = encoded.mentions().column_names
    sides = ", ".join(f"{side}.{name} as {name}_{side}" for side in "lr" for name in names)
    with DuckDB() as engine:
        engine.put("mentions", encoded.mentions())
        rows = engine.database.execute(
            f"select unique_id_l, unique_id_r, case {cases} else '{last}' end from"
            f" (select {sides} from mentions l, mentions r)"
        ).fetchall()
    seen = set()
    for one, other, level in rows:
        expected = compare_levels(mentions[one], mentions[other])[at]
        assert level == expected, (mentions[one], mentions[other])
        seen.add(level)
    assert seen >= {"same", "other"} or code == "birth"


def test_what_does_not_fit_into_memory_ends_in_a_sentence(told):
    with pytest.raises(BadInput, match="memory"):
        link(map(features, told), memory_gib=0.02)
