"""A new text meets those it shares passages with, by the stored index: one by one or in a rebuild, all is the same."""

import random

import pytest
from test_entering import tables

from tizim import copying, entering, pipeline
from tizim.actions.erase import erase_account
from tizim.actions.rebuild import derived_sha256
from tizim.core.errors import BadInput, Forbidden
from tizim.db import models, prints, queries
from world import account, take_in, who

WORDS = "gate river mill lamp oven school yard bread night snow letter uncle market wheel goat stove lantern path"


def invented(count: int, seed: int = 1) -> list:
    """Accounts of the same person with invented texts: originals, reposts, quotations, frames; in two compartments."""
    chance, found, texts = random.Random(seed), [], []
    words = [f"{word}{number}" for word in WORDS.split() for number in range(40)]

    def told(length: int) -> str:
        return " ".join(chance.choices(words, k=length))

    frame = told(40)
    for at in range(count):
        text, turn = told(90), chance.random()
        if texts and turn < 0.5:
            one = chance.choice(texts[-12:]).split()
            text = " ".join(one) if turn < 0.2 else " ".join(one[:70]) + " " + told(40)
        texts.append(text)
        text = f"{frame}.\n\n{text}" if chance.random() < 0.3 else "" if chance.random() < 0.1 else text
        date = f"2018-{chance.randrange(1, 13):02}" if chance.random() < 0.7 else ""
        compartment = "elsewhere" if chance.random() < 0.3 else "general"
        found.append(account(text=text, published_on=date, external_id=f"T-{at}", compartment=compartment))
    return found


def take_in_one(archive, draft):
    return take_in(archive, draft, by="Olga" if draft.compartment == "elsewhere" else "Marat").account_ids


@pytest.fixture
def filled(archive):
    """An archive that was filled one by one."""
    drafts = invented(40)
    take_in_one(archive, drafts[0])
    pipeline.refresh(who("Ines"))
    quick = [entering.refresh_new(who("Ines"), take_in_one(archive, draft)) for draft in drafts[1:]]
    assert quick.count(True) > 25  # the others were due for learning weights anew
    return archive


def test_texts_that_come_one_by_one_alone_make_the_same_index_and_links(archive):
    for draft in invented(40, seed=2):
        copying.put_new(who("Ines"), take_in_one(archive, draft))
    made = {name: tables()[name] for name in ("Printed", "PrintShelf", "ReuseEdge", "ReuseAside")}
    assert all(made.values())
    pipeline.refresh(who("Ines"))
    assert {name: tables()[name] for name in made} == made


def test_one_by_one_or_rebuilt_the_tables_are_the_same(filled):
    assert models.ReuseEdge.objects.count() > 10
    assert models.ReuseAside.objects.count() > 5
    assert models.Printed.objects.count() == models.Account.objects.exclude(text="").count()
    one_by_one, digest = tables(), derived_sha256()
    pipeline.refresh(who("Ines"))
    assert tables() == one_by_one
    assert derived_sha256() == digest


def test_nothing_but_the_neighbours_is_read(filled, monkeypatch):
    """The whole archive is not looked at when one text comes."""

    def never(*_args, **_more):
        raise AssertionError("everything was read again")

    monkeypatch.setattr(queries, "facts", never)
    monkeypatch.setattr("tizim.deriving.find_reuse", never)
    before = models.Printed.objects.count()
    copying.put_new(who("Ines"), take_in_one(filled, account(text="The lamp went out and stayed out. " * 9)))
    assert models.Printed.objects.count() == before + 1


def test_after_an_erasure_no_print_stays_and_the_next_text_makes_the_index_anew(filled):
    row = models.Account.objects.exclude(text="").filter(compartment="general").first()
    assert models.Printed.objects.filter(account_id=row.id).exists()
    erase_account(by=who("Clara"), session=filled, account=f"A-{row.number}", reason="asked", second=who("Petra"))
    assert not any(model.objects.exists() for model in (models.Printed, models.PrintShelf, models.ReuseAside))
    entering.refresh_new(who("Ines"), take_in_one(filled, account(text="Quite another text. " * 9)))
    _is_as_rebuilt()
    assert not models.Printed.objects.filter(account_id=row.id).exists()


