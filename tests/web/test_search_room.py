"""The search over everything: texts in any script, readers who see a part, what was erased, searches that are kept."""

import os
import re

import pytest
from django.db import connection

from tizim import pipeline
from tizim.actions import text_index
from tizim.core.found_words import asked, indexed, places
from tizim.db import saved_searches, saying
from tizim.db.saying import Narrowed
from world import account, take_in, who

pytest_plugins = ["at_the_desk"]
# On a server the texts are read through, without an index: letters are not folded, and words are found in their middle.
own_index = pytest.mark.skipif(bool(os.environ.get("TIZIM_DATABASE_URL")), reason="a server has no index of words")
TEXTS = (
    ("en", "Ayshe was taken from Tekes to the Canary Yard."),
    ("kk", "Ол Текестегі мектепте ұсталды."),
    ("zh", "于丽亚在特克斯县被带走。"),
    ("ug", "ئۇ تېكەستە تۇتۇلدى، ئايشەنى ھېچكىم كۆرمىدى"),
)


ALL = Narrowed()


@pytest.fixture
def filled(archive):
    some = [
        account("Ayshe Nurlan", language=code, text=text, told_on=f"2018-0{n}")
        for n, (code, text) in enumerate(TEXTS, 1)
    ]
    numbers = take_in(archive, *some).numbers
    take_in(archive, account("Canary Elsewhere", text="Tekes elsewhere", compartment="elsewhere"), by="Olga")
    pipeline.refresh(who("Ines"))
    return numbers


def found(name, text, narrowed=ALL, begin=0, end=50):
    return [row.number for row in saying.saying(who(name), text, narrowed, begin, end)]


@own_index
@pytest.mark.parametrize(
    ("text", "place"),
    [("丽亚", 2), ("于丽亚", 2), ("丽", 2), ("县被", 2), ("Текес", 1), ("ҰСТАЛДЫ мект", 1), ("tek", 0),
     ("canary yard", 0), ("تېكەس", 3), ("ئايشە", 3), ("ئایشە", 3)],
)  # fmt: skip
def test_words_are_found_in_every_script_by_their_beginning(filled, text, place):
    assert found("Leila", text) == [filled[place]]
    row = saying.saying(who("Leila"), text, Narrowed(), 0, 1)[0]
    assert list(places(row.text, asked(text))), "and they are marked where they stand"


@own_index
@pytest.mark.parametrize("text", ["亚丽", "ekes", "yard tekesss", "", '"', "NEAR(", "a* OR b", "text:tekes -x", "％"])
def test_what_nobody_said_is_not_found_and_signs_are_no_questions(filled, text):
    assert found("Leila", text) == []


def test_accounts_are_narrowed(filled):
    assert found("Leila", "te", Narrowed(language="en")) == [filled[0]]
    assert found("Leila", "те", Narrowed(since="2018-02-01")) == [filled[1]]
    assert found("Leila", "tekes", Narrowed(since="2018-02-01")) == []
    assert found("Leila", "tekes", Narrowed(kind="nothing")) == []


def test_what_a_reader_may_not_see_is_not_found_and_pushes_nothing_out(filled, monkeypatch):
    monkeypatch.setattr(saying, "FIRST_LOOK", 1)
    assert found("Leila", "tekes") == [filled[0]] and len(found("Olga", "tekes")) == 1
    assert found("Leila", "elsewhere") == [] and found("Leila", "tekes", begin=1) == []


def words_kept():
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE temp.kept USING fts5vocab('main', 'tizim_accountwords', 'row')")
        cursor.execute("SELECT term FROM temp.kept")
        terms = {term for (term,) in cursor.fetchall()}
        cursor.execute("DROP TABLE temp.kept")
    return terms


@own_index
def test_words_of_an_erased_account_are_in_no_part_of_the_index(filled, archive):
    assert "canary" in words_kept()
    text_index.forget(account_ids=[saying.numbered(who("Leila"), f"A-{filled[0]}").id])
    assert found("Leila", "canary") == []
    assert "canary" not in words_kept() and "tekes" in words_kept()


@own_index
def test_taking_in_keeps_the_index_up_to_date_as_rebuild_would(filled, archive):
    number = take_in(archive, account("Bota Seyit", text="Zhanara came back")).numbers[0]
    pipeline.refresh_new(who("Ines"), [saying.numbered(who("Leila"), f"A-{number}").id])
    assert found("Leila", "zhanara") == [number]
    before = words_kept()
    text_index.replace_all()
    assert words_kept() == before and found("Leila", "zhanara") == [number]


def test_the_page_shows_people_and_accounts_with_the_passage_marked(filled, read):
    page = read("Leila", "/search?q=Ayshe")
    assert 'id="people"' in page and 'id="accounts"' in page and "<mark>Ayshe</mark>" in page
    assert "<mark>丽亚</mark>" in read("Leila", "/search?q=丽亚")
    assert f'href="/accounts/{filled[0]}"' in read("Leila", f"/search?q=A-{filled[0]}")
    assert 'id="accounts"' not in read("Leila", "/search?q=Ayshe&sex=male")
    assert 'id="people"' not in read("Leila", "/search?q=Ayshe&language=en")
    assert "Nothing was found" in read("Leila", "/search?q=Qqqq")


def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(filled, sit):
    answer = sit("Leila").get("/search", {"q": "Ayshe", "since": "soon", "county": "Tekes"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "soon" in page and 'value="Ayshe"' in page and 'value="Tekes"' in page


def test_hostile_texts_stay_text(archive, read):
    take_in(archive, account("Ayshe", text="taken <script>alert(1)</script> \u202e away", title="<b>x</b>"))
    pipeline.refresh(who("Ines"))
    page = read("Leila", "/search?q=script")
    assert "&lt;<mark>script</mark>&gt;" in page and "<b>x" not in page and "\u202e" not in page


def test_a_search_is_kept_for_its_member_alone(filled, sit, read):
    client = sit("Leila")
    kept = client.post("/search/kept", {"q": "Ayshe", "sex": "female", "name": "Her"})
    assert kept.status_code == 303 and kept["Location"] == "/search?q=Ayshe&sex=female"
    assert 'href="/search?q=Ayshe&amp;sex=female"' in read("Leila", "/search")
    for other in ("Marat", "Olga"):
        assert "sex=female" not in read(other, "/search")
    one = saved_searches.saved(who("Leila"))[0]
    sit("Marat").post("/search/kept", {"remove": str(one.number)})
    assert saved_searches.saved(who("Leila")) == [one]
    sit("Leila").post("/search/kept", {"remove": str(one.number)})
    assert saved_searches.saved(who("Leila")) == []


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_a_search_without_a_fit_name_is_not_kept(filled, sit, name):
    answer = sit("Leila").post("/search/kept", {"q": "Ayshe", "name": name}, follow=True)
    assert "at most 80" in answer.content.decode() and 'value="Ayshe"' in answer.content.decode()
    assert saved_searches.saved(who("Leila")) == []


def test_words_are_cut_alike_when_kept_and_when_asked():
    for text in ("于丽亚 Tekes", "тоқта ұста", "ئايشە"):
        for word in asked(text):
            assert re.search(r"(?:^| )" + re.escape(" ".join(word.parts)), indexed(text))
