"""The one Django app: models, migrations, queries. `start` makes Django ready, `connect` opens one workspace."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def start() -> None:
    """Make Django ready. Safe to call twice."""
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tizim.settings")
        django.setup()


def connect(database_path: Path, key: bytes) -> None:
    """Let this process read and write the encrypted database at `database_path`.

    With TIZIM_DATABASE_URL the facts live in PostgreSQL and only exhibits lie in the workspace's folder.
    """
    start()
    from django.db import connections

    if connections.settings["default"]["ENGINE"] == "tizim.db.sqlcipher":
        from tizim.db.sqlcipher.base import set_key

        connections.close_all()
        connections.settings["default"]["NAME"] = str(database_path)
        with suppress(AttributeError):  # this thread may never have had one
            del connections["default"]  # a connection copies the name when it is made
        set_key(key)


def disconnect() -> None:
    """Close the connection of this thread and forget the key."""
    from django.db import connections

    connections.close_all()
    if connections.settings["default"]["ENGINE"] == "tizim.db.sqlcipher":
        from tizim.db.sqlcipher.base import set_key

        set_key(None)


def make_tables() -> None:
    """Create or bring up to date all tables and their triggers."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
