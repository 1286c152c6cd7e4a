"""Figures counted row by row in plain Python: without SQL, facts or the catalogue of measures."""

from collections import defaultdict

from clients.models import Client, Outcome, Session

# code: (kind of claim, what of each is added up)
CLAIMS = {
    "JOB-01": ("jobs_created", "quantity"),
    "JOB-01.women": ("jobs_created", "women"),
    "JOB-01.fte": ("jobs_created", "half_posts"),
    "JOB-01.records": ("jobs_created", "record"),
    "JOB-02": ("jobs_retained", "quantity"),
    "JOB-02.women": ("jobs_retained", "women"),
    "JOB-02.fte": ("jobs_retained", "half_posts"),
    "JOB-02.records": ("jobs_retained", "record"),
    "JOB-03": ("jobs_lost", "quantity"),
    "JOB-03.women": ("jobs_lost", "women"),
    "JOB-03.fte": ("jobs_lost", "half_posts"),
    "JOB-03.records": ("jobs_lost", "record"),
    "SAL-01": ("sales_increase", "cents"),
    "SAL-01.records": ("sales_increase", "record"),
    "EXP-01": ("export_sales", "cents"),
    "EXP-01.records": ("export_sales", "record"),
    "CAP-01": ("capital", "cents"),
    "CAP-01.records": ("capital", "record"),
    "CAP-01.operations": ("capital", "things"),
    "BUS-01.records": ("business_started", "record"),
    "FOR-01": ("formalized", "things"),
    "FOR-01.records": ("formalized", "record"),
    "INN-01": ("innovation", "things"),
    "INN-01.records": ("innovation", "record"),
    "PRO-01": ("procurement", "things"),
    "PRO-01.records": ("procurement", "record"),
    "PRO-01.amount": ("procurement", "cents"),
}
COUNTED = {"SES-01", "SES-02", "CLI-01", "CLI-02", "CLI-03", "EXP-02", "EXP-03", "BUS-01", *CLAIMS}


class Rows:
    """What counts of all sessions and claims now, as dictionaries of values and keys."""

    def __init__(self):
        self.clients = {one["id"]: _who(one) for one in Client.objects.values()}
        sessions = Session.objects.select_related("center", "funder").order_by("held_on", "pk")
        self.sessions = [self._session(one) for one in sessions if self._counts(one)]
        self.first = {}  # the client's first session
        for row in self.sessions:
            self.first.setdefault(row["client"], row)
        claims = Outcome.objects.select_related("center", "funder").order_by("occurred_on", "pk")
        self.claims = [
            self._claim(one) for one in claims if one.state != "returned" and self._counts(one)
        ]

    def figures(self, period, filters=None, by=()):
        """{(code, state, (dimension, key), …): figure}, in smallest parts, without zeros."""
        found = defaultdict(int)
        kept = _keeper(period, filters or {})
        self._count_services([row for row in self.sessions if kept(row)], by, found)
        for state in ("declared", "verified"):
            claims = [one for one in self.claims if state == "declared" or one["verified"]]
            _count_claims([row for row in claims if kept(row)], state, by, found)
            for start in filter(kept, self._starts(claims)):
                _add(found, "BUS-01", state, start, by, 1)
        return {key: figure for key, figure in found.items() if figure}

    def _count_services(self, rows, by, found):
        clients, minutes = defaultdict(set), defaultdict(int)
        for row in rows:
            _add(found, "SES-01", "all", row, by, 1)
            _add(found, "SES-02", "all", row, by, row["minutes"])
            _add(found, "CLI-02", "all", row, by, row is self.first[row["client"]])
            for cell in _cells(row, by):
                clients[cell].add(row["client"])
                minutes[cell, row["client"]] += row["minutes"]
        for cell, different in clients.items():
            found["CLI-01", "all", *cell] = len(different)
        for (cell, _client), spent in minutes.items():
            found["CLI-03", "all", *cell] += spent >= 300

    def _starts(self, claims):
        """The earliest verified claim of each client that started, else its earliest one."""
        chosen = {}
        for row in sorted(claims, key=lambda one: not one["verified"]):
            first = self.first.get(row["client"])
            if row["kind"] == "business_started" and first and row["day"] >= first["day"]:
                chosen.setdefault(row["client"], row | {"center": first["center"]})
        return chosen.values()

    def _counts(self, one):
        alive = self.clients[one.client_id]["deleted_at"] is None
        return alive and one.reportable and one.deleted_at is None

    def _session(self, one):
        minutes = one.contact_minutes + one.prep_minutes
        more = {"minutes": minutes, "topic": one.topic or "unknown", "mode": one.mode or "unknown"}
        more["advisor"] = str(one.advisor_id or "none")
        return self._row(one, one.held_on) | more

    def _claim(self, one):
        return self._row(one, one.occurred_on) | {
            "kind": one.kind,
            "verified": one.state == "verified",
            "record": 1,
            "quantity": one.quantity or 0,
            "things": 1 if one.quantity is None else one.quantity,
            "women": one.women or 0,
            "half_posts": 2 * (one.full_time or 0) + (one.part_time or 0),
            "cents": int((one.amount_usd or 0) * 100),
            "first_export": one.first_export,
            "detail": one.detail or "unknown",
            "attribution": one.attribution or "unknown",
        }

    def _row(self, one, day):
        return self.clients[one.client_id] | {
            "client": one.client_id,
            "country": one.country_id,
            "center": one.center.code,
            "funder": one.funder.code if one.funder else "none",
            "day": day,
            "month": f"{day:%Y-%m}",
            "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
            "year": str(day.year),
        }


def _who(client):
    words = ("women_owned", "women_led", "stage", "size", "sector", "municipality")
    who = {name: client[name] or "unknown" for name in words}
    area = {None: "unknown", True: "rural", False: "urban"}[client["rural"]]
    deleted = {"deleted_at": client["deleted_at"]}
    return who | {"sex": client["contact_sex"] or "unknown", "area": area} | deleted


def _keeper(period, filters):
    lists = {key: [given] if isinstance(given, str) else given for key, given in filters.items()}

    def kept(row):
        inside = period.start <= row["day"] < period.end
        return inside and all(row.get(key) in keys for key, keys in lists.items())

    return kept


def _cells(row, by):
    """The total, and the row's cell of the breakdown where this kind of row knows it."""
    yield ()
    if by and all(key in row for key in by):
        yield tuple(sorted((key, row[key]) for key in by))


def _add(found, code, state, row, by, figure):
    for cell in _cells(row, by):
        found[(code, state, *cell)] += figure


def _count_claims(rows, state, by, found):
    exporters = {"EXP-02": defaultdict(set), "EXP-03": defaultdict(set)}
    for row in rows:
        for code, (kind, what) in CLAIMS.items():
            if row["kind"] == kind:
                _add(found, code, state, row, by, row[what])
        if row["kind"] == "export_sales":
            for cell in _cells(row, by):
                exporters["EXP-02"][cell].add(row["client"])
                if row["first_export"]:
                    exporters["EXP-03"][cell].add(row["client"])
    for code, cells in exporters.items():
        for cell, clients in cells.items():
            found[(code, state, *cell)] = len(clients)