def test_after_a_correction_the_old_text_has_no_prints(filled):
    row = models.Account.objects.exclude(text="").filter(compartment="general").first()
    ids = take_in_one(filled, account(text="It was told otherwise. " * 9, external_id=row.external_id))
    entering.refresh_new(who("Ines"), ids)
    _is_as_rebuilt()
    assert not models.Printed.objects.filter(account_id=row.id).exists()
    assert models.Printed.objects.filter(account_id=ids[0]).exists()


def test_after_an_account_is_retracted_the_next_text_meets_only_who_is_left(filled):
    told = "The lorry stood beside the well until noon, and nobody who passed it dared to look under the canvas. " * 3
    [retracted] = take_in_one(filled, account(text=told))
    entering.refresh_new(who("Ines"), [retracted])
    models.Retraction.objects.create(record_kind="account", record_id=retracted, reason="twice", recorded_by="Marat")
    ids = take_in_one(filled, account(text=told))
    entering.refresh_new(who("Ines"), ids)
    _is_as_rebuilt()
    assert not models.ReuseEdge.objects.filter(derived_id=ids[0]).exists()


def test_an_account_that_carries_another_leaves_the_index(archive):
    told = "The lorry stood beside the well until noon, and nobody who passed it dared to look under the canvas. " * 3
    take_in_one(archive, account(text="Something else altogether was said here. " * 9))
    pipeline.refresh(who("Ines"))
    file_ids = take_in_one(archive, account(text=told, external_id="report.pdf"))
    entering.refresh_new(who("Ines"), file_ids)
    assert models.Printed.objects.filter(account_id=file_ids[0]).exists()
    entering.refresh_new(who("Ines"), take_in_one(archive, account(text=told, carried_by="report.pdf")))
    _is_as_rebuilt()
    assert not models.Printed.objects.filter(account_id=file_ids[0]).exists()
    assert models.ReuseEdge.objects.count() == 0


def _is_as_rebuilt():
    before = tables()
    pipeline.refresh(who("Ines"))
    assert tables() == before


def test_a_reader_learns_nothing_of_a_copy_they_may_not_see(filled):
    visible = {row.id for row in queries.current_accounts(who("Marat"))}
    everything = set(models.ReuseEdge.objects.values_list("derived_id", "source_id"))
    shown = {(row.derived_id, row.source_id) for row in queries.facts(who("Marat")).derivations}
    assert shown == {pair for pair in everything if set(pair) <= visible}
    assert shown != everything


@pytest.mark.parametrize("engine", ["here", "duckdb"])
def test_the_archive_is_compared_at_once_by_any_engine_with_the_same_outcome(filled, engine):
    before = derived_sha256()
    models.ReuseEdge.objects.all().delete()
    models.PrintShelf.objects.all().delete()
    found = copying.find_copies(who("Ines"), engine=engine)
    assert (found.accounts, found.links) == (models.Printed.objects.count(), models.ReuseEdge.objects.count())
    assert 0 < found.certain < found.links < found.compared
    assert derived_sha256() == before


def test_whoever_compares_everything_is_told_only_of_what_they_may_see(filled):
    everything = copying.find_copies(who("Ines"))
    ours = queries.facts(who("Leila"))
    found = copying.find_copies(who("Leila"))
    assert (found.accounts, found.links) == (sum(bool(row.text) for row in ours.accounts), len(ours.derivations))
    assert found.accounts < everything.accounts and found.compared < everything.compared


def test_who_may_not_rebuild_may_not_compare_everything(archive):
    with pytest.raises(Forbidden):
        copying.find_copies(who("Clara"))
    with pytest.raises(BadInput):
        copying.find_copies(who("Ines"), engine="abacus")


def test_an_index_that_is_kept_packed_reads_back():
    from array import array

    numbers = array("Q", [0, 1, (1 << 64) - 1])
    assert prints.from_bytes(prints.to_bytes(numbers)) == numbers
