"""Adds vectors to the cells in the database: one statement for both databases."""

from django.db import connection

from reporting.facts.walk import CLAIM_SUMS, CLAIMS, SERVICE_SUMS, SERVICES
from reporting.models import ClaimCell, ServiceCell
from reporting.models.facts import KEYS

ROWS_AT_A_TIME = 500


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
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_AT_A_TIME):
            some = rows[start : start + ROWS_AT_A_TIME]
            # Names come from the models; only values come from data.
            cursor.execute(
                f"INSERT INTO {table} ({columns}) VALUES {', '.join([row] * len(some))} "  # noqa: S608
                f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {added}",
                [value for one in some for value in one],
            )
