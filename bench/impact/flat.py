"""Parquet files for the other engines: one flat table each for sessions and verified claims, with
the client's attributes and who is new as columns, sorted by country and day."""

from pathlib import Path

import pyarrow
from django.db import connection
from pyarrow import csv, parquet

ROWS_AT_A_TIME = 500_000
MONTH = {"sqlite": "substr(s.{day}, 1, 7)", "postgresql": "to_char(s.{day}, 'YYYY-MM')"}
SHARED = """s.country_id AS country, z.code AS center, COALESCE(f.code, 'none') AS funder,
 c.contact_sex AS sex, c.women_owned AS women_owned,
 COALESCE(NULLIF(c.sector, ''), 'unknown') AS sector, {month} AS month"""
JOINS = """ JOIN clients_client c ON c.id = s.client_id JOIN centers_center z ON z.id = s.center_id
 LEFT JOIN centers_funder f ON f.id = s.funder_id
 WHERE s.deleted_at IS NULL AND s.reportable AND c.deleted_at IS NULL"""
FIRST = """SELECT client_id, id FROM (SELECT client_id, id,
 ROW_NUMBER() OVER (PARTITION BY client_id ORDER BY held_on, id) AS place
 FROM clients_session WHERE deleted_at IS NULL AND reportable) ranked WHERE place = 1"""
WORDS = ["country", "center", "funder", "sex", "women_owned", "sector", "month", "kind"]


def write(folder):
    """session.parquet and outcome.parquet, unless they are there already."""
    for name, query in (("session", _sessions()), ("outcome", _outcomes())):
        target = Path(folder) / f"{name}.parquet"
        if target.exists():
            continue
        batches = _from_postgresql if connection.vendor == "postgresql" else _from_sqlite
        draft = target.with_suffix(".draft")
        writer = None
        for table in batches(query, Path(folder)):
            table = _typed(table)
            writer = writer or parquet.ParquetWriter(draft, table.schema)
            writer.write_table(table)
        writer.close()
        draft.rename(target)


def _sessions():
    return (
        "SELECT s.client_id, s.held_on AS day, s.contact_minutes + s.prep_minutes AS minutes,"
        f" CASE WHEN b.id IS NULL THEN 0 ELSE 1 END AS first, {_shared('held_on')}"
        f" FROM clients_session s LEFT JOIN ({FIRST}) b ON b.id = s.id {JOINS}"
        " ORDER BY s.country_id, s.held_on"
    )


def _outcomes():
    return (
        "SELECT s.client_id, s.occurred_on AS day, s.kind, COALESCE(s.quantity, 0) AS quantity,"
        " COALESCE(s.women, 0) AS women,"
        " CAST(ROUND(COALESCE(s.amount_usd, 0) * 100) AS BIGINT) AS cents,"
        f" {_shared('occurred_on')} FROM clients_outcome s {JOINS} AND s.state = 'verified'"
        " ORDER BY s.country_id, s.occurred_on"
    )


def _shared(day):
    return SHARED.format(month=MONTH[connection.vendor].format(day=day))


def _from_postgresql(query, folder):
    text = folder / "export.csv"
    copying = f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)"
    with connection.cursor() as cursor, open(text, "wb") as file, cursor.copy(copying) as copy:
        for piece in copy:
            file.write(piece)
    kinds = csv.ConvertOptions(column_types=dict.fromkeys(WORDS, pyarrow.string()))
    options = csv.ReadOptions(block_size=64 << 20)
    for batch in csv.open_csv(text, read_options=options, convert_options=kinds):
        yield pyarrow.Table.from_batches([batch])
    text.unlink()


def _from_sqlite(query, folder):
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = [column[0] for column in cursor.description]
        while rows := cursor.fetchmany(ROWS_AT_A_TIME):
            yield pyarrow.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


def _typed(table):
    columns = {}
    for name in table.column_names:
        column = table.column(name)
        columns[name] = column.cast(pyarrow.date32()) if name == "day" else column
    return pyarrow.table(columns)
