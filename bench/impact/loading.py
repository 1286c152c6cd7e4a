"""Loads columns of millions of rows into a table: without its indexes, then with them again."""

from contextlib import contextmanager
from io import BytesIO

import numpy
import pyarrow
from django.db import connection, transaction
from pyarrow import csv

ROWS_AT_A_TIME = 500_000


def stored(model, columns):
    """Stores {column: values, or one value for all rows}; what is not given gets its default."""
    table = model._meta.db_table
    lists = {
        name: pyarrow.array(values) if isinstance(values, numpy.ndarray) else values
        for name, values in columns.items()
        if not isinstance(values, str)
    }
    words = {name: _literal(value) for name, value in columns.items() if isinstance(value, str)}
    words |= _defaults(model, {*lists, *words})
    rows = pyarrow.table(lists)
    load = _copy if connection.vendor == "postgresql" else _executemany
    with _without_indexes(table):
        load(table, rows, words)


def _defaults(model, given):
    """SQL for the columns that may not be null and are not given."""
    words = {}
    for field in model._meta.concrete_fields:
        if field.column in given or field.null or field.primary_key:
            continue
        if field.get_internal_type() == "UUIDField":
            words[field.column] = {
                "postgresql": "gen_random_uuid()",
                "sqlite": "lower(hex(randomblob(16)))",
            }[connection.vendor]
        else:
            words[field.column] = _literal(field.get_default())
    return words


def _literal(value):
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, list):
        return "'[]'"
    return str(value) if isinstance(value, int) else f"'{value}'"


def _copy(table, rows, words):
    columns = ", ".join(rows.column_names)
    options = csv.WriteOptions(include_header=False, quoting_style="all_valid")
    with transaction.atomic(), connection.cursor() as cursor:
        for name, word in words.items():
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {name} SET DEFAULT {word}")
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT csv)") as copy:
            for start in range(0, len(rows), ROWS_AT_A_TIME):
                text = BytesIO()
                csv.write_csv(rows.slice(start, ROWS_AT_A_TIME), text, options)
                copy.write(text.getbuffer())
        for name in words:
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {name} DROP DEFAULT")
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}))"
        )


def _executemany(table, rows, words):
    columns = ", ".join((*rows.column_names, *words))
    values = ", ".join(("?",) * rows.num_columns + tuple(words.values()))
    database = connection.connection
    with connection.constraint_checks_disabled(), transaction.atomic():
        for start in range(0, len(rows), ROWS_AT_A_TIME):
            some = rows.slice(start, ROWS_AT_A_TIME)
            lists = [
                (column.cast("string") if pyarrow.types.is_date(column.type) else column)
                .combine_chunks()
                .to_pylist()
                for column in some.columns
            ]
            database.executemany(
                f"INSERT INTO {table} ({columns}) VALUES ({values})", zip(*lists, strict=True)
            )


@contextmanager
def _without_indexes(table):
    found = _indexes_of_postgresql if connection.vendor == "postgresql" else _indexes_of_sqlite
    with connection.cursor() as cursor:
        dropped, made = found(cursor, table)
        for statement in dropped:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in made:
            cursor.execute(statement)


def _indexes_of_sqlite(cursor, table):
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql > ''",
        [table],
    )
    found = cursor.fetchall()
    return [f"DROP INDEX {name}" for name, _sql in found], [sql for _name, sql in found]


def _indexes_of_postgresql(cursor, table):
    """Foreign keys and unique constraints too, but not the primary key."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype IN ('f', 'u') ORDER BY contype DESC",
        [table],
    )
    constraints = cursor.fetchall()
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i "
        "WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint c "
        "WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u'))",
        [table],
    )
    indexes = cursor.fetchall()
    dropped = [
        f'ALTER TABLE {table} DROP CONSTRAINT "{name}" CASCADE' for name, _sql in constraints
    ]
    dropped += [f"DROP INDEX {name}" for name, _sql in indexes]
    made = [sql for _name, sql in indexes]
    made += [f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {sql}' for name, sql in constraints]
    return dropped, made
