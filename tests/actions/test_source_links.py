"""The same source speaking twice is one voice, also when sealed: a custodian compares and keeps an opaque link."""

import pytest

from tizim.actions.source_links import compare_sources, link_sources, part_source
from tizim.core.drafts import SourceDraft
from tizim.core.errors import BadInput, Forbidden, NotFound
from tizim.corroborate import count_voices
from tizim.db import models, queries
from tizim.vault.keyfiles import open_custodian
from world import account, take_in, who

PASSPHRASE = "four plain words here"


def relative(name, contact):
    return SourceDraft(kind="relative", relation="daughter", identity={"name": name, "contact": contact})


@pytest.fixture
def key(archive, tmp_path, quick_costs):
    take_in(
        archive,
        account(source=relative("Толқын Канарейка", "+7 700 CANARY"), external_id="a"),
        account(source=relative("Tolqyn Kanareika", "+7700canary"), external_id="b"),
        account(source=relative("Serik Umut", "+7 701 000"), external_id="c"),
    )
    return lambda: open_custodian(tmp_path / "home" / "custodian.key", PASSPHRASE, floor=quick_costs)


def compared(archive, key, *records, by="Clara"):
    found = compare_sources(by=who(by), session=archive, records=records, reason="one telephone?", unlock_secret=key)
    return dict(found)


def voices():
    facts = queries.facts(who("Leila"))
    taken = [row for row in facts.statements if row.value == "detained"]
    return count_voices(taken, facts.accounts, facts.sources).best


def test_comparing_says_how_alike_they_are_and_never_who_they_are(archive, key):
    assert compared(archive, key, "S-1", "S-2") == {"name": "alike", "contact": "same"}
    assert compared(archive, key, "S-1", "S-3") == {"name": "differs", "contact": "differs"}
    assert models.LogLeaf.objects.filter(kind="sealed_opened").count() == 4


def test_linked_sources_are_one_voice_until_they_are_parted(archive, key):
    assert voices() == 3
    link = link_sources(by=who("Clara"), records=("S-1", "S-2"), reason="one telephone")
    assert voices() == 2
    assert {row.same_as for row in queries.facts(who("Leila")).sources} == {link, ""}
    part_source(by=who("Clara"), record="S-2", reason="her mother's telephone")
    assert voices() == 3


def test_a_third_joins_the_link_that_is_there(archive, key):
    first = link_sources(by=who("Clara"), records=("S-1", "S-2"), reason="x")
    assert link_sources(by=who("Clara"), records=("S-3", "S-2"), reason="x") == first
    assert voices() == 1


def test_only_a_custodian_links_and_every_link_has_a_reason(archive, key):
    with pytest.raises(Forbidden):
        link_sources(by=who("Leila"), records=("S-1", "S-2"), reason="x")
    with pytest.raises(Forbidden):
        compared(archive, key, "S-1", "S-2", by="Leila")
    with pytest.raises(BadInput, match="reason"):
        link_sources(by=who("Clara"), records=("S-1", "S-2"), reason=" ")
    with pytest.raises(BadInput, match="two different"):
        link_sources(by=who("Clara"), records=("S-1", "S-1"), reason="x")
    with pytest.raises(NotFound):
        link_sources(by=who("Clara"), records=("S-1", "S-9"), reason="x")
    with pytest.raises(BadInput, match="not linked"):
        part_source(by=who("Clara"), record="S-1", reason="x")


def test_neither_the_link_nor_the_log_tells_who_they_are(archive, key):
    link_sources(by=who("Clara"), records=("S-1", "S-2"), reason="one telephone")
    told = repr([*models.SourceLink.objects.values_list(), *models.LogLeaf.objects.values_list("payload")])
    assert "CANARY" not in told.upper() and "Канарейка" not in told


def test_linking_joins_both_whole_groups_and_each_step_stands_in_the_log(archive, key):
    take_in(archive, account(source=relative("Umut Serik", "+7 701 001"), external_id="d"))
    first = link_sources(by=who("Clara"), records=("S-1", "S-2"), reason="x")
    link_sources(by=who("Clara"), records=("S-3", "S-4"), reason="x")
    before = models.LogLeaf.objects.filter(kind="source_linked").count()
    assert link_sources(by=who("Clara"), records=("S-1", "S-3"), reason="one daughter") == first
    assert set(queries.source_links().values()) == {first} and len(queries.source_links()) == 4
    assert models.LogLeaf.objects.filter(kind="source_linked").count() == before + 3, "S-1, S-3, and S-4 with it"
    assert voices() == 1
    part_source(by=who("Clara"), record="S-4", reason="her sister")
    assert voices() == 2
