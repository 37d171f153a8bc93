"""A text read with who says what: suggestions and attributions joined. The people and texts are invented."""

import pytest

from tizim.reading import read


def said(text: str, value: str) -> tuple[tuple[str, ...], bool, str]:
    one = next(s for s in read(text, "en").statements if value in (s.value, s.property))
    return one.said_by, one.hedged, one.how_known


def test_a_suggestion_takes_the_chain_of_the_words_it_stands_in():
    text = "Aigul told the Harbour Post that Tolqyn Demesin was detained in May 2018."
    assert said(text, "detained") == (("Harbour Post", "Aigul"), False, "")


def test_without_an_attribution_it_is_the_accounts_own_voice():
    assert said("Tolqyn Demesin was detained in May 2018.", "detained") == ((), False, "")


def test_whoever_speaks_of_themselves_has_lived_through_it():
    text = "Tolqyn Demesin told the Harbour Post that he was beaten."
    assert said(text, "treatment") == (("Harbour Post", "Tolqyn Demesin"), False, "experienced_it")


def test_an_office_makes_an_official_statement():
    text = "According to the Foreign Ministry, Tolqyn Demesin was released in 2019."
    assert said(text, "released")[2] == "official_statement"


def test_what_the_text_does_not_vouch_for_is_hedged():
    assert said("Tolqyn Demesin was reportedly detained in 2018.", "detained")[1]


def test_what_an_official_says_of_the_camps_is_the_official_version():
    text = "Orman Berik, governor of Xinjiang, said that the centres teach languages and trades."
    found = [s for s in read(text, "en").statements if s.property == "official_description"]
    assert [s.said_by for s in found] == [("Orman Berik",)]
    assert {s.how_known for s in found} == {"official_statement"}


def test_what_anybody_else_says_of_the_camps_is_not():
    text = "Orman Berik, a baker, said that the centres teach languages and trades."
    assert not [s for s in read(text, "en").statements if s.property == "official_description"]


@pytest.mark.parametrize(
    ("text", "language", "known"),
    [
        ("A nephew said that Tolqyn Demesin was arrested in May 2018.", "en", "told_by_relative"),
        ("A former inmate said that Tolqyn Demesin was held in Borlu prison.", "en", "told_by_ex_cellmate"),
    ],
)
def test_how_it_is_known_follows_from_what_a_nameless_teller_is_called(text, language, known):
    assert {s.how_known for s in read(text, language).statements if s.property == "event"} == {known}


def test_whoever_gives_their_name_is_who_says_i():
    found = read("My name is Aigul Asan. I was arrested in June 2018.", "en")
    labels = {one.key: one.label for one in found.subjects}
    assert [(labels[s.subject], s.value) for s in found.statements] == [("Aigul Asan", "arrested")]


def test_a_name_that_follows_a_description_is_the_one_described():
    found = read(
        "Her daughter was ill. Gulsum Asan kept her daughter's violin. The daughter, Mavluda, was arrested.", "en"
    )
    assert len([one for one in found.subjects if one.label == "Mavluda"]) == 1


def test_what_is_said_of_one_of_several_is_said_of_nobody_named():
    found = read("艾山·吐尔逊有两个女儿，一个在伊宁被软禁，另一个去了瑞典。", "zh")
    assert "house_arrest" not in {s.value for s in found.statements}


def test_a_name_by_itself_follows_a_role_that_papers_give():
    assert "Мұқтар" in read("Сотталушы Мұқтар Әлімғазы, қазақ, оны 2018 жылы соттады.", "kk").subjects[0].label
