"""Statements of one subject that cannot, or may not, both hold."""

import itertools

import pytest

from tizim.core.values import Statement
from tizim.corroborate import contradictions


def told(id_, property_, value, when="", **qualifiers):
    return Statement(id_, f"a{id_}", f"m{id_}", property_, value, valid_when=when, qualifiers=qualifiers)


def found(*statements):
    return [(one.statement_a, one.statement_b, one.certain) for one in contradictions(statements)]


CERTAIN = {
    "birth": [told("1", "birth", "1971"), told("2", "birth", "1973-05")],
    "sex": [told("1", "sex", "female"), told("2", "sex", "male")],
    "birthplace": [told("1", "birthplace", "654000"), told("2", "birthplace", "653200")],
    "two deaths": [told("1", "event", "died", "2018-03"), told("2", "event", "died", "2019")],
    "contact after death": [told("1", "event", "died", "2018-03"), told("2", "event", "last_contact", "2018-04-02")],
    "in a camp after death": [told("1", "event", "died", "2018-03"), told("2", "status", "camp", "2018-05")],
    "detained after death": [told("1", "status", "deceased", "2018-03"), told("2", "event", "detained", "2018-05")],
    "alive after being dead": [told("1", "status", "deceased", "2018-03"), told("2", "status", "camp", "2019")],
    "camp and free on one day": [
        told("1", "status", "camp", "2018-05-02"),
        told("2", "status", "released_free", "2018-05-02"),
    ],
    "sentence": [
        told("1", "event", "sentenced", "2018-05-02", sentence_years="7"),
        told("2", "event", "sentenced", "2018-05-02", sentence_years="12"),
    ],
    "numbers on one day": [
        told("1", "number_held", "5900..6100", "2018-05-02"),
        told("2", "number_held", "..400", "2018-05-02"),
    ],
}  # fmt: skip
POSSIBLE = {
    "camp and free in one year": [told("1", "status", "camp", "2018"), told("2", "status", "released_free", "2018")],
    "camp and free, undated": [told("1", "status", "camp"), told("2", "status", "released_free", "2018-05-02")],
    "sentence, undated": [
        told("1", "event", "sentenced", sentence_years="7"),
        told("2", "event", "sentenced", sentence_years="12"),
    ],
    "numbers, undated": [told("1", "number_held", "5900..6100"), told("2", "number_held", "..400")],
}
NONE = {
    "the same birth, less exact": [told("1", "birth", "1971"), told("2", "birth", "1971-05")],
    "released in spring, camp in winter": [
        told("1", "status", "camp", "2017-12"),
        told("2", "status", "released_free", "2018-05"),
    ],
    "county within prefecture": [told("1", "birthplace", "654021"), told("2", "birthplace", "654000")],
    "about a million and at least a million": [
        told("1", "number_held", "..1000000"),
        told("2", "number_held", "1000000.."),
    ],
    "died in the year of the last contact": [
        told("1", "event", "died", "2018"),
        told("2", "event", "last_contact", "2018-04"),
    ],
    "detained twice": [told("1", "event", "detained", "2016"), told("2", "event", "detained", "2018")],
    "death as event and as state": [told("1", "event", "died", "2018-03"), told("2", "status", "deceased", "2019")],
    "died some day, in a camp before": [told("1", "event", "died"), told("2", "status", "camp", "2018-05-02")],
    "no rule": [told("1", "profession", "baker"), told("2", "profession", "weaver")],
}


@pytest.mark.parametrize("name", CERTAIN)
def test_what_no_reading_of_the_dates_allows_is_certain(name):
    assert found(*CERTAIN[name]) == [("1", "2", True)]


@pytest.mark.parametrize("name", POSSIBLE)
def test_what_the_dates_leave_open_is_possible_only(name):
    assert found(*POSSIBLE[name]) == [("1", "2", False)]


@pytest.mark.parametrize("name", NONE)
def test_what_can_both_hold_is_no_contradiction(name):
    assert found(*NONE[name]) == []


def test_the_order_of_statements_changes_nothing():
    rows = [
        *CERTAIN["two deaths"],
        told("3", "status", "camp", "2020"),
        told("4", "sex", "male"),
        told("5", "sex", "female"),
    ]
    results = {tuple(contradictions(order)) for order in itertools.permutations(rows)}
    assert len(results) == 1 and len(next(iter(results))) == 4


def test_statements_that_read_the_same_are_shown_once_by_the_first():
    rows = [told(str(i), "sex", "female") for i in range(1, 6)] + [told(str(i), "sex", "male") for i in range(6, 9)]
    assert found(*rows) == [("1", "6", True)]


def test_every_rule_that_is_shown_is_one_of_the_data():
    from tizim.core.exclusions import rules

    codes = {rule.code for rule in rules()}
    assert {one.rule for rows in CERTAIN.values() for one in contradictions(rows)} <= codes


def held_at(id_, place, when="2018-05-02"):
    return Statement(id_, "a" + id_, "m", "status", "camp", valid_when=when, place=place)


def test_held_in_two_places_on_one_day_may_not_both_hold():
    tekes, hotan = "654026", "653200"
    assert [(one.rule, one.certain) for one in contradictions([held_at("1", tekes), held_at("2", hotan)])] == [
        ("held_in_two_places", False)
    ]
    assert contradictions([held_at("1", tekes), held_at("2", hotan, "2018-06-02")]) == []
    assert contradictions([held_at("1", tekes), held_at("2", hotan, "2018")]) == []
    assert contradictions([held_at("1", tekes), held_at("2", tekes)]) == []
