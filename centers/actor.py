"""Who is acting now: set by the middleware and by commands, read by the audit trail."""

from contextlib import contextmanager
from contextvars import ContextVar

import psycopg
from django.db import connection

_current = ContextVar("actor", default=None)


@contextmanager
def acting(user_id):
    """Within the block, changes are made by the user with this id (None = the system)."""
    token = _current.set(user_id)
    _tell(connection)
    try:
        yield
    finally:
        _current.reset(token)
        _tell(connection)


def current_id():
    return _current.get()


def introduce(connection, **_options):
    """Makes the actor known to a new connection; the triggers of the audit trail ask for it."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("acting_user", 0, current_id)
    elif current_id() is not None:
        _tell(connection)


def _tell(connection):
    """PostgreSQL is told past Django: no query of the page, and none where nothing is open."""
    raw = connection.connection
    if connection.vendor != "postgresql" or raw is None or raw.closed:
        return
    try:
        raw.execute("SELECT set_config('sbdc.actor', %s, false)", [str(current_id() or "")])
    except psycopg.Error:  # a transaction that failed: it ends with the actor it began with
        return
