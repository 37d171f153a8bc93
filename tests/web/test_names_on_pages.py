"""How pages show what people gave: every name isolated in its own direction, and hostile text as nothing but text."""

import re

import pytest
from given import take_in_everywhere
from page_text import Runs, without_scripts

from tizim import pipeline
from tizim.web.isolated import bdi, direction, plain
from world import account, said, take_in, who

pytest_plugins = ["at_the_desk"]

NAMES = {
    "Tolqyn Demesin": "ltr",
    "Толқын Демесін": "ltr",
    "托勒肯·德梅辛": "ltr",
    "تولقىن دەمېسىن": "rtl",
    "تولقىن دەمېسىن (Tolqyn)": "rtl",
}
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b onclick=x>x</title></bdi><svg/onload=1>]]><!--<x>",
    "{{ request }}{% csrf_token %}{0}{name}%s &lt;b&gt;&amp; javascript:alert(1) %00%0d%0aSet-Cookie:a=b",
    "a\u202eb\u2066c\u2069\u2069\u202dd",
    "\u2067\u202bx\x07\x1b[31m",
)
TAGS = set(
    "html head title meta link body a header p nav ul li form input button main footer bdi h1 h2 h3 dl dt dd div "  # noqa: SIM905
    "section span strong article details summary blockquote table tbody tr th td label br select option mark "
    "aside svg defs g desc rect line circle text stop del ins q ol caption thead textarea kbd datalist".split()
)
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f]")


@pytest.mark.parametrize(("name", "way"), NAMES.items())
def test_every_name_and_text_stands_isolated_in_its_own_direction(archive, read, tmp_path, name, way):
    seen = 0
    for address in take_in_everywhere(archive, tmp_path, name):
        for tags, attributes, run in Runs(read("Ines", address, language="ug")):
            if name in run and tags[-1] != "title" and not telling(tags):  # a title takes no markup
                if "svg" in tags:  # where there is no bdi, a text says its direction, and keeps apart
                    assert tags[-1] in ("title", "desc") or attributes["unicode-bidi"] == "isolate", (address, tags)
                    assert tags[-1] != "text" or attributes["direction"] == way or run != name, (address, run)
                    continue
                if tags[-1] == "option":  # takes no markup, stands alone, and is laid out by its own letters
                    assert attributes["dir"] == "auto", (address, run)
                    continue
                assert tags[-1] == "bdi", (address, tags, run)
                assert attributes["dir"] == way or run != name, (address, run)  # a sentence has its own direction
                seen += 1
    assert seen > 150


def telling(tags: list[str]) -> bool:
    """A whole text stands in paragraphs of a block with a direction, which the next test looks at."""
    return tags[-3:] == ["section", "div", "p"]


@pytest.mark.parametrize(("name", "way"), NAMES.items())
def test_a_whole_text_stands_in_its_direction_and_language(archive, read, name, way):
    take_in(archive, account(name, text=f"{name}\n\n{name}", language="ug", translation="A translation."))
    page = read("Marat", "/accounts/1", language="ug")
    assert f'<div class="telling" id="telling" dir="{way}" lang="ug"><p>{name}</p>\n\n<p>{name}</p></div>' in page
    assert '<div class="telling" dir="ltr"><p>A translation.</p></div>' in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(archive, read, tmp_path, text):
    pages = {address: read("Ines", address) for address in take_in_everywhere(archive, tmp_path, text)}
    for address, page in pages.items():
        assert not TURNING.search(page), address
        assert set(re.findall(r"<([a-z0-9]+)[\s>]", without_scripts(page))) <= TAGS, address
        assert not re.search(r"<[^>]*\son[a-z]+\s*=", re.sub(r'"[^"]*"', '""', page)), address
    runs = [run for page in pages.values() for _tags, _attributes, run in Runs(page)]  # all that is opened is closed
    assert plain(text).split("\N{REPLACEMENT CHARACTER}")[0] in "".join(runs)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_search_for_hostile_text_shows_it_as_text(archive, read, text):
    take_in(archive, account())
    page = read("Marat", "/people?q=" + "".join(f"%{byte:02x}" for byte in text.encode()))
    assert set(re.findall(r"<([a-z0-9]+)[\s>]", without_scripts(page))) <= TAGS
    assert list(Runs(page))


def test_signs_that_turn_a_name_are_made_visible_and_said(archive, read):
    take_in(archive, account("Tol\u202eqyn"), account("T\N{CYRILLIC SMALL LETTER O}lqyn Demesin"))
    pipeline.refresh(who("Ines"))
    page = read("Marat", "/people?q=Tolqyn")
    assert page.count('<span class="sign" title="U+202E">\N{REPLACEMENT CHARACTER}</span>') == 1
    told = "".join(read("Marat", link) for link in re.findall(r'href="(/people/\w+)"', page))
    assert "turn the order of its letters" in told and "mixes letters of two alphabets" in told


def test_joiners_that_arabic_script_needs_stay():
    word = "ئە\u200cلە\u200d\u0640ي\u0654"
    assert word in bdi(word) and word in plain(word)


def test_an_isolated_run_cannot_be_left():
    assert bdi("</bdi><script>") == '<bdi dir="ltr">&lt;/bdi&gt;&lt;script&gt;</bdi>'
    assert bdi("x", 'en" onload="x') == '<bdi dir="ltr">x</bdi>'
    assert not TURNING.search(bdi("x\u2069y\u202cz"))


DIRECTIONS = {"": "ltr", "123": "ltr", "قايرات, 17": "rtl", "Al-Quds القدس القدس القدس": "rtl", "« قايرات": "rtl"}


@pytest.mark.parametrize(("text", "way"), DIRECTIONS.items())
def test_direction_is_that_of_most_letters(text, way):
    assert direction(text) == way


def test_sealed_identities_and_identity_numbers_are_on_no_page(archive, read):
    number = "653125198001010001"
    take_in(archive, account("Tolqyn Demesin", said("id_number", number, as_said=f"his number is {number}")))
    take_in(archive, account("Tolqyn Demesin", said("id_number", number), said("birth", "1980")))
    pipeline.refresh(who("Ines"))
    people = re.findall(r'href="(/people/\w+)"', read("Ines", "/people"))
    pairs = re.findall(r'href="(/proposals/\w+/\w+)"', read("Ines", "/proposals"))
    pages = ("/", "/accounts/1", "/accounts/2", "/proposals", *pairs, *people)
    whole = "".join(read("Ines", address) for address in pages)
    assert "the same ID number" in whole and "(sealed)" in whole  # the number is there, and it is compared
    for word in ("Canary Source", "+7 700 CANARY", number, number[:6], "hmac:"):
        assert word not in whole
