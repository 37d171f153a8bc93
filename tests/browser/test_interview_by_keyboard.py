"""The whole first interview, from the first word to the printed summary, by somebody who has nothing but a keyboard.

In English, in Uyghur, and without scripts; and the server killed in the middle of it: nothing typed is lost.
"""

import shutil
import signal
import time
from dataclasses import dataclass

import pytest
from keyboard import Keyboard

from running import make_workspace_apart, serving

pytest_plugins = ["chromium"]
pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Told:
    """What somebody types who takes the interview down."""

    source: str = "Saule Canary"
    name: str = "Asan Example"
    wife: str = "Torgyn Example"
    taken: str = "late 2017"
    place: str = "Tekes"
    by: str = "three men in uniform"
    asked: str = "asked where he is"
    risk: str = "pressed to stay silent"
    understood: str = "late 2017"


ENGLISH = Told()
UYGHUR = Told(
    "گۈلنار مىسال", "ئاسان مىسال", "تورغىن مىسال", "2017-يىلىنىڭ ئاخىرى", "تېكەس", "ئۈچ ساقچى", "نەدە دەپ سورىدى",
    "ئۈندىمەسلىككە قىستالدى", "2017-يىلىنىڭ ئاخىرى",
)  # fmt: skip


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    """A workspace that no other server holds."""
    return make_workspace_apart(tmp_path_factory.mktemp("apart"))


@pytest.fixture
def seat(at, desk):
    def sit(language="en", scripts=True):
        watched = at(desk, java_script_enabled=scripts)
        watched.page.context.add_cookies([{"name": "language", "value": language, "url": watched.served.origin}])
        return watched, Keyboard(watched.page, scripts)

    return sit


def begin(watched, keys, language="en"):
    watched.open("/interview")
    assert keys.focus == "language"
    keys.choose("language", language)
    keys.reach_button("", "")
    keys.go()


def who_speaks(keys, told):
    keys.choose("source.kind", "relative")
    keys.choose("source.relation", "brother")
    keys.write("source.name", told.source)
    keys.write("source.contact", "+7 700 000 1234")
    keys.write("source.safe_hours", "19:00-21:00")
    keys.next()


def interview(watched, keys, told):
    """What a sister tells of her brother, in the order of the form."""
    page = watched.page
    who_speaks(keys, told)
    for purpose, level in (("share_un", "yes"), ("publish_statement", "yes"), ("publish_name", "partial"),
                           ("date_precision", "month"), ("place_precision", "county")):  # fmt: skip
        keys.choose(f"consent.{purpose}", level)
    keys.choose("consent.given_how", "signed")
    keys.next()
    keys.write("person.names.0.name", told.name)
    keys.add_row("person.names")
    keys.write("person.names.1.name", "托尔根")
    keys.choose("person.names.1.as", "document")
    keys.write("person.birth", "1975")
    keys.choose("person.sex", "male")
    keys.next()
    keys.choose("events.events.0.what", "detained")
    keys.write("events.events.0.when", told.taken)
    keys.write("events.events.0.place", told.place)
    keys.write("events.events.0.by", told.by)
    keys.choose("events.events.0.how", "told_by_relative")
    keys.add_row("events.events")
    keys.choose("events.events.1.what", "sentenced")
    keys.write("events.events.1.when", "2019")
    keys.choose("events.events.1.how", "told_by_official")
    keys.write("events.events.1.years", "9")
    keys.next()
    keys.choose("status.status", "sentenced")
    keys.write("status.relatives.0.name", told.wife)
    keys.choose("status.relatives.0.relation", "wife")
    keys.next()
    keys.choose("steps.steps.0.to", "police")
    keys.write("steps.steps.0.when", "2018")
    keys.write("steps.steps.0.what", told.asked)
    keys.next()
    keys.write("risks.family", told.risk)
    keys.next()
    assert page.url.endswith("/files")
    keys.reach_link("/check")
    keys.go()
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    keys.go()
    assert "/interview/done/" in page.url


def summary(watched, keys):
    """What is signed, as it is printed."""
    number = watched.page.url.rsplit("/", 1)[1]
    watched.open(f"/interview/summary/{number}")
    watched.page.emulate_media(media="print")
    return watched.page.inner_text("main")


def wrong(watched):
    """Looking for the same person is given up when the page is left; that a row has the focus is no fault."""
    return [one for one in watched.wrong
            if not one.endswith("/same (net::ERR_ABORTED)") and not one.startswith("info: Autofocus")]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "scripts", "told"),
    [("en", True, ENGLISH), ("ug", True, UYGHUR), ("en", False, ENGLISH)],
    ids=["in English", "in Uyghur", "without scripts"],
)
def test_the_whole_interview_takes_nothing_but_a_keyboard(seat, language, scripts, told):
    watched, keys = seat(language, scripts)
    began = time.monotonic()
    begin(watched, keys, language)
    interview(watched, keys, told)
    print(f"\n{language}, scripts {scripts}: {keys.keys} keys, {time.monotonic() - began:.1f} s by a machine")
    signed = summary(watched, keys)
    for words in (told.name, told.wife, "托尔根", told.by, told.asked, told.understood):
        assert words in signed, words
    assert told.source not in signed and "+7 700" not in signed
    assert (watched.page.get_attribute("html", "dir") == "rtl") == (language == "ug")
    assert wrong(watched) == []
    assert keys.keys < 900


