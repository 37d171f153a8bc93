"""Scripts and warnings: legitimate writing raises no flag, disguised writing does."""

from __future__ import annotations

import pytest

from tizim.core.scripts import dominant_script, flags, fold_letters


@pytest.mark.parametrize(
    ("text", "script"),
    [("Tolqyn", "Latn"), ("Толқын Демесін", "Cyrl"), ("تولقىن", "Arab"), ("伊宁市", "Hani"), ("伊宁 Ghulja", "mixed"),
     ("Анна (Anna)", "mixed"), ("", ""), ("12.05", ""), ("WeChat арқылы хабарласты", "Cyrl")],
)  # fmt: skip
def test_the_script_that_holds_two_thirds_of_the_letters_is_the_script(text, script):
    assert dominant_script(text) == script


@pytest.mark.parametrize(
    "text", ["Құлжа", "قايرات سامارقان", "Ürümqi", "伊宁 Ghulja", "Ә. Қожа", "plain", "ھەج-ئۆمرە", "a\nb\tc"]
)
def test_ordinary_writing_raises_no_flag(text):
    assert flags(text) == ()


@pytest.mark.parametrize(
    ("text", "flag"),
    [("a\u202eb", "bidi_override"), ("a\u200fb", "bidi_control"), ("a\u200bb", "invisible"), ("a\x00b", "control"),
     ("Кaйрат", "mixed_script_word"), ("admіn", "mixed_script_word")],
)  # fmt: skip
def test_disguised_writing_is_flagged(text, flag):
    assert flag in flags(text)


def test_letters_that_keyboards_interchange_fold_alike():
    assert fold_letters("ЁЛКА") == fold_letters("елка")
    assert fold_letters("ئۇیغۇر") == fold_letters("ئۇيغۇر") == fold_letters("ئۇيـغۇر")
