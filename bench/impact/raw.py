"""Tuned SQL on the source tables of the same database: by client first, from covering indexes."""

from django.db import connection

from bench.impact.engines import CLAIM_SUMS, merged
from bench.impact.flat import FIRST

COUNTING = "deleted_at IS NULL AND reportable"
VERIFIED = f"{COUNTING} AND state = 'verified'"
MONTH = {"sqlite": "substr({t}.{day}, 1, 7)", "postgresql": "to_char({t}.{day}, 'YYYY-MM')"}
PLACES = {"country": "country_id", "center": "center_id", "funder": "funder_id"}
CLIENTS = ("sex", "women_owned", "sector")
MINUTES = "client_id, contact_minutes, prep_minutes"
INDEXES = {
    "country": ("country_id, held_on", f"{MINUTES}, center_id, funder_id"),
    "center": ("center_id, held_on", f"{MINUTES}, country_id, funder_id"),
    "day": ("held_on", f"{MINUTES}, country_id, center_id, funder_id"),
}
CLAIM_COLUMNS = "client_id, kind, quantity, women, amount_usd, {other}, funder_id"

SESSIONS = f"(SELECT * FROM clients_session WHERE {COUNTING})"
OUTCOMES = f"(SELECT * FROM clients_outcome WHERE {VERIFIED})"
CLAIM_SUMS_OF_SOURCE = (
    CLAIM_SUMS.replace("THEN quantity", "THEN COALESCE(t.quantity, 0)")
    .replace("THEN women", "THEN COALESCE(t.women, 0)")
    .replace("THEN cents", "THEN CAST(ROUND(COALESCE(t.amount_usd, 0) * 100) AS BIGINT)")
)


class RawSQL:
    name = "raw SQL"

    def __init__(self):
        self.center = self._codes("SELECT id, code FROM centers_center")
        self.funder = self._codes("SELECT id, code FROM centers_funder") | {None: "none"}
        for statement in self._preparations():
            self._run(statement)

    def remove(self):
        """Takes away what was made for this engine alone."""
        for name in (*INDEXES, "claim_country", "claim_center"):
            self._run(f"DROP INDEX IF EXISTS bench_{name}")
        self._run("DROP TABLE IF EXISTS bench_first")

    def _preparations(self):
        self.remove()
        yield (
            "CREATE TABLE bench_first AS SELECT s.client_id, s.held_on, s.country_id, s.center_id,"
            f" s.funder_id FROM ({FIRST}) b JOIN clients_session s ON s.id = b.id"
        )
        for column in ("country_id", "center_id"):
            yield f"CREATE INDEX bench_first_{column} ON bench_first ({column}, held_on)"
        for name, (keys, rest) in INDEXES.items():
            yield self._index(name, "clients_session", keys, rest, COUNTING)
        for name, other in (("country", "center"), ("center", "country")):
            keys = f"{name}_id, occurred_on"
            rest = CLAIM_COLUMNS.format(other=f"{other}_id")
            yield self._index(f"claim_{name}", "clients_outcome", keys, rest, VERIFIED)
        yield "VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE"

    def _index(self, name, table, keys, rest, where):
        columns = f"{keys}) INCLUDE ({rest}" if self._postgres else f"{keys}, {rest}"
        return f"CREATE INDEX bench_{name} ON {table} ({columns}) WHERE {where}"

    @property
    def _postgres(self):
        return connection.vendor == "postgresql"

    def _run(self, statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def _codes(self, statement):
        return dict(self._run(statement))

    def answer(self, asked):
        first = self._statement(asked, "bench_first", "held_on", "COUNT(*)")
        claims = self._statement(asked, OUTCOMES, "occurred_on", CLAIM_SUMS_OF_SOURCE)
        merged_rows = self._merged(asked, self._sessions(asked), claims)
        found = {key: list(row) for key, row in merged_rows.items()}
        width = len(asked.by)
        for row in self._run(first):
            if row[width]:
                found[self._key(asked, row)][1] = row[width]
        return {key: tuple(row) for key, row in found.items()}

    def _merged(self, asked, sessions, claims):
        width = len(asked.by)
        results = [
            [(*self._key(asked, row), *row[width:]) for row in self._run(statement)]
            for statement in (sessions, claims)
        ]
        return merged(width, *results)

    def _key(self, asked, row):
        names = []
        for name, value in zip(asked.by, row):  # noqa: B905
            known = {"center": self.center, "funder": self.funder}.get(name)
            names.append(known[value] if known else value or "unknown")
        return tuple(names)

    def _sessions(self, asked):
        """The clients of each cell first, with their sessions and minutes; then these counted."""
        place = [(name, self._column(name, "held_on")) for name in asked.by if name not in CLIENTS]
        inner = "".join(f"{column} AS {name}, " for name, column in place)
        groups = ", ".join([column for _name, column in place] + ["t.client_id"])
        shown = ", ".join(f"c.{_client(n)}" if n in CLIENTS else f"p.{n}" for n in asked.by)
        where = " AND ".join(self._where(asked, "held_on"))
        outer = " AND ".join(_client_conditions(asked, "c")) or "TRUE"
        return (
            f"SELECT {shown}{', ' * bool(shown)} COUNT(*), 0,"
            " SUM(CASE WHEN spent >= 300 THEN 1 ELSE 0 END), SUM(n), SUM(spent)"
            f" FROM (SELECT {inner} t.client_id, COUNT(*) AS n,"
            " SUM(t.contact_minutes + t.prep_minutes) AS spent"
            f" FROM {SESSIONS} t WHERE {where} GROUP BY {groups}) p"
            f" JOIN clients_client c ON c.id = p.client_id AND c.deleted_at IS NULL"
            f" WHERE {outer}" + (f" GROUP BY {shown}" if shown else "")
        )

    def _statement(self, asked, table, day, sums):
        by = ", ".join(
            f"c.{_client(name)}" if name in CLIENTS else self._column(name, day)
            for name in asked.by
        )
        where = " AND ".join([*self._where(asked, day), *_client_conditions(asked, "c")])
        return (
            f"SELECT {by}{', ' * bool(by)} {sums} FROM {table} t"
            f" JOIN clients_client c ON c.id = t.client_id AND c.deleted_at IS NULL WHERE {where}"
        ) + (f" GROUP BY {by}" if by else "")

    def _column(self, name, day):
        if name == "month":
            return MONTH[connection.vendor].format(t="t", day=day)
        return f"t.{PLACES[name]}"

    def _where(self, asked, day):
        yield f"t.{day} >= '{asked.start}' AND t.{day} < '{asked.end}'"
        for name, value in asked.where:
            if name == "country":
                yield f"t.country_id = '{value}'"
            elif name == "center":
                yield f"t.center_id = {next(k for k, code in self.center.items() if code == value)}"


def _client(name):
    return {"sex": "contact_sex"}.get(name, name)


def _client_conditions(asked, table):
    return [
        f"{table}.{_client(name)} = '{value}'" for name, value in asked.where if name in CLIENTS
    ]
