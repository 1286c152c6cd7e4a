"""What the database says of one table: keys, indexes, triggers, who points at it."""

import re
from dataclasses import dataclass

from django.db import connection

COUNTRY = "country_id"
REFERENCE = "FOREIGN KEY"  # how the comment of a trigger begins that stands for a foreign key


class CannotPartition(Exception):
    """A sentence that says why not, and what to do."""


@dataclass(frozen=True)
class Reference:
    """A foreign key, or the trigger in its place, from column `column` of `table`."""

    name: str
    table: str
    column: str
    definition: str
    is_trigger: bool


@dataclass(frozen=True)
class TableParts:
    """All of a table but its columns and checks, as PostgreSQL writes it."""

    table: str
    keys: dict  # {constraint: "PRIMARY KEY (id)"} as they were without partitions
    foreign_keys: dict  # {constraint: definition}, from this table to others
    indexes: list  # CREATE INDEX …, those of keys left out
    triggers: list  # (name, CREATE TRIGGER …, comment)
    references: list  # what points at this table
    columns: list  # those that are stored
    sequence: str  # of the ids


def read(table):
    """The TableParts of a table, partitioned or not."""
    return TableParts(
        table=table,
        keys={name: comment or definition for name, definition, comment in _constraints(table)},
        foreign_keys={name: text for name, text, _comment in _constraints(table, "f")},
        indexes=_indexes(table),
        triggers=_triggers(table),
        references=references(table),
        columns=[name for (name,) in rows(COLUMNS, [table])],
        sequence=rows("SELECT pg_get_serial_sequence(%s, 'id')", [table])[0][0],
    )


def rows(query, values=()):
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return cursor.fetchall()


COLUMNS = """SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0
    AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"""


def _constraints(table, kinds="pu"):
    return rows(
        """SELECT conname, pg_get_constraintdef(oid), obj_description(oid, 'pg_constraint')
        FROM pg_constraint WHERE conrelid = %s::regclass AND contype = ANY(%s) ORDER BY conname""",
        [table, list(kinds)],
    )


def _indexes(table):
    found = rows(
        """SELECT pg_get_indexdef(indexrelid), indisunique FROM pg_index
        WHERE indrelid = %s::regclass
        AND NOT EXISTS (SELECT 1 FROM pg_constraint
            WHERE conindid = indexrelid AND conrelid = indrelid)
        ORDER BY indexrelid::regclass::text""",
        [table],
    )
    for definition, unique in found:
        if unique and COUNTRY not in definition:
            raise CannotPartition(
                f"{table} has a unique index that does not name the country, which partitions "
                f"cannot have: {definition}. Add {COUNTRY} to it first."
            )
    return [definition.replace(" ON ONLY ", " ON ", 1) for definition, _unique in found]


def _triggers(table):
    return rows(
        """SELECT tgname, pg_get_triggerdef(oid), obj_description(oid, 'pg_trigger')
        FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgname <> %s
        ORDER BY tgname""",
        [table, held_by(table)],
    )


def held_by(table):
    """The trigger that refuses to delete a row of `table` while something points at it."""
    return f"held_{table}"[:63]


def references(table):
    """The References to a table: foreign keys, and triggers that stand for one."""
    keys = rows(
        """SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid), false
        FROM pg_constraint WHERE contype = 'f' AND confrelid = %s::regclass AND conparentid = 0
        ORDER BY conname""",
        [table],
    )
    triggers = rows(
        """SELECT tgname, tgrelid::regclass::text, obj_description(oid, 'pg_trigger'), true
        FROM pg_trigger WHERE tgparentid = 0
        AND obj_description(oid, 'pg_trigger') LIKE %s ORDER BY tgname""",
        [f"{REFERENCE} (%) REFERENCES {table}(id)%"],
    )
    found = []
    for name, source, definition, is_trigger in [*keys, *triggers]:
        match = re.match(rf"FOREIGN KEY \((\w+)\) REFERENCES {table}\(id\)", definition)
        if not match:
            raise CannotPartition(
                f"{name} of {source} points at {table} by other columns than its id, which is not "
                f"provided for: {definition}."
            )
        found.append(Reference(name, source, match[1], definition, is_trigger))
    return found


def partitions(table):
    """{country: its partition}; None is the country of the partition for all others."""
    found = rows(
        """SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = %s::regclass
        ORDER BY c.relname""",
        [table],
    )
    countries = {}
    for name, bound in found:
        for code in re.findall(r"'(\w+)'", bound) or [None]:
            countries[code] = name
    return countries


def is_partitioned(table):
    kind = rows("SELECT relkind FROM pg_class WHERE oid = %s::regclass", [table])
    return kind[0][0] == "p"


def rows_by_country(table):
    quote = connection.ops.quote_name
    query = f"SELECT {COUNTRY}, count(*) FROM {quote(table)} GROUP BY 1 ORDER BY 1"  # noqa: S608
    return dict(rows(query))
