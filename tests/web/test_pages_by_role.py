"""Every page: what it answers to whom stands in matrix.txt (see its first lines), held by test_matrix.py.

Here: that no page is forgotten, that reading writes nothing, and that no page takes a method that its row does not say.
A new page needs a line in addresses.py if its path has arguments; then `python tools/matrix.py` writes its lines.
"""

import itertools

import addresses as where
import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver

from tizim.actions.members import set_member
from tizim.db import models
from tizim.web.urls import ROUTES
from world import who

pytest_plugins = ["at_the_desk"]

CHOSEN = {route.name for route in ROUTES if route.read is None}  # asked by POST only
WRITTEN = {route.name for route in ROUTES if route.write}


@pytest.fixture
def addresses(archive):
    set_member(by=who("Ines"), name="Boris", roles=("administrator",), compartments=("*",))
    return where.addresses(archive)


def test_every_page_of_the_desk_has_an_address_that_leads_to_it(addresses):
    resolver = get_resolver()
    assert all(isinstance(one, URLPattern) for one in resolver.url_patterns), "an included list needs addresses too"
    assert {one.name for one in resolver.url_patterns} == set(addresses) - set(where.BESIDE)
    for name in set(addresses) - set(where.BESIDE):
        assert resolver.resolve(addresses[name]).url_name == name


@pytest.mark.parametrize("name", ["Ines", "Boris", "Olga"])
def test_a_page_answers_a_member_of_many_roles_and_none_of_it_breaks(sit, addresses, name):
    client = sit(name)
    for page, address in addresses.items():
        assert client.get(address).status_code in (200, 302, 303, 403, 404, 405), (page, name)


def test_no_page_takes_what_its_row_does_not_say(sit, addresses):
    client, before = sit("Ines"), models.LogLeaf.objects.count()
    for method, (page, address) in itertools.product(("post", "put", "patch", "delete"), addresses.items()):
        if method != "post" or page not in WRITTEN:
            assert getattr(client, method)(address).status_code in (404, 405), (page, method)
    assert models.LogLeaf.objects.count() == before


def test_no_page_writes_anything_when_it_is_read(sit, addresses, monkeypatch):
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
            assert client.head(address).status_code == client.get(address).status_code, page
