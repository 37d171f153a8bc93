"""Recovery sheets: any two of three open the workspace, one never does, and a typing error is found on its sheet."""

import base64
import itertools
import json

import pytest

from tizim.core.errors import BadInput, Damaged, NotFound, WrongPassphrase
from tizim.vault import crypto
from tizim.vault.recovery import ALPHABET, clean_share, new_recovery_slot, new_shares, recover_key, render_sheet
from tizim.vault.slots import read_slots
from tizim.vault.workspace import unlock_with_sheets


def typed(share, *, place=None, letter=None):
    letters = share[16:]
    if place is not None:
        letter = letter or next(other for other in ALPHABET if other != letters[place])
        letters = letters[:place] + letter + letters[place + 1 :]
    return letters


@pytest.mark.parametrize("pair", list(itertools.permutations(range(3), 2)))
def test_any_two_open_in_any_order(office, pair):
    first, second = (office.shares[number] for number in pair)
    assert unlock_with_sheets(office.workspace, first, second) == office.key


def test_one_sheet_opens_nothing(office):
    slot = next(slot for slot in read_slots(office.workspace.slots_path) if slot["kind"] == "recovery")
    for share in office.shares:
        for pair in slot["pairs"]:
            try:
                inner = crypto.age_decrypt(base64.b64decode(pair["age"]), share)
            except Damaged:
                continue
            with pytest.raises(Damaged):
                crypto.age_decrypt(inner, share)
    with pytest.raises(BadInput, match="same sheet"):
        unlock_with_sheets(office.workspace, office.shares[0], office.shares[0].lower())


def test_a_sheet_is_typed_as_people_type(office):
    rows = render_sheet(office.shares, office.workspace.id).split("\f")[1].splitlines()
    copied = "\r\n".join(row.strip().lower().replace("0", "o") for row in rows if row.startswith("      "))
    assert clean_share(copied) == office.shares[1]
    assert clean_share(office.shares[1].replace("-", "- ").lower()) == office.shares[1]


def test_a_wrong_letter_is_found_with_its_place(office):
    with pytest.raises(BadInput, match=r"Sheet number 2 as typed: the letter in place 40 \(group 10\)"):
        unlock_with_sheets(office.workspace, office.shares[0], typed(office.shares[2], place=39))


def test_both_sheets_are_checked_before_anything_is_said(office):
    with pytest.raises(BadInput, match="Sheet number 1.*57 letters instead of 58.*Sheet number 2"):
        unlock_with_sheets(office.workspace, typed(office.shares[0])[:-1], typed(office.shares[2]) + "Q")


def test_two_wrong_letters_are_noticed(office):
    twice = typed(office.shares[0], place=3)
    twice = twice[:50] + ("Q" if twice[50] != "Q" else "P") + twice[51:]
    with pytest.raises(BadInput, match="more than one"):
        clean_share(twice)


@pytest.mark.parametrize("wrong", ["", "Ж", "ß" * 58, "-" * 58, "Q" * 58, "AGE-SECRET-KEY-1"])
def test_what_is_no_sheet_is_refused(wrong):
    with pytest.raises(BadInput):
        clean_share(wrong)


def test_sheets_of_another_workspace_are_told_apart_from_typing_errors(office):
    strange = new_shares()
    with pytest.raises(WrongPassphrase, match="typed correctly"):
        unlock_with_sheets(office.workspace, strange[0], strange[1])
    with pytest.raises(WrongPassphrase):
        unlock_with_sheets(office.workspace, office.shares[0], strange[1])


def test_a_slot_put_together_from_another_workspace_is_found(office):
    slot = new_recovery_slot(bytes(32), office.shares, "cd" * 16)
    slot["workspace_id"] = office.workspace.id
    with pytest.raises(Damaged, match="another workspace"):
        recover_key([slot], office.workspace.id, office.shares[0], office.shares[1])


def test_a_slot_made_for_our_sheets_with_another_key_is_found(office):
    path = next(office.workspace.slots_path.glob("recovery-*.json"))
    forged = {**new_recovery_slot(bytes(32), office.shares, office.workspace.id)}
    path.write_text(json.dumps(forged))
    with pytest.raises(Damaged):
        unlock_with_sheets(office.workspace, office.shares[0], office.shares[1])


@pytest.mark.parametrize("pairs", [None, 3, [3], [{}], [{"age": "?"}], [{"age": 3}], [{"age": "é"}]])
def test_a_damaged_slot_is_said_to_be_damaged(office, pairs):
    slot = {"kind": "recovery", "workspace_id": office.workspace.id, "pairs": pairs}
    with pytest.raises(Damaged):
        recover_key([slot], office.workspace.id, office.shares[0], office.shares[1])


def test_without_a_recovery_slot_nothing_is_guessed(office):
    with pytest.raises(NotFound):
        recover_key([], office.workspace.id, office.shares[0], office.shares[1])


def test_public_halves_are_nowhere_in_the_folder(office):
    kept = b"".join(path.read_bytes() for path in office.workspace.slots_path.iterdir())
    pairs = [pair for line in kept.splitlines() for pair in json.loads(line).get("pairs", ())]
    decoded = b"".join(base64.b64decode(pair["age"]) for pair in pairs)
    assert len(pairs) == 3
    assert not [s for s in office.shares if crypto.age_recipient(s).encode() in kept + decoded]


def test_each_page_tells_its_number_and_only_its_own_share(office):
    pages = render_sheet(office.shares, office.workspace.id, office="Green Lamp").split("\f")
    assert [f"{number} OF 3" in page for number, page in enumerate(pages, 1)] == [True] * 3
    assert all("Green Lamp" in page and max(map(len, page.splitlines())) <= 100 for page in pages)
    assert ["".join(page.split()).find(share[16:]) > 0 for page in pages for share in office.shares].count(True) == 3
