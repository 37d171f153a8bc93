"""What takes two people: one asks, the other answers."""

from django.db import migrations, models

from tizim.db.migrations._facts import append_only, fact, key, text


class Migration(migrations.Migration):
    dependencies = [("tizim", "0011_interview_drafts")]
    operations = [
        migrations.CreateModel(
            name="Request",
            fields=fact(
                ("verb", models.CharField(max_length=40)),
                ("account", key("tizim.account", "requests", null=True)),
                ("mention", key("tizim.mention", "requests", null=True)),
                ("compartment", models.CharField(blank=True, default="", max_length=80)),
                ("given", models.JSONField(default=dict)),
                ("reason", text()),
            ),
            options={"ordering": ("id",), "abstract": False},
        ),
        migrations.CreateModel(
            name="RequestEnd",
            fields=fact(
                ("outcome", models.CharField(max_length=12)),
                ("reason", text()),
                ("result", models.CharField(blank=True, default="", max_length=26)),
                ("of", key("tizim.request", "end", kind=models.OneToOneField)),
            ),
            options={"ordering": ("id",), "abstract": False},
        ),
        append_only("tizim_request", "tizim_requestend"),
    ]
