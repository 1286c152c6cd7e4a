"""Who is acting now: set by the middleware and by commands, read by the audit trail."""

from contextlib import contextmanager
from contextvars import ContextVar

_current = ContextVar("actor", default=None)


@contextmanager
def acting(user_id):
    """Within the block, changes are made by the user with this id (None = the system)."""
    token = _current.set(user_id)
    try:
        yield
    finally:
        _current.reset(token)


def current_id():
    return _current.get()
