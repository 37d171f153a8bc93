"""The pages: whole, safe, the same every time, and silent about what is hidden."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from sample import CANARIES, FULL, World, published, sample

from tizim.core.errors import BadInput, Damaged
from tizim.core.i18n import LANGUAGES
from tizim.publish.changes import read_previous
from tizim.publish.photo import clean_photo
from tizim.publish.select import photo_slug
from tizim.vault.manifest import is_path

VOID = {"meta", "link", "img", "br", "hr", "line", "rect"}


def portrait() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 40), "gray").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    world = sample()
    photos = {photo_slug(world.ids["portrait"]): clean_photo(portrait()).data}
    made = published(world.facts(), photos=photos, languages=tuple(LANGUAGES))
    made.pop("projection")
    return made


def pages(site) -> dict[str, str]:
    return {path: data.decode() for path, data in site.items() if path.endswith(".html")}


def page_of(site, words: str, folder="en/p") -> str:
    return next(text for path, text in pages(site).items() if path.startswith(folder) and f"<h1>{words}" in text)


class Reader(HTMLParser):
    """Keeps what the tests ask about a page; complains about tags that do not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open, self.links, self.ids, self.tags = [], [], [], []
        self.feed(text)
        assert self.open == [], self.open

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.links += [attributes[key] for key in ("href", "src") if key in attributes]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        assert tag in VOID
        self.tags.append((tag, dict(attrs)))


def test_no_canary_is_in_any_byte(site):
    found = [(canary, path) for path, data in site.items() for canary in CANARIES if canary.encode() in data]
    assert found == [] and len(site) > 90


def test_a_canary_would_be_seen():
    world = sample()
    world.account("open", "neighbour", FULL)
    world.mention("o", "open", "person", CANARIES[0])
    world.says("os", "open", "o", "status", "camp")
    assert any(CANARIES[0].encode() in data for data in published(world.facts()).values())


def test_every_page_closes_its_tags_and_leads_somewhere(site):
    for path, text in pages(site).items():
        reader = Reader(text)
        assert len(reader.ids) == len(set(reader.ids)), path
        for link in reader.links:
            place, _, anchor = link.partition("#")
            target = os.path.normpath(str(Path(path).parent / place)) if place else path
            assert target in site, (path, link)
            assert not anchor or anchor in Reader(site[target].decode()).ids, (path, link)


def test_pages_hold_no_script_no_style_attribute_and_load_nothing_from_elsewhere(site):
    for path, text in pages(site).items():
        tags = Reader(text).tags
        assert not {tag for tag, _ in tags} & {"script", "iframe", "object", "form", "style", "base"}, path
        assert not [name for _, attributes in tags for name in attributes if name.startswith("on") or name == "style"]
        assert not [link for link in Reader(text).links if re.match(r"[a-z]+:|//", link)], path
        assert "default-src 'none'; style-src 'self'" in text


def test_pages_say_their_language_and_direction(site):
    for path, text in pages(site).items():
        tags = Reader(text).tags
        html = next(attributes for tag, attributes in tags if tag == "html")
        language = path.split("/")[0] if "/" in path else "en"
        assert html["lang"] == language
        assert html.get("dir", "ltr") == ("rtl" if language == "ug" else "ltr")
        assert sum(tag == "h1" for tag, _ in tags) == sum(tag == "main" for tag, _ in tags) == 1


def test_names_stand_isolated_in_their_own_direction(site):
    text = page_of(site, '<bdi lang="und-Arab" dir="rtl">توق', "ug/p")
    assert '<bdi lang="und-Arab" dir="rtl">توقتاسىن ئۈلگىباي</bdi>' in text
    assert '<bdi lang="und-Cyrl" dir="ltr">Тоқтасын Үлгібай</bdi>' in text


def test_every_value_says_how_we_know(site):
    for path, text in pages(site).items():
        if path.startswith("en/p/"):
            assert text.count('class="value"') <= text.count("How do we know?") + text.count('class="label">reasonable')


def test_an_account_that_is_less_exact_is_not_made_to_say_more(site):
    text = page_of(site, '<bdi lang="und-Latn" dir="ltr">Toktasyn Ulgibai')
    value = re.search(r"14 October 2017.*?</article>", text, re.S)[0]
    assert re.search(r"Neighbour.*?October 2017", value, re.S)
    assert value.count("four men of the county office") == 1


def test_the_official_version_stands_apart_with_its_own_voice_and_against_the_others(site):
    text = page_of(site, '<bdi lang="und-Latn" dir="ltr">Toktasyn Ulgibai')
    official = re.search(r'class="official".*?</section>', text, re.S)[0]
    assert "该人员已结业" in official and "2 items, 1 independent voice" in official
    assert "released" not in text.split('class="official"')[0].split('id="content"')[1].split("</figure>", 2)[-1]
    assert "These statements cannot both be right" in text


def test_a_number_held_is_shown_as_what_it_is(site):
    text = next(text for path, text in pages(site).items() if path.startswith("en/g/"))
    assert "1\N{NARROW NO-BREAK SPACE}000\N{NARROW NO-BREAK SPACE}000 or more" in text
    assert "An estimate by others" in text and "a million" in text


