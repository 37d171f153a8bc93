"""The page docs/spec/keys.md is enough: its program opens a slot, and what it says of the files is so."""

import base64
import json
import re
from pathlib import Path

from tizim.vault import crypto, passphrases, sealing
from tizim.vault.backup import workspace_members, write_backup
from tizim.vault.slots import read_slots

PAGE = (Path(__file__).parents[3] / "docs" / "spec" / "keys.md").read_text("utf-8")


def test_the_program_of_the_page_opens_its_slot():
    program = re.search(r"```python\n(.*?)```", PAGE, re.S).group(1)
    found = {}
    exec(compile(program, "keys.md", "exec"), found)
    assert found["key"] == bytes(range(32))


def test_costs_and_sizes_are_those_of_the_page():
    costs = passphrases.DEFAULT
    assert f"{costs.passes} passes, {costs.memory_kib // 1024} MiB, {costs.lanes} lanes" in PAGE
    assert f"at least {passphrases.FLOOR.passes} passes and {passphrases.FLOOR.memory_kib // 1024} MiB" in PAGE
    most = passphrases.CEILING
    assert f"at most {most.passes} passes, {most.memory_kib >> 20} GiB, {most.lanes} lanes" in PAGE
    assert f"{passphrases.MOST_WORK_KIB >> 20} GiB of work" in PAGE
    assert [size // 1024 for size in sealing.SIZES_BYTES] == [4, 16, 64]


def test_every_path_of_a_workspace_is_on_the_page(pinned):
    names = {path.relative_to(pinned.workspace.path).parts[0] for path in pinned.workspace.path.rglob("*")}
    assert [name for name in names if f"`{name}" not in PAGE] == []


def test_every_field_of_the_files_is_on_the_page(pinned, tmp_path):
    documents = [pinned.workspace.document, *read_slots(pinned.workspace.slots_path)]
    documents += [json.loads(pinned.first.signed), json.loads(pinned.first.signed)["list"]]
    documents += [json.loads((tmp_path / name).read_bytes()) for name in ("one.json", "root.json")]
    backup = tmp_path / "backup"
    members = workspace_members(pinned.workspace, pinned.workspace.database_path)
    write_backup(backup, members, pinned.workspace, pinned.key)
    documents.append(json.loads(backup.read_bytes().partition(b"\n")[0]))
    fields = {field for document in documents for field in document}
    assert sorted(field for field in fields if not re.search(rf"\b{field}\b", PAGE)) == []


def test_two_sheets_open_the_slot_in_the_order_of_the_page(office):
    slot = next(slot for slot in read_slots(office.workspace.slots_path) if slot["kind"] == "recovery")
    nested = next(base64.b64decode(pair["age"]) for pair in slot["pairs"] if pair["sheets"] == [1, 3])
    plain = crypto.age_decrypt(crypto.age_decrypt(nested, office.shares[2]), office.shares[0])
    assert json.loads(plain) == {"database_key": office.key.hex(), "workspace_id": office.workspace.id}
