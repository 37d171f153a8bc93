"""Django's SQLite backend over SQLCipher: every page, the write-ahead log included, is encrypted.

A thin subclass. The 32-byte key comes from `set_key`, never from settings, a file or the environment.
`synchronous=FULL` because NORMAL loses acknowledged commits at a power loss; SQLite older than 3.51.3 is
refused because of its write-ahead log race; temporary tables stay in memory, so nothing spills in clear.
"""

from __future__ import annotations

import datetime
import decimal

from django.db.backends.sqlite3 import base as sqlite
from django.db.backends.sqlite3._functions import register as register_functions
from django.db.backends.sqlite3.features import DatabaseFeatures as SqliteFeatures
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as Database

from tizim.core.errors import Damaged, MissingPart
from tizim.core.i18n import gettext as _

OLDEST_SQLITE = (3, 51, 3)
PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA legacy_alter_table = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA cache_size = -32000",
)

_key: bytes | None = None


def set_key(key: bytes | None) -> None:
    """The key with which this process opens its workspace; None forgets it."""
    global _key
    _key = key


class DatabaseFeatures(SqliteFeatures):
    """SQLCipher is built for more variables in a query than the oldest SQLite: fewer, longer INSERTs."""

    max_query_params = 30_000


class DatabaseWrapper(sqlite.DatabaseWrapper):
    Database = Database
    features_class = DatabaseFeatures

    def get_new_connection(self, conn_params):
        if Database.sqlite_version_info < OLDEST_SQLITE:
            raise MissingPart(
                _("SQLite {version} can damage a workspace.", version=Database.sqlite_version),
                _("Install sqlcipher3 0.6.4 or newer."),
            )
        conn = Database.connect(**conn_params)
        # The key comes before any other statement, or SQLCipher treats the file as a plain database.
        if _key is not None:
            conn.execute(f"PRAGMA key = \"x'{_key.hex()}'\"")
            conn.execute("PRAGMA cipher_log_level = NONE")
        try:
            conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except Database.DatabaseError as error:
            conn.close()
            raise Damaged(
                _("The workspace's database does not open with its key."),
                _("Restore the newest backup: tizim restore."),
            ) from error
        register_functions(conn)
        for pragma in PRAGMAS:
            conn.execute(pragma)
        return conn

    def create_cursor(self, name=None):
        return self.connection.cursor(factory=_Cursor)


class _Cursor(Database.Cursor):
    """Translates Django's placeholders; the methods are those of Django's wrapper for the standard library."""

    def execute(self, query, params=None):
        if params is None:
            return super().execute(query)
        names = list(params) if hasattr(params, "keys") else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query, param_list):
        rows = list(param_list)
        names = list(rows[0]) if rows and hasattr(rows[0], "keys") else None
        return super().executemany(self.convert_query(query, param_names=names), rows)

    convert_query = sqlite.SQLiteCursorWrapper.convert_query


def _register_types() -> None:
    for name, convert in (("date", parse_date), ("time", parse_time), ("datetime", parse_datetime)):
        Database.register_converter(name, sqlite.decoder(convert))
    Database.register_converter("timestamp", sqlite.decoder(parse_datetime))
    Database.register_converter("bool", b"1".__eq__)
    Database.register_adapter(decimal.Decimal, str)
    Database.register_adapter(datetime.date, datetime.date.isoformat)
    Database.register_adapter(datetime.datetime, lambda value: value.isoformat(" "))


_register_types()
