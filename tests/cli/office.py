"""An office for the scripts, made once and copied: a workspace with members, a custodian and, if asked, accounts."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from cli.terminal import Terminal

PASSPHRASE = "seven green lamps by night"
CASE = Path(__file__).parent / "case"
IN_OFFICE = {"TIZIM_WORKSPACE": "office", "TIZIM_BY": "Aigul"}


@pytest.fixture(scope="session")
def an_office(tmp_path_factory) -> Path:
    """A folder with the workspace `office`, Cyra's key `cyra.key` and `root.key`; the passphrase is cheap to try."""
    from tizim.actions.custodians import add_custodian
    from tizim.actions.members import set_member
    from tizim.actions.workspaces import create_workspace, open_session
    from tizim.db import queries
    from tizim.vault.passphrases import FLOOR
    from tizim.vault.workspace import unlock

    home = tmp_path_factory.mktemp("office")
    made, _shares = create_workspace(path=home / "office", passphrase=PASSPHRASE, first_member="Aigul", costs=FLOOR)
    with open_session(path=made.path, key=unlock(made, PASSPHRASE), writing=True) as session:
        by = queries.find_member("Aigul")
        assert by
        add_custodian(
            by=by, session=session, name="Cyra", passphrase=PASSPHRASE, key_file=home / "cyra.key",
            root_key=home / "root.key", root_passphrase=PASSPHRASE, costs=FLOOR,
        )  # fmt: skip
        set_member(by=by, name="Bolat", roles=("publisher", "reviewer"))
        set_member(by=by, name="Cyra", roles=("custodian",))
    return home


@pytest.fixture(scope="session")
def an_office_with_accounts(an_office, tmp_path_factory) -> Path:
    """The same with A-1 (Saule's) and A-2 (Erbol's) taken in."""
    home = tmp_path_factory.mktemp("accounts") / "home"
    shutil.copytree(an_office, home)
    furnish(home)
    with tempfile.TemporaryDirectory(prefix="tizim-") as runtime:
        terminal = Terminal(home, Path(runtime), TIZIM_PASSPHRASE_FILE="pass", **IN_OFFICE)
        printed, code = terminal.type("tizim take-in saule.yaml erbol.yaml")
    assert code == 0, printed
    return home


def furnish(folder: Path) -> None:
    """The case files and the passphrase, as every script finds them."""
    for path in CASE.iterdir():
        shutil.copy(path, folder)
    (folder / "pass").write_text(PASSPHRASE + "\n", "utf-8")


@pytest.fixture
def typed(request, tmp_path):
    """Called with what is given ("nothing", "an office", "an office with accounts"): a terminal in a fresh folder."""
    with tempfile.TemporaryDirectory(prefix="tizim-") as runtime:

        def begin(given: str) -> Terminal:
            home = tmp_path / "home"
            if given == "nothing":
                home.mkdir()
                furnish(home)
                return Terminal(home, Path(runtime))
            fixture = {"an office": "an_office", "an office with accounts": "an_office_with_accounts"}[given]
            shutil.copytree(request.getfixturevalue(fixture), home)
            furnish(home)
            return Terminal(home, Path(runtime), TIZIM_PASSPHRASE_FILE="pass", **IN_OFFICE)

        yield begin
