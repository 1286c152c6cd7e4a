"""Triggers that mark the clients whose facts a write puts out of date.

They see every write: of the application, bulk updates, merges, plain SQL. Migrations on SQLite
rebuild tables: that drops a table's triggers, and cannot be done to a table that triggers write to.
So there they are dropped before migrations run, and `install` runs after every migrate.
"""

from django.db import connection

from clients.models import Client, Outcome, Session
from reporting.models import Mark

MARKS = Mark._meta.db_table
# table: the column that holds the client
WATCHED = {
    Session._meta.db_table: "client_id",
    Outcome._meta.db_table: "client_id",
    Client._meta.db_table: "id",
}
EVENTS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def names():
    """The triggers there must be."""
    return {f"mark_{table}_{event}" for table in WATCHED for event in EVENTS}


def installed():
    """The triggers there are."""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'mark_%%'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' "
        "AND tgname LIKE 'mark_%%'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query, [])
        return {name for (name,) in cursor.fetchall()} & names()


def install():
    """Creates all triggers; where one was missing, all clients are marked: changes went unseen."""
    missing = names() - installed()
    create = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for table, column in WATCHED.items():
            for event, rows in EVENTS.items():
                for statement in create(table, column, event, rows):
                    cursor.execute(statement)
        if missing:
            client = Client._meta.db_table
            cursor.execute(
                f"INSERT INTO {MARKS} (client, country) SELECT id, country_id FROM {client}"  # noqa: S608
            )


def drop():
    """Removes the triggers; `install` puts them back and marks all clients."""
    with connection.cursor() as cursor:
        for name in installed():
            table = name.removeprefix("mark_").rpartition("_")[0]
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def _sqlite(table, column, event, rows):
    name = f"mark_{table}_{event}"
    marks = " ".join(
        f"INSERT INTO {MARKS} (client, country) VALUES ({row}.{column}, {row}.country_id);"  # noqa: S608
        for row in rows
    )
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} BEGIN {marks} END"


def _postgresql(table, column, event, rows):
    """One statement-level trigger: its cost does not grow with a trigger call for each row."""
    name = f"mark_{table}_{event}"
    seen = " UNION ".join(f"SELECT {column}, country_id FROM {row.lower()}_rows" for row in rows)  # noqa: S608
    tables = " ".join(f"{row} TABLE AS {row.lower()}_rows" for row in rows)
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608
        f"INSERT INTO {MARKS} (client, country) {seen}; RETURN NULL; END $$"
    )
    yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    yield (
        f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} REFERENCING {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )
