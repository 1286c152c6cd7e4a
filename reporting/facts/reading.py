"""The two statements that read cells: written out by hand, as the same call is made for every card
of a page and the ORM would take longer than the database."""

from django.db import connections, router

from reporting.facts import codes
from reporting.facts.plans import MONTHS
from reporting.models import ClaimCell, ServiceCell

CODES = {"sex": codes.SEXES, "women_owned": codes.WOMEN_OWNED, "size": codes.SIZES}
STORED_AS = {"center": "key", "funder": "key"}


class Reading:
    """Reads the cells that a Plan found for a question; `seen` keeps what was read."""

    def __init__(self, question, found, seen):
        self.question, self.found, self.seen = question, found, seen
        self.first, self.last = (
            codes.month_number(day) for day in (found.whole.start, found.whole.last_day)
        )

    def services(self, sums):
        """Rows of the keys in the order of the breakdown, then the sums in the order of `sums`."""
        return self._rows(ServiceCell, sums)

    def claims(self, kinds, sums):
        """The same; the keys end with the kind's number and whether the claims are verified."""
        listed = f" AND kind IN ({_list(sorted(kinds))}) AND verified IN (FALSE, TRUE)"
        return self._rows(ClaimCell, sums, ("kind", "verified"), listed)

    def _rows(self, model, sums, more=(), condition=""):
        statement, values = self._statement(model._meta.db_table, sums, more, condition)
        key = statement, *values
        if key not in self.seen:
            with connections[router.db_for_read(model)].cursor() as cursor:
                cursor.execute(statement, values)
                self.seen[key] = cursor.fetchall()
        return self.seen[key]

    def _statement(self, table, sums, more, condition):
        by = [self._column(key) for key in (*self.question.by, *more)]
        where, values = self._where()
        # Sums of BIGINT would come as decimals from PostgreSQL.
        shown = by + [f"CAST(SUM({name}) AS BIGINT)" for name in sums]
        # All names are the program's own, and every value that is written out is a whole number.
        statement = f"SELECT {', '.join(shown)} FROM {table} WHERE {where}{condition}"  # noqa: S608
        return statement + (f" GROUP BY {', '.join(by)}" if by else ""), values

    def _column(self, key):
        part = MONTHS.get(key, 1)
        return f"month - month %% {part}" if part > 1 else STORED_AS.get(key, key)

    def _where(self):
        """Countries and keys are always named, so that the index leads to the months; without
        them SQLite reads every cell."""
        found = self.found
        words = [f"grain = {found.grain}"]
        words.append(f"country IN ({', '.join(['%s'] * len(found.countries)) or 'NULL'})")
        if found.keys is not None:
            words.append(f"key IN ({_list(found.keys)})")
        words.append(f"month BETWEEN {self.first} AND {self.last} AND x >= {self._earliest()}")
        for key, values in self.question.filters.chosen:
            if key in CODES or key == "sector":
                words.append(f"{key} IN ({_list(_code(key, value) for value in values)})")
        return " AND ".join(words), found.countries

    def _earliest(self):
        """The first month of what a row is counted for: of the range, or of its part of it."""
        part = next((MONTHS[key] for key in self.question.by if key in MONTHS), None)
        if part is None:
            return self.first
        if part == 1:
            return "month"
        begin = f"month - month %% {part}"
        return f"CASE WHEN {begin} > {self.first} THEN {begin} ELSE {self.first} END"


def _list(numbers):
    return ", ".join(map(str, map(int, numbers))) or "NULL"


def _code(key, value):
    """The number of a value in the cells; −1, which no cell has, for one that does not exist."""
    if key == "sector":
        return codes.sector_number(value)
    known = {name or "unknown": code for name, code in CODES[key].items()}
    return known.get(value, -1)
