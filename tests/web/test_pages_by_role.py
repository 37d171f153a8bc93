"""Every page × everyone: what each may open. A page that has no row here fails."""

import itertools

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver

from tizim import pipeline
from tizim.actions.members import set_member
from tizim.db import models
from tizim.web.urls import ROUTES
from world import account, mention_of, take_in, who

pytest_plugins = ["at_the_desk"]

# Ines holds every role but custodian; Boris only keeps the machine running; Vera has left; nobody shows no secret.
TABLE = """
page            Ines Marat Leila Tomas Petra Quentin Clara Axel Olga Boris Vera nobody
components      200  200   200   200   200   200     200   200  200  200   403  403
home            200  200   200   200   200   200     200   200  200  200   403  403
people          200  200   200   200   200   200     200   200  200  403   403  403
places          200  200   200   200   200   200     200   200  200  403   403  403
accounts        200  200   200   200   200   200     200   200  200  403   403  403
proposals       200  200   200   200   200   200     200   200  200  403   403  403
pair            200  200   200   200   200   200     200   200  404  403   403  403
sign            303  403   303   303   303   303     403   403  303  403   403  403
take-back       303  403   303   303   303   303     403   403  303  403   403  403
derivation-back 303  303   303   303   403   303     403   403  303  403   403  403
requests        200  200   200   200   200   200     200   200  200  403   403  403
request         303  303   303   303   303   303     303   403  303  403   403  403
finding         200  403   200   200   403   200     403   403  404  403   403  403
due             200  200   200   200   200   200     200   200  200  403   403  403
end-task        303  303   303   303   303   303     303   403  303  403   403  403
unchecked       200  200   200   200   200   200     200   200  200  403   403  403
check           200  200   200   200   200   200     200   200  404  403   403  403
derivations     200  200   200   200   200   200     200   200  200  403   403  403
contradictions  200  200   200   200   200   200     200   200  200  403   403  403
profile         200  200   200   200   200   200     200   200  404  403   403  403
account         200  200   200   200   200   200     200   200  404  403   403  403
unknown-profile 404  404   404   404   404   404     404   404  404  403   403  403
unknown-account 404  404   404   404   404   404     404   404  404  403   403  403
no-page         404  404   404   404   404   404     404   404  404  404   404  403
theme           302  302   302   302   302   302     302   302  302  302   302  403
language        302  302   302   302   302   302     302   302  302  302   302  403
enter           302  302   302   302   302   302     302   302  302  302   302  302
enter-wrongly   403  403   403   403   403   403     403   403  403  403   403  403
"""
HEAD, *LINES = [line.split() for line in TABLE.strip().splitlines()]
PEOPLE = HEAD[1:]
EXPECTED = {row[0]: dict(zip(PEOPLE, map(int, row[1:]), strict=True)) for row in LINES}
CHOSEN = {route.name for route in ROUTES if route.read is None}  # asked by POST only
WRITTEN = {route.name for route in ROUTES if route.write}
NOT_PATTERNS = {"unknown-profile", "unknown-account", "no-page", "enter-wrongly"}


@pytest.fixture
def addresses(archive):
    set_member(by=who("Ines"), name="Boris", roles=("administrator",), compartments=("*",))
    set_member(by=who("Ines"), name="Vera", roles=("reviewer",))
    set_member(by=who("Ines"), name="Vera", roles=())
    number, other = take_in(archive, account(), account()).numbers
    unknown = "01HF7YAT00E000800000000000"
    pipeline.refresh(who("Leila"))
    return {
        "home": "/", "people": "/people", "places": "/places", "accounts": "/accounts", "proposals": "/proposals",
        "contradictions": "/contradictions", "derivations": "/derivations",
        "profile": f"/people/{mention_of(number)}", "account": f"/accounts/{number}",
        "unknown-profile": "/people/01HF7YAT00E000800000000000", "unknown-account": "/accounts/999",
        "no-page": "/admin/", "components": "/components", "theme": "/theme/dark", "language": "/language/ug",
        "enter": "/enter/the-secret-of-this-run", "enter-wrongly": "/enter/another-secret",
        "pair": f"/proposals/{mention_of(number)}/{mention_of(other)}", "sign": f"/judgements/{unknown}/sign",
        "take-back": f"/judgements/{unknown}/back", "derivation-back": "/derivations/back", "due": "/due",
        "end-task": f"/due/{unknown}", "unchecked": "/unchecked", "check": f"/accounts/{number}/check",
        "requests": "/requests", "request": f"/requests/{unknown}", "finding": f"/findings/{mention_of(number)}",
    }  # fmt: skip


def test_every_page_of_the_desk_has_a_row():
    patterns = get_resolver().url_patterns
    assert all(isinstance(one, URLPattern) for one in patterns), "an included list of pages needs rows too"
    assert {one.name for one in patterns} == set(EXPECTED) - NOT_PATTERNS


@pytest.mark.parametrize("name", PEOPLE)
def test_everyone_opens_what_the_table_says(sit, addresses, name):
    client = sit("" if name == "nobody" else name)
    for page, address in addresses.items():
        ask = client.post if page in CHOSEN else client.get
        assert ask(address).status_code == EXPECTED[page][name], (page, name)
        if name == "nobody":
            client.cookies.clear()  # entering gave the cookie


def test_no_page_takes_what_its_row_does_not_say(sit, addresses):
    client, before = sit("Ines"), models.LogLeaf.objects.count()
    for method, (page, address) in itertools.product(("post", "put", "patch", "delete"), addresses.items()):
        if method != "post" or page not in WRITTEN:
            assert getattr(client, method)(address).status_code in (404, 405), (page, method)
    assert models.LogLeaf.objects.count() == before


def test_no_page_writes_anything(sit, addresses, monkeypatch):
    """Every row of every table is as before, and no transaction was begun."""
    client = sit("Ines")
    monkeypatch.setattr(transaction, "atomic", lambda *a, **k: pytest.fail("a page began to write"))
    before = {model.__name__: sorted(map(str, model.objects.values_list())) for model in models.FACTS}
    for address in addresses.values():
        client.get(address)
    assert {model.__name__: sorted(map(str, model.objects.values_list())) for model in models.FACTS} == before


def test_a_head_request_says_what_get_would(sit, addresses):
    client = sit("Marat")
    for page, address in addresses.items():
        if page not in CHOSEN:
            assert client.head(address).status_code == EXPECTED[page]["Marat"], page
