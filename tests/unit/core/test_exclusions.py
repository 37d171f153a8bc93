"""Which two statements cannot both hold: one table, read in both directions."""

from __future__ import annotations

import pytest

from tizim.core.exclusions import find_exclusion, rules
from tizim.core.values import Statement
from tizim.core.vocabularies import vocabulary

CASES = """
status camp 2018-05-03 | status released_free 2018-05-03 | statuses_apart certain
status camp 2018-05 | status released_free 2018 | statuses_apart perhaps
status camp | status released_free | statuses_apart perhaps
status camp 2018-05 | status released_free 2018-07 | -
status camp 2018-05 | status custody 2018-05 | -
status deceased 2018-05 | status released_free 2018-07 | dead_then_alive certain
status deceased 2018-05 | status camp 2017 | -
event died 2018-05 | event released 2018-07 | died_then_event certain
event died 2018-05 | event released 2018-05 | -
event died 2018-05-03 | event died 2018-06 | two_deaths certain
event died 2018 | event died 2018-06 | -
event detained 2017 | event detained 2018 | -
birth 1972 | birth 1973 | two_births certain
birth 1972 | birth 1972-05 | -
birth 1972~ | birth 1973 | -
sex male | sex female | two_sexes certain
sex male | sex unknown | -
ethnicity kazakh | ethnicity uyghur | two_ethnicities perhaps
birthplace 654002 | birthplace 653100 | two_birthplaces certain
birthplace 654002 | birthplace 654000 | -
birthplace a village | birthplace 653100 | -
number_held 5900..6100 2018 | number_held 40 2018 | numbers_held_apart perhaps
number_held ..1000000 2018 | number_held 1000000.. 2018 | -
number_held 40 2017 | number_held 50 2018 | -
status camp 2018 | event released 2018 | -
"""


def _statement(text: str, row: str) -> Statement:
    property_, rest = text.strip().split(" ", 1)
    value, _, when = rest.rpartition(" ") if rest.split()[-1][:4].isdigit() and " " in rest else (rest, "", "")
    return Statement(row, "a", "m", property_, value, valid_when=when)


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_a_pair_is_excluded_exactly_as_the_table_says_whichever_comes_first(case):
    left, right, expected = (cell.strip() for cell in case.split("|"))
    a, b = _statement(left, "a"), _statement(right, "b")
    for one, other in ((a, b), (b, a)):
        found = find_exclusion(one, other)
        assert (f"{found[0].code} {'certain' if found[1] else 'perhaps'}" if found else "-") == expected


def test_two_lengths_of_one_sentence_cannot_both_hold():
    a = Statement("a", "x", "m", "event", "sentenced", valid_when="2018-05-03", qualifiers={"sentence_years": "7"})
    b = Statement("b", "y", "m", "event", "sentenced", valid_when="2018-05-03", qualifiers={"sentence_years": "15"})
    rule, certain = find_exclusion(a, b)
    assert rule.code == "two_sentences" and certain
    assert find_exclusion(a, a) is None


def test_rules_speak_of_properties_and_codes_that_exist():
    for rule in rules():
        kind, _, name = vocabulary("properties").term(rule.property).value_type.partition(":")
        codes = set(vocabulary(name).codes) if kind == "code" else set()
        named = [*rule.more.get("value", []), *rule.more.get("values", []), *rule.more.get("unless", [])]
        named += [code for group in rule.more.get("groups", {}).values() for code in group]
        assert set(named) <= codes, rule.code
