"""Adds cells to those in the database: one statement a grain on both databases."""

import numpy
from django.db import connection

from reporting.facts import codes
from reporting.facts.arrays import runs
from reporting.facts.walk import CLAIM_SUMS, CLAIMS, SERVICE_SUMS, SERVICES, columns_of
from reporting.models import ClaimCell, ServiceCell
from reporting.models.facts import KEYS

ROWS_AT_A_TIME = 5000
TYPES = {"country": "text", "verified": "boolean"}
IN_KEY = ("center", "funder", "sector")
# what: (model, key columns, sums)
STORED = {
    SERVICES: (ServiceCell, KEYS, SERVICE_SUMS),
    CLAIMS: (ClaimCell, (*KEYS[:3], "kind", "verified", *KEYS[3:]), CLAIM_SUMS),
}


def add(cells):
    """Adds {(what, grain): (key columns, sums)} to the stored cells, in the order of their keys."""
    for what, grain in sorted(cells):
        columns, sums = cells[what, grain]
        if len(sums):
            _upsert(*STORED[what], as_stored(what, grain, columns, sums))


def as_stored(what, grain, columns, sums):
    """Lists of values, one for each stored column: the keys, then the sums.

    In the order of the primary key: so cells that are read together lie together.
    """
    _model, keys, _names = STORED[what]
    columns = key_columns(what, grain, columns)
    order, _begins = runs(columns)
    columns, sums = [column[order] for column in columns], sums[order]
    lists = [[grain] * len(sums)]
    for name, column in zip(keys[1:], columns, strict=True):
        if name == "country":
            lists.append(_countries(column))
        else:
            lists.append(column.astype(bool).tolist() if name == "verified" else column.tolist())
    # Most sums of claims are nothing, and nothing takes no room.
    return lists + [[one or None for one in column] for column in sums.T.tolist()]


def key_columns(what, grain, columns):
    """All stored key columns after the grain, as whole numbers; what the grain leaves out is 0."""
    known = dict(zip(columns_of(what, grain), columns, strict=True))
    nothing = numpy.zeros(len(known["month"]), "i8")
    known["key"] = next((known[name] for name in IN_KEY if name in known), nothing)
    return [known.get(name, nothing) for name in STORED[what][1][1:]]


def from_database(what, grain):
    """The stored cells of a grain: (all key columns as `key_columns` gives them, sums)."""
    model, keys, sums = STORED[what]
    rows = list(model.objects.filter(grain=grain).values_list(*keys[1:], *sums))
    lists = list(zip(*rows, strict=True)) if rows else [()] * len((*keys[1:], *sums))
    number = {code: codes.country_number(code) for code in set(lists[0])}
    lists[0] = [number[code] for code in lists[0]]
    table = numpy.array([[one or 0 for one in column] for column in lists], "i8")
    return list(table[: len(keys) - 1]), table[len(keys) - 1 :].T


def _countries(column):
    code = {number: codes.country_code(number) for number in set(column.tolist())}
    return [code[number] for number in column.tolist()]


def _upsert(model, keys, sums, lists):
    table, names = model._meta.db_table, (*keys, *sums)
    changed = ", ".join(
        f"{name} = COALESCE({table}.{name}, 0) + COALESCE(excluded.{name}, 0)" for name in sums
    )
    # Names come from the models; only values come from data.
    into = f"INSERT INTO {table} ({', '.join(names)})"
    clash = f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}"
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            row = ", ".join(["%s"] * len(names))
            rows = zip(*lists, strict=True)
            cursor.executemany(f"{into} VALUES ({row}) {clash}", rows)
            return
        # Columns as arrays: psycopg takes long to read statements of thousands of placeholders.
        arrays = ", ".join(f"%s::{TYPES.get(name, 'bigint')}[]" for name in names)
        for start in range(0, len(lists[0]), ROWS_AT_A_TIME):
            cursor.execute(
                f"{into} SELECT * FROM unnest({arrays}) {clash}",  # noqa: S608
                [_array(column[start : start + ROWS_AT_A_TIME]) for column in lists],
            )


def _array(values):
    """PostgreSQL's text of an array of numbers, booleans or codes: psycopg's takes far longer."""
    return "{" + ",".join("NULL" if one is None else f'"{one}"' for one in values) + "}"
