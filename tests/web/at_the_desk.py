"""The desk opened for a member of the cast, and a browser that shows its secret."""

import pytest
from django.test import Client

from tizim.web import desk

SECRET = "the-secret-of-this-run"


@pytest.fixture
def sit(archive):
    """`sit("Marat")` opens the desk for Marat and gives a browser that may enter; "" gives one that may not."""

    def open_for(name: str, *, language: str = "en", **more) -> Client:
        desk.open_desk(name or "Marat", SECRET, archive)
        client = Client(SERVER_NAME="localhost", **more)
        client.cookies["language"] = language
        if name:
            client.cookies[desk.COOKIE] = SECRET
        return client

    yield open_for
    desk.open_desk("", "")


@pytest.fixture
def read(sit):
    """`read("Marat", "/people")` is the page as text, which must be there."""

    def page(name: str, address: str, *, language: str = "en") -> str:
        answer = sit(name, language=language).get(address)
        assert answer.status_code == 200, (name, address, answer.status_code)
        return answer.content.decode()

    return page
