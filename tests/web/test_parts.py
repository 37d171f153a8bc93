"""Parts of pages: what each takes and nothing else, fields with whatever was typed, rows that grow and shrink."""

import json
import re
from pathlib import Path

import pytest
from django.template import Context, TemplateSyntaxError, engines
from page_text import Runs

from tizim import web
from tizim.web.fields import KINDS, MOST_ROWS, Field, Rows, rows_given
from tizim.web.parts import HOLDS, LEAF
from world import account, take_in

pytest_plugins = ["at_the_desk"]

TEMPLATES = Path(web.__file__).parent / "templates" / "desk"
EVERY = {**HOLDS, **LEAF}
HOSTILE = "\"><script>x</script> onfocus=x ' </textarea></option></bdi>{{ request }}"


def draw(source: str, **values) -> str:
    return engines["django"].engine.from_string(source).render(Context(values))


def test_every_part_has_a_template_and_every_template_is_a_part():
    assert {path.stem for path in (TEMPLATES / "parts").glob("*.html")} - {"field_words"} == set(EVERY)
    assert not set(HOLDS) & set(LEAF)


@pytest.mark.parametrize("name", EVERY)
def test_a_part_says_what_it_takes_and_uses_it(name):
    said, drawn = (TEMPLATES / "parts" / f"{name}.html").read_text("utf-8").split("{% endcomment %}", 1)
    for parameter in EVERY[name].split():
        assert re.search(rf"\b{parameter}\b", said), (name, parameter)
        assert re.search(rf"\{{[{{%][^}}]*\b{parameter}\b", drawn), (name, parameter)
    assert ("content" in drawn) == (name in HOLDS)


def test_the_page_of_parts_shows_every_part(archive, read):
    source = (TEMPLATES / "components.html").read_text("utf-8")
    assert set(re.findall(r'\{% (?:put|part) "(\w+)"', source)) == set(EVERY)
    page = read("Marat", "/components", language="ug")
    assert list(Runs(page)) and page.count("<h1") == 1


@pytest.mark.parametrize("source", [
    '{% put "button" lable="x" %}', '{% put "notice" kind="ok" %}', '{% put "none" %}',
    '{% part "button" label="x" %}{% endpart %}', '{% part "side" class="x" %}{% endpart %}',
])  # fmt: skip
def test_what_a_part_does_not_take_is_refused(source):
    with pytest.raises(TemplateSyntaxError):
        draw(source)


def test_nothing_of_the_page_around_it_reaches_a_part():
    assert "Leaked" not in draw(
        '{% part "side" %}x{% endpart %}{% put "button" label="y" %}', title="Leaked", name="Leaked"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_typed_stands_in_its_field_as_nothing_but_text(kind):
    field = Field("a.0.b", HOSTILE, kind=kind, value=HOSTILE, hint=HOSTILE, error=HOSTILE, example=HOSTILE, lang="ug",
                  choices=[(HOSTILE, HOSTILE, HOSTILE)], extra={"data-x": HOSTILE})  # fmt: skip
    page = draw('{% put "field" field=field %}', field=field)
    assert list(Runs(page)) and "<script" not in page and "{{ request }}" in page
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", re.sub(r'"[^"]*"', '""', page))
    told = page.count("&quot;&gt;&lt;script&gt;")
    assert told >= (5 if kind in ("password", "file") else 6), told


def test_a_passphrase_is_never_given_back():
    assert "secret" not in draw('{% put "field" field=field %}', field=Field("p", "P", kind="password", value="secret"))


@pytest.mark.parametrize("kind", ["text", "search", "textarea", "date", "number", "tel", "password"])
def test_browsers_neither_remember_nor_send_away_what_is_typed(kind):
    page = draw('{% put "field" field=field %}', field=Field("n", "N", kind=kind))
    assert 'autocomplete="off"' in page and 'spellcheck="false"' in page


def test_a_field_is_described_by_its_hint_its_example_and_its_error():
    page = draw('{% put "field" field=field %}', field=Field("n", "N", hint="h", example="e", error="x"))
    described = re.search(r'aria-describedby="([^"]+)"', page)[1].split()
    assert described == ["n-hint", "n-example", "n-error"] and all(f'id="{one}"' in page for one in described)
    assert 'aria-invalid="true"' in page and '<label for="n">' in page


def test_a_kind_that_is_none_is_refused():
    with pytest.raises(ValueError, match="colour"):
        Field("n", "N", kind="colour")


def test_every_row_is_read_in_its_order_and_no_more_than_so_many():
    sent = {f"r.{at}.a": str(at) for at in (3, 0, 12, MOST_ROWS)}
    assert [row["a"] for row in rows_given({**sent, "r.x.a": "-", "rr.1.a": "-", "a": "-"}, "r")] == ["0", "3", "12"]
    assert [row["a"] for row in rows_given({**sent, "remove": "r.3"}, "r")] == ["0", "12"]
    assert rows_given({"r.0.a": "0", "remove": "other.0", "add": "other"}, "r") == [{"a": "0"}]


def test_buttons_of_rows_send_an_unfinished_form_too():
    group = Rows("r", "Rows", [[Field("r.0.a", "A", required=True)]], said="Row", add="Another")
    page = draw('{% put "rows" group=group %}', group=group)
    assert page.count("formnovalidate") == 2 and 'name="remove" value="r.0"' in page and 'name="add" value="r"' in page


def test_the_menu_says_where_one_is_and_what_a_page_belongs_to(archive, read):
    take_in(archive, account())
    for address, marked in {"/accounts": "page", "/accounts/1": "true", "/accounts?page=1": "page"}.items():
        assert (
            read("Marat", address).count(f'<a href="/accounts" aria-current="{marked}">') == 2
        )  # for phones, and wide
    assert read("Marat", "/accounts/1").count("aria-current") == 2 + 2  # and the language, and light or dark


def test_htmx_evaluates_nothing_and_keeps_nothing(archive, read):
    told = json.loads(re.search(r"<meta name=\"htmx-config\" content='([^']+)'", read("Marat", "/"))[1])
    assert told["selfRequestsOnly"] and told["historyCacheSize"] == 0
    assert not (told["allowEval"] or told["allowScriptTags"] or told["includeIndicatorStyles"])


def test_a_choice_of_light_or_dark_leads_back_and_nowhere_else(archive, sit):
    client = sit("Marat")
    answer = client.post("/theme/dark", {"next": "/people?q=x"})
    assert (answer["location"], client.cookies["theme"].value) == ("/people?q=x", "dark")
    assert client.cookies["theme"]["httponly"] and client.cookies["theme"]["samesite"] == "Strict"
    assert 'data-theme="dark"' in client.get("/people").content.decode()
    assert client.post("/theme/auto", {"next": "//elsewhere.example"})["location"] == "/"
    assert "data-theme" not in client.get("/people").content.decode()
    client.post("/theme/purple")
    assert client.cookies["theme"].value == "auto"
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in client.get("/people").content.decode()
