"""The database's own refusal to change records of closed periods, for SQLite and PostgreSQL.

A closed record is one whose day is not after its center's `locked_through`. Figures, day, place and
state are guarded; who the client is (a merge) and free text (a privacy request) are not. Who came
to a training is guarded with it.
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
    "training": ("held_on", ("minutes", "topic", "mode", "funder_id")),
}
WITH_REPORTABLE = ("session", "outcome")


def columns_of(model):
    """The guarded columns of a kind of record."""
    day, columns = GUARDED[model]
    extra = ("reportable",) if model in WITH_REPORTABLE else ()
    return (day, "center_id", "country_id", "deleted_at", *columns, *extra)


ATTENDANCE = "attendance"
STEPS = {**dict.fromkeys(GUARDED, ("update", "delete")), ATTENDANCE: ("insert", "update", "delete")}


def names():
    """The triggers there must be."""
    return {f"closed_{model}_{step}" for model, steps in STEPS.items() for step in steps}


def install():
    """Puts the guards back where one is missing and all tables are there."""
    needed = {"clients_restatement", "centers_center", *(f"clients_{model}" for model in STEPS)}
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
    """Guards the tables there are: while migrations run, some are still to come."""
    drop_guards(apps, schema_editor)
    for model in _guarded_tables(schema_editor):
        for statement in STATEMENTS[schema_editor.connection.vendor](model):
            schema_editor.execute(statement)


def drop_guards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for model in _guarded_tables(schema_editor):
        for step in STEPS[model]:
            on = f" ON clients_{model}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS closed_{model}_{step}{on}")
        if vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION IF EXISTS closed_{model}()")


def _guarded_tables(schema_editor):
    there = set(schema_editor.connection.introspection.table_names())
    return [model for model in STEPS if f"clients_{model}" in there]


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


def _list_is_closed(row):
    """Whether the attendance `row` belongs to a closed training that nobody is restating."""
    return (
        "EXISTS (SELECT 1 FROM clients_training t JOIN centers_center c ON c.id = t.center_id "  # noqa: S608
        f"WHERE t.id = {row}.training_id AND c.locked_through >= t.held_on "
        "AND NOT EXISTS (SELECT 1 FROM clients_restatement r WHERE r.record_uuid = t.uuid "
        "AND r.record = 'training' AND r.applied_at IS NULL))"
    )


# What of an attendance is guarded: not the contact, whom a merge of two people changes.
_LIST_EVENTS = {
    "insert": ("INSERT", "NEW"),
    "update": ("UPDATE OF present, training_id", "OLD"),
    "delete": ("DELETE", "OLD"),
}


def _sqlite(model):
    if model == ATTENDANCE:
        for step, (event, row) in _LIST_EVENTS.items():
            yield (
                f"CREATE TRIGGER closed_{model}_{step} BEFORE {event} ON clients_{model} "
                f"FOR EACH ROW WHEN {_list_is_closed(row)} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
        return
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


def _postgresql_list():
    yield f"""
        CREATE FUNCTION closed_{ATTENDANCE}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                IF {_list_is_closed("NEW")} THEN
                    RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN NEW;
            END IF;
            IF {_list_is_closed("OLD")} THEN
                RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$"""
    for step, (event, _row) in _LIST_EVENTS.items():
        yield (
            f"CREATE TRIGGER closed_{ATTENDANCE}_{step} BEFORE {event} ON clients_{ATTENDANCE} "
            f"FOR EACH ROW EXECUTE FUNCTION closed_{ATTENDANCE}()"
        )


def _postgresql(model):
    if model == ATTENDANCE:
        yield from _postgresql_list()
        return
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
