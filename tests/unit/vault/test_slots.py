"""Slots: many ways to one key; a changed file never opens to another key and never ends in a traceback."""

import json
import os
import random

import pytest

from tizim.core.errors import BadInput, Damaged, NewerFormat, NotFound, TizimError, WrongPassphrase
from tizim.vault import slots
from tizim.vault.slots import (
    change_passphrase,
    inspect_slots,
    new_passphrase_slot,
    open_passphrase_slots,
    read_slots,
    remove_slot,
    write_slot,
)
from tizim.vault.workspace import unlock

OTHER = "some other words here"


def passphrase_slot(office):
    return next(office.workspace.slots_path.glob("passphrase-*.json"))


def test_a_second_slot_opens_to_the_same_key(office, quick_costs):
    slot = new_passphrase_slot(office.key, OTHER, office.workspace.id, costs=quick_costs)
    write_slot(office.workspace.slots_path, slot)
    assert unlock(office.workspace, OTHER, floor=quick_costs) == office.key
    assert unlock(office.workspace, office.words, floor=quick_costs) == office.key


def test_a_wrong_passphrase_says_what_to_try(office, quick_costs):
    with pytest.raises(WrongPassphrase, match="keyboard"):
        unlock(office.workspace, OTHER, floor=quick_costs)


def test_a_slot_of_another_workspace_does_not_open_here(office, quick_costs):
    slot = new_passphrase_slot(bytes(32), OTHER, "ab" * 16, costs=quick_costs)
    with pytest.raises(NotFound):
        open_passphrase_slots([slot], OTHER, office.workspace.id, floor=quick_costs)
    slot["workspace_id"] = office.workspace.id
    with pytest.raises(WrongPassphrase):
        open_passphrase_slots([slot], OTHER, office.workspace.id, floor=quick_costs)


def test_production_refuses_the_cheap_costs_of_tests(office):
    with pytest.raises(Damaged, match="never writes"):
        unlock(office.workspace, office.words)


def test_the_passphrase_is_changed_and_the_old_one_opens_no_more(office, quick_costs):
    old = json.loads(passphrase_slot(office).read_bytes())["slot_id"]
    change_passphrase(office.workspace.slots_path, office.key, old, OTHER, costs=quick_costs)
    assert unlock(office.workspace, OTHER, floor=quick_costs) == office.key
    with pytest.raises(WrongPassphrase):
        unlock(office.workspace, office.words, floor=quick_costs)


def test_the_last_slot_stays(office):
    found = read_slots(office.workspace.slots_path)
    remove_slot(office.workspace.slots_path, found[0]["slot_id"])
    with pytest.raises(BadInput, match="last slot"):
        remove_slot(office.workspace.slots_path, found[1]["slot_id"])
    with pytest.raises(NotFound):
        remove_slot(office.workspace.slots_path, "none")


def test_there_is_an_end_to_slots(office, quick_costs):
    for _ in range(slots.MOST_SLOTS - 2):
        write_slot(
            office.workspace.slots_path, new_passphrase_slot(office.key, OTHER, office.workspace.id, costs=quick_costs)
        )
    with pytest.raises(BadInput, match="at most"):
        write_slot(
            office.workspace.slots_path, new_passphrase_slot(office.key, OTHER, office.workspace.id, costs=quick_costs)
        )


def test_a_short_new_passphrase_is_refused(office):
    with pytest.raises(BadInput, match="too short"):
        new_passphrase_slot(office.key, "short", office.workspace.id)


def test_one_damaged_slot_does_not_hide_the_others(office, quick_costs):
    slot = new_passphrase_slot(office.key, OTHER, office.workspace.id, costs=quick_costs)
    write_slot(office.workspace.slots_path, slot)
    passphrase_slot(office).write_bytes(b"{")
    assert len(inspect_slots(office.workspace.slots_path)[1]) == 1
    key = new_passphrase_slot(office.key, OTHER, office.workspace.id, costs=quick_costs)
    write_slot(office.workspace.slots_path, key)
    assert unlock(office.workspace, OTHER, floor=quick_costs) == office.key


def test_no_readable_slot_at_all_is_damage_and_no_slot_is_missing(office):
    for path in office.workspace.slots_path.iterdir():
        path.write_bytes(b"[]")
    with pytest.raises(Damaged):
        read_slots(office.workspace.slots_path)
    for path in office.workspace.slots_path.iterdir():
        path.unlink()
    with pytest.raises(NotFound):
        read_slots(office.workspace.slots_path)


def test_a_newer_slot_is_not_read(office):
    for path in office.workspace.slots_path.iterdir():
        path.write_text(json.dumps({**json.loads(path.read_bytes()), "format": "tizim-slot/2"}))
    with pytest.raises(NewerFormat):
        read_slots(office.workspace.slots_path)


def test_no_changed_byte_of_a_slot_opens_to_another_key_or_a_traceback(office, quick_costs):
    path, opened = passphrase_slot(office), []
    right, dice = path.read_bytes(), random.Random(7)
    for place in range(len(right) - 1):  # the last byte is the end of the line
        for flip in (1, 0x20, dice.randrange(2, 256)):
            path.write_bytes(right[:place] + bytes([right[place] ^ flip]) + right[place + 1 :])
            try:
                opened.append(unlock(office.workspace, office.words, floor=quick_costs))
            except TizimError as error:
                assert isinstance(error, (WrongPassphrase, Damaged, NotFound, NewerFormat)), error
    assert opened == []


@pytest.mark.parametrize("length", range(0, 400, 37))
def test_a_cut_slot_is_refused(office, quick_costs, length):
    path = passphrase_slot(office)
    os.truncate(path, length)
    with pytest.raises((Damaged, NotFound)):
        unlock(office.workspace, office.words, floor=quick_costs)
