"""Lists in the order of names, the words of accounts, and searches that a member keeps."""

from django.db import migrations, models

from tizim.db.facts import Beginning


def forwards(apps, schema_editor) -> None:
    """The words themselves, in SQLite's own index; PostgreSQL reads the texts through."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("""
            CREATE VIRTUAL TABLE tizim_accountwords USING fts5(
                words, content='', contentless_delete=1,
                tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co'")""")


def backwards(apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE tizim_accountwords")


class Migration(migrations.Migration):
    dependencies = [("tizim", "0014_log_kinds")]
    operations = [
        migrations.AddIndex("mention", models.Index("kind", Beginning("label"), "id", name="mention_by_name")),
        migrations.CreateModel(
            name="TextDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account_id", models.CharField(max_length=26, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.CharField(db_index=True, max_length=200)),
                ("name", models.CharField(max_length=80)),
                ("asked", models.JSONField(default=dict)),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.AddConstraint(
            "savedsearch", models.UniqueConstraint(fields=("owner", "name"), name="one_search_a_name")
        ),
        migrations.RunPython(forwards, backwards),
    ]
