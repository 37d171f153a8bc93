"""A workspace for each test, quickly: made once, copied; on SQLCipher, or on PostgreSQL when TIZIM_DATABASE_URL is set.

No test reaches the network: `socket.connect` to anything but this machine raises, and a test shows that it does.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

sys.path.insert(0, str(Path(__file__).parent))

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from tizim import db  # noqa: E402

db.start()

PASSPHRASE = "four plain words here"
ON_POSTGRESQL = bool(os.environ.get("TIZIM_DATABASE_URL"))


class NetworkBlocked(AssertionError):
    """A test tried to reach another machine."""


_connect = socket.socket.connect


def _local_only(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise NetworkBlocked(f"no test reaches {address[0]}")
    return _connect(self, address)


socket.socket.connect = _local_only  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def quick_costs():
    """Argon2id as cheap as it goes: for tests only; the floor for real workspaces has tests of its own."""
    from tizim.vault.passphrases import Costs

    return Costs(passes=1, memory_kib=8 * 4, lanes=1)


@pytest.fixture(scope="session")
def made_workspace(tmp_path_factory, quick_costs):
    """One empty workspace with a custodian, to be copied: (folder, key)."""
    from tizim.actions.custodians import add_custodian
    from tizim.actions.workspaces import create_workspace, open_session
    from tizim.db import queries
    from tizim.vault import workspace as folders

    home = tmp_path_factory.mktemp("made")
    if ON_POSTGRESQL:
        _use_database("template", fresh=True)
    folder, _shares = create_workspace(
        path=home / "workspace", passphrase=PASSPHRASE, first_member="Ines", costs=quick_costs
    )
    key = folders.unlock(folder, PASSPHRASE, floor=quick_costs)
    with open_session(path=home / "workspace", key=key, writing=True) as session:
        add_custodian(
            by=queries.find_member("Ines"), session=session, name="Custodian", passphrase=PASSPHRASE,
            key_file=home / "custodian.key", root_key=home / "root.key", root_passphrase=PASSPHRASE,
            costs=quick_costs, floor=quick_costs,
        )  # fmt: skip
    return home, key


@pytest.fixture
def archive(tmp_path, made_workspace):
    """An open session in a fresh copy of the workspace, with the cast of `world` as members."""
    from tizim.actions.workspaces import open_session
    from world import add_cast

    home, key = made_workspace
    shutil.copytree(home, tmp_path / "home")
    if ON_POSTGRESQL:
        _use_database("test", fresh=True, template=_database_name("template"))
    with open_session(path=tmp_path / "home" / "workspace", key=key, writing=True) as session:
        add_cast(session)
        yield session
    if ON_POSTGRESQL:
        _use_database("template")


def _database_name(kind: str) -> str:
    return f"tizim_{kind}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def _use_database(kind: str, *, fresh: bool = False, template: str = "template0") -> None:
    """Point Django at a PostgreSQL database of this worker, made anew from a template when asked."""
    import psycopg
    from django.db import connections

    name = _database_name(kind)
    connections.close_all()
    if fresh:
        with psycopg.connect(os.environ["TIZIM_DATABASE_URL"], autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
    connections.settings["default"]["NAME"] = name
    if hasattr(connections._connections, "default"):
        del connections["default"]


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what touches the database is run again."""
    if ON_POSTGRESQL and urlsplit(os.environ["TIZIM_DATABASE_URL"]).scheme.startswith("postgres"):
        kept = [item for item in items if "archive" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept
