"""How members sign in to the desk: one wrapped row a member."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tizim", "0008_assessments")]
    operations = [
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("member", models.TextField(primary_key=True, serialize=False)),
                ("ready", models.BooleanField(default=False)),
                ("value", models.BinaryField()),
            ],
        ),
    ]
