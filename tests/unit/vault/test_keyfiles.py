"""Key files of people: wrapped, never overwritten, and honest about what is wrong with them."""

import json
import stat

import pytest

from tizim.core.errors import BadInput, Damaged, NewerFormat, NotFound, WrongPassphrase
from tizim.vault.keyfiles import new_custodian, new_root_key, open_custodian, open_root_key, read_custodian

WORDS = "four plain words here"


@pytest.fixture(scope="module")
def folder(tmp_path_factory, quick_costs):
    folder = tmp_path_factory.mktemp("keys")
    new_custodian("Keeper", WORDS, folder / "keeper.json", costs=quick_costs)
    new_root_key(folder / "root.json", WORDS, costs=quick_costs)
    return folder


def test_a_custodian_opens_their_own_file(folder, quick_costs):
    custodian, secret = open_custodian(folder / "keeper.json", WORDS, floor=quick_costs)
    assert (custodian.name, len(secret)) == ("Keeper", 96)
    assert read_custodian(folder / "keeper.json") == custodian


def test_the_private_half_is_not_in_the_file(folder, quick_costs):
    _custodian, secret = open_custodian(folder / "keeper.json", WORDS, floor=quick_costs)
    content = (folder / "keeper.json").read_bytes()
    assert secret.hex().encode() not in content and secret[:64].hex().encode() not in content
    assert stat.S_IMODE((folder / "keeper.json").stat().st_mode) == 0o600


def test_a_wrong_passphrase_is_one_sentence(folder, quick_costs):
    for open_file, name in ((open_custodian, "keeper.json"), (open_root_key, "root.json")):
        with pytest.raises(WrongPassphrase, match="keyboard"):
            open_file(folder / name, "four other words here", floor=quick_costs)


def test_an_exchanged_public_half_shows_when_its_holder_opens_the_file(folder, tmp_path, quick_costs):
    other = new_custodian("Other", WORDS, tmp_path / "other.json", costs=quick_costs)
    document = json.loads((folder / "keeper.json").read_bytes())
    (tmp_path / "swapped.json").write_text(json.dumps({**document, "public_key": other.public_key.hex()}))
    with pytest.raises(WrongPassphrase, match="changed"):
        open_custodian(tmp_path / "swapped.json", WORDS, floor=quick_costs)


def test_the_opened_root_signs_like_the_new_one(tmp_path, quick_costs):
    made = new_root_key(tmp_path / "root.json", WORDS, costs=quick_costs)
    opened = open_root_key(tmp_path / "root.json", WORDS, floor=quick_costs)
    assert opened.public_key == made.public_key
    assert opened.sign(b"list") == made.sign(b"list")
    assert made.secret.hex() not in repr(made) and repr(made.secret) not in repr(made)


def test_key_files_are_never_overwritten(folder, quick_costs):
    before = (folder / "keeper.json").read_bytes()
    with pytest.raises(BadInput, match="never overwritten"):
        new_custodian("Keeper", WORDS, folder / "keeper.json", costs=quick_costs)
    with pytest.raises(NotFound):
        new_root_key(folder / "no" / "root.json", WORDS, costs=quick_costs)
    assert (folder / "keeper.json").read_bytes() == before


def test_a_short_passphrase_makes_no_file(tmp_path):
    with pytest.raises(BadInput, match="too short"):
        new_root_key(tmp_path / "root.json", "short")
    assert list(tmp_path.iterdir()) == []


def test_one_kind_of_file_is_not_taken_for_another(folder, quick_costs):
    with pytest.raises(Damaged, match="another kind"):
        open_custodian(folder / "root.json", WORDS, floor=quick_costs)
    with pytest.raises(Damaged, match="another kind"):
        open_root_key(folder / "keeper.json", WORDS, floor=quick_costs)
    with pytest.raises(NotFound):
        read_custodian(folder / "none.json")


def test_a_newer_file_is_not_guessed_at(folder, tmp_path):
    document = json.loads((folder / "keeper.json").read_bytes())
    (tmp_path / "newer.json").write_text(json.dumps({**document, "format": "tizim-custodian/2"}))
    with pytest.raises(NewerFormat):
        read_custodian(tmp_path / "newer.json")


@pytest.mark.parametrize(
    "wrong", [{"public_key": "ff" * 1216}, {"public_key": "zz"}, {"name": 3}, {"public_key": None}]
)
def test_a_damaged_public_half_is_noticed_without_a_passphrase(folder, tmp_path, wrong):
    document = json.loads((folder / "keeper.json").read_bytes())
    (tmp_path / "damaged.json").write_text(json.dumps({**document, **wrong}))
    with pytest.raises(Damaged):
        read_custodian(tmp_path / "damaged.json")


def test_the_real_costs_are_the_ones_in_the_file_unless_a_test_says_otherwise(tmp_path):
    new_root_key(tmp_path / "root.json", WORDS)
    assert len(open_root_key(tmp_path / "root.json", WORDS).public_key) == 32
