"""A workspace made once with the cheapest costs, and a fresh copy of it for each test."""

import shutil
from types import SimpleNamespace

import pytest

from tizim.vault.workspace import create_workspace, open_workspace

WORDS = "four plain words here"


@pytest.fixture(scope="session")
def made(tmp_path_factory, quick_costs):
    return create_workspace(tmp_path_factory.mktemp("vault") / "made", WORDS, costs=quick_costs)


@pytest.fixture
def office(tmp_path, made):
    """`workspace` (its own copy), `key`, `shares`, `words`."""
    shutil.copytree(made.workspace.path, tmp_path / "office")
    workspace = open_workspace(tmp_path / "office")
    return SimpleNamespace(workspace=workspace, key=made.database_key, shares=made.recovery_shares, words=WORDS)


@pytest.fixture
def pinned(office, quick_costs, tmp_path):
    """An office with a root key, two custodians and a first list; `secrets` by name."""
    from tizim.vault.custodians import add_list, sign_list
    from tizim.vault.keyfiles import new_custodian, new_root_key, open_custodian
    from tizim.vault.workspace import pin_root_key

    root = new_root_key(tmp_path / "root.json", WORDS, costs=quick_costs)
    office.workspace = pin_root_key(office.workspace, office.key, root.public_key)
    people = [new_custodian(name, WORDS, tmp_path / f"{name}.json", costs=quick_costs) for name in ("one", "two")]
    first = sign_list(people, workspace_id=office.workspace.id, previous=None, root=root)
    add_list(office.workspace, first.signed)
    secrets = {each.name: open_custodian(tmp_path / f"{each.name}.json", WORDS, floor=quick_costs) for each in people}
    parts = {"root": root, "people": people, "first": first, "secrets": secrets}
    return SimpleNamespace(**vars(office), **parts)
