"""The other engines' tables: flat, typed, indexed, with all that can be known beforehand."""

from pathlib import Path

from django.db import connection

MONTH = {"sqlite": "substr(s.{day}, 1, 7)", "postgresql": "to_char(s.{day}, 'YYYY-MM')"}
UNKNOWN = "COALESCE(NULLIF(c.{column}, ''), 'unknown')"
SHARED = """s.country_id AS country, z.code AS center, COALESCE(f.code, 'none') AS funder,
 c.contact_sex AS sex, c.women_owned AS women_owned, {sector} AS sector, {month} AS month"""
JOINS = """ JOIN clients_client c ON c.id = s.client_id JOIN centers_center z ON z.id = s.center_id
 LEFT JOIN centers_funder f ON f.id = s.funder_id
 WHERE s.deleted_at IS NULL AND s.reportable AND c.deleted_at IS NULL"""
FIRST = """SELECT id FROM (SELECT id,
 ROW_NUMBER() OVER (PARTITION BY client_id ORDER BY held_on, id) AS place
 FROM clients_session WHERE deleted_at IS NULL AND reportable) ranked WHERE place = 1"""


def make_tables():
    """bench_session and bench_outcome (verified claims) beside the real tables, with indexes."""
    big = "BIGINT" if connection.vendor == "postgresql" else "INTEGER"

    def shared(day):
        month = MONTH[connection.vendor].format(day=day)
        return SHARED.format(sector=UNKNOWN.format(column="sector"), month=month)

    with connection.cursor() as cursor:
        for name in ("bench_session", "bench_outcome", "bench_first"):
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
        cursor.execute(f"CREATE TABLE bench_first AS {FIRST}")
        cursor.execute("CREATE INDEX bench_first_id ON bench_first (id)")
        cursor.execute(
            f"CREATE TABLE bench_session AS SELECT s.client_id, s.held_on AS day,"
            f" CAST(s.contact_minutes + s.prep_minutes AS {big}) AS minutes,"
            f" CASE WHEN b.id IS NULL THEN 0 ELSE 1 END AS first, {shared('held_on')}"
            f" FROM clients_session s LEFT JOIN bench_first b ON b.id = s.id {JOINS}"
        )
        cursor.execute(
            f"CREATE TABLE bench_outcome AS SELECT s.client_id, s.occurred_on AS day, s.kind,"
            f" COALESCE(s.quantity, 0) AS quantity, COALESCE(s.women, 0) AS women,"
            f" CAST(ROUND(COALESCE(s.amount_usd, 0) * 100) AS {big}) AS cents,"
            f" {shared('occurred_on')}"
            f" FROM clients_outcome s {JOINS} AND s.state = 'verified'"
        )
        rest = "client_id, minutes, first, sex, women_owned, sector, month, funder"
        for place, others in (("country", "center"), ("center", "country"), ("day", "country")):
            then = "day, " if place != "day" else ""
            columns = f"{place}, {then}{rest}, {others}"
            if connection.vendor == "postgresql":
                columns = f"{place}{', day' if then else ''}) INCLUDE ({rest}, {others}"
            cursor.execute(f"CREATE INDEX bench_session_{place} ON bench_session ({columns})")
            cursor.execute(
                f"CREATE INDEX bench_outcome_{place} ON bench_outcome ({place}, {then}kind)"
                if then
                else "CREATE INDEX bench_outcome_day ON bench_outcome (day, kind)"
            )
        cursor.execute("ANALYZE")


def write_parquet(folder):
    """The same two tables as Parquet files, sorted by country and day."""
    import pyarrow
    from pyarrow import parquet

    for name in ("session", "outcome"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM bench_{name} ORDER BY country, day")
            columns = [column[0] for column in cursor.description]
            arrays = list(zip(*cursor.fetchall(), strict=True))
        table = pyarrow.table(dict(zip(columns, map(list, arrays), strict=True)))
        if pyarrow.types.is_string(table.schema.field("day").type):
            day = table.column("day").cast(pyarrow.date32())
            table = table.set_column(columns.index("day"), "day", day)
        parquet.write_table(table, Path(folder) / f"{name}.parquet")
