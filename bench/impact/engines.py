"""The engines: ours, and three others that get every advantage we can give them.

Each answers a question as {(keys of by): (SERVICES and verified CLAIMS, whole numbers)}. The others
read files made for them: clients' attributes and who is new are columns there already.
"""

from bench.impact.questions import CLAIMS, SERVICES
from centers.system import SYSTEM
from reporting.impact import impact


class Facts:
    name = "ours"

    def answer(self, asked):
        """The whole of what a page calls, totals and Django's share included."""
        table = impact(SYSTEM, asked.period, asked.filters, asked.by, measures=[*SERVICES, *CLAIMS])
        found = {}
        for number, code in enumerate((*SERVICES, *CLAIMS)):
            for cell in table.breakdown(code) if asked.by else [table.get(code)]:
                key = tuple(cell.by.values())  # in the order of the breakdown
                row = found.get(key) or found.setdefault(key, [0] * 10)
                row[number] = cell.figure
        return {key: tuple(row) for key, row in found.items() if any(row)}


SESSIONS = """SELECT {by} COUNT(*), SUM(fresh), SUM(CASE WHEN spent >= 300 THEN 1 ELSE 0 END),
 SUM(n), SUM(spent) FROM (SELECT client_id, {by} COUNT(*) AS n, SUM(minutes) AS spent,
 SUM(first) AS fresh FROM {sessions} WHERE {where} GROUP BY {by} client_id) one {group}"""
CLAIM_SUMS = ", ".join(
    f"SUM(CASE WHEN kind = '{kind}' THEN {column} ELSE 0 END)"
    for kind, column in (
        ("jobs_created", "quantity"),
        ("jobs_created", "women"),
        ("jobs_retained", "quantity"),
        ("sales_increase", "cents"),
        ("export_sales", "cents"),
    )
)
OUTCOMES = "SELECT {by} " + CLAIM_SUMS + " FROM {outcomes} WHERE {where} {group}"


def statements(asked, sessions, outcomes):
    """The two SQL statements, with dates and names written out, for any of the databases."""
    by = "".join(f"{column}, " for column in asked.by)
    group = f"GROUP BY {by[:-2]}" if by else ""
    where = [f"day >= '{asked.start}' AND day < '{asked.end}'"]
    where += [f"{column} = '{value}'" for column, value in asked.where]
    words = {"by": by, "group": group, "sessions": sessions, "outcomes": outcomes}
    words["where"] = " AND ".join(where)
    return SESSIONS.format(**words), OUTCOMES.format(**words)


def merged(width, sessions, claims):
    found = {}
    for offset, size, rows in ((0, 5, sessions), (5, 5, claims)):
        for row in rows:
            key = tuple(str(part) for part in row[:width])
            figures = found.setdefault(key, [0] * 10)
            figures[offset : offset + size] = [int(part or 0) for part in row[width:]]
    return {key: tuple(row) for key, row in found.items() if any(row)}


class DuckDB:
    name = "DuckDB on Parquet"

    def __init__(self, folder):
        import duckdb

        self.tables = [f"read_parquet('{folder}/{name}.parquet')" for name in TABLES]
        self.database = duckdb.connect()

    def answer(self, asked):
        results = [self.database.sql(one).fetchall() for one in statements(asked, *self.tables)]
        return merged(len(asked.by), *results)


TABLES = ("session", "outcome")


class Polars:
    name = "polars in memory"

    def __init__(self, folder):
        import polars

        self.polars = polars
        self.frames = [
            polars.read_parquet(f"{folder}/{name}.parquet").with_columns(
                polars.col(polars.String).cast(polars.Categorical)
            )
            for name in TABLES
        ]

    def _kept(self, frame, asked):
        column = self.polars.col
        kept = frame.lazy().filter(column("day") >= asked.start, column("day") < asked.end)
        for name, value in asked.where:
            kept = kept.filter(column(name) == value)
        return kept

    def answer(self, asked):
        pl, column, by = self.polars, self.polars.col, list(asked.by)
        clients = (
            self._kept(self.frames[0], asked)
            .group_by(*by, "client_id")
            .agg(n=pl.len(), spent=column("minutes").sum(), fresh=column("first").sum())
        )
        sums = [
            pl.len().alias("clients"),
            column("fresh").sum(),
            (column("spent") >= 300).sum().alias("long"),
            column("n").sum(),
            column("spent").sum(),
        ]
        claims = self._kept(self.frames[1], asked)
        claim_sums = [
            column(what).filter(column("kind") == kind).sum().alias(f"{kind}_{what}")
            for kind, what in CLAIM_COLUMNS
        ]
        results = [
            (frame.group_by(by).agg(wanted) if by else frame.select(wanted)).collect().rows()
            for frame, wanted in ((clients, sums), (claims, claim_sums))
        ]
        return merged(len(by), *results)


CLAIM_COLUMNS = (
    ("jobs_created", "quantity"),
    ("jobs_created", "women"),
    ("jobs_retained", "quantity"),
    ("sales_increase", "cents"),
    ("export_sales", "cents"),
)


class Pandas:
    name = "pandas in memory"

    def __init__(self, folder):
        import pandas

        self.frames = []
        for name in TABLES:
            frame = pandas.read_parquet(f"{folder}/{name}.parquet")
            frame["day"] = pandas.to_datetime(frame["day"])
            for column in frame.select_dtypes(["object", "str"]).columns:
                frame[column] = frame[column].astype("category")
            self.frames.append(frame)
        self.pandas = pandas

    def _kept(self, frame, asked):
        start, end = (self.pandas.Timestamp(day) for day in (asked.start, asked.end))
        kept = (frame["day"] >= start) & (frame["day"] < end)
        for name, value in asked.where:
            kept &= frame[name] == value
        return frame[kept]

    def answer(self, asked):
        by = list(asked.by)
        kept = self._kept(self.frames[0], asked)
        options = {"observed": True, "sort": False}
        clients = kept.groupby([*by, "client_id"], **options).agg(
            n=("minutes", "size"), spent=("minutes", "sum"), fresh=("first", "sum")
        )
        clients["clients"], clients["long"] = 1, clients["spent"] >= 300
        clients = clients.reset_index()[[*by, "clients", "fresh", "long", "n", "spent"]]
        claims = self._kept(self.frames[1], asked)
        columns = {
            f"{kind}_{what}": claims[what].where(claims["kind"] == kind, 0)
            for kind, what in CLAIM_COLUMNS
        }
        claims = claims[by].assign(**columns)
        results = []
        for frame in (clients, claims):
            summed = frame.groupby(by, **options).sum().reset_index() if by else frame.sum()
            results.append(summed.values.tolist() if by else [summed.tolist()])
        return merged(len(by), *results)
