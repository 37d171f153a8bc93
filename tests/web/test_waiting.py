"""Wrong passphrases and digits: waits that grow, one at a time, nothing told, and a leaf for those who go on."""

import json
import threading
import time

import pytest
from signing import both_steps, first_step

from tizim.actions import sign_ins
from tizim.core.errors import Busy
from tizim.db import models
from tizim.vault import passphrases
from tizim.web.entrance.patience import FREE_IN_ALL, LONGEST_SECONDS, Patience, TooSoon

pytest_plugins = ["at_the_sign_in"]


def test_the_wait_grows_and_a_right_passphrase_is_not_even_looked_at(browser, with_sign_in, clock):
    with_sign_in("Ines")
    client = browser()
    for _try in range(3):
        assert b"do not fit each other" in first_step(client, "Ines", "wrong words all four").content
    waits = []
    for _try in range(8):
        assert b"do not fit each other" in first_step(client, "Ines", "wrong words all four").content
        left = next(n for n in range(1, 200) if f"Wait {n} seconds".encode() in first_step(client, "Ines").content)
        waits.append(left)
        clock.pushed += left
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60] and max(waits) == LONGEST_SECONDS
    assert first_step(client, "Ines")["Location"] == "/sign-in/second"


def test_one_members_failures_do_not_shut_out_another_at_once(browser, with_sign_in):
    with_sign_in("Ines")
    with_sign_in("Marat")
    for _try in range(4):
        first_step(browser(), "Ines", "wrong words all four")
    assert first_step(browser(), "Ines").status_code == 403
    assert first_step(browser(), "Marat").status_code == 303


def test_many_names_together_wait_too(browser, with_sign_in):
    with_sign_in("Ines")
    for number in range(FREE_IN_ALL + 1):
        first_step(browser(), f"Guess {number}", "wrong words all four")
    assert b"Wait" in first_step(browser(), "Ines").content


def test_a_name_that_nobody_has_answers_the_same(browser, with_sign_in, archive):
    with_sign_in("Ines")
    pages = []
    for name in ("Ines", "Marat", "Nobody"):  # with a sign-in, a member without, nobody
        page = first_step(browser(), name, "wrong words all four").content.decode()
        pages.append(page.replace(name, "").split("<main")[1].split("csrfmiddlewaretoken")[0])
    assert len(set(pages)) == 1


def test_a_name_that_nobody_has_costs_the_same_work(archive, with_sign_in, monkeypatch):
    with_sign_in("Ines")
    sign_ins.knows_passphrase(session=archive, name="Nobody", passphrase="x")  # makes the decoy
    stretched = []
    before = passphrases._stretch
    monkeypatch.setattr(passphrases, "_stretch", lambda *given: stretched.append(given[2]) or before(*given))
    for name in ("Ines", "Marat", "Nobody"):
        sign_ins.knows_passphrase(session=archive, name=name, passphrase="wrong words all four")
    assert len(stretched) == 3 and len(set(stretched)) == 1, "once each, at the same costs"


def test_every_fifth_failure_is_a_leaf_without_what_was_typed(browser, with_sign_in, clock):
    with_sign_in("Ines")
    for name in ("Ines", "my passphrase typed into the wrong field"):
        for _try in range(5):
            clock.pushed += 61
            first_step(browser(), name, "Canary wrong words")
    leaves = [json.loads(row.payload) for row in models.LogLeaf.objects.filter(kind="sign_in_failed")]
    assert [(leaf["member"], leaf["count"]) for leaf in leaves] == [("Ines", 5), ("", 5)]
    assert not any("typed" in row.payload or "Canary" in row.payload for row in models.LogLeaf.objects.all())


def test_wrong_digits_wait_as_well(browser, with_sign_in, clock):
    totp, _codes = with_sign_in("Ines")
    client = browser()
    first_step(client, "Ines")
    for _try in range(4):
        client.post("/sign-in/second", {"digits": "000000"})
    assert b"Wait 2 seconds" in client.post("/sign-in/second", {"digits": totp.at(clock.time())}).content
    clock.pushed += 2
    assert client.post("/sign-in/second", {"digits": totp.at(clock.time())}).status_code == 303


def test_a_full_sign_in_ends_the_count_and_half_of_one_does_not(browser, with_sign_in, clock):
    totp, _codes = with_sign_in("Ines")
    for _try in range(3):
        first_step(browser(), "Ines", "wrong words all four")
    assert first_step(browser(), "Ines").status_code == 303
    first_step(browser(), "Ines", "wrong words all four")
    assert first_step(browser(), "Ines").status_code == 403, "the fourth in a row"
    clock.pushed += 60
    both_steps(browser(), "Ines", totp, clock)
    first_step(browser(), "Ines", "wrong words all four")
    assert first_step(browser(), "Ines").status_code == 303


def test_only_one_try_is_looked_at_at_a_time():
    patience, at_once, most = Patience(), [], []

    def attempt():
        with patience.one_try("Ines"):
            at_once.append(1)
            most.append(len(at_once))
            time.sleep(0.01)
            at_once.pop()

    threads = [threading.Thread(target=attempt) for _number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert most == [1] * 8


def test_a_wait_that_is_over_is_over_and_memory_does_not_grow():
    times = [0.0]
    patience = Patience(clock=lambda: times[0])
    for number in range(5000):
        patience.failed(f"Guess {number}")
    assert len(patience.failures) <= 1002
    with pytest.raises(TooSoon) as caught, patience.one_try("Ines"):
        pass
    assert isinstance(caught.value, Busy)
    times[0] = LONGEST_SECONDS + 0.1
    with patience.one_try("Ines"):
        pass
