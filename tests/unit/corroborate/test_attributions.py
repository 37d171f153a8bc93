"""Who says so in a text, in five languages, against planted truth."""

import pytest
from attribution_cases import CASES

from tizim.corroborate.attributions import attributions, guess_language


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
