"""The tables are those that the models describe, and SQLite is one that loses nothing."""

from django.core.management import call_command
from django.db import connection

from tizim.db import models


def test_no_migration_is_missing(archive):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_table_is_a_fact_derived_or_one_of_the_few_named_exceptions():
    exceptions = {
        "ExhibitObject",
        "Secret",
        "LogLeaf",
        "LogState",
        "SheetMapping",
        "ErasePermit",
        "InterviewDraft",
        "SignIn",
        "SavedSearch",
    }
    named = {model.__name__ for model in (*models.FACTS, *models.DERIVED)} | exceptions
    from django.apps import apps

    assert {model.__name__ for model in apps.get_app_config("tizim").get_models()} == named


def test_the_embedded_database_is_opened_as_the_threat_model_says(archive):
    if connection.vendor != "sqlite":
        return
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "trusted_schema": 0, "temp_store": 2}
    with connection.cursor() as cursor:
        for name, value in wanted.items():
            cursor.execute(f"PRAGMA {name}")
            assert cursor.fetchone()[0] == value, name


def test_an_older_sqlite_is_refused(archive, monkeypatch):
    import pytest

    from tizim.core.errors import MissingPart
    from tizim.db.sqlcipher import base

    if connection.vendor != "sqlite":
        return
    monkeypatch.setattr(base, "OLDEST_SQLITE", (99, 0, 0))
    connection.close()
    with pytest.raises(MissingPart, match="sqlcipher3"):
        connection.ensure_connection()
