"""Fixtures: members who have a sign-in, made cheaply, and browsers at the door."""

import pyotp
import pytest
from django.test import Client
from signing import OWN, SECRET, Clock

from tizim.actions import holding, sign_ins
from tizim.web import desk
from tizim.web.entrance import door, invited, signing_in
from tizim.web.entrance.patience import Patience
from world import who


@pytest.fixture
def clock(monkeypatch):
    one = Clock()
    monkeypatch.setattr(sign_ins.time, "time", one.time)
    for module in (desk, signing_in, invited):
        monkeypatch.setattr(module, "now", one.now)
    for module in (door, invited, signing_in):
        monkeypatch.setattr(module, "PATIENCE", Patience(clock=one.now))
    return one


@pytest.fixture
def cheap(monkeypatch, quick_costs):
    """Argon2id as cheap as it goes."""
    monkeypatch.setattr(sign_ins, "COSTS", quick_costs)
    monkeypatch.setattr(sign_ins, "FLOOR", quick_costs)
    monkeypatch.setattr(holding, "FLOOR", quick_costs)
    monkeypatch.setattr(sign_ins, "_decoys", [])


@pytest.fixture
def with_sign_in(archive, clock, cheap):
    """`with_sign_in("Ines")` is (the authenticator, the recovery codes) of a member who can sign in."""

    def make(name: str):
        code = sign_ins.invite(by=who("Ines"), session=archive, name=name)
        prepared = sign_ins.prepare(name=name, passphrase=OWN)
        totp = pyotp.TOTP(sign_ins.new_totp_secret())
        digits = totp.at(clock.time())
        codes = sign_ins.accept(session=archive, code=code, prepared=prepared, totp=(totp.secret, digits))
        clock.pushed += 60  # so that the next digits are others
        return totp, codes

    return make


@pytest.fixture
def browser(archive, clock, cheap):
    """`browser()` is a browser at the door of a desk opened for Ines."""
    desk.open_desk("Ines", SECRET, archive)

    def new(**more) -> Client:
        client = Client(SERVER_NAME="localhost", **more)
        client.get(f"/enter/{SECRET}")
        return client

    yield new
    desk.open_desk("", "")
