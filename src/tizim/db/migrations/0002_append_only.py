"""The database itself refuses UPDATE and DELETE on facts; only a row with an erase permit may be emptied."""

from django.db import migrations

TABLES = (
    "member", "import", "importend", "source", "seal", "account", "mention", "statement", "exhibit", "consent",
    "judgement", "derivation", "finding", "retraction", "erasure", "release",
)  # fmt: skip
SAYS = "facts are append-only: record a new row that supersedes this one"


def sqlite_triggers(schema_editor) -> None:
    for table in TABLES:
        schema_editor.execute(f"""
            CREATE TRIGGER tizim_{table}_no_update BEFORE UPDATE ON tizim_{table}
            WHEN NEW.id IS NOT OLD.id OR NOT EXISTS (SELECT 1 FROM tizim_erasepermit WHERE record_id = OLD.id)
            BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""")
        schema_editor.execute(f"""
            CREATE TRIGGER tizim_{table}_no_delete BEFORE DELETE ON tizim_{table}
            BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""")
    schema_editor.execute(f"""
        CREATE TRIGGER tizim_logleaf_no_update BEFORE UPDATE ON tizim_logleaf
        WHEN NEW."index" IS NOT OLD."index" OR NEW.leaf IS NOT OLD.leaf
          OR NOT EXISTS (SELECT 1 FROM tizim_erasepermit WHERE record_id = OLD.record_id)
        BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""")
    schema_editor.execute(f"""
        CREATE TRIGGER tizim_logleaf_no_delete BEFORE DELETE ON tizim_logleaf
        BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""")


def postgresql_triggers(schema_editor) -> None:
    schema_editor.execute(f"""
        CREATE FUNCTION tizim_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' AND NEW.id = OLD.id
             AND EXISTS (SELECT 1 FROM tizim_erasepermit WHERE record_id = OLD.id) THEN RETURN NEW; END IF;
          RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
        END $$""")
    schema_editor.execute(f"""
        CREATE FUNCTION tizim_log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' AND NEW."index" = OLD."index" AND NEW.leaf = OLD.leaf
             AND EXISTS (SELECT 1 FROM tizim_erasepermit WHERE record_id = OLD.record_id) THEN RETURN NEW; END IF;
          RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
        END $$""")
    schema_editor.execute(f"""
        CREATE FUNCTION tizim_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation'; END $$""")
    for table in (*TABLES, "logleaf"):
        function = "tizim_log_append_only" if table == "logleaf" else "tizim_append_only"
        schema_editor.execute(f"""
            CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON tizim_{table}
            FOR EACH ROW EXECUTE FUNCTION {function}()""")
        schema_editor.execute(f"""
            CREATE TRIGGER no_truncate BEFORE TRUNCATE ON tizim_{table}
            FOR EACH STATEMENT EXECUTE FUNCTION tizim_no_truncate()""")


def forwards(apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        postgresql_triggers(schema_editor)
    else:
        sqlite_triggers(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("tizim", "0001_tables")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
