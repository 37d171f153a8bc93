"""Erasing destroys keys, bytes and values, leaves a tombstone and leaves; everything else stays provable."""

import pytest

from tizim import pipeline
from tizim.actions.consents import withdraw
from tizim.actions.erase import erase_account
from tizim.actions.exhibits import get_exhibit, keep_exhibit
from tizim.actions.scrubbing import scrub
from tizim.core.drafts import ExhibitDraft
from tizim.core.errors import Forbidden, NotFound
from tizim.db import models, queries
from world import account, take_in, who

CANARY = "Canary Demesin"


@pytest.fixture
def erased(archive, tmp_path):
    (tmp_path / "photo.png").write_bytes(b"canary bytes")
    take_in(archive, account(CANARY), account("Serik Sultan"))
    row = queries.find_account(who("Marat"), "A-1")
    draft = ExhibitDraft(str(tmp_path / "photo.png"), "photo of canary.png", caption="canary at home")
    exhibit = keep_exhibit(by=who("Marat"), session=archive, draft=draft, account=row)
    withdraw(by=who("Marat"), account="A-1", reason="canary asked")
    pipeline.refresh(who("Leila"))
    objects = set(archive.workspace.vault_path.rglob("*.age"))
    erase_account(by=who("Petra"), session=archive, account="A-1", reason="danger", second=who("Quentin"))
    return archive, exhibit.id, objects


def test_erasing_takes_two_people(archive):
    take_in(archive, account())
    with pytest.raises(Forbidden, match="two people"):
        erase_account(by=who("Petra"), session=archive, account="A-1", reason="danger", second=None)
    assert models.Account.objects.get().text


def test_no_value_of_the_account_is_left_in_any_row(erased):
    for model in (*models.FACTS, *models.DERIVED, models.LogLeaf, models.ExhibitObject):
        for row in model.objects.all():
            assert "canary" not in " ".join(map(str, vars(row).values())).lower(), model


def test_its_bytes_and_their_key_are_gone(erased):
    archive, exhibit_id, objects = erased
    assert len(objects) == 1
    assert not any(path.exists() for path in objects)
    with pytest.raises(NotFound, match="erased"):
        get_exhibit(by=who("Leila"), session=archive, exhibit_id=exhibit_id, target=None)


def test_the_others_stay_and_everything_that_is_left_verifies(erased):
    archive, _exhibit, _objects = erased
    assert [row.number for row in queries.facts(who("Marat")).accounts] == [2]
    found = scrub(session=archive)
    assert found.problems == []
    assert models.Erasure.objects.count() == 2


def test_the_ids_are_noted_for_later_restores(erased):
    archive, exhibit_id, _objects = erased
    from tizim.vault.erasures import read_erased

    ids = read_erased(archive.workspace.erased_path)
    assert exhibit_id in ids
    assert not models.ErasePermit.objects.exists()


def test_a_source_with_another_account_keeps_its_seal(archive):
    from tizim.core.drafts import SourceDraft

    shared = SourceDraft(kind="relative", ref="S1", identity={"name": "Canary Source"})
    take_in(archive, account(source=shared), account("Serik", source=shared), scope="x")
    erase_account(by=who("Petra"), session=archive, account="A-1", reason="danger", second=who("Quentin"))
    assert bytes(models.Seal.objects.get().blob)
    erase_account(by=who("Petra"), session=archive, account="A-2", reason="danger", second=who("Quentin"))
    assert not bytes(models.Seal.objects.get().blob)
