"""Names once for all who bear them, and lists of names by key, instead of keys by mention: see decision 0021."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tizim", "0002_append_only")]
    operations = [
        migrations.DeleteModel(name="NameKey"),
        migrations.CreateModel(
            name="NameKey",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("parts", models.IntegerField()),
                ("names", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchScope",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("compartment", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=20)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("compartment", "kind"), name="one_scope_a_kind")],
            },
        ),
        migrations.CreateModel(
            name="SearchName",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("compartment", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("packed", models.BinaryField()),
                ("version", models.CharField(max_length=24)),
            ],
        ),
        migrations.CreateModel(
            name="SearchBearer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_id", models.BigIntegerField(db_index=True)),
                ("mention_id", models.CharField(db_index=True, max_length=26)),
                ("born_first", models.SmallIntegerField(null=True)),
                ("born_last", models.SmallIntegerField(null=True)),
                ("marks", models.TextField()),
            ],
        ),
    ]
