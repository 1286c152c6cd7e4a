"""Many rows at the speed of the database: executemany on SQLite, COPY on PostgreSQL."""

from django.db import connection, models
from django.utils import timezone

PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)


def insert_rows(model, rows, constants):
    """Inserts dicts of column values; returns their ids, in order.

    `constants` are columns with one value for all rows. Columns in neither take their default;
    what `save` would set (auto_now) is set to now. Call it inside a transaction.
    """
    if not rows:
        return []
    ids = _allot(model, len(rows))
    fields = model._meta.local_concrete_fields
    varying = [field for field in fields if field.attname in rows[0]]
    fixed = [f for f in fields if f not in varying and not f.primary_key]
    same = tuple(_prepared(field, _constant(field, constants)) for field in fixed)
    prepare = [(field.attname, _preparer(field)) for field in varying]
    columns = [model._meta.pk.column, *(field.column for field in (*varying, *fixed))]
    lines = (
        (pk, *(ready(row[name]) for name, ready in prepare), *same)
        for pk, row in zip(ids, rows, strict=True)
    )
    _write(model._meta.db_table, columns, lines)
    return ids


def _constant(field, constants):
    if field.attname in constants:
        return constants[field.attname]
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return timezone.now()
    return field.get_default()


def _prepared(field, value):
    return field.get_db_prep_save(value, connection)


def _preparer(field):
    """What the database driver wants of a column; remembered where values come again."""
    if isinstance(field, PLAIN):
        return lambda value: value
    known = {}

    def ready(value):
        if value not in known:
            if len(known) > 50_000:
                known.clear()
            known[value] = _prepared(field, value)
        return known[value]

    unique = isinstance(field, models.UUIDField)
    return (lambda value: _prepared(field, value)) if unique else ready


def _allot(model, count):
    """The next `count` ids; nobody else gets them."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, count],
            )
            return [number for (number,) in cursor.fetchall()]
        # The transaction holds the one write lock of SQLite.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
    return list(range(last + 1, last + count + 1))


def _write(table, columns, lines):
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {quote(table)} ({names}) FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)
        else:
            marks = ", ".join(["%s"] * len(columns))
            statement = f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})"  # noqa: S608
            cursor.executemany(statement, lines)
