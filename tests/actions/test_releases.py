"""Publishing: two people, consented statements only, withdrawn ones gone at once, every release verifiable."""

import datetime

import pytest

from tizim import pipeline, publication
from tizim.actions.consents import withdraw
from tizim.core.errors import Forbidden, NotVerified
from tizim.db import models
from tizim.vault.bundle import verify_bundle
from world import KEEP_ONLY, account, said, take_in, who

DAY = datetime.date(2020, 3, 1)


def publish(archive, target, by="Petra", second="Quentin", **about):
    pipeline.refresh(who("Leila"))
    return publication.publish(
        archive, by=who(by), second=who(second) if second else None, target=target, released_on=DAY, about=about
    )


def everything(folder) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_nobody_publishes_alone(archive, tmp_path):
    for second in (None, "Petra", "Marat"):
        with pytest.raises(Forbidden):
            publish(archive, tmp_path / "out", second=second)
    assert not (tmp_path / "out").exists()
    assert not models.LogLeaf.objects.filter(kind="approval").exists()


def test_a_release_shows_what_was_consented_and_nothing_else(archive, tmp_path):
    take_in(archive, account(), account("Canary Kept", purposes=KEEP_ONLY))
    done = publish(archive, tmp_path / "out")
    published = everything(tmp_path / "out")
    assert done.people == 1
    assert b"Tolqyn Demesin" in published
    assert b"Canary" not in published
    assert b"CANARY" not in published


def test_a_release_verifies_and_no_change_does(archive, tmp_path):
    take_in(archive, account())
    done = publish(archive, tmp_path / "out")
    assert verify_bundle(tmp_path / "out", done.vkey).number == 1
    page = tmp_path / "out" / "en" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"<h1", b"<H1", 1))
    with pytest.raises(NotVerified):
        verify_bundle(tmp_path / "out", done.vkey)


def test_a_withdrawn_account_is_gone_from_the_next_release(archive, tmp_path):
    take_in(archive, account(), account("Serik Sultan"))
    publish(archive, tmp_path / "out")
    withdraw(by=who("Marat"), account="A-2", reason="afraid")
    assert publish(archive, tmp_path / "out").number == 2
    assert b"Serik" not in everything(tmp_path / "out")


def test_a_statement_can_be_narrowed_away_alone(archive, tmp_path):
    hidden = said("health", "Canary illness", consent={"publish_statement": "no"})
    take_in(archive, account("Tolqyn", said("event", "detained", when="2017-10"), hidden))
    publish(archive, tmp_path / "out")
    assert b"Canary" not in everything(tmp_path / "out")


def test_the_same_facts_give_the_same_pages(archive, tmp_path):
    take_in(archive, account(), account("Serik Sultan"))
    projection, _facts = publication.select(who("Petra"), DAY)
    release = {"number": 1, "date_on": "2020-03-01", "vkey": "x"}
    once = list(publication.render_apart(release, projection, {}))
    assert once == list(publication.render_apart(release, projection, {}))


def test_each_release_names_the_one_before_and_continues_its_log(archive, tmp_path):
    take_in(archive, account())
    first = publish(archive, tmp_path / "one")
    second = publish(archive, tmp_path / "two")
    checkpoint = (tmp_path / "one" / "checkpoint").read_bytes()
    report = verify_bundle(tmp_path / "two", second.vkey, previous_checkpoint=checkpoint)
    assert report.head.previous.hex() == first.sha256
