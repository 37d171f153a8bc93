"""Opening a sealed source: a custodian's key, the leaf before the words, one record, nothing else written."""

import pytest

from tizim.actions.seals import open_sealed
from tizim.core.errors import BadInput, Forbidden, NotFound, TizimError
from tizim.db import models
from tizim.vault.keyfiles import open_custodian
from world import account, take_in, who

PASSPHRASE = "four plain words here"


@pytest.fixture
def key(archive, tmp_path, quick_costs):
    take_in(archive, account())
    return lambda: open_custodian(tmp_path / "home" / "custodian.key", PASSPHRASE, floor=quick_costs)


def test_a_custodian_reads_one_record_and_the_log_says_so(archive, key):
    before = models.LogLeaf.objects.count()
    opened = open_sealed(by=who("Clara"), session=archive, record="S-1", reason="UN asks", unlock_secret=key)
    assert opened == {"name": "Canary Source", "contact": "+7 700 CANARY"}
    assert models.LogLeaf.objects.count() == before + 1
    assert "UN asks" in models.LogLeaf.objects.order_by("-index").first().payload


def test_the_leaf_stands_before_the_passphrase_is_asked(archive, key):
    seen = []

    def look() -> tuple:
        seen.append(models.LogLeaf.objects.filter(kind="sealed_opened").count())
        raise TizimError("interrupted")

    with pytest.raises(TizimError):
        open_sealed(by=who("Clara"), session=archive, record="S-1", reason="UN asks", unlock_secret=look)
    assert seen == [1]
    assert models.LogLeaf.objects.filter(kind="sealed_opened").count() == 1


def test_no_role_but_custodian_may_ask_and_no_one_without_a_reason(archive, key):
    with pytest.raises(Forbidden):
        open_sealed(by=who("Leila"), session=archive, record="S-1", reason="curious", unlock_secret=key)
    with pytest.raises(BadInput, match="reason"):
        open_sealed(by=who("Clara"), session=archive, record="S-1", reason=" ", unlock_secret=key)
    with pytest.raises(NotFound):
        open_sealed(by=who("Clara"), session=archive, record="S-9", reason="x", unlock_secret=key)


def test_swapped_blobs_do_not_open(archive, key):
    take_in(archive, account())
    one, other = models.Seal.objects.order_by("id")
    with pytest.raises(TizimError):
        from tizim.vault.custodians import list_history
        from tizim.vault.sealing import open_seal

        custodian, secret = key()
        history = list_history(archive.workspace)
        open_seal(bytes(one.blob), other.record_id, "source", history, custodian=custodian, secret=secret)
