"""Beside an account's text the desk shows what nobody has decided yet, its passages marked, and what was decided."""

import re

import pytest
from page_text import Runs

from suggested import REPORT, report_reading, subject, suggestion
from tizim.actions.suggestions import accept, reject
from tizim.core.drafts import SourceDraft
from tizim.core.suggestions import Reading
from world import account, take_in, who

pytest_plugins = ["at_the_desk"]
READING = report_reading()


@pytest.fixture
def told(archive, monkeypatch):
    """A-1 with REPORT, for which the reading aid suggests what `report_reading` does."""
    monkeypatch.setattr("tizim.suggesting.read", lambda text, language: READING)
    take_in(archive, account("", text=REPORT, source=SourceDraft("press", public_name="Herald"), mentions=(),
                             statements=()))  # fmt: skip
    return archive


def links(page):
    """(number, words) of every marked stretch of the text."""
    return [(int(n), re.sub("<[^>]*>", "", words)) for n, words in re.findall(r'href="#s(\d+)"[^>]*>(.*?)</a>', page)]


def test_passages_are_marked_in_the_text_and_lead_to_their_suggestions(told, read):
    page = read("Marat", "/accounts/1")
    marked = links(page)
    assert "".join(words for n, words in marked if n == 1) == "Tolqyn Demesin was detained in late 2017."
    assert "<strong>was detained</strong>" in page
    assert {n for n, _words in marked} == {1, 2, 3}, "of two suggestions for one passage the first is linked"
    assert all(f'id="s{n}"' in page for n in (1, 2, 3, 4))
    text = "".join(run for tags, _attributes, run in Runs(page) if "p" in tags and tags[-4:-1].count("div"))
    assert "He was taken to the Tekes Centre, his daughter Gulnar Dala said." in text
    assert page.count('accesskey="a"') == 1


def test_each_is_said_in_words_with_its_speaker_and_why(told, read):
    page = re.sub(r"\s+", " ", re.sub("<[^>]*>", "", read("Marat", "/accounts/1")))
    assert "1 · Tolqyn Demesin · what happened detained late 2017" in page
    assert "said by Gulnar Dala · why: taken to" in page
    assert "the text does not vouch for it" in page
    assert "related person Gulnar Dala" in page


def test_what_is_decided_is_gone_from_the_page(told, read):
    given = {"account": "A-1", "reading": READING}
    accept(by=who("Leila"), session=told, suggestion=READING.statements[0], **given)
    reject(by=who("Leila"), suggestion=READING.statements[2], reason="no", **given)
    page = read("Marat", "/accounts/1")
    assert {n for n, _words in links(page)} == {2}
    assert page.index("Decided before") < page.index('id="s1"') and page.index("Decided before") > page.index('id="s4"')
    assert "Decided before: 2" in page


@pytest.mark.parametrize("language", ["en", "kk", "ug", "ru", "zh"])
def test_a_passage_over_paragraphs_and_hostile_words_stay_text(archive, read, monkeypatch, language):
    first = "<b>Tolqyn</b>\n\n\u202eDemesin"
    text = f"Ол {first}\r\r<script>alert(1)</script> & «ұсталды»"
    reading = Reading("kk", (subject(text, "s1", "<b>Tolqyn</b>"),),
                      (suggestion(text, text, "s1", "detained", cue="ұсталды", said_by=("<i>",)),
                       suggestion(text, first, "s1", "<x>", "note", when="<y>")))  # fmt: skip
    monkeypatch.setattr("tizim.suggesting.read", lambda *_given: reading)
    take_in(archive, account("", text=text, mentions=(), statements=()))
    page = read("Ines", "/accounts/1", language=language)
    runs = list(Runs(page))  # all that is opened is closed
    assert not re.search(r"<(script|b|i|x|y)>", page) and "\u202e" not in page
    assert any("<script>alert(1)</script> & «" in run for _tags, _attributes, run in runs)


def test_an_account_without_words_has_no_such_section(archive, read, monkeypatch):
    monkeypatch.setattr("tizim.suggesting.read", lambda *_given: pytest.fail("nothing to read"))
    take_in(archive, account(text=""))
    assert "What the text may state" not in read("Marat", "/accounts/1")


def test_a_long_text_is_not_read_for_a_page_and_the_page_says_how(archive, read, monkeypatch):
    monkeypatch.setattr("tizim.suggesting.read", lambda *_given: pytest.fail("too long"))
    take_in(archive, account(text="He was taken. " * 4000))
    assert "tizim read --account A-1" in read("Marat", "/accounts/1")
