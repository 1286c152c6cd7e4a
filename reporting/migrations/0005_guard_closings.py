"""Triggers: what a period was closed with is never changed and never removed."""

from django.db import migrations

MESSAGE = "a closed period is never changed"
TABLE = "reporting_periodclosing"
SQLITE = (
    f"CREATE TRIGGER closing_no_{{step}} BEFORE {{step}} ON {TABLE} FOR EACH ROW "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
)
POSTGRESQL = [
    f"""CREATE FUNCTION closing_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"CREATE TRIGGER closing_no_change BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW "
    "EXECUTE FUNCTION closing_never_changes()",
]


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)
    else:
        for step in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(step=step))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS closing_no_change ON {TABLE}")
        schema_editor.execute("DROP FUNCTION IF EXISTS closing_never_changes()")
    else:
        for step in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS closing_no_{step}")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_closed_periods")]
    operations = [migrations.RunPython(create, drop)]