def test_what_the_page_kept_by_itself_outlives_a_server_that_is_killed(at, apart):
    """kill -9 in the middle of typing, started again at the same port: the page goes on by itself."""
    with serving(before=apart) as first:
        watched = at(first)
        keys = Keyboard(watched.page)
        begin(watched, keys)
        keys.choose("source.relation", "brother")
        keys.write("source.name", "Kept Before")
        keys.until("document.getElementById('kept').textContent.includes(':')")
        where = watched.page.url
        first.process.send_signal(signal.SIGKILL)
        first.process.wait(timeout=20)
        keys.write("source.contact", "typed while nobody answered")
        keys.until("document.getElementById('kept').classList.contains('waiting')")
        keys.press("Control+Enter")
        assert watched.page.url == where, "the page must not be left while the desk does not answer"
    port = int(first.origin.rsplit(":", 1)[1])
    with serving(before=apart, port=port) as second:
        beside = watched.page.context.new_page()
        beside.goto(second.address)
        keys.until("!document.getElementById('kept').classList.contains('waiting')")
        beside.goto(where)
        assert beside.input_value("[name='source.name']") == "Kept Before"
        assert beside.input_value("[name='source.contact']") == "typed while nobody answered"
        assert beside.input_value("[name='source.relation']") == "brother"
        beside.goto(where.replace("/source", "/person"))
        beside.fill("[name='person.names.0.name']", "Asan Example")
        with beside.expect_navigation():
            beside.click("form#interview button.primary")
        beside.goto(where.replace("/source", "/check"))
        with beside.expect_navigation():
            beside.click("main form button.primary")
        assert "/interview/done/" in beside.url


def test_without_scripts_what_was_sent_to_a_desk_that_was_started_again_stays_on_the_page(at, apart):
    with serving(before=apart) as first:
        watched = at(first, java_script_enabled=False)
        keys = Keyboard(watched.page, scripts=False)
        begin(watched, keys)
        keys.write("source.name", "Typed Before")
        first.process.send_signal(signal.SIGKILL)
        first.process.wait(timeout=20)
    port = int(first.origin.rsplit(":", 1)[1])
    with serving(before=apart, port=port) as second:
        keys.next()
        assert watched.page.input_value("[name='source.name']") == "Typed Before"
        beside = watched.page.context.new_page()
        beside.goto(second.address)
        watched.page.click("main form button")
        assert watched.page.url.endswith("/consent")
        watched.page.goto(watched.page.url.replace("/consent", "/source"))
        assert watched.page.input_value("[name='source.name']") == "Typed Before"


def test_who_is_maybe_the_same_person_comes_up_while_one_types(seat):
    watched, keys = seat()
    begin(watched, keys)
    watched.page.goto(watched.page.url.replace("/source", "/person"))
    assert "Tolqyn" not in watched.page.inner_text("#same")
    keys.write("person.names.0.name", "Tolqyn Demesin")
    keys.until("document.getElementById('same').textContent.includes('تولقىن دەمېسىن')")
    keys.reach_button("same", "A-1")
    keys.go()
    assert "Noted" in watched.page.inner_text("#same")
    assert wrong(watched) == []


@pytest.fixture
def heard(browser, desk):
    """A browser whose microphone hears a tone."""
    started = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=[
        "--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"])  # fmt: skip
    page = started.new_context().new_page()
    page.goto(desk.address)
    yield page
    started.close()


def test_sound_is_recorded_in_the_page_and_kept_as_it_is(heard, desk):
    heard.goto(f"{desk.origin}/interview")
    with heard.expect_navigation():
        heard.click("main form button.primary")
    heard.goto(heard.url.replace("/source", "/files"))
    heard.click(".recorder button")
    heard.wait_for_timeout(1500)
    with heard.expect_navigation():
        heard.click(".recorder button")
    assert "recording-" in heard.inner_text("main") and "sha256" in heard.inner_text("main")


@pytest.mark.parametrize(
    "section", ["source", "consent", "person", "events", "status", "steps", "risks", "files", "check"]
)
def test_no_section_holds_a_barrier_or_is_too_wide_for_a_telephone(seat, section):
    from axe import violations

    watched, keys = seat("ug")
    watched.open("/interview")
    with watched.page.expect_navigation():
        watched.page.click("main form button.primary")
    watched.open(watched.page.url.replace(watched.served.origin, "").replace("/source", f"/{section}"))
    assert watched.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert violations(watched.page) == []


def test_two_people_at_one_interview_each_see_what_the_other_wrote(seat, at, desk):
    watched, keys = seat()
    begin(watched, keys)
    address = watched.page.url.replace("/source", "/person")
    watched.page.goto(address)
    beside = watched.page.context.new_page()
    beside.goto(address)
    watched.page.fill("[name='person.profession']", "herder")
    watched.page.fill("[name='person.birth']", "1975")
    keys.until("document.getElementById('person-birth-hint').textContent.includes('Understood')")
    beside.fill("[name='person.profession']", "teacher")
    beside.fill("[name='person.father_name']", "Example")
    with beside.expect_navigation():
        beside.click("form#interview button.primary")
    assert "herder" in beside.inner_text("main") and beside.input_value("[name='person.profession']") == "teacher"
    assert beside.input_value("[name='person.birth']") == "1975"
    beside.check("[name='choose.person.profession'][value=mine]")
    with beside.expect_navigation():
        beside.click("form#interview button.primary")
    watched.page.reload()
    values = [watched.page.input_value(f"[name='person.{name}']") for name in ("profession", "birth", "father_name")]
    assert values == ["teacher", "1975", "Example"]
