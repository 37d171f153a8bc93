"""What would change a finding, how reliable and how credible reviewers hold something, and custodians' opaque links."""

from django.db import migrations, models

from tizim.db.migrations._facts import append_only, fact, key, text


class Migration(migrations.Migration):
    dependencies = [("tizim", "0007_prints")]
    operations = [
        migrations.CreateModel(
            name="FindingTerms",
            fields=fact(
                ("would_change", text()),
                ("finding", key("tizim.finding", "terms", kind=models.OneToOneField)),
                ("replaces", key("tizim.finding", "replaced_by", null=True, kind=models.OneToOneField)),
            ),
            options={"ordering": ("id",), "abstract": False},
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=fact(
                ("grade", text()),
                ("reasons", text()),
                ("account", key("tizim.account", "assessments")),
                ("source", key("tizim.source", "assessments", null=True)),
                ("statement", key("tizim.statement", "assessments", null=True)),
            ),
            options={"ordering": ("id",), "abstract": False},
        ),
        migrations.CreateModel(
            name="SourceLink",
            fields=fact(("link", text()), ("reason", text()), ("source", key("tizim.source", "links"))),
            options={"ordering": ("id",), "abstract": False},
        ),
        append_only("tizim_findingterms", "tizim_assessment", "tizim_sourcelink"),
    ]
