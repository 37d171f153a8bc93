"""Unlocking and locking: while it is locked nothing of the archive is answered and nothing of ours holds the key."""

import gc
import shutil
import threading
import types

import pytest
from django.db import connections
from django.test import Client
from signing import SECRET

from tizim.actions.holding import Holding
from tizim.actions.session import Session
from tizim.core.errors import Busy, WrongPassphrase
from tizim.db import queries, waiting
from tizim.db.sqlcipher import base
from tizim.vault.lock import lock_workspace
from tizim.vault.workspace import open_workspace
from tizim.web import desk

pytest_plugins = ["at_the_sign_in"]
PASSPHRASE = "four plain words here"


@pytest.fixture
def locked(tmp_path, made_workspace, clock, cheap):
    """A desk that began locked, and a browser at its door."""
    shutil.copytree(made_workspace[0], tmp_path / "home")
    holding = Holding(tmp_path / "home" / "workspace")
    desk.open_desk("Ines", SECRET, holding=holding)
    client = Client(SERVER_NAME="localhost")
    client.get(f"/enter/{SECRET}")
    yield client
    desk.lock()
    desk.open_desk("", "")


def unlock(client, passphrase=PASSPHRASE, **more):
    return client.post("/unlock", {"passphrase": passphrase, **more})


def holders(key: bytes) -> list[object]:
    """Every object of this process that refers to the key, to its hexadecimal or to an open connection."""
    spelled, found = (key, key.hex()), []
    for one in gc.get_objects():
        if str(type(one)).startswith("<class 'sqlcipher3") and "Connection" in str(type(one)):
            found.append(one)
        for held in gc.get_referents(one):
            if type(held) in (bytes, str) and held in spelled:
                found.append(one)
    return [one for one in found if one is not spelled]


def test_the_first_page_asks_for_the_passphrase_and_leads_on(locked):
    assert locked.get("/people?q=x")["Location"] == "/unlock?next=%2Fpeople%3Fq%3Dx"
    page = locked.get("/unlock?next=/people").content
    assert b"Passphrase of the workspace" in page and b"<nav" not in page
    assert unlock(locked, next="/people")["Location"] == "/people"
    assert locked.get("/people").status_code == 200
    assert b"Lock now" in locked.get("/people").content


def test_a_passphrase_typed_in_another_spelling_of_the_same_letters_fits(locked):
    assert unlock(locked, f"  {PASSPHRASE}  ").status_code == 303


def test_a_wrong_passphrase_is_said_kindly_and_costs_a_wait(locked, clock):
    for _try in range(4):
        page = unlock(locked, "wrong words all four").content
        assert b"does not open this workspace" in page and b"wrong words" not in page
    assert b"Wait 2 seconds" in unlock(locked).content
    clock.pushed += 2
    assert unlock(locked).status_code == 303


