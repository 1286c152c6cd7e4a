"""How long a connection waits for what another one holds, and reading as of one moment."""

from contextlib import contextmanager

from django.db import connection, connections, transaction


@contextmanager
def patience(seconds):
    """Within it OperationalError is raised where a lock is not had in this time."""
    milliseconds = int(seconds * 1000)
    if connection.vendor == "postgresql":
        ask, tell, wanted = "SHOW lock_timeout", "SET lock_timeout = '{}'", f"{milliseconds}ms"
    else:
        ask, tell, wanted = "PRAGMA busy_timeout", "PRAGMA busy_timeout = {}", milliseconds
    with connection.cursor() as cursor:
        cursor.execute(ask)
        (before,) = cursor.fetchone()
        cursor.execute(tell.format(wanted))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(tell.format(before))


@contextmanager
def one_moment(alias):
    """Within it all queries are answered as of one moment; only for reading."""
    connection = connections[alias]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using=alias):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Django's transactions begin as writers on SQLite, and would hold up others.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            connection.connection.commit()
