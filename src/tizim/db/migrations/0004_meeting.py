"""What a new account needs to meet its candidates at entry, and the weights of each compartment: see decision 0023."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tizim", "0003_search")]
    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[("id", models.BigIntegerField(primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("mention_id", models.CharField(max_length=26)),
            ],
        ),
        migrations.CreateModel(
            name="CircleWeights",
            fields=[
                ("compartment", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("people", models.PositiveIntegerField()),
                ("weights", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Covered",
            fields=[
                ("id", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("count", models.PositiveBigIntegerField()),
            ],
        ),
    ]
