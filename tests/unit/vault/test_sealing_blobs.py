"""Seals: only custodians open them, only for the record they were made for, and their length tells almost nothing."""

import base64
import json
import random
from pathlib import Path

import pytest

from tizim.core.errors import BadInput, Damaged, NewerFormat, NotFound, NotVerified, TizimError
from tizim.vault import crypto
from tizim.vault.custodians import Custodian, add_list, sign_list, verify_list
from tizim.vault.sealing import open_seal, read_seal, seal

VECTORS = Path(__file__).parents[2] / "vectors" / "sealing"
WHO = {"name": "Canary Qarlygash", "contact": "+7 701 555 0199", "safe_hours": "after dark"}
RECORD = "01HF7YAT00E000800000000000"


def opened(pinned, blob, record=RECORD, purpose="identity", by="one", lists=None):
    custodian, secret = pinned.secrets[by]
    lists = [pinned.first] if lists is None else lists
    return open_seal(blob, record, purpose, lists, custodian=custodian, secret=secret)


@pytest.fixture
def blob(pinned):
    return seal(RECORD, "identity", WHO, pinned.first)


def test_each_custodian_opens_it_alone(pinned, blob):
    assert opened(pinned, blob, by="one") == opened(pinned, blob, by="two") == WHO


def test_nobody_else_opens_it(pinned, blob):
    secret, public = crypto.new_custodian_key()
    with pytest.raises(NotFound, match="one, two"):
        open_seal(blob, RECORD, "identity", [pinned.first], custodian=Custodian("me", public), secret=secret)
    with pytest.raises(Damaged):
        open_seal(blob, RECORD, "identity", [pinned.first], custodian=pinned.people[0], secret=secret)


@pytest.mark.parametrize("other", [{"record": "01HF7YAT00E000800000000001"}, {"purpose": "message"}, {"record": ""}])
def test_a_seal_does_not_open_under_another_name(pinned, blob, other):
    with pytest.raises(Damaged, match="another record"):
        opened(pinned, blob, **other)


def test_copies_cannot_be_moved_between_records(pinned, blob):
    other = seal("01HF7YAT00E000800000000001", "identity", {"name": "Other"}, pinned.first)
    length = len(blob) // 2
    with pytest.raises(Damaged):
        opened(pinned, blob[:length] + other[length:], by="two")


def test_not_a_byte_of_the_identity_is_in_the_blob(pinned, blob):
    forms = [blob, base64.b64decode(base64.b64encode(blob)), bytes.fromhex(blob.hex())]
    words = [word for value in WHO.values() for word in [value, *value.split()] if len(word) > 3]
    for word in words:
        for coded in (
            word.encode(),
            word.encode("utf-16-le"),
            base64.b64encode(word.encode()),
            word.encode().hex().encode(),
        ):
            assert not any(coded in form for form in forms)


@pytest.mark.parametrize(("letters", "size"), [(0, 4096), (4096 - 12, 4096), (4096 - 11, 16384), (60_000, 65536)])
def test_the_length_tells_only_one_of_three_sizes(pinned, letters, size):
    blob = seal(RECORD, "note", {"n": "x" * letters}, pinned.first)
    assert len(blob) == 34 + 2 * (16 + 4 + 1120 + size + 16)
    assert opened(pinned, blob, purpose="note") == {"n": "x" * letters}


def test_what_is_too_long_is_refused(pinned):
    with pytest.raises(BadInput, match="64 KiB"):
        seal(RECORD, "note", {"n": "x" * 65_536}, pinned.first)


@pytest.mark.parametrize("value", [{"n": 1.5}, {"n": "\ud800"}, {1: "x"}, {"n": b"bytes"}])
def test_what_has_no_canonical_bytes_is_refused(pinned, value):
    with pytest.raises(BadInput, match="cannot be sealed"):
        seal(RECORD, "note", value, pinned.first)


def test_two_seals_of_the_same_value_have_nothing_in_common(pinned, blob):
    again = read_seal(seal(RECORD, "identity", WHO, pinned.first))
    assert all(again.copies[key] != copy for key, copy in read_seal(blob).copies.items())


def test_a_copy_for_a_stranger_is_noticed(pinned, blob):
    secret, public = crypto.new_custodian_key()
    ghost = Custodian("ghost", public)
    copy = crypto.seal_to(public, bytes(4096), b"")
    added = blob[:33] + b"\x03" + blob[34:] + bytes.fromhex(ghost.id) + len(copy).to_bytes(4, "big") + copy
    with pytest.raises(NotVerified, match="other keys"):
        opened(pinned, added)
    with pytest.raises(NotVerified):
        open_seal(added, RECORD, "identity", [pinned.first], custodian=ghost, secret=secret)


