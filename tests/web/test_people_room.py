"""The page of a person: everything told of them, in the order the field knows, with who says so and how they know."""

import re

import pytest
from page_text import Runs, without_scripts, without_tokens
from rich_person import FACILITY, tolqyn

from tizim import pipeline
from tizim.actions.judgements import judge, undo_judgement
from tizim.actions.members import set_member
from tizim.core.drafts import MentionDraft
from tizim.db import models
from tizim.web.people import drawing
from world import account, mention_of, said, take_in, who

pytest_plugins = ["at_the_desk"]
HOSTILE = "<script>alert(1)</script>\"'><b onclick=x>x</text></svg>\u202e"


@pytest.fixture
def person(archive):
    return tolqyn(archive)


def part(page: str, anchor: str) -> str:
    """One section of a page."""
    return page.split(f'<section id="{anchor}"')[1].split("</section>", maxsplit=1)[0]


def test_a_page_tells_everything_in_the_order_of_the_field(person, read):
    page = read("Leila", f"/people/{person}")
    order = [f"part-{code}" for code in ("testifying", "about", "chronology", "reasons", "status", "official")]
    places = [page.index(f'<section id="{anchor}"') for anchor in (*order, "contradictions", "findings", "history")]
    assert places == sorted(places)
    assert all(f'href="#{anchor}"' in page for anchor in order)


def test_a_value_has_its_accounts_its_voices_how_it_is_known_when_it_was_told_and_its_words(person, read):
    shown = part(read("Leila", f"/people/{person}"), "part-chronology").split("<article")
    taken = next(one for one in shown[1:] if "detained" in one and "Tekes" in one)
    for words in ('href="/accounts/1"', 'href="/accounts/2"', "2 items, 2 independent voices", "How do we know?",
                  "saw it", "told on", "3 May 2018", "They took him before breakfast."):  # fmt: skip
        assert words in taken, words


def test_contradictions_stand_side_by_side_where_they_belong_and_reviewers_may_write_a_finding(person, read):
    page = read("Leila", f"/people/{person}")
    about = part(page, "part-about")
    assert "two dates of birth" in about and about.count('class="side"') >= 2
    assert "1970" in about and "1975" in about and f'href="/findings/{person}"' in about
    anchors = re.findall(r'href="#(c\d+-\d+)"', part(page, "contradictions"))
    assert anchors and all(f'id="{anchor}"' in page for anchor in anchors)
    assert "/findings/" not in read("Marat", f"/people/{person}")


def test_the_official_version_stands_beside_what_is_told_with_a_count_of_its_own(person, read):
    page = read("Leila", f"/people/{person}")
    beside = part(page, "part-official")
    official, told = beside.split("What is testified")[0], beside.split("What is testified")[1]
    assert "released" in official and 'href="/accounts/3"' in official
    assert "in a re-education camp" in told and "/accounts/1" in told
    assert "counted apart: 3 items, 1 independent voice" in page
    assert "only the official version says so" in page


def test_who_testifies_is_named_as_far_as_the_office_may(person, read):
    page = read("Leila", f"/people/{person}")
    rows = part(page, "part-testifying").split("<tr")
    daughter = next(one for one in rows if 'href="/accounts/1"' in one)
    for words in ("daughter", "S-", "3 May 2018", "saw it", "may go out:", "the name (in full)", "nobody yet"):
        assert words in daughter, words
    assert "Canary Source" not in page and "+7 700 CANARY" not in page
    models.SecondCheck.objects.create(account=models.Account.objects.get(number=1), outcome="fit", recorded_by="Tomas")
    assert "Tomas" in part(read("Leila", f"/people/{person}"), "part-testifying")


def test_what_may_be_the_same_leads_to_the_pair(person, read):
    page = read("Leila", f"/people/{person}")
    other = mention_of(4)
    found = re.findall(r'href="/proposals/(\w{26})/(\w{26})"', page)
    assert other in {two for _one, two in found}
    judge(by=who("Leila"), mention_a=found[0][0], mention_b=other, verdict="different", reason="another man")
    assert f"/{other}" not in read("Leila", f"/people/{person}")


