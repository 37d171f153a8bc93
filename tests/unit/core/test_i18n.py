"""Messages fall back to English, fill values by name, and keep their language to the context."""

from __future__ import annotations

import threading

import pytest

from tizim.core import i18n
from tizim.core.errors import BadInput
from tizim.core.i18n import LANGUAGES, current_language, gettext, language_code, ngettext, use_language


def test_five_languages_have_their_own_names_and_one_is_written_from_the_right():
    assert list(LANGUAGES) == ["en", "kk", "ug", "ru", "zh"]
    assert [code for code, language in LANGUAGES.items() if language.direction == "rtl"] == ["ug"]


def test_a_message_without_a_translation_is_english_with_its_values():
    with use_language("kk"):
        assert gettext("no such message {text}, {self}", text="{x}", self="y") == "no such message {x}, y"
        assert ngettext("{count} no such row", "{count} no such rows", 2) == "2 no such rows"
        assert gettext("") == ""


def test_a_faulty_translation_shows_the_english_message(monkeypatch):
    class Faulty:
        def gettext(self, _text):
            return "{missing} {"

    monkeypatch.setattr(i18n, "_catalogue", lambda _code: Faulty())
    assert gettext("{count} rows", count=3) == "3 rows"


def test_a_language_holds_until_the_end_of_its_block_and_not_in_other_threads():
    seen = []
    with use_language("ru"):
        thread = threading.Thread(target=lambda: seen.append(current_language()))
        thread.start()
        thread.join()
        assert current_language() == "ru"
        with use_language("zh-Hans"):
            assert current_language() == "zh"
        assert current_language() == "ru"
    assert seen == ["en"] and current_language() == "en"


def test_an_unknown_language_is_refused_with_the_known_ones():
    assert language_code("RU_ru") == "ru"
    with pytest.raises(BadInput, match="en, kk, ug, ru, zh"):
        use_language("fr")
