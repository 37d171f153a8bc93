"""Hashes of whole pictures, so that a picture that was saved again is recognised: see decision 0035."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tizim", "0004_meeting")]
    operations = [
        migrations.CreateModel(
            name="PictureHash",
            fields=[
                ("exhibit_id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("method", models.CharField(max_length=40)),
                ("value", models.CharField(blank=True, max_length=64)),
                ("why", models.CharField(blank=True, max_length=20)),
            ],
        ),
    ]
