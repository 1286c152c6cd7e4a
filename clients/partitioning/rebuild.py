"""Builds a table anew with or without partitions, with all that hangs on it, in one transaction."""

import re

from django.db import connection, transaction

from centers.models import Country
from clients.models import Outcome, Session
from clients.partitioning import references
from clients.partitioning.catalog import (
    COUNTRY,
    CannotPartition,
    held_by,
    is_partitioned,
    partitions,
    read,
    rows_by_country,
)

TABLES = (Session._meta.db_table, Outcome._meta.db_table)
WAIT = "10s"  # for others to let go of the tables
COPIED = "DEFAULTS CONSTRAINTS IDENTITY GENERATED STORAGE COMMENTS"


def countries_wanted():
    """Codes of the countries that get a partition: those that take part or have rows."""
    found = set(Country.objects.filter(active=True).values_list("pk", flat=True))
    return sorted(found.union(*(rows_by_country(table) for table in TABLES)))


def is_done(table, countries):
    """Whether the table is as wanted: a partition for each of these countries, or none at all."""
    if not countries:
        return not is_partitioned(table)
    return is_partitioned(table) and set(countries) <= set(partitions(table))


@transaction.atomic
def rebuild(table, countries):
    """Builds `table` anew: one partition a country and one for all others; plain for []."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{WAIT}'")
        cursor.execute(f"LOCK TABLE {quote(table)} IN ACCESS EXCLUSIVE MODE")
        if is_partitioned(table):
            _refuse_foreign(cursor, table)
        parts, draft = read(table), f"new_{table}"
        _create(cursor, table, draft, countries)
        columns = ", ".join(map(quote, parts.columns))
        cursor.execute(
            f"INSERT INTO {quote(draft)} ({columns}) SELECT {columns} FROM {quote(table)}"  # noqa: S608
        )
        number = _last_number(cursor, parts.sequence)
        for one in parts.references:
            references.drop(cursor, one)
        _drop(cursor, table)
        _rename(cursor, draft, parts, countries)
        cursor.execute("SELECT setval(%s, %s, %s)", [parts.sequence, *number])
        _dress(cursor, parts, countries)
        cursor.execute(f"ANALYZE {quote(table)}")


def _refuse_foreign(cursor, table):
    cursor.execute(
        """SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = %s::regclass AND c.relkind = 'f'""",
        [table],
    )
    if found := cursor.fetchone():
        raise CannotPartition(
            f"The partition {found[0]} lies on another server. Bring it back to this one first."
        )


def partition_name(table, country):
    return f"{table}_{(country or 'other').lower()}"


def _create(cursor, table, draft, countries):
    quote = connection.ops.quote_name
    copied = " ".join(f"INCLUDING {what}" for what in COPIED.split())
    split = f" PARTITION BY LIST ({COUNTRY})" if countries else ""
    cursor.execute(f"CREATE TABLE {quote(draft)} (LIKE {quote(table)} {copied}){split}")
    for country in [*countries, None] if countries else ():
        values = "FOR VALUES IN (%s)" if country else "DEFAULT"
        name = quote(partition_name(draft, country))
        cursor.execute(
            f"CREATE TABLE {name} PARTITION OF {quote(draft)} {values}",
            [country] if country else [],
        )


def _last_number(cursor, sequence):
    cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608
    return cursor.fetchone()


def _drop(cursor, table):
    quote = connection.ops.quote_name
    cursor.execute(f"DROP TABLE {quote(table)}")
    cursor.execute(f"DROP FUNCTION IF EXISTS {quote(held_by(table))}()")


def _rename(cursor, draft, parts, countries):
    """Gives the new table, its partitions and its sequence the names of the old one."""
    quote = connection.ops.quote_name
    cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [draft])
    sequence = cursor.fetchone()[0]
    names = {draft: parts.table}
    for country in [*countries, None] if countries else ():
        names[partition_name(draft, country)] = partition_name(parts.table, country)
    for old, new in names.items():
        cursor.execute(f"ALTER TABLE {quote(old)} RENAME TO {quote(new)}")
    name = parts.sequence.rpartition(".")[2]
    cursor.execute(f"ALTER SEQUENCE {sequence} RENAME TO {name}")


def _dress(cursor, parts, countries):
    """Keys, indexes, foreign keys in both directions, triggers: after the rows, which is faster."""
    quote = connection.ops.quote_name
    table = quote(parts.table)
    for name, original in parts.keys.items():
        definition = with_country(original) if countries else original
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {quote(name)} {definition}")
        if definition != original:
            cursor.execute(f"COMMENT ON CONSTRAINT {quote(name)} ON {table} IS '{original}'")
    for statement in parts.indexes:
        cursor.execute(statement)
    for name, definition in parts.foreign_keys.items():
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {quote(name)} {definition}")
    for name, statement, comment in parts.triggers:
        cursor.execute(statement)
        if comment:
            cursor.execute(f"COMMENT ON TRIGGER {quote(name)} ON {table} IS %s", [comment])
    for one in parts.references:
        if countries:
            references.add_trigger(cursor, one, parts.table)
        else:
            references.add_key(cursor, one)
    if countries:
        references.hold(cursor, parts.table, parts.references)


def with_country(definition):
    """PRIMARY KEY (id) → PRIMARY KEY (id, country_id): a key that partitions by country can have.

    The country comes last, so that looking up by id or uuid alone still finds its index.
    """
    columns = re.search(r"\(([^)]*)\)", definition)[1]
    if COUNTRY in columns.split(", "):
        return definition
    return definition.replace(f"({columns})", f"({columns}, {COUNTRY})", 1)
