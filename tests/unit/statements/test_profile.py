"""Profiles: who says the same stands together, what contradicts stands side by side, nothing is left out."""

from __future__ import annotations

import random

from tizim.core.profiles import Voices
from tizim.core.values import Account, Mention, Source, Statement
from tizim.statements import assemble

ACCOUNTS = {f"a{n}": Account(f"a{n}", n, "interview", f"s{n}", told_on="2019") for n in range(1, 9)}
SOURCES = {f"s{n}": Source(f"s{n}", f"S-{n}", "relative", relation="daughter") for n in range(1, 9)}
PERSON = [Mention("m1", "a1", "person", "Tolqyn Demesin"), Mention("m2", "a2", "person", "Толқын Демесін")]


def said(number: int, property_: str, value: str, when: str = "", **more) -> Statement:
    return Statement(f"t{number}", f"a{number}", "m1", property_, value, valid_when=when, **more)


def profile_of(*statements: Statement, **more):
    return assemble("m1", "person", PERSON, statements, ACCOUNTS, SOURCES, **more)


def grouped(*statements: Statement, section: str = "chronology") -> list[tuple[str, str, list[int]]]:
    values = profile_of(*statements).sections[section]
    return [(value.value, value.valid_when, [item.account_number for item in value.items]) for value in values]


def test_sections_stand_in_the_order_of_the_field():
    profile = profile_of(
        said(1, "official_response", "denied"), said(2, "status", "camp"), said(3, "note", "x"),
        said(4, "event", "detained"), said(5, "ethnicity", "kazakh"), said(6, "relation_to_source", "father"),
        said(7, "treatment", "beaten", how_known="saw_it"), said(8, "residence", "654002"),
    )  # fmt: skip
    assert list(profile.sections) == [
        "testifying", "about", "location", "chronology", "status", "additional", "eyewitness", "official",
    ]  # fmt: skip


def test_the_chronology_is_sorted_by_earliest_and_latest_with_the_undated_last():
    rows = [said(1, "event", "released", "2018-05"), said(2, "event", "detained", "2017-10"),
            said(3, "event", "travelled"), said(4, "event", "returned", "2017")]  # fmt: skip
    assert [value for value, _, _ in grouped(*rows)] == ["returned", "detained", "released", "travelled"]


def test_a_coarser_date_joins_the_finer_one_that_it_contains():
    rows = [said(1, "event", "detained", "2017"), said(2, "event", "detained", "2017-10-05"),
            said(3, "event", "detained", "2017-10"), said(4, "event", "detained")]  # fmt: skip
    assert grouped(*rows) == [("detained", "2017-10-05", [1, 2, 3, 4])]


def test_a_date_that_fits_two_events_joins_neither_and_its_likes_join_it():
    rows = [said(1, "event", "detained", "2017-03"), said(2, "event", "detained", "2017-10"),
            said(3, "event", "detained", "2017"), said(4, "event", "detained", "2017"),
            said(5, "event", "detained"), said(6, "event", "detained")]  # fmt: skip
    assert sorted(numbers for _, _, numbers in grouped(*rows)) == [[1], [2], [3, 4], [5, 6]]


def test_dates_places_and_facilities_that_speak_against_each_other_stay_apart():
    rows = [said(1, "event", "detained", "2017-10", place="654002"),
            said(2, "event", "detained", "2017-10", place="653100"),
            said(3, "event", "detained", "2017-10", place="654000"),
            said(4, "event", "detained", "2018-01")]  # fmt: skip
    assert sorted(numbers for _, _, numbers in grouped(*rows)) == [[1, 3], [2], [4]]
    held = [said(n, "event", "held", "2018", qualifiers={"facility": f"f{n}"}) for n in (1, 2)]
    assert len(grouped(*held)) == 2


def test_facilities_and_relatives_judged_to_be_the_same_bring_statements_together():
    held = [said(n, "event", "held", "2018", qualifiers={"facility": f"f{n}"}) for n in (1, 2)]
    kin = [said(n, "relation", f"k{n}", qualifiers={"relation": "brother"}) for n in (3, 4)]
    clusters = {"f1": "f1", "f2": "f1", "k3": "k3", "k4": "k3"}
    profile = profile_of(*held, *kin, clusters=clusters)
    assert len(profile.sections["chronology"]) == 1
    assert [value.related_id for value in profile.sections["about"]] == ["k3"]


def test_contradicting_values_remain_side_by_side():
    rows = [
        said(1, "status", "camp", "2018"),
        said(2, "status", "released_free", "2018"),
        said(3, "status", "camp", "2018"),
    ]
    assert sorted(grouped(*rows, section="status")) == [("camp", "2018", [1, 3]), ("released_free", "2018", [2])]


def test_values_kept_in_words_are_grouped_by_their_words():
    rows = [said(1, "reason_official", "Talking  back"), said(2, "reason_official", "talking back"),
            said(3, "birthplace", "a village"), said(4, "birthplace", "a village", place="unknown")]  # fmt: skip
    profile = profile_of(*rows)
    assert [len(value.items) for value in profile.sections["reasons"]] == [2]
    assert [len(value.items) for value in profile.sections["about"]] == [2]


def test_every_statement_is_an_item_of_exactly_one_value_whatever_the_order():
    chance = random.Random(7)
    kinds = [("event", "detained"), ("event", "released"), ("status", "camp"), ("note", "x"), ("shoe", "44")]
    rows = [
        Statement(f"t{n}", f"a{1 + n % 8}", "m1", *chance.choice(kinds),
                  valid_when=chance.choice(["", "2017", "2017-10", "2017-39", "[..2018]"]),
                  place=chance.choice(["", "654002", "654000", "653100", "kz"]))
        for n in range(120)
    ]  # fmt: skip
    profile = profile_of(*rows)
    items = [item.statement_id for values in profile.sections.values() for value in values for item in value.items]
    assert sorted(items) == sorted(row.id for row in rows)
    chance.shuffle(rows)
    assert profile_of(*rows) == profile


def test_names_come_most_frequent_first_and_a_sealed_source_shows_relation_and_code():
    profile = profile_of(said(1, "name", "Tolqyn Demesin"), said(2, "name", "Tolkyn"))
    assert profile.names == ("Tolqyn Demesin", "Tolkyn", "Толқын Демесін")
    labels = [item.source_label for value in profile.sections["about"] for item in value.items]
    assert sorted(labels) == ["daughter, S-1", "daughter, S-2"]


def test_voices_are_counted_for_each_value_and_for_the_whole():
    profile = profile_of(
        said(1, "status", "camp"), said(2, "status", "camp"), said(3, "event", "detained"),
        voices=lambda rows: Voices(len(rows), len(rows), len(rows), len(rows)),
    )  # fmt: skip
    assert profile.voices.items == 3 and profile.sections["status"][0].voices.items == 2
