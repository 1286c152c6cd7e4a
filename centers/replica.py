"""A copy of the PostgreSQL database that follows it, for pages that only show figures.

Set REPLICA_URL to have one. Within `reading()` what is read comes from the copy; what a person may
do, and everything that is written, stays with the main database. sbdc/middleware.py decides which
pages read there, sbdc/routers.py which tables.
"""

import logging
import re
import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

logger = logging.getLogger(__name__)
ALIAS = "replica"
WAIT_SECONDS = 0.3  # for what was just written to arrive; usually it takes milliseconds
REST_SECONDS = 30  # before a replica that did not answer is asked again
# How far the log goes that the replica must have: with synchronous_commit off, commits count before
# the log is on disk; with it on, what is not on disk yet is no commit.
POSITION = """(CASE current_setting('synchronous_commit') WHEN 'off'
    THEN pg_current_wal_insert_lsn() ELSE pg_current_wal_flush_lsn() END)::text"""

_read = ContextVar("replica_read", default=None)  # the Reading while the replica answers
_asked_again_at = 0.0  # of time.monotonic()


@dataclass(frozen=True)
class Reading:
    """What the replica has: everything that was committed before `as_of`.

    `is_complete`: it had all there was when it was asked. `as_of` is None where it does not answer.
    `has_own`: it has what this person wrote last.
    """

    as_of: datetime | None
    is_complete: bool = True
    has_own: bool = True


AWAY = Reading(None, is_complete=False, has_own=False)


def is_configured():
    return ALIAS in connections.settings


def is_read():
    """Whether the replica answers just now."""
    return _read.get() is not None


@contextmanager
def reading(found):
    """Within it the router sends readers to the replica; `found`: the Reading of just before."""
    token = _read.set(found)
    try:
        yield
    finally:
        _read.reset(token)


@contextmanager
def on_primary():
    """Within it readers are sent to the main database again."""
    with reading(None):
        yield


def position():
    """How far the main database has written its log: what the replica must have replayed."""
    return _row(DEFAULT_DB_ALIAS, f"SELECT {POSITION}")[0]


def look(own=""):
    """The Reading of now. `own`: the position after this person's last write."""
    if time.monotonic() < _asked_again_at:
        return AWAY
    now, target = _row(DEFAULT_DB_ALIAS, f"SELECT clock_timestamp(), {POSITION}")
    try:
        is_complete = _arrives(target)
        as_of = now if is_complete else _row(ALIAS, "SELECT pg_last_xact_replay_timestamp()")[0]
        has_own = is_complete or not is_position(own) or _has(own)
    except DatabaseError:
        give_rest()
        return AWAY
    return Reading(as_of, is_complete, has_own) if as_of else AWAY


def has_caught_up():
    """Whether what is read holds all that the main database holds now."""
    found = _read.get()
    if found is None:
        return True
    return _arrives(position()) if found.is_complete else _has(position())


def give_rest():
    """Notes that the replica does not answer: nobody waits for it during the next seconds."""
    global _asked_again_at
    _asked_again_at = time.monotonic() + REST_SECONDS
    connections[ALIAS].close()
    logger.exception("The replica does not answer; the main database serves its pages meanwhile.")


def ask_again():
    """Forgets that the replica did not answer."""
    global _asked_again_at
    _asked_again_at = 0.0


def is_position(text):
    return bool(re.fullmatch(r"[0-9A-F]{1,8}/[0-9A-F]{1,8}", text or ""))


def _arrives(target):
    until = time.monotonic() + WAIT_SECONDS
    while not _has(target):
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


def _has(target):
    """Whether the replica has replayed the log up to this position.

    A server that is no replica (any more) follows nobody: its rows must not be shown as ours.
    """
    follows, has = _row(
        ALIAS, "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() >= %s::pg_lsn", target
    )
    if not follows:
        raise DatabaseError("REPLICA_URL names a server that follows no other.")
    return bool(has)


def _row(alias, query, *values):
    with connections[alias].cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()
