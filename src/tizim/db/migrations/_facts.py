"""What migrations that add facts share: the fields of every fact, and the triggers that make a table append-only.

Not a migration (its name begins with a line). The triggers are those of 0002; on PostgreSQL their functions are there
already.
"""

from __future__ import annotations

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import tizim.db.ids

SAYS = "facts are append-only: record a new row that supersedes this one"


def append_only(*tables: str) -> migrations.RunPython:
    """The triggers for these tables."""

    def forwards(apps, schema_editor) -> None:
        for table in tables:
            _protect(table, schema_editor)

    return migrations.RunPython(forwards, migrations.RunPython.noop)


def _protect(table: str, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"""
            CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION tizim_append_only()""")
        schema_editor.execute(f"""
            CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION tizim_no_truncate()""")
        return
    schema_editor.execute(f"""
        CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
        WHEN NEW.id IS NOT OLD.id OR NOT EXISTS (SELECT 1 FROM tizim_erasepermit WHERE record_id = OLD.id)
        BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""")
    schema_editor.execute(f"""
        CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""")


def fact(*more):
    """The fields of every fact, and these."""
    new_id = tizim.db.ids.new_id
    own = models.CharField(default=new_id, editable=False, max_length=26, primary_key=True, serialize=False)
    at = models.DateTimeField(default=django.utils.timezone.now)
    return [("id", own), ("recorded_by", text()), ("recorded_at", at), *more]


def text():
    return models.TextField(blank=True, default="")


def key(to, name, *, null=False, kind=models.ForeignKey):
    return kind(null=null, on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to)