def test_a_seal_to_a_list_nobody_signed_is_refused(pinned, blob):
    with pytest.raises(NotVerified, match="does not know"):
        opened(pinned, blob, lists=[])


def test_an_old_seal_opens_for_its_own_custodians_and_not_for_new_ones(pinned, blob, quick_costs):
    secret, public = crypto.new_custodian_key()
    new = Custodian("new", public)
    second = sign_list([new], workspace_id=pinned.workspace.id, previous=pinned.first, root=pinned.root)
    add_list(pinned.workspace, second.signed)
    both = [pinned.first, second]
    assert opened(pinned, blob, lists=both) == WHO
    with pytest.raises(NotFound):
        open_seal(blob, RECORD, "identity", both, custodian=new, secret=secret)
    resealed = seal(RECORD, "identity", opened(pinned, blob, lists=both), second)
    assert open_seal(resealed, RECORD, "identity", both, custodian=new, secret=secret) == WHO
    with pytest.raises(NotFound):
        opened(pinned, resealed, lists=both)


def test_no_changed_bit_opens(pinned, blob):
    half = 34 + 20 + 1120 + 4096 + 16  # the head and the copy of "one"
    dice = random.Random(11)
    for place in [*range(60), *(dice.randrange(half) for _ in range(300))]:
        changed = bytearray(blob)
        changed[place] ^= 1 << dice.randrange(8)
        with pytest.raises(TizimError):
            opened(pinned, bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 33, 34, 35, 60, 5000, -1])
def test_a_cut_or_lengthened_blob_is_damaged(pinned, blob, length):
    for wrong in (blob[:length], blob + b"x"):
        with pytest.raises(Damaged):
            opened(pinned, wrong)


def test_a_newer_form_is_not_guessed_at(pinned, blob):
    with pytest.raises(NewerFormat):
        opened(pinned, b"\x02" + blob[1:])


def test_padding_that_is_no_padding_is_refused(pinned):
    custodian = pinned.people[0]
    one = verify_list(
        sign_list([custodian], workspace_id=pinned.workspace.id, previous=None, root=pinned.root).signed,
        root_public_key=pinned.root.public_key,
        workspace_id=pinned.workspace.id,
    )
    good = seal(RECORD, "note", {}, one)
    info = json.dumps(
        {
            "custodian": custodian.id,
            "custodian_list": one.digest,
            "format": "tizim-seal/1",
            "purpose": "note",
            "record_id": RECORD,
        },
        separators=(",", ":"),
    ).encode()
    for padded in (
        b"",
        bytes(4096)[:-1] + b"x",
        b"\0\0\x10\0" + bytes(4092),
        b"\0\0\0\2[]" + bytes(4090),
        b"\0\0\0\2{}x" + bytes(4089),
    ):
        copy = crypto.seal_to(custodian.public_key, padded, info)
        with pytest.raises(Damaged):
            opened(pinned, good[:50] + len(copy).to_bytes(4, "big") + copy, purpose="note", lists=[one])


@pytest.mark.parametrize("path", sorted(VECTORS.glob("*.json")), ids=lambda path: path.stem)
def test_what_was_sealed_long_ago_still_opens(path):
    vector = json.loads(path.read_text("utf-8"))
    root = bytes.fromhex(vector["root_public_key"])
    found = verify_list(vector["list"].encode(), root_public_key=root, workspace_id=vector["workspace_id"])
    blob = base64.b64decode(vector["blob"])
    for custodian, secret in zip(found.custodians, vector["secrets"], strict=True):
        for name, wrong in {"record_id": "other", "purpose": "other"}.items():
            with pytest.raises(Damaged):
                open_seal(
                    blob,
                    **{**pick(vector), name: wrong},
                    lists=[found],
                    custodian=custodian,
                    secret=bytes.fromhex(secret),
                )
        value = open_seal(blob, **pick(vector), lists=[found], custodian=custodian, secret=bytes.fromhex(secret))
        assert value == vector["value"]


def pick(vector):
    return {"record_id": vector["record_id"], "purpose": vector["purpose"]}


def test_there_are_vectors():
    assert [path.stem for path in sorted(VECTORS.glob("*.json"))] == ["v1-identity", "v1-long-note"]