def test_hostile_text_stays_text():
    evil = "<script>alert(1)</script>\"'><img src=x onerror=y>\N{RIGHT-TO-LEFT OVERRIDE}\x00{{ 7*7 }}"
    world = World()
    world.source("S", "press", public_name=evil)
    world.account("A", "S", FULL, title=evil, publication=evil, url="javascript:alert(1)", language=evil)
    world.mention("p", "A", "person", evil)
    world.says("s", "A", "p", "profession", evil, as_said=evil, language=evil, value_raw=evil, qualifiers={"by": evil})
    world.finding("p", evil)
    for path, data in published(world.facts()).items():
        if path.endswith(".html"):
            tags = Reader(data.decode()).tags
            assert not [tag for tag, attributes in tags if tag in ("script", "img") or "onerror" in attributes]
            assert b"\x00" not in data and not [link for link in Reader(data.decode()).links if ":" in link]


def test_cells_cannot_become_formulas():
    world = World()
    world.source("S", "press", public_name="=cmd|' /C calc'!A0")
    world.account("A", "S", FULL)
    world.mention("p", "A", "person", "+Asan")
    world.says("s", "A", "p", "profession", "@SUM(1)")
    made = published(world.facts())
    assert b"'@SUM(1)" in made["data/statements.csv"] and b",@SUM" not in made["data/statements.csv"]
    assert json.loads(made["data/statements.jsonl"].splitlines()[0])["value"] == "@SUM(1)"


def test_the_same_register_gives_the_same_bytes_in_another_process(site):
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); from sample import *; "
        "made = published(sample().facts()); "
        "print(hashlib.sha256(b''.join(p.encode() + d for p, d in made.items())).hexdigest())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Almaty"))
    }  # fmt: skip
    assert len(answers) == 1


def test_files_come_sorted_under_names_that_a_bundle_may_hold(site):
    assert list(site) == sorted(site)
    assert all(is_path(path) for path in site)


def test_a_photograph_that_was_not_cleaned_stops_the_release():
    world = sample()
    with pytest.raises(BadInput):
        published(world.facts(), photos={photo_slug(world.ids["portrait"]): portrait() + b"canary"})


def test_the_change_log_names_what_is_new_and_only_counts_what_is_gone():
    world = sample()
    before = published(world.facts())
    previous = read_previous(before["data/changes.json"])
    gone = next(p for p, d in before.items() if p.startswith("en/p/") and "Мәулетқызы" in d.decode())
    world.withdraw("E")
    world.account("new", "neighbour", FULL)
    world.mention("n", "new", "person", "Nurgul Bekqyzy")
    world.says("ns", "new", "n", "status", "camp")
    after = published(world.facts(), previous=previous)
    text = after["en/changes.html"].decode()
    slug = gone.removeprefix("en/p/").removesuffix(".html")
    assert "Nurgul Bekqyzy" in text and not [path for path, data in after.items() if slug.encode() in data]
    assert [entry["gone"] for entry in json.loads(after["data/changes.json"])["history"]] == [2, 0]


def test_a_page_whose_numbers_alone_moved_did_not_change():
    world = sample()
    previous = read_previous(published(world.facts())["data/changes.json"])
    world.account("new", "daughter", FULL, told_on="2001")
    world.mention("n", "new", "person", "Nurgul Bekqyzy")
    world.says("ns", "new", "n", "status", "camp")
    after = json.loads(published(world.facts(), previous=previous)["data/changes.json"])
    assert after["history"][0] == {"added": 1, "changed": 0, "date_on": "2026-11-22", "gone": 0, "number": 3}


@pytest.mark.parametrize("data", [b"", b"[]", b'{"format":"tizim/changes/2"}', b'{"format":"tizim/changes/1"}'])
def test_a_damaged_change_list_is_said_to_be_damaged(data):
    with pytest.raises(Damaged):
        read_previous(data)


def test_an_empty_register_is_a_register():
    made = published(World().facts())
    assert "en/people.html" in made and made["data/statements.csv"] == b""


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_text_colour_has_the_contrast_that_people_need(site, theme):
    block = re.findall(r":root \{(.*?)\}", site["static/site.css"].decode(), re.S)[theme]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block))
    for text in ("ink", "soft", "link", "mark"):
        for ground in ("paper", "card"):
            low, high = sorted((luminance(colours[text]), luminance(colours[ground])))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (text, ground)


def test_a_contradiction_stands_once_with_all_accounts_on_each_side():
    world = sample()
    world.source("daily", "state_media", public_name="Kumtag Daily")
    world.account("K", "daily", FULL, kind="article", published_on="2018-12-11")
    world.mention("tK", "K", "person", "Toktasyn Ulgibai")
    world.same("tA", "tK")
    world.says("k1", "K", "tK", "status", "released_free", valid_when="2018-12", how_known="official_statement")
    text = page_of(published(world.facts()), '<bdi lang="und-Latn" dir="ltr">Toktasyn Ulgibai')
    part = re.search(r'id="contradictions".*?</section>', text, re.S)[0]
    assert part.count('class="pair"') == part.count("Kumtag Daily") == part.count("Office of Public Order") == 1


def test_a_facility_lists_each_person_once_and_not_itself():
    world = sample()
    world.says("t30", "A", "tA", "event", "transferred", valid_when="2018-01", qualifiers={"facility": "fA"})
    text = next(text.decode() for path, text in published(world.facts()).items() if path.startswith("en/f/"))
    part = re.search(r"People held here.*?</section>", text, re.S)[0]
    assert part.count("<h3>") == 1 and part.count('class="value"') == 2 and "/f/" not in part
