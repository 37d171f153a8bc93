"""What a second person looked over, and what the office promised itself to do by a day."""

from django.db import migrations, models

from tizim.db.migrations._facts import append_only, fact, key, text


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
        append_only("tizim_secondcheck", "tizim_task", "tizim_taskend"),
    ]
