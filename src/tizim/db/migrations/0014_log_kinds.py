"""The custody log is read by kind too: whoever audits must not wait for all of it to be searched."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tizim", "0013_tasks")]
    operations = [
        migrations.AddIndex("logleaf", models.Index(fields=["kind", "index"], name="tizim_log_kind")),
    ]
