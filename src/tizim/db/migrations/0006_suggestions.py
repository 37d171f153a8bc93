"""What people decided about suggestions of the reading aid, append-only like every fact: see decision 0042."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import tizim.db.ids

SAYS = "facts are append-only: record a new row that supersedes this one"
TABLE = "tizim_suggestiondecision"


def forwards(apps, schema_editor) -> None:
    """The triggers of migration 0002, for this table; on PostgreSQL their functions are there already."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"""
            CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION tizim_append_only()""")
        schema_editor.execute(f"""
            CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {TABLE}
            FOR EACH STATEMENT EXECUTE FUNCTION tizim_no_truncate()""")
        return
    schema_editor.execute(f"""
        CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE}
        WHEN NEW.id IS NOT OLD.id OR NOT EXISTS (SELECT 1 FROM tizim_erasepermit WHERE record_id = OLD.id)
        BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""")
    schema_editor.execute(f"""
        CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""")


class Migration(migrations.Migration):
    dependencies = [("tizim", "0005_picture_hashes")]
    operations = [
        migrations.CreateModel(
            name="SuggestionDecision",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=tizim.db.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_by", models.TextField(blank=True, default="")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("passage_start", models.PositiveIntegerField()),
                ("passage_end", models.PositiveIntegerField()),
                ("property", models.CharField(max_length=40)),
                ("value", models.TextField(blank=True, default="")),
                ("label", models.TextField(blank=True, default="")),
                ("rule", models.TextField(blank=True, default="")),
                ("suggested", models.JSONField(default=dict)),
                ("speaker", models.JSONField(default=list)),
                ("decision", models.CharField(max_length=12)),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="tizim.account"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="tizim.statement",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="tizim.suggestiondecision",
                    ),
                ),
            ],
            options={"ordering": ("id",), "abstract": False},
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
