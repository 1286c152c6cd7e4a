"""How long a connection waits for what another one holds."""

from contextlib import contextmanager

from django.db import connection


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
