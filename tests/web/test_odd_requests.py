"""Requests that no page of ours makes, and faults of ours: an answer each time, and never a value of the archive."""

import itertools
import logging
import re

import pytest

from tizim import lookup, pipeline
from tizim.core.errors import BadInput, Damaged, NotFound
from tizim.db import waiting
from tizim.web import desk, faults
from world import account, mention_of, said, take_in, who

pytest_plugins = ["at_the_desk"]

ODD_PAGES = ("abc", "", "0", "-1", "1.5", "1e9", "²", "٣", "9" * 5000, "2", "999999", "\x00", "1&page=2", "%")
ODD_NAMES = (
    "x" * 10_000,
    "\x00",
    "%",
    "ك" * 3000,
    " ",
    "A-1",
    "🙂" * 300,
    "\u202e",
    "\ud7ff\ufffe",
    "托" * 2000,
    "'; --",
)
NOT_THERE = (
    "/people/x", "/people/01hf7yat00e000800000000000", "/people/01HF7YAT00E00080000000000", "/people/" + "Z" * 26,
    "/people/01HF7YAT00E000800000000000/", "/people/%00", "/accounts/0", "/accounts/-1", "/accounts/1.0",
    "/accounts/A-1", "/accounts/" + "9" * 30, "/accounts/" + "9" * 5000, "/accounts/１",
    "/accounts/OFFICE-1", "/people/../accounts/1/x",
    "/language", "/enter", "//accounts/1", "/accounts//1", "/favicon.ico", "/robots.txt", "/.env", "/admin",
)  # fmt: skip


def quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


def test_a_page_that_is_none_is_one_that_is_there(archive, read):
    take_in(archive, account())
    for address, number in itertools.product(("/people", "/accounts", "/contradictions"), ODD_PAGES):
        page = read("Marat", f"{address}?page={quoted(number)}")
        assert "Tolqyn" in page or "daughter" in page or "None." in page


def test_any_name_can_be_looked_for(archive, read):
    take_in(archive, account())
    for address, name in itertools.product(("/people", "/places"), ODD_NAMES):
        assert len(read("Marat", f"{address}?q={quoted(name)}")) < 20_000


def test_a_very_long_name_costs_no_more_than_a_long_one(archive, read, monkeypatch):
    asked = []
    monkeypatch.setattr(lookup, "find", lambda _reader, text, **_more: asked.append(text) or lookup.Found())
    read("Marat", "/people?q=" + "x" * 10_000)
    assert [len(text) for text in asked] == [200]


def test_what_is_not_there_is_not_found(archive, sit):
    take_in(archive, account(external_id="OFFICE-1"))
    for address in NOT_THERE:
        answer = sit("Marat").get(address)
        assert answer.status_code == 404 and b"Tolqyn" not in answer.content, address


def test_an_account_is_not_found_by_a_name_that_looks_like_a_number(archive, read):
    take_in(archive, account("Tolqyn Demesin"), account("Serik Sultan", external_id="A-1"))
    assert "Tolqyn Demesin" in read("Marat", "/accounts/1") and "Serik" not in read("Marat", "/accounts/1")


def test_long_lists_have_pages_that_lead_on_and_back(archive, read):
    take_in(archive, *(account(f"Person {n:03}", text="", external_id=f"E-{n}") for n in range(205)))
    seen = []
    address = "/people"
    for number in ("1", "2", "3"):
        page = read("Marat", address)
        seen += [name for name in (f"Person {n:03}" for n in range(205)) if name in page]
        assert ("Next" in page) == (number != "3") and ("Previous" in page) == (number != "1")
        address = (re.findall(r'rel="next" href="([^"]+)"', page) or [""])[0].replace("&amp;", "&")
        address = f"/people{address}" if address.startswith("?") else address
    assert "A-1</a>" in read("Marat", "/accounts") and "A-205</a>" in read("Marat", "/accounts?page=3")
    assert seen == sorted(set(seen)) and len(seen) == 205
    pipeline.refresh(who("Ines"))
    page = read("Marat", "/people?q=Person")
    assert "There are more." in page and page.count('<li><a href="/people/') == 100


ERRORS = (
    ValueError("Canary Demesin"), KeyError("Canary Demesin"), BadInput("“Canary Demesin” is not a date."),
    NotFound("There is no place Canary Demesin."), Damaged("Canary Demesin"), RecursionError("Canary Demesin"),
)  # fmt: skip


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_fault_of_ours_shows_no_value_in_the_page_nor_in_the_terminal(archive, sit, error, monkeypatch, capfd):
    faults.listen()
    number = take_in(archive, account("Canary Demesin")).numbers[0]

    def fail(*_given, **_more):
        raise type(error)(*error.args)  # a new one: the frames that it holds go with it

    monkeypatch.setattr(pipeline, "profiles", fail)
    monkeypatch.setattr(waiting, "waiting", fail)
    for address in ("/", f"/people/{mention_of(number)}"):
        answer = sit("Marat", raise_request_exception=False).get(address)
        assert answer.status_code == 500
        assert b"Something went wrong on our side" in answer.content and b"Canary" not in answer.content
    out, err = capfd.readouterr()
    assert type(error).__name__ in err and "web/" in err and len(err.splitlines()) == 2
    assert "Canary" not in out + err and mention_of(number) not in out + err


def test_what_a_reader_did_wrong_is_not_said_in_the_terminal(archive, sit, capfd):
    faults.listen()
    client = sit("Marat", enforce_csrf_checks=True)
    client.get("/people/01HF7YAT00E000800000000000")
    client.get("/nothing")
    client.post("/language/ug")
    client.get("/", headers={"host": "elsewhere.example"})
    sit("").get("/people")
    assert capfd.readouterr() == ("", "")


def test_a_member_who_left_reads_in_words_that_nobody_sits_here(archive, sit):
    answer = sit("Nobody Of This Name").get("/people")
    assert answer.status_code == 403 and b"Nobody sits at this desk." in answer.content


@pytest.fixture(autouse=True)
def _loggers_as_before():
    before = {name: (logging.getLogger(name).handlers, logging.getLogger(name).propagate) for name in faults.HEARD}
    yield
    for name, (handlers, propagate) in before.items():
        logging.getLogger(name).handlers, logging.getLogger(name).propagate = handlers, propagate
    desk.open_desk("", "")


def test_a_search_is_narrowed_in_its_address_and_says_what_it_cannot_read(archive, read):
    take_in(archive, account("Memet Ehmet", said("birth", "1980"), said("sex", "male")), account("Memet Ehmet"))
    pipeline.refresh(who("Ines"))
    page = read("Marat", "/people?q=Memet&born=1979-1981&sex=male")
    assert page.count('<li><a href="/people/') == 1 and "1980" in page
    assert '<details class="narrow" open>' in page and '<option value="male" selected>' in page
    assert read("Marat", "/people?q=Memet&born=1990").count('<li><a href="/people/') == 0
    assert "is no year of birth" in read("Marat", "/people?q=Memet&born=%3Cb%3Esoon")
    for address in ("/people", "/places"):
        for odd in ODD_NAMES:
            fields = "&".join(f"{name}={quoted(odd)}" for name in ("q", "born", "county", "sex", "status"))
            assert len(read("Marat", f"{address}?{fields}")) < 20_000
