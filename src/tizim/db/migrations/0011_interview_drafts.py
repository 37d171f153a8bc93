"""Unfinished interviews, each wrapped as a whole with the workspace's key."""

import django.utils.timezone
from django.db import migrations, models

import tizim.db.ids


class Migration(migrations.Migration):
    dependencies = [("tizim", "0010_sign_ins")]
    operations = [
        migrations.CreateModel(
            name="InterviewDraft",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=tizim.db.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False
                    ),
                ),
                ("owner", models.TextField()),
                ("editors", models.JSONField(default=list)),
                ("compartment", models.CharField(max_length=80)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveIntegerField(default=0)),
                ("content", models.BinaryField(default=bytes)),
                ("objects_kept", models.JSONField(default=list)),
            ],
            options={"ordering": ("-updated_at", "id")},
        ),
    ]
