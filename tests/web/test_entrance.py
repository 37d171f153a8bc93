"""Who gets in, how the language changes, and what strangers' pages cannot make a browser do."""

import itertools
import re

import pytest
from django.test import Client

from tizim.core.i18n import LANGUAGES
from tizim.web import desk
from world import account, take_in

pytest_plugins = ["at_the_desk"]

PAGES = ("/", "/people", "/places", "/accounts", "/accounts/1", "/proposals", "/contradictions", "/people?q=Tolqyn")
ELSEWHERE = (
    "//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example/", "/\t/elsewhere.example", "elsewhere",
    "javascript:alert(1)", "\\\\elsewhere.example", "///elsewhere.example", "http:///elsewhere.example", "",
)  # fmt: skip


SHOWN = [None, "", "another-secret", "the-secret-of-this-ru", "the-secret-of-this-run2", "é"]


def test_no_page_without_the_secret(archive, sit):
    take_in(archive, account())
    for shown, address in itertools.product(SHOWN, (*PAGES, "/no-such-page", "/static/desk/../views.py")):
        client = sit("")
        if shown is not None:
            client.cookies[desk.COOKIE] = shown
        answer = client.get(address)
        assert answer.status_code == 403 and b"Tolqyn" not in answer.content, (shown, address)
        assert b"<nav" not in answer.content and b"<form" not in answer.content


def test_a_desk_that_nobody_opened_lets_nobody_in(archive, sit):
    client = sit("Marat")
    desk.open_desk("Marat", "")
    for shown in ("", "the-secret-of-this-run"):
        client.cookies[desk.COOKIE] = shown
        assert client.get("/people").status_code == 403


def test_the_address_of_the_terminal_becomes_a_cookie_for_this_machine_only(sit):
    client = sit("")
    entered = client.get("/enter/the-secret-of-this-run")
    assert entered["Location"] == "/"
    cookie = entered.cookies[desk.COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["domain"] and not cookie["max-age"]
    assert client.get("/people").status_code == 200


def test_a_wrong_secret_gives_no_cookie(sit):
    answer = sit("").get("/enter/another-secret")
    assert answer.status_code == 403 and not answer.cookies


HOSTS = ["elsewhere.example", "elsewhere.example:8765", "localhost.elsewhere.example", "10.0.0.5", "tizim"]


def test_another_hosts_name_is_refused_whatever_cookie_comes_with_it(archive, sit):
    take_in(archive, account())
    for host, address in itertools.product(HOSTS, PAGES):
        answer = sit("Marat").get(address, headers={"host": host})
        assert answer.status_code == 400
        assert b"Tolqyn" not in answer.content and b"Marat" not in answer.content


def test_this_machines_own_names_are_answered(sit):
    for host in ("localhost:8765", "127.0.0.1:8765", "[::1]:8765"):
        assert sit("Marat").get("/people", headers={"host": host}).status_code == 200, host


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_language_changes_and_stays(sit, code):
    client = sit("Marat")
    changed = client.post(f"/language/{code}", {"next": "/people?q=x"})
    assert changed["Location"] == "/people?q=x"
    assert changed.cookies["language"]["httponly"] and changed.cookies["language"]["samesite"] == "Strict"
    direction = "rtl" if code == "ug" else "ltr"
    assert f'<html lang="{code}" dir="{direction}">' in client.get("/people").content.decode()


@pytest.mark.parametrize("code", ["de", "../en", "ug%0d%0aSet-Cookie:%20a=b", "EN"])
def test_a_language_that_we_do_not_speak_changes_nothing(sit, code):
    answer = sit("Marat").post(f"/language/{code}")
    assert answer.status_code in (302, 404) and "language" not in answer.cookies


def test_a_cookie_with_another_language_shows_english(sit):
    for shown in ("de", "", "../../etc", "ug;kk", "é"):
        assert b'<html lang="en"' in sit("Marat", language=shown).get("/people").content


def test_changing_the_language_leads_nowhere_else(sit):
    for back in ELSEWHERE:
        assert sit("Marat").post("/language/ug", {"next": back})["Location"] == "/", back


def test_a_line_break_in_the_way_back_starts_no_header(sit):
    answer = sit("Marat").post("/language/ug", {"next": "/people\r\nSet-Cookie: a=b"})
    assert "\r" not in answer["Location"] and "\n" not in answer["Location"] and "a" not in answer.cookies


def test_only_a_form_of_ours_changes_the_language(sit):
    client = sit("Marat", enforce_csrf_checks=True)
    refused = client.post("/language/ug")
    assert refused.status_code == 403 and "language" not in refused.cookies
    assert b"<style" not in refused.content and b"This desk does not answer that" in refused.content
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/").content.decode())[1]
    assert client.post("/language/ug", {"csrfmiddlewaretoken": token}).status_code == 302


def test_a_form_from_elsewhere_is_refused_even_with_a_token(sit):
    client = sit("Marat", enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/").content.decode())[1]
    for origin in ("https://elsewhere.example", "null", "http://localhost:1"):
        answer = client.post("/language/ug", {"csrfmiddlewaretoken": token}, headers={"origin": origin})
        assert answer.status_code == 403, origin


def test_two_runs_have_two_secrets(monkeypatch):
    from tizim.web import serving

    shown = []
    monkeypatch.setattr(serving, "_serve", lambda app, port, path, *_more, **_named: shown.append(path))
    for _run in range(2):
        serving.serve_desk(None, "Marat", port=1, open_browser=False)
    assert len(set(shown)) == 2 and all(len(path) > len("/enter/") + 30 for path in shown)
    assert Client(SERVER_NAME="localhost").get(shown[0]).status_code == 403
    desk.open_desk("", "")


def test_a_stranger_makes_us_read_no_more_than_a_page_of_a_form(archive, sit):
    """What was typed is shown again to whoever must come in first; a flood is not even parsed."""
    client, ours = sit(""), {"sec-fetch-site": "same-origin"}
    short = client.post("/interview/x", "a=typed", content_type="application/x-www-form-urlencoded", headers=ours)
    assert short.status_code == 403 and b"typed" in short.content
    long = client.post(
        "/interview/x", f"a={'y' * 300_000}", content_type="application/x-www-form-urlencoded", headers=ours
    )
    assert long.status_code == 403 and b"yyy" not in long.content
    parts = client.post("/interview/x", {"a": "typed"}, headers=ours)
    assert parts.status_code == 403 and b"typed" not in parts.content
