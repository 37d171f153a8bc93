"""The index of prints, by which a new text meets those that it shares passages with: see decision 0049.

What the derived tables cover is forgotten, so that the next take-in makes the index. So does a later migration if the
way in which prints are made changes.
"""

from django.db import migrations, models


def forget_what_is_covered(apps, schema_editor) -> None:
    apps.get_model("tizim", "Covered").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("tizim", "0006_suggestions")]
    operations = [
        migrations.CreateModel(
            name="Printed",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("account_id", models.CharField(max_length=26, unique=True)),
                ("prints", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="PrintShelf",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("entries", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="ReuseAside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("derived_id", models.CharField(db_index=True, max_length=26)),
                ("source_id", models.CharField(db_index=True, max_length=26)),
                ("kind", models.CharField(max_length=40)),
                ("ringed", models.BooleanField()),
                ("evidence", models.JSONField(default=dict)),
            ],
        ),
        migrations.AddIndex(
            model_name="account",
            index=models.Index(condition=~models.Q(carried_by=""), fields=["carried_by"], name="account_carried"),
        ),
        migrations.RunPython(forget_what_is_covered, migrations.RunPython.noop),
    ]
