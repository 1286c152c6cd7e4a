"""Adds vectors to the cells in the database: one statement for both databases."""

from django.db import connection

from reporting.facts.walk import CLAIM_SUMS, CLAIMS, SERVICE_SUMS, SERVICES
from reporting.models import ClaimCell, ServiceCell
from reporting.models.facts import KEYS

ROWS_AT_A_TIME = 5000
TYPES = {"country": "text", "kind": "text", "verified": "boolean"}


def add(cells):
    """Adds these Cells to the stored ones, in the order of their keys."""
    _upsert(ServiceCell._meta.db_table, KEYS, SERVICE_SUMS, cells.finished(SERVICES))
    claim_keys = (*KEYS, "kind", "verified")
    _upsert(ClaimCell._meta.db_table, claim_keys, CLAIM_SUMS, cells.finished(CLAIMS))


def _upsert(table, keys, sums, vectors):
    rows = [(*key, *vectors[key]) for key in sorted(vectors)]
    columns = ", ".join((*keys, *sums))
    row = f"({', '.join(['%s'] * (len(keys) + len(sums)))})"
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in sums)
    # Names come from the models; only values come from data.
    into = f"INSERT INTO {table} ({columns})"
    clash = f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {added}"
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(f"{into} VALUES {row} {clash}", rows)
            return
        # Columns as arrays: psycopg takes long to read statements of thousands of placeholders.
        arrays = ", ".join(f"%s::{TYPES.get(name, 'bigint')}[]" for name in (*keys, *sums))
        for start in range(0, len(rows), ROWS_AT_A_TIME):
            some = zip(*rows[start : start + ROWS_AT_A_TIME], strict=True)
            cursor.execute(
                f"{into} SELECT * FROM unnest({arrays}) {clash}",  # noqa: S608
                [list(column) for column in some],
            )
