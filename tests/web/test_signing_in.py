"""Signing in: an invitation, a passphrase of one's own, a second factor, and what each step shows and refuses."""

import re

import pyotp
import pytest

from signing import OWN, SECRET, both_steps, first_step, letters
from tizim.actions import sign_ins
from tizim.db import models
from tizim.db.sign_ins import anybody_signs_in
from tizim.web import desk
from world import account, take_in, who

pytest_plugins = ["at_the_sign_in"]


def test_an_invitation_leads_to_a_sign_in_by_digits(archive, browser, clock):
    client = browser()
    assert b"/members" in client.get("/").content, "the overview tells an administrator"
    code = letters(client.post("/members/invite", {"name": "Ines"}).content)[0]
    assert client.post("/invited", {"code": code.lower(), "passphrase": OWN, "again": OWN})["Location"] == "/invited/second"
    page = client.get("/invited/second").content.decode()
    secret = re.search(r'<code dir="ltr">([A-Z2-7 ]{32,})</code>', page)[1].replace(" ", "")
    assert "<svg" in page and secret not in page.replace(secret, "", 0).split("<code")[0]
    done = client.post("/invited/second", {"digits": pyotp.TOTP(secret).at(clock.time())})
    codes = letters(done.content)
    assert done.status_code == 200 and len(set(codes)) == sign_ins.forms.CODES and anybody_signs_in()
    assert client.get("/people").status_code == 200, "signed in at once"

    other = browser()
    assert other.get("/people")["Location"] == "/sign-in?next=%2Fpeople"
    clock.pushed += 60
    assert both_steps(other, "Ines", pyotp.TOTP(secret), clock)["Location"] == "/"
    assert other.get("/people").status_code == 200


def test_the_secret_address_only_opens_the_door_once_somebody_signs_in(archive, browser, with_sign_in):
    take_in(archive, account())
    seated = browser()
    assert seated.get("/people").status_code == 200
    with_sign_in("Ines")
    for path in ("/", "/people", "/accounts/1", "/members", "/me", "/components"):
        answer = seated.get(path)
        assert answer.status_code == 303 and answer["Location"].startswith("/sign-in"), path
    assert b"Tolqyn" not in seated.get("/sign-in").content


def test_a_half_sign_in_sees_nothing(archive, browser, with_sign_in):
    take_in(archive, account())
    with_sign_in("Ines")
    client = browser()
    assert first_step(client, "Ines")["Location"] == "/sign-in/second"
    for path in ("/", "/people", "/accounts/1", "/members", "/me"):
        assert client.get(path)["Location"].startswith("/sign-in/second"), path
    page = client.get("/sign-in/second").content
    assert b"Tolqyn" not in page and b"/people" not in page
