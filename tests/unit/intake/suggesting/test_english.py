"""What the reading aid suggests for English constructions. The people and texts are invented."""

import pytest

from tizim.intake.suggesting import suggest

from .reading_rows import read

T, A = "Tolqyn Demesin", "Aigul Demesin"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tolqyn Demesin was detained in late 2017.", (T, "event", "detained", "late 2017")),
        ("Police took Tolqyn Demesin away in May 2018.", (T, "event", "detained", "May 2018")),
        ("In 2018 Tolqyn Demesin was released.", (T, "event", "released", "2018")),
        ("Tolqyn Demesin, who was arrested in 2017, came home.", (T, "event", "arrested", "2017")),
        ("Tolqyn Demesin was held for a year and sentenced in 2019.", (T, "event", "sentenced", "2019")),
        ("Tolqyn Demesin resettled in Kazakhstan in 2013.", (T, "event", "resettled", "2013")),
        ("Officers confiscated Tolqyn Demesin's passport.", (T, "event", "documents_withheld", "")),
        ("Aigul Demesin last spoke to Tolqyn Demesin in May 2018.", (T, "event", "last_contact", "May 2018")),
        ("Tolqyn Demesin died in custody in 2019.", (T, "event", "died", "2019")),
        ("Tolqyn Demesin's whereabouts are unknown.", (T, "status", "whereabouts_unknown", "")),
        ("Tolqyn Demesin is serving a sentence in Ghulja.", (T, "status", "sentenced", "")),
        ("Tolqyn Demesin, 45, a herder, was detained.", (T, "age", "45", "")),
        ("Tolqyn Demesin, an ethnic Kazakh herder, was detained.", (T, "ethnicity", "kazakh", "")),
        ("Tolqyn Demesin, a Kazakh citizen, was detained.", (T, "nationality", "Kazakhstan", "")),
        ("Tolqyn Demesin was born in Ghulja in 1972.", (T, "birthplace", "Ghulja", "")),
        ("Tolqyn Demesin was arrested for praying.", (T, "reason_suspected", "prayer", "")),
        ("Tolqyn Demesin was accused of separatism.", (T, "reason_official", "separatism", "")),
        ("Tolqyn Demesin was a teacher.", (T, "profession", "teacher", "")),
        ("Aigul Demesin's father, Tolqyn Demesin, left.", (A, "relation", T, "")),
        ("My brother Tolqyn Demesin was detained.", (T, "relation_to_source", "brother", "")),
        ("About 300 people were held in the same camp.", ("camp", "number_held", "About 300", "")),
        ("Guards should prevent escapes at all times.", ("Guards", "rules", "prevent escapes at all times", "")),
        ("Tolqyn Demesin was detained in 2017 by the police.", (T, "event", "detained", "2017")),
        ("Tolqyn Demesin vanished. They had taken him to a camp.", (T, "event", "sent_to_camp", "")),
        ("Tolqyn Demesin, 45, herder. Ground: wore a beard.", (T, "reason_official", "beard", "")),
        ("Tolqyn Demesin is under house arrest.", (T, "status", "house_arrest", "")),
        (
            "The authorities describe the camps as boarding schools.",
            ("camps", "official_description", "boarding schools", ""),
        ),
    ],
)
def test_a_sentence_says_what_of_whom_and_when(text, expected):
    assert expected in read(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "Tolqyn Demesin was not detained.",
        "Tolqyn Demesin could be detained.",
        "If Tolqyn Demesin returns he will be arrested.",
        "Nobody knows whether Tolqyn Demesin was released.",
        "People are detained every day.",
        "The Harvest Committee was closed in 2017.",
    ],
)
def test_what_is_denied_planned_asked_or_general_is_nobodys_event(text):
    assert not [row for row in read(text, "en") if row[1] in ("event", "status")]


@pytest.mark.parametrize(
    "text",
    [
        "Marat Asanov met Erlan Saparov. He was detained in 2018.",
        "Dana Asanova and Marat Asanov and Erlan Saparov came. They say he was arrested.",
    ],
)
def test_a_pronoun_that_may_mean_two_people_means_nobody(text):
    assert not [row for row in read(text, "en") if row[1] == "event"]


def test_a_pronoun_stands_for_the_only_person_who_fits():
    found = read("Aigul Demesin waited for her father, Tolqyn Demesin. He was released in 2019.", "en")
    assert (T, "event", "released", "2019") in found
    assert (A, "event", "released", "2019") not in found


def test_a_place_called_after_somebody_is_nobody():
    assert [one.label for one in suggest("Tolqyn Demesin was held in Bayan prison.", "en").subjects] == [T, "prison"]


def test_a_village_that_no_gazetteer_has_is_quoted_as_the_place():
    one = next(s for s in suggest("Tolqyn Demesin was detained in Korday Bulak.", "en").statements)
    assert one.place == "Korday Bulak"


def test_in_a_quotation_i_is_the_one_who_is_quoted():
    found = read("Aigul Demesin told the Post: “My father was detained in 2018.”", "en")
    assert ("My father", "event", "detained", "2018") in found
    assert (A, "relation", "My father", "") in found


def test_a_date_belongs_to_the_verb_it_stands_with():
    found = read("Tolqyn Demesin was detained in 2017 and released.", "en")
    assert (T, "event", "detained", "2017") in found
    assert (T, "event", "released", "") in found


def test_a_suggestion_names_its_rule_its_cue_and_its_passage():
    text = "It snowed. Tolqyn Demesin was sentenced to ten years in prison."
    one = next(s for s in suggest(text, "en").statements if s.value == "sentenced")
    assert one.rule == "en.events.sentenced"
    assert [text[start:end] for start, end in one.cues] == ["was sentenced"]
    assert text[one.start : one.end] == one.as_said == "Tolqyn Demesin was sentenced to ten years in prison."
    assert one.qualifiers["sentence_years"] == "10"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Aigul Demesin learnt from relatives that her father was detained.", "told_by_relative"),
        ("Police told the family that Tolqyn Demesin was detained.", "told_by_official"),
    ],
)
def test_how_it_is_known_is_taken_from_the_words_before(text, code):
    assert [s.how_known for s in suggest(text, "en").statements if s.value == "detained"] == [code]
