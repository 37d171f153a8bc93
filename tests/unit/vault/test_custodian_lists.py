"""The list of custodians: nobody joins it, leaves it or comes back to it without the root's signature."""

import json

import pytest

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import BadInput, Damaged, NewerFormat, NotFound, NotVerified
from tizim.vault import crypto
from tizim.vault.custodians import Custodian, add_list, current_list, list_history, sign_list, verify_list
from tizim.vault.keyfiles import RootKey, new_custodian


def stranger(name="ghost"):
    return Custodian(name, crypto.new_custodian_key()[1])


def next_list(pinned, *custodians, root=None):
    return sign_list(
        custodians, workspace_id=pinned.workspace.id, previous=pinned.first, root=root or pinned.root
    )  # fmt: skip


def put(pinned, signed, number=2):
    (pinned.workspace.custodians_path / f"{number:06}.json").write_bytes(signed)


def test_the_signed_list_is_used(pinned):
    found = current_list(pinned.workspace, known=(1, pinned.first.digest))
    assert [each.name for each in found.custodians] == ["one", "two"]


def test_the_next_list_follows_and_the_history_keeps_both(pinned):
    second = add_list(pinned.workspace, next_list(pinned, pinned.people[0]).signed)
    assert [each.version for each in list_history(pinned.workspace)] == [1, 2]
    assert current_list(pinned.workspace).digest == second.digest != pinned.first.digest


def test_a_ghost_written_into_the_list_is_refused(pinned):
    document = json.loads(pinned.first.signed)
    ghost = stranger()
    document["list"]["custodians"].append({"name": "ghost", "kind": "person", "public_key": ghost.public_key.hex()})
    put(pinned, canonical_bytes(document), number=1)
    with pytest.raises(NotVerified, match="seal nothing"):
        current_list(pinned.workspace)


def test_a_list_signed_by_another_root_is_refused(pinned):
    secret, public = crypto.new_signing_key()
    forged = next_list(pinned, stranger(), root=RootKey(public, secret))
    with pytest.raises(NotVerified, match="not signed by the root"):
        add_list(pinned.workspace, forged.signed)
    put(pinned, forged.signed)
    with pytest.raises(NotVerified):
        current_list(pinned.workspace)


def test_a_list_of_another_workspace_is_refused(pinned):
    other = sign_list(pinned.people, workspace_id="ab" * 16, previous=None, root=pinned.root)
    put(pinned, other.signed, number=1)
    with pytest.raises(NotVerified, match="another workspace"):
        current_list(pinned.workspace)


def test_a_list_that_was_rolled_back_is_refused_by_whoever_saw_the_newer_one(pinned):
    second = add_list(pinned.workspace, next_list(pinned, pinned.people[0]).signed)
    (pinned.workspace.custodians_path / "000002.json").unlink()
    assert current_list(pinned.workspace).version == 1
    with pytest.raises(NotVerified, match="rolled back"):
        current_list(pinned.workspace, known=(2, second.digest))


def test_two_lists_of_one_version_are_told_apart(pinned):
    seen = next_list(pinned, pinned.people[0])
    add_list(pinned.workspace, next_list(pinned, pinned.people[1]).signed)
    with pytest.raises(NotVerified):
        current_list(pinned.workspace, known=(2, seen.digest))


def test_a_list_in_the_middle_cannot_be_taken_out(pinned):
    second = add_list(pinned.workspace, next_list(pinned, pinned.people[0]).signed)
    third = sign_list(pinned.people, workspace_id=pinned.workspace.id, previous=second, root=pinned.root)
    add_list(pinned.workspace, third.signed)
    (pinned.workspace.custodians_path / "000002.json").unlink()
    with pytest.raises(NotVerified, match="does not follow"):
        list_history(pinned.workspace)


def test_a_list_is_added_once_and_in_order(pinned):
    second = next_list(pinned, pinned.people[0])
    add_list(pinned.workspace, second.signed)
    for signed in (second.signed, pinned.first.signed):
        with pytest.raises(NotVerified, match="does not follow"):
            add_list(pinned.workspace, signed)


def test_without_a_root_or_a_list_it_is_said_what_to_do(office, pinned):
    for path in pinned.workspace.custodians_path.iterdir():
        path.unlink()
    with pytest.raises(NotFound, match="no custodians yet"):
        current_list(pinned.workspace)
    with pytest.raises(NotVerified):
        current_list(pinned.workspace, known=(1, pinned.first.digest))


def test_no_root_no_list(office, pinned):
    unpinned = type(office.workspace)(**{**vars(office.workspace), "root_public_key": None})
    with pytest.raises(NotFound, match="No root key"):
        add_list(unpinned, pinned.first.signed)


def test_from_one_to_five_custodians_each_once(pinned):
    for wrong in (
        [],
        [stranger(str(number)) for number in range(6)],
        [pinned.people[0]] * 2,
        [stranger("one"), pinned.people[0]],
    ):
        with pytest.raises(BadInput):
            next_list(pinned, *wrong)


def test_no_changed_byte_of_a_signed_list_is_accepted(pinned):
    signed = pinned.first.signed
    for place in range(0, len(signed) - 1, 11):
        changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
        with pytest.raises((NotVerified, NewerFormat)):
            verify_list(changed, root_public_key=pinned.root.public_key, workspace_id=pinned.workspace.id)


@pytest.mark.parametrize("signed", [b"", b"[]", b"{}", b'{"list":3,"signature":""}', b'{"list":{},"signature":"zz"}'])
def test_what_is_no_list_is_refused(pinned, signed):
    with pytest.raises(NotVerified):
        verify_list(signed, root_public_key=pinned.root.public_key, workspace_id=pinned.workspace.id)


def test_a_newer_list_is_not_guessed_at(pinned):
    document = json.loads(pinned.first.signed)
    document["list"]["format"] = "tizim-custodians/2"
    with pytest.raises(NewerFormat):
        verify_list(canonical_bytes(document), root_public_key=pinned.root.public_key, workspace_id=pinned.workspace.id)


def test_a_signed_list_with_an_impossible_entry_is_damage_not_a_traceback(pinned):
    plain = json.loads(pinned.first.signed)["list"]
    for wrong in (
        {"custodians": [{"name": "x"}]},
        {"custodians": None},
        {"version": "two"},
        {"previous": None, "custodians": [3]},
    ):
        body = {**plain, **wrong}
        signature = pinned.root.sign(b"tizim-custodians/1\n" + canonical_bytes(body))
        signed = canonical_bytes({"list": body, "signature": signature.hex()})
        with pytest.raises(Damaged):
            verify_list(signed, root_public_key=pinned.root.public_key, workspace_id=pinned.workspace.id)


def test_fingerprints_tell_keys_apart_and_are_short_enough_to_read_aloud(pinned):
    one, two = pinned.people
    assert one.fingerprint != two.fingerprint
    assert len(one.fingerprint.split()) == 5 and len(one.fingerprint) == 24


@pytest.mark.parametrize("name", ["", "   ", "n" * 81, "bidi \u202e name", "nul \0"])
def test_a_name_that_cannot_be_shown_is_refused(tmp_path, name, quick_costs):
    with pytest.raises(BadInput):
        new_custodian(name, "four plain words here", tmp_path / "key.json", costs=quick_costs)
