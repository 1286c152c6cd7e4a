"""The triggers of the audit trail, for SQLite and PostgreSQL.

Migrations on SQLite rebuild tables and lose their triggers, so all are dropped before migrations
run and installed after every migrate. On SQLite the actor comes from a function of our connection:
a writer without it, such as the sqlite3 shell, is refused.
"""

from django.db import connection

from centers.audit.watched import TRAIL, all_watched
from centers.models import AuditSeal

KEPT = (TRAIL, AuditSeal._meta.db_table)
ACTIONS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}
COLUMNS = "at, actor, record, number, action, center, country, changes"
REFUSAL = "the audit trail is only ever added to"


def names():
    """The triggers there must be, with their tables."""
    watching = {
        f"audit_{one.table}_{action}": one.table for one in all_watched() for action in ACTIONS
    }
    guards = ("update", "delete", *(("truncate",) if _is_postgresql() else ()))
    return watching | {f"keep_{table}_{step}": table for table in KEPT for step in guards}


def _is_postgresql():
    return connection.vendor == "postgresql"


def installed():
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()} & names().keys()


def tables_are_there():
    there = set(connection.introspection.table_names())
    return {*KEPT, *(one.table for one in all_watched())} <= there


def install():
    """Creates all triggers anew, with the columns of today."""
    drop()
    build = _postgresql if _is_postgresql() else _sqlite
    with connection.cursor() as cursor:
        for statement in build():
            cursor.execute(statement)


def drop():
    with connection.cursor() as cursor:
        for name in installed():
            on = f" ON {names()[name]}" if _is_postgresql() else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def _place(one, row):
    return ", ".join(sql.format(row=row) for sql in one.place)


def _sqlite():
    for one in all_watched():
        changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in one.columns)
        for action, row in ACTIONS.items():
            when = f"WHEN {changed}" if action == "update" else ""
            changes = _changes_sqlite(one) if action == "update" else "NULL"
            yield (
                f"CREATE TRIGGER audit_{one.table}_{action} AFTER {action.upper()} ON {one.table} "  # noqa: S608
                f"FOR EACH ROW {when} BEGIN INSERT INTO {TRAIL} ({COLUMNS}) VALUES "
                f"(strftime('%Y-%m-%d %H:%M:%f', 'now'), acting_user(), '{one.table}', {row}.id, "
                f"'{action}', {_place(one, row)}, {changes}); END"
            )
    for table in KEPT:
        for step in ("update", "delete"):
            yield (
                f"CREATE TRIGGER keep_{table}_{step} BEFORE {step.upper()} ON {table} "
                f"FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def _changes_sqlite(one):
    """A JSON object of the changed columns: [before, after], or null where no values are kept."""
    parts = " UNION ALL ".join(
        f"SELECT '{name}' AS name, {_pair_sqlite(one, name)} AS pair "  # noqa: S608
        f"WHERE OLD.{name} IS NOT NEW.{name}"
        for name in one.columns
    )
    return f"(SELECT json_group_object(name, json(pair)) FROM ({parts}))"  # noqa: S608


def _pair_sqlite(one, name):
    return f"json_array(OLD.{name}, NEW.{name})" if name in one.values else "'null'"


def _postgresql():
    """One call a statement: the cost does not grow with a call for each row."""
    for one in all_watched():
        for action in ACTIONS:
            yield _function(one, action)
            tables = {
                "insert": "NEW TABLE AS new_rows",
                "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
                "delete": "OLD TABLE AS old_rows",
            }[action]
            yield (
                f"CREATE TRIGGER audit_{one.table}_{action} AFTER {action.upper()} ON {one.table} "
                f"REFERENCING {tables} FOR EACH STATEMENT "
                f"EXECUTE FUNCTION audit_{one.table}_{action}()"
            )
    yield (
        "CREATE OR REPLACE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in KEPT:
        for step, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
            yield (
                f"CREATE TRIGGER keep_{table}_{step} BEFORE {step.upper()} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION audit_is_kept()"
            )


def _function(one, action):
    row = "old_row" if action == "delete" else "new_row"
    source = {
        "insert": "new_rows new_row",
        "delete": "old_rows old_row",
        "update": "new_rows new_row JOIN old_rows old_row ON old_row.id = new_row.id WHERE "
        + " OR ".join(f"old_row.{n} IS DISTINCT FROM new_row.{n}" for n in one.columns),
    }[action]
    changes = _changes_postgresql(one) if action == "update" else "NULL"
    return (
        f"CREATE OR REPLACE FUNCTION audit_{one.table}_{action}() RETURNS trigger "  # noqa: S608
        f"LANGUAGE plpgsql AS $$ BEGIN INSERT INTO {TRAIL} ({COLUMNS}) SELECT clock_timestamp(), "
        f"NULLIF(current_setting('sbdc.actor', true), '')::bigint, '{one.table}', {row}.id, "
        f"'{action}', {_place(one, row)}, {changes} FROM {source} ORDER BY {row}.id; "
        "RETURN NULL; END $$"
    )


def _changes_postgresql(one):
    pairs = ", ".join(
        f"('{name}', CASE WHEN old_row.{name} IS DISTINCT FROM new_row.{name} "
        f"THEN {_pair_postgresql(one, name)} END)"
        for name in one.columns
    )
    return (
        "(SELECT json_object_agg(name, pair)::text "  # noqa: S608
        f"FROM (VALUES {pairs}) AS pairs (name, pair) WHERE pair IS NOT NULL)"
    )


def _pair_postgresql(one, name):
    if name not in one.values:
        return "'null'::json"
    return f"json_build_array(old_row.{name}, new_row.{name})"