def test_locking_lets_go_of_every_connection_and_of_the_key(locked, made_workspace):
    key = made_workspace[1]
    assert unlock(locked).status_code == 303
    session = desk.session()
    threads = [threading.Thread(target=locked.get, args=("/people",)) for _number in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert any(isinstance(one, Session) for one in holders(key)), "it can be seen while it is there"
    assert locked.post("/lock")["Location"] == "/"
    gc.collect()
    left = [one for one in holders(key) if one is not made_workspace and not isinstance(one, types.FrameType)]
    assert left == [] and base._key is None and session.key == b""
    assert all(connection.connection is None for connection in connections.all(initialized_only=True))
    with lock_workspace(open_workspace(desk._desk.holding.path), shared=False):
        pass  # the folder's lock was given back: other commands can work
    assert locked.get("/people")["Location"].startswith("/unlock")
    assert unlock(locked).status_code == 303 and locked.get("/people").status_code == 200


def test_it_locks_itself_after_the_time_without_a_request_and_not_before(locked, clock):
    unlock(locked)
    for _visit in range(3):
        clock.pushed += 19 * 60
        assert not desk.lock_when_idle()
        assert locked.get("/people").status_code == 200
    clock.pushed += 20 * 60 + 1
    assert desk.lock_when_idle()
    assert locked.get("/people")["Location"].startswith("/unlock")


def test_what_a_stranger_asks_does_not_keep_it_open(locked, clock):
    unlock(locked)
    for _try in range(5):
        clock.pushed += 10 * 60
        assert Client(SERVER_NAME="localhost").get("/people").status_code == 403
    assert desk.lock_when_idle()


def test_a_request_under_way_ends_in_order_before_the_key_goes(locked, monkeypatch):
    unlock(locked)
    inside, go_on, seen = threading.Event(), threading.Event(), []
    before = waiting.waiting

    def slow(reader, day):
        inside.set()
        go_on.wait(5)
        return before(reader, day)

    monkeypatch.setattr(waiting, "waiting", slow)
    other = threading.Thread(target=lambda: seen.append(locked.get("/").status_code))
    other.start()
    assert inside.wait(5)
    second = Client(SERVER_NAME="localhost")
    second.get(f"/enter/{SECRET}")
    second.post("/lock")
    assert second.get("/people")["Location"].startswith("/unlock"), "nobody new is answered"
    assert b"still finishing" in unlock(second).content
    assert desk._desk.holding.session is not None
    go_on.set()
    other.join(5)
    assert seen == [200] and desk._desk.holding.session is None and base._key is None


def test_all_visits_end_with_the_lock(locked, clock):
    unlock(locked)
    visit = desk.begin_visit("Ines")
    desk.say_next(locked.get("/").wsgi_request, "ok", "Canary note")
    desk.lock()
    assert desk.visits_of("Ines") == []
    unlock(locked)
    locked.cookies[desk.VISIT_COOKIE] = visit.id
    assert b"Canary note" not in locked.get("/").content


def test_a_part_of_a_page_is_told_in_place_so_that_what_was_typed_stays(locked):
    answer = locked.post("/people", headers={"hx-request": "true"})
    assert answer.status_code == 405
    answer = locked.get("/people", headers={"hx-request": "true"})
    assert answer.status_code == 403 and "HX-Redirect" not in answer and b"is not lost" in answer.content


def test_the_passphrase_of_the_workspace_is_not_taken_from_the_network(locked):
    page = locked.get("/unlock", secure=True).content
    assert b"own computer unlocks it" in page and b'type="password"' not in page
    assert locked.post("/unlock", {"passphrase": PASSPHRASE}, secure=True).status_code == 200
    assert locked.get("/people")["Location"].startswith("/unlock")


def test_another_program_that_works_in_the_workspace_is_said(locked):
    with lock_workspace(open_workspace(desk._desk.holding.path), shared=False):
        assert b"Another Tizim works in this workspace" in unlock(locked).content
    assert unlock(locked).status_code == 303


def test_without_a_name_from_the_terminal_the_only_member_sits_down_and_several_are_told(locked, made_workspace):
    desk.open_desk("", SECRET, holding=desk._desk.holding)
    unlock(locked)
    assert desk.named() == "Ines" and locked.get("/people").status_code == 200
    from tizim.actions.members import set_member

    set_member(by=queries.find_member("Ines"), name="Marat", roles=("collector",))
    desk.lock()
    desk.open_desk("", SECRET, holding=desk._desk.holding)
    assert b"tizim --by NAME serve" in unlock(locked).content and desk.is_locked()


def test_a_holding_that_does_not_open_stays_locked(locked):
    holding = desk._desk.holding
    with pytest.raises(WrongPassphrase):
        holding.unlock("wrong words all four")
    assert holding.session is None and base._key is None
    with lock_workspace(open_workspace(holding.path), shared=False), pytest.raises(Busy):
        holding.unlock(PASSPHRASE)
    assert holding.session is None
