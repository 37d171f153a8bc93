"""The scoring of the reading aid: what counts as found, what does not, and that wrong suggestions cost precision."""

import sys
from pathlib import Path

import pytest

from tizim.core.suggestions import Reading, SuggestedSubject, Suggestion

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from reading_scores import Tally, precision_recall_f1, scores, table  # noqa: E402

TEXT = "Tolqyn Demesin was detained in late 2017. His wife Asel Qurman wrote a letter. About 40 people are held there."
DETAINED = "Tolqyn Demesin was detained in late 2017."
WIFE = "His wife Asel Qurman"
HELD = "About 40 people are held there."


def label(passage: str, **more: object) -> dict[str, object]:
    at = TEXT.index(passage)
    empty = {"forms": [], "when": "", "place": "", "said_by": [], "how_known": "", "hedged": False, "optional": False}
    subject = {"subject": "Tolqyn Demesin", "property": "event", "value": "detained"}
    return {**empty, **subject, "start": at, "end": at + len(passage), **more}


def subject(key: str, words: str, *others: str, kind: str = "person") -> SuggestedSubject:
    at = TEXT.index(words)
    return SuggestedSubject(key, kind, words, at, at + len(words), others)


def suggestion(key: str, what: str, value: str, passage: str, **more: object) -> Suggestion:
    at = TEXT.index(passage)
    return Suggestion(key, what, value, at, at + len(passage), **more)  # type: ignore[arg-type]


def compare(labels: list[dict[str, object]], given: list[Suggestion], *subjects: SuggestedSubject) -> Tally:
    """All counts of one text, over its properties."""
    people = subjects or (subject("s1", "Tolqyn Demesin"), subject("s2", "Asel Qurman", "His wife"))
    row = {"language": "en", "text": TEXT, "statements": labels}
    whole = Tally()
    for tally in scores(row, Reading("en", people, tuple(given))).values():
        whole.add(tally)
    return whole


def counts(tally: Tally) -> tuple[int, int, int, int]:
    return tally.expected, tally.proposed, tally.found, tally.found_but_when


EVENT = suggestion("s1", "event", "detained", DETAINED, when="late 2017")


def test_the_right_suggestion_is_found() -> None:
    assert counts(compare([label(DETAINED, when="2017-39")], [EVENT])) == (1, 1, 1, 0)


@pytest.mark.parametrize(
    "given",
    [
        suggestion("s2", "event", "detained", DETAINED, when="late 2017"),
        suggestion("s1", "event", "arrested", DETAINED, when="late 2017"),
        suggestion("s1", "reason_official", "detained", DETAINED, when="late 2017"),
        suggestion("s1", "event", "detained", HELD, when="late 2017"),
    ],
    ids=["another person", "another event", "another property", "another passage"],
)
def test_what_differs_in_one_thing_is_a_miss_and_an_error(given: Suggestion) -> None:
    assert counts(compare([label(DETAINED, when="2017-39")], [given])) == (1, 1, 0, 0)


@pytest.mark.parametrize("when", ["", "March 2016", "2016-03", "some day"])
def test_another_time_or_none_is_told_apart_from_a_miss(when: str) -> None:
    given = suggestion("s1", "event", "detained", DETAINED, when=when)
    assert counts(compare([label(DETAINED, when="2017-39")], [given])) == (1, 1, 0, 1)


@pytest.mark.parametrize("when", ["2017", "late 2017", "2017-10-03", "[..2018]"])
def test_times_that_can_overlap_agree(when: str) -> None:
    given = suggestion("s1", "event", "detained", DETAINED, when=when)
    assert compare([label(DETAINED, when="2017-39")], [given]).found == 1


def test_a_date_where_the_text_has_none_is_wrong_unless_it_is_not_judged() -> None:
    assert compare([label(DETAINED)], [EVENT]).found == 0
    assert compare([label(DETAINED, when="*")], [EVENT]).found == 1


def test_a_second_suggestion_of_the_same_is_wrong() -> None:
    assert counts(compare([label(DETAINED, when="*")], [EVENT, EVENT])) == (1, 2, 1, 0)


def test_an_optional_label_counts_neither_way() -> None:
    optional = label(DETAINED, when="*", optional=True)
    assert counts(compare([optional], [])) == (0, 0, 0, 0)
    assert counts(compare([optional], [EVENT])) == (0, 0, 0, 0)


