"""The database's own refusal to change records of closed periods, for SQLite and PostgreSQL.

A closed record is one whose day is not after its center's `locked_through`. Figures, day, place and
state are guarded; who the client is (a merge) and free text (a privacy request) are not.
"""

from django.db import connection

MESSAGE = "closed period: restate it"
GUARDED = {
    "session": (
        "held_on",
        ("contact_minutes", "prep_minutes", "travel_minutes", "mode", "topic", "funder_id"),
    ),
    "outcome": (
        "occurred_on",
        (
            *("kind", "detail", "quantity", "women", "full_time", "part_time", "amount"),
            *("currency", "rate", "amount_usd", "destinations", "first_export", "state"),
            *("verified_at", "funder_id", "applied_on", "start_tests"),
        ),
    ),
    "situation": (
        "as_of",
        (
            *("sales_national", "sales_export", "currency", "women_full_time"),
            *("women_part_time", "men_full_time", "men_part_time", "formal_jobs"),
        ),
    ),
}
WITH_REPORTABLE = ("session", "outcome")


def columns_of(model):
    """The guarded columns of a kind of record."""
    day, columns = GUARDED[model]
    extra = ("reportable",) if model in WITH_REPORTABLE else ()
    return (day, "center_id", "country_id", "deleted_at", *columns, *extra)


def names():
    """The triggers there must be."""
    return {f"closed_{model}_{step}" for model in GUARDED for step in ("update", "delete")}


def install():
    """Puts the guards back where one is missing and all tables are there."""
    needed = {"clients_restatement", "centers_center", *(f"clients_{model}" for model in GUARDED)}
    if not needed <= set(connection.introspection.table_names()) or names() <= _installed():
        return
    with connection.schema_editor() as editor:
        create_guards(None, editor)


def _installed():
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def create_guards(apps, schema_editor):
    drop_guards(apps, schema_editor)
    for model in GUARDED:
        for statement in STATEMENTS[schema_editor.connection.vendor](model):
            schema_editor.execute(statement)


def drop_guards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for model in GUARDED:
        for step in ("update", "delete"):
            name = f"closed_{model}_{step}"
            if vendor == "postgresql":
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON clients_{model}")
            else:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        if vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION IF EXISTS closed_{model}()")


def _is_closed(row, day):
    return (
        f"EXISTS (SELECT 1 FROM centers_center c WHERE c.id = {row}.center_id "  # noqa: S608
        f"AND c.locked_through >= {row}.{day})"
    )


def _not_restated(model):
    return (
        "NOT EXISTS (SELECT 1 FROM clients_restatement r "  # noqa: S608 - our own names only
        "WHERE r.record_uuid = OLD.uuid "
        f"AND r.record = '{model}' AND r.applied_at IS NULL)"
    )


def _sqlite(model):
    day = GUARDED[model][0]
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns_of(model))
    moved_in = f"({_is_closed('OLD', day)} OR {_is_closed('NEW', day)})"
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    yield (
        f"CREATE TRIGGER closed_{model}_update BEFORE UPDATE ON clients_{model} FOR EACH ROW "
        f"WHEN ({changed}) AND {moved_in} AND {_not_restated(model)} {refuse}"
    )
    yield (
        f"CREATE TRIGGER closed_{model}_delete BEFORE DELETE ON clients_{model} FOR EACH ROW "
        f"WHEN {_is_closed('OLD', day)} AND {_not_restated(model)} {refuse}"
    )


def _postgresql(model):
    day = GUARDED[model][0]
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns_of(model))
    closed = _is_closed("OLD", day)
    yield f"""
        CREATE FUNCTION closed_{model}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF {closed} AND {_not_restated(model)} THEN
                    RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN OLD;
            END IF;
            IF ({closed} OR {_is_closed("NEW", day)}) AND {_not_restated(model)} THEN
                RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$"""
    yield (
        f"CREATE TRIGGER closed_{model}_update BEFORE UPDATE ON clients_{model} FOR EACH ROW "
        f"WHEN ({changed}) EXECUTE FUNCTION closed_{model}()"
    )
    yield (
        f"CREATE TRIGGER closed_{model}_delete BEFORE DELETE ON clients_{model} FOR EACH ROW "
        f"EXECUTE FUNCTION closed_{model}()"
    )


STATEMENTS = {"sqlite": _sqlite, "postgresql": _postgresql}
