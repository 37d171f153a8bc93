"""Who says so in a text, in five languages, against planted truth."""

import pytest
from attribution_cases import CASES as PLAIN
from attribution_wordings import WORDINGS

from tizim.corroborate.attributions import attributions, guess_language

CASES = [*PLAIN, *WORDINGS]


@pytest.mark.parametrize(("language", "text", "planted"), CASES, ids=range(len(CASES)))
def test_the_planted_attributions_are_read(language, text, planted):
    assert [(found["claim"], found["chain"]) for found in attributions(text, language)] == planted


@pytest.mark.parametrize(("language", "text", "_planted"), CASES, ids=range(len(CASES)))
def test_a_claim_is_found_word_for_word_where_it_says_and_the_source_ends_the_chain(language, text, _planted):
    for found in attributions(text, language):
        assert text[found["start"] : found["end"]] == found["claim"]
        assert found["source"] == (found["chain"][-1] if found["chain"] else None)


@pytest.mark.parametrize(("language", "text", "_planted"), CASES, ids=range(len(CASES)))
def test_the_language_is_told_by_the_letters(language, text, _planted):
    assert guess_language(text) in (language, "ru" if language == "kk" else language)


def test_a_pronoun_goes_back_to_the_source_named_before():
    text = "Ilka Torm said that the bridge was closed. “I counted nineteen carts,” she recalled."
    assert [found["source"] for found in attributions(text)] == ["Ilka Torm", "Ilka Torm"]


def test_a_hedge_has_no_source_and_says_so():
    (found,) = attributions("The weavers are believed to be in the dry dock.")
    assert (found["source"], found["chain"], found["hedged"]) == (None, [], True)


def test_what_is_said_inside_what_is_said_continues_the_chain():
    (found,) = attributions("The Lamp reports that the toll master claims that the post is closed.")
    assert found["chain"] == ["Lamp", "toll master"]


def test_an_empty_text_says_nothing():
    assert attributions("") == []


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Ilka Torm, a weaver of Kesh, told the Daily Oar she was kept in the dry dock.", ["Daily Oar", "Ilka Torm"]),
        ("The lock-ups, which hold a hundred men, have been laid bare in a ledger published by the Kesh Lamp.",
         ["Kesh Lamp", "ledger"]),
        ("The Dock Papers, which were obtained by the Reed Guild – a circle of scribes –, show how men are counted.",
         ["Reed Guild", "Dock Papers"]),
        ("The toll master, Oss Brannik, dismissed the ledger as a forgery and said the gate was open.",
         ["Oss Brannik"]),
        ("Meanwhile, according to a Kesh Lamp report, the dock is full.", ["Kesh Lamp report"]),
        ("It does not agree with accounts by former prisoners, who have said that the dock is cold.",
         ["former prisoners"]),
        ("The dock is full, Brannik said in the interview with the Daily Oar.", ["Daily Oar", "Brannik"]),
    ],
)  # fmt: skip
def test_ways_of_reports_to_say_who_says_so(text, chain):
    assert [found["chain"] for found in attributions(text)] == [chain]


def test_the_speaker_stands_for_what_they_are_called():
    text = "“Nobody asked us. We want to know,” said Oss Brannik, the Weavers' Guild's Third Warden."
    assert [found["source"] for found in attributions(text)] == ["Oss Brannik"]


def test_a_paper_that_one_sentence_brings_up_speaks_in_the_next_one_only():
    text = (
        "The lost chest includes a nine-page memo sent out in 1811 by Oss Brannik, the warden. "
        "The instructions make it clear that the dock should be watched. The instructions state that nobody leaves."
    )
    assert [found["chain"] for found in attributions(text)] == [["lost chest", "nine-page memo"], ["instructions"]]


def test_an_estimate_of_nobody_is_a_hedge():
    (found,) = attributions("An estimated two hundred weavers are held in the dry dock.")
    assert (found["chain"], found["hedged"]) == ([], True)


def test_quotation_marks_that_nobody_closes_are_read_in_one_pass():
    """A search from each mark to the end would take hours here."""
    assert attributions("“" * 300_000) == []
    found = attributions("“" * 300_000 + "\n\nThe camp was closed, the mayor told Radio Selen.")
    assert [one["source"] for one in found] == ["mayor"]


def test_a_quotation_that_goes_on_in_a_sentence_of_its_own_is_the_same_speakers():
    text = "“We counted the carts,” said Ilka Torm. “There were nineteen of them.”\n\nThe bridge was closed."
    assert [found["source"] for found in attributions(text)] == ["Ilka Torm", "Ilka Torm"]


def test_a_quotation_of_somebody_else_does_not_go_on():
    text = "The bridge was closed. “There were nineteen carts.”"
    assert attributions(text) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The bread, the miller says, was half sawdust.", "was half sawdust"),
        ("The carts came back empty every day, the miller says, all year.", "The carts came back empty every day"),
    ],
)  # fmt: skip
def test_around_who_says_so_the_claim_is_what_follows_or_a_far_longer_part_before(text, claim):
    assert [found["claim"] for found in attributions(text)] == [claim]


def test_a_medium_that_frames_and_words_both_name_stands_once():
    text = "Radio Selen reports: a weaver told Radio Selen that the dock was dry."
    assert [found["chain"] for found in attributions(text)] == [["Radio Selen", "weaver"]]


def test_no_sentence_before_is_claimed_twice():
    text = "The dock is dry, a weaver says. So says the toll master."
    assert [found["chain"] for found in attributions(text)] == [["weaver"]]
