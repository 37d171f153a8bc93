"""What a second person looked over, and what the office promised itself to do by a day."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import tizim.db.ids

SAYS = "facts are append-only: record a new row that supersedes this one"
TABLES = ("tizim_secondcheck", "tizim_task", "tizim_taskend")


def forwards(apps, schema_editor) -> None:
    """The triggers of migration 0002, for these tables; on PostgreSQL their functions are there already."""
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"""
                CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION tizim_append_only()""")
            schema_editor.execute(f"""
                CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION tizim_no_truncate()""")
            continue
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


class Migration(migrations.Migration):
    dependencies = [("tizim", "0012_requests")]
    operations = [
        migrations.CreateModel(
            name="SecondCheck",
            fields=fact(
                ("ticks", models.JSONField(default=list)),
                ("outcome", models.CharField(max_length=12)),
                ("unverified", text()),
                ("account", key("tizim.account", "checks")),
            ),
            options={"ordering": ("id",), "abstract": False},
        ),
        migrations.CreateModel(
            name="Task",
            fields=fact(
                ("kind", models.CharField(max_length=20)),
                ("due_on", models.CharField(db_index=True, max_length=10)),
                ("words", text()),
                ("compartment", models.CharField(default="general", max_length=80)),
                ("account", key("tizim.account", "tasks", null=True)),
            ),
            options={"ordering": ("id",), "abstract": False},
        ),
        migrations.CreateModel(
            name="TaskEnd",
            fields=fact(
                ("outcome", models.CharField(max_length=12)),
                ("words", text()),
                ("of", key("tizim.task", "end", kind=models.OneToOneField)),
            ),
            options={"ordering": ("id",), "abstract": False},
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
