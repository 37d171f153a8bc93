"""Reasons, ages, trades, the official version, numbers held, lengths of sentences: as five languages tell them.

`facts.txt` holds what is told, `facts_none.txt` what tells nothing of the kind. The people and texts are invented.
"""

from pathlib import Path

import pytest

from tizim.intake.suggesting import suggest
from tizim.intake.suggesting.anchors import anchors
from tizim.intake.suggesting.lexicon import LANGUAGES, lexicon
from tizim.intake.suggesting.numerals import in_figures, numeral_pattern, read_joined, read_numeral
from tizim.reading import read

FACTS = frozenset(
    {
        *("reason_official", "reason_suspected", "age", "birth", "profession"),
        *("official_description", "official_response", "number_held"),
    }
)
HERE = Path(__file__).parent


def lines(name):
    rows = (line.split(" | ") for line in (HERE / name).read_text("utf-8").splitlines() if not line.startswith("#"))
    return [tuple(row) for row in rows]


def told(text, language):
    """(property, value, names of the subject) of every fact, with the length of a sentence as one of its own."""
    reading = read(text, language)
    names = {one.key: " ".join((one.label, *one.others)) for one in reading.subjects}
    found = [(one.property, one.value, names[one.subject]) for one in reading.statements if one.property in FACTS]
    more = [(name, value, "") for one in reading.statements for name, value in one.qualifiers.items()]
    return found, [one for one in more if one[0] in ("sentence_years", "detail")]


@pytest.mark.parametrize(("language", "text", "expected"), lines("facts.txt"))
def test_what_is_told_is_suggested_and_nothing_else(language, text, expected):
    facts, lengths = told(text, language)
    wanted = expected.split("; ")
    for each in wanted:
        name, _, rest = each.partition(" = ")
        value, _, subject = rest.partition(" of ")
        assert any(
            name == found and value.casefold() in given.casefold() and subject.casefold() in who.casefold()
            for found, given, who in (*facts, *lengths)
        ), (each, facts, lengths)
    assert len(facts) == sum(each.partition(" = ")[0] in FACTS for each in wanted), facts


@pytest.mark.parametrize(("language", "text"), lines("facts_none.txt"))
def test_what_tells_nothing_suggests_nothing(language, text):
    assert told(text, language)[0] == []


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("Tolqyn Demesin was taken away. He wore a beard. It was because he prayed.", False),
        ("NOTICE. Tolqyn Demesin was taken away because he prayed.", True),
        ("In reply to your letter: Tolqyn Demesin was taken away because he prayed.", True),
    ],
)
def test_in_a_paper_of_an_office_the_reasons_are_official(text, official):
    found = {one.property for one in suggest(text, "en").statements if one.value == "prayer"}
    assert found == {"reason_official" if official else "reason_suspected"}


def test_an_answer_without_a_person_is_of_whom_the_text_told_last():
    text = "Tolqyn Demesin was detained in 2018, Aigul Demesin said. Police replied that there is no such person."
    reading = suggest(text, "en")
    answer = next(one for one in reading.statements if one.property == "official_response")
    assert "no such person" in answer.value
    assert {one.key: one.label for one in reading.subjects}[answer.subject] == "Tolqyn Demesin"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Tolqyn Demesin was detained at the border in May 2018.", "border"),
        ("Tolqyn Demesin was arrested in a tea house on 3 May 2018.", "tea house"),
        ("Tolqyn Demesin was held in Kensai County Detention Centre.", "Kensai County Detention Centre"),
        ("Tolqyn Demesin returned to Ghulja in 2016. He was arrested there in May 2018.", "Ghulja"),
    ],
)
def test_a_place_that_no_gazetteer_has_is_quoted(text, place):
    assert [one.place for one in suggest(text, "en").statements if one.property == "event"][-1] == place


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        *(("en", "seventy-one", 71), ("en", "a hundred and four", 104), ("en", "12", 12), ("en", "a lot", None)),
        *(("ru", "сорок два", 42), ("ru", "пятидесяти двух", 52), ("ru", "сто двадцать", 120)),
        *(("zh", "四十七", 47), ("zh", "十五", 15), ("zh", "一百零三", 103), ("zh", "几十", None)),
        *(("kk", "елу екі", 52), ("kk", "он бес", 15), ("kk", "жүз он", 110)),
        *(("ug", "ئوتتۇز بەش", 35), ("ug", "ئون بەش", 15), ("ug", "يۈز يىگىرمە", 120)),
    ],
)
def test_numbers_in_words(language, text, number):
    assert read_numeral(text, language) == number


def test_a_number_stands_by_itself():
    import re

    assert not re.search(numeral_pattern("en"), "oneself and tension")
    assert not re.search(numeral_pattern("zh"), "二〇一九")
    assert read_joined("пятидесятидвух") == 52
    assert read_joined("много") is None
    assert in_figures("about thirty-two of three hundred", "en") == "about 32 of three hundred"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_pattern_fits_a_text_without_its_anchors(language):
    lex = lexicon(language)
    texts = [row[1] for row in (*lines("facts.txt"), *lines("facts_none.txt")) if row[0] == language]
    cues = [*lex.events, *lex.reasons, *lex.official, *lex.numbers, *lex.basics, *lex.known]
    for cue in cues:
        for text in texts:
            found = [match.span() for match in cue.pattern.finditer(text)]
            assert found == [match.span() for match in cue.finditer(text, text.lower())], cue.id


def test_anchors_are_words_of_which_one_must_stand():
    assert anchors("(?:was|were) (?:taken|led) away|arrested") == {" away", "arrested"}
    assert anchors("(?:very )?(?:tall|small)") == {"tall", "small"}
    assert anchors(r"(?:taken )?\w+") == frozenset()
    assert anchors(r"(?P<who>led away) \w+") == {"led away"}
