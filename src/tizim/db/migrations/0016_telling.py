"""The order of the queue, kept with each proposal; the accounts in the order of their telling."""

from django.db import migrations, models
from django.db.models import BigIntegerField, F
from django.db.models.functions import Cast


def forwards(apps, schema_editor) -> None:
    chance = Cast(F("millionths"), BigIntegerField())
    apps.get_model("tizim", "Proposal").objects.update(telling=chance * 5_000_000 - chance * chance * 4)


class Migration(migrations.Migration):
    dependencies = [("tizim", "0015_searching")]
    operations = [
        migrations.AddField("proposal", "telling", models.BigIntegerField(default=0)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AddIndex(
            "proposal", models.Index(fields=("-telling", "mention_a", "mention_b"), name="proposal_telling")
        ),
        migrations.AddIndex("account", models.Index(fields=("told_on", "id"), name="account_told")),
    ]