def test_a_suggestion_for_a_text_with_nothing_to_record_is_wrong() -> None:
    assert counts(compare([], [EVENT])) == (0, 1, 0, 0)


def test_names_and_other_properties_without_labels_are_left_out() -> None:
    assert counts(compare([], [suggestion("s1", "name", "Tolqyn Demesin", DETAINED)])) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("wanted", "named", "same"),
    [
        ("Маржан Ескене", "Маржанға Ескене", True),
        ("Ержана Тлеубая", "Ержан Тлеубай", True),
        ("Ержана Тлеубая", "Тлеубай", True),
        ("my brother Serik", "Serik", True),
        ("我", "I", True),
        ("他的女儿玛拉丽", "玛拉丽", True),
        ("Serik Manap", "Berik Manap", False),
        ("Айбек Турсун", "Сагын Турсун", False),
        ("Турсынбай", "Турсынали", False),
        ("his father", "his", False),
    ],
)
def test_a_name_is_the_same_without_its_case_ending(wanted: str, named: str, same: bool) -> None:
    someone = SuggestedSubject("s1", "person", named, 100, 101)
    tally = compare([label(DETAINED, subject=wanted, when="*")], [EVENT], someone)
    assert tally.found == int(same)


def test_a_relation_may_be_told_either_way_round() -> None:
    wanted = label(WIFE, property="relation", value="Asel Qurman", relation="wife")
    told = suggestion("s1", "relation", "s2", WIFE, qualifiers={"relation": "wife"})
    turned = suggestion("s2", "relation", "s1", WIFE, qualifiers={"relation": "husband"})
    wrong = suggestion("s2", "relation", "s1", WIFE, qualifiers={"relation": "child"})
    assert [compare([wanted], [given]).found for given in (told, turned, wrong)] == [1, 1, 0]


def test_a_quantity_and_a_sentence_are_compared_by_what_they_mean() -> None:
    people = subject("g1", "About 40 people", kind="group")
    wanted = label(HELD, subject="About 40 people", property="number_held", value="36..44")
    right = suggestion("g1", "number_held", "about 40", HELD)
    wrong = suggestion("g1", "number_held", "40", HELD)
    assert [compare([wanted], [given], people).found for given in (right, wrong)] == [1, 0]
    sentence = label(DETAINED, value="sentenced", sentence_years="14", when="*")
    years = [
        suggestion("s1", "event", "sentenced", DETAINED, qualifiers={"sentence_years": given})
        for given in ("14.0", "4")
    ]
    assert [compare([sentence], [given]).found for given in years] == [1, 0]


def test_words_agree_where_half_of_the_shorter_are_shared() -> None:
    wanted = label(DETAINED, property="treatment", value="chained to a wall and denied water", when="*")
    said = ("chained to a bench", "denied water", "made to sing")
    assert [compare([wanted], [suggestion("s1", "treatment", words, DETAINED)]).found for words in said] == [1, 1, 0]


def test_details_are_judged_for_what_is_found() -> None:
    wanted = label(DETAINED, when="*", said_by=["Harbour Gazette", "his daughter"], hedged=True)
    tally = compare([wanted], [suggestion("s1", "event", "detained", DETAINED, said_by=("the Harbour Gazette",))])
    assert (tally.judged["said_by"], tally.details["said_by"]) == (1, 0)
    assert (tally.judged["hedged"], tally.details["hedged"]) == (1, 0)
    assert tally.judged["place"] == 0
    plain = compare([label(DETAINED, when="*")], [EVENT])
    assert (plain.judged, plain.details) == ({"hedged": 1}, {"hedged": 1})


def test_the_table_has_a_line_for_each_property_and_language() -> None:
    row = {"language": "en", "text": TEXT, "statements": [label(DETAINED, when="*")]}
    given = (EVENT, suggestion("s1", "status", "custody", HELD))
    people = (subject("s1", "Tolqyn Demesin"),)
    printed = table([scores(row, Reading("en", people, given))])
    lines = {line.split()[0]: line.split()[1:7] for line in printed.splitlines()[1:] if line}
    assert lines["event"] == ["1", "1", "1", "1.000", "1.000", "1.000"]
    assert lines["status"] == ["0", "1", "0", "0.000", "0.000", "0.000"]
    assert lines["en"] == lines["all"] == ["1", "2", "1", "0.500", "1.000", "0.667"]
    assert precision_recall_f1(Tally()) == (0.0, 0.0, 0.0)