def drawn(page: str) -> str:
    return page.split('<svg class="timeline"')[1].split("</svg>", maxsplit=1)[0]


def test_the_drawing_of_time_has_a_lane_a_kind_marks_of_accounts_and_a_table_that_says_the_same(person, read):
    page = read("Leila", f"/people/{person}")
    svg = drawn(page)
    assert 'role="img"' in svg and "<title" in svg and "<desc" in svg
    for words in ("Taken", "Camp", "Released", "Papers", "Last contact", "today", "detained · A-1 A-2"):
        assert f">{words}</text>" in svg, words
    assert 'fill="url(#fade-before)"' in svg  # "before April 2018" fades where it has no beginning
    table = page.split("The same as a table")[1].split("</table>")[0]
    assert table.count("<tr>") - 1 == svg.count('class="span ') >= 7
    assert "12 October 2017" in table or "October 2017" in table


def test_the_drawings_are_turned_where_the_page_reads_from_right_to_left(person, read):
    one, other = (drawn(read("Leila", f"/people/{person}", language=code)) for code in ("en", "ug"))
    at = [float(re.search(r'class="today" x1="([\d.]+)%', svg)[1]) for svg in (one, other)]
    assert at[0] > 90 and at[1] == pytest.approx(100 - at[0])
    assert 'direction="rtl"' in other and 'direction="rtl"' not in one


def test_where_no_date_is_told_nothing_is_drawn(archive, read):
    take_in(archive, account("Tolqyn", said("birth", "1970")))
    page = read("Leila", f"/people/{mention_of(1)}")
    assert "<svg" not in page and "The same as a table" not in page


def test_the_family_is_drawn_as_accounts_say_with_who_is_held_and_links(person, read):
    page = read("Leila", f"/people/{person}")
    svg = page.split('<svg class="family c4"')[1].split("</svg>")[0]
    named = {"Serik Demesin": "brother", "Aigul Demesin": "wife", "Dana Tolqyn": "daughter", "دانا تولقىن": "parent"}
    for name, word in named.items():
        box = next(one for one in re.split(r"<[ag][ >]", svg) if f">{name}</text>" in one)
        assert f">{word}</text>" in box, name
        assert ('class="bars"' in box) == (name == "Serik Demesin"), name
    assert 'direction="rtl" unicode-bidi="isolate" text-anchor="middle" class="name">دانا' in svg
    beside = page.split('class="kinship"')[1].split("</section>")[0]
    for name in named:
        assert re.search(rf'<a href="/people/\w{{26}}"><bdi[^>]*>{name}', beside), name


def test_relatives_whom_the_reader_does_not_see_are_nowhere(person, archive, read):
    before = without_tokens(read("Leila", f"/people/{person}"))
    set_member(by=who("Ines"), name="Zara", roles=("reviewer", "collector"), compartments=("*",))
    mentions = (MentionDraft("p1", "person", "Tolqyn Demesin"), MentionDraft("p2", "person", "Hidden Brother"))
    hidden = account(
        "Tolqyn Demesin", said("relation", "p2", qualifiers={"relation": "brother"}), mentions=mentions,
        compartment="elsewhere", external_id="hidden",
    )  # fmt: skip
    number = take_in(archive, hidden, by="Zara").numbers[0]
    judge(by=who("Zara"), mention_a=person, mention_b=mention_of(number), verdict="same", reason="hidden reason")
    pipeline.refresh(who("Ines"))
    assert without_tokens(read("Leila", f"/people/{person}")) == before
    history = without_tokens(read("Leila", f"/people/{person}/history"))
    assert "hidden reason" not in history and "Hidden Brother" not in history
    assert "Hidden Brother" in read("Zara", f"/people/{person}") and "hidden reason" in read(
        "Zara", f"/people/{person}/history"
    )


