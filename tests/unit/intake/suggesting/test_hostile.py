"""Texts meant to break the reading aid: it never raises, and twice the text takes about twice the time."""

import time

import pytest

from tizim.intake.suggesting import suggest
from tizim.intake.suggesting.passages import LONGEST, iter_sentences
from tizim.intake.suggesting.spans import blank

HOSTILE = {
    "one letter": "a",
    "capitals": "Aigul ",
    "open brackets": "(",
    "quotation marks": "“",
    "years": "2017 ",
    "surrogates": "\ud800\u202e\u2066",
    "slots of the mask": "\ue001\ue000 was detained ",
    "Chinese": "被抓走艾山·吐尔逊的父亲",
    "Uyghur": "دادىسى ئەخمەت تۇرسۇننى تۇتۇپ كەتتى ",
    "Kazakh": "Айгүлдің әкесінің ағасының ",
    "cues": "was detained was sentenced in 2017 and ",
    "nested kin": "her father's brother's wife's ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_in_linear_time(unit):
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        begun = time.process_time()
        suggest(text)
        return time.process_time() - begun

    seconds(1_000)
    small, large = seconds(8_000), seconds(32_000)
    assert large < 12 * small + 0.5


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00", "\ud800", "“", "。", "’s", "I", "Mr. ", "2017", "{P}", "\ue001"]
)
@pytest.mark.parametrize("language", [None, "", "en", "xx", "kk-Arab", "zh-Hans"])
def test_no_text_raises(text, language):
    assert suggest(text, language).statements == ()


def test_no_sentence_is_longer_than_patterns_may_meet():
    text = "word " * 5_000
    pieces = list(iter_sentences(text))
    assert max(len(one.text) for one in pieces) <= LONGEST
    assert "".join(one.text for one in pieces).replace(" ", "") == text.replace(" ", "")


def test_signs_of_the_mask_are_blanked_and_nothing_else():
    assert blank("a\ue001\ue0ffб\ue100") == "a□□б\ue100"


def test_signs_of_the_mask_in_a_text_name_nobody():
    assert suggest("\ue001\ue000\ue000 was detained in 2017.").statements == ()
