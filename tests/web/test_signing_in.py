"""Signing in: an invitation, a passphrase of one's own, a second factor, and what each step shows and refuses."""

import re

import pyotp
import pytest
from signing import OWN, both_steps, first_step, letters

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
    assert (
        client.post("/invited", {"code": code.lower(), "passphrase": OWN, "again": OWN})["Location"]
        == "/invited/second"
    )
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


def test_a_wrong_second_factor_opens_nothing_and_the_same_digits_serve_once(browser, with_sign_in, clock):
    totp, _codes = with_sign_in("Ines")
    client, other = browser(), browser()
    first_step(client, "Ines")
    assert client.post("/sign-in/second", {"digits": "000000"}).status_code == 403
    digits = totp.at(clock.time())
    assert client.post("/sign-in/second", {"digits": digits})["Location"] == "/"
    first_step(other, "Ines")
    assert other.post("/sign-in/second", {"digits": digits}).status_code == 403, "seen over a shoulder, used again"
    clock.pushed += 60
    assert other.post("/sign-in/second", {"digits": totp.at(clock.time())})["Location"] == "/"


@pytest.mark.parametrize("off, fits", [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_that_is_one_step_off_does_no_harm(archive, with_sign_in, clock, off, fits):
    totp, _codes = with_sign_in("Ines")
    clock.pushed += 600
    digits = totp.at(clock.time() + off)
    assert sign_ins.use_digits(session=archive, name="Ines", digits=digits) == fits


def test_digits_of_any_script_and_with_blanks_are_read(archive, with_sign_in, clock):
    totp, _codes = with_sign_in("Ines")
    digits = totp.at(clock.time())
    spelled = digits[:3] + " " + "".join(chr(0x6F0 + int(one)) for one in digits[3:])
    assert sign_ins.use_digits(session=archive, name="Ines", digits=spelled)
    for wrong in ("", "12345", "1234567", "²²²²²²", "abcdef", "9" * 5000):
        assert not sign_ins.use_digits(session=archive, name="Ines", digits=wrong), wrong


def test_a_recovery_code_serves_once_and_the_log_says_so(archive, browser, with_sign_in):
    _totp, codes = with_sign_in("Ines")
    client, before = browser(), models.LogLeaf.objects.filter(kind="sign_in").count()
    first_step(client, "Ines")
    assert client.post("/sign-in/second", {"code": f" {codes[0].lower().replace('-', ' ')} "})["Location"] == "/"
    assert models.LogLeaf.objects.filter(kind="sign_in").count() == before + 1
    other = browser()
    first_step(other, "Ines")
    assert other.post("/sign-in/second", {"code": codes[0]}).status_code == 403
    assert other.post("/sign-in/second", {"code": codes[1]})["Location"] == "/"


def test_an_invitation_serves_once_for_a_day_and_the_newest_only(archive, browser, clock):
    ines = who("Ines")
    older = sign_ins.invite(by=ines, session=archive, name="Ines")
    code = sign_ins.invite(by=ines, session=archive, name="Ines")
    client = browser()
    given = {"passphrase": OWN, "again": OWN}
    assert client.post("/invited", {"code": older, **given}).status_code == 403
    clock.pushed += 24 * 3600
    assert client.post("/invited", {"code": code, **given}).status_code == 403, "older than a day"
    code = sign_ins.invite(by=ines, session=archive, name="Ines")
    rivals = [browser(), browser()]
    for rival in rivals:
        assert rival.post("/invited", {"code": code, **given})["Location"] == "/invited/second"
    answers = []
    for rival in rivals:
        page = rival.get("/invited/second").content.decode()
        secret = re.search(r'<code dir="ltr">([A-Z2-7 ]{32,})</code>', page)
        answers.append(
            rival.post("/invited/second", {"digits": pyotp.TOTP(secret[1].replace(" ", "")).at(clock.time())})
        )
    assert [answer.status_code for answer in answers] == [200, 403]


def test_whoever_is_invited_anew_is_signed_out_everywhere_and_the_old_sign_in_opens_nothing(
    archive, browser, with_sign_in, clock
):
    old, codes = with_sign_in("Ines")
    there, here = browser(), browser()
    both_steps(there, "Ines", old, clock)
    code = sign_ins.invite(by=who("Ines"), session=archive, name="Ines")
    assert there.get("/me").status_code == 200, "nothing changes before it is used"
    here.post("/invited", {"code": code, "passphrase": "another four plain words", "again": "another four plain words"})
    page = here.get("/invited/second").content.decode()
    secret = re.search(r'<code dir="ltr">([A-Z2-7 ]{32,})</code>', page)[1].replace(" ", "")
    assert here.post("/invited/second", {"digits": pyotp.TOTP(secret).at(clock.time())}).status_code == 200
    assert there.get("/me").status_code == 303 and here.get("/me").status_code == 200
    assert first_step(browser(), "Ines").status_code == 403
    assert not sign_ins.use_recovery_code(session=archive, name="Ines", code=codes[0])


def test_the_first_to_have_a_sign_in_is_an_administrator(archive, browser, cheap):
    answer = browser().post("/members/invite", {"name": "Marat"}, follow=True)
    assert b"The first to have a sign-in must be an administrator." in answer.content
    assert not models.SignIn.objects.exists()


def test_only_an_administrator_invites(browser, with_sign_in, clock):
    with_sign_in("Ines")
    totp, _codes = with_sign_in("Marat")
    client = browser()
    both_steps(client, "Marat", totp, clock)
    assert client.get("/members").status_code == 403
    assert client.post("/members/invite", {"name": "Marat"}).status_code == 403


def test_a_member_who_left_cannot_sign_in(archive, browser, with_sign_in):
    from tizim.actions.members import set_member

    with_sign_in("Ines")
    with_sign_in("Marat")
    set_member(by=who("Ines"), name="Marat", roles=())
    assert first_step(browser(), "Marat").status_code == 403
    assert not models.SignIn.objects.filter(member="Marat").exists(), "the key is destroyed"


def test_a_planted_visit_is_worth_nothing_and_the_id_changes_at_each_step(browser, with_sign_in, clock):
    totp, _codes = with_sign_in("Ines")
    client = browser()
    client.cookies[desk.VISIT_COOKIE] = "planted"
    seen = {"planted"}
    first = first_step(client, "Ines")
    seen.add(first.cookies[desk.VISIT_COOKIE].value)
    clock.pushed += 60
    second = client.post("/sign-in/second", {"digits": totp.at(clock.time())})
    seen.add(second.cookies[desk.VISIT_COOKIE].value)
    assert len(seen) == 3
    for old in seen - {second.cookies[desk.VISIT_COOKIE].value}:
        client.cookies[desk.VISIT_COOKIE] = old
        assert client.get("/people").status_code == 303, old
        assert client.get("/sign-in/second").status_code == 303, "half of a sign-in is used up with the other half"


def test_the_cookies_are_for_this_server_only(browser, with_sign_in, clock):
    totp, _codes = with_sign_in("Ines")
    client = browser()
    for secure in (False, True):
        first_step(client, "Ines", secure=secure)
        clock.pushed += 60
        answer = client.post("/sign-in/second", {"digits": totp.at(clock.time())}, secure=secure)
        cookie = answer.cookies[desk.VISIT_COOKIE]
        assert cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["domain"] and not cookie["max-age"]
        assert bool(cookie["secure"]) == secure
        client.cookies.pop(desk.VISIT_COOKIE)


def test_no_form_of_the_entrance_is_taken_from_elsewhere(browser, with_sign_in):
    with_sign_in("Ines")
    client = browser(enforce_csrf_checks=True)
    for path in ("/sign-in", "/sign-in/second", "/invited", "/invited/second", "/unlock", "/lock", "/sign-out"):
        assert client.post(path, {"name": "Ines", "passphrase": OWN}).status_code == 403, path
    page = client.get("/sign-in").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    given = {"name": "Ines", "passphrase": OWN, "csrfmiddlewaretoken": token}
    assert client.post("/sign-in", given, headers={"origin": "http://elsewhere.example"}).status_code == 403
    assert client.post("/sign-in", given)["Location"] == "/sign-in/second"


def test_a_visit_ends_when_idle_and_a_half_one_sooner(browser, with_sign_in, clock):
    totp, _codes = with_sign_in("Ines")
    client = browser()
    both_steps(client, "Ines", totp, clock)
    clock.pushed += 19 * 60
    assert client.get("/me").status_code == 200
    clock.pushed += 20 * 60 + 1
    assert client.get("/me")["Location"].startswith("/sign-in")
    first_step(client, "Ines")
    clock.pushed += desk.HALF_SECONDS + 1
    assert client.get("/me")["Location"].startswith("/sign-in?"), "not the second step any more"


def test_signing_out_here_leaves_the_other_browser_and_ending_there_leaves_this(browser, with_sign_in, clock):
    totp, _codes = with_sign_in("Ines")
    here, there = (
        browser(headers={"user-agent": "Firefox/1 Linux"}),
        browser(headers={"user-agent": "Chrome/1 Android"}),
    )
    both_steps(here, "Ines", totp, clock)
    both_steps(there, "Ines", totp, clock)
    page = here.get("/me").content.decode()
    assert "Firefox, Linux, at this computer" in page and "Chromium, Android" in page
    handle = re.search(r'name="visit" value="(\w+)"', page)[1]
    assert there.cookies[desk.VISIT_COOKIE].value not in page
    here.post("/me/visits/end", {"visit": handle})
    assert there.get("/me").status_code == 303 and here.get("/me").status_code == 200
    here.post("/sign-out")
    assert here.get("/me").status_code == 303


def test_nobody_ends_the_visit_of_somebody_else(browser, with_sign_in, clock):
    first, _codes = with_sign_in("Ines")
    second, _codes = with_sign_in("Marat")
    ines, marat = browser(), browser()
    both_steps(ines, "Ines", first, clock)
    both_steps(marat, "Marat", second, clock)
    marat.post("/me/visits/end", {"visit": desk.visits_of("Ines")[0].handle})
    assert ines.get("/me").status_code == 200


def test_what_reaches_far_asks_for_the_second_factor_again(browser, with_sign_in, clock):
    totp, _codes = with_sign_in("Ines")
    client = browser()
    both_steps(client, "Ines", totp, clock)
    assert client.post("/me/codes").status_code == 200
    clock.pushed += 11 * 60
    asked = client.post("/me/codes")
    assert asked["Location"] == "/confirm?next=%2Fme"
    assert client.post("/confirm", {"digits": "000000"}).status_code == 403
    assert client.post("/confirm", {"digits": totp.at(clock.time()), "next": "/me"})["Location"] == "/me"
    assert client.post("/me/codes").status_code == 200


def test_a_passphrase_is_changed_with_the_old_one_and_signs_out_elsewhere(browser, with_sign_in, clock):
    totp, _codes = with_sign_in("Ines")
    here, there = browser(), browser()
    both_steps(here, "Ines", totp, clock)
    both_steps(there, "Ines", totp, clock)
    new = {"passphrase": "another four plain words", "again": "another four plain words"}
    assert here.post("/me/passphrase", {"old": "not this one at all", **new}).status_code == 422
    assert here.post("/me/passphrase", {"old": OWN, "passphrase": "short", "again": "short"}).status_code == 422
    assert here.post("/me/passphrase", {"old": OWN, **new})["Location"] == "/me"
    assert here.get("/me").status_code == 200 and there.get("/me").status_code == 303
    assert first_step(browser(), "Ines").status_code == 403, "the old one opens nothing"
    assert first_step(browser(), "Ines", new["passphrase"]).status_code == 303


def test_the_last_second_factor_stays(browser, with_sign_in, clock):
    totp, _codes = with_sign_in("Ines")
    client = browser()
    both_steps(client, "Ines", totp, clock)
    answer = client.post("/me/factors/remove", {"which": "totp"}, follow=True)
    assert b"This is the last second factor." in answer.content and b"six digits" in answer.content


def test_the_last_administrator_cannot_go(browser, with_sign_in, clock):
    totp, _codes = with_sign_in("Ines")
    client = browser()
    both_steps(client, "Ines", totp, clock)
    page = client.post("/members/leaves", {"name": "Ines"}, follow=True).content
    assert b"Nobody would be left who can change members." in page and who("Ines")


def test_a_member_is_added_with_roles_and_what_was_typed_stays_on_error(browser, with_sign_in, clock):
    totp, _codes = with_sign_in("Ines")
    client = browser()
    both_steps(client, "Ines", totp, clock)
    page = client.post("/members", {"name": "Nurgül", "compartments": "north"}).content.decode()
    assert "Nurgül" in page and "north" in page and "at least one role" in page
    given = {"name": "Nurgül", "roles": ["collector", "reviewer"], "compartments": "north, general"}
    assert client.post("/members", given)["Location"] == "/members"
    found = who("Nurgül")
    assert found.roles == {"collector", "reviewer"} and found.compartments == {"north", "general"}
    assert client.post("/members", {**given, "roles": ["ghost"]}).status_code == 422