def test_hostile_names_are_only_text_in_the_drawings_too(archive, read):
    person = tolqyn(archive, further=HOSTILE)
    for address in (f"/people/{person}", f"/people/{person}/history", f"/people/{person}/accounts"):
        page = read("Leila", address, language="ug")
        assert "\u202e" not in page and "<script>" not in without_scripts(page).replace("<script src", "")
        assert "onclick" not in re.sub(r">[^<]*<", "><", re.sub(r'"[^"]*"', '""', page))
        assert list(Runs(page))


def test_the_history_says_who_wrote_corrected_judged_and_found_what(person, archive, read):
    corrected = account("Tolqyn Demesin", said("birth", "1976"), external_id="two")
    take_in(archive, corrected)
    row = judge(by=who("Leila"), mention_a=person, mention_b=mention_of(4), verdict="different", reason="another man")
    undo_judgement(by=who("Tomas"), judgement_id=row.id, reason="not sure")
    pipeline.refresh(who("Leila"))
    page = read("Leila", f"/people/{person}/history")
    kinds = ("taken in", "corrected", "judged the same", "judged different", "taken back: judged different",
             "a finding")  # fmt: skip
    assert all(f"<strong>{words}</strong>" in page for words in kinds)
    change = page.split("<strong>corrected</strong>")[1].split("</li></ol>")[0]
    assert "1975" in change.split("</del>")[0] + change.split("</del>")[1] and "1976" in change
    assert "Tomas" in page.split("<strong>a finding</strong>")[1].split("</li>")[0]  # who signed it
    assert "another man" in page and "not sure" in page and "holds no longer" in page
    newest = page.index("<strong>taken back: judged different</strong>")
    assert newest < page.index("<strong>corrected</strong>") < page.index("<strong>taken in</strong>")


def test_a_place_says_who_is_said_to_have_been_there(person, read):
    place = mention_of(1, "f1")
    page = read("Leila", f"/people/{place}")
    held = page.split('id="held"')[1].split("</section>")[0]
    assert FACILITY in page and "Tolqyn Demesin" in held and "sent to a camp" in held and "October 2017" in held
    assert "900" in page
    assert "Tolqyn Demesin" in read("Leila", f"/people/{place}/held")


def test_many_accounts_about_one_person_are_paged_and_the_page_stays_small(archive, read):
    take_in(archive, *(account("Tolqyn", said("sex", "male"), external_id=f"m{n}") for n in range(60)))
    one = mention_of(1)
    for number in range(2, 61):
        judge(by=who("Leila"), mention_a=one, mention_b=mention_of(number), verdict="same", reason="one man")
    pipeline.refresh_judged(who("Leila"))
    page = read("Leila", f"/people/{one}")
    assert "All 60 accounts" in page and "60 items" in page and len(page) < 150_000
    assert part(page, "part-testifying").split("</table>")[0].count("<tr") - 1 == 12
    second = read("Leila", f"/people/{one}/accounts?page=2")
    assert "A-60" in second and "A-51" in second and 'href="/accounts/50"' not in second
    assert read("Leila", f"/people/{one}/history").count('class="day"') == 50


def test_a_judgement_that_contradicts_leads_to_the_queue(person, read):
    judge(by=who("Tomas"), mention_a=mention_of(2), mention_b=mention_of(3), verdict="different", reason="two men")
    assert 'href="/proposals?stage=conflict"' in read("Leila", f"/people/{person}")


def test_a_long_name_is_shortened_in_a_drawing_and_whole_beside_it(archive, read):
    long = "Aigul " + "Demesin-Tolqynova " * 6
    page = read("Leila", f"/people/{tolqyn(archive, further=long.strip())}")
    assert drawing.shortened("Aigul Demesin-Tolqynova", 12) == "Aigul Demes…"
    assert long.strip() in page.split('class="kinship"')[1] and "…</text>" in page
