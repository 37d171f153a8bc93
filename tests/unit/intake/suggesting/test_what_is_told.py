"""What the reading aid reads of events, statuses, treatment and health, in rows of sentences that are all invented.

`told.txt`: language|text|what must be found, all of it and nothing else of these four (with @ the date).
`told_nothing.txt`: what is denied, feared, planned, asked, general, or about other things: nothing may be found.
"""

from pathlib import Path

import pytest

from tizim.intake.suggesting import suggest

HERE = Path(__file__).parent
KINDS = ("event", "status", "treatment", "health")


def _rows(name: str) -> list[list[str]]:
    return [line.split("|") for line in (HERE / name).read_text("utf-8").splitlines()]


def _found(text: str, language: str) -> list[str]:
    reading = suggest(text, language)
    labels = {one.key: one.label for one in reading.subjects}
    found = []
    for one in reading.statements:
        if one.property in KINDS:
            value = f"={one.value}" if one.property in ("event", "status") else ""
            found.append(f"{labels[one.subject]}:{one.property}{value}" + (f"@{one.when}" if one.when else ""))
    return found


@pytest.mark.parametrize(("language", "text", "told"), _rows("told.txt"))
def test_what_a_text_tells_is_found_and_no_more(language, text, told):
    assert sorted(_found(text, language)) == sorted(told.split("; "))


@pytest.mark.parametrize(("language", "text"), _rows("told_nothing.txt"))
def test_what_tells_nothing_is_left_alone(language, text):
    assert _found(text, language) == []


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Tolqyn Demesin was arrested in May 2018. He was sentenced in September.", "September 2018?"),
        ("Tolqyn Demesin was arrested in October 2018. He was sentenced in March.", "March 2019?"),
        ("Tolqyn Demesin was arrested in May 2018. He was sentenced in the following March.", "March 2019?"),
        ("Tolqyn Demesin was arrested in August 2018. He was sentenced in July.", ""),  # eleven months on, or before
        ("Tolqyn Demesin was arrested. He was sentenced in September.", ""),
    ],
)
def test_a_date_without_a_year_takes_that_of_the_event_before_where_it_can_be_no_other(text, when):
    dates = [one.when for one in suggest(text, "en").statements if one.value == "sentenced"]
    assert dates == [when]


def test_a_birthday_takes_no_year_from_an_event():
    found = suggest("Tolqyn Demesin was arrested in May 2018. He was born on 3 June.", "en").statements
    assert [one.value for one in found] == ["arrested"]


def test_what_comes_back_to_an_event_is_not_told_twice():
    text = "Tolqyn Demesin was arrested in May 2018. Since his arrest his shop is shut."
    assert _found(text, "en") == ["Tolqyn Demesin:event=arrested@May 2018"]


def test_home_is_a_release_only_of_those_who_were_taken():
    assert _found("Tolqyn Demesin came home in 2019.", "en") == []
    taken = "Tolqyn Demesin was arrested. He came home in 2019."
    assert _found(taken, "en")[1:] == ["Tolqyn Demesin:event=released@2019"]


def test_who_is_left_out_is_meant_only_where_nobody_else_is_named():
    assert "Асан Тұрар:event=detained" in _found("Асан Тұрар мұғалім болған. Түнде алып кетті.", "kk")
    both = "Асан Тұрар мен Серік Тұрар мұғалім болған. Түнде алып кетті."
    assert _found(both, "kk") == []


def test_a_list_of_people_ends_where_the_next_one_does_something():
    assert _found("Police detained Asan Turar and Serik Turar ran.", "en") == ["Asan Turar:event=detained"]
    both = ["Asan Turar:event=detained", "Serik Turar:event=detained"]
    assert _found("Police detained Asan Turar and Serik Turar in the bazaar.", "en") == both


def test_of_two_people_of_the_clause_before_neither_is_meant():
    assert _found("Ержан Сериков ждал Асана Серикова, но ночью увезли.", "ru") == []
    assert _found("Ержан Сериков ждал письма, но ночью увезли.", "ru") == ["Ержан Сериков:event=detained"]
